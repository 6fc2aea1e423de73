"""What stands above the card while several rows are selected: how many, and what can be done with them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.texts import Texts
from ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme

COPY, EXPORT, PLAN, CLEAR = "copy", "export", "plan", "clear"
KEYS = {COPY: "Ctrl+C", EXPORT: "Ctrl+E", PLAN: "F4", CLEAR: "Esc"}


class SeveralPanel(QWidget):
    """`asked(deed)`: one of COPY, EXPORT, PLAN, CLEAR was chosen."""

    asked = Signal(str)

    def __init__(self, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setObjectName("several")
        self.setProperty("bar", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = QLabel()
        self.head.setFont(theme.bold)
        self.note = QLabel(texts("journal-several-note"))
        for label in (self.head, self.note):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons = {deed: self._button(deed) for deed in KEYS}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.head)
        column.addWidget(self.note)
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        for at, button in enumerate(self.buttons.values()):
            grid.addWidget(button, at // 2, at % 2)
        column.addLayout(grid)
        self.hide()

    def say(self, count: int) -> None:
        """Show it for `count` rows; one or none hides it."""
        self.setVisible(count > 1)
        if count > 1:
            words = self._texts("journal-selected", n=count)
            self.head.setText(words)
            self.setAccessibleName(words)

    def _button(self, deed: str) -> QPushButton:
        words = self._texts(f"journal-several-{deed}")
        button = QPushButton(f"{words}  {KEYS[deed]}")
        button.setObjectName(f"several-{deed}")
        button.setAccessibleName(words)
        button.setToolTip(self._texts(f"journal-several-{deed}-tip"))
        button.clicked.connect(lambda: self.asked.emit(deed))
        return button
