"""Who acts: on a local desk the operating system's user."""

from datetime import datetime

from app.domain.audit import EventEntry
from app.domain.changes import Changes, Subject
from app.domain.desk import Operator, Role
from app.domain.errors import Refusal
from app.services.acting import must_act
from app.services.ports import UnitOfWork

WORKER_LOGIN = "worker"


def sign_in(uow: UnitOfWork, *, login: str, name: str, now: datetime) -> Operator:
    """The operator of that login. On a desk that has none yet, the first to come becomes its administrator.

    Raises:
        Refusal: operator-unknown, operator-locked.
    """
    with uow:
        known = uow.operators.by_login(login)
        if known is None:
            if any(o.login != WORKER_LOGIN for o in uow.operators.all()):
                raise Refusal("operator-unknown", login=login)
            known = uow.operators.add(login, name, Role.ADMINISTRATOR)
            uow.events.append(_event(uow, known, known, "add", now))
            uow.touch(Subject.OPERATOR, known.id)
            uow.commit()
        if known.locked:
            raise Refusal("operator-locked", login=login)
        return known


def add(uow: UnitOfWork, *, login: str, name: str, role: Role, by: Operator, now: datetime) -> Changes:
    """A further operator.

    Raises:
        Refusal: operator-exists, operator-may-not.
    """
    _must_administer(by)
    with uow:
        added = uow.operators.add(login, name, role)
        uow.events.append(_event(uow, by, added, "add", now))
        uow.touch(Subject.OPERATOR, added.id)
        return uow.commit()


def lock(uow: UnitOfWork, *, login: str, by: Operator, now: datetime) -> Changes:
    """From now on that operator may do nothing.

    Raises:
        Refusal: operator-unknown, operator-may-not, operator-locks-self.
    """
    _must_administer(by)
    with uow:
        known = uow.operators.by_login(login)
        if known is None:
            raise Refusal("operator-unknown", login=login)
        if known.id == by.id:
            raise Refusal("operator-locks-self", login=login)
        uow.operators.lock(known.id)
        uow.events.append(_event(uow, by, known, "lock", now))
        uow.touch(Subject.OPERATOR, known.id)
        return uow.commit()


def _must_administer(by: Operator) -> None:
    must_act(by)
    if by.role is not Role.ADMINISTRATOR:
        raise Refusal("operator-may-not", login=by.login)


def _event(uow: UnitOfWork, by: Operator, about: Operator, action: str, now: datetime) -> EventEntry:
    return EventEntry(
        at=now,
        operator_id=by.id,
        console=uow.console,
        subject="operator",
        subject_id=about.id,
        action=action,
        data={"role": about.role.value},
    )
