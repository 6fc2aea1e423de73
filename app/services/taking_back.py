"""Taking one import back as a whole, while nothing depends on it; and forgetting what was said of a heading."""

from collections.abc import Iterator
from datetime import UTC, datetime

from app.domain.audit import EventEntry
from app.domain.changes import Changes, Subject
from app.domain.desk import Operator
from app.domain.errors import Refusal
from app.services.acting import acting, put_event
from app.services.importing import TOUCHED_ONE_BY_ONE
from app.services.ports.imports import Dependence
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction


class Depended(Refusal):
    """`import-depended-on`: the import cannot be taken back; `dependences` say why, each with its count."""

    def __init__(self, dependences: tuple[Dependence, ...]) -> None:
        kinds = ", ".join(dependence.kind for dependence in dependences)
        super().__init__("import-depended-on", what=kinds)
        self.dependences = dependences


def can_take_back(uow: UnitOfWork, import_id: int) -> tuple[Dependence, ...]:
    """Why the import cannot be taken back, in kinds and counts; empty where it can.

    Raises:
        Refusal: import-unknown, import-taken-back (at).
    """
    with uow.reading():
        return _dependences(uow, import_id)


@transaction
def take_back(uow: UnitOfWork, *, import_id: int, why: str, by: Operator, now: datetime) -> Changes:
    """Delete what the import added and restore what it changed, in one transaction.

    Raises:
        Refusal: operator-may-not, operator-locked, import-unknown, import-taken-back (at), import-why-missing.
        Depended: something stands on it; nothing was changed.
    """
    if not why.strip():
        raise Refusal("import-why-missing")
    with acting(uow, by):
        if dependences := _dependences(uow, import_id):
            raise Depended(dependences)
        record = uow.imports.get(import_id)
        noted = uow.imports.count_changes(import_id)
        if noted <= TOUCHED_ONE_BY_ONE:
            for change in uow.imports.changes(import_id):
                uow.touch(change.subject, change.subject_id)
        elif isinstance(client := record.details.get("client"), int):
            uow.touch(Subject.CLIENT, client)
        uow.events.append_all(_events(uow, import_id, by, now))
        uow.imports.undo(import_id)
        uow.imports.add_reversal(import_id, at=now, operator_id=by.id, why=why.strip())
        about = (Subject.IMPORT.value, import_id)
        data = {"sha256": record.sha256}
        put_event(uow, about, "import-take-back", by=by.id, now=now, why=why.strip(), data=data)
        uow.touch(Subject.IMPORT, import_id)
        return uow.commit()


@transaction
def forget_column(uow: UnitOfWork, *, kind: str, heading_key: str, by: Operator, now: datetime) -> Changes:
    """Forget what was said of a heading; later registers of that kind are guessed anew.

    Raises:
        Refusal: operator-may-not, operator-locked, import-column-not-remembered (heading).
    """
    with acting(uow, by):
        if not uow.imports.forget(kind, heading_key):
            raise Refusal("import-column-not-remembered", heading=heading_key)
        data = {"kind": kind, "heading": heading_key}
        put_event(uow, (Subject.IMPORT.value, 0), "import-column-forget", by=by.id, now=now, data=data)
        return uow.commit()


def _events(uow: UnitOfWork, import_id: int, by: Operator, now: datetime) -> Iterator[EventEntry]:
    for change in uow.imports.changes(import_id):
        yield EventEntry(
            at=now.astimezone(UTC),
            operator_id=by.id,
            console=uow.console,
            subject=change.subject.value,
            subject_id=change.subject_id,
            action="import-undo-add" if change.before is None else "import-undo-change",
            data={"import": import_id, "fields": sorted(change.before or ())},
        )


def _dependences(uow: UnitOfWork, import_id: int) -> tuple[Dependence, ...]:
    uow.imports.get(import_id)
    at = uow.imports.taken_back_at(import_id)
    if at is not None:
        raise Refusal("import-taken-back", at=uow.office.civil(at).strftime("%d.%m.%Y %H:%M"))
    return tuple(uow.imports.dependences(import_id))
