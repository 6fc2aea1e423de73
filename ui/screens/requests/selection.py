"""Which rows of the journal are selected, kept as ranges through every rearrangement of a million rows.

Qt would make an index of every selected cell when rows move; so the selection is taken out before and put back after.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QObject, Signal
from PySide6.QtWidgets import QTableView

from ui.screens.requests.spans import Chosen, merged
from ui.screens.requests.table import JournalModel

TRACKED: Final = 8
"""How many selected rows a look finds again where they have left the view; each costs a query."""


class RowSelection(QObject):
    """`changed`: other rows are selected, or the same ones stand elsewhere."""

    changed = Signal()

    def __init__(self, view: QTableView, model: JournalModel) -> None:
        super().__init__(view)
        self._model = model
        self._qt = view.selectionModel()
        self.chosen = Chosen()
        self._putting = False
        self._qt.selectionChanged.connect(self._selected)
        model.rearranging.connect(self._take_out)
        model.rearranged.connect(self._put_back)

    def current_place(self) -> int | None:
        """The place of the current row where it is selected, else of the first selected one."""
        current = self._qt.currentIndex().row()
        if any(current in span for span in self.chosen.spans):
            return current
        return self.chosen.spans[0].first if self.chosen.spans else None

    def note(self) -> None:
        """Rows came: what was selected without being known is known now, what was adrift is found again."""
        self.chosen = self.chosen.noted(self._id_at)
        if self.chosen.adrift:
            places = self._model.places()
            found = {places[i]: i for i in self.chosen.adrift if i in places}
            if found:
                spans = merged([*((s.first, s.last) for s in self.chosen.spans), *((p, p) for p in found)])
                adrift = self.chosen.adrift - set(found.values())
                self.chosen = Chosen(spans, {**self.chosen.ids, **found}, adrift)
                self._show()

    def clear(self) -> None:
        """Nothing is selected any more."""
        self.chosen = Chosen()
        self._qt.clearSelection()

    def _id_at(self, place: int) -> int | None:
        row = self._model.row_at(place)
        return None if row is None else row.id

    def _selected(self) -> None:
        if self._putting:
            return
        ranges = self._qt.selection()
        spans = merged((r.top(), r.bottom()) for r in (ranges.at(n) for n in range(ranges.count())) if r.isValid())
        self.chosen = self.chosen.with_spans(spans, self._id_at)
        self.changed.emit()

    def _take_out(self) -> None:
        self.note()
        self._qt.blockSignals(True)
        self._qt.clearSelection()
        self._qt.blockSignals(False)

    def _put_back(self, now: Mapping[int, int], gone: frozenset[int], before: int) -> None:
        count = self._model.rowCount()
        self.chosen = self.chosen.moved(now, gone=gone, before=before, count=count)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Give Qt the chosen places to paint."""
        wanted = QItemSelection()
        last = self._model.columnCount() - 1
        for span in self.chosen.spans:
            ends = self._model.index(span.first, 0), self._model.index(span.last, last)
            wanted.append(QItemSelectionRange(*ends))
        self._putting = True
        self._qt.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._putting = False
