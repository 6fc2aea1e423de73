"""The two tables' models over one window of rows: nothing is copied per row, so 200,000 rows cost what 200 do."""

import html
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.registers.sheet import letters_of
from app.services.import_orders import Outcome
from app.services.import_views import Mark, Place, RowView
from ui.screens.imports.prepared import Prepared, Rows
from ui.screens.imports.words import METER, OUTCOME, WHY, ImportWords

_ROOT: Final = QModelIndex()
_SPOKEN = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_KNOWN = frozenset({Qt.ItemDataRole.DisplayRole, *_SPOKEN})

OUTCOME_SIGNS: Final = {
    Outcome.NEW: "+",
    Outcome.CHANGED: "→",
    Outcome.SAME: "=",
    Outcome.NOT_TAKEN: "✕",
    Outcome.HELD: "?",
    Outcome.LEFT_OUT: "",
}
_OUTCOME_MARKS: Final = {Outcome.NOT_TAKEN: Mark.REFUSED, Outcome.HELD: Mark.QUESTION, Outcome.CHANGED: Mark.ADJUSTED}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is painted."""

    place: Place
    text: str = ""
    mark: Mark | None = None
    sign: str = ""


class PairModel(QAbstractTableModel):
    """What the two have in common: the shared rows, and a reset when those become others."""

    def __init__(self, rows: Rows, words: ImportWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows, self.words = rows, words

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows.places)

    def look(self, place: int, column: int) -> Look:
        """What is painted there."""
        raise LookupError(place, column)

    @property
    def prepared(self) -> Prepared | None:
        """What is shown."""
        return self.rows.prepared


class SheetModel(PairModel):
    """The sheet as the file has it: column 0 is A."""

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() or self.prepared is None else self.prepared.review.width

    def look(self, place: int, column: int) -> Look:
        row = self.rows.at(place)
        cell = row.cells.get(column + 1)
        return Look(row.place) if cell is None else Look(row.place, cell.text, cell.mark)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _KNOWN or not index.isValid():
            return None
        row = self.rows.at(index.row())
        cell = row.cells.get(index.column() + 1)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        said = self.words.cell(f"{letters_of(index.column() + 1)}{row.number}", row, cell)
        return plain(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(self.rows.places[section]) if section < len(self.rows.places) else ""
        return letters_of(section + 1)


class OutcomeModel(PairModel):
    """What each row becomes: the outcome, why, and the values that will be stored."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns, by name."""
        return self.words.outcome_keys(self.prepared) if self.prepared else ()

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def look(self, place: int, column: int) -> Look:
        row, key = self.rows.at(place), self.keys[column]
        outcome = _outcome(row, key)
        text = self.words.outcome(self.prepared, row, key) if self.prepared else ""
        return Look(row.place, text, _mark(row, key), OUTCOME_SIGNS[outcome] if outcome is not None else "")

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _KNOWN or not index.isValid():
            return None
        row, key = self.rows.at(index.row()), self.keys[index.column()]
        text = self.words.outcome(self.prepared, row, key) if self.prepared else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(text)
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self.words.outcome_title(self.keys[section])


def _outcome(row: RowView, key: str) -> Outcome | None:
    if row.place is not Place.LINE:
        return None
    return row.outcome if key == OUTCOME else row.meter if key == METER else None


def _mark(row: RowView, key: str) -> Mark | None:
    outcome = _outcome(row, key)
    if outcome is not None:
        return _OUTCOME_MARKS.get(outcome)
    if key not in (OUTCOME, METER, WHY) and any(change.field == key for change in row.changes):
        return Mark.ADJUSTED
    return None


def plain(text: str) -> str:
    """A tooltip that Qt does not take for HTML, whatever stands in a cell."""
    return f"<span>{html.escape(text)}</span>" if text else ""
