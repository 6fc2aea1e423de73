"""What stands on an import, counted by the database, and the import undone in a few statements whatever its size."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, exists, func, select, update

from app.domain.changes import Subject
from app.services.ports.imports import Dependence
from app.services.ports.repositories import StaleVersion
from app.store.convert import (
    client_columns,
    client_of,
    meter_columns,
    meter_of,
    subscriber_columns,
    subscriber_of,
)
from app.store.refreshing import refresh_texts
from app.store.rows import (
    ClientRow,
    CommandRow,
    ImportChangeRow,
    ImportReversalRow,
    LetterRow,
    MeterRow,
    MeterStateRow,
    RequestRow,
    SubscriberRow,
)
from app.store.session import Session, aliased

Imported = ClientRow | SubscriberRow | MeterRow

_IN_ORDER: tuple[tuple[Subject, type[Imported]], ...] = (
    (Subject.METER, MeterRow),
    (Subject.SUBSCRIBER, SubscriberRow),
    (Subject.CLIENT, ClientRow),
)
"""What hangs on others first, so that nothing is deleted under its own."""
_LEFT_ALONE = {"id", "import_id"}
_AT_ONCE = 500


def dependences_of(session: Session, import_id: int) -> Sequence[Dependence]:
    """Each sort of thing that stands on the import, with its count; none of them: it can be taken back."""
    subscribers = _added(import_id, Subject.SUBSCRIBER)
    clients = _added(import_id, Subject.CLIENT)
    meters = _added(import_id, Subject.METER)
    counted = (
        ("requests", RequestRow.id, RequestRow.subscriber_id.in_(subscribers) | RequestRow.client_id.in_(clients)),
        ("commands", CommandRow.id, CommandRow.meter_id.in_(meters)),
        ("readings", MeterStateRow.meter_id, MeterStateRow.meter_id.in_(meters)),
        ("letters", LetterRow.id, LetterRow.client_id.in_(clients)),
        (
            "subscribers",
            SubscriberRow.id,
            and_(SubscriberRow.client_id.in_(clients), SubscriberRow.id.not_in(subscribers)),
        ),
        ("meters", MeterRow.id, and_(MeterRow.subscriber_id.in_(subscribers), MeterRow.id.not_in(meters))),
    )
    found = []
    for kind, column, where in counted:
        if n := _count(session, select(func.count(column)).where(where)):
            found.append(Dependence(kind, n))
    later = _later_imports(session, import_id)
    if later:
        found.append(Dependence("imports", len(later), {"imports": ", ".join(map(str, later))}))
    changed = sum(_count(session, _count_changed(import_id, *pair)) for pair in _IN_ORDER)
    if changed:
        found.append(Dependence("changed", changed))
    unprotected = _count(session, _count_unprotected(import_id))
    if unprotected:
        found.append(Dependence("protected", unprotected))
    return found


def _count(session: Session, statement: Select[Any]) -> int:
    return int(session.execute(statement).scalar_one())


def undo_import(session: Session, import_id: int) -> None:
    """Restore what the import changed, delete what it added; raises `StaleVersion` where a row is not as it left it."""
    searched = _searched(session, import_id)
    for subject, kind in _IN_ORDER:
        _restore(session, import_id, subject, kind)
    for subject, kind in _IN_ORDER:
        added = _changes(import_id, subject, added=True)
        wanted = session.scalar(select(func.count()).select_from(added.subquery())) or 0
        done = session.execute(
            delete(kind).where(
                exists(
                    select(1).where(
                        ImportChangeRow.import_id == import_id,
                        ImportChangeRow.subject == subject.value,
                        ImportChangeRow.before.is_(None),
                        ImportChangeRow.subject_id == kind.id,
                        ImportChangeRow.version == kind.version,
                    )
                )
            ),
            execution_options={"synchronize_session": False},
        )
        if done.rowcount != wanted:  # type: ignore[attr-defined]  # a DELETE's result has it
            raise StaleVersion
    _hand_over(session, import_id)
    refresh_texts(session, [*searched, *_searched(session, import_id)])


def _searched(session: Session, import_id: int) -> Sequence[int]:
    """Subscribers whose requests may be searched by what the import changed; whose meters are, is asked before and after."""

    def changed(subject: Subject) -> Select[Any]:
        return select(ImportChangeRow.subject_id).where(
            ImportChangeRow.import_id == import_id, ImportChangeRow.subject == subject.value
        )

    of_meters = select(MeterRow.subscriber_id).where(MeterRow.id.in_(changed(Subject.METER)))
    of_clients = select(SubscriberRow.id).where(SubscriberRow.client_id.in_(changed(Subject.CLIENT)))
    subscribers = select(SubscriberRow.id).where(SubscriberRow.id.in_(changed(Subject.SUBSCRIBER)))
    return tuple(session.scalars(of_meters.union(of_clients, subscribers)))


def _hand_over(session: Session, import_id: int) -> None:
    """Rows stand again as earlier imports left them, though of a version two further on than when this one came.

    All earlier ones move along, so that each still is as far from the next as it was: whether somebody came between
    two of them is told by that distance.
    """
    undone = aliased(ImportChangeRow)
    session.execute(
        update(ImportChangeRow)
        .where(
            ImportChangeRow.import_id < import_id,
            exists(
                select(1).where(
                    undone.import_id == import_id,
                    undone.before.is_not(None),
                    undone.subject == ImportChangeRow.subject,
                    undone.subject_id == ImportChangeRow.subject_id,
                )
            ),
        )
        .values(version=ImportChangeRow.version + 2),
        execution_options={"synchronize_session": False},
    )


def _restore(session: Session, import_id: int, subject: Subject, kind: type[Imported]) -> None:
    last = 0
    table = kind.__table__
    statement = (
        update(kind)
        .where(table.c.id == bindparam("row_id"), table.c.version == bindparam("row_version"))
        .values({column.key: bindparam(column.key) for column in table.columns if column.key not in _LEFT_ALONE})
    )
    while rows := session.execute(
        _changes(import_id, subject, added=False)
        .where(ImportChangeRow.id > last)
        .order_by(ImportChangeRow.id)
        .limit(_AT_ONCE)
    ).all():
        last = rows[-1].id
        ids = [row.subject_id for row in rows]
        found: Any = session.scalars(select(kind).where(kind.id.in_(ids)))  # the union of kinds is lost on the way
        stored: dict[int, Imported] = {row.id: row for row in found}
        if len(stored) < len(rows):
            raise StaleVersion
        values = [_restored(stored[row.subject_id], row.before, row.version) for row in rows]
        done = session.connection().execute(statement, values)
        if done.rowcount != len(rows):
            raise StaleVersion
        session.expire_all()


def _restored(row: Imported, before: dict[str, Any], version: int) -> dict[str, Any]:
    values = from_image(before)
    if isinstance(row, ClientRow):
        columns = client_columns(replace(client_of(row), **values))
    elif isinstance(row, SubscriberRow):
        columns = subscriber_columns(replace(subscriber_of(row), **values))
    else:
        columns = meter_columns(replace(meter_of(row), **values))
    del columns["id"]
    return columns | {"version": version + 1, "row_id": row.id, "row_version": version}


def from_image(before: Mapping[str, Any]) -> dict[str, Any]:
    """A before-image as fields' values: JSON knows no dates."""
    return {
        name: date.fromisoformat(value) if name == "installed_on" and value else value for name, value in before.items()
    }


def _changes(import_id: int, subject: Subject, *, added: bool) -> Select[Any]:
    before = ImportChangeRow.before
    return select(
        ImportChangeRow.id, ImportChangeRow.subject_id, ImportChangeRow.version, ImportChangeRow.before
    ).where(
        ImportChangeRow.import_id == import_id,
        ImportChangeRow.subject == subject.value,
        before.is_(None) if added else before.is_not(None),
    )


def _added(import_id: int, subject: Subject) -> Select[Any]:
    return select(ImportChangeRow.subject_id).where(
        ImportChangeRow.import_id == import_id,
        ImportChangeRow.subject == subject.value,
        ImportChangeRow.before.is_(None),
    )


def _later_imports(session: Session, import_id: int) -> list[int]:
    """Imports that came after this one, stand, and changed rows that it had touched or hung rows on those it added."""
    mine, later = ImportChangeRow, aliased(ImportChangeRow)
    standing = later.import_id.not_in(select(ImportReversalRow.import_id))
    touched = (
        select(later.import_id)
        .join(mine, and_(mine.subject == later.subject, mine.subject_id == later.subject_id))
        .where(mine.import_id == import_id, later.import_id > import_id, standing)
    )
    hung = [
        select(later.import_id)
        .join(kind, and_(later.subject == subject.value, later.subject_id == kind.id))
        .where(later.import_id > import_id, standing, parent.in_(_added(import_id, above)))
        for kind, subject, parent, above in (
            (SubscriberRow, Subject.SUBSCRIBER, SubscriberRow.client_id, Subject.CLIENT),
            (MeterRow, Subject.METER, MeterRow.subscriber_id, Subject.SUBSCRIBER),
        )
    ]
    return sorted(set(session.scalars(touched.union(*hung))))


def _count_changed(import_id: int, subject: Subject, kind: type[Imported]) -> Select[Any]:
    """Rows that are gone, or not of the version that the import left, and that no standing later import touched."""
    later = aliased(ImportChangeRow)
    by_import = exists(
        select(1).where(
            later.subject == ImportChangeRow.subject,
            later.subject_id == ImportChangeRow.subject_id,
            later.import_id > import_id,
            later.import_id.not_in(select(ImportReversalRow.import_id)),
        )
    )
    return (
        select(func.count())
        .select_from(ImportChangeRow)
        .outerjoin(kind, kind.id == ImportChangeRow.subject_id)
        .where(
            ImportChangeRow.import_id == import_id,
            ImportChangeRow.subject == subject.value,
            kind.version.is_(None) | (kind.version != ImportChangeRow.version),
            ~by_import,
        )
    )


def _count_unprotected(import_id: int) -> Select[Any]:
    """C5: subscribers that stay, whose protection this import brought and taking it back would end."""
    return (
        select(func.count())
        .select_from(ImportChangeRow)
        .join(SubscriberRow, SubscriberRow.id == ImportChangeRow.subject_id)
        .where(
            ImportChangeRow.import_id == import_id,
            ImportChangeRow.subject == Subject.SUBSCRIBER.value,
            ImportChangeRow.before["protected"].as_boolean().is_(False),
            SubscriberRow.protected,
        )
    )
