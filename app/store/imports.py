"""Imports that were applied, and the rows that each of them brought."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.changes import Subject
from app.services.ports import ImportRecord
from app.store.rows import ClientRow, ImportRow, MeterRow, SubscriberRow

_KINDS: dict[Subject, type[ClientRow | SubscriberRow | MeterRow]] = {
    Subject.CLIENT: ClientRow,
    Subject.SUBSCRIBER: SubscriberRow,
    Subject.METER: MeterRow,
}
_AT_ONCE = 500
"""Ids in one statement, under SQLite's bound on parameters."""


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
        return _record_of(row)

    def mark(self, subject: Subject, ids: Sequence[int], import_id: int) -> None:
        """Note which import brought the rows."""
        kind = _KINDS[subject]
        for start in range(0, len(ids), _AT_ONCE):
            self._session.execute(
                update(kind).where(kind.id.in_(ids[start : start + _AT_ONCE])).values(import_id=import_id),
                execution_options={"synchronize_session": False},
            )

    def all(self) -> Sequence[ImportRecord]:
        """All, the newest first."""
        return [_record_of(row) for row in self._session.scalars(select(ImportRow).order_by(ImportRow.id.desc()))]

    def source_of(self, subject: Subject, row_id: int) -> ImportRecord | None:
        """The import that brought the row."""
        kind = _KINDS[subject]
        row = self._session.scalar(
            select(ImportRow).join(kind, kind.import_id == ImportRow.id).where(kind.id == row_id)
        )
        return None if row is None else _record_of(row)


def _record_of(row: ImportRow) -> ImportRecord:
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
