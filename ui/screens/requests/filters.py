"""What the journal can be filtered by, as one value, and what that asks of the database at a moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.kinds import RequestKind, Status
from app.domain.times import Office
from app.services.ports.views import JournalFilter, JournalSort

OPEN = (Status.CONFIRMED, Status.IN_PROGRESS)


class Quick(StrEnum):
    """The buttons above the journal."""

    OPEN = "open"
    FILED = "filed"
    """Unconfirmed ones: what an operator has filed for a client still needs its confirmation (R2)."""
    OVERDUE = "overdue"
    TODAY = "today"
    DONE = "done"
    ALL = "all"


class Counter(StrEnum):
    """The counters at the top of the window, which are filters too."""

    CONFIRMED = "confirmed"
    IN_PROGRESS = "in-progress"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


class Period(StrEnum):
    """When the request was filed."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    DATES = "dates"


class Order(StrEnum):
    """In which order the rows stand."""

    URGENCY = "urgency"
    """What needs a hand is on top, by its deadline; the rest below."""
    NEWEST = "newest"
    """By the moment of filing, the newest first."""
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the calendar and the regulation say of a day: its end of work, and the next working day."""

    day: date
    day_end: time
    next_working: date


@dataclass(frozen=True, slots=True)
class Filters:
    """All that is chosen. `quick` or `counter` says the main choice; the rest narrows it."""

    quick: Quick | None = Quick.OPEN
    counter: Counter | None = None
    status: Status | None = None
    kind: RequestKind | None = None
    client_id: int | None = None
    period: Period = Period.ANY
    since: date | None = None
    until: date | None = None
    before_next_working_day: bool = False
    text: str = ""
    order: Order = Order.URGENCY

    def with_quick(self, quick: Quick) -> "Filters":
        """A button pressed: it replaces the counter and the chosen status, the rest stays."""
        return replace(self, quick=quick, counter=None, status=None)

    def with_counter(self, counter: Counter) -> "Filters":
        """A counter pressed; pressed again it gives back the open ones."""
        if self.counter is counter:
            return self.with_quick(Quick.OPEN)
        return replace(self, counter=counter, quick=None, status=None)

    def with_status(self, status: Status | None) -> "Filters":
        """A status chosen by name."""
        if status is None:
            return replace(self, status=None, quick=self.quick or Quick.OPEN)
        return replace(self, status=status, quick=None, counter=None)

    def searching(self, text: str) -> "Filters":
        """A search looks through all requests, not only the open ones; emptied, it gives back what was before."""
        return replace(self, text=text.strip())

    def plain(self) -> "Filters":
        """Everything that narrows taken away."""
        return Filters(quick=self.quick, counter=self.counter, order=self.order)

    @property
    def narrows(self) -> bool:
        """True where more than a button or counter is at work."""
        return replace(self, quick=None, counter=None, order=Order.URGENCY) != Filters(quick=None)

    @property
    def narrows_here(self) -> bool:
        """The same, without the search field, which says so itself."""
        return replace(self, text="").narrows

    @property
    def shown_quick(self) -> Quick | None:
        """The button that is down: a search among the open ones looks through all."""
        return Quick.ALL if self.text and self.quick is Quick.OPEN else self.quick

    @property
    def depends_on_now(self) -> bool:
        """True where the same choice asks for other rows later."""
        return self.quick in (Quick.OVERDUE, Quick.TODAY) or self.counter is Counter.OVERDUE

    def where(self, now: datetime, office: Office, facts: DayFacts) -> JournalFilter:
        """What to ask at `now`."""
        since, until = self._bounds(office.day_of(now))
        return JournalFilter(
            statuses=self._statuses(),
            kinds=(self.kind.value,) if self.kind else (),
            client_id=self.client_id,
            overdue_at=now if self.quick is Quick.OVERDUE or self.counter is Counter.OVERDUE else None,
            due_before=self._due_before(now, office, facts),
            since=None if since is None else office.start_of(since),
            until=None if until is None else office.end_of(until),
            text=self.text,
            outcome_unknown=self.counter is Counter.UNKNOWN,
            sort=JournalSort.URGENCY if self.order is Order.URGENCY else JournalSort.FILED,
            descending=self.order is Order.NEWEST,
        )

    def _statuses(self) -> tuple[str, ...]:
        if self.status is not None:
            return (self.status.value,)
        if self.counter in (Counter.CONFIRMED, Counter.IN_PROGRESS):
            return (Status(self.counter.value).value,)
        if self.quick is Quick.FILED:
            return (Status.FILED.value,)
        if self.quick is Quick.DONE:
            return (Status.DONE.value,)
        if self.quick is Quick.ALL or (self.text and self.quick is Quick.OPEN):
            return tuple(status.value for status in Status)
        return tuple(status.value for status in OPEN)

    def _due_before(self, now: datetime, office: Office, facts: DayFacts) -> datetime | None:
        ends = []
        if self.quick is Quick.TODAY:
            # A deadline of 18:00 sharp is one of today's: the bound is exclusive.
            ends.append(office.at(office.day_of(now), facts.day_end) + timedelta(seconds=1))
        if self.before_next_working_day:
            ends.append(office.start_of(facts.next_working))
        return min(ends, default=None)

    def _bounds(self, today: date) -> tuple[date | None, date | None]:
        if self.period is Period.DATES:
            return self.since, self.until
        days = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}.get(self.period)
        return (None, None) if days is None else (today - timedelta(days=days), None)
