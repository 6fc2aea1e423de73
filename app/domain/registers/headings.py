"""Where a sheet's heading stands and what it says over each column.

A heading takes one to three rows: merged cells, or in text files blanks to the right of a group's name, spread the
upper words over the lower ones (`Счётчик` over `Заводской №`). The place chosen is the one whose words name the most
different fields.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from app.domain.registers.fields import Field, fold_heading, heading_weights, is_of_no_use
from app.domain.registers.sheet import Range, Row, Sheet, letters_of

_SEARCHED_ROWS = 40
_DEEPEST = 3
_ROW_COSTS = 0.6
"""What a further heading row must add in fields named; a title or a street over the table adds nothing."""

_NUMBERS = re.compile(r"[\d\s.,:/\-]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """`names` by column: the parts from top to bottom. Rows `top` … `bottom`; both 0 where a sheet has no heading."""

    top: int
    bottom: int
    names: Mapping[int, tuple[str, ...]]
    score: float = 0.0
    places: Mapping[int, int] = field(default_factory=dict)
    """The lowest row of the heading that has words of its own over the column."""

    def text(self, column: int) -> str:
        return " / ".join(self.names.get(column, ()))

    def weights(self, column: int) -> dict[Field, float]:
        return weights_of(self.names.get(column, ()))

    def address(self, column: int) -> str:
        return f"{letters_of(column)}{self.places.get(column, self.bottom or 1)}"


NO_HEADING = Heading(0, 0, {})


def weights_of(names: tuple[str, ...]) -> dict[Field, float]:
    """The lowest part speaks first; where it is vague (`№`), the whole does (`Счётчик №`)."""
    if not names or is_of_no_use(" ".join(names)):
        return {}
    weights = heading_weights(names[-1])
    if len(names) > 1 and max(weights.values(), default=0.0) < 0.9:
        for name, weight in heading_weights(" ".join(names)).items():
            weights[name] = max(weights.get(name, 0.0), weight * 0.95)
    return weights


def find_heading(sheet: Sheet, known: Collection[Field], told: Collection[str]) -> Heading:
    """The best place, or one with a score of 0 where no row names a known field.

    `told` holds folded headings that an operator named: finding them counts as much as a known word.
    """
    by_number = {row.number: row for row in sheet.rows[: _SEARCHED_ROWS + _DEEPEST]}
    best = NO_HEADING
    merged = tuple(area for area in sheet.merged if not by_number or area.top <= max(by_number))
    for row in sheet.rows[:_SEARCHED_ROWS]:
        for depth in range(1, _DEEPEST + 1):
            rows = [by_number[number] for number in range(row.number, row.number + depth) if number in by_number]
            if len(rows) < depth or not _may_be_heading(rows, sheet.width):
                break
            names = _names(rows, merged)
            score = _score(names, known, told) - _ROW_COSTS * (depth - 1)
            if score > best.score + 1e-9:
                places = {column: line.number for line in rows for column in line.cells if line.text(column)}
                best = Heading(row.number, rows[-1].number, names, score, places)
    return best


def _may_be_heading(rows: list[Row], width: int) -> bool:
    """Words, not figures, and more than one of them in each row (a title or a street is one)."""
    for row in rows:
        texts = row.texts
        figures = sum(bool(_NUMBERS.fullmatch(text)) for text in texts)
        if not texts or figures * 3 > len(texts):
            return False
        if len(set(texts)) < 2 and (width > 1 or len(rows) > 1) and (len(rows) > 1 or not heading_weights(texts[0])):
            return False
    return True


def _names(rows: list[Row], merged: tuple[Range, ...]) -> dict[int, tuple[str, ...]]:
    columns = sorted({column for row in rows for column in row.cells})
    spread = _spreader(rows, merged)
    names: dict[int, tuple[str, ...]] = {}
    for column in range(1, (columns[-1] if columns else 0) + 1):
        parts: list[str] = []
        for index, row in enumerate(rows):
            text = row.text(column) or spread(index, column)
            if text and (not parts or fold_heading(text) != fold_heading(parts[-1])):
                parts.append(" ".join(text.split()))
        if parts:
            names[column] = tuple(parts)
    return names


def _spreader(rows: list[Row], merged: tuple[Range, ...]) -> Callable[[int, int], str]:
    """How a group's name reaches the columns to its right: by its merge, or in files without merges by blanks."""

    def by_merge(index: int, column: int) -> str:
        number = rows[index].number
        for area in merged:
            if area.top <= number <= area.bottom and area.left < column <= area.right and area.top >= rows[0].number:
                return next((row.text(area.left) for row in rows if row.number == area.top), "")
        return ""

    def by_blanks(index: int, column: int) -> str:
        if index + 1 >= len(rows) or not rows[index + 1].text(column):
            return ""
        return next((rows[index].text(left) for left in range(column - 1, 0, -1) if rows[index].text(left)), "")

    return lambda index, column: by_merge(index, column) or by_blanks(index, column)


def _score(names: Mapping[int, tuple[str, ...]], known: Collection[Field], told: Collection[str]) -> float:
    fields: dict[Field, float] = {}
    found = 0
    for parts in names.values():
        if fold_heading(" ".join(parts)) in told or fold_heading(parts[-1]) in told:
            found += 1
            continue
        weights = {name: weight for name, weight in weights_of(parts).items() if name in known}
        if weights:
            surest = max(weights, key=lambda name: weights[name])
            fields[surest] = max(fields.get(surest, 0.0), weights[surest])
    return sum(fields.values()) + found
