"""Random walks of a request through its life: any step at any moment, in any order, by a clock that may jump back.

What must hold whatever is tried (R2, R9-R15): only the life's own edges are walked, a refused step changes nothing,
final is final, a running deadline stands exactly where work is open, and nothing is closed without its grounds.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.domain import requests
from app.domain.calendar import CalendarStatus, WorkingCalendar, YearCalendar
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.regulation import Regulation
from app.domain.requests import Completion, Request, Terms, Transition, Visit
from app.domain.times import Office

STEPS = 12
EDGES = {
    Status.FILED: {Status.CONFIRMED, Status.LAPSED, Status.REJECTED},
    Status.CONFIRMED: {Status.IN_PROGRESS, Status.REJECTED},
    Status.IN_PROGRESS: {Status.IN_PROGRESS, Status.DONE, Status.REJECTED},
    Status.DONE: set[Status](),
    Status.REJECTED: set[Status](),
    Status.LAPSED: set[Status](),
}
ZONES = ("Europe/Moscow", "Asia/Vladivostok", "America/New_York")


def walk(random: Random) -> None:
    """One walk; raises AssertionError where a promise is broken."""
    terms = Terms(a_calendar(random), Regulation(), Office(ZoneInfo(random.choice(ZONES))))
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(365 * 24 * 60))
    request = a_request(random, now)
    for _ in range(STEPS):
        now += timedelta(minutes=random.choice((1, 30, 600, 3000, -45)) * random.random())
        attempt = random.choice(TRIED)
        try:
            transition = attempt(random, request, now, terms)
        except Refusal:
            continue
        check(request, transition, now, terms)
        request = transition.request


def a_calendar(random: Random) -> WorkingCalendar:
    """A working calendar that no year ever had: every tenth day off, some weekends worked."""

    def year(number: int) -> YearCalendar:
        days = [date(number, 1, 1) + timedelta(days=n) for n in range(365)]
        return YearCalendar(
            year=number,
            status=random.choice(list(CalendarStatus)),
            version=f"random-{number}",
            days_off=frozenset(day for day in days if day.weekday() < 5 and random.random() < 0.1),
            working_weekends=frozenset(day for day in days if day.weekday() >= 5 and random.random() < 0.05),
        )

    return WorkingCalendar(year)


def a_request(random: Random, now: datetime) -> Request:
    """A request just filed."""
    kind = random.choice(list(RequestKind))
    return Request(
        id=1,
        uid="00000000-0000-0000-0000-000000000001",
        number="2026-000001",
        kind=kind,
        status=Status.FILED,
        client_id=1,
        subscriber_id=1,
        filed_at=now,
        filed_by=1,
        source=random.choice(list(Source)),
        watts=random.randrange(1, 15000) if kind is RequestKind.LIMIT else None,
        text="" if kind.is_control else "искрит",
    )


def a_visit(random: Random, now: datetime, office: Office) -> Visit | None:
    """A visit, sometimes none, sometimes in the past, without a name, or with its window upside down."""
    if random.random() < 0.2:
        return None
    day = office.day_of(now) + timedelta(days=random.randrange(-2, 9))
    since, until = random.choice(((None, None), (time(10), time(12)), (time(12), time(10))))
    return Visit(random.choice(("", "Анна Петрова")), "+7 900 000-00-00", day, since, until)


def try_confirm(random: Random, request: Request, now: datetime, terms: Terms) -> Transition:
    """Confirm by any means."""
    return requests.confirm(request, at=now, by=random.choice(list(ConfirmedBy)), terms=terms)


def try_lapse(_random: Random, request: Request, now: datetime, terms: Terms) -> Transition:
    """Let it lapse, due or not."""
    return requests.lapse(request, now=now, regulation=terms.regulation)


def try_start(random: Random, request: Request, now: datetime, terms: Terms) -> Transition:
    """Start it, with a visit that fits or not."""
    return requests.start(request, at=now, terms=terms, visit=a_visit(random, now, terms.office))


def try_agree_again(random: Random, request: Request, now: datetime, terms: Terms) -> Transition:
    """Agree another date."""
    visit = a_visit(random, now, terms.office) or Visit("Пётр", "", terms.office.day_of(now))
    return requests.agree_again(request, at=now, visit=visit, terms=terms)


def try_complete(random: Random, request: Request, now: datetime, _terms: Terms) -> Transition:
    """Call it done, with or without grounds."""
    completion = Completion(
        result=random.choice(("", " ", "пломба цела")),
        seen_by=random.choice(("", "\t", "электрик видел в 10:15")),
        false_call=random.random() < 0.2,
    )
    return requests.complete(request, completion, at=now, proof=random.choice((None, "", "реле отключено")))


def try_reject(random: Random, request: Request, now: datetime, _terms: Terms) -> Transition:
    """Reject it for any reason."""
    reason = random.choice(list(RejectReason))
    return requests.reject(request, at=now, reason=reason, words=random.choice(("", "  ", "по телефону")))


TRIED = (try_confirm, try_lapse, try_start, try_agree_again, try_complete, try_reject)


def check(before: Request, transition: Transition, now: datetime, terms: Terms) -> None:
    """Everything that a step that was taken must leave true."""
    after = transition.request
    assert after.status in EDGES[before.status], f"{before.status} -> {after.status}"
    assert transition.from_status is before.status
    for name in ("id", "uid", "number", "kind", "client_id", "subscriber_id", "filed_at", "watts", "text"):
        assert getattr(after, name) == getattr(before, name), f"{name} changed"
    assert (after.due is not None) == after.status.is_open, f"{after.status} runs until {after.due}"
    CHECKS[after.status](before, after, now, terms)


def check_confirmed(_before: Request, after: Request, now: datetime, terms: Terms) -> None:
    """R2 and R9, by a walk over the days that shares nothing with the code."""
    assert not (after.kind.is_control and after.confirmed_by is ConfirmedBy.CALL)
    assert after.start_due is not None
    filed, due = now.astimezone(terms.office.zone), after.start_due.astimezone(terms.office.zone)
    assert (due.hour, due.minute, due.second) == (18, 0, 0)
    assert terms.calendar.is_working(due.date())
    day = filed.date() + timedelta(days=filed.hour >= 12)
    while day < due.date():
        assert not terms.calendar.is_working(day), f"{day} was passed over"
        day += timedelta(days=1)
    assert day == due.date()


def check_in_progress(before: Request, after: Request, now: datetime, terms: Terms) -> None:
    """R10 and R11."""
    assert after.completion_due is not None
    due = after.completion_due.astimezone(terms.office.zone)
    if after.kind.is_control:
        assert before.status is Status.CONFIRMED
        assert after.completion_due - now == timedelta(hours=48)
    elif after.kind is RequestKind.REMOTE_CHECK:
        assert due.replace(tzinfo=None) == datetime.combine(terms.office.day_of(now) + timedelta(days=3), time())
    else:
        assert after.visit is not None
        assert after.visit.with_whom
        assert due.replace(tzinfo=None) == datetime.combine(after.visit.day + timedelta(days=1), time())


def check_done(_before: Request, after: Request, _now: datetime, _terms: Terms) -> None:
    """R12 and R13."""
    assert (after.evidence if after.kind.is_control else after.result).strip()
    assert not after.false_call or after.kind is RequestKind.ONSITE_CHECK


def check_rejected(before: Request, after: Request, _now: datetime, _terms: Terms) -> None:
    """R14."""
    assert after.reject_reason is not None
    assert after.reject_reason is not RejectReason.OTHER or after.reason.strip()
    assert before.status is not Status.FILED or after.reject_reason is RejectReason.WITHDRAWN


def check_lapsed(_before: Request, after: Request, now: datetime, _terms: Terms) -> None:
    """R7."""
    assert now - after.filed_at >= timedelta(hours=72)


CHECKS: dict[Status, Callable[[Request, Request, datetime, Terms], None]] = {
    Status.CONFIRMED: check_confirmed,
    Status.IN_PROGRESS: check_in_progress,
    Status.DONE: check_done,
    Status.REJECTED: check_rejected,
    Status.LAPSED: check_lapsed,
}
