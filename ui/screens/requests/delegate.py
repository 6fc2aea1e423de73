"""Paints the journal's rows: status colour, shape and letter; an overdue row's bar, icon and bold words (A1, A3, R17)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.kinds import Status
from app.services.ports.views import JournalRow
from ui.screens.requests import columns as col
from ui.screens.requests.presenter import RowWords
from ui.theme import BLINK_WHITE, OVERDUE_BAR, SPACE_M, SPACE_S, STATUS, Theme
from ui.widgets.columns import Column
from ui.widgets.signs import draw_clock, draw_shape

BAR: Final = 6
"""px: the thick bar at an overdue row's left."""
_ELIDED_KEPT: Final = 4096


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a column stands in a row: logical number, left edge and width in px."""

    column: int
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class RowLook:
    """What a row's picture depends on besides its words: R17's phase, the selection, A8's old data, the card."""

    overdue: bool = False
    white: bool = False
    selected: bool = False
    stale: bool = False
    current: bool = False
    """The one whose card is shown."""


class JournalDelegate(QStyledItemDelegate):
    """`is_white` says the blink's phase at this moment."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[JournalRow]],
        words: Callable[[], RowWords],
        is_white: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._words = words
        self._is_white = is_white
        self.row_height = theme.row_height
        self._struck = QFont(theme.font)
        self._struck.setStrikeOut(True)
        self._ink = theme.on_status()
        self._line = QColor(0, 0, 0, 28)
        self._bar = QColor(OVERDUE_BAR)
        self._selected = QColor("#12314D")
        self._white = QColor(BLINK_WHITE)
        self._status = {status.value: theme.status_colour(status) for status in Status}
        self._shapes = {status.value: STATUS[status].shape for status in Status}
        self._plain = QFontMetrics(theme.font)
        self._bold = QFontMetrics(theme.bold)
        self._baselines = tuple(
            (self.row_height - metrics.height()) // 2 + metrics.ascent() for metrics in (self._plain, self._bold)
        )
        """px below a row's top, of plain and of bold words."""
        self._signs: dict[tuple[str, float, bool], QPixmap] = {}
        self._elided: dict[tuple[str, int, bool], str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Only the height matters: widths come from the columns' samples."""
        return QSize(10, self.row_height)

    def look(self, row: JournalRow, words: RowWords, *, selected: bool, stale: bool, current: bool) -> RowLook:
        """How a row is painted now."""
        overdue = words.is_overdue(row)
        return RowLook(overdue, overdue and self._is_white(), selected, stale, selected and current)

    def background(self, row: JournalRow | None, *, overdue: bool) -> QColor:
        """The row's colour now: white in every second phase of one that is overdue."""
        if row is None:
            return self._theme.colour("panel")
        return self._white if overdue and self._is_white() else self._status[row.status]

    def colour_of(self, row: JournalRow, look: RowLook) -> QColor:
        """The colour behind a row's words."""
        colour = self._white if look.white else self._status[row.status]
        return _greyed(colour) if look.stale else colour  # A8: old data does not look like fresh data

    def paint_row(
        self, painter: QPainter, width: int, row: JournalRow, look: RowLook, cells: Sequence[Cell], *, top: int = 0
    ) -> None:
        """A whole row's words and lines, on its colour; `width` is that of all columns."""
        height = self.row_height
        painter.fillRect(0, top + height - 1, width, 1, self._line)
        painter.setPen(self._ink)
        font, metrics = (self._theme.bold, self._bold) if look.overdue else (self._theme.font, self._plain)
        painter.setFont(font)
        struck = row.status == Status.REJECTED and not look.overdue
        for cell in cells:
            if cell.column == col.STATUS:
                self._paint_status(painter, cell, row, look, top)
            elif struck and cell.column != col.TERM:  # the reason beside it stays readable
                painter.setFont(self._struck)
                self._paint_text(painter, cell, row, look, metrics, top)
                painter.setFont(font)
            else:
                self._paint_text(painter, cell, row, look, metrics, top)
        if look.selected:  # its sign on dark and hairlines: the status colour is not touched, and many stay readable
            thick = 2 if look.current else 1
            painter.fillRect(0, top + height - thick, width, thick, self._selected)
            if look.current:
                painter.fillRect(0, top, width, thick, self._selected)

    def paint_place(self, painter: QPainter, width: int, cells: Sequence[Cell], top: int) -> None:
        """A place whose row is not here yet."""
        painter.fillRect(0, top, width, self.row_height, self._theme.colour("panel"))
        painter.fillRect(0, top + self.row_height - 1, width, 1, self._line)
        painter.setPen(self._theme.colour("muted"))
        painter.setFont(self._theme.font)
        for cell in cells:
            painter.drawText(cell.left + SPACE_M, top + self._baselines[False], "…")

    def _paint_status(self, painter: QPainter, cell: Cell, row: JournalRow, look: RowLook, top: int) -> None:
        if look.overdue:
            painter.fillRect(cell.left, top, BAR, self.row_height, self._bar)
        if look.selected:
            gone = BAR + 2 if look.overdue else 0  # the bar of what is overdue stands apart (A1)
            painter.fillRect(cell.left + gone, top, cell.width - gone, self.row_height, self._selected)
        side = self.row_height - 9
        sign = self._sign(row.status, painter.device().devicePixelRatio(), selected=look.selected)
        left = cell.left + (cell.width - side) // 2 - 1 + BAR // 2
        painter.drawPixmap(left, top + (self.row_height - side) // 2 - 1, sign)

    def _paint_text(  # noqa: PLR0917 - all of one cell
        self, painter: QPainter, cell: Cell, row: JournalRow, look: RowLook, metrics: QFontMetrics, top: int
    ) -> None:
        left, room = cell.left + SPACE_M, cell.width - SPACE_M - SPACE_S
        if look.overdue and cell.column == col.TERM:
            side = metrics.ascent()
            clock = self._sign("", painter.device().devicePixelRatio())
            painter.drawPixmap(left - 1, top + (self.row_height - side) // 2 - 1, clock)
            left, room = left + side + SPACE_S + 1, room - side - SPACE_S - 1
        text = self._fitting(self._columns[cell.column].text(row), room, metrics, bold=look.overdue)
        if text:
            painter.drawText(left, top + self._baselines[look.overdue], text)

    def _fitting(self, text: str, room: int, metrics: QFontMetrics, *, bold: bool) -> str:
        """Cut with an ellipsis where the room is short; measuring is as dear as drawing, so it is done once a text."""
        if len(self._elided) >= _ELIDED_KEPT:
            self._elided.clear()
        known = self._elided.get((text, room, bold))
        if known is None:
            plain = text.replace("\n", " ")
            known = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, max(0, room))
            self._elided[text, room, bold] = known
        return known

    def _sign(self, status: str, scale: float, *, selected: bool = False) -> QPixmap:
        """A status's shape with its letter, or the clock for ""; drawn once, with a pixel of room around it."""
        known = self._signs.get((status, scale, selected))
        if known is None:
            side = self.row_height - 9 if status else self._bold.ascent()
            known = QPixmap(round((side + 2) * scale), round((side + 2) * scale))
            known.setDevicePixelRatio(scale)
            known.fill(Qt.GlobalColor.transparent)
            painter = QPainter(known)
            box = QRectF(1, 1, side, side)
            ink = self._white if selected else self._ink
            if status:
                letter = self._words().texts(f"letter-{status}")
                draw_shape(painter, box, self._shapes[status], letter, ink=ink, font=self._theme.font)
            else:
                draw_clock(painter, box, ink)
            painter.end()
            self._signs[status, scale, selected] = known
        return known


def _greyed(colour: QColor) -> QColor:
    grey = 205
    return QColor(*((channel + 3 * grey) // 4 for channel in (colour.red(), colour.green(), colour.blue())))
