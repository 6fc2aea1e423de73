"""A table as a file gave it: frozen cells that know their address, whatever the format was.

Rows and columns count from 1, as people see them; only cells with something in them are kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

CellValue = str | int | float | bool | date | datetime


def letters_of(column: int) -> str:
    """1 → `A`, 28 → `AB`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int | None:
    """`AB` → 28; None for what is no column of a sheet."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Range(NamedTuple):
    """A rectangle, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = f"{letters_of(self.left)}{self.top}", f"{letters_of(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


class Cell(NamedTuple):
    """`text` is what a person sees (zeros of a `00000` format included), `value` what the file holds.

    `fault` is `error-value` (#N/A and the like) or `formula` (a formula whose result was never stored).
    """

    row: int
    column: int
    value: CellValue
    text: str
    hidden: bool = False
    note: str = ""
    fault: str = ""

    @property
    def address(self) -> str:
        return f"{letters_of(self.column)}{self.row}"


class PackedCells(Mapping[int, Cell]):
    """A row's cells in a tenth of their memory: two tuples, and a `Cell` made whenever one is asked for.

    `odd` holds what few cells have: column → (text where it is not the value's own, note, fault).
    """

    __slots__ = ("_columns", "_hidden", "_odd", "_row", "_values")

    def __init__(
        self,
        row: int,
        columns: tuple[int, ...],
        values: tuple[CellValue, ...],
        *,
        hidden: frozenset[int] | bool = False,
        odd: Mapping[int, tuple[str, str, str]] | None = None,
    ) -> None:
        """`columns` ascend; `hidden`: all of them, or those columns."""
        self._row = row
        self._columns = columns
        self._values = values
        self._hidden = hidden
        self._odd = odd

    def __getitem__(self, column: int) -> Cell:
        """Raises KeyError where there is nothing."""
        cell: Cell | None = self.get(column)
        if cell is None:
            raise KeyError(column)
        return cell

    def get(self, column: int, default: Any = None) -> Any:
        """The cell, or `default`."""
        if column not in self._columns:
            return default
        return self._made(column, self._values[self._columns.index(column)])

    def _made(self, column: int, value: CellValue) -> Cell:
        text, note, fault = self._odd.get(column, _PLAIN) if self._odd is not None else _PLAIN
        hidden = self._hidden if isinstance(self._hidden, bool) else column in self._hidden
        shown = text or (value if isinstance(value, str) else text_of(value))
        return Cell(self._row, column, value, shown, hidden, note, fault)

    def all(self) -> dict[int, Cell]:
        """Every cell, made in one go."""
        made = self._made
        return {column: made(column, value) for column, value in zip(self._columns, self._values, strict=True)}

    def __contains__(self, column: object) -> bool:
        """Without making the cell."""
        return column in self._columns

    def __iter__(self) -> Iterator[int]:
        """Columns, ascending."""
        return iter(self._columns)

    def __len__(self) -> int:
        """How many cells."""
        return len(self._columns)

    def text(self, column: int) -> str:
        """The cell's text without making the cell; "" where there is none."""
        if column not in self._columns:
            return ""
        return self._text(column, self._values[self._columns.index(column)])

    def texts(self) -> tuple[str, ...]:
        """All texts that are not blank, stripped, from left to right."""
        shown = (self._text(column, value).strip() for column, value in zip(self._columns, self._values, strict=True))
        return tuple(filter(None, shown))

    @property
    def notes(self) -> tuple[tuple[int, str], ...]:
        """Columns and their notes."""
        return tuple((column, note) for column, (_, note, _) in (self._odd or {}).items() if note)

    def _text(self, column: int, value: CellValue) -> str:
        own = self._odd[column][0] if self._odd is not None and column in self._odd else ""
        return own or (value if isinstance(value, str) else text_of(value))


_PLAIN = ("", "", "")


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False

    def text(self, column: int | None) -> str:
        if column is None:
            return ""
        if isinstance(self.cells, PackedCells):
            return self.cells.text(column).strip()
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    @property
    def texts(self) -> tuple[str, ...]:
        if isinstance(self.cells, PackedCells):
            return self.cells.texts()
        return tuple(cell.text.strip() for _, cell in sorted(self.cells.items()) if cell.text.strip())

    @property
    def notes(self) -> tuple[tuple[int, str], ...]:
        """Columns and the notes on their cells, from left to right."""
        if isinstance(self.cells, PackedCells):
            return self.cells.notes
        return tuple((column, cell.note) for column, cell in sorted(self.cells.items()) if cell.note)


@dataclass(frozen=True)
class Sheet:
    """`rows` hold only rows with something in them, in order; a blank row is a gap in their numbers."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Range, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False

    @cached_property
    def width(self) -> int:
        return max((column for row in self.rows for column in row.cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """`kind` is xlsx, xls or csv; `encoding` and `delimiter` are of a csv; macros are never run, only reported.

    `memo` is for whoever reads the sheets: the last result and what it was asked with, so that applying a register
    does not read it once more after its preview. It lives as long as the workbook does.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    macros: bool = False
    sha256: str = field(default="", compare=False)
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


def sheet_of(name: str, lines: Iterable[Iterable[CellValue | None]], *, first: int = 1) -> Sheet:
    """A sheet from plain values, row by row: what a CSV gives and what tests write."""
    rows = []
    for number, line in enumerate(lines, start=first):
        cells = {
            column: Cell(number, column, value, text_of(value))
            for column, value in enumerate(line, start=1)
            if value is not None and value != ""
        }
        if cells:
            rows.append(Row(number, cells))
    return Sheet(name, tuple(rows))


def text_of(value: CellValue) -> str:
    """How a person writes the value: whole numbers without `.0`, dates as dd.mm.yyyy."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.strftime("%d.%m.%Y")
    return str(value)
