"""What the window shows of the file being written: progress with a way out, the finished file with its folder."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QMainWindow, QProgressBar, QPushButton, QWidget

from app.texts import Texts
from app.texts.speech import say_number
from ui.background.exports import Exports, Finished
from ui.shell.popups import Popup
from ui.theme import SPACE_L, SPACE_M, SPACE_S

_BAR_WIDTH: Final = 180
_PERMILLE: Final = 1000


class ExportProgress(QWidget):
    """In the status bar: how far, and the button that stops it. Hidden while nothing is written."""

    def __init__(self, texts: Texts, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.words = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(texts("export-progress-name"))
        self.button = QPushButton(texts("export-stop"))
        self.button.setObjectName("export-stop")
        self.button.setAccessibleName(texts("export-stop-name"))
        self.button.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(SPACE_M)
        for widget in (self.words, self.bar, self.button):
            row.addWidget(widget)
        self._exports = exports
        exports.began.connect(self._begin)
        exports.progressed.connect(self._show)
        for over in (exports.finished, exports.stopped, exports.failed):
            over.connect(self.hide)
        self.hide()

    def _begin(self, total: int) -> None:
        self.button.setEnabled(True)
        self.bar.setRange(0, _PERMILLE if total else 0)
        self._show(0, total)
        self.show()

    def _show(self, written: int, total: int) -> None:
        # Requests may come while it is written: the count is what it was when asked.
        share = min(_PERMILLE, written * _PERMILLE // total) if total else 0
        self.bar.setValue(share)
        self.words.setText(
            self._texts("export-progress", written=say_number(min(written, total)), total=say_number(total))
        )

    def _stop(self) -> None:
        self.button.setEnabled(False)
        self._exports.cancel()


class ExportDone(QWidget):
    """The bar that says what was written and where, and opens the folder. `closed`: it was put away."""

    closed = Signal()

    def __init__(self, texts: Texts, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._path: Path | None = None
        self.setProperty("bar", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.folder = QPushButton(texts("export-open-folder"))
        self.folder.setObjectName("export-open-folder")
        self.folder.setAccessibleName(texts("export-open-folder"))
        self.folder.clicked.connect(self._open_folder)
        self.away = QPushButton(texts("shell-close"))
        self.away.setAccessibleName(texts("shell-dismiss"))
        self.away.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self.words, 1)
        row.addWidget(self.folder)
        row.addWidget(self.away)
        exports.began.connect(self.hide)
        exports.finished.connect(self._say)
        self.hide()

    def _say(self, finished: Finished) -> None:
        self._path = finished.path
        words = self._texts("export-done", n=finished.rows, rows=say_number(finished.rows), file=finished.path.name)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.words.setToolTip(str(finished.path))
        self.show()

    def _open_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()


class ExportGuard(QObject):
    """Asks before a window is closed over a file that is being written."""

    def __init__(self, texts: Texts, exports: Exports, window: QMainWindow) -> None:
        super().__init__(window)
        self._texts, self._exports, self._window = texts, exports, window
        self._leaving = False

    def may_close(self, *, asked_by_user: bool) -> bool:
        """False where a question is open now; whoever closes the window otherwise (the system, say) waits for nobody."""
        if not self._exports.is_busy or self._leaving or not asked_by_user:
            return True
        question = Popup(self._texts("export-leave-title"), self._window)
        question.setObjectName("dialog-export-leave")
        question.setModal(True)
        question.say(self._texts("export-leave-text"))
        stay = question.add_button(self._texts("export-leave-stay"), QDialogButtonBox.ButtonRole.RejectRole)
        stay.setDefault(True)
        leave = question.add_button(self._texts("export-leave-go"), QDialogButtonBox.ButtonRole.DestructiveRole)
        leave.setObjectName("export-leave")
        leave.clicked.connect(self._leave)
        leave.clicked.connect(question.accept)
        question.buttons.rejected.connect(question.reject)
        question.column.addWidget(question.buttons)
        self._exports.finished.connect(question.accept)
        question.open()
        stay.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _leave(self) -> None:
        self._leaving = True
        self._window.close()
