"""Filing a request on a client's behalf (R2-R8), and the desk's own opposite command (R14)."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain import requests as life
from app.domain.changes import Changes, Subject
from app.domain.deadlines import Deadline, start_deadline
from app.domain.desk import Operator, Registration
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RequestKind, Source, Status
from app.domain.numbers import number_year
from app.domain.quota import QuotaState, quota_day, quota_state
from app.domain.requests import Draft, Request
from app.services.acting import SUBJECT, acting, put_event
from app.services.keeping import confirm_filed, terms_at
from app.services.ports.repositories import SlotTaken
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """Another open request of the same plot; `contradicts` where it asks the opposite."""

    request: Request
    contradicts: bool


def quota(uow: UnitOfWork, *, client_id: int, now: datetime) -> QuotaState:
    """R4: how many control requests the client may still file now, and from when again."""
    with uow.reading():
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
    with uow.reading():
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
    with uow.reading():
        terms = terms_at(uow, confirmed_at)
        return start_deadline(confirmed_at, calendar=terms.calendar, regulation=terms.regulation, office=terms.office)


@transaction
def file(uow: UnitOfWork, *, draft: Draft, by: Operator, now: datetime) -> Changes:
    """R2-R8: file a request on a client's behalf; it still has to be confirmed.

    Raises:
        Refusal: client-not-registered, subscriber-not-clients, quota-full, and what `check_draft` raises.
    """
    try:
        with acting(uow, by):
            request = _file(uow, draft, by=by, now=now)
            uow.touch(Subject.REQUEST, request.id)
            return uow.commit()
    except _QuotaRefused as refused:
        _log_refused(uow, draft, refused.refusal, by=by, now=now)
        raise refused.refusal from None


class _QuotaRefused(Exception):
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
    put_event(
        uow,
        (SUBJECT, request.id),
        "file",
        by=by.id,
        now=now,
        to_state=request.status.value,
        why=draft.source.value,
        data={"version": request.version, "kind": draft.kind.value, "watts": draft.watts},
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
        put_event(
            uow,
            ("client", draft.client_id),
            "filing-refused",
            by=by.id,
            now=now,
            why=refusal.code,
            data={"kind": draft.kind.value, "subscriber": draft.subscriber_id},
        )
        uow.commit()


@transaction
def file_opposite(
    uow: UnitOfWork, *, request_id: int, by: Operator, now: datetime, watts: int | None = None
) -> Changes:
    """R14: the desk files and confirms the opposite of a rejected request whose command was sent.

    Outside the quota (R4). The opposite of a lift needs its `watts`.

    Raises:
        Refusal: no-opposite, nothing-was-sent, opposite-exists, and those of filing.
    """
    with acting(uow, by):
        filed = put_opposite(uow, uow.requests.get(request_id), by=by, now=now, watts=watts)
        return first(uow.commit(), filed.id)


def put_opposite(uow: UnitOfWork, request: Request, *, by: Operator, now: datetime, watts: int | None) -> Request:
    """The same within a transaction that has begun."""
    opposite = request.kind.opposite
    if opposite is None:
        raise Refusal("no-opposite", kind=request.kind.value)
    if request.status is not Status.REJECTED or request.started_at is None:
        raise Refusal("nothing-was-sent", number=request.number)
    standing = uow.requests.opposite_of(request.id)
    if standing is not None:
        raise Refusal("opposite-exists", number=standing.number)
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
    confirm_filed(uow, filed, how=ConfirmedBy.DESK, at=now, by=by, now=now)
    uow.touch(Subject.REQUEST, request.id)
    return filed


def first(changes: Changes, request_id: int) -> Changes:
    """The same changes, that request before all others."""
    return replace(changes, touched=tuple(sorted(changes.touched, key=lambda t: t.id != request_id)))
