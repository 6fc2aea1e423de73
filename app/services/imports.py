"""Taking a register into the desk: a preview first, then the same again for good; nothing is half taken.

A preview runs the very code of an import and writes nothing, so that what it says is what will happen.
What the database knows otherwise than the file is named by cell and not changed, unless `overwrite` says so.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from app.domain.changes import Subject
from app.domain.desk import Client, Operator
from app.domain.errors import Refusal
from app.domain.progress import IsCancelled, Progress, Steps
from app.domain.registers.clients import read_clients
from app.domain.registers.columns import GUESS, heading_key, told_of
from app.domain.registers.preview import Part, RegisterKind, RegisterPreview, Severity
from app.domain.registers.reading import choose_sheet, known_fields, read_register
from app.services.acting import acting, put_event
from app.services.import_orders import ImportOrder, ImportResult, LineOutcome, Outcome, line_outcome
from app.services.import_review import ImportReview, columns_of, sheets_of
from app.services.importing import TOUCHED_ONE_BY_ONE, ClientTaker, Taker, named_client, title_problems
from app.services.importing_registers import RegisterTaker
from app.services.ports.imports import NOT_TAKEN_KEPT, ImportRecord, RememberedColumn
from app.services.ports.unit_of_work import UnitOfWork
from app.services.taking_back import Depended, can_take_back, forget_column, take_back
from app.services.transactions import transaction

__all__ = [
    "Depended",
    "ImportOrder",
    "ImportResult",
    "ImportReview",
    "apply",
    "can_take_back",
    "forget_column",
    "preview",
    "review",
    "take_back",
]


def preview(
    uow: UnitOfWork,
    *,
    order: ImportOrder,
    by: Operator,
    now: datetime,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportResult:
    """What `apply` would do; nothing is kept.

    Raises:
        Refusal: import-*, sheet-*, client-unknown, client-ambiguous (as `apply`, save import-client-missing), cancelled.
    """
    with uow.reading():
        return _run(uow, order, by, now, Steps(progress, is_cancelled), for_good=False)


def review(
    uow: UnitOfWork,
    *,
    order: ImportOrder,
    by: Operator,
    now: datetime,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportReview:
    """The same for a screen: the sheet with its marks beside what each line becomes.

    Where the register cannot be read yet (no heading, a column missing, a word that nobody knows), the review comes
    all the same, with the `refusal`.

    Raises:
        Refusal: sheet-empty, import-sheet-unknown, client-unknown, client-ambiguous, cancelled.
    """
    with uow.reading():
        remembered = _remembered(uow, order)
        result, refusal = None, None
        try:
            result = _run(uow, order, by, now, Steps(progress, is_cancelled), for_good=False)
        except Refusal as refused:
            if not refused.code.startswith("import-") or refused.code == "import-sheet-unknown":
                raise
            refusal = refused
    known = known_fields(order.kind)
    if result is not None:
        sheet = next(sheet for sheet in order.workbook.sheets if sheet.name == result.preview.sheet)
        heading, matches = result.preview.heading, result.preview.columns
    else:
        try:
            choice = choose_sheet(
                order.workbook, known, order.told, order.sheet, remembered=remembered, need_heading=False
            )
        except Refusal:  # what was told cannot be followed: the columns are shown as they are without it
            choice = choose_sheet(order.workbook, known, {}, order.sheet, remembered=remembered, need_heading=False)
        sheet, heading, matches = choice.sheet, choice.heading, choice.columns
    return ImportReview(
        order=order,
        sheet=sheet,
        heading=heading,
        sheets=sheets_of(order.workbook, sheet),
        columns=columns_of(matches, heading, order.kind),
        result=result,
        refusal=refusal,
    )


@transaction
def apply(
    uow: UnitOfWork,
    *,
    order: ImportOrder,
    by: Operator,
    now: datetime,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportResult:
    """Take every good line in one transaction, and record the file, its hash, the operator and the counts.

    What was told of columns is kept in mind for the next register of that kind.

    Raises:
        Refusal: operator-may-not, operator-locked, import-* (see `read_register`), import-client-missing,
            client-unknown, client-ambiguous, cancelled (then nothing was taken).
    """
    with acting(uow, by):
        return _run(uow, order, by, now, Steps(progress, is_cancelled), for_good=True)


def _run(
    uow: UnitOfWork, order: ImportOrder, by: Operator, now: datetime, steps: Steps, *, for_good: bool
) -> ImportResult:
    read = _read(order, uow.office.day_of(now), _remembered(uow, order), steps)
    client = named_client(uow, order.client, read) if order.kind is not RegisterKind.CLIENTS else None
    if client is None and order.kind is not RegisterKind.CLIENTS and for_good:
        raise Refusal("import-client-missing")
    record = uow.imports.add(_record(order, by, now)) if for_good else None
    taker = _taker(uow, read, order, client, by=by, now=now)
    taker.import_id, taker.steps = record.id if record else None, steps
    tallies = taker.take()
    titles = title_problems(read, client) if client else []
    problems = (*titles, *sorted([*read.problems, *taker.problems], key=lambda problem: problem.row))
    result = ImportResult(read, client, problems, tallies, outcomes_of(read, taker), taker.changed)
    if record is None:
        return result
    record = replace(record, taken=result.taken, refused=len(result.not_taken), details=_details(order, result))
    uow.imports.complete(record)
    uow.events.append_all(taker.events(record.id))
    put_event(
        uow,
        (Subject.IMPORT.value, record.id),
        "import",
        by=by.id,
        now=now,
        to_state=record.what,
        why=record.file_name,
        data={"sha256": record.sha256, "taken": record.taken, "refused": record.refused},
    )
    uow.touch(Subject.IMPORT, record.id)
    if client is not None and taker.noted > TOUCHED_ONE_BY_ONE:
        uow.touch(Subject.CLIENT, client.id)
    _remember(uow, order, read, by, now)
    return replace(result, applied=True, changes=uow.commit(), import_id=record.id)


def _taker(
    uow: UnitOfWork, read: RegisterPreview, order: ImportOrder, client: Client | None, *, by: Operator, now: datetime
) -> ClientTaker | RegisterTaker:
    if order.kind is RegisterKind.CLIENTS:
        return ClientTaker(uow, read, order.overwrite, by, now)
    return RegisterTaker(uow, read, order.overwrite, by, now, client=client, driver=order.driver, gateway=order.gateway)


def _record(order: ImportOrder, by: Operator, now: datetime) -> ImportRecord:
    return ImportRecord(
        what=order.kind.value,
        file_name=order.file_name,
        sha256=order.workbook.sha256,
        at=now,
        operator_id=by.id,
        taken=0,
        refused=0,
        details={},
    )


def _remember(uow: UnitOfWork, order: ImportOrder, read: RegisterPreview, by: Operator, now: datetime) -> None:
    """Keep what was told of headings; `guess` forgets."""
    kind = order.kind.value
    for match, said in told_of(read.columns, read.heading, order.told):
        key = heading_key(read.heading, match.column)
        if not key:
            continue  # a column without a heading cannot be known again
        if said == GUESS:
            uow.imports.forget(kind, key)
        else:
            uow.imports.remember(RememberedColumn(kind, key, said, by.id, now))


def _remembered(uow: UnitOfWork, order: ImportOrder) -> Mapping[str, str]:
    return {column.heading_key: column.said for column in uow.imports.remembered(order.kind.value)}


def _read(order: ImportOrder, today: date, remembered: Mapping[str, str], steps: Steps) -> RegisterPreview:
    """The register as read; what a preview has read a moment ago is not read again."""
    said = (dict(order.told), dict(remembered), dict(order.answers))
    asked = (order.kind, order.sheet, today, said)
    kept = order.workbook.memo.get("read")
    if kept is not None and kept[0] == asked:
        read: RegisterPreview = kept[1]
        return read
    read = _read_anew(order, today, remembered, steps)
    order.workbook.memo["read"] = (asked, read)
    return read


def _read_anew(order: ImportOrder, today: date, remembered: Mapping[str, str], steps: Steps) -> RegisterPreview:
    if order.kind is RegisterKind.CLIENTS:
        return read_clients(
            order.workbook, today=today, told=order.told, remembered=remembered, sheet=order.sheet, steps=steps
        )
    return read_register(
        order.workbook,
        kind=order.kind,
        today=today,
        told=order.told,
        remembered=remembered,
        answers=order.answers,
        sheet=order.sheet,
        steps=steps,
    )


def _details(order: ImportOrder, result: ImportResult) -> dict[str, object]:
    """What is kept with the record: counts, columns and the cells not taken; no personal data."""
    return {
        "client": result.client.id if result.client else None,
        "sheet": result.preview.sheet,
        "encoding": order.workbook.encoding,
        "columns": {m.letter: [m.heading, m.field.value] for m in result.preview.columns if m.field},
        "tallies": {name: [tally.added, tally.updated, tally.same] for name, tally in result.tallies.items()},
        "not_taken": [[p.cell, p.reason, _without_persons(p.data)] for p in result.not_taken[:NOT_TAKEN_KEPT]],
        "answers": {question.cell: question.answer for question in result.preview.questions if question.answer},
    }


def outcomes_of(read: RegisterPreview, taker: Taker) -> dict[int, LineOutcome]:
    """What becomes of each line: what the database said of those that could be read, and the others' own fault."""
    outcomes = taker.outcomes
    lost = {problem.row: Outcome.NOT_TAKEN for problem in read.not_taken if problem.row not in outcomes}
    lost |= {p.row: Outcome.HELD for p in read.problems if p.severity is Severity.HELD and p.row not in outcomes}
    lost.pop(0, None)
    outcomes |= {row: line_outcome(outcome) for row, outcome in lost.items()}
    for problem in read.not_taken:
        line = outcomes.get(problem.row)
        if problem.part is Part.METER and line is not None and line.meter is None and problem.row not in lost:
            outcomes[problem.row] = line_outcome(line.outcome, Outcome.NOT_TAKEN)
    return outcomes


def _without_persons(data: Mapping[str, object]) -> dict[str, object]:
    """A reason's data without what may be somebody's name or telephone: the record is kept, persons can be erased."""
    return {name: "…" if name == "stored" else value for name, value in data.items()}
