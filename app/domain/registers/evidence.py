"""What the cells of a column look like: how much of it could be plots, serials, addresses, figures."""

import itertools
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from app.domain.keys import MAC_DIGITS
from app.domain.registers.fields import Field
from app.domain.registers.sheet import Cell

_PLOT = re.compile(
    r"(?:(?:.*[\s,;])?уч\w*\.?\s*)?№?\s*\d{1,4}\s*-?\s*[а-яa-z]?(?:\s*[/\\-]\s*\d+\s*[а-яa-z]?)?|б\s*/?\s*н\b.*",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(?=(?:\D*\d){5})[0-9A-ZА-Я][0-9A-ZА-Я /.\-]{4,23}", re.IGNORECASE)
_MAC = re.compile(rf"[0-9A-FА-Я]{{{MAC_DIGITS - 1},{MAC_DIGITS + 1}}}", re.IGNORECASE)
_PHONE = re.compile(r"[+]?[78]?\d{10}|\d{6,7}")
_NUMBER = re.compile(r"[-−]?\d[\d\s\u00a0\u202f']*(?:[.,]\d+)?(?:\s*к?вт)?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:\s*г\.?)?|\d{4}-\d{2}-\d{2}")
_LETTERS = re.compile(r"[а-яa-z]{2}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s:.\-]")

_Test = Callable[[Cell], bool]


def _matches(pattern: re.Pattern[str], dropped: str = "") -> _Test:
    def test(cell: Cell) -> bool:
        text = re.sub(dropped, "", cell.text.strip()) if dropped else cell.text.strip()
        return bool(pattern.fullmatch(text))

    return test


def _has_letters(cell: Cell) -> bool:
    return bool(_LETTERS.search(cell.text))


def _is_date(cell: Cell) -> bool:
    return isinstance(cell.value, (date, datetime)) or bool(_DATE.fullmatch(cell.text.strip()))


_TESTS: dict[Field, _Test] = {
    Field.PLOT: _matches(_PLOT),
    Field.SERIAL: _matches(_SERIAL),
    Field.MAC: _matches(_MAC, r"[\s:.\-]"),
    Field.PHONE: _matches(_PHONE, r"[\s()\-]"),
    Field.POWER: _matches(_NUMBER),
    Field.READING: _matches(_NUMBER),
    Field.T1: _matches(_NUMBER),
    Field.T2: _matches(_NUMBER),
    Field.T3: _matches(_NUMBER),
    Field.INSTALLED: _is_date,
    Field.REGISTERED: _is_date,
    Field.OWNER: _has_letters,
    Field.MODEL: _has_letters,
    Field.STREET: _has_letters,
    Field.NAME: _has_letters,
    Field.EMAIL: lambda cell: "@" in cell.text,
}


def likeness(field: Field, cells: Sequence[Cell]) -> float | None:
    """The share of cells that could be the field, 0 … 1; None where there are none to judge by."""
    if not cells:
        return None
    if field is Field.ROW_NUMBER:
        return _counts_off(cells)
    test = _TESTS.get(field)
    return 1.0 if test is None else sum(map(test, cells)) / len(cells)


def _counts_off(cells: Sequence[Cell]) -> float:
    """Whether the cells count 1, 2, 3 … (a street may begin anew)."""
    numbers = [int(cell.text) for cell in cells if cell.text.strip().isdigit()]
    if not numbers or numbers[0] > 2:
        return 0.0
    steps = sum(after in {before + 1, 1} for before, after in itertools.pairwise(numbers))
    return (steps + 1) / len(cells)
