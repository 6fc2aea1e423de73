"""A shared desk that is away when the console starts: it says so and keeps trying, until it answers or is closed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.bootstrap import App
from app.domain.errors import PultError, Unavailable
from app.texts import Texts
from app.texts.speech import say_error
from ui.background.runner import READ, Runner

PAUSE_MS: Final = 2000
WIDTH: Final = 460
WAITED_FOR: Final = ("database-away",)
"""Of everything else somebody has to mend something first."""


class WaitingDialog(QDialog):
    """Calls `attempt` beside the window, again two seconds after it failed; `found` and `error` say how it ended."""

    def __init__(self, attempt: Callable[[], App], error: Unavailable, *, texts: Texts) -> None:
        super().__init__()
        self.setWindowTitle(texts("waiting-title"))
        self.setMinimumWidth(WIDTH)
        self.error: PultError | None = error
        self.found: list[App] = []
        self._attempt, self._texts = attempt, texts
        self._runner = Runner(self)
        self.sentence, again = QLabel(self), QLabel(texts("waiting-again"), self)
        for label in (self.sentence, again):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.sentence.setProperty("alarm", "true")
        self.close_button = QPushButton(texts("waiting-close"), self)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.sentence)
        column.addWidget(again)
        column.addLayout(row)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.try_again)
        self._say(error)
        self._pause.start()

    def try_again(self) -> None:
        """Once more, beside the window."""
        self._pause.stop()
        self._runner.submit(READ, self._attempt, owner=self, on_done=self._came, on_error=self._failed, key="open")

    def _came(self, desk: App) -> None:
        self.found.append(desk)
        self.error = None
        self.accept()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, PultError):
            self.reject()
            raise error
        self.error = error
        if error.code in WAITED_FOR:
            self._say(error)
            self._pause.start()
        else:
            self.reject()

    def _say(self, error: PultError) -> None:
        self.sentence.setText(say_error(self._texts, error))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Try no more; a desk that comes too late is let go of by whoever asked."""
        self._pause.stop()
        self._runner.forget(self)
        self._runner.close()
        super().done(result)


def wait_for(attempt: Callable[[], App], error: Unavailable, *, texts: Texts) -> tuple[App | None, PultError | None]:
    """What `attempt` gave at last; or None and the failure that stands, where the person closed or it is another one."""
    dialog = WaitingDialog(attempt, error, texts=texts)
    dialog.exec()
    found = dialog.found[0] if dialog.found else None
    failure = dialog.error
    dialog.deleteLater()
    return found, failure
