"""Bars with a sentence and perhaps a button: announcements inside a screen, messages of the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme import SPACE_L, SPACE_M, SPACE_S


class Bar(QWidget):
    """A sentence on the theme's notice colour; `kind` (notice, warning) chooses it. Hidden while it has nothing to say."""

    pressed = Signal()

    def __init__(self, kind: str = "notice", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", kind)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self.label)
        row.addWidget(self.button)
        self.hide()

    def say(self, sentence: str, *, button: str = "", name: str = "") -> None:
        """Show the sentence, with a button where `button` names one."""
        self.label.setText(sentence)
        self.label.setAccessibleName(sentence)
        self.button.setText(button)
        self.button.setAccessibleName(name or button)
        self.button.setVisible(bool(button))
        self.show()

    @property
    def sentence(self) -> str:
        """What it says, "" while hidden."""
        return "" if self.isHidden() else self.label.text()
