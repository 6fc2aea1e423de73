"""The saved filters above the journal: a menu with all of them, and chips for as many as fit beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.services.preferences import SavedFilter
from app.texts import Texts
from ui.theme import SPACE_M

BY_KEY = 9
"""Alt+1 … Alt+9."""


class Chip(QPushButton):
    """One saved filter; `menu_asked(number, global point)` by the right button or the menu key."""

    menu_asked = Signal(int, object)

    def __init__(self, number: int, saved: SavedFilter, texts: Texts, parent: QWidget) -> None:
        super().__init__(saved.name.replace("&", "&&"), parent)
        self.number = number
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.setObjectName(f"chip-{number}")
        self.setAccessibleName(texts("saved-chip-name", name=saved.name))
        key = texts("saved-chip-key", n=number + 1) if number < BY_KEY else ""
        self.setToolTip(f"{saved.name}{key}")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Rename, replace, delete."""
        self.menu_asked.emit(self.number, event.globalPos())


class SavedBar(QWidget):
    """`chosen(number)`, `replace_asked(number)`, `rename_asked(number)`, `delete_asked(number)`, `manage_asked`."""

    chosen = Signal(int)
    replace_asked = Signal(int)
    rename_asked = Signal(int)
    delete_asked = Signal(int)
    manage_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._saved: tuple[SavedFilter, ...] = ()
        self._current: int | None = None
        self.chips: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_M)
        self._label = QLabel(texts("saved-bar"))
        self._label.setProperty("muted", True)
        self.more = QPushButton()
        self.more.setObjectName("saved-more")
        self.more.setProperty("chip", True)
        self.more.clicked.connect(self.open_more)
        self._row.addWidget(self._label)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.hide()

    def show_saved(self, saved: Sequence[SavedFilter], current: int | None) -> None:
        """The saved ones and which of them is shown now, if any."""
        if tuple(saved) != self._saved:
            self._saved = tuple(saved)
            for chip in self.chips:
                self._row.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = [Chip(number, one, self._texts, self) for number, one in enumerate(saved)]
            for at, chip in enumerate(self.chips, 1):
                self._row.insertWidget(at, chip)
                chip.clicked.connect(lambda _=False, n=chip.number: self._pressed(n))
                chip.menu_asked.connect(self._chip_menu)
        self._current = current
        for chip in self.chips:
            chip.setChecked(chip.number == current)
        self.setVisible(bool(saved))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Chips that do not fit go into the menu: they never hold the window open."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many chips as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._label.sizeHint().width() - SPACE_M
        self.more.setText(self._texts("saved-more", n=len(self.chips)))
        wide = [chip.sizeHint().width() + SPACE_M for chip in self.chips]
        shown = len(wide)
        if sum(wide) > room:
            room -= self.more.sizeHint().width() + SPACE_M
            shown = next((n for n in range(len(wide)) if sum(wide[: n + 1]) > room), len(wide))
        for chip in self.chips:
            chip.setVisible(chip.number < shown)
        hidden = len(self.chips) - shown
        self.more.setVisible(hidden > 0)
        words = self._texts("saved-more", n=hidden)
        self.more.setText(words)
        self.more.setAccessibleName(words)

    def _pressed(self, number: int) -> None:
        self.chips[number].setChecked(
            number == self._current
        )  # it is down once it is shown, not because it was pressed
        self.chosen.emit(number)

    def fill_menu(self, menu: QMenu, *, first: int = 0) -> None:
        """The saved filters from `first` on as entries of a menu, with their keys."""
        for number, one in enumerate(self._saved[first:], first):
            key = f"\tAlt+{number + 1}" if number < BY_KEY else ""
            action = QAction(f"{one.name.replace('&', '&&')}{key}", menu)
            action.setCheckable(True)
            action.setChecked(number == self._current)
            action.triggered.connect(lambda _=False, n=number: self.chosen.emit(n))
            menu.addAction(action)

    def open_more(self) -> None:
        """Those that do not fit."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hidden = [chip.number for chip in self.chips if chip.isHidden()]
        self.fill_menu(menu, first=min(hidden, default=0))
        menu.addSeparator()
        menu.addAction(self._texts("saved-manage")).triggered.connect(self.manage_asked)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _chip_menu(self, number: int, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = self._texts
        menu.addAction(texts("saved-replace")).triggered.connect(lambda: self.replace_asked.emit(number))
        menu.addAction(texts("saved-rename-one")).triggered.connect(lambda: self.rename_asked.emit(number))
        menu.addAction(texts("saved-delete")).triggered.connect(lambda: self.delete_asked.emit(number))
        menu.addSeparator()
        menu.addAction(texts("saved-manage")).triggered.connect(self.manage_asked)
        menu.popup(at)
