"""Paints the journal's rows in view: each row once, after that it is only copied; never so long that keys must wait.

Painting a row's words takes ten times as long as copying it, and blinking paints the same rows again and again.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QTableView

from app.services.ports.views import JournalRow
from ui.screens.requests.delegate import Cell, JournalDelegate, RowLook
from ui.screens.requests.pages import PAGE
from ui.screens.requests.presenter import RowWords
from ui.screens.requests.table import JournalModel

KEPT: Final = 192
"""Strips: both phases of a tall window's rows, and some to scroll over; about 30 MB where the list is 1,600 px wide."""
BUDGET_S: Final = 0.005
"""After that long a painting of rows that have just come is left and goes on when keys and mouse have had their turn."""


@dataclass(frozen=True, slots=True)
class _Strip:
    row: JournalRow
    picture: QPixmap


class Strips:
    """The pictures of rows for one minute, one set of columns and one scale: `reset` when any of them changes."""

    def __init__(self, delegate: JournalDelegate) -> None:
        self._delegate = delegate
        self._stamp: object = None
        self._kept: OrderedDict[tuple[int, RowLook], _Strip] = OrderedDict()

    def reset(self, stamp: object) -> None:
        """Throw everything away unless the stamp is the same."""
        if stamp != self._stamp:
            self._stamp = stamp
            self._kept.clear()

    def find(self, row: JournalRow, look: RowLook) -> QPixmap | None:
        """The picture of that very row, if it is here."""
        strip = self._kept.get((row.id, look))
        if strip is None or (strip.row is not row and strip.row != row):
            return None
        self._kept.move_to_end((row.id, look))
        return strip.picture

    def make(self, row: JournalRow, look: RowLook, cells: tuple[Cell, ...], width: int, scale: float) -> QPixmap:
        """Paint it, and keep it."""
        picture = QPixmap(round(width * scale), round(self._delegate.row_height * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(self._delegate.colour_of(row, look))  # opaque at once: copied later without blending
        painter = QPainter(picture)
        self._delegate.paint_row(painter, width, row, look, cells)
        painter.end()
        self._kept[row.id, look] = _Strip(row, picture)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return picture


class RowPainting:
    """What the grid's `paintEvent` does."""

    def __init__(
        self, grid: QTableView, model: JournalModel, delegate: JournalDelegate, words: Callable[[], RowWords]
    ) -> None:
        self._grid, self._model, self._delegate, self._words = grid, model, delegate, words
        self._strips = Strips(delegate)
        self._hurried = self._painted = False
        self._left: set[int] = set()
        """Places in view whose words are still to be painted."""
        self._pace = 1
        self._go_on = QTimer(grid, singleShot=True, interval=0)
        self._go_on.timeout.connect(self._paint_left)

    @property
    def is_whole(self) -> bool:
        """False while rows in view still wait for their words."""
        return not self._left

    def hurry(self) -> None:
        """Other rows came into view: paint them in parts. A picture taken of a settled list is always whole, and so is
        the first painting of all: nobody types into a list that is not there yet.
        """
        self._hurried = self._painted

    def paint(self, area: QRect) -> None:
        """The rows of that part of the viewport."""
        viewport, words = self._grid.viewport(), self._words()
        cells, width = self._cells()
        scale = viewport.devicePixelRatioF()
        # At 125 % a strip would stand between two pixels while scrolling, and blur: there each row is painted in place.
        kept = scale == int(scale)
        self._strips.reset((cells, width, scale, words.now.replace(second=0, microsecond=0)))
        height, top = self._delegate.row_height, self._grid.verticalScrollBar().value()
        first = max(0, (area.top() + top) // height)
        last = min((area.bottom() + top) // height, self._model.rowCount() - 1)
        selection, stale = self._grid.selectionModel(), not self._grid.isEnabled()
        has_selection, current = selection.hasSelection(), selection.currentIndex().row()
        end = perf_counter() + BUDGET_S if self._hurried else float("inf")
        left: set[int] = set()
        made = 0
        missing: dict[int, int] = {}
        painter = QPainter(viewport)
        painter.translate(-self._grid.horizontalScrollBar().value(), 0)
        for place in range(first, last + 1):
            y = place * height - top
            row = self._model.row_at(place)
            if row is None:
                missing[place // PAGE] = place
                self._delegate.paint_place(painter, width, cells, y)
                continue
            selected = has_selection and selection.isRowSelected(place, QModelIndex())
            look = self._delegate.look(row, words, selected=selected, stale=stale, current=place == current)
            if not kept:
                painter.fillRect(0, y, width, height, self._delegate.colour_of(row, look))
                self._delegate.paint_row(painter, width, row, look, cells, top=y)
                continue
            picture = self._strips.find(row, look)
            if picture is None and perf_counter() > end:
                left.add(place)
                painter.fillRect(0, y, width, height, self._delegate.colour_of(row, look))
                continue
            if picture is None:
                made += 1
                self._painted = True
                picture = self._strips.make(row, look, cells, width, scale)
            painter.drawPixmap(0, y, picture)
        painter.end()
        for place in missing.values():
            self._model.data(self._model.index(place, 0))  # asks for its page
        self._left = {place for place in self._left if not first <= place <= last} | left
        self._pace = max(made, 1)
        self._look_after_left()

    def _look_after_left(self) -> None:
        height, bar = self._delegate.row_height, self._grid.verticalScrollBar().value()
        first, last = bar // height, (bar + self._grid.viewport().height()) // height
        self._left = {place for place in self._left if first <= place <= last}
        if self._left:
            self._go_on.start()
        else:
            self._hurried = False

    def _paint_left(self) -> None:
        """As many as the last painting had time for: the rest stands as it is."""
        height, top = self._delegate.row_height, self._grid.verticalScrollBar().value()
        places = sorted(self._left)[: self._pace]
        if places:
            viewport = self._grid.viewport()
            viewport.update(QRect(0, places[0] * height - top, viewport.width(), (places[-1] - places[0] + 1) * height))

    def _cells(self) -> tuple[tuple[Cell, ...], int]:
        """Where the shown columns stand, from the left, and where the last one ends."""
        header = self._grid.horizontalHeader()
        cells = []
        for at in range(header.count()):
            column = header.logicalIndex(at)
            if not header.isSectionHidden(column):
                cells.append(Cell(column, header.sectionPosition(column), header.sectionSize(column)))
        return tuple(cells), header.length()
