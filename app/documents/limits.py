"""Bounds that keep one register from filling the memory, and cells made in one way by every reader."""

import re
from collections.abc import Mapping, Sequence

from app.domain.errors import Refusal
from app.domain.registers.sheet import CellValue, PackedCells, Row, text_of

MAX_ROWS = 250_000
"""Rows with something in them; the largest partnerships have about three thousand plots."""
MAX_CELLS = 3_000_000
MAX_COLUMN = 1_024
"""The last column that may hold anything; a heading of more is none."""
MAX_TEXT = 2_000
"""Characters kept of one cell; nothing in a register is longer."""
MAX_MERGED = 100_000
_KEPT_STRINGS = 50_000
_KEPT_PATTERNS = 5_000

_ZEROS = re.compile(r"0+")


class Budget:
    """Counts what was read and refuses past the bounds: `sheet-too-long` (limit), `sheet-too-wide` (limit)."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells = 0

    def spend(self, cells: int, last_column: int = 1) -> None:
        self._rows += 1
        self._cells += cells
        if self._rows > MAX_ROWS or self._cells > MAX_CELLS:
            raise Refusal("sheet-too-long", limit=MAX_ROWS)
        if last_column > MAX_COLUMN:
            raise Refusal("sheet-too-wide", limit=MAX_COLUMN)


class Packer:
    """Makes the rows of one sheet: equal texts and equal patterns of filled columns are kept once."""

    def __init__(self, hidden_columns: frozenset[int], budget: Budget) -> None:
        self._hidden = hidden_columns
        self._budget = budget
        self._strings: dict[str, str] = {}
        self._patterns: dict[tuple[int, ...], tuple[int, ...]] = {}

    def row(
        self,
        number: int,
        columns: Sequence[int],
        values: Sequence[CellValue],
        odd: Mapping[int, tuple[str, str, str]] | None = None,
        *,
        hidden: bool = False,
    ) -> Row:
        """A row with something in it; `columns` ascend."""
        self._budget.spend(len(columns), columns[-1])
        pattern = tuple(columns)
        if len(self._patterns) < _KEPT_PATTERNS:
            pattern = self._patterns.setdefault(pattern, pattern)
        else:
            pattern = self._patterns.get(pattern, pattern)
        kept = tuple([self._once(value) if type(value) is str else value for value in values])
        cells = PackedCells(number, pattern, kept, hidden=hidden or self._hidden, odd=odd or None)
        return Row(number, cells, hidden=hidden)

    def _once(self, text: str) -> str:
        if len(text) > MAX_TEXT:
            return text[:MAX_TEXT]
        if len(self._strings) < _KEPT_STRINGS:
            return self._strings.setdefault(text, text)
        return self._strings.get(text, text)


def zeros_of(number_format: str) -> int:
    """How many digits a format of zeros (`00000000`) shows at least; 0 for any other format."""
    return len(number_format) if _ZEROS.fullmatch(number_format) else 0


def padded(value: CellValue, zeros: int) -> str:
    """What a person sees of a number under such a format, its leading zeros kept; "" where that is nothing special."""
    if not zeros or isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    text = text_of(value)
    return text.zfill(zeros) if text.isdigit() and len(text) < zeros else ""
