"""Who acts: on a local desk the operating system's user."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from app.domain.changes import Changes, Subject
from app.domain.desk import Operator, Role
from app.domain.errors import Refusal
from app.services.acting import acting, put_event
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

WORKER_LOGIN = "worker"


def sign_in(uow: UnitOfWork, *, login: str, name: str, now: datetime) -> Operator:
    """The operator of that login. On a desk that has none yet, the first to come becomes its administrator.

    Raises:
        Refusal: operator-unknown, operator-locked.
    """
    with uow.reading():
        known = uow.operators.by_login(login)
    if known is None:
        known = _first_to_come(uow, login=login, name=name, now=now)
    return _let_in(known)


def sign_in_known(operators: Iterable[Operator], *, login: str) -> Operator | None:
    """The operator of that login among all of the desk's; None where there is none: `sign_in` knows what then.

    Raises:
        Refusal: operator-locked.
    """
    known = next((o for o in operators if o.login == login), None)
    return None if known is None else _let_in(known)


def _let_in(known: Operator) -> Operator:
    if known.locked:
        raise Refusal("operator-locked", login=known.login)
    return known


@transaction
def _first_to_come(uow: UnitOfWork, *, login: str, name: str, now: datetime) -> Operator:
    with uow:
        if any(o.login != WORKER_LOGIN for o in uow.operators.all()):
            raise Refusal("operator-unknown", login=login)
        known = uow.operators.add(login, name, Role.ADMINISTRATOR)
        _note(uow, known, known, "add", now)
        uow.touch(Subject.OPERATOR, known.id)
        uow.commit()
        return known


@transaction
def add(uow: UnitOfWork, *, login: str, name: str, role: Role, by: Operator, now: datetime) -> Changes:
    """A further operator.

    Raises:
        Refusal: operator-exists, operator-may-not.
    """
    with _administering(uow, by):
        added = uow.operators.add(login, name, role)
        _note(uow, by, added, "add", now)
        uow.touch(Subject.OPERATOR, added.id)
        return uow.commit()


@transaction
def lock(uow: UnitOfWork, *, login: str, by: Operator, now: datetime) -> Changes:
    """From now on that operator may do nothing.

    Raises:
        Refusal: operator-unknown, operator-may-not, operator-locks-self.
    """
    with _administering(uow, by):
        known = uow.operators.by_login(login)
        if known is None:
            raise Refusal("operator-unknown", login=login)
        if known.id == by.id:
            raise Refusal("operator-locks-self", login=login)
        uow.operators.lock(known.id)
        _note(uow, by, known, "lock", now)
        uow.touch(Subject.OPERATOR, known.id)
        return uow.commit()


@contextmanager
def _administering(uow: UnitOfWork, by: Operator) -> Iterator[None]:
    with acting(uow, by):
        if uow.operators.get(by.id).role is not Role.ADMINISTRATOR:
            raise Refusal("operator-may-not", login=by.login)
        yield


def _note(uow: UnitOfWork, by: Operator, about: Operator, action: str, now: datetime) -> None:
    put_event(uow, ("operator", about.id), action, by=by.id, now=now, data={"role": about.role.value})
