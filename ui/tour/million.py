"""The part of the tour on a desk with a million requests: the last row, one rare plot, another order, all selected."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from app.texts import Texts
from ui.tour.hands import Hands

CONTROL: Final = Qt.KeyboardModifier.ControlModifier
RARE_PLOT: Final = "731/9"
"""One household of 7,500 (`app.demo_desk`)."""
NUMBER, PLOT = 1, 3
MILLION: Final = 1_000_000


class Million:
    """Every step looks for what a dispatcher would see before it goes on."""

    def __init__(self, hands: Hands, texts: Texts) -> None:
        self._hands, self._texts = hands, texts

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Names and steps, in order."""
        yield from (
            ("million", self.open_journal),
            ("million-last", self.jump_to_the_last),
            ("million-sorted", self.sort_by_number),
            ("million-selected", self.select_all),
            ("million-search", self.search),
        )

    def _grid(self) -> QTableView:
        return next(v for v in self._hands.window.findChildren(QTableView) if v.isVisible())

    def _text(self, row: int, column: int) -> str:
        return str(self._grid().model().index(row, column).data() or "…")

    def _rows(self) -> int:
        return self._grid().model().rowCount()

    def _has_row(self, row: int) -> bool:
        return row >= 0 and self._text(row, NUMBER) != "…"

    def open_journal(self) -> None:
        """The journal is there at once, however many closed requests lie below."""
        self._hands.wait(lambda: self._rows() > 0 and self._has_row(0), "the open ones")
        self._hands.click("quick-all")
        self._hands.wait(lambda: self._rows() >= MILLION * 0.9 and self._has_row(0), "a million rows")
        self._hands.rest(300)
        self._hands.picture("million", "a million requests: what needs a hand is on top, as ever")

    def jump_to_the_last(self) -> None:
        """Ctrl+End: the oldest of the closed."""
        hands = self._hands
        hands.click_at(self._grid().viewport(), QPoint(200, 10))
        hands.key(Qt.Key.Key_End, CONTROL)
        hands.wait(lambda: self._grid().currentIndex().row() == self._rows() - 1, "the last row")
        hands.wait(lambda: self._has_row(self._rows() - 1), "the last row's words")
        hands.rest(400)
        hands.picture("million-last", "Ctrl+End: the last of a million rows")

    def sort_by_number(self) -> None:
        """A click on the heading of numbers puts the newest first."""
        hands, header = self._hands, self._grid().horizontalHeader()
        before = self._text(0, NUMBER)
        middle = header.sectionViewportPosition(NUMBER) + header.sectionSize(NUMBER) // 2
        hands.click_at(header.viewport(), QPoint(middle, header.height() // 2))
        hands.key(Qt.Key.Key_Home, CONTROL)
        hands.wait(lambda: self._text(0, NUMBER) not in {before, "…"}, "another order")
        hands.rest(400)
        hands.picture("million-sorted", "sorted by number, the list as quick as before")

    def select_all(self) -> None:
        """Ctrl+A: a million rows selected, none of them loaded."""
        hands = self._hands
        hands.key(Qt.Key.Key_A, CONTROL)
        hands.find("several")
        hands.rest(300)
        hands.picture("million-selected", "all selected: how many, and what can be done with so many")

    def search(self) -> None:
        """Ctrl+K: one rare plot among a million requests."""
        hands = self._hands
        hands.key(Qt.Key.Key_K, CONTROL)
        hands.keys(None, RARE_PLOT)
        hands.wait(lambda: 0 < self._rows() < MILLION // 100 and self._text(0, PLOT) == RARE_PLOT, "the rare plot")
        hands.rest(300)
        hands.picture("million-search", "one plot's requests among a million, as fast as one types")
