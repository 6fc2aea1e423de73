"""Taking an import back as a whole: what will be undone, the reason, or in words why it cannot be."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import PultError
from app.services import imports
from app.services.imports import Depended
from app.services.ports.imports import Dependence, ImportLine
from app.services.ports.unit_of_work import UnitOfWork
from ui.context import ScreenContext
from ui.screens.imports.history_words import HistoryWords
from ui.screens.imports.words import ImportWords
from ui.theme import SPACE_L, SPACE_M

_WIDTH: Final = 64
_REASON: Final = 500
_LINES: Final = 3


class TakeBackDialog(QDialog):
    """Opens at once, asks what depends on the import, and is armed only when nothing does and a reason is typed."""

    wrote = Signal(object)

    def __init__(self, context: ScreenContext, line: ImportLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._line = context, line
        self._texts = texts = context.texts
        self._words = HistoryWords(context.said, ImportWords(texts), context.now())
        self._free = False
        self._busy = False
        self.setObjectName("dialog-take-back")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(texts("imports-back-title", id=line.record.id))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        heading = self._label(texts("imports-back-heading", id=line.record.id, file=line.record.file_name), "heading")
        heading.setFont(context.theme.bold)
        self.says = self._label(texts("imports-back-looking"), "says")
        self.reason_label = self._label(texts("imports-back-reason"), "reason-label")
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName(texts("imports-back-reason"))
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * _LINES + 2 * SPACE_M)
        self.reason.textChanged.connect(self._judge)
        self.reason_label.setBuddy(self.reason)
        self.error = self._label("", "error")
        self.error.setProperty("alarm", "true")
        self.cancel = self._button("cancel", texts("dialog-cancel"))
        self.primary = self._button("primary", texts("imports-back-deed"))
        self.primary.setProperty("primary", "true")
        self.cancel.clicked.connect(self.reject)
        self.primary.clicked.connect(self.submit)
        for widget in (heading, self.says, self.reason_label, self.reason, self.error):
            column.addWidget(widget)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.primary)
        column.addLayout(buttons)
        self._show_reason(shown=False)
        self.error.hide()
        self._judge()
        self.finished.connect(lambda: context.runner.forget(self))

    def begin(self) -> None:
        """Open with the focus on Cancel, and ask what depends on the import."""
        self.open()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        app, import_id = self._context.app, self._line.record.id
        self._context.read(
            lambda: imports.can_take_back(app.unit_of_work(), import_id),
            self._know,
            owner=self,
            on_refusal=self._cannot,
        )

    def _know(self, found: Sequence[Dependence]) -> None:
        if found:
            self._depends(found)
            return
        self._free = True
        self.says.setText(self._texts("imports-back-what", what=self._what()))
        self._show_reason(shown=True)
        self._judge()

    def _what(self) -> str:
        tallies = self._line.tallies.items()
        added = [self._texts(f"import-taken-{name}", n=counts[0]) for name, counts in tallies if counts[0]]
        changed = sum(counts[1] for _name, counts in tallies)
        parts = [self._texts("imports-back-added", what=self._texts("imports-and").join(added))] if added else []
        parts += [self._texts("imports-back-changed", n=changed)] if changed else []
        return " ".join(parts)

    def _depends(self, found: Sequence[Dependence]) -> None:
        self._free = False
        self.says.setText(self._texts("imports-back-depends", what=self._words.dependences(found)))
        self.cancel.setText(self._texts("shell-close"))
        self._show_reason(shown=False)
        self.primary.hide()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cannot(self, error: PultError) -> None:
        self._busy = False
        if isinstance(error, Depended):
            self._depends(error.dependences)
            return
        self.error.setText(self._context.messages.sentence(error))
        self.error.show()
        self._judge()

    def _show_reason(self, *, shown: bool) -> None:
        self.reason_label.setVisible(shown)
        self.reason.setVisible(shown)
        self.adjustSize()

    def _judge(self) -> None:
        typed = bool(self.reason.toPlainText().strip())
        self.primary.setEnabled(self._free and typed and not self._busy)
        self.primary.setToolTip("" if typed else self._texts("imports-back-reason-missing"))
        self.cancel.setEnabled(not self._busy)

    def submit(self) -> None:
        """Take it back."""
        if not self.primary.isEnabled():
            return
        if self._context.changes.is_stale:  # A8
            self.error.setText(self._texts("dialog-stale"))
            self.error.show()
            return
        self._busy = True
        self.error.hide()
        self._judge()
        by, now, import_id = self._context.app.operator, self._context.now(), self._line.record.id
        why = self.reason.toPlainText().strip()[:_REASON]

        def work(uow: UnitOfWork) -> Changes:
            return imports.take_back(uow, import_id=import_id, why=why, by=by, now=now)

        self._context.write(work, self._done, owner=self, on_refusal=self._cannot)

    def _done(self, changes: Changes) -> None:
        self._busy = False
        self._context.messages.note(self._texts("imports-back-done", id=self._line.record.id))
        self.wrote.emit(changes)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus; Esc does not leave while it is being written."""
        if self._busy and event.key() == Qt.Key.Key_Escape:
            return
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
            return
        super().keyPressEvent(event)

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * _WIDTH)
        return label

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        return button
