"""The part of the tour that arranges the journal: columns, several rows, their plan, saved filters, the order."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QListWidget, QTableView

from app.texts import Texts
from ui.tour.hands import Hands, StepFailed

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_MORE = 4


class Arranging:
    """Leaves the journal as it found it."""

    def __init__(self, hands: Hands, texts: Texts) -> None:
        self._hands, self._texts = hands, texts

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Names and steps, in order."""
        yield from (
            ("several", self.select_several),
            ("dry-run", self.plan_several),
            ("columns", self.choose_columns),
            ("saved-filter", self.save_filter),
            ("sorted", self.sort),
        )

    def _grid(self) -> QTableView:
        return next(v for v in self._hands.window.findChildren(QTableView) if v.isVisible())

    def _to_the_list(self) -> None:
        grid = self._grid()
        rectangle = grid.visualRect(grid.model().index(0, 1))
        self._hands.click_at(grid.viewport(), rectangle.center())

    def _clear_search(self) -> None:
        self._hands.key(Qt.Key.Key_K, CONTROL)
        self._hands.key(Qt.Key.Key_A, CONTROL)
        self._hands.key(Qt.Key.Key_Delete)
        self._hands.wait(lambda: self._grid().model().rowCount() > _MORE, "the whole list again")
        self._hands.rest(400)

    def _chosen_rows(self) -> int:
        model: QItemSelectionModel = self._grid().selectionModel()
        return len(model.selectedRows())

    def select_several(self) -> None:
        """Shift and the arrow: five rows; above the card stands what can be done with them."""
        hands = self._hands
        self._clear_search()
        self._to_the_list()
        for _ in range(_MORE):
            hands.key(Qt.Key.Key_Down, SHIFT)
        hands.wait(lambda: self._chosen_rows() == _MORE + 1, "five selected rows")
        hands.find("several")
        hands.key(Qt.Key.Key_C, CONTROL)
        hands.rest(500)
        hands.picture(
            "several-selected", "several rows selected and copied; what can be done with them stands above the card"
        )

    def plan_several(self) -> None:
        """F4: what the commands of all of them would do."""
        hands = self._hands
        hands.key(Qt.Key.Key_F4)
        hands.find("dialog-dry-run")
        hands.picture("dry-run", "F4: the dry run of several requests; nothing is sent from here")
        hands.key(Qt.Key.Key_Escape)
        hands.wait(lambda: hands.front() is hands.window, "the dialog to close")
        self._to_the_list()

    def choose_columns(self) -> None:
        """F9: the columns, by key and by mouse."""
        hands = self._hands
        hands.key(Qt.Key.Key_F9)
        dialog = hands.find("dialog-columns")
        columns = hands.find("columns")
        dialog.activateWindow()
        if not isinstance(columns, QListWidget):
            raise StepFailed("the list of columns")
        for name in (self._texts("journal-column-name-watts"), self._texts("journal-column-filed")):
            item = columns.findItems(name, Qt.MatchFlag.MatchExactly)[0]
            columns.setCurrentItem(item)
            hands.key(Qt.Key.Key_Space)
        hands.key(Qt.Key.Key_Up, ALT)
        hands.picture("columns", "F9: columns chosen and ordered, the list follows at once")
        hands.click("columns-usual")
        hands.key(Qt.Key.Key_Escape)
        hands.wait(lambda: hands.front() is hands.window, "the dialog to close")

    def save_filter(self) -> None:
        """Ctrl+S names what is shown; a chip and Alt+1 bring it back."""
        hands = self._hands
        hands.click("counter-overdue")
        hands.rest(400)
        hands.key(Qt.Key.Key_S, CONTROL)
        hands.find("dialog-save-filter")
        hands.type("saved-name", "Горит")
        hands.picture("saving-filter", "Ctrl+S: the filter in words, and a name for it")
        hands.click("primary")
        hands.wait(lambda: hands.front() is hands.window, "the dialog to close")
        hands.find("chip-0")
        hands.click("counter-overdue")
        hands.rest(400)
        hands.key(Qt.Key.Key_1, ALT)
        hands.rest(500)
        hands.picture("saved-filters", "saved filters above the list: one press, or Alt+1")
        hands.click("counter-overdue")
        hands.rest(400)

    def sort(self) -> None:
        """A click on a heading sorts by the moment of filing; another brings the deadlines back."""
        hands, header = self._hands, self._grid().horizontalHeader()
        for section, name in ((1, "sorted"), (7, "")):
            at = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
            hands.click_at(header.viewport(), QPoint(at, header.height() // 2))
            hands.rest(500)
            if name:
                hands.picture(name, "the newest on top: a click on the number's heading")
