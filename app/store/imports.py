"""Imports that were applied, the rows that each of them brought, and the headings kept in mind."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select, update

from app.domain.changes import Subject
from app.domain.errors import Refusal
from app.services.ports.imports import Dependence, ImportRecord, RememberedColumn, RowChange
from app.store.import_undo import dependences_of, undo_import
from app.store.rows import (
    ClientRow,
    ImportChangeRow,
    ImportReversalRow,
    ImportRow,
    MeterRow,
    RememberedColumnRow,
    SubscriberRow,
)
from app.store.session import Session

KINDS: dict[Subject, type[ClientRow | SubscriberRow | MeterRow]] = {
    Subject.CLIENT: ClientRow,
    Subject.SUBSCRIBER: SubscriberRow,
    Subject.METER: MeterRow,
}
_ROWS_AT_ONCE = 2000

T = TypeVar("T")


class StoredImports:
    """`ImportRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: ImportRecord) -> ImportRecord:
        """Store it."""
        row = ImportRow(
            what=record.what,
            file_name=record.file_name,
            sha256=record.sha256,
            at=record.at,
            operator_id=record.operator_id,
            taken=record.taken,
            refused=record.refused,
            details=dict(record.details),
        )
        self._session.add(row)
        self._session.flush()
        return record_of(row)

    def get(self, import_id: int) -> ImportRecord:
        """By id."""
        row = self._session.get(ImportRow, import_id)
        if row is None:
            raise Refusal("import-unknown", id=import_id)
        return record_of(row)

    def complete(self, record: ImportRecord) -> None:
        """Counts and details; the rows that it added bear its number."""
        self._session.execute(
            update(ImportRow)
            .where(ImportRow.id == record.id)
            .values(taken=record.taken, refused=record.refused, details=dict(record.details)),
            execution_options={"synchronize_session": False},
        )
        for subject in KINDS:
            self._mark(subject, record.id)

    def _mark(self, subject: Subject, import_id: int) -> None:
        kind = KINDS[subject]
        added = select(ImportChangeRow.subject_id).where(
            ImportChangeRow.import_id == import_id,
            ImportChangeRow.subject == subject.value,
            ImportChangeRow.before.is_(None),
        )
        self._session.execute(
            update(kind).where(kind.id.in_(added)).values(import_id=import_id),
            execution_options={"synchronize_session": False},
        )

    def count_changes(self, import_id: int) -> int:
        """How many rows it added or changed."""
        mine = select(func.count()).select_from(ImportChangeRow).where(ImportChangeRow.import_id == import_id)
        return int(self._session.execute(mine).scalar_one())

    def all(self) -> Sequence[ImportRecord]:
        """All, the newest first."""
        return [record_of(row) for row in self._session.scalars(select(ImportRow).order_by(ImportRow.id.desc()))]

    def source_of(self, subject: Subject, row_id: int) -> ImportRecord | None:
        """The import that brought the row."""
        kind = KINDS[subject]
        row = self._session.scalar(
            select(ImportRow).join(kind, kind.import_id == ImportRow.id).where(kind.id == row_id)
        )
        return None if row is None else record_of(row)

    def add_changes(self, import_id: int, changes: Iterable[RowChange]) -> None:
        """Keep what the import did."""
        table: Any = ImportChangeRow.__table__  # past the session: nobody reads these rows as objects
        for batch in batched(changes, _ROWS_AT_ONCE):
            self._session.connection().execute(
                insert(table),
                [
                    {
                        "import_id": import_id,
                        "subject": change.subject.value,
                        "subject_id": change.subject_id,
                        "version": change.version,
                        "before": None if change.before is None else dict(change.before),
                    }
                    for change in batch
                ],
            )

    def changes(self, import_id: int) -> Iterator[RowChange]:
        """What it did, streamed in order."""
        last = 0
        while rows := self._session.execute(
            select(ImportChangeRow.id, ImportChangeRow.subject, ImportChangeRow.subject_id, ImportChangeRow.version,
                   ImportChangeRow.before)
            .where(ImportChangeRow.import_id == import_id, ImportChangeRow.id > last)
            .order_by(ImportChangeRow.id)
            .limit(_ROWS_AT_ONCE)
        ).all():  # fmt: skip
            for row in rows:
                yield RowChange(Subject(row.subject), row.subject_id, row.version, row.before)
            last = rows[-1].id

    def dependences(self, import_id: int) -> Sequence[Dependence]:
        """What stands on it."""
        return dependences_of(self._session, import_id)

    def taken_back_at(self, import_id: int) -> datetime | None:
        """When it was taken back."""
        return self._session.scalar(select(ImportReversalRow.at).where(ImportReversalRow.import_id == import_id))

    def undo(self, import_id: int) -> None:
        """Delete what it added, restore what it changed."""
        undo_import(self._session, import_id)

    def add_reversal(self, import_id: int, *, at: datetime, operator_id: int, why: str) -> None:
        """Note it."""
        self._session.add(ImportReversalRow(import_id=import_id, at=at, operator_id=operator_id, why=why))
        self._session.flush()

    def remembered(self, kind: str) -> Sequence[RememberedColumn]:
        """Headings of that kind of register, by heading."""
        return remembered_of(self._session, kind)

    def remember(self, column: RememberedColumn) -> None:
        """Keep it, in place of what was kept of that heading."""
        self.forget(column.kind, column.heading_key)
        self._session.execute(
            insert(RememberedColumnRow).values(
                kind=column.kind,
                heading_key=column.heading_key,
                field=column.said,
                operator_id=column.operator_id,
                at=column.at,
            )
        )

    def forget(self, kind: str, heading_key: str) -> bool:
        """Drop one."""
        done = self._session.execute(
            delete(RememberedColumnRow).where(
                RememberedColumnRow.kind == kind, RememberedColumnRow.heading_key == heading_key
            )
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # a DELETE's result has it


def batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def remembered_of(session: Session, kind: str) -> list[RememberedColumn]:
    """Headings kept in mind, by heading."""
    rows = session.scalars(
        select(RememberedColumnRow).where(RememberedColumnRow.kind == kind).order_by(RememberedColumnRow.heading_key)
    )
    return [RememberedColumn(row.kind, row.heading_key, row.field, row.operator_id, row.at) for row in rows]


def record_of(row: ImportRow) -> ImportRecord:
    """A record as stored."""
    return ImportRecord(
        what=row.what,
        file_name=row.file_name,
        sha256=row.sha256,
        at=row.at,
        operator_id=row.operator_id,
        taken=row.taken,
        refused=row.refused,
        details=row.details,
        id=row.id,
    )
