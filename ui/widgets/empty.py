"""What an empty list shows in its place: what will be here, and the button that begins (SCREENS principle 7)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import SPACE_L, Theme

_WIDTH = 46


class EmptyState(QWidget):
    """A headline, a hint, a button."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setFont(theme.bold)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setFixedWidth(self.hint.fontMetrics().averageCharWidth() * _WIDTH)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_L)
        column.addStretch(2)
        for widget in (self.title, self.hint, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.hide()

    def say(self, title: str, hint: str, button: str) -> None:
        """Fill it and show it."""
        self.title.setText(title)
        self.hint.setText(hint)
        # Aligned in its column a label is not asked how high its words are at that width.
        self.hint.setFixedHeight(self.hint.heightForWidth(self.hint.minimumWidth()))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.show()
