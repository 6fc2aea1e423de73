"""A date field that guesses nothing."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDateTimeEdit, QWidget


class CarefulDate(QDateTimeEdit):
    """A date that is refused where there is no such day: Qt would quietly make 30.11 of a typed 31.11.

    `impossible` is what was typed and cannot be, "" once something sound stands there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.impossible = ""
        self.lineEdit().textEdited.connect(self._typed)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """What Qt would mend is not finished yet: the month may still follow."""
        answer = super().validate(text, place)
        if answer[0] == QValidator.State.Acceptable and answer[1] != text:
            self.impossible = text
            return QValidator.State.Intermediate, text, place
        return answer

    def fixup(self, text: str) -> str:
        """An impossible day is not mended into another one: what stood there before comes back, and is not taken."""
        return text if self.impossible else super().fixup(text)

    def setCalendarPopup(self, enable: bool) -> None:
        """A day picked in the calendar is sound."""
        super().setCalendarPopup(enable)
        if enable:
            self.calendarWidget().clicked.connect(self._forget)
            self.calendarWidget().activated.connect(self._forget)

    def _typed(self, text: str) -> None:
        """Sound again once the day is typed anew, or the month that has such a day."""
        day_again = self.currentSection() == QDateTimeEdit.Section.DaySection
        if text != self.impossible and (day_again or text.startswith(self.impossible[:2])):
            self.impossible = ""

    def _forget(self) -> None:
        self.impossible = ""
