"""The .xls reader (Excel 97-2003 and 5.0) by xlrd: macros are never run, formulas give their stored results."""

import io
from datetime import datetime

import xlrd
import xlrd.sheet
from xlrd.biffh import XLRDError, error_text_from_code

from app.documents.limits import MAX_TEXT, Budget, Packer, padded, zeros_of
from app.domain.errors import Refusal
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.sheet import CellValue, Range, Sheet, Workbook

_STEP = 1_000


def parse(content: bytes, *, steps: Steps = NO_STEPS) -> Workbook:
    budget = Budget()
    steps.at(0, len(content))
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        sheets = tuple(_sheet(book, sheet, budget, steps) for sheet in book.sheets())
    except Refusal:
        raise
    except XLRDError as error:
        raise Refusal("sheet-encrypted" if "encrypted" in str(error).lower() else "sheet-damaged") from error
    except Exception as error:  # whatever a library of somebody else stumbles over in a file of somebody else
        raise Refusal("sheet-damaged") from error
    return Workbook("xls", sheets, macros="_VBA_PROJECT".encode("utf-16-le") in content)


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet, budget: Budget, steps: Steps) -> Sheet:
    hidden_columns = frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
    notes = {(row + 1, column + 1): note.text for (row, column), note in sheet.cell_note_map.items()}
    packer = Packer(hidden_columns, budget)
    rows = []
    for index in range(sheet.nrows):
        if not index % _STEP:
            steps.at(index, sheet.nrows)
        info = sheet.rowinfo_map.get(index)
        columns: list[int] = []
        values: list[CellValue] = []
        odd: dict[int, tuple[str, str, str]] = {}
        for column, raw in enumerate(sheet.row(index), start=1):
            value, fault, number_format = _value(book, raw)
            note = notes.get((index + 1, column), "")[:MAX_TEXT]
            if value is None and not note:
                continue
            columns.append(column)
            values.append("" if value is None else value)
            text = padded(values[-1], zeros_of(number_format))
            if text or note or fault:
                odd[column] = (text, note, fault)
        if columns:
            rows.append(packer.row(index + 1, columns, values, odd, hidden=bool(info and info.hidden)))
    merged = tuple(Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, tuple(rows), merged, hidden_columns, hidden=bool(sheet.visibility))


def _value(book: xlrd.Book, raw: xlrd.sheet.Cell) -> tuple[CellValue | None, str, str]:
    """Value, fault and number format; whole floats become integers, since the old format knows floats only."""
    if raw.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None, "", ""
    if raw.ctype == xlrd.XL_CELL_ERROR:
        return error_text_from_code.get(int(raw.value), "#?"), "error-value", ""
    if raw.ctype == xlrd.XL_CELL_DATE:
        return _date(book, float(raw.value)), "", ""
    if raw.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(raw.value), "", ""
    if raw.ctype == xlrd.XL_CELL_NUMBER:
        number = float(raw.value)
        key = book.xf_list[raw.xf_index or 0].format_key
        whole = number.is_integer() and abs(number) < 1e15
        return int(number) if whole else number, "", book.format_map[key].format_str
    text = str(raw.value)
    return (text if text.strip() else None), "", ""


def _date(book: xlrd.Book, number: float) -> CellValue:
    try:
        return datetime(*xlrd.xldate_as_tuple(number, book.datemode))  # noqa: DTZ001 - a civil date of a sheet
    except (ValueError, xlrd.XLDateError):
        return number
