"""The .xlsx reader: one pass over each sheet's XML with expat, in bounded memory, whatever the sheet claims to be.

A reader of its own, since what a register needs (merges, hidden rows and columns, notes, formulas that were never
computed) openpyxl's streaming mode leaves out, and its other mode holds all of it: 200,000 lines took minutes.
"""

import math
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import IO
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel

from app.documents.container import inspect_package
from app.documents.limits import MAX_COLUMN, MAX_MERGED, MAX_TEXT, Budget, Packer, padded
from app.documents.xlsx_book import Format, SheetPart, WorkbookParts, notes_of, read_parts
from app.domain.errors import Refusal
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.sheet import CellValue, Range, Row, Sheet, Workbook, column_of

_BLOCK = 2**18
_LAST_ROW = 1_048_576
_DIGITS = re.compile(r"-?\d{1,18}")
_PLAIN = Format()
_TEXT_PARTS = frozenset({"v", "t", "f"})


def parse(content: bytes, *, steps: Steps = NO_STEPS) -> Workbook:
    steps.at(0, len(content))
    package, macros = inspect_package(content)
    budget = Budget()
    try:
        parts = read_parts(package)
        sheets = tuple(_sheet(package, part, parts, budget, steps) for part in parts.sheets)
    except Refusal:
        raise
    except Exception as error:  # whatever in a file of somebody else is not as the format has it
        raise Refusal("sheet-damaged") from error
    return Workbook("xlsx", sheets, macros=macros)


def _sheet(package: zipfile.ZipFile, part: SheetPart, parts: WorkbookParts, budget: Budget, steps: Steps) -> Sheet:
    reader = _SheetReader(parts, notes_of(package, part.path), budget)
    size = package.getinfo(part.path).file_size
    with package.open(part.path) as stream:
        reader.read(stream, size, steps)
    return Sheet(
        name=part.name,
        rows=tuple(reader.rows),
        merged=tuple(reader.merged),
        hidden_columns=frozenset(reader.hidden_columns),
        hidden=part.hidden,
    )


class _SheetReader:
    """The handlers of one sheet's elements."""

    def __init__(self, parts: WorkbookParts, notes: dict[int, dict[int, str]], budget: Budget) -> None:
        self.rows: list[Row] = []
        self.merged: list[Range] = []
        self.hidden_columns: set[int] = set()
        self._parts = parts
        self._notes = notes
        self._budget = budget
        self._packer: Packer | None = None
        self._letters: dict[str, int] = {}
        self._number = 0
        self._row_hidden = False
        self._cells: dict[int, CellValue] = {}
        self._odd: dict[int, tuple[str, str, str]] = {}
        self._column = 0
        self._type = self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._has_value = self._phonetic = False

    def read(self, stream: IO[bytes], size: int, steps: Steps) -> None:
        """The whole part."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        done = 0
        while block := stream.read(_BLOCK):
            parser.Parse(block, False)
            done += len(block)
            steps.at(done, max(size, done))
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name == "c":
            self._begin_cell(attributes)
        elif name in _TEXT_PARTS:
            if name == "f":
                self._formula = self._into = []
            elif not self._phonetic:
                self._into = self._value
                self._has_value = True
        elif name == "row":
            number = int(attributes.get("r") or 0)
            self._number = number if number > self._number else self._number + 1
            if self._number > _LAST_ROW:
                raise Refusal("sheet-damaged")
            self._row_hidden = attributes.get("hidden") in {"1", "true"}
            self._column = 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "col":
            self._hide(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref") or "")

    def _text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name in _TEXT_PARTS:
            self._into = None
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._phonetic = False

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        if place is None:  # a writer that names no cells
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            column = self._letters.get(letters)
            if column is None:
                column = column_of(letters) or 0
                if not column:
                    raise Refusal("sheet-damaged")
                self._letters[letters] = column
            self._column = column
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value, self._formula, self._has_value = [], None, False

    def _end_cell(self) -> None:
        raw = "".join(self._value)
        fault = text = ""
        value: CellValue | None = None
        if self._formula is not None and not raw and self._type != "inlineStr":
            value, fault = ("=" + "".join(self._formula))[:MAX_TEXT], "formula"
        elif raw:
            value, text, fault = self._read(raw)
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        if self._column > MAX_COLUMN:
            raise Refusal("sheet-too-wide", limit=MAX_COLUMN)
        self._cells[self._column] = value
        if text or fault:
            self._odd[self._column] = (text, "", fault)

    def _read(self, raw: str) -> tuple[CellValue | None, str, str]:
        """Value, its text where that is special, fault."""
        if self._type == "s":
            return self._parts.strings[int(raw)], "", ""
        if self._type == "b":
            return raw.strip() in {"1", "true"}, "", ""
        if self._type == "e":
            return raw, "", "error-value"
        if self._type == "d":
            return datetime.fromisoformat(raw.removesuffix("Z")), "", ""
        if self._type != "n":
            return raw, "", ""
        number = int(raw) if _DIGITS.fullmatch(raw) else float(raw)
        if not math.isfinite(number):
            return raw, "", "error-value"
        shown = self._parts.formats[int(self._style)] if self._style else _PLAIN
        if shown.is_date:
            return _moment(number, self._parts.epoch, raw)
        return number, padded(number, shown.zeros), ""

    def _end_row(self) -> None:
        for column, note in self._notes.get(self._number, {}).items():
            if column > MAX_COLUMN:
                continue
            self._cells.setdefault(column, "")
            text, _, fault = self._odd.get(column, ("", "", ""))
            self._odd[column] = (text, note, fault)
        if not self._cells:
            return
        if self._packer is None:
            self._packer = Packer(frozenset(self.hidden_columns), self._budget)
        columns = sorted(self._cells)
        values = [self._cells[column] for column in columns]
        self.rows.append(self._packer.row(self._number, columns, values, self._odd, hidden=self._row_hidden))
        self._cells = {}
        if self._odd:
            self._odd = {}

    def _hide(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in {"1", "true"}:
            last = min(int(attributes.get("max") or 0), MAX_COLUMN)
            self.hidden_columns.update(range(int(attributes.get("min") or 0), last + 1))

    def _merge(self, reference: str) -> None:
        if len(self.merged) >= MAX_MERGED:
            raise Refusal("sheet-too-merged", limit=MAX_MERGED)
        left, top, right, bottom = range_boundaries(reference)
        self.merged.append(Range(int(top or 0), int(left or 0), int(bottom or 0), int(right or 0)))


def _moment(number: float, epoch: datetime, raw: str) -> tuple[CellValue, str, str]:
    try:
        found = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return raw, "", "error-value"
    if isinstance(found, (time, timedelta)) or found is None:
        return str(found), "", ""
    moment: date | datetime = found
    return moment, "", ""
