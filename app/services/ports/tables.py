"""Tables that leave the program: what a column holds, and the writer that makes a file of them row by row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Protocol

Cell = str | int | Decimal | date | datetime | None
"""A datetime is the office's civil time and carries no zone: a sheet knows none."""


class Holds(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    """int or Decimal as it is."""
    MONEY = "money"
    """Decimal rubles, shown with two places."""
    SHARE = "share"
    """Percent, Decimal with one place: 99.5."""
    DAY = "day"
    MOMENT = "moment"
    """A civil datetime, shown to the minute."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`width` in characters of a sheet's usual font."""

    title: str
    holds: Holds = Holds.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """`name` becomes the sheet's name; each row has a cell for each column."""

    name: str
    columns: tuple[TableColumn, ...]


class Stopped(Exception):
    """Somebody asked that the file be not written after all; raised by a `Watch`, and nothing is left of the file."""


Watch = Callable[[int], None]
"""Told how many rows are written, now and then; raises `Stopped` to end it."""


def nobody_watches(written: int) -> None:
    """A `Watch` for what is written in a moment."""


class TableWriter(Protocol):
    """Writes a whole file or none: what stood at `path` before stays until the new file is complete.

    Returns the number of rows. Raises what `rows` and `watch` raise, and Refusal: file-no-room, file-not-writable,
    file-no-folder, file-bad-name, file-failed.
    """

    def __call__(self, path: Path, table: Table, rows: Iterable[Sequence[Cell]], *, watch: Watch) -> int:
        """Write it."""
        ...
