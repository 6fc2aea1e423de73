"""The .xlsx reader: values by openpyxl in its streaming mode, and beside it what that mode leaves out.

Streaming keeps the memory bounded but knows no merges, hidden rows and columns, notes, nor formulas that were never
computed; one pass over the sheet's XML with defusedxml collects these.
"""

import io
import posixpath
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from app.documents.container import inspect_package
from app.documents.limits import MAX_CELLS, MAX_ROWS, Budget, make_cell
from app.domain.errors import Refusal
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.sheet import Cell, CellValue, Range, Row, Sheet, Workbook

_RELATED_NOTES = "/comments"
_MAX_COLUMN = 1_024


@dataclass(slots=True)
class _Extras:
    merged: list[Range] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    uncomputed: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)


def parse(content: bytes, *, steps: Steps = NO_STEPS) -> Workbook:
    steps.at(0, len(content))
    package, macros = inspect_package(content)
    budget = Budget()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of parts that it leaves out; none of them is a cell
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheets = tuple(_sheet(worksheet, package, budget) for worksheet in book.worksheets)
            book.close()
    except Refusal:
        raise
    except Exception as error:  # whatever a library of somebody else stumbles over in a file of somebody else
        raise Refusal("sheet-damaged") from error
    return Workbook("xlsx", sheets, macros=macros)


def _sheet(worksheet: Any, package: zipfile.ZipFile, budget: Budget) -> Sheet:
    # openpyxl's types know nothing of its streaming worksheet, hence Any; its part has no public name.
    path = str(worksheet._worksheet_path)  # noqa: SLF001
    extras = _extras(package, path)
    worksheet.reset_dimensions()  # a declared A1:XFD1048576 would otherwise be filled with blanks
    rows = []
    for number, line in enumerate(worksheet.iter_rows(), start=1):
        hidden_row = number in extras.hidden_rows
        cells = {cell.column: cell for cell in _cells(number, line, extras, hidden_row=hidden_row)}
        if cells:
            budget.spend(len(cells))
            rows.append(Row(number, cells, hidden=hidden_row))
    return Sheet(
        name=worksheet.title,
        rows=tuple(rows),
        merged=tuple(extras.merged),
        hidden_columns=frozenset(extras.hidden_columns),
        hidden=worksheet.sheet_state != "visible",
    )


def _cells(number: int, line: tuple[object, ...], extras: _Extras, *, hidden_row: bool) -> Iterator[Cell]:
    for column, cell in enumerate(line, start=1):
        place = (number, column)
        value, note = _plain(getattr(cell, "value", None)), extras.notes.get(place, "")
        fault = "error-value" if getattr(cell, "data_type", "") == "e" else ""
        if value is None and place in extras.uncomputed:
            value, fault = extras.uncomputed[place], "formula"
        if value is None and not note:
            continue
        hidden = hidden_row or column in extras.hidden_columns
        number_format = str(getattr(cell, "number_format", "") or "")
        yield make_cell(
            number, column, "" if value is None else value, number_format, hidden=hidden, note=note, fault=fault
        )


def _plain(value: object) -> CellValue | None:
    if value is None or isinstance(value, (str, int, float, datetime, date)):
        return None if isinstance(value, str) and not value.strip() else value
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value)


def _extras(package: zipfile.ZipFile, path: str) -> _Extras:
    extras = _Extras(notes=_notes(package, path))
    rows = cells = 0
    with package.open(path) as stream:
        parents: list[Element] = []
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                cells += _note_cell(element, extras)
            elif tag in {"row", "col", "mergeCell"}:
                rows += tag == "row" and len(element) > 0
                _note_shape(tag, element, extras)
                element.clear()  # keeps the tree from growing; a row's cells go with it
                if parents:
                    parents[-1].remove(element)
            if cells > MAX_CELLS or rows > MAX_ROWS:  # before the values are read at all
                raise Refusal("sheet-too-long", limit=MAX_ROWS)
    return extras


def _note_shape(tag: str, element: Element, extras: _Extras) -> None:
    hidden = element.get("hidden") in {"1", "true"}
    if tag == "row" and hidden:
        extras.hidden_rows.add(int(element.get("r") or 0))
    elif tag == "col" and hidden:
        last = min(int(element.get("max") or 0), _MAX_COLUMN)
        extras.hidden_columns.update(range(int(element.get("min") or 0), last + 1))
    elif tag == "mergeCell":
        left, top, right, bottom = range_boundaries(element.get("ref") or "")
        extras.merged.append(Range(int(top or 0), int(left or 0), int(bottom or 0), int(right or 0)))


def _note_cell(element: Element, extras: _Extras) -> int:
    """Remembers a formula without a stored result; 1 when the cell holds anything."""
    parts = {child.tag.rpartition("}")[2]: child for child in element}
    if not parts:
        return 0
    place = element.get("r")
    if not place:  # a writer that names no cells; the values are still counted off in order
        return 1
    row, column = coordinate_to_tuple(place)
    if column > _MAX_COLUMN:
        raise Refusal("sheet-too-long", limit=MAX_ROWS)
    stored = parts.get("v")
    if "f" in parts and "is" not in parts and (stored is None or not stored.text):
        extras.uncomputed[row, column] = "=" + (parts["f"].text or "")
    return 1


def _notes(package: zipfile.ZipFile, path: str) -> dict[tuple[int, int], str]:
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return {}
    notes: dict[tuple[int, int], str] = {}
    with package.open(relations) as stream:
        targets = [
            element.get("Target") or ""
            for _, element in iterparse(stream, forbid_dtd=True)
            if (element.get("Type") or "").endswith(_RELATED_NOTES)
        ]
    for target in targets:
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if part not in package.namelist():
            continue
        with package.open(part) as stream:
            for _, element in iterparse(stream, forbid_dtd=True):
                if element.tag.rpartition("}")[2] == "comment":
                    text = "".join(piece.text or "" for piece in element.iter() if piece.tag.rpartition("}")[2] == "t")
                    notes[coordinate_to_tuple(element.get("ref") or "A1")] = text.strip()
                    element.clear()
    return notes
