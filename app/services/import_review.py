"""What the screen of an import shows: on the left the sheet as it was read, on the right what each line becomes.

A review is made once by `imports.review`, holds no connection, may be read from any thread, and gives windows: nothing
in it grows with what is not looked at. Rows are numbered as the file numbers them, from 1.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.domain.errors import Refusal
from app.domain.registers.columns import ColumnMatch, heading_key, words_for
from app.domain.registers.headings import Heading
from app.domain.registers.preview import ClientRow, Problem, RegisterKind, RegisterRow, Severity
from app.domain.registers.reading import known_fields
from app.domain.registers.sheet import Cell, Row, Sheet, Workbook
from app.services.import_orders import NOT_KEPT, ImportOrder, ImportResult, LineOutcome, Outcome
from app.services.import_views import CellView, ColumnView, Mark, Place, RowView, SheetView

_FIELDS = {
    RegisterKind.CLIENTS: ("form", "name", "email", "phone", "contract", "system", "statement-day", "registered"),
    RegisterKind.SUBSCRIBERS: (
        "plot", "owner", "phone", "contract", "street", "power", "comment",
        "serial", "mac", "model", "installed", "gateway", "address",
    ),
    RegisterKind.METERS: ("plot", "serial", "mac", "model", "installed", "gateway", "address"),
}  # fmt: skip
_MARKS = {Severity.REFUSED: Mark.REFUSED, Severity.HELD: Mark.QUESTION, Severity.WARNING: Mark.WARNING}
_WEIGHTS = {mark: weight for weight, mark in enumerate(Mark)}
_LEFT_OUT = LineOutcome(Outcome.LEFT_OUT)


@dataclass(frozen=True)
class ImportReview:
    """A preview for a screen.

    `refusal` says why nothing can be taken yet (`import-no-column`, `import-no-heading`, `import-field-unknown`, …):
    then `result` is None, and sheet and columns stand there all the same, to be matched by hand.
    """

    order: ImportOrder
    sheet: Sheet
    heading: Heading
    sheets: tuple[SheetView, ...]
    columns: tuple[ColumnView, ...]
    result: ImportResult | None
    refusal: Refusal | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The right side's columns, by the register's field names (worded `import-field-<field>`)."""
        return _FIELDS[self.order.kind]

    @property
    def choices(self) -> tuple[str, ...]:
        """What `told` may say of a column of such a register: fields, `power-kw`, `power-w`, `ignore`, `guess`."""
        return words_for(known_fields(self.order.kind))

    @property
    def last_row(self) -> int:
        """The number of the sheet's last row with anything in it; 0 where it is empty."""
        return self.sheet.rows[-1].number if self.sheet.rows else 0

    @property
    def width(self) -> int:
        """How many columns the left side has."""
        return max((column.column for column in self.columns), default=0)

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """How many lines become what."""
        return Counter(line.outcome for line in self._outcomes.values())

    def rows_with(self, *outcomes: Outcome) -> Sequence[int]:
        """The numbers of the lines that end so (or whose meter does), from top to bottom."""
        wanted = {*outcomes}
        return sorted(n for n, line in self._outcomes.items() if line.outcome in wanted or line.meter in wanted)

    def rows_with_problems(self) -> Sequence[int]:
        """The numbers of the lines of which anything was said, warnings included, from top to bottom."""
        return sorted(number for number in self._problems if number)

    def cells(self, first_row: int, count: int) -> tuple[RowView, ...]:
        """Rows `first_row` … `first_row + count - 1` of the file, blank ones too, none past the last."""
        last = min(first_row + count - 1, self.last_row)
        return tuple(self._row(number) for number in range(max(first_row, 1), last + 1))

    def rows(self, numbers: Sequence[int]) -> tuple[RowView, ...]:
        """Chosen rows, as `rows_with` names them."""
        return tuple(self._row(number) for number in numbers)

    # --- one row --------------------------------------------------------------------------------------------------

    def _row(self, number: int) -> RowView:
        row = self._by_number.get(number)
        if row is None:
            return RowView(number, Place.BLANK, {})
        place = self._place(number)
        line = self._lines.get(number)
        becomes = texts_of(line) if line is not None else {}
        outcome = self._outcomes.get(number) if place is Place.LINE else _LEFT_OUT
        return RowView(
            number=number,
            place=place,
            cells={column: self._cell(cell, becomes) for column, cell in sorted(row.cells.items())},
            hidden=row.hidden,
            outcome=outcome.outcome if outcome else None,
            meter=outcome.meter if outcome else None,
            becomes=becomes,
            changes=self.result.changed.get(number, ()) if self.result else (),
            why=self._left_out.get(number, ""),
        )

    def _place(self, number: int) -> Place:
        if self.heading.top <= number <= self.heading.bottom:
            return Place.HEADING
        if number < self.heading.top:
            return Place.TITLE
        if self.result is None:
            return Place.LINE  # nothing was read yet: all below the heading may be lines
        return Place.LINE if number in self._outcomes else Place.LEFT_OUT

    def _cell(self, cell: Cell, becomes: Mapping[str, str]) -> CellView:
        mark, reason, data, stored = Mark.PLAIN, "", {}, ""
        column = self._by_column.get(cell.column)
        if column is not None and column.kept and column.field in becomes:
            stored = becomes[column.field]
            mark = Mark.TAKEN if stored == cell.text else Mark.ADJUSTED
            stored = "" if mark is Mark.TAKEN else stored
        for problem in self._by_cell.get(cell.address, ()):
            if _WEIGHTS[_MARKS[problem.severity]] > _WEIGHTS[mark]:
                mark, reason, data = _MARKS[problem.severity], problem.reason, dict(problem.data)
        if cell.address in self._questions and mark is not Mark.REFUSED:
            mark = Mark.QUESTION
        if not cell.text.strip():
            stored = ""
        return CellView(cell.text, mark, reason, data, stored, hidden=cell.hidden, note=cell.note)

    # --- looked up once -------------------------------------------------------------------------------------------

    @cached_property
    def _by_number(self) -> Mapping[int, Row]:
        return {row.number: row for row in self.sheet.rows}

    @cached_property
    def _by_column(self) -> Mapping[int, ColumnView]:
        return {column.column: column for column in self.columns}

    @cached_property
    def _lines(self) -> Mapping[int, RegisterRow | ClientRow]:
        if self.result is None:
            return {}
        lines: tuple[RegisterRow | ClientRow, ...] = (*self.result.preview.rows, *self.result.preview.clients)
        return {line.number: line for line in lines}

    @property
    def _outcomes(self) -> Mapping[int, LineOutcome]:
        return self.result.outcomes if self.result else {}

    @cached_property
    def _problems(self) -> Mapping[int, list[Problem]]:
        found: dict[int, list[Problem]] = defaultdict(list)
        for problem in self.result.problems if self.result else ():
            found[problem.row].append(problem)
        return found

    @cached_property
    def _by_cell(self) -> Mapping[str, list[Problem]]:
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.result.problems if self.result else ():
            found[problem.cell].append(problem)
        return found

    @cached_property
    def _questions(self) -> frozenset[str]:
        asked = self.result.preview.questions if self.result else ()
        return frozenset(question.cell for question in asked if not question.answer)

    @cached_property
    def _left_out(self) -> Mapping[int, str]:
        ignored = self.result.preview.ignored if self.result else ()
        places = ((left.place.partition(":")[0], left.why) for left in ignored if "!" not in left.place)
        return {int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0): why for place, why in places}


def texts_of(line: RegisterRow | ClientRow) -> dict[str, str]:
    """Register's field → the text that is stored; fields that the line says nothing of are not there."""
    if isinstance(line, ClientRow):
        values: dict[str, object] = {
            "form": line.form,
            "name": line.name,
            "email": line.email,
            "phone": line.phone,
            "contract": line.contract,
            "system": line.metering_system,
            "statement-day": line.statement_day,
            "registered": line.registered_on,
        }
    else:
        values = {
            "plot": line.plot,
            "owner": line.owner,
            "phone": line.phone,
            "contract": line.contract,
            "street": line.street,
            "power": line.max_watts,
            "comment": line.comment,
        }
        if line.meter is not None:
            values |= {
                "serial": line.meter.serial,
                "mac": line.meter.mac,
                "model": line.meter.model,
                "installed": line.meter.installed_on,
                "gateway": line.meter.gateway,
                "address": line.meter.address,
            }
    return {name: shown(value) for name, value in values.items() if value not in {"", None}}


def shown(value: object) -> str:
    """A value as a person reads it: dates as dd.mm.yyyy."""
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def sheets_of(workbook: Workbook, chosen: Sheet) -> tuple[SheetView, ...]:
    """The sheets to choose from."""
    return tuple(
        SheetView(sheet.name, len(sheet.rows), sheet.width, hidden=sheet.hidden, chosen=sheet is chosen)
        for sheet in workbook.sheets
    )


def columns_of(matches: Sequence[ColumnMatch], heading: Heading, kind: RegisterKind) -> tuple[ColumnView, ...]:
    """The columns as they were matched."""
    return tuple(
        ColumnView(
            column=match.column,
            letter=match.letter,
            heading=match.heading,
            heading_key=heading_key(heading, match.column),
            field=match.field.value if match.field else "",
            by="told" if match.told else "remembered" if match.remembered else "guessed",
            confidence=match.confidence,
            evidence=match.evidence,
            why=match.why,
            other=match.other,
            unit=match.unit,
            hidden=match.hidden,
            filled=match.filled,
            kept=match.field is not None and match.field not in NOT_KEPT[kind],
        )
        for match in matches
    )
