"""Bounds that keep one register from filling the memory, and cells made in one way by every reader."""

import re

from app.domain.errors import Refusal
from app.domain.registers.sheet import Cell, CellValue, text_of

MAX_ROWS = 50_000
"""Rows with something in them; the largest partnerships have about three thousand plots."""
MAX_CELLS = 600_000
MAX_TEXT = 2_000
"""Characters kept of one cell; nothing in a register is longer."""

_ZEROS = re.compile(r"0+")


class Budget:
    """Counts what was read and refuses (`sheet-too-long`) past the bounds."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells = 0

    def spend(self, cells: int) -> None:
        self._rows += 1
        self._cells += cells
        if self._rows > MAX_ROWS or self._cells > MAX_CELLS:
            raise Refusal("sheet-too-long", limit=MAX_ROWS)


def shown(value: CellValue, number_format: str) -> str:
    """The text a person sees: a number under a format of zeros (`00000000`) keeps its leading ones."""
    text = text_of(value)[:MAX_TEXT]
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and text.isdigit() and _ZEROS.fullmatch(number_format):
        return text.zfill(len(number_format))
    return text


def make_cell(
    row: int, column: int, value: CellValue, number_format: str, *, hidden: bool, note: str, fault: str = ""
) -> Cell:
    if isinstance(value, str):
        value = value[:MAX_TEXT]
    return Cell(row, column, value, shown(value, number_format), hidden=hidden, note=note[:MAX_TEXT], fault=fault)
