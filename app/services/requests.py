"""What a dispatcher does with requests: file, confirm, begin, agree, complete, reject. One call, one transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain import requests as life
from app.domain.audit import EventEntry
from app.domain.changes import Changes, Subject
from app.domain.commands import Action, CommandState, state_line
from app.domain.deadlines import Deadline, start_deadline
from app.domain.desk import Operator, Registration
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.numbers import number_year
from app.domain.quota import QuotaState, quota_day, quota_state
from app.domain.requests import Completion, Draft, Request, Terms, Transition, Visit
from app.services.acting import SUBJECT, expect_version, must_act, record
from app.services.ports import Contact, Letter, SlotTaken, StaleVersion, UnitOfWork


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """Another open request of the same plot; `contradicts` where it asks the opposite."""

    request: Request
    contradicts: bool


def terms_at(uow: UnitOfWork, moment: datetime) -> Terms:
    """What deadlines are computed by at a moment."""
    return Terms(calendar=uow.calendar, regulation=uow.regulations.at(moment), office=uow.office)


def quota(uow: UnitOfWork, *, client_id: int, now: datetime) -> QuotaState:
    """R4: how many control requests the client may still file now, and from when again."""
    with uow:
        return _quota(uow, client_id, now)


def _quota(uow: UnitOfWork, client_id: int, now: datetime) -> QuotaState:
    counted: dict[date, int] = {}

    def used_on(day: date) -> int:
        if day not in counted:
            counted[day] = uow.requests.slots_taken(client_id, day)
        return counted[day]

    return quota_state(
        now, used_on=used_on, limit=uow.regulations.at(now).quota, calendar=uow.calendar, office=uow.office
    )


def similar_open(uow: UnitOfWork, *, subscriber_id: int, kind: RequestKind) -> tuple[SimilarRequest, ...]:
    """Open requests of the same plot that a new one of `kind` would repeat or contradict; to warn, not to refuse."""
    with uow:
        return tuple(
            SimilarRequest(request, contradicts=_contradict(request.kind, kind))
            for request in uow.requests.open_of_subscriber(subscriber_id)
        )


def _contradict(one: RequestKind, other: RequestKind) -> bool:
    restricting = {RequestKind.LIMIT, RequestKind.DISCONNECT}
    freeing = {RequestKind.LIFT, RequestKind.RECONNECT}
    return (one in restricting and other in freeing) or (one in freeing and other in restricting)


def preview_start_due(uow: UnitOfWork, *, confirmed_at: datetime) -> Deadline:
    """R9, A11: which start deadline a confirmation at that moment would give."""
    with uow:
        terms = terms_at(uow, confirmed_at)
        return start_deadline(confirmed_at, calendar=terms.calendar, regulation=terms.regulation, office=terms.office)


def file(uow: UnitOfWork, *, draft: Draft, by: Operator, now: datetime) -> Changes:
    """R2-R8: file a request on a client's behalf; it still has to be confirmed.

    Raises:
        Refusal: client-not-registered, subscriber-not-clients, quota-full, and what `check_draft` raises.
    """
    must_act(by)
    try:
        with uow:
            request = _file(uow, draft, by=by, now=now)
            uow.touch(Subject.REQUEST, request.id)
            return uow.commit()
    except _QuotaRefused as refused:
        _log_refused(uow, draft, refused.refusal, by=by, now=now)
        raise refused.refusal from None


class _QuotaRefused(Exception):  # noqa: N818 - carries a refusal out of the transaction that it ends
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def _file(uow: UnitOfWork, draft: Draft, *, by: Operator, now: datetime) -> Request:
    client = uow.clients.client(draft.client_id)
    if client.registration is not Registration.REGISTERED:
        raise Refusal("client-not-registered", client=client.full_name)
    subscriber = uow.clients.subscriber(draft.subscriber_id)
    if subscriber.client_id != client.id:
        raise Refusal("subscriber-not-clients", plot=subscriber.plot, client=client.full_name)
    life.check_draft(draft, allowed_max_w=subscriber.max_w)
    if draft.reported_at is not None and draft.reported_at > now:
        raise Refusal("reported-in-future", at=uow.office.civil(draft.reported_at))
    counted = draft.kind.is_control and draft.source is not Source.DESK
    state = _quota(uow, client.id, now) if counted else None
    if state is not None and not state.left:
        raise _QuotaRefused(_quota_refusal(state))
    request = uow.requests.add(
        Request(
            id=0,
            uid=str(uuid.uuid4()),
            number=uow.requests.next_number(number_year(now, uow.office)),
            kind=draft.kind,
            status=Status.FILED,
            client_id=client.id,
            subscriber_id=subscriber.id,
            filed_at=now,
            filed_by=by.id,
            source=draft.source,
            watts=draft.watts,
            text=draft.text.strip(),
            caller=draft.caller.strip(),
            reported_at=draft.reported_at,
            quota_day=quota_day(now, calendar=uow.calendar, office=uow.office) if counted else None,
            opposite_of=draft.opposite_of,
        )
    )
    if state is not None:
        try:
            uow.requests.take_slot(client.id, state.counted_to, quota=state.limit, request_id=request.id)
        except SlotTaken:
            raise _QuotaRefused(_quota_refusal(state)) from None
    uow.events.append(
        EventEntry(
            at=now,
            operator_id=by.id,
            console=uow.console,
            subject=SUBJECT,
            subject_id=request.id,
            action="file",
            to_state=request.status.value,
            why=draft.source.value,
            data={"version": request.version, "kind": draft.kind.value, "watts": draft.watts},
        )
    )
    return request


def _quota_refusal(state: QuotaState) -> Refusal:
    free = state.next_free
    return Refusal(
        "quota-full",
        quota=state.limit,
        day=state.counted_to,
        opens=free.opens_on if free else state.counted_to,
        counted=free.counted_to if free else state.counted_to,
        moved="yes" if free and free.opens_on != free.counted_to else "no",
        rule="R4",
    )


def _log_refused(uow: UnitOfWork, draft: Draft, refusal: Refusal, *, by: Operator, now: datetime) -> None:
    """R4: the eleventh is refused *and logged*, in a transaction of its own since the filing's is undone."""
    with uow:
        uow.events.append(
            EventEntry(
                at=now,
                operator_id=by.id,
                console=uow.console,
                subject="client",
                subject_id=draft.client_id,
                action="filing-refused",
                why=refusal.code,
                data={"kind": draft.kind.value, "subscriber": draft.subscriber_id},
            )
        )
        uow.commit()


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
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        if request.status is Status.CONFIRMED and how is ConfirmedBy.CABINET:
            return Changes()
        expect_version(uow, request, seen_version=seen_version, mine=Status.CONFIRMED.value)
        _confirm(uow, request, how=how, at=received_at or now, by=by, now=now)
        return uow.commit()


def _confirm(
    uow: UnitOfWork, request: Request, *, how: ConfirmedBy, at: datetime, by: Operator, now: datetime
) -> Request:
    if at > now:
        raise Refusal("received-in-future", at=uow.office.civil(at))
    transition = life.confirm(request, at=at, by=how, terms=terms_at(uow, at))
    stored = _keep(uow, transition, action="confirm", by=by, now=now, which="start")
    _write_to_client(uow, stored, "request-confirmed", now=now)
    return stored


def begin_check(uow: UnitOfWork, *, request_id: int, seen_version: int, by: Operator, now: datetime) -> Changes:
    """R10: a remote check is begun."""
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value)
        if request.kind is not RequestKind.REMOTE_CHECK:
            raise Refusal("not-a-remote-check", kind=request.kind.value)
        _keep(
            uow,
            life.start(request, at=now, terms=terms_at(uow, now)),
            action="start",
            by=by,
            now=now,
            which="completion",
        )
        return uow.commit()


def agree_visit(
    uow: UnitOfWork, *, request_id: int, seen_version: int, visit: Visit, by: Operator, now: datetime
) -> Changes:
    """R10, R11: a date or window for an on-site check is agreed by phone, the first time or another one later."""
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=visit.day.isoformat())
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
        _keep(uow, transition, action="agree" if again else "start", by=by, now=now, which="completion")
        return uow.commit()


def log_call(
    uow: UnitOfWork, *, request_id: int, with_whom: str, phone: str, note: str, by: Operator, now: datetime
) -> Changes:
    """R10 ruling: an attempt to reach the client by phone is kept while the start deadline runs."""
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        if not request.status.is_open:
            raise Refusal("wrong-status", number=request.number, status=request.status.value, wanted="call")
        contact = Contact(with_whom.strip(), phone.strip(), note.strip())
        uow.events.append(
            EventEntry(
                at=now,
                operator_id=by.id,
                console=uow.console,
                subject=SUBJECT,
                subject_id=request.id,
                action="call",
                from_state=request.status.value,
                to_state=request.status.value,
                data={"contact": uow.requests.add_contact(request.id, contact, at=now)},
            )
        )
        uow.touch(Subject.REQUEST, request.id)
        return uow.commit()


def complete(
    uow: UnitOfWork, *, request_id: int, seen_version: int, completion: Completion, by: Operator, now: datetime
) -> Changes:
    """R12, R13: *in progress* → *done*, on the verified reading of its last command, or on evidence in words.

    Raises:
        Refusal: command-pending while a command is under way, and what `app.domain.requests.complete` raises.
    """
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.DONE.value)
        _no_pending(uow, request)
        transition = life.complete(request, completion, at=now, proof=_proof(uow, request))
        stored = _keep(uow, transition, action="complete", by=by, now=now)
        _write_to_client(uow, stored, "request-done", now=now, result=stored.result)
        return uow.commit()


def _proof(uow: UnitOfWork, request: Request) -> str | None:
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


def _no_pending(uow: UnitOfWork, request: Request) -> None:
    if any(c.state.is_pending for c in uow.commands.of_request(request.id)):
        raise Refusal("command-pending", number=request.number)


def reject(
    uow: UnitOfWork,
    *,
    request_id: int,
    seen_version: int,
    reason: RejectReason,
    words: str = "",
    by: Operator,
    now: datetime,
) -> Changes:
    """R14: → *rejected* with a reason; a command that was sent is not undone. A planned one that was not, is dropped.

    Raises:
        Refusal: command-pending while a worker is at it, and what `app.domain.requests.reject` raises.
    """
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.REJECTED.value)
        _no_pending(uow, request)
        transition = life.reject(request, at=now, reason=reason, words=words)
        stored = _keep(uow, transition, action="reject", by=by, now=now)
        _write_to_client(uow, stored, "request-rejected", now=now, reason=reason.value, words=words.strip())
        return uow.commit()


def file_opposite(
    uow: UnitOfWork, *, request_id: int, by: Operator, now: datetime, watts: int | None = None
) -> Changes:
    """R14: the desk files and confirms the opposite of a rejected request whose command was sent.

    Outside the quota (R4). The opposite of a lift needs its `watts`.

    Raises:
        Refusal: no-opposite, nothing-was-sent, and those of filing.
    """
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        opposite = request.kind.opposite
        if opposite is None:
            raise Refusal("no-opposite", kind=request.kind.value)
        if request.status is not Status.REJECTED or request.started_at is None:
            raise Refusal("nothing-was-sent", number=request.number)
        draft = Draft(
            kind=opposite,
            client_id=request.client_id,
            subscriber_id=request.subscriber_id,
            watts=watts,
            text=request.number,
            source=Source.DESK,
            opposite_of=request.id,
        )
        filed = _file(uow, draft, by=by, now=now)
        _confirm(uow, filed, how=ConfirmedBy.DESK, at=now, by=by, now=now)
        uow.touch(Subject.REQUEST, request.id)
        changes = uow.commit()
        return replace(changes, touched=tuple(sorted(changes.touched, key=lambda t: t.id != filed.id)))


def lapse_due(uow: UnitOfWork, *, now: datetime, limit: int = 100) -> Changes:
    """R7: every unconfirmed request whose link died lapses and gives its quota slot back; a job calls it."""
    with uow:
        regulation = uow.regulations.at(now)
        due = uow.requests.lapsing(now - regulation.link_term, limit)
        if not due:
            return Changes()
        for request in due:
            transition = life.lapse(request, now=now, regulation=regulation)
            _keep(uow, transition, action="lapse", by=None, now=now)
            uow.requests.free_slot(request.id)
        return uow.commit()


def _keep(
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
    return _keep(
        uow, life.start(request, at=at, terms=terms_at(uow, at)), action="start", by=by, now=now, which="completion"
    )


def _write_to_client(uow: UnitOfWork, request: Request, kind: str, *, now: datetime, **data: object) -> None:
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
