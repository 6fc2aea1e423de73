"""Small fields of the dialogs: labelled, named for tests and screen readers, plain text only."""

from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate, QDateTime, QSignalBlocker, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.deadlines import Deadline
from app.domain.times import Office
from app.texts import Texts
from app.texts.speech import say_steps
from ui.context import ScreenContext
from ui.screens.requests.card_parts import PlainLabel, tint
from ui.screens.requests.dialogs.dates import CarefulDate
from ui.theme import SPACE_M, SPACE_S

NOBODY_TYPES_MORE = 2000
"""Characters: longer texts are pasted by mistake."""
WORDS_LINES = 3


class WordsEdit(QPlainTextEdit):
    """A few lines of plain text; Tab moves on, as in every other field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * WORDS_LINES + 2 * SPACE_M)

    def words(self) -> str:
        """What is typed, without blanks around it."""
        return self.toPlainText()[:NOBODY_TYPES_MORE].strip()


class Combo(QComboBox):
    """A list of choices, each with its value."""

    def add(self, words: str, value: object) -> None:
        """One more choice."""
        self.addItem(words, value)

    def value(self) -> object:
        """The chosen one's value."""
        return self.currentData()

    def choose(self, value: object) -> None:
        """Choose by value; nothing where it is not among them."""
        for place in range(self.count()):
            if self.itemData(place) == value:
                self.setCurrentIndex(place)
                return


class Form:
    """Puts labelled fields under one another: the label above, so that nothing is cut at 200 %."""

    def __init__(self, context: ScreenContext, column: QVBoxLayout, parent: QWidget) -> None:
        self._context, self._column, self._parent = context, column, parent
        self.rows: dict[str, QWidget] = {}
        """Label and field together, by the field's name: to hide what does not apply."""

    def add(self, key: str, field: QWidget, *, name: str) -> None:
        """A field under its label."""
        row = QWidget(self._parent)
        inside = QVBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_S // 2)
        words = self._context.texts(key)
        label = QLabel(words, row)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        tint(label, self._context.theme, "muted")
        field.setParent(row)
        field.setObjectName(name)
        field.setAccessibleName(words)
        inside.addWidget(label)
        inside.addWidget(field)
        self._column.addWidget(row)
        self.rows[name] = row

    def line(self, key: str, *, name: str, text: str = "", hint: str = "") -> QLineEdit:
        """A line of text."""
        edit = QLineEdit(text, self._parent)
        edit.setMaxLength(NOBODY_TYPES_MORE)
        edit.setPlaceholderText(hint)
        self.add(key, edit, name=name)
        return edit

    def words(self, key: str, *, name: str) -> WordsEdit:
        """Several lines of text."""
        edit = WordsEdit(self._parent)
        self.add(key, edit, name=name)
        return edit

    def check(self, key: str, *, name: str) -> QCheckBox:
        """A box to tick."""
        box = QCheckBox(self._context.texts(key), self._parent)
        box.setObjectName(name)
        box.setAccessibleName(box.text())
        self._column.addWidget(box)
        return box

    def note(self, *, name: str, text: str = "", strong: bool = False) -> PlainLabel:
        """A sentence under the fields; hidden while it is empty."""
        theme = self._context.theme
        label = PlainLabel(text, self._parent, font=theme.bold if strong else theme.font)
        label.setObjectName(name)
        label.setVisible(bool(text))
        self._column.addWidget(label)
        return label


def say_note(label: PlainLabel, text: str) -> None:
    """Say it, or hide the label where there is nothing to say."""
    label.say(text)
    label.setVisible(bool(text))


class Preview:
    """A deadline before it is made: when, in bold, and why (A11)."""

    def __init__(self, form: Form, texts: Texts) -> None:
        self._texts = texts
        self.due = form.note(name="preview", strong=True)
        self.why = form.note(name="preview-why")

    def say_deadline(self, words: str, deadline: Deadline) -> None:
        """Show it."""
        say_note(self.due, words)
        say_note(self.why, self._texts("card-due-why", steps=" → ".join(say_steps(self._texts, deadline.steps))))


class MomentEdit(CarefulDate):
    """A moment in the office's civil time; `moment` gives it in UTC."""

    def __init__(self, office: Office, moment: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setDisplayFormat("dd.MM.yyyy HH:mm")
        self.setCalendarPopup(True)
        self._shown = moment
        civil = office.civil(moment)
        with QSignalBlocker(self):
            self.setDateTime(QDateTime(QDate(civil.year, civil.month, civil.day), QTime(civil.hour, civil.minute)))
        self._untouched = self.text()

    def moment(self) -> datetime:
        """What is shown, in UTC; untouched it is the very moment it was given, seconds included."""
        if self.text() == self._untouched:
            return self._shown
        shown = self.dateTime()
        day, clock = shown.date(), shown.time()
        civil = datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._office.zone)
        return civil.astimezone(UTC)


class DayEdit(CarefulDate):
    """A day."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("dd.MM.yyyy")
        self.setCalendarPopup(True)
        self.setDate(QDate(day.year, day.month, day.day))
        self.impossible = ""

    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())


class ClockEdit(QTimeEdit):
    """An hour and minute."""

    def __init__(self, at: time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("HH:mm")
        self.setTime(QTime(at.hour, at.minute))

    def clock(self) -> time:
        """What is shown."""
        return time(self.time().hour(), self.time().minute())
