"""Reading a whole register: its sheet, its columns, its lines, and what a person has to say before a line is taken."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.domain.errors import Refusal
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.columns import (
    SURE_ENOUGH,
    ColumnMatch,
    cells_of,
    match_columns,
    parse_told,
    said_of,
)
from app.domain.registers.duplicates import mark_duplicates
from app.domain.registers.evidence import likeness
from app.domain.registers.fields import CLIENT_FIELDS, METER_FIELDS, REGISTER_FIELDS, Field, fold_heading
from app.domain.registers.headings import Heading, find_heading
from app.domain.registers.layout import Layout, span_of
from app.domain.registers.power import PowerUnit, unit_of_column
from app.domain.registers.preview import (
    Ignored,
    Part,
    Problem,
    Question,
    RegisterKind,
    RegisterPreview,
    RegisterRow,
    Severity,
)
from app.domain.registers.remarks import hints_at_protection, may_hint
from app.domain.registers.rows import Draft, RowReader
from app.domain.registers.sheet import Cell, Sheet, Workbook, letters_of
from app.domain.registers.values import clean, is_nothing

PROTECTED_ANSWERS = ("protected", "ordinary")
_NO_REMARKS = {Field.SERIAL, Field.MAC, Field.MODEL, Field.STREET, Field.PHONE, Field.ROW_NUMBER}
_PROMISING = {Field.SERIAL, Field.MAC, Field.POWER, Field.OWNER, Field.PHONE, Field.INSTALLED}
_COUNTING = 0.8
"""The share of cells that count 1, 2, 3 … from which a column of bare `№` may be row numbers."""
_STEP = 1_000
_NO_SHEET_SCORE = 0.5
"""A sheet that names fewer fields than this is no register."""


@dataclass(frozen=True)
class Choice:
    """The sheet taken for the register, with its heading, its columns and the sheets left out."""

    sheet: Sheet
    heading: Heading
    columns: tuple[ColumnMatch, ...]
    ignored: tuple[Ignored, ...]

    @cached_property
    def by_field(self) -> dict[Field, ColumnMatch]:
        return {match.field: match for match in self.columns if match.field is not None}

    @cached_property
    def silent(self) -> frozenset[int]:
        """Columns where no remark is looked for."""
        return frozenset(match.column for field, match in self.by_field.items() if field in _NO_REMARKS)

    def heading_of(self, column: int) -> str:
        """Of a column that is taken for a field."""
        return next((match.heading for match in self.by_field.values() if match.column == column), "")


def read_register(
    workbook: Workbook,
    *,
    kind: RegisterKind,
    today: date,
    told: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    sheet: str | None = None,
    steps: Steps = NO_STEPS,
) -> RegisterPreview:
    """What can be taken of a register of subscribers and meters, and what cannot, by cell.

    `told`: heading or letter → field; `remembered`: folded heading → what was told of it once; `answers`: cell →
    answer of a question. Refuses with `import-no-heading`, `import-no-column` (field, headings),
    `import-sheet-unknown`, `import-answer-unknown` (cell), …
    """
    answers = {cell.strip().upper(): answer.strip() for cell, answer in (answers or {}).items()}
    choice = choose_sheet(workbook, REGISTER_FIELDS, told or {}, sheet, remembered=remembered or {})
    by_field = choice.by_field
    require(choice, [Field.PLOT, *([Field.SERIAL] if kind is RegisterKind.METERS else [])])
    layout = Layout(choice.sheet, choice.heading, {field: match.column for field, match in by_field.items()})
    unit = _power_unit(choice, kind, answers)
    reader = RowReader(kind, by_field, unit=unit.unit, today=today)
    rows_by_number = {row.number: row for row in choice.sheet.rows}
    plot_column = by_field[Field.PLOT].column
    drafts: list[Draft] = []
    for line in layout.lines():
        if not len(drafts) % _STEP:
            steps.at(len(drafts), len(choice.sheet.rows))
        plot_row = rows_by_number.get(line.plot_row)
        drafts.append(reader.read(line, plot_row.cells.get(plot_column) if plot_row else None))
    drafts = mark_duplicates(drafts, reader)
    questions: list[Question] = [unit.question] if unit.question else []
    if kind is RegisterKind.SUBSCRIBERS:
        drafts = [_hold_for_protection(draft, choice, answers, questions) for draft in drafts]
    _check_answers(answers, questions)
    drafts = _refuse_orphans(drafts, reader)
    return RegisterPreview(
        kind=kind,
        sheet=choice.sheet.name,
        columns=choice.columns,
        rows=tuple(draft.row for draft in drafts if _is_taken(draft, kind)),
        problems=(*_column_problems(choice, unit), *(problem for draft in drafts for problem in draft.problems)),
        questions=tuple(questions),
        ignored=(*choice.ignored, *layout.ignored),
        titles=layout.titles,
        heading=choice.heading,
    )


def known_fields(kind: RegisterKind) -> Collection[Field]:
    """The fields that a register of that kind may have."""
    return CLIENT_FIELDS if kind is RegisterKind.CLIENTS else REGISTER_FIELDS


def choose_sheet(
    workbook: Workbook,
    known: Collection[Field],
    told: Mapping[str, str],
    name: str | None,
    *,
    remembered: Mapping[str, str] | None = None,
    need_heading: bool = True,
) -> Choice:
    """The named sheet, or the visible one whose heading names most fields over most lines.

    Without `need_heading` a sheet that has none is taken too, with columns that only their letters name.
    """
    parsed = parse_told(told, known)
    recalled = {key: said_of(said) for key, said in (remembered or {}).items()}
    folded = {fold_heading(heading) for heading in parsed} | set(recalled)
    sheets = [sheet for sheet in workbook.sheets if name is None or clean(sheet.name) == clean(name)]
    if not sheets:
        names = ", ".join(f"«{sheet.name}»" for sheet in workbook.sheets)
        raise Refusal("import-sheet-unknown", sheet=name, known=names)
    found = [(sheet, find_heading(sheet, known, folded)) for sheet in sheets if sheet.rows]
    if not found:
        raise Refusal("sheet-empty")

    def rank(pair: tuple[Sheet, Heading]) -> tuple[bool, float]:
        sheet, heading = pair
        return (not sheet.hidden, heading.score * (1 + min(len(sheet.rows), 200) / 200))

    chosen, heading = max(found, key=rank)
    if heading.score < _NO_SHEET_SCORE and not parsed and need_heading:
        raise Refusal("import-no-heading", sheet=chosen.name)
    columns = match_columns(chosen, heading, known, parsed, recalled)
    others = (sheet for sheet in workbook.sheets if sheet is not chosen and sheet.rows)
    ignored = tuple(
        Ignored(f"{other.name}!{span_of(other)}", "hidden-sheet" if other.hidden else "sheet", other.name)
        for other in others
    )
    return Choice(chosen, heading, columns, ignored)


def require(choice: Choice, fields: list[Field]) -> None:
    """Refuses (`import-no-column`) where a field without which nothing can be taken has no column."""
    for field in fields:
        if field not in choice.by_field:
            headings = "; ".join(f"{match.letter} «{match.heading}»" for match in choice.columns)
            raise Refusal("import-no-column", field=field.value, headings=headings)


def _power_unit(choice: Choice, kind: RegisterKind, answers: Mapping[str, str]) -> PowerUnit:
    match = choice.by_field.get(Field.POWER)
    if match is None or kind is not RegisterKind.SUBSCRIBERS:
        return PowerUnit("")
    cells = cells_of(choice.sheet, choice.heading, match.column)
    return unit_of_column(match, choice.heading.address(match.column), cells, answers)


def _hold_for_protection(draft: Draft, choice: Choice, answers: Mapping[str, str], questions: list[Question]) -> Draft:
    """A hint at a protected subscriber (C5) is asked about; the row waits for the answer."""
    row = draft.line.row
    noted = {column for column, _ in row.notes}
    for column in sorted(row.cells):
        if column not in noted and (column in choice.silent or not may_hint(row.text(column))):
            continue
        cell = row.cells[column]
        texts = [
            text for text in ("" if column in choice.silent else cell.text, cell.note) if hints_at_protection(text)
        ]
        if not texts or is_nothing(texts[0]):
            continue
        answer = answers.get(cell.address, "").lower()
        if answer and answer not in PROTECTED_ANSWERS:
            raise Refusal("import-answer-invalid", cell=cell.address, answer=answer, known=", ".join(PROTECTED_ANSWERS))
        text = clean(texts[0])
        questions.append(Question(cell.address, "protected", text, PROTECTED_ANSWERS, draft.row.plot, answer))
        if answer == "protected":
            draft = replace(draft, row=replace(draft.row, protected=True, protected_by=draft.row.protected_by or text))
        elif not answer:
            heading = choice.heading_of(column)
            held = Problem(
                cell.address, heading, text, "protected-unanswered", Severity.HELD, Part.ROW, draft.row.number
            )
            draft = replace(draft, problems=(*draft.problems, held))
    return draft


def _check_answers(answers: Mapping[str, str], questions: list[Question]) -> None:
    asked = {question.cell for question in questions}
    for cell in answers:
        if cell not in asked:
            raise Refusal("import-answer-unknown", cell=cell, known=", ".join(sorted(asked)) or "–")


def _refuse_orphans(drafts: list[Draft], reader: RowReader) -> list[Draft]:
    """A further meter of a plot is not taken where the plot's own line is not."""
    lost = {draft.row.number for draft in drafts if not draft.row.additional and draft.refused(Part.ROW)}
    orphans = []
    for draft in drafts:
        if draft.row.additional and draft.line.plot_row in lost and not draft.refused(Part.ROW):
            problem = reader.problem(draft.line, Field.PLOT, "plot-refused", Severity.REFUSED, Part.ROW)
            orphans.append(replace(draft, problems=(*draft.problems, problem)))
        else:
            orphans.append(draft)
    return orphans


def _is_taken(draft: Draft, kind: RegisterKind) -> bool:
    if draft.refused(Part.ROW):
        return False
    row: RegisterRow = draft.row
    return row.meter is not None or (kind is RegisterKind.SUBSCRIBERS and not row.additional)


def _column_problems(choice: Choice, unit: PowerUnit) -> list[Problem]:
    """What is taken but worth a look: hidden columns and rows, a unit that only the figures told, a doubtful choice."""

    def warn(match: ColumnMatch, reason: str, **data: object) -> Problem:
        place = choice.heading.address(match.column)
        return Problem(place, match.heading, "", reason, Severity.WARNING, Part.COLUMN, 0, data)

    problems = [warn(match, "column-hidden") for match in choice.columns if match.hidden and match.field is not None]
    problems += [warn(match, "column-rival", other=match.other) for match in choice.columns if match.why == "taken"]
    problems += _doubts(choice, warn)
    meter = next((match for match in choice.columns if match.field in METER_FIELDS), None)
    if meter and Field.SERIAL not in choice.by_field:
        problems.append(replace(warn(meter, "serial-no-column"), severity=Severity.REFUSED, part=Part.METER))
    power = choice.by_field.get(Field.POWER)
    if unit.guessed and power:
        problems.append(warn(power, "unit-guessed", unit=unit.unit))
    serial = choice.by_field.get(Field.SERIAL)
    if serial and (lost := _zeros_lost(list(cells_of(choice.sheet, choice.heading, serial.column)))):
        problems.append(warn(serial, "serial-zeros-lost", count=lost))
    hidden = [row.number for row in choice.sheet.rows if row.hidden]
    if hidden:
        first, width = hidden[0], letters_of(choice.sheet.width)
        data = {"rows": len(hidden), "first": first}
        problems.append(
            Problem(f"A{first}:{width}{hidden[-1]}", "", "", "rows-hidden", Severity.WARNING, Part.COLUMN, 0, data)
        )
    return problems


def _doubts(choice: Choice, warn: Callable[..., Problem]) -> list[Problem]:
    """Row numbers that may be no plots, and columns whose heading promises what their cells do not hold."""
    doubts = []
    plot = choice.by_field.get(Field.PLOT)
    vague = plot is not None and not plot.told and Field.ROW_NUMBER in choice.heading.weights(plot.column)
    if plot and vague and _counts_off(choice, plot) > _COUNTING:
        doubts.append(warn(plot, "plot-counts"))
    for match in choice.columns:
        if match.field is None and match.why == "unknown":
            weights = choice.heading.weights(match.column)
            promised = [field for field, weight in weights.items() if field in _PROMISING and weight >= SURE_ENOUGH]
            if promised and promised[0] not in choice.by_field:
                doubts.append(warn(match, "column-unsure"))
    return doubts


def _counts_off(choice: Choice, plot: ColumnMatch) -> float:
    return likeness(Field.ROW_NUMBER, list(cells_of(choice.sheet, choice.heading, plot.column))) or 0.0


def _zeros_lost(cells: list[Cell]) -> int:
    """How many serials stand as numbers, a digit short of those that kept their leading zero as text."""
    texts = (cell.text.strip() for cell in cells if isinstance(cell.value, str))
    kept = {len(text) for text in texts if re.fullmatch(r"0\d+", text)}
    return sum(isinstance(cell.value, (int, float)) and len(cell.text) + 1 in kept for cell in cells)
