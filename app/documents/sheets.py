"""Registers' files as frozen sheets: .xlsx and .xlsm (without their macros), .xls, .csv; hostile ones refused.

What a file is decides its content, never its name. Codes: `sheet-empty`, `sheet-too-large`, `sheet-format` (format),
`sheet-encrypted`, `sheet-damaged`, `sheet-bomb`, `sheet-unsafe` (part), `sheet-too-long` (limit), `sheet-encoding`;
a file that cannot be read at all is `Unavailable("file-unreadable")`.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from app.documents import container, delimited, xls, xlsx
from app.domain.errors import Refusal, unreadable
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.sheet import Workbook


def read_workbook(path: Path, *, encoding: str = "", delimiter: str = "", steps: Steps = NO_STEPS) -> Workbook:
    """The sheets of the file at `path`; see the module for what is refused.

    `encoding` and `delimiter` of a CSV are guessed where they are "".
    """
    try:
        size = path.stat().st_size
        if size > container.MAX_FILE:
            raise Refusal("sheet-too-large", megabytes=size // 2**20, limit=container.MAX_FILE // 2**20)
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path.name, error) from error
    return parse_workbook(content, encoding=encoding, delimiter=delimiter, steps=steps)


def parse_workbook(content: bytes, *, encoding: str = "", delimiter: str = "", steps: Steps = NO_STEPS) -> Workbook:
    """The sheets of a file's content."""
    kind = container.kind_of(content)
    if kind == "csv":
        workbook = delimited.parse(content, encoding=encoding, delimiter=delimiter, steps=steps)
    else:
        workbook = {"xlsx": xlsx.parse, "xls": xls.parse}[kind](content, steps=steps)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise Refusal("sheet-empty")
    return replace(workbook, sha256=hashlib.sha256(content).hexdigest())
