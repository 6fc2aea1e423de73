"""F1: the keys of this screen and what they do."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.context import ScreenContext
from ui.theme import SPACE_L, SPACE_M

KEYS: Final = (
    ("Ctrl+O", "imports-key-open"),
    ("Tab, Alt+↓", "imports-key-column"),
    ("↑ ↓ Home End", "imports-key-rows"),
    ("Ctrl+Enter", "imports-key-take"),
    ("F1", "imports-key-help"),
    ("?", "imports-key-all"),
)


def open_keys(context: ScreenContext, parent: QWidget) -> None:
    """The list, until it is closed."""
    texts = context.texts
    dialog = QDialog(parent)
    dialog.setObjectName("dialog-imports-keys")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.setWindowTitle(texts("imports-keys-title"))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
    column.setSpacing(SPACE_L)
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * SPACE_L)
    grid.setVerticalSpacing(SPACE_M)
    for line, (key, words) in enumerate(KEYS):
        label = QLabel(key)
        label.setFont(context.theme.bold)
        grid.addWidget(label, line, 0)
        grid.addWidget(QLabel(texts(words)), line, 1)
    column.addLayout(grid)
    close = QPushButton(texts("shell-close"))
    close.setAccessibleName(close.text())
    close.setDefault(True)
    close.clicked.connect(dialog.reject)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()
