"""The order of the rows by their headings: a click asks for it, an arrow shows it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ui.screens.requests.filters import Filters, Order
from ui.screens.requests.grid import JournalGrid
from ui.screens.requests.table import JournalModel


class HeadingOrder(QObject):
    """`chosen(Filters)`: the present filters in another order. `present` says them."""

    chosen = Signal(object)

    def __init__(self, grid: JournalGrid, model: JournalModel, present: Callable[[], Filters]) -> None:
        super().__init__(grid)
        self._grid, self._model, self._present = grid, model, present
        grid.horizontalHeader().sectionClicked.connect(self.sort_by)

    def sort_by(self, section: int) -> None:
        """A heading was clicked: its order, or the other way round; nothing where it has none."""
        sorts, order = self._model.columns[section].sorts, self._present().order
        filed = Order.OLDEST if order is Order.NEWEST else Order.NEWEST
        wanted = {"urgency": Order.URGENCY, "filed": filed}.get(sorts)
        if wanted is not None and wanted is not order:
            self.chosen.emit(replace(self._present(), order=wanted))
        else:
            self.show()  # Qt has moved the arrow already

    def show(self) -> None:
        """The arrow on the heading by which the rows are sorted."""
        order = self._present().order
        key = "due" if order is Order.URGENCY else "number"
        section = next(at for at, column in enumerate(self._model.columns) if column.key == key)
        self._grid.take_sort(section, ascending=order is not Order.NEWEST)
