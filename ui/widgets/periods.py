"""Choosing a day, a month, a quarter or a year: arrows either way, today, and for a day the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QPushButton, QWidget

from app.texts import Texts
from app.texts.speech import say_day
from ui.theme import SPACE_M, SPACE_S


class Unit(StrEnum):
    """How long a period is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


def period_of(day: date, unit: Unit) -> tuple[date, date]:
    """First and last day of the period that holds `day`."""
    if unit is Unit.DAY:
        return day, day
    months = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, _months_on(first, months) - timedelta(days=1)


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def stepped(day: date, unit: Unit, steps: int) -> date:
    """A day in the period `steps` later, or earlier."""
    if unit is Unit.DAY:
        return day + timedelta(days=steps)
    return _months_on(period_of(day, unit)[0], _MONTHS[unit] * steps)


def say_period(texts: Texts, day: date, unit: Unit) -> str:
    """`ср 25.02.2026`, `февраль 2026`, `1 квартал 2026`, `2026 год`."""
    year = str(day.year)
    if unit is Unit.DAY:
        return say_day(texts, day)
    if unit is Unit.MONTH:
        return f"{texts(f'month-{day.month}')} {year}"
    if unit is Unit.QUARTER:
        return texts("reports-quarter", n=str((day.month - 1) // 3 + 1), year=year)
    return texts("reports-year", year=year)


class PeriodPicker(QWidget):
    """`changed(first, last)`: another period was chosen."""

    changed = Signal(object, object)

    def __init__(self, texts: Texts, units: Sequence[Unit], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts, self._today = texts, today
        self.day, self.unit = today, units[0]
        self.units = QComboBox()
        self.units.setAccessibleName(texts("reports-unit"))
        for unit in units:
            if unit is not Unit.DAY:
                self.units.addItem(texts(f"reports-unit-{unit.value}"), unit.value)
        self.units.setVisible(len(units) > 1)
        self.calendar = QDateEdit()
        self.calendar.setCalendarPopup(True)
        self.calendar.setDisplayFormat("dd.MM.yyyy")
        self.calendar.setAccessibleName(texts("reports-day"))
        self.calendar.setObjectName("period-day")
        self.calendar.setVisible(self.unit is Unit.DAY)
        self.words = QLabel()
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance("сентябрь 2026 год"))
        self.earlier = self._arrow("◀", "reports-previous", "Alt+Left")
        self.later = self._arrow("▶", "reports-next", "Alt+Right")
        self.earlier.setObjectName("period-earlier")
        self.units.setObjectName("period-unit")
        self.now = QPushButton(texts("reports-today"))
        self.now.setAccessibleName(self.now.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for widget in (self.units, self.earlier, self.calendar, self.words, self.later, self.now):
            row.addWidget(widget)
        row.setSpacing(SPACE_M)
        self.earlier.clicked.connect(lambda: self.go(stepped(self.day, self.unit, -1)))
        self.later.clicked.connect(lambda: self.go(stepped(self.day, self.unit, 1)))
        self.now.clicked.connect(lambda: self.go(self._today))
        self.calendar.dateChanged.connect(self._picked)
        self.units.currentIndexChanged.connect(self._choose_unit)
        self._show()

    @property
    def period(self) -> tuple[date, date]:
        """First and last day chosen."""
        return period_of(self.day, self.unit)

    @property
    def said(self) -> str:
        """The period in words."""
        return say_period(self._texts, self.day, self.unit)

    def go(self, day: date) -> None:
        """Choose the period that holds `day`."""
        if day.year < 2000 or day.year > 2100 or day == self.day:
            return
        self.day = day
        self._show()
        self.changed.emit(*self.period)

    def new_day(self, today: date) -> None:
        """Midnight has passed: what showed today shows the new today."""
        if today != self._today:
            was, self._today = self._today, today
            if self.day == was:
                self.go(today)

    def _arrow(self, sign: str, words: str, key: str) -> QPushButton:
        button = QPushButton(sign)
        button.setAccessibleName(self._texts(words))
        button.setToolTip(f"{self._texts(words)}  {key}")
        button.setShortcut(QKeySequence(key))
        button.setFixedWidth(button.fontMetrics().height() * 2)
        return button

    def _picked(self, day: QDate) -> None:
        self.go(date(day.year(), day.month(), day.day()))

    def _choose_unit(self) -> None:
        self.unit = Unit(str(self.units.currentData()))
        self._show()
        self.changed.emit(*self.period)

    def _show(self) -> None:
        self.calendar.blockSignals(True)
        self.calendar.setDate(QDate(self.day.year, self.day.month, self.day.day))
        self.calendar.blockSignals(False)
        said = self.said
        self.words.setText(said.split()[0] if self.unit is Unit.DAY else said)
        self.words.setAccessibleName(said)
        if self.unit is Unit.DAY:
            self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance("вт "))
