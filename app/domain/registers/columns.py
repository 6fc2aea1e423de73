"""What each column is taken for, how surely, and why a column is left alone.

A heading's words give a weight, the cells below it halve or keep it. Each field goes to the surest column. What an
operator says (`{"Зав. №": "serial"}`, by heading or by letter) stands above both.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.registers.evidence import likeness
from app.domain.registers.fields import Field, fold_heading, is_of_no_use, unit_of
from app.domain.registers.headings import Heading
from app.domain.registers.sheet import Cell, Sheet, column_of, letters_of

SURE_ENOUGH = 0.5
_JUDGED_CELLS = 300
_TELLING = {Field.MAC: 0.6, Field.PHONE: 0.55}
"""Fields whose cells are so peculiar that they are known under any heading, and how sure that makes us."""

_POWER_UNITS = {"power-kw": "kW", "power-w": "W"}


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """`why` tells of a column without a field: `empty`, `no-use`, `unknown`, `taken` (by `other`), `told`.

    `unit` (`kW`, `W`) is what the heading or the operator says of a power column. `filled` counts its cells.
    """

    column: int
    heading: str
    field: Field | None
    confidence: float
    why: str = ""
    other: str = ""
    told: bool = False
    hidden: bool = False
    unit: str = ""
    filled: int = 0

    @property
    def letter(self) -> str:
        return letters_of(self.column)


def parse_told(told: Mapping[str, str], known: Collection[Field]) -> dict[str, tuple[Field, str]]:
    """The operator's words → (field, unit); Refusal `import-field-unknown` (field, known)."""
    fields: dict[str, tuple[Field, str]] = {}
    for name, said in told.items():
        unit = _POWER_UNITS.get(said.strip().lower(), "")
        value = "power" if unit else said.strip().lower()
        allowed = sorted({field.value for field in known} | {Field.IGNORE.value})
        if value not in allowed:
            allowed += sorted(_POWER_UNITS) if Field.POWER in known else []
            raise Refusal("import-field-unknown", field=said, known=", ".join(allowed))
        fields[name] = (Field(value), unit)
    return fields


def match_columns(
    sheet: Sheet, heading: Heading, known: Collection[Field], told: Mapping[str, tuple[Field, str]]
) -> tuple[ColumnMatch, ...]:
    """One match for every column that has a heading or a cell below it, from left to right."""
    cells = cells_by_column(sheet, heading)
    columns = sorted(set(cells) | set(heading.names))
    matches = {column: _blank_match(sheet, heading, column, cells.get(column, ())) for column in columns}
    taken: dict[Field, int] = {}
    for name, (field, unit) in told.items():
        column = _named_column(name, heading, columns)
        if field is Field.IGNORE:
            matches[column] = replace(matches[column], why="told", told=True, confidence=1.0)
            continue
        if field in taken:
            raise Refusal("import-column-twice", field=field.value, column=name)
        taken[field] = column
        matches[column] = replace(
            matches[column], field=field, why="", told=True, confidence=1.0, unit=unit or matches[column].unit
        )
    for confidence, column, field in _candidates(heading, known, cells, columns):
        match = matches[column]
        if match.field is not None or match.told:
            continue
        if field in taken:
            matches[column] = replace(match, why="taken", other=letters_of(taken[field]))
            continue
        taken[field] = column
        matches[column] = replace(match, field=field, confidence=round(confidence, 2), why="", other="")
    return tuple(matches[column] for column in columns)


def cells_by_column(sheet: Sheet, heading: Heading) -> dict[int, list[Cell]]:
    """The cells under the heading with something written in them."""
    cells: dict[int, list[Cell]] = {}
    for row in sheet.rows:
        # A row of one cell is a street, a title or a note: it says nothing about its column.
        if row.number > heading.bottom and (len(row.cells) > 1 or sheet.width == 1):
            for column, cell in row.cells.items():
                if cell.text.strip():
                    cells.setdefault(column, []).append(cell)
    return cells


def _blank_match(sheet: Sheet, heading: Heading, column: int, cells: Sequence[Cell]) -> ColumnMatch:
    text = heading.text(column)
    why = "unknown" if cells else "empty"
    return ColumnMatch(
        column=column,
        heading=text,
        field=None,
        confidence=0.0,
        why="no-use" if is_of_no_use(text) else why,
        hidden=column in sheet.hidden_columns,
        unit=unit_of(text),
        filled=len(cells),
    )


def _named_column(name: str, heading: Heading, columns: Sequence[int]) -> int:
    folded = fold_heading(name)
    for part in (" ".join, lambda parts: parts[-1]):
        found = [column for column, parts in heading.names.items() if fold_heading(part(parts)) == folded]
        if len(found) > 1:
            raise Refusal("import-column-ambiguous", column=name, letters=", ".join(map(letters_of, found)))
        if found:
            return found[0]
    letter = column_of(name.strip())
    if letter is None or letter not in columns:
        known = "; ".join(f"{letters_of(column)} «{heading.text(column)}»" for column in columns)
        raise Refusal("import-column-unknown", column=name, known=known)
    return letter


def _candidates(
    heading: Heading, known: Collection[Field], cells: Mapping[int, list[Cell]], columns: Sequence[int]
) -> list[tuple[float, int, Field]]:
    """Sure enough pairs of column and field, the surest first; of equal ones the left column."""
    pairs: list[tuple[float, int, Field]] = []
    for column in columns:
        sample = cells.get(column, [])[:_JUDGED_CELLS]
        weights = {field: weight for field, weight in heading.weights(column).items() if field in known}
        for field, weight in weights.items():
            like = likeness(field, sample)
            confidence = weight if like is None else weight * (0.5 + like / 2)
            pairs.append((confidence, column, field))
        if not weights and not is_of_no_use(heading.text(column)):
            for field, sureness in _TELLING.items():
                if field in known and len(sample) >= 3 and (likeness(field, sample) or 0.0) >= 0.9:
                    pairs.append((sureness, column, field))
    return sorted((pair for pair in pairs if pair[0] >= SURE_ENOUGH), key=lambda pair: (-pair[0], pair[1]))
