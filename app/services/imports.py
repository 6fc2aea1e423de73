"""Taking a register into the desk: a preview first, then the same again for good; nothing is half taken.

A preview runs the very transaction of an import and does not commit it, so that what it says is what will happen.
What the database knows otherwise than the file is named by cell and not changed, unless `overwrite` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.audit import EventEntry
from app.domain.changes import Changes, Subject
from app.domain.desk import Client, Operator
from app.domain.errors import Refusal
from app.domain.registers.clients import read_clients
from app.domain.registers.preview import Problem, RegisterKind, RegisterPreview, Severity
from app.domain.registers.reading import read_register
from app.domain.registers.sheet import Workbook
from app.services.acting import must_act
from app.services.importing import ClientTaker, Tally, named_client, title_problems
from app.services.importing_registers import RegisterTaker
from app.services.ports import ImportRecord, UnitOfWork


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be imported and how it is to be read.

    `client`: the partnership's name; where None, the file's title tells it. `told`: heading or letter → field;
    `answers`: cell → answer; `overwrite`: the file wins over the database; `driver`, `gateway`: of meters whose
    register names none.
    """

    workbook: Workbook
    kind: RegisterKind
    file_name: str
    client: str | None = None
    sheet: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    overwrite: bool = False
    driver: str = ""
    gateway: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came, or would come, of it. `tallies` by what was counted: clients, subscribers, meters.

    `taken` counts the lines that the desk holds (or would hold) as the file says: clients, subscribers, or for an
    import of meters the meters. `problems` are the register's and the database's, in the order of rows.
    """

    preview: RegisterPreview
    client: Client | None
    problems: tuple[Problem, ...]
    tallies: Mapping[str, Tally]
    applied: bool = False
    changes: Changes = field(default_factory=Changes)
    import_id: int | None = None

    @property
    def taken(self) -> int:
        return self.tallies[self.preview.kind.value].taken

    @property
    def not_taken(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is not Severity.WARNING)


def preview(uow: UnitOfWork, *, order: ImportOrder, by: Operator, now: datetime) -> ImportResult:
    """What `apply` would do; nothing is kept.

    Raises:
        Refusal: import-*, sheet-*, client-unknown, client-ambiguous (as `apply`, save import-client-missing).
    """
    with uow:
        return _run(uow, order, by, now, for_good=False)


def apply(uow: UnitOfWork, *, order: ImportOrder, by: Operator, now: datetime) -> ImportResult:
    """Take every good line in one transaction, and record the file, its hash, the operator and the counts.

    Raises:
        Refusal: operator-may-not, operator-locked, import-* (see `read_register`), import-client-missing,
            client-unknown, client-ambiguous.
    """
    must_act(by)
    with uow:
        return _run(uow, order, by, now, for_good=True)


def _run(uow: UnitOfWork, order: ImportOrder, by: Operator, now: datetime, *, for_good: bool) -> ImportResult:
    read = _read(order, uow.office.day_of(now))
    client: Client | None = None
    taker: ClientTaker | RegisterTaker
    if order.kind is RegisterKind.CLIENTS:
        taker = ClientTaker(uow, read, order.overwrite, by, now)
    else:
        client = named_client(uow, order.client, read)
        if client is None and for_good:
            raise Refusal("import-client-missing")
        taker = RegisterTaker(
            uow, read, order.overwrite, by, now, client=client, driver=order.driver, gateway=order.gateway
        )
    tallies = taker.take()
    titles = title_problems(read, client) if client else []
    problems = (*titles, *sorted([*read.problems, *taker.problems], key=lambda problem: problem.row))
    result = ImportResult(read, client, problems, tallies)
    if not for_good:
        return result
    record = uow.imports.add(
        ImportRecord(
            what=order.kind.value,
            file_name=order.file_name,
            sha256=order.workbook.sha256,
            at=now,
            operator_id=by.id,
            taken=result.taken,
            refused=len(result.not_taken),
            details=_details(result),
        )
    )
    taker.record(record.id)
    for subject, ids in taker.added.items():
        uow.imports.mark(subject, ids, record.id)
    uow.events.append(_event(uow, record, by))
    uow.touch(Subject.IMPORT, record.id)
    return ImportResult(read, client, problems, tallies, applied=True, changes=uow.commit(), import_id=record.id)


def _read(order: ImportOrder, today: date) -> RegisterPreview:
    if order.kind is RegisterKind.CLIENTS:
        return read_clients(order.workbook, today=today, told=order.told, sheet=order.sheet)
    return read_register(
        order.workbook, kind=order.kind, today=today, told=order.told, answers=order.answers, sheet=order.sheet
    )


def _details(result: ImportResult) -> dict[str, object]:
    """What is kept with the record: counts, columns and the cells not taken; no personal data."""
    return {
        "client": result.client.id if result.client else None,
        "sheet": result.preview.sheet,
        "columns": {match.letter: match.field.value for match in result.preview.columns if match.field},
        "tallies": {name: [tally.added, tally.updated, tally.same] for name, tally in result.tallies.items()},
        "not_taken": [[problem.cell, problem.reason] for problem in result.not_taken],
        "answers": {question.cell: question.answer for question in result.preview.questions if question.answer},
    }


def _event(uow: UnitOfWork, record: ImportRecord, by: Operator) -> EventEntry:
    return EventEntry(
        at=record.at,
        operator_id=by.id,
        console=uow.console,
        subject=Subject.IMPORT.value,
        subject_id=record.id,
        action="import",
        to_state=record.what,
        why=record.file_name,
        data={"sha256": record.sha256, "taken": record.taken, "refused": record.refused},
    )
