"""Choosing a file: by the button, from the recent ones, or dropped on the page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from app.texts import Texts
from ui.theme import SPACE_M, Theme

_KEPT: Final = 8
_RECENT: Final = "imports/recent"
_FOLDER: Final = "imports/folder"


def recent_files() -> list[Path]:
    """The files that were opened last and are still there, the newest first."""
    kept = QSettings().value(_RECENT, [])
    names = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, Sequence) else []
    return [path for name in names if (path := Path(str(name))).is_file()][:_KEPT]


def remember_file(path: Path) -> None:
    """Put it first among the recent ones."""
    names = [str(path), *(str(other) for other in recent_files() if other != path)]
    QSettings().setValue(_RECENT, names[:_KEPT])
    QSettings().setValue(_FOLDER, str(path.parent))


def dropped_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged; None for anything else."""
    urls = data.urls() if data.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


class FileBar(QWidget):
    """`chosen(Path)`; `again`: the same file is to be read anew."""

    chosen = Signal(object)
    again = Signal()

    def __init__(self, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.choose = QPushButton(texts("imports-choose"))
        self.choose.setObjectName("choose-file")
        self.choose.setToolTip(texts("imports-choose-tip"))
        self.choose.clicked.connect(self.ask)
        self.recent = QPushButton(texts("imports-recent"))
        self.recent.setObjectName("recent")
        self.menu = QMenu(self.recent)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.recent.setMenu(self.menu)
        self.reread = QPushButton(texts("imports-reread"))
        self.reread.setObjectName("reread")
        self.reread.setToolTip(texts("imports-reread-tip"))
        self.reread.clicked.connect(self.again)
        self.name = QLabel()
        self.name.setFont(theme.bold)
        self.facts = QLabel()
        self.facts.setProperty("muted", "true")
        for label in (self.name, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            label.setMinimumWidth(SPACE_M)  # a long name gives way; the tooltip has it whole
        for button in (self.choose, self.recent, self.reread):
            button.setAccessibleName(button.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        for widget in (self.choose, self.recent, self.name, self.facts):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.reread)
        self.show_file(None, "")

    def show_file(self, path: Path | None, facts: str) -> None:
        """Which file, and what is known of it."""
        self.name.setText(path.name if path else "")
        self.name.setToolTip(str(path) if path else "")
        self.facts.setText(facts)
        self.reread.setVisible(path is not None)
        self.recent.setEnabled(bool(recent_files()))

    def ask(self) -> None:
        """The system's dialog, without blocking the window."""
        folder = str(QSettings().value(_FOLDER, ""))
        dialog = QFileDialog(self, self._texts("imports-choose-title"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self._texts("imports-filter"), self._texts("imports-filter-all")])
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def _fill_menu(self) -> None:
        self.menu.clear()
        for path in recent_files():
            action = self.menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _on=False, chosen=path: self.chosen.emit(chosen))
