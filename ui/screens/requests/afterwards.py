"""What nobody needs to see the first rows: done once, when they stand painted, so that nothing slows them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.screens.requests.grid import JournalGrid

_LOOK_MS: Final = 30
_MOST_LOOKS: Final = 10
"""A list that is not shown is never painted, and one that is scrolled never whole: then it is done after so many."""


class Afterwards(QObject):
    """Calls what it was given when the grid's first rows are painted."""

    def __init__(self, grid: JournalGrid, *calls: Callable[[], None]) -> None:
        super().__init__(grid)
        self._grid, self._calls = grid, calls
        self._looks = 0
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """The rows have come."""
        if self._looks == 0 and not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        if self._looks < _MOST_LOOKS and not self._grid.is_whole:
            self._timer.start()
            return
        calls, self._calls = self._calls, ()
        for call in calls:
            call()
