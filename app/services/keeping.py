"""How a request's transition is kept: the row, its deadline, its event, its letter. Used by every service that makes one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain import requests as life
from app.domain.changes import Subject
from app.domain.commands import Action, state_line
from app.domain.desk import Operator
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy
from app.domain.requests import Request, Terms, Transition
from app.domain.standing import Standing, newest_reading, standing_of
from app.services.acting import record
from app.services.ports.repositories import Letter, StaleVersion
from app.services.ports.unit_of_work import UnitOfWork

OLDEST_CONFIRMATION = timedelta(days=14)
"""A letter may have come before it was entered, but not for ever: an older moment is a slip of the pen (R9)."""


def terms_at(uow: UnitOfWork, moment: datetime) -> Terms:
    """What deadlines are computed by at a moment."""
    return Terms(calendar=uow.calendar, regulation=uow.regulations.at(moment), office=uow.office)


def confirm_filed(
    uow: UnitOfWork, request: Request, *, how: ConfirmedBy, at: datetime, by: Operator, now: datetime
) -> Request:
    if at > now:
        raise Refusal("received-in-future", at=uow.office.civil(at))
    if at < request.filed_at - OLDEST_CONFIRMATION:
        raise Refusal("received-too-early", at=uow.office.civil(at))
    transition = life.confirm(request, at=at, by=how, terms=terms_at(uow, at))
    stored = keep(uow, transition, action="confirm", by=by, now=now, which="start")
    write_to_client(uow, stored, "request-confirmed", now=now)
    return stored


def proof(uow: UnitOfWork, request: Request) -> str | None:
    """R12: the newest reading of each meter, where it still shows what its verified command did; else None."""
    last = {c.meter_id: c for c in uow.commands.of_request(request.id) if c.action is not Action.READ}
    if not last:
        return None
    readings = []
    for command in last.values():
        newest = newest_reading(command, [uow.commands.last_state(command.meter_id)])
        restored = uow.clients.meter(command.meter_id).limit_before_w
        if newest is None or standing_of(command, newest, restored_w=restored) is not Standing.VERIFIED:
            return None
        readings.append(state_line(newest))
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
