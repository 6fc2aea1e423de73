"""A request in any status, and the terms its deadlines are computed by, without a database."""

from datetime import date, datetime, timedelta

from app.calendars import base_year
from app.domain.calendar import WorkingCalendar
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.regulation import Regulation
from app.domain.requests import Completion, Request, Terms, Visit, complete, confirm, lapse, reject, start
from app.domain.times import Office
from tests.fakes.clock import msk

TERMS = Terms(calendar=WorkingCalendar(base_year), regulation=Regulation(), office=Office())
FILED_AT = msk("2026-02-20 11:00")
STARTED_AT = msk("2026-02-20 17:40")
VISIT = Visit("Петрова", "+7 900 000-00-00", date(2026, 2, 25))
DONE_WELL = Completion(result="Пломба цела", seen_by="Сидоров, 21.02 в 10:00: света нет")


def a_request(kind: RequestKind, status: Status = Status.FILED, *, filed_at: datetime = FILED_AT) -> Request:
    """One that went through its life up to `status`; confirmed half an hour after it was filed, started at 17:40."""
    request = Request(
        id=1,
        uid="00000000-0000-0000-0000-000000000001",
        number="2026-000001",
        kind=kind,
        status=Status.FILED,
        client_id=1,
        subscriber_id=1,
        filed_at=filed_at,
        filed_by=1,
        source=Source.PHONE,
        watts=3000 if kind is RequestKind.LIMIT else None,
        text="" if kind.is_control else "Искрит",
        caller="Петрова",
    )
    if status is Status.FILED:
        return request
    if status is Status.LAPSED:
        late = filed_at + TERMS.regulation.link_term
        return lapse(request, now=late, regulation=TERMS.regulation).request
    at = filed_at + timedelta(minutes=30)
    request = confirm(request, at=at, by=ConfirmedBy.MESSAGE, terms=TERMS).request
    if status is Status.CONFIRMED:
        return request
    if status is Status.REJECTED:
        return reject(request, at=at, reason=RejectReason.UNCLEAR, words="").request
    visit = VISIT if kind is RequestKind.ONSITE_CHECK else None
    request = start(request, at=STARTED_AT, terms=TERMS, visit=visit).request
    if status is Status.IN_PROGRESS:
        return request
    return complete(request, DONE_WELL, at=STARTED_AT + timedelta(hours=1), proof=None).request
