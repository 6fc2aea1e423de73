"""The top: search, counters that are filters, the office's clock with date and zone, who is on shift."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.services.ports.views import Counters
from app.texts.speech import say_day
from ui.texts import Said
from ui.theme import SPACE_L, SPACE_M

_SIGNS: Final = {"confirmed": "■", "in-progress": "▲", "overdue": "◷", "unknown": "?"}


_SEARCH_CHARACTERS = 12


class TopBar(QWidget):
    """`searched(text)` while typing, `counter(name)` when one is pressed, `help_asked`."""

    searched = Signal(str)
    counter = Signal(str)
    help_asked = Signal()

    def __init__(self, said: Said, operator: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        texts = said.texts
        self._said = said
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"{texts('shell-search')}  {texts('shell-search-key')}")
        self.search.setAccessibleName(texts("shell-search-name"))
        self.search.setToolTip(texts("shell-search-tip"))
        # It takes the room there is; in a narrow window its hint ends in "…", and the tooltip has it whole.
        self.search.setMinimumWidth(self.search.fontMetrics().averageCharWidth() * _SEARCH_CHARACTERS)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.searched)
        self.counters = {name: self._counter_button(name) for name in _SIGNS}
        self.clock = QLabel()
        self.clock.setAccessibleName(texts("shell-clock-name"))
        self.operator = QLabel(operator)
        self.operator.setProperty("muted", "true")
        self.operator.setToolTip(texts("shell-operator-name", name=operator))
        self.help = QPushButton(texts("shell-help"))
        self.help.setAccessibleName(texts("shell-help-name"))
        self.help.setToolTip(texts("shell-help-name"))
        self.help.clicked.connect(self.help_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        row.setSpacing(SPACE_M)
        row.addWidget(self.search, 1)
        for button in self.counters.values():
            row.addWidget(button)
        row.addSpacing(SPACE_L)
        row.addWidget(self.clock)
        row.addSpacing(SPACE_M)
        row.addWidget(self.operator)
        row.addWidget(self.help)

    def show_counters(self, counters: Counters) -> None:
        """Fresh counts."""
        texts = self._said.texts
        counts = {
            "confirmed": counters.confirmed,
            "in-progress": counters.in_progress,
            "overdue": counters.overdue,
            "unknown": counters.unknown,
        }
        for name, n in counts.items():
            button, words = self.counters[name], texts(f"counter-{name}")
            button.setText(f"{_SIGNS[name]} {words} {n}")
            button.setAccessibleName(texts("counter-name", name=words, n=n))
            if button.property("some") != (some := "true" if n else "false"):
                button.setProperty("some", some)
                button.style().polish(button)

    def show_counter(self, name: str) -> None:
        """Mark the counter that filters, none for ""."""
        for key, button in self.counters.items():
            button.setChecked(key == name)

    def show_search(self, text: str) -> None:
        """Show what is searched for, without searching again."""
        blocker = QSignalBlocker(self.search)
        self.search.setText(text)
        del blocker

    def show_time(self, now: datetime) -> None:
        """`вт 24.11.2026 15:46:21 МСК`; seconds in bold with the rest of the clock."""
        civil = self._said.office.civil(now)
        day = say_day(self._said.texts, civil.date())
        self.clock.setText(f"{day} <b>{civil:%H:%M:%S}</b> {self._said.zone_name(now)}")
        self.clock.setToolTip(self._said.exact(now))

    def _counter_button(self, name: str) -> QPushButton:
        texts = self._said.texts
        button = QPushButton(f"{_SIGNS[name]} {texts(f'counter-{name}')}")
        button.setCheckable(True)
        button.setObjectName(f"counter-{name}")
        button.setProperty("counter", name)
        button.setAccessibleName(texts(f"counter-{name}"))
        button.setToolTip(texts("counter-tip"))
        button.clicked.connect(lambda _=False: self.counter.emit(name))
        return button
