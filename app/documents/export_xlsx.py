"""Tables as .xlsx of any length in flat memory: rows go straight into the zip, a few hundred at a time.

Our own rows of XML and not a library's: of 1,000,000 rows XlsxWriter (constant_memory) takes four times as long, writes
everything twice and cannot be stopped while it packs (tests/bench/export.py has all three). The sheet is what Excel
itself writes: real dates and numbers, a frozen bold heading, widths, a filter, and landscape A4 that fits its width.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Final

from app.documents import xlsx_parts as parts
from app.documents.aside import written_aside
from app.services.ports.tables import Cell, Holds, Table, Watch, nobody_watches

MOST_ROWS: Final = 1_048_575
"""Below the heading; Excel's sheets end there, and a further one begins."""
ROWS_AT_ONCE: Final = 500
LONGEST_TEXT: Final = 32_767
"""Characters that Excel lets a cell hold."""
_EPOCH: Final = date(1899, 12, 30).toordinal()
_FIRST_YEAR: Final = 1901
"""Before March 1900 Excel's count of days is wrong by the leap day that 1900 had not."""
_COMPRESSION: Final = 3
"""Of zlib: 6 makes a file a tenth smaller in a third more time."""

_UNUSUAL: Final = re.compile("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_PLAIN: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": "\t", "\n": "\n", "\r": ""}


def write_xlsx(path: Path, table: Table, rows: Iterable[Sequence[Cell]], *, watch: Watch = nobody_watches) -> int:
    """`TableWriter` for .xlsx; more than 1,048,575 rows go on in sheets "name 2", "name 3", …"""
    source = iter(rows)
    counts: list[int] = []
    with (
        written_aside(path) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as package,
    ):
        for name, content in parts.first_parts():
            package.writestr(name, content)
        following: Iterator[Sequence[Cell]] | None = source
        while following is not None:
            following = _write_sheet(package, table, following, counts, watch)
        for name, content in parts.last_parts(table, counts):
            package.writestr(name, content)
        watch(sum(counts))
    return sum(counts)


def _write_sheet(
    package: zipfile.ZipFile, table: Table, rows: Iterator[Sequence[Cell]], counts: list[int], watch: Watch
) -> Iterator[Sequence[Cell]] | None:
    """One sheet, as many rows as fit; returns what is left for the next one, None where nothing is."""
    before, line = sum(counts), 1
    columns = [(parts.letters(at), column.holds) for at, column in enumerate(table.columns)]
    with package.open(parts.sheet_path(len(counts) + 1), "w", force_zip64=True) as sheet:
        sheet.write(parts.sheet_head(table, selected=not counts).encode())
        sheet.write(_heading(table).encode())
        while batch := list(islice(rows, min(ROWS_AT_ONCE, MOST_ROWS + 1 - line))):
            sheet.write("".join(_row_xml(columns, line + at, row) for at, row in enumerate(batch, 1)).encode())
            line += len(batch)
            watch(before + line - 1)
        sheet.write(parts.sheet_tail(table, rows=line - 1).encode())
    counts.append(line - 1)
    following = next(rows, None) if line > MOST_ROWS else None
    return None if following is None else chain((following,), rows)


_NUMBERS: Final = {Holds.MONEY: parts.MONEY, Holds.SHARE: parts.SHARE}


def _heading(table: Table) -> str:
    cells = [
        f'<c r="{parts.letters(at)}1" s="{parts.BOLD}" t="inlineStr"><is>{text_xml(column.title)}</is></c>'
        for at, column in enumerate(table.columns)
    ]
    return f'<row r="1">{"".join(cells)}</row>'


def _row_xml(columns: Sequence[tuple[str, Holds]], line: int, row: Sequence[Cell]) -> str:
    # Written out flat: fourteen million cells pass through here in an export of a million rows.
    cells = [f'<row r="{line}">']
    for (letters, holds), cell in zip(columns, row, strict=True):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            cells.append(f'<c r="{letters}{line}" t="inlineStr"><is>{text_xml(cell)}</is></c>')
        elif isinstance(cell, (int, Decimal)):
            style = _NUMBERS.get(holds, parts.NUMBER)
            cells.append(f'<c r="{letters}{line}" s="{style}"><v>{cell}</v></c>')
        elif cell.year < _FIRST_YEAR:
            cells.append(f'<c r="{letters}{line}" t="inlineStr"><is>{text_xml(cell.isoformat())}</is></c>')
        elif isinstance(cell, datetime):
            seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
            serial = cell.toordinal() - _EPOCH + seconds / 86_400
            cells.append(f'<c r="{letters}{line}" s="{parts.MOMENT}"><v>{serial}</v></c>')
        else:
            cells.append(f'<c r="{letters}{line}" s="{parts.DAY}"><v>{cell.toordinal() - _EPOCH}</v></c>')
    cells.append("</row>")
    return "".join(cells)


def text_xml(text: str) -> str:
    """`<t>…</t>` that reads back as `text`; what XML cannot hold becomes U+FFFD, and what a cell cannot is cut off."""
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT - 1]}…"
    if _UNUSUAL.search(text):
        text = _UNUSUAL.sub(_written, text)
    if text[:1].isspace() or text[-1:].isspace() or "\n" in text:
        return f'<t xml:space="preserve">{text}</t>'
    return f"<t>{text}</t>"


def _written(found: re.Match[str]) -> str:
    sign = found[0]
    if len(sign) > 1:
        return f"_x005F{sign}"  # Excel reads _x0041_ as a letter A: its own underscore is written so
    return _PLAIN.get(sign, "\ufffd")
