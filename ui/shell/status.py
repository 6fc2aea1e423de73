"""The bottom: database, command queue, letters, calendar, worker; what is down stands here in red until it is up."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from app.services.ports.views import DeskStatus
from ui.texts import Said
from ui.theme import SPACE_L

_UP_MS = 4000


class StatusBar(QStatusBar):
    """`retry_asked`: the person does not want to wait for the next attempt."""

    retry_asked = Signal()

    def __init__(self, said: Said, database: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = said
        texts = said.texts
        self.setSizeGripEnabled(False)
        self.setContentsMargins(SPACE_L - 6, 0, SPACE_L - 6, 0)
        self.away = QLabel()
        self.away.setProperty("alarm", "true")
        self.away.setWordWrap(False)
        self.away.hide()
        self.retry = QPushButton(texts("status-bar-retry"))
        self.retry.setAccessibleName(texts("status-bar-retry"))
        self.retry.clicked.connect(self.retry_asked)
        self.retry.hide()
        self.database = QLabel(texts("status-bar-database", name=database))
        self.commands, self.letters, self.calendar, self.worker = QLabel(), QLabel(), QLabel(), QLabel()
        self._away: dict[str, str] = {}
        for label in (self.database, self.commands, self.letters, self.calendar, self.worker):
            label.setContentsMargins(0, 2, SPACE_L, 2)
            self.addWidget(label)
        self.addPermanentWidget(self.away)
        self.addPermanentWidget(self.retry)

    def show_status(self, status: DeskStatus, now: datetime) -> None:
        """Fresh figures."""
        texts = self._said.texts
        n = status.commands_pending
        self.commands.setText(texts("status-bar-commands", n=n) if n else texts("status-bar-no-commands"))
        n = status.letters_waiting
        self.letters.setText(texts("status-bar-letters", n=n) if n else texts("status-bar-no-letters"))
        year = str(self._said.office.day_of(now).year)
        self.calendar.setText(texts("status-bar-calendar", year=year, status=status.calendar_status))

    def show_worker(self, state: str, seconds: int = 0) -> None:
        """starting, running, elsewhere, failed, off; a failed one is said in red."""
        self.worker.setText(self._said.texts("status-bar-worker", state=state, seconds=seconds))
        self.worker.setProperty("alarm", "true" if state == "failed" else "false")
        self.worker.style().polish(self.worker)

    def went_away(self, code: str, sentence: str) -> None:
        """Something outside is away."""
        self._away[code] = sentence
        self._show_away()

    def came_back(self, code: str) -> None:
        """It answers again."""
        self._away.pop(code, None)
        self._show_away()
        if not self._away:
            self.showMessage(self._said.texts("status-bar-up"), _UP_MS)

    def _show_away(self) -> None:
        self.clearMessage()
        self.away.setText(" · ".join(self._away.values()))
        self.away.setToolTip(self.away.text())
        self.away.setVisible(bool(self._away))
        self.retry.setVisible(bool(self._away))
        # The figures beside it are old now; the red sentence takes their room.
        for label in (self.commands, self.letters, self.calendar):
            label.setVisible(not self._away)
