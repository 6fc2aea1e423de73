"""The frame's own dialogs: a bug with its report, a conflict of two people (A10), the list of keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import Conflict
from app.texts import Texts
from ui.theme import SPACE_L, SPACE_M, Theme

_WIDTH = 64


class Popup(QDialog):
    """A dialog with a column of widgets and its buttons below; deleted when closed."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        self.column.setSpacing(SPACE_L)
        self.buttons = QDialogButtonBox(self)  # a default button has to know its dialog

    def say(self, sentence: str) -> None:
        """A paragraph."""
        label = QLabel(sentence)
        label.setWordWrap(True)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * _WIDTH)
        self.column.addWidget(label)

    def add_button(self, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        """A button that says what it does."""
        button = self.buttons.addButton(text, role)
        button.setAccessibleName(text)
        button.setAutoDefault(role is not QDialogButtonBox.ButtonRole.ActionRole)
        return button


class BugDialog(Popup):
    """A fault of the program: what it means for the person, and the report to copy."""

    def __init__(self, report: str, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts("shell-bug-title"), parent)
        self.say(texts("shell-bug-text"))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(texts("shell-bug-report"))
        self.column.addWidget(self.report, 1)
        copy = self.add_button(texts("shell-bug-copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = self.add_button(texts("shell-close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.column.addWidget(self.buttons)

        def copied() -> None:
            QGuiApplication.clipboard().setText(report)
            copy.setText(texts("shell-bug-copied"))

        copy.clicked.connect(copied)
        self.buttons.rejected.connect(self.reject)
        self.resize(self.fontMetrics().averageCharWidth() * (_WIDTH + 16), self.fontMetrics().height() * 22)


class ConflictDialog(Popup):
    """A10: what was, what somebody made of it, what one had typed; nothing typed is lost behind it."""

    def __init__(self, conflict: Conflict, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(texts("shell-conflict-title"), parent)
        data = {key: str(value) for key, value in conflict.data.items()}
        self.say(texts("shell-conflict-text", who=data.get("who", ""), when=data.get("when", "")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        for at, name in enumerate(("field", "was", "theirs", "mine")):
            head = QLabel(texts(f"shell-conflict-{name}"))
            head.setFont(theme.bold)
            grid.addWidget(head, 0, at)
        for line, field in enumerate(conflict.fields, 1):
            name = texts(f"field-{field.field}") if texts.has(f"field-{field.field}") else field.field
            for at, value in enumerate((name, field.was, field.theirs, field.mine)):
                label = QLabel(value or "—")
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, line, at)
        self.column.addLayout(grid)
        self.add_button(texts("shell-close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        self.column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)


class KeysDialog(Popup):
    """`?`: every key and what it does."""

    def __init__(
        self, keys: Sequence[tuple[str, str]], texts: Texts, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(texts("keys-title"), parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        for line, (key, words) in enumerate(keys):
            label = QLabel(key)
            label.setFont(theme.bold)
            grid.addWidget(label, line, 0)
            grid.addWidget(QLabel(words), line, 1)
        self.column.addLayout(grid)
        self.add_button(texts("keys-close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        self.column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
