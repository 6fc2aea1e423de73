"""Two tables side by side that move as one: the sheet as it is, and what each of its rows becomes."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QLineF, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.services.import_views import Mark, Place
from ui.screens.imports.models import PairModel
from ui.theme import SPACE_M, SPACE_S, Theme
from ui.widgets.tables import set_up_rows

SIGNS: Final = {Mark.REFUSED: "✕", Mark.QUESTION: "?", Mark.WARNING: "!"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TINT = 0.2
"""How much of the alarm's colour a refused cell takes on."""


def mixed(base: QColor, other: QColor, share: float) -> QColor:
    """`share` of `other` in `base`: a tint that keeps the theme's text readable."""
    return QColor(
        round(base.red() + (other.red() - base.red()) * share),
        round(base.green() + (other.green() - base.green()) * share),
        round(base.blue() + (other.blue() - base.blue()) * share),
    )


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: its mark by colour and sign, titles grey, headings bold, the current row framed."""

    def __init__(self, model: PairModel, theme: Theme, table: QTableView, *, marks_changes: bool) -> None:
        super().__init__(table)
        self._model, self._table = model, table
        self._theme = theme
        self._marks_changes = marks_changes
        self._plain, self._bold = QFontMetrics(theme.font), QFontMetrics(theme.bold)
        colour = theme.colour
        base = colour("base")
        self._text, self._muted, self._line, self._accent = (
            colour("text"),
            colour("muted"),
            colour("line"),
            colour("accent"),
        )
        self._backs = {
            Mark.REFUSED: mixed(base, colour("alarm"), _TINT),
            Mark.QUESTION: colour("notice"),
            Mark.WARNING: colour("warning"),
        }
        self._inks = {
            Mark.REFUSED: colour("text"),
            Mark.QUESTION: colour("on_notice"),
            Mark.WARNING: colour("on_warning"),
        }
        self._base, self._panel = base, colour("panel")
        self._sign_width = self._bold.horizontalAdvance("→") + SPACE_S

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._theme.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        # One call in place of four roles: each role would go from Qt to Python and back.
        look = self._model.look(index.row(), index.column())
        box, place, mark = QRectF(option.rect), look.place, look.mark
        self._paint_back(painter, box, place, mark)
        is_head, is_changed = place is Place.HEADING, mark is Mark.ADJUSTED and not look.sign
        ink = self._muted if place in _QUIET else self._inks.get(mark or Mark.PLAIN, self._text)
        area = box.adjusted(SPACE_S + 2, 0, -SPACE_S, 0)
        sign = look.sign or (SIGNS.get(mark, "") if mark is not None else "")
        painter.setPen(ink)
        if sign:
            painter.setFont(self._theme.bold)
            painter.drawText(area, _LEFT, sign)
            area = area.adjusted(self._sign_width, 0, 0, 0)
        strong = is_head or (is_changed and self._marks_changes)
        painter.setFont(self._theme.bold if strong else self._theme.font)
        metrics = self._bold if strong else self._plain
        text = " ".join(look.text.split())
        if place in _QUIET:
            self._paint_running(painter, area, index, text)
            text = ""
        painter.drawText(area, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width())))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(self._accent, 2))
            painter.drawLine(QLineF(box.left(), box.top() + 1, box.right(), box.top() + 1))
            painter.drawLine(QLineF(box.left(), box.bottom() - 1, box.right(), box.bottom() - 1))
        painter.restore()

    def _paint_running(
        self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex, text: str
    ) -> None:
        """A title runs on over the blank cells to its right: each paints its part of it."""
        column, table = index.column(), self._table
        while not text and column > 0:
            column -= 1
            text = " ".join(self._model.look(index.row(), column).text.split())
        if not text:
            return
        begin = area.left() - table.columnViewportPosition(index.column()) + table.columnViewportPosition(column)
        painter.setClipRect(area.adjusted(-SPACE_S - 2, 0, SPACE_S, 0))
        painter.drawText(QRectF(begin, area.top(), _ENDLESS, area.height()), _LEFT, text)
        painter.setClipping(False)

    def _paint_back(self, painter: QPainter, box: QRectF, place: Place | None, mark: Mark | None) -> None:
        back = self._backs.get(mark) if mark is not None else None
        if back is not None:
            painter.fillRect(box, back)
        else:
            painter.fillRect(box, self._panel if place in _ASIDE else self._base)
        painter.setPen(QPen(self._line, 1))
        painter.drawLine(QLineF(box.left(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5))


_ENDLESS = 4_000
"""px: no title is wider."""
_QUIET = (Place.TITLE, Place.LEFT_OUT)
_ASIDE = (Place.TITLE, Place.HEADING, Place.LEFT_OUT)


class PairedTable(QTableView):
    """One of the two: fixed rows, whole rows selected, no typing ahead through 200,000 of them."""

    def __init__(self, model: PairModel, theme: Theme, *, marks_changes: bool) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, theme, self, marks_changes=marks_changes))
        set_up_rows(self, theme.row_height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(_LEFT)

    def keyboardSearch(self, search: str) -> None:
        """Typing letters does nothing: Qt would go through every row on the GUI thread."""

    def sizeHintForColumn(self, column: int) -> int:
        """Widths are the model's samples, never a walk through the rows."""
        return self.columnWidth(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`?` is the window's; the rest is the table's."""
        if event.text() == "?":
            event.ignore()
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End mean the first and last row."""
        actions, column = QAbstractItemView.CursorAction, max(0, self.currentIndex().column())
        if action is actions.MoveHome:
            return self.model().index(0, column)
        if action is actions.MoveEnd:
            return self.model().index(self.model().rowCount() - 1, column)
        return super().moveCursor(action, modifiers)

    def fit(self, width_of: Callable[[int], int]) -> None:
        """Give each column its width."""
        for column in range(self.model().columnCount()):
            self.setColumnWidth(column, width_of(column))


class Pair:
    """Ties two tables together: the same rows in view, the same row current; `current(place)` tells which."""

    def __init__(self, left: PairedTable, right: PairedTable, on_current: Callable[[int], None]) -> None:
        self.left, self.right, self._on_current = left, right, on_current
        self._moving = False
        left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Both always have the lower bar, so that both show as many rows.
        for table in (left, right):
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        left.verticalScrollBar().valueChanged.connect(right.verticalScrollBar().setValue)
        right.verticalScrollBar().valueChanged.connect(left.verticalScrollBar().setValue)
        self.watch()

    def watch(self) -> None:
        """Follow the selection of each (its selection model is the model's own)."""
        self.left.selectionModel().currentRowChanged.connect(lambda now, _was: self._follow(self.right, now.row()))
        self.right.selectionModel().currentRowChanged.connect(lambda now, _was: self._follow(self.left, now.row()))

    def _follow(self, other: PairedTable, place: int) -> None:
        if self._moving or place < 0:
            return
        self._moving = True
        self._select(other, place)
        self._moving = False
        self._on_current(place)

    def go(self, place: int, column: int = 0) -> None:
        """Make a row current in both, and show the column of the left one."""
        self._moving = True
        for table, at in ((self.right, 0), (self.left, column)):
            self._select(table, place)
            table.scrollTo(table.model().index(place, at), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._moving = False
        self._on_current(place)

    def _select(self, table: PairedTable, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        column = max(0, table.currentIndex().column())
        table.selectionModel().setCurrentIndex(table.model().index(place, column), flags.ClearAndSelect | flags.Rows)


def text_width(metrics: QFontMetrics, text: str) -> int:
    """px of a text in a cell, with its margins."""
    return metrics.horizontalAdvance(text) + 2 * SPACE_M + SPACE_S
