"""How a request's transition is kept: the row, its deadline, its event, its letter. Used by every service that makes one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from app.domain import requests as life
from app.domain.changes import Subject
from app.domain.commands import Action, CommandState, state_line
from app.domain.desk import Operator
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy
from app.domain.requests import Request, Terms, Transition
from app.services.acting import record
from app.services.ports import Letter, StaleVersion, UnitOfWork


def terms_at(uow: UnitOfWork, moment: datetime) -> Terms:
    """What deadlines are computed by at a moment."""
    return Terms(calendar=uow.calendar, regulation=uow.regulations.at(moment), office=uow.office)


def confirm_filed(
    uow: UnitOfWork, request: Request, *, how: ConfirmedBy, at: datetime, by: Operator, now: datetime
) -> Request:
    if at > now:
        raise Refusal("received-in-future", at=uow.office.civil(at))
    transition = life.confirm(request, at=at, by=how, terms=terms_at(uow, at))
    stored = keep(uow, transition, action="confirm", by=by, now=now, which="start")
    write_to_client(uow, stored, "request-confirmed", now=now)
    return stored


def proof(uow: UnitOfWork, request: Request) -> str | None:
    """The readings that verified the last control command of each meter, as they were kept; None where one did not."""
    last = {c.meter_id: c for c in uow.commands.of_request(request.id) if c.action is not Action.READ}
    if not last:
        return None
    readings = []
    for command in last.values():
        if command.state is not CommandState.VERIFIED or command.after is None:
            return None
        readings.append(state_line(command.after))
    return "; ".join(readings)


def keep(
    uow: UnitOfWork,
    transition: Transition,
    *,
    action: str,
    by: Operator | None,
    now: datetime,
    which: str = "",
) -> Request:
    """Store a transition with its deadline and event; what every change of a request ends with."""
    request = transition.request
    try:
        stored = uow.requests.update(request, seen_version=request.version)
    except StaleVersion:
        raise Refusal("changed-meanwhile", number=request.number) from None
    more: dict[str, object] = {}
    if transition.deadline is not None:
        uow.requests.add_deadline(stored.id, which, transition.deadline, made_at=now)
        more["due"] = transition.deadline.due.isoformat()
    record(uow, replace(transition, request=stored), action=action, by=by, now=now, more=more)
    uow.touch(Subject.REQUEST, stored.id)
    return stored


def keep_started(uow: UnitOfWork, request: Request, *, at: datetime, by: Operator | None, now: datetime) -> Request:
    """R10: the command of a control request was sent at `at`: it is *in progress*, whatever the outcome."""
    return keep(
        uow, life.start(request, at=at, terms=terms_at(uow, at)), action="start", by=by, now=now, which="completion"
    )


def write_to_client(uow: UnitOfWork, request: Request, kind: str, *, now: datetime, **data: object) -> None:
    client = uow.clients.client(request.client_id)
    content: Mapping[str, object] = {
        "number": request.number,
        "kind": request.kind.value,
        "request": request.id,
        **data,
    }
    uow.outbox.put(
        Letter(key=f"{kind}:{request.uid}", kind=kind, client_id=client.id, to=client.email, data=content), now=now
    )
