"""Tables as CSV that a Russian Excel opens by a double click: UTF-8 with its mark, semicolons, decimal commas.

Text that a spreadsheet would take for a formula gets an apostrophe before it: whoever opens the file runs nothing.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final

from app.documents.aside import written_aside
from app.services.ports.tables import Cell, Table, Watch, nobody_watches

ROWS_AT_ONCE: Final = 500
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, table: Table, rows: Iterable[Sequence[Cell]], *, watch: Watch = nobody_watches) -> int:
    """`TableWriter` for CSV."""
    written = 0
    lines = io.StringIO()
    sheet = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    with written_aside(path) as file:
        file.write(codecs.BOM_UTF8)
        sheet.writerow([_harmless(column.title) for column in table.columns])
        for row in rows:
            sheet.writerow([_said(cell) for cell in row])
            written += 1
            if written % ROWS_AT_ONCE == 0:
                _put(file, lines)
                watch(written)
        _put(file, lines)
        watch(written)
    return written


def _put(file: BinaryIO, lines: io.StringIO) -> None:
    file.write(lines.getvalue().encode("utf-8", "replace"))
    lines.seek(0)
    lines.truncate()


def _said(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _harmless(cell)
    return _SAYINGS[type(cell)](cell)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _moment(cell: datetime) -> str:
    return f"{cell:%d.%m.%Y %H:%M}"


def _day(cell: date) -> str:
    return f"{cell:%d.%m.%Y}"


def _decimal(cell: Decimal) -> str:
    return f"{cell:f}".replace(".", ",")


def _whole(cell: int) -> str:
    return str(cell)


_SAYINGS: Final[dict[type, Callable[..., str]]] = {datetime: _moment, date: _day, Decimal: _decimal, int: _whole}
