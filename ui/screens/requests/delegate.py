"""Paints the journal's cells: status colour, shape and letter; an overdue row's bar, icon and bold words (A1, A3, R17)."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.kinds import Status
from app.services.ports import JournalRow
from ui.screens.requests import columns as col
from ui.screens.requests.presenter import RowWords
from ui.screens.requests.table import ROW_ROLE
from ui.theme import BLINK_WHITE, OVERDUE_BAR, SPACE_M, SPACE_S, STATUS, Theme
from ui.widgets.signs import draw_clock, draw_shape

BAR: Final = 6
"""px: the thick bar at an overdue row's left."""


class JournalDelegate(QStyledItemDelegate):
    """`is_white` says the blink's phase at this moment."""

    def __init__(
        self, theme: Theme, words: Callable[[], RowWords], is_white: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._is_white = is_white
        self._struck = QFont(theme.font)
        self._struck.setStrikeOut(True)
        self._ink = theme.on_status()
        self._line = QColor(0, 0, 0, 28)
        self._bar = QColor(OVERDUE_BAR)
        self._selected = QColor("#12314D")
        self._plain = QFontMetrics(theme.font)
        self._bold = QFontMetrics(theme.bold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Only the height matters: widths come from the columns' samples."""
        return QSize(10, self._theme.row_height)

    def background(self, row: JournalRow | None, *, overdue: bool) -> QColor:
        """The row's colour now: white in every second phase of one that is overdue."""
        if row is None:
            return self._theme.colour("panel")
        if overdue and self._is_white():
            return QColor(BLINK_WHITE)
        return self._theme.status_colour(Status(row.status))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell."""
        row: JournalRow | None = index.data(ROW_ROLE)
        words = self._words()
        overdue = row is not None and words.is_overdue(row)
        box = option.rect
        colour = self.background(row, overdue=overdue)
        if not option.state & QStyle.StateFlag.State_Enabled:
            colour = _greyed(colour)  # A8: old data does not look like fresh data
        painter.fillRect(box, colour)
        painter.setPen(self._line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        area = QRectF(box).adjusted(SPACE_M, 0, -SPACE_S, 0)
        if row is None:
            painter.setPen(self._theme.colour("muted"))
            painter.setFont(self._theme.font)
            painter.drawText(area, _LEFT, str(index.data() or ""))
        elif index.column() == col.STATUS:
            self._paint_status(painter, QRectF(box), row, words, overdue=overdue)
        else:
            self._paint_text(painter, area, row, index, overdue=overdue)
        self._paint_selection(painter, option)

    def _paint_status(self, painter: QPainter, box: QRectF, row: JournalRow, words: RowWords, *, overdue: bool) -> None:
        if overdue:
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), self._bar)
        side = box.height() - 9
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(box.center())
        sign.translate(BAR / 2, -0.5)
        shape = STATUS[Status(row.status)].shape
        draw_shape(painter, sign, shape, words.letter(row), ink=self._ink, font=self._theme.font)

    def _paint_text(
        self,
        painter: QPainter,
        area: QRectF,
        row: JournalRow,
        index: QModelIndex | QPersistentModelIndex,
        *,
        overdue: bool,
    ) -> None:
        painter.setPen(self._ink)
        metrics = self._plain
        if overdue:
            painter.setFont(self._theme.bold)
            metrics = self._bold
        elif row.status == Status.REJECTED and index.column() != col.TERM:
            painter.setFont(self._struck)  # the reason beside it stays readable
        else:
            painter.setFont(self._theme.font)
        if overdue and index.column() == col.TERM:
            side = metrics.ascent()
            draw_clock(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), self._ink)
            area = area.adjusted(side + SPACE_S + 1, 0, 0, 0)
        text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, _LEFT, text)

    def _paint_selection(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Lines above and below: the status colour is not touched."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        box = option.rect
        painter.setPen(QPen(self._selected, 2))
        painter.drawLine(box.left(), box.top() + 1, box.right(), box.top() + 1)
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _greyed(colour: QColor) -> QColor:
    grey = 205
    return QColor(*((channel + 3 * grey) // 4 for channel in (colour.red(), colour.green(), colour.blue())))
