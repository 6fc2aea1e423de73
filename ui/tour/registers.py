"""The part of the tour that takes a register in: bad cells, a column by hand, the journal of imports, and taking back."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTableView

from app.texts import Texts
from ui.tour.hands import Hands

CONTROL: Final = Qt.KeyboardModifier.ControlModifier
NO_BUTTON_KEYS: Final = Qt.KeyboardModifier.NoModifier
REGISTER, ADDITION = "snt-romashka.xlsx", "new-plots.csv"
"""The demo's register with its bad cells, and an addition whose column of plots bears an odd heading (resources/demo)."""
BAD_MAC_PLACE: Final = 4
"""Row 5 of the addition: plot 302."""


class Registers:
    """Every step looks for what a dispatcher would see before it goes on."""

    def __init__(self, hands: Hands, texts: Texts) -> None:
        self._hands, self._texts = hands, texts

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Names and steps, in order."""
        yield from (
            ("import-begin", self.begin),
            ("import-preview", self.preview),
            ("import-match", self.match),
            ("import-take", self.take),
            ("import-journal", self.journal),
            ("import-back", self.take_back),
            ("import-depends", self.refuse),
        )

    def begin(self) -> None:
        """Ctrl+2: the empty screen teaches."""
        self._hands.key(Qt.Key.Key_2, CONTROL)
        self._hands.find("imports-page")
        self._hands.rest(300)
        self._hands.picture("imports-empty", "imports: what will be here, and the button that begins")

    def preview(self) -> None:
        """A register is dropped on the window: the sheet at the left, what it becomes at the right."""
        hands = self._hands
        self._drop(REGISTER)
        hands.wait(lambda: bool(self._text("counts")), "the counts of the register")
        hands.picture("import-preview", "a register as it is, beside what each row becomes; questions asked in place")

    def match(self) -> None:
        """A column with an odd heading is matched by hand."""
        hands = self._hands
        self._drop(ADDITION)
        hands.wait(lambda: bool(self._fault()), "the sentence about the missing column")
        hands.picture(
            "import-unmatched", "a column that nobody recognised: what is missing is said, the sheet is there"
        )
        hands.click("column-0")
        hands.keys(None, self._texts("import-field-plot"))
        hands.key(Qt.Key.Key_Return)
        combo = hands.find("column-0")
        hands.wait(
            lambda: isinstance(combo, QComboBox) and combo.currentData() == "plot" and not self._fault(),
            "the column taken for plots",
        )
        table = hands.find("sheet")
        if isinstance(table, QTableView):
            hands.click_at(table.viewport(), table.visualRect(table.model().index(BAD_MAC_PLACE, 0)).center())
        hands.picture("import-bad-cells", "matched by hand; bad cells by colour, sign and reason, the row explained")
        hands.click("answer-protected")
        hands.wait(lambda: self._is_checked("answer-protected"), "the answer")
        hands.click("keep-refused")
        hands.picture("import-not-taken", "answered; the rows not taken: the button says what will be taken")

    def take(self) -> None:
        """The button names what happens."""
        hands = self._hands
        hands.click("take")
        hands.find("show-import")
        hands.wait(lambda: not hands.find("take").isEnabled(), "the preview after the import")
        hands.picture("import-taken", "taken: what is left on the screen is what was not taken, and why")

    def journal(self) -> None:
        """The journal of imports."""
        hands = self._hands
        hands.click("show-import")
        hands.wait(lambda: hands.find("take-back").isEnabled(), "the import in full")
        hands.picture("imports-journal", "the journal of imports: who, when, from which file, what was not taken")

    def take_back(self) -> None:
        """An import is taken back as a whole."""
        hands = self._hands
        hands.click("take-back")
        hands.find("dialog-take-back")
        hands.find("reason")
        hands.type("reason", "Реестр прислали по ошибке, дополнение не согласовано")
        hands.picture("import-take-back", "taking an import back: what goes, and a reason; the focus was on Cancel")
        hands.click("primary")
        hands.wait(lambda: hands.front() is hands.window, "the dialog to close")
        hands.wait(lambda: not hands.find("take-back").isEnabled(), "the import taken back")
        hands.picture("import-taken-back", "taken back as a whole: when, by whom and why")

    def refuse(self) -> None:
        """An import on which requests stand cannot be taken back, and it says why."""
        hands = self._hands
        table = hands.find("imports")
        if not isinstance(table, QTableView):
            return
        model = table.model()
        files_shown = [str(model.index(row, 2).data()) for row in range(model.rowCount())]
        row = files_shown.index(REGISTER)
        hands.click_at(table.viewport(), table.visualRect(model.index(row, 0)).center())
        hands.wait(lambda: hands.find("take-back").isEnabled(), "that import in full")
        hands.rest(300)
        hands.click("take-back")
        hands.find("dialog-take-back")
        hands.wait(lambda: "•" in self._text("says"), "what depends on the import")
        hands.picture("import-depends", "an import that cannot be taken back: what depends on it, in words")
        hands.key(Qt.Key.Key_Escape)
        hands.wait(lambda: hands.front() is hands.window, "the dialog to close")
        hands.key(Qt.Key.Key_1, CONTROL)

    # --- what is seen and done ------------------------------------------------------------------------------------

    def _drop(self, name: str) -> None:
        """Drop a file of the demo on the page, as from a file manager."""
        page = self._hands.find("imports-page")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(Path(str(files("resources"))) / "demo" / name))])
        at, left = QPoint(page.width() // 2, page.height() // 2), Qt.MouseButton.LeftButton
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, left, NO_BUTTON_KEYS))
        QApplication.sendEvent(page, QDropEvent(at.toPointF(), copy, data, left, NO_BUTTON_KEYS))
        self._hands.rest(100)

    def _text(self, name: str) -> str:
        label = self._hands.find(name)
        return label.text() if isinstance(label, QLabel) else ""

    def _fault(self) -> str:
        page = self._hands.find("imports-page")
        bar = next((w for w in page.findChildren(QLabel, "fault-words") if w.isVisible()), None)
        return bar.text() if bar is not None else ""

    def _is_checked(self, name: str) -> bool:
        button = self._hands.find(name)
        return isinstance(button, QPushButton) and button.isChecked()
