"""Start and completion deadlines (R9, R11), each with the steps that lead to it (A11).

`start_due` and `completion_due` only compute; `start_deadline` and `completion_deadline` use them and add the
explanation. Times given and returned are aware; results are UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import SATURDAY, DayKind, WorkingCalendar
from app.domain.kinds import RequestKind
from app.domain.regulation import Regulation
from app.domain.times import Office


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: `code` chooses the sentence, `data` fills it."""

    code: str
    data: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **data: object) -> "Step":
        """A step with its data, in the order given."""
        return cls(code, tuple(data.items()))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment with its reasons: what it is, by which rule, regulation and calendar (A11)."""

    due: datetime
    rules: tuple[str, ...]
    steps: tuple[Step, ...]
    regulation_version: int
    calendar_version: str
    official: bool


def start_due(confirmed: datetime, *, calendar: WorkingCalendar, regulation: Regulation, office: Office) -> datetime:
    """R9: confirmed before 12:00 of a working day → 18:00 of it, else 18:00 of the next working day."""
    return office.at(_start_day(office.civil(confirmed), calendar, regulation), regulation.day_end)


def _start_day(civil: datetime, calendar: WorkingCalendar, regulation: Regulation) -> date:
    day = civil.date()
    if civil.time() < regulation.noon and calendar.is_working(day):
        return day
    return calendar.next_working_day(day)


def start_deadline(
    confirmed: datetime, *, calendar: WorkingCalendar, regulation: Regulation, office: Office
) -> Deadline:
    """`start_due` with its explanation: where the day fell, why it was or was not enough, each day passed over."""
    civil = office.civil(confirmed)
    filed_on = civil.date()
    target = _start_day(civil, calendar, regulation)
    steps = [Step.of("confirmed", at=civil), Step.of("day", day=filed_on, kind=_day_sort(calendar, filed_on))]
    if calendar.is_working(filed_on):
        before = civil.time() < regulation.noon
        steps.append(Step.of("before-noon" if before else "after-noon", noon=regulation.noon))
    day = filed_on + timedelta(days=1)
    while filed_on < target and day < target:
        steps.append(Step.of("skipped", day=day, kind=_day_sort(calendar, day)))
        day += timedelta(days=1)
    if target != filed_on:
        steps.append(Step.of("next-working-day", day=target, kind=_day_sort(calendar, target)))
    if target in calendar.year(target.year).shortened:
        steps.append(Step.of("shortened-does-not-move", day=target, end=regulation.day_end))
    due = office.at(target, regulation.day_end)
    steps.append(Step.of("due", at=office.civil(due)))
    return _explained(due, ("R9",), steps, filed_on, target, calendar=calendar, regulation=regulation)


def completion_due(
    kind: RequestKind,
    *,
    started: datetime,
    agreed: date | None = None,
    regulation: Regulation,
    office: Office,
) -> datetime:
    """R11: 48 hours for control kinds, 24:00 of the second day after for a remote check, 24:00 of the agreed date.

    Raises:
        ValueError: an on-site check without an agreed date has no completion deadline.
    """
    if kind.is_control:
        return started + regulation.control_term
    if kind is RequestKind.REMOTE_CHECK:
        return office.end_of(office.day_of(started) + timedelta(days=regulation.remote_check_days))
    if agreed is None:
        msg = "an on-site check needs its agreed date"
        raise ValueError(msg)
    return office.end_of(agreed)


def completion_deadline(
    kind: RequestKind,
    *,
    started: datetime,
    agreed: date | None = None,
    calendar: WorkingCalendar,
    regulation: Regulation,
    office: Office,
) -> Deadline:
    """`completion_due` with its explanation; never moved by non-working days, and it says so."""
    due = completion_due(kind, started=started, agreed=agreed, regulation=regulation, office=office)
    steps = [Step.of("started", at=office.civil(started))]
    if kind.is_control:
        steps.append(Step.of("hours", hours=int(regulation.control_term.total_seconds() // 3600)))
        last = office.day_of(due)
    elif kind is RequestKind.REMOTE_CHECK:
        last = office.day_of(started) + timedelta(days=regulation.remote_check_days)
        steps.append(Step.of("end-of-nth-day", days=regulation.remote_check_days, day=last))
    else:
        last = office.day_of(due) - timedelta(days=1)
        steps.append(Step.of("end-of-agreed-day", day=last))
    if any(not calendar.is_working(day) for day in _days(office.day_of(started), last)):
        steps.append(Step.of("not-moved"))
    steps.append(Step.of("due", at=office.civil(due)) if kind.is_control else Step.of("due-end-of-day", day=last))
    return _explained(due, ("R11",), steps, office.day_of(started), last, calendar=calendar, regulation=regulation)


def _day_sort(calendar: WorkingCalendar, day: date) -> str:
    kind = calendar.kind(day)
    if kind is DayKind.WORKING_WEEKEND:
        return "working-saturday" if day.weekday() == SATURDAY else "working-sunday"
    return kind.value


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _explained(
    due: datetime,
    rules: tuple[str, ...],
    steps: list[Step],
    first: date,
    last: date,
    *,
    calendar: WorkingCalendar,
    regulation: Regulation,
) -> Deadline:
    official = calendar.is_official(first, last)
    if not official:
        steps.append(Step.of("preliminary", year=str(last.year)))
    return Deadline(
        due=due,
        rules=rules,
        steps=tuple(steps),
        regulation_version=regulation.version,
        calendar_version=calendar.version(first, last),
        official=official,
    )
