"""Python's collector of reference cycles, run by the window's thread alone.

Left to itself it runs in whatever thread happens to allocate. A lane that frees a cycle with a dialog or a timer in it
frees Qt's objects in a foreign thread, and the window's own thread then crashes on what is left of them.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, QTimer

LOOK_MS: Final = 1000

_resting = 0
_lock = threading.Lock()


class Collector(QObject):
    """Looks once a second whether Python would have collected by now, and does it here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on this thread alone collects."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """No lane works any more: Python may collect by itself again."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due, by Python's own thresholds."""
        if _resting:
            return
        due = [
            n for n, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
        ]
        if due:
            gc.collect(due[-1])


def keep_all() -> None:
    """What there is now stays until the program's end and is never looked through again."""
    gc.freeze()


@contextmanager
def resting() -> Iterator[None]:
    """No collection meanwhile: for a lane that makes very many objects without cycles; one look would hold the window."""
    global _resting  # noqa: PLW0603 - one collector a process, as Python's own
    with _lock:
        _resting += 1
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
