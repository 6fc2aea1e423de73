"""Everything an import's screen says of cells, rows, columns and counts, in the current language; no widgets."""

from collections.abc import Iterable
from typing import Final

from app.domain.registers.preview import Problem, Question, RegisterKind, Severity
from app.services.import_orders import ImportResult, Outcome
from app.services.import_views import CellView, ColumnView, Place, RowView
from app.services.ports.imports import FieldChange
from app.texts import Texts
from app.texts.speech import say_number
from ui.screens.imports.columns_header import ColumnHead, FieldChoice
from ui.screens.imports.prepared import Prepared

OUTCOME: Final = "outcome"
METER: Final = "meter"
WHY: Final = "why"
GUESS: Final = "guess"
IGNORE: Final = "ignore"
_PERCENT: Final = 100
_ASIDE: Final = Outcome.LEFT_OUT
_UNITS: Final = {"kW": "power-kw", "W": "power-w"}


class ImportWords:
    """Sentences of the preview."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    # --- problems -------------------------------------------------------------------------------------------------

    def reason(self, reason: str, data: object) -> str:
        """Why, in words; a reason that nobody worded yet is said as such."""
        key = next((key for key in _reason_keys(reason) if self.texts.has(key)), "")
        if not key or not isinstance(data, dict):
            return self.texts("imports-reason-unworded", reason=reason)
        return self.texts(key, **data)

    def problem(self, problem: Problem) -> str:
        """`E40 «MAC-адрес» «8В14…»: буква «О» … русская`."""
        said = self.reason(problem.reason, dict(problem.data))
        return self.texts(
            "imports-problem",
            cell=problem.cell,
            heading=problem.heading or "none",
            value=problem.value or "none",
            reason=said,
        )

    def cell(self, address: str, row: RowView, cell: CellView) -> str:
        """A cell's tooltip: what stands there, what is wrong with it, what it becomes."""
        parts = [f"{address}: {cell.text}"]
        if cell.reason:
            parts.append(self.reason(cell.reason, dict(cell.data)))
        if cell.becomes:
            parts.append(self.texts("imports-cell-becomes", value=cell.becomes))
        if cell.note:
            parts.append(self.texts("imports-cell-note", note=cell.note))
        if row.place is Place.LEFT_OUT and row.why:
            parts.append(self.left_out(row))
        return "\n".join(parts) if len(parts) > 1 or len(cell.text) > 12 else ""

    def left_out(self, row: RowView) -> str:
        """Why a row is no line of the register."""
        key = f"import-ignored-{row.why}"
        return self.texts(key) if row.why and self.texts.has(key) else ""

    # --- the right side -------------------------------------------------------------------------------------------

    def outcome_keys(self, prepared: Prepared) -> tuple[str, ...]:
        """The right side's columns; asked for every cell that is painted."""
        if prepared.result is None:
            return (OUTCOME,)
        meter = (METER,) if prepared.kind is RegisterKind.SUBSCRIBERS else ()
        first = prepared.fields[:1]  # the plot, or the client's name: what one looks for
        return (OUTCOME, *meter, *first, WHY, *prepared.fields[1:])

    def outcome_title(self, key: str) -> str:
        """The heading of one."""
        if key in (OUTCOME, METER, WHY):
            return self.texts(f"imports-column-{key}")
        return self.field(key)

    def outcome_samples(self) -> list[str]:
        """All that may stand in the columns of outcomes of a line."""
        return [self.texts(f"imports-outcome-{outcome.value}") for outcome in Outcome if outcome is not _ASIDE]

    def outcome(self, prepared: Prepared, row: RowView, key: str) -> str:
        """The text of one cell on the right."""
        if row.place is not Place.LINE:
            return self._place(row) if key == OUTCOME else ""
        if key == OUTCOME:
            return self.texts(f"imports-outcome-{row.outcome.value}") if row.outcome else ""
        if key == METER:
            return self.texts(f"imports-outcome-{row.meter.value}") if row.meter else ""
        if key == WHY:
            return self.why(prepared, row)
        change = next((change for change in row.changes if change.field == key), None)
        if change is not None:
            return self.texts("imports-changed-value", old=self.value(key, change.old), new=self.value(key, change.new))
        if key == prepared.fields[0] and key not in row.becomes:
            return self._called(prepared, row)  # not taken, but one must know which it is
        return self.value(key, row.becomes.get(key, ""))

    def _place(self, row: RowView) -> str:
        if row.place is Place.LEFT_OUT:
            return self.left_out(row)
        return self.texts(f"imports-place-{row.place.value}")

    def why(self, prepared: Prepared, row: RowView) -> str:
        """What changes, or why the line is not taken: short, the rest is said below the tables."""
        problems = prepared.by_row.get(row.number, ())
        bad = [problem for problem in problems if problem.severity is not Severity.WARNING]
        said = [self.reason(problem.reason, dict(problem.data)) for problem in bad or problems]
        said += [self.change(change) for change in row.changes]
        return "; ".join(dict.fromkeys(said))

    def change(self, change: FieldChange) -> str:
        """`телефон: было «…», станет «…»`."""
        return self.texts(
            "imports-change",
            field=self.field(change.field),
            old=self.value(change.field, change.old) or self.texts("imports-nothing"),
            new=self.value(change.field, change.new) or self.texts("imports-nothing"),
        )

    def value(self, field: str, value: str) -> str:
        """Watts with their unit; the rest as it stands."""
        if field == "power" and value.isdigit():
            return self.texts("imports-watts", watts=say_number(int(value)))
        return value

    def field(self, name: str) -> str:
        """A register's field; the desk's own fields that no register has are worded likewise."""
        key = f"import-field-{name}"
        return self.texts(key) if self.texts.has(key) else name

    def explanation(self, prepared: Prepared, row: RowView) -> str:
        """All that there is to say of the current row."""
        texts = self.texts
        if row.place is not Place.LINE:
            return texts("imports-row-left", row=row.number, what=self._place(row) or texts("imports-place-blank"))
        what = self._called(prepared, row)
        outcome = texts(f"imports-outcome-{row.outcome.value}") if row.outcome else texts("imports-outcome-unread")
        lines = [texts("imports-row", row=row.number, kind=prepared.kind.value, what=what or "none", outcome=outcome)]
        if row.meter is not None and prepared.kind is RegisterKind.SUBSCRIBERS:
            meter = texts(f"imports-outcome-{row.meter.value}")
            lines[0] += " " + texts("imports-row-meter", serial=row.becomes.get("serial", "") or "none", outcome=meter)
        lines += [self.problem(problem) for problem in prepared.by_row.get(row.number, ())]
        lines += [self.change(change) for change in row.changes]
        adjusted = [
            texts(
                "imports-adjusted",
                heading=self._heading(prepared, column),
                text=cell.text,
                value=self.value(self._field_of(prepared, column), cell.becomes),
            )
            for column, cell in row.cells.items()
            if cell.becomes
        ]
        return "\n".join([*lines, *adjusted])

    def _called(self, prepared: Prepared, row: RowView) -> str:
        """The plot or the client's name; of a line that is not taken, as the file has it."""
        field = "name" if prepared.kind is RegisterKind.CLIENTS else "plot"
        column = next((view.column for view in prepared.review.columns if view.field == field), 0)
        cell = row.cells.get(column)
        return row.becomes.get(field) or (cell.text.strip() if cell is not None else "")

    def _field_of(self, prepared: Prepared, column: int) -> str:
        return next((view.field for view in prepared.review.columns if view.column == column), "")

    def _heading(self, prepared: Prepared, column: int) -> str:
        return next((view.heading or view.letter for view in prepared.review.columns if view.column == column), "")

    def remarks(self, prepared: Prepared) -> str:
        """What concerns whole columns and the sheet."""
        return "\n".join(self.problem(problem) for problem in prepared.remarks)

    # --- columns --------------------------------------------------------------------------------------------------

    def choices(self, prepared: Prepared) -> list[FieldChoice]:
        """What a column may be taken for, in the order of people's registers: as guessed, fields, not taken."""
        known = prepared.review.choices
        order = [name for name in prepared.review.fields if name in known]
        rest = sorted((name for name in known if name not in {*order, GUESS, IGNORE, *_UNITS.values()}), key=self.field)
        choices = [FieldChoice(GUESS, self.texts("imports-choice-guess"))]
        for name in [*order, *rest]:
            choices.append(FieldChoice(name, self.field(name)))
            if name == "power":
                choices += [FieldChoice(unit, self.texts(f"imports-choice-{unit}")) for unit in _UNITS.values()]
        return [*choices, FieldChoice(IGNORE, self.texts("imports-choice-ignore"))]

    def head(self, column: ColumnView) -> ColumnHead:
        """What stands above one column."""
        texts = self.texts
        by = column.by if column.field or column.by == "told" else "none"
        state = texts(f"imports-by-{by}")
        if column.field and not column.kept:
            state = texts("imports-by-not-kept", by=state)
        value = column.field or IGNORE
        field = self.field(column.field) if column.field else texts("imports-choice-ignore")
        tip = [texts("imports-column-tip", letter=column.letter, heading=column.heading or "none", field=field)]
        if column.field:
            tip.append(self._how(column))
            if not column.kept:
                tip.append(texts("import-not-stored"))
        elif texts.has(f"import-column-{column.why}"):
            tip.append(texts(f"import-column-{column.why}", other=column.other))
        if column.hidden:
            tip.append(texts("imports-column-hidden"))
        return ColumnHead(
            letter=column.letter,
            value=value,
            state=state,
            name=texts("imports-column-name", letter=column.letter, heading=column.heading or "none", state=state),
            tip="\n".join(tip),
            strong=column.by == "told",
        )

    def _how(self, column: ColumnView) -> str:
        said = self.texts(f"imports-by-{column.by}")
        if column.by != "guessed":
            return said
        return self.texts("imports-guessed-tip", percent=round(column.confidence * _PERCENT))

    def blank_head(self, letter: str) -> ColumnHead:
        """A column that holds nothing."""
        state = self.texts("imports-by-none")
        name = self.texts("imports-column-name", letter=letter, heading="none", state=state)
        return ColumnHead(letter, IGNORE, state, name, "")

    # --- counts ---------------------------------------------------------------------------------------------------

    def counts(self, prepared: Prepared) -> str:
        """`207 абонентов: 200 новых, 3 изменятся, 4 как есть; 202 счётчика: …; не взято 5 строк.`"""
        result = prepared.result
        if result is None:
            return ""
        parts = [self._tally(result, name) for name in result.tallies]
        lost, partly = prepared.lost_lines, prepared.partly_lost
        if lost:
            parts.append(self.texts("imports-lost", n=lost))
        if partly:
            parts.append(self.texts("imports-partly", n=partly))
        return "; ".join(parts) + "."

    def _tally(self, result: ImportResult, name: str) -> str:
        tally = result.tallies[name]
        pairs = (("new", tally.added), ("changed", tally.updated), ("same", tally.same))
        said = [self.texts(f"imports-count-{key}", n=n) for key, n in pairs if n]
        what = self.texts(f"import-taken-{name}", n=tally.taken)
        if len(said) == 1:
            key = next(key for key, n in pairs if n)
            return self.texts("imports-counted", what=what, parts=self.texts(f"imports-all-{key}", n=tally.taken))
        return self.texts("imports-counted", what=what, parts=", ".join(said)) if said else what

    def deed(self, result: ImportResult) -> str:
        """The button: what will be taken; "" where nothing would change."""
        counted = {name: tally.added + tally.updated for name, tally in result.tallies.items()}
        if not any(counted.values()):
            return ""
        what = [self.texts(f"imports-take-{name}", n=n) for name, n in counted.items() if n]
        return self.texts("imports-take", what=self.texts("imports-and").join(what))

    def took(self, result: ImportResult) -> str:
        """What the window says when it was done."""
        counted = {name: tally.added + tally.updated for name, tally in result.tallies.items()}
        what = [self.texts(f"import-taken-{name}", n=n) for name, n in counted.items() if n]
        return self.texts("imports-took", what=self.texts("imports-and").join(what), id=result.import_id or 0)

    # --- questions ------------------------------------------------------------------------------------------------

    def question(self, question: Question) -> str:
        """The question as the command line words it, with its cell."""
        words = self.texts(f"import-question-{question.kind}", plot=question.plot, text=question.text)
        return self.texts("imports-question", cell=question.cell, words=words)

    def answers(self, question: Question) -> Iterable[tuple[str, str]]:
        """Each answer and its word."""
        return [(answer, self.texts(f"import-answer-{answer}")) for answer in question.answers]


def _reason_keys(reason: str) -> tuple[str, str]:
    """This screen's own words where the command line's name its options."""
    return f"imports-reason-{reason}", f"import-reason-{reason}"
