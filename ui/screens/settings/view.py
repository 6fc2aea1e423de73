"""Settings of this workplace: searchable, each with a sentence of what it does. Kept in the system's own place."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.context import ScreenContext
from ui.theme import SPACE_L, SPACE_S
from ui.widgets.screen import Screen


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice: its key in QSettings and the words of its values; `""` is what the system says."""

    key: str
    values: tuple[str, ...]


SETTINGS = (
    Setting("language", ("", "ru", "en")),
    Setting("theme", ("", "light", "dark")),
    Setting("text_size", ("", "11", "12", "14")),
    Setting("reduce_motion", ("", "true", "false")),
)


class SettingsScreen(Screen):
    """A list of settings and a field that narrows it."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts = context.texts
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(texts("settings-find"))
        self.search_field.setAccessibleName(texts("settings-find"))
        self.search_field.setMaximumWidth(self.search_field.fontMetrics().averageCharWidth() * 50)
        self.search_field.textChanged.connect(self._narrow)
        title = QLabel(texts("screen-settings"))
        title.setFont(context.theme.title)
        self.choices: dict[str, QComboBox] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 1)
        for line, setting in enumerate(SETTINGS):
            self._add(line, setting, context)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * SPACE_L, 2 * SPACE_L, 2 * SPACE_L, 2 * SPACE_L)
        column.setSpacing(SPACE_L)
        column.addWidget(title)
        column.addWidget(self.search_field)
        column.addLayout(self._grid)
        self.restart = QLabel(texts("settings-restart"))
        self.restart.setProperty("muted", "true")
        column.addWidget(self.restart)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scroll)

    def arrived(self) -> None:
        """One can search at once."""
        self.search_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, line: int, setting: Setting, context: ScreenContext) -> None:
        texts = self._texts
        name = QLabel(texts(f"settings-{setting.key.replace('_', '-')}"))
        name.setFont(context.theme.bold)
        hint = QLabel(texts(f"settings-{setting.key.replace('_', '-')}-hint"))
        hint.setWordWrap(True)
        hint.setProperty("muted", "true")
        box = QComboBox()
        box.setAccessibleName(name.text())
        box.setAccessibleDescription(hint.text())
        kept = str(QSettings().value(setting.key, ""))
        for value in setting.values:
            box.addItem(texts(f"settings-{setting.key.replace('_', '-')}-{value or 'system'}"), value)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.currentIndexChanged.connect(lambda _at: self._keep(setting.key, box))
        name.setBuddy(box)
        self._grid.addWidget(name, 3 * line, 0)
        self._grid.addWidget(box, 3 * line, 1, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(hint, 3 * line + 1, 0, 1, 2)
        self._grid.setRowMinimumHeight(3 * line + 2, SPACE_L)
        self.choices[setting.key] = box
        self._rows[setting.key] = (name, box, hint)

    def _keep(self, key: str, box: QComboBox) -> None:
        value = str(box.currentData())
        if value:
            QSettings().setValue(key, value)
        else:
            QSettings().remove(key)

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        for name, box, hint in self._rows.values():
            words = f"{name.text()} {hint.text()}" if isinstance(name, QLabel) and isinstance(hint, QLabel) else ""
            for widget in (name, box, hint):
                widget.setVisible(wanted in words.casefold())
