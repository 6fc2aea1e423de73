"""Keeping a large sheet from stopping the window: Python's collector and deallocation hold every thread while they run.

Measured with 60,000 rows: a full collection takes half a second, again and again while the sheet is read.
"""

import gc
from typing import Final

from ui.screens.imports.prepared import Prepared

LARGE: Final = 5_000
"""Rows from which it is worth it."""
_AT_ONCE: Final = 400


def settle(rows: int) -> None:
    """Called inside `resting` when a sheet of that many rows is there to stay: later collections pass over it."""
    if rows > LARGE:
        gc.freeze()


def dissolve(holder: list[Prepared]) -> None:
    """Free the only review in `holder` a little at a time; runs in a lane, and lets others run in between."""
    piles = _piles(holder.pop())
    for pile in piles:
        while pile:
            del pile[-_AT_ONCE:]


def _piles(prepared: Prepared) -> list[list[object]]:
    result = prepared.review.result
    piles: list[list[object]] = [list(prepared.review.sheet.rows)]
    if result is not None:
        piles += [
            list(result.preview.rows),
            list(result.preview.clients),
            list(result.problems),
            list(result.outcomes.values()),
            list(result.changed.values()),
        ]
    return piles
