"""F9, «Столбцы…»: which columns are shown and in which order; what is chosen shows in the list at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.texts import Texts
from ui.screens.requests.arrange import ColumnArrangement
from ui.shell.popups import Popup
from ui.theme import SPACE_M, SPACE_S

_KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(Popup):
    """Space or a click shows and hides, dragging or Alt+Up and Alt+Down move, one button puts all back as it was."""

    def __init__(self, arrangement: ColumnArrangement, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts("columns-title"), parent)
        self.setObjectName("dialog-columns")
        self.setModal(True)
        self._arrangement, self._texts = arrangement, texts
        self.say(texts("columns-text"))
        self.list = QListWidget()
        self.list.setSpacing(SPACE_S // 2)
        self.list.setObjectName("columns")
        self.list.setAccessibleName(texts("columns-title"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(self._take)
        self.list.model().rowsMoved.connect(self._take)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.list, 1)
        beside = QVBoxLayout()
        beside.setSpacing(SPACE_M)
        beside.addWidget(self._button("up", "Alt+Up", lambda: self.shift(-1)))
        beside.addWidget(self._button("down", "Alt+Down", lambda: self.shift(1)))
        beside.addStretch(1)
        beside.addWidget(self._button("usual", "", self.put_back))
        row.addLayout(beside)
        self.column.addLayout(row, 1)
        self.add_button(texts("shell-close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self._fill(0)
        self.list.setFocus()
        line = self.fontMetrics().lineSpacing()
        room = (parent or self).window().size()
        self.resize(min(line * 34, round(room.width() * 0.92)), min(line * 46, round(room.height() * 0.9)))

    def shift(self, by: int) -> None:
        """Move the current one up or down."""
        at = self.list.currentRow()
        if at < 0 or not 0 <= at + by < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(at)
        self.list.insertItem(at + by, item)
        self.list.setCurrentRow(at + by)
        self.list.blockSignals(False)
        self._take()

    def put_back(self) -> None:
        """Order, choice and widths as they were before anybody changed them."""
        self._arrangement.arrange(None, by_hand=True)
        self._fill(self.list.currentRow())

    def _button(self, name: str, key: str, slot: Callable[[], None]) -> QPushButton:
        words = self._texts(f"columns-{name}")
        arrows = key.replace("Up", "↑").replace("Down", "↓")
        button = QPushButton(f"{words}  {arrows}" if key else words)
        button.setObjectName(f"columns-{name}")
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        if key:
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        return button

    def _fill(self, at: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        shown = self._arrangement.choice.shown
        for column in self._arrangement.columns_in_order()[1:]:  # the first is the status, always there
            item = QListWidgetItem(self._texts("columns-always", name=column.name) if column.fixed else column.name)
            item.setData(_KEY, column.key)
            flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if column.fixed else flags)
            item.setCheckState(Qt.CheckState.Checked if column.key in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, at))
        self.list.blockSignals(False)

    def _take(self) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        first = self._arrangement.choice.order[0]
        order = (first, *(str(item.data(_KEY)) for item in items))
        shown = tuple(str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked)
        if sorted(order) == sorted(self._arrangement.choice.order):  # while a row is dragged it may stand there twice
            choice = replace(self._arrangement.choice, order=order, shown=(first, *shown))
            self._arrangement.arrange(choice, by_hand=True)
