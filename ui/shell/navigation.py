"""The list of screens at the left: icon, name, how much waits there; folds to icons."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.ports.views import Counters
from app.texts import Texts
from ui.shell.screens import ScreenEntry
from ui.theme import SPACE_L, SPACE_M, Theme

ICON: Final = 18
WAITING_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MARK = "#F2A33A"


def icon_svg(name: str, colour: str) -> QSvgRenderer:
    """The drawing of `resources/icons/<name>.svg` in one colour."""
    data = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(data.replace("currentColor", colour).encode()))


def make_icon(name: str, colour: str, size: int = 64) -> QIcon:
    """The same as a QIcon."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    icon_svg(name, colour).render(painter)
    painter.end()
    return QIcon(pixmap)


class Navigation(QWidget):
    """`chosen(n)`: the n-th screen; `fold_asked`: the button below was pressed."""

    chosen = Signal(int)
    fold_asked = Signal()

    def __init__(
        self, entries: Sequence[ScreenEntry], texts: Texts, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entries, self._texts, self._theme = tuple(entries), texts, theme
        self.folded = False
        self.list = QListWidget()
        self.list.setObjectName("navigation")
        self.list.setAccessibleName(texts("shell-navigation"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _Entry(self, theme)
        self.list.setItemDelegate(self._delegate)
        for number, entry in enumerate(entries, 1):
            item = QListWidgetItem(texts(f"screen-{entry.key}"))
            item.setToolTip(f"{item.text()}  Ctrl+{number}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self.chosen)
        self.button = QPushButton()
        self.button.setObjectName("fold")
        self.button.clicked.connect(self.fold_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.button)
        self.fold(folded=False)

    def show_screen(self, number: int) -> None:
        """Mark a screen as the current one, as a click does."""
        self.list.setCurrentRow(number)

    def show_waiting(self, counters: Counters) -> None:
        """How much waits on each screen (SCREENS principle 6)."""
        for at, entry in enumerate(self._entries):
            if entry.waiting is None:
                continue
            n, item = entry.waiting(counters), self.list.item(at)
            item.setData(WAITING_ROLE, n)
            name = self._texts("shell-screen-waiting", name=item.text(), n=n) if n else item.text()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)

    def fold(self, *, folded: bool) -> None:
        """To icons, or back."""
        self.folded = folded
        self._delegate.folded = folded
        words = self._texts("shell-unfold" if folded else "shell-fold")
        self.button.setText("»" if folded else "«  " + words)
        self.button.setAccessibleName(words)
        self.button.setToolTip(f"{words}  Ctrl+B")
        self.setFixedWidth(self._width())
        self.list.scheduleDelayedItemsLayout()

    def _width(self) -> int:
        if self.folded:
            return ICON + 2 * SPACE_L + 14
        metrics = QFontMetrics(self._theme.bold)
        names = [self._texts(f"screen-{entry.key}") for entry in self._entries]
        return max(metrics.horizontalAdvance(name) for name in names) + ICON + 4 * SPACE_L + 40


class _Entry(QStyledItemDelegate):
    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.folded = False
        self._theme = theme
        self._icons: dict[str, QSvgRenderer] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._theme.row_height + SPACE_M)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = self._theme.colours
        box: QRect = option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(box, QColor(colours.nav_current if current or over else colours.nav))
        if current:
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), QColor(_MARK))
        key = str(index.data(Qt.ItemDataRole.UserRole))
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = icon_svg(key, colours.nav_text)
        top = box.center().y() - ICON / 2 + 0.5
        icon.render(painter, QRectF(box.left() + SPACE_L + 4, top, ICON, ICON))
        waiting = index.data(WAITING_ROLE)
        painter.setPen(QColor(colours.nav_text))
        if not self.folded:
            painter.setFont(self._theme.bold if current else self._theme.font)
            area = box.adjusted(SPACE_L + ICON + SPACE_L + 4, 0, -SPACE_L, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
            if waiting:
                painter.setFont(self._theme.bold)
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(waiting))
        elif waiting:
            painter.setBrush(QColor(_MARK))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QRectF(box.left() + SPACE_L + ICON, top - 3, 9, 9))
        painter.restore()
