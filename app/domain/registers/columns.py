"""What each column is taken for, how surely, and why a column is left alone.

A heading's words give a weight, the cells below it halve or keep it. Each field goes to the surest column. What an
operator says (`{"Зав. №": "serial"}`, by heading or by letter) stands above both; what an operator said of the same
heading of an earlier register (*remembered*) stands between.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.registers.evidence import likeness
from app.domain.registers.fields import Field, fold_heading, is_of_no_use, unit_of
from app.domain.registers.headings import Heading
from app.domain.registers.sheet import Cell, Row, Sheet, column_of, letters_of

SURE_ENOUGH = 0.5
_JUDGED_CELLS = 300
_TELLING = {Field.MAC: 0.6, Field.PHONE: 0.55}
"""Fields whose cells are so peculiar that they are known under any heading, and how sure that makes us."""

_POWER_UNITS = {"power-kw": "kW", "power-w": "W"}
GUESS = "guess"
"""Said of a column: forget what was remembered of its heading, and judge it anew."""

Said = tuple[Field | None, str]
"""A field (None: `guess`) and a power column's unit or ""."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """`why` tells of a column without a field: `empty`, `no-use`, `unknown`, `taken` (by `other`), `told`.

    `unit` (`kW`, `W`) is what the heading or the operator says of a power column. `filled` counts its cells;
    `evidence` is the share of the first of them that look like the field.
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
    remembered: bool = False
    evidence: float | None = None

    @property
    def letter(self) -> str:
        return letters_of(self.column)


def words_for(known: Collection[Field]) -> tuple[str, ...]:
    """What may be said of a column: fields, `ignore`, `guess`, and for power its unit."""
    units = sorted(_POWER_UNITS) if Field.POWER in known else []
    return (*sorted({field.value for field in known} | {Field.IGNORE.value}), GUESS, *units)


def parse_told(told: Mapping[str, str], known: Collection[Field]) -> dict[str, Said]:
    """The operator's words → (field, unit); Refusal `import-field-unknown` (field, known)."""
    fields: dict[str, Said] = {}
    for name, said in told.items():
        word = said.strip().lower()
        if word not in words_for(known):
            raise Refusal("import-field-unknown", field=said, known=", ".join(words_for(known)))
        fields[name] = said_of(word)
    return fields


def said_of(word: str) -> Said:
    """`power-kw` → (POWER, kW); `guess` → (None, "")."""
    unit = _POWER_UNITS.get(word, "")
    if word == GUESS:
        return None, ""
    return Field("power" if unit else word), unit


def match_columns(
    sheet: Sheet,
    heading: Heading,
    known: Collection[Field],
    told: Mapping[str, Said],
    remembered: Mapping[str, Said] | None = None,
) -> tuple[ColumnMatch, ...]:
    """One match for every column that has a heading or a cell below it, from left to right.

    `remembered`: folded heading → what was said of it once; a heading that two columns bear says nothing.
    """
    samples, filled = _sampled(sheet, heading)
    columns = sorted(set(filled) | set(heading.names))
    matches = {column: _blank_match(sheet, heading, column, filled.get(column, 0)) for column in columns}
    said = {_named_column(name, heading, columns): (name, *meant) for name, meant in told.items()}
    taken: dict[Field, int] = {}
    for column, (name, field, unit) in said.items():
        if field is not None and field is not Field.IGNORE and field in taken:
            raise Refusal("import-column-twice", field=field.value, column=name)
        if field is not None:
            _settle(matches, taken, column, field, unit)
            matches[column] = replace(matches[column], told=True)
    for column, (field, unit) in _recalled(heading, columns, remembered or {}).items():
        if column not in said and field not in taken and field in {*known, Field.IGNORE}:
            _settle(matches, taken, column, field, unit)
            matches[column] = replace(matches[column], remembered=True, why=matches[column].why and "remembered")
    for confidence, column, field in _candidates(heading, known, samples, columns):
        match = matches[column]
        if match.field is not None or match.told or match.remembered:
            continue
        if field in taken:
            matches[column] = replace(match, why="taken", other=letters_of(taken[field]))
            continue
        taken[field] = column
        matches[column] = replace(match, field=field, confidence=round(confidence, 2), why="", other="")
    return tuple(_with_evidence(matches[column], samples.get(column, [])) for column in columns)


def _settle(matches: dict[int, ColumnMatch], taken: dict[Field, int], column: int, field: Field, unit: str) -> None:
    match = matches[column]
    if field is Field.IGNORE:
        matches[column] = replace(match, why="told", confidence=1.0)
        return
    taken[field] = column
    matches[column] = replace(match, field=field, why="", confidence=1.0, unit=unit or match.unit)


def _recalled(heading: Heading, columns: Sequence[int], remembered: Mapping[str, Said]) -> dict[int, tuple[Field, str]]:
    places: dict[str, list[int]] = {}
    for column in columns:
        if key := heading_key(heading, column):
            places.setdefault(key, []).append(column)
    recalled = {}
    for key, (field, unit) in remembered.items():
        if field is not None and len(places.get(key, ())) == 1:
            recalled[places[key][0]] = (field, unit)
    return recalled


def heading_key(heading: Heading, column: int) -> str:
    """By what a heading is remembered: all its parts, folded; "" where the column has none."""
    return fold_heading(" ".join(heading.names.get(column, ())))


def told_of(matches: Sequence[ColumnMatch], heading: Heading, told: Mapping[str, str]) -> list[tuple[ColumnMatch, str]]:
    """Which column each told word was about."""
    by_column = {match.column: match for match in matches}
    return [
        (by_column[_named_column(name, heading, sorted(by_column))], said.strip().lower())
        for name, said in told.items()
    ]


def _with_evidence(match: ColumnMatch, sample: Sequence[Cell]) -> ColumnMatch:
    like = likeness(match.field, sample) if match.field is not None else None
    return match if like is None else replace(match, evidence=round(like, 2))


def _sampled(sheet: Sheet, heading: Heading) -> tuple[dict[int, list[Cell]], dict[int, int]]:
    """The first `_JUDGED_CELLS` cells of each column, and how many each has."""
    samples: dict[int, list[Cell]] = {}
    filled: dict[int, int] = {}
    for row in _rows_below(sheet, heading):
        for column in row.cells:
            if not row.text(column):
                continue
            filled[column] = filled.get(column, 0) + 1
            if filled[column] <= _JUDGED_CELLS:
                samples.setdefault(column, []).append(row.cells[column])
    return samples, filled


def cells_of(sheet: Sheet, heading: Heading, column: int) -> Iterator[Cell]:
    """The cells of one column under the heading with something written in them."""
    for row in _rows_below(sheet, heading):
        if row.text(column):
            yield row.cells[column]


def _rows_below(sheet: Sheet, heading: Heading) -> Iterator[Row]:
    width = sheet.width
    for row in sheet.rows:
        # A row of one cell is a street, a title or a note: it says nothing about its column.
        if row.number > heading.bottom and (len(row.cells) > 1 or width == 1):
            yield row


def _blank_match(sheet: Sheet, heading: Heading, column: int, filled: int) -> ColumnMatch:
    text = heading.text(column)
    why = "unknown" if filled else "empty"
    return ColumnMatch(
        column=column,
        heading=text,
        field=None,
        confidence=0.0,
        why="no-use" if is_of_no_use(text) else why,
        hidden=column in sheet.hidden_columns,
        unit=unit_of(text),
        filled=filled,
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
        sample = cells.get(column, [])
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
