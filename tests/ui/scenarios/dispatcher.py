"""A dispatcher at the console: clicks, keys and looks; what other people did before goes through the desk itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QDateTimeEdit, QLabel, QPushButton, QWidget

from app.domain.kinds import RequestKind
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from tests.ui.dialogs.hands import choose, fill_in_who, named, press, type_in
from ui.screens.requests.dialogs.base import DeskDialog
from ui.screens.requests.filters import Quick
from ui.theme import BLINK_WHITE

_PHASE = 0.05
"""s, well within a phase of the blink."""
_INSET = 5
"""px from a cell's corner: beside its words and the frame of a selected row."""


class Dispatcher:
    """Works one console; `at` lets the time come."""

    def __init__(self, desk: SmallDesk, shown) -> None:
        self.desk, self.shown, self.context = desk, shown, shown.context
        self.journal = shown.journal
        self.card = shown.journal.card

    def at(self, moment: str) -> None:
        """The clock comes to `2026-02-22 17:41`; the window notices as it does by itself every second."""
        self.desk.clock.come_to(moment)
        self.look_up()

    def look_up(self) -> None:
        """What came in meanwhile, from the worker too, is on the screen; held rows are let in by their button."""
        self.shown.hear()
        self.shown.window.pulse.beat()
        self.shown.settle()
        bar = self.journal.announcement
        if bar.isVisible():
            QTest.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
            self.shown.settle()
        self.journal._tick()
        self.card.say_again()

    # --- dialogs --------------------------------------------------------------------------------------------------

    def dialog(self) -> DeskDialog:
        """The dialog that is open and filled."""
        settle(self.context)
        settle(self.context)
        (dialog,) = [one for one in self.journal.findChildren(DeskDialog) if one.isVisible()]
        return dialog

    def no_dialog(self) -> bool:
        """Nothing is open over the journal."""
        return not [one for one in self.journal.findChildren(DeskDialog) if one.isVisible()]

    def new(self) -> DeskDialog:
        """The button beside the filters opens the filing dialog."""
        QTest.mouseClick(self.journal.new_button, Qt.MouseButton.LeftButton)
        return self.dialog()

    def step(self, intent: str) -> DeskDialog:
        """A next step's button on the card opens its dialog."""
        QTest.mouseClick(named(self.card, QPushButton, f"step-{intent}"), Qt.MouseButton.LeftButton)
        return self.dialog()

    def escape(self, dialog: DeskDialog) -> None:
        """Esc leaves it."""
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        settle(self.context)
        assert self.no_dialog()

    def fill_in(self, dialog: DeskDialog, kind: RequestKind, plot: str, *, watts: str = "", text: str = "") -> None:
        """Client, plot, kind, who asked."""
        fill_in_who(self.context, dialog, plot)
        choose(dialog, "kind", kind)
        for name, words in (("watts", watts), ("text", text), ("caller", "Петрова, председатель")):
            if words:
                type_in(self.context, dialog, name, words)
        settle(self.context)

    def file(self, kind: RequestKind, plot: str, *, watts: str = "", text: str = "") -> int:
        """File it; its card is open then. Returns its id."""
        dialog = self.new()
        self.fill_in(dialog, kind, plot, watts=watts, text=text)
        self.press(dialog)
        request_id = self.card.request_id
        assert request_id is not None
        assert self.status() == "Ожидает подтверждения"
        return request_id

    def confirm(self) -> None:
        """Confirm the request on the card, as of now."""
        self.press(self.step("confirm"))
        assert self.status() == "Подтверждена"

    def press(self, dialog: DeskDialog) -> None:
        """The deed; the dialog closes."""
        press(self.context, dialog)
        assert self.no_dialog(), named(dialog, QLabel, "error").text()
        self.shown.hear()

    def type_over(self, dialog: DeskDialog, name: str, digits: str) -> None:
        """Type a date (and time) over what stands in a field, and look whether it stands there.

        A 31st in a month that has none waits for its month, and is then typed once more.
        """
        field = named(dialog, QDateTimeEdit, name)
        field.setFocus()
        self._type_day(field, digits[:2])
        if field.currentSection() is QDateTimeEdit.Section.DaySection:
            QTest.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        for digit in digits[2:]:
            QTest.keyClick(field, digit)
        if _digits(field) != digits:
            self._type_day(field, digits[:2])
        assert _digits(field) == digits, field.text()
        settle(self.context)

    def _type_day(self, field: QWidget, digits: str) -> None:
        QTest.keyClick(field, Qt.Key.Key_Home)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):  # to the next part and back: now the first is selected
            QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        for digit in digits:
            QTest.keyClick(field, digit)

    # --- looks ----------------------------------------------------------------------------------------------------

    def show_only(self, quick: Quick) -> None:
        """One of the filters above the journal."""
        QTest.mouseClick(self.journal.bar._buttons[quick], Qt.MouseButton.LeftButton)
        self.shown.settle()

    def open(self, request_id: int) -> None:
        """Click a row of the journal: its card stands beside."""
        grid, place = self.journal.grid, self.journal.model.place_of(request_id)
        assert place is not None
        at = grid.visualRect(self.journal.model.index(place, 1)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.shown.settle()
        assert self.card.request_id == request_id

    def status(self) -> str:
        """The card's badge."""
        return named(self.card, QWidget, "card-status").accessibleName()

    def lines(self, section: str) -> list[str]:
        """The sentences of a section of the card, from the top."""
        found = named(self.card, QWidget, f"section-{section}")
        return [label.text() for label in found.findChildren(QLabel) if label.isVisible()]

    def exact(self, begins: str) -> str:
        """The tooltip of the deadline that begins so: the moment in full."""
        section = named(self.card, QWidget, "section-due")
        (found,) = [one for one in section.findChildren(QLabel) if one.isVisible() and one.text().startswith(begins)]
        return found.toolTip()

    def overdue(self) -> list[int]:
        """The journal's rows that are marked as overdue, by id."""
        return [self._row(place).id for place in self.journal.grid.overdue_places()]

    def blinking(self) -> list[int]:
        """The rows that are painted white in one phase of the blink and in their colour in the other, by id."""
        if not self.journal.grid.is_blinking:
            return []
        begun = self.desk.clock.utc()
        phases = {self.journal.grid.is_white(): self._painted_white()}
        while len(phases) < 2:
            self.desk.clock.pass_seconds(_PHASE)
            phases[self.journal.grid.is_white()] = self._painted_white()
        self.desk.clock.set(begun)
        assert phases[False] == []
        return phases[True]

    def _painted_white(self) -> list[int]:
        grid, model = self.journal.grid, self.journal.model
        picture = grid.viewport().grab().toImage()
        scale = picture.devicePixelRatio()
        white = []
        for place in range(model.rowCount()):
            corner = grid.visualRect(model.index(place, 1)).topLeft()
            colour = picture.pixelColor(round((corner.x() + _INSET) * scale), round((corner.y() + _INSET) * scale))
            if colour == QColor(BLINK_WHITE):
                white.append(self._row(place).id)
        return white

    def _row(self, place: int):
        row = self.journal.model.row_at(place)
        assert row is not None
        return row


def _digits(field: QAbstractSpinBox) -> str:
    return "".join(sign for sign in field.text() if sign.isdigit())
