"""The journal of imports, and one import with what it did."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from app.domain.changes import Subject
from app.domain.errors import Refusal
from app.services.ports.imports import (
    ChangedRow,
    FieldChange,
    ImportDetails,
    ImportLine,
    ImportRecord,
    NotTaken,
    TakenBack,
)
from app.store.convert import client_of
from app.store.import_undo import dependences_of
from app.store.imports import record_of
from app.store.rows import (
    ClientRow,
    ImportChangeRow,
    ImportReversalRow,
    ImportRow,
    MeterRow,
    OperatorRow,
    SubscriberRow,
)
from app.store.session import Session


def import_lines(session: Session) -> list[ImportLine]:
    """All, the newest first."""
    return _lines(session, _imports().order_by(ImportRow.id.desc()))


def import_details(session: Session, import_id: int, *, first: int, count: int) -> ImportDetails:
    """One, with a window of what it did.

    Raises:
        Refusal: import-unknown.
    """
    lines = _lines(session, _imports().where(ImportRow.id == import_id))
    if not lines:
        raise Refusal("import-unknown", id=import_id)
    mine = ImportChangeRow.import_id == import_id
    rows = session.execute(
        select(ImportChangeRow.subject, ImportChangeRow.subject_id, ImportChangeRow.version, ImportChangeRow.before)
        .where(mine)
        .order_by(ImportChangeRow.id)
        .offset(first)
        .limit(count)
    ).all()
    return ImportDetails(
        line=lines[0],
        not_taken=_not_taken(lines[0].record),
        changes=_changed_rows(session, rows),
        changes_total=session.scalar(select(func.count()).select_from(ImportChangeRow).where(mine)) or 0,
        dependences=() if lines[0].taken_back else tuple(dependences_of(session, import_id)),
    )


def _imports() -> Any:  # a statement of three things, whose type this version of SQLAlchemy spells out
    return (
        select(ImportRow, OperatorRow.name, ImportReversalRow)
        .outerjoin(OperatorRow, OperatorRow.id == ImportRow.operator_id)
        .outerjoin(ImportReversalRow, ImportReversalRow.import_id == ImportRow.id)
    )


def _lines(session: Session, statement: Any) -> list[ImportLine]:
    names = {row.id: row.name for row in session.execute(select(OperatorRow.id, OperatorRow.name))}
    clients = {row.id: client_of(row).full_name for row in session.scalars(select(ClientRow))}
    lines = []
    for row, who, reversal in session.execute(statement):
        back = TakenBack(reversal.at, names.get(reversal.operator_id, ""), reversal.why) if reversal else None
        lines.append(ImportLine(record_of(row), who or "", clients.get(row.details.get("client"), ""), back))
    return lines


def _not_taken(record: ImportRecord) -> tuple[NotTaken, ...]:
    kept: Any = record.details.get("not_taken", ())
    columns: Any = record.details.get("columns", {})
    found = []
    for cell, reason, *more in kept:
        column = columns.get(cell.rstrip("0123456789"))
        heading = column[0] if isinstance(column, list) else ""
        found.append(NotTaken(cell, heading, reason, more[0] if more else {}))
    return tuple(found)


def _changed_rows(session: Session, rows: Sequence[Row[Any]]) -> tuple[ChangedRow, ...]:
    from app.services.importing import REGISTER_FIELDS  # with all that reads registers: not at every start

    kinds: Mapping[str, tuple[Any, str]] = {
        Subject.CLIENT.value: (ClientRow, "name"),
        Subject.SUBSCRIBER.value: (SubscriberRow, "plot"),
        Subject.METER.value: (MeterRow, "serial"),
    }
    stored: dict[tuple[str, int], Any] = {}
    for subject, (kind, _) in kinds.items():
        ids = [row.subject_id for row in rows if row.subject == subject]
        for start in range(0, len(ids), 500):
            found = session.scalars(select(kind).where(kind.id.in_(ids[start : start + 500])))
            stored |= {(subject, row.id): row for row in found}
    changed = []
    for row in rows:
        now = stored.get((row.subject, row.subject_id))
        is_as_left = now is not None and now.version == row.version
        changes = tuple(
            FieldChange(REGISTER_FIELDS.get(name, name), _text(old), _text(getattr(now, name)) if is_as_left else "")
            for name, old in (row.before or {}).items()
        )
        label = getattr(now, kinds[row.subject][1]) if now is not None else ""
        changed.append(ChangedRow(Subject(row.subject), row.subject_id, label, row.before is None, is_as_left, changes))
    return tuple(changed)


def _text(value: object) -> str:
    return "" if value is None else str(value)
