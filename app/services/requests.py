"""What a dispatcher does with requests: file, confirm, begin, agree, complete, reject. One call, one transaction."""

from dataclasses import replace
from datetime import datetime

from app.domain import requests as life
from app.domain.changes import Changes, Subject
from app.domain.desk import Operator
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Status
from app.domain.requests import Completion, Request, Visit
from app.services.acting import SUBJECT, acting, expect_version, put_event
from app.services.filing import (
    SimilarRequest,
    file,
    file_opposite,
    first,
    preview_start_due,
    put_opposite,
    quota,
    similar_open,
)
from app.services.keeping import confirm_filed, keep, proof, terms_at, write_to_client
from app.services.ledger import drop_planned
from app.services.ports.repositories import Contact
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

__all__ = [
    "SimilarRequest",
    "agree_visit",
    "begin_check",
    "complete",
    "confirm",
    "file",
    "file_opposite",
    "lapse_due",
    "log_call",
    "preview_start_due",
    "quota",
    "reject",
    "similar_open",
]


@transaction
def confirm(
    uow: UnitOfWork,
    *,
    request_id: int,
    seen_version: int,
    how: ConfirmedBy,
    received_at: datetime | None = None,
    by: Operator,
    now: datetime,
) -> Changes:
    """R2, R7-R9: *filed* → *confirmed*. `received_at` is when the confirming letter or message came.

    Raises:
        Refusal: received-in-future (it may well lie before the filing: the letter came, then it was entered), and what
        `app.domain.requests.confirm` raises. Conflict: somebody was first.
    """
    with acting(uow, by):
        request = uow.requests.get(request_id)
        if how is ConfirmedBy.CABINET and request.confirmed_at is not None:
            return Changes()  # a second OK changes nothing (R7), however far the request has got since
        expect_version(uow, request, seen_version=seen_version, mine=Status.CONFIRMED.value)
        confirm_filed(uow, request, how=how, at=received_at or now, by=by, now=now)
        return uow.commit()


@transaction
def begin_check(uow: UnitOfWork, *, request_id: int, seen_version: int, by: Operator, now: datetime) -> Changes:
    """R10: a remote check is begun."""
    with acting(uow, by):
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value)
        if request.kind is not RequestKind.REMOTE_CHECK:
            raise Refusal("not-a-remote-check", kind=request.kind.value)
        keep(
            uow,
            life.start(request, at=now, terms=terms_at(uow, now)),
            action="start",
            by=by,
            now=now,
            which="completion",
        )
        return uow.commit()


@transaction
def agree_visit(
    uow: UnitOfWork, *, request_id: int, seen_version: int, visit: Visit, by: Operator, now: datetime
) -> Changes:
    """R10, R11: a date or window for an on-site check is agreed by phone, the first time or another one later."""
    with acting(uow, by):
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value, my_day=visit.day)
        if request.kind is not RequestKind.ONSITE_CHECK:
            raise Refusal("not-on-site", kind=request.kind.value)
        again = request.status is Status.IN_PROGRESS
        terms = terms_at(uow, now)
        if again:
            transition = life.agree_again(request, at=now, visit=visit, terms=terms)
        else:
            transition = life.start(request, at=now, terms=terms, visit=visit)
        contact = uow.requests.add_contact(request.id, Contact(visit.with_whom, visit.phone), at=now)
        transition = replace(transition, data={**transition.data, "contact": contact})
        keep(uow, transition, action="agree" if again else "start", by=by, now=now, which="completion")
        return uow.commit()


@transaction
def log_call(
    uow: UnitOfWork, *, request_id: int, with_whom: str, phone: str, note: str, by: Operator, now: datetime
) -> Changes:
    """R10 ruling: an attempt to reach the client by phone is kept while the start deadline runs."""
    with acting(uow, by):
        request = uow.requests.get(request_id)
        if not request.status.is_open:
            raise Refusal("wrong-status", number=request.number, status=request.status.value, wanted="call")
        contact = Contact(with_whom.strip(), phone.strip(), note.strip())
        put_event(
            uow,
            (SUBJECT, request.id),
            "call",
            by=by.id,
            now=now,
            from_state=request.status.value,
            to_state=request.status.value,
            data={"contact": uow.requests.add_contact(request.id, contact, at=now)},
        )
        uow.touch(Subject.REQUEST, request.id)
        return uow.commit()


@transaction
def complete(
    uow: UnitOfWork, *, request_id: int, seen_version: int, completion: Completion, by: Operator, now: datetime
) -> Changes:
    """R12, R13: *in progress* → *done*, on the verified reading of its last command, or on evidence in words.

    Raises:
        Refusal: command-pending while a command is under way, and what `app.domain.requests.complete` raises.
    """
    with acting(uow, by):
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.DONE.value)
        _no_pending(uow, request)
        transition = life.complete(request, completion, at=now, proof=proof(uow, request))
        stored = keep(uow, transition, action="complete", by=by, now=now)
        write_to_client(uow, stored, "request-done", now=now, result=stored.result)
        return uow.commit()


def _no_pending(uow: UnitOfWork, request: Request) -> None:
    if any(c.state.is_pending for c in uow.commands.of_request(request.id)):
        raise Refusal("command-pending", number=request.number)


@transaction
def reject(
    uow: UnitOfWork,
    *,
    request_id: int,
    seen_version: int,
    reason: RejectReason,
    words: str = "",
    opposite: bool = False,
    watts: int | None = None,
    by: Operator,
    now: datetime,
) -> Changes:
    """R14: → *rejected* with a reason; a command that was sent is not undone. A planned one that was not, is dropped.

    `opposite`: in the same transaction the desk's own opposite command is filed, of a lift with its `watts`; then the
    first of the changes is that request.

    Raises:
        Refusal: command-pending while a worker is at it, what `app.domain.requests.reject` raises, and with `opposite`
            what `file_opposite` raises: then nothing is rejected either.
    """
    with acting(uow, by):
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.REJECTED.value)
        drop_planned(uow, request.id, by=by, now=now)
        _no_pending(uow, request)
        transition = life.reject(request, at=now, reason=reason, words=words)
        stored = keep(uow, transition, action="reject", by=by, now=now)
        write_to_client(uow, stored, "request-rejected", now=now, reason=reason.value, words=words.strip())
        if not opposite:
            return uow.commit()
        filed = put_opposite(uow, stored, by=by, now=now, watts=watts)
        return first(uow.commit(), filed.id)


@transaction
def lapse_due(uow: UnitOfWork, *, now: datetime, limit: int = 100) -> Changes:
    """R7: every unconfirmed request whose link died lapses and gives its quota slot back; a job calls it."""
    with uow:
        regulation = uow.regulations.at(now)
        due = uow.requests.lapsing(now - regulation.link_term, limit)
        if not due:
            return Changes()
        for request in due:
            transition = life.lapse(request, now=now, regulation=regulation)
            keep(uow, transition, action="lapse", by=None, now=now)
            uow.requests.free_slot(request.id)
        return uow.commit()
