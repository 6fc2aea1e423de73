"""An in-memory desk for window tests: as many rows as asked for, computed when read, and every query counted."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Self

from app.calendars import base_year
from app.domain.calendar import WorkingCalendar
from app.domain.changes import Changes, Subject, Touched
from app.domain.desk import Client, Operator, Registration, Subscriber
from app.domain.errors import Refusal
from app.domain.kinds import RequestKind, Status
from app.domain.regulation import Regulation, Regulations
from app.domain.times import Office
from app.domain.urgency import running_due
from app.services.ports.reports import DayLoad, FalseCall, Visit
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import Counters, DeskStatus, JournalFilter, JournalPage, JournalRow, RequestCard
from tests.fakes.clock import FakeClock

NOW = datetime(2026, 11, 24, 12, 46, 21, tzinfo=UTC)
"""Tue 24.11.2026 15:46:21 in Moscow."""
CLIENTS = ("СНТ «Ромашка»", "ДПК «Берёзка-2»", "СНП «Северный»")


def row(
    request_id: int,
    *,
    status: Status = Status.CONFIRMED,
    kind: RequestKind = RequestKind.DISCONNECT,
    due: datetime | None = None,
    plot: str = "12а",
    client: str = CLIENTS[0],
    watts: int | None = None,
    command: str = "",
    reason: str = "",
) -> JournalRow:
    """A row with that running deadline."""
    started = NOW - timedelta(hours=20) if status is not Status.CONFIRMED else None
    return JournalRow(
        id=request_id,
        number=f"2026-{request_id:06}",
        kind=kind,
        status=status.value,
        client=client,
        plot=plot,
        watts=watts,
        filed_at=NOW - timedelta(days=1),
        confirmed_at=None if status is Status.FILED else NOW - timedelta(hours=23),
        started_at=started,
        closed_at=NOW - timedelta(hours=1) if status.is_final else None,
        start_due=due if status is Status.CONFIRMED else None,
        completion_due=due if status is Status.IN_PROGRESS else None,
        due=running_due(status, due, due),
        met=True if status is Status.DONE else None,
        command=command,
        command_code="",
        reason=reason,
        version=1,
        sort_key=0,
    )


@dataclass
class MemoryQueries:
    """`Queries` over `rows` in the order given; `asked` counts the calls, `pages` keeps which pages were read."""

    rows: list[JournalRow] = field(default_factory=list)
    asked: "Counter[str]" = field(default_factory=Counter)
    pages: list[int] = field(default_factory=list)
    seq: int = 0
    feed: list[tuple[int, Touched]] = field(default_factory=list)
    failure: Exception | None = None
    overdue: Sequence[int] = ()
    kept: dict[str, Mapping[str, object]] = field(default_factory=dict)
    """The operator's preferences."""

    # --- what tests do --------------------------------------------------------------------------------------------

    def put(self, place: int, new: JournalRow) -> None:
        """Another process files a request."""
        self.rows.insert(place, new)
        self.tell(new.id)

    def change(self, request_id: int, **values: object) -> None:
        """Another process changes one, in its place."""
        at = next(i for i, r in enumerate(self.rows) if r.id == request_id)
        self.rows[at] = replace(self.rows[at], **values)  # type: ignore[arg-type] # tests name the fields
        self.tell(request_id)

    def remove(self, request_id: int) -> None:
        """Another process makes one leave the filter."""
        self.rows = [r for r in self.rows if r.id != request_id]
        self.tell(request_id)

    def tell(self, request_id: int) -> None:
        """Write it into the change feed."""
        self.seq += 1
        self.feed.append((self.seq, Touched(Subject.REQUEST, request_id)))

    # --- Queries --------------------------------------------------------------------------------------------------

    def journal_page(self, where: JournalFilter, *, first: int, count: int, total: int) -> JournalPage:
        """A slice."""
        self._ask("page")
        self.pages.append(first)
        return JournalPage(first, tuple(self._kept(where)[first : first + count]))

    def journal_count(self, where: JournalFilter) -> int:
        """How many are kept."""
        self._ask("count")
        return len(self._kept(where))

    def journal_stream(self, where: JournalFilter, *, chunk: int = 1000) -> Iterator[tuple[JournalRow, ...]]:
        """All of them, so many at a time."""
        self._ask("stream")
        rows = self._kept(where)
        yield from (tuple(rows[first : first + chunk]) for first in range(0, len(rows), chunk))

    def journal_place(self, where: JournalFilter, request_id: int) -> int | None:
        """Where it is."""
        self._ask("place")
        return next((i for i, r in enumerate(self._kept(where)) if r.id == request_id), None)

    def journal_rows(self, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
        """By id."""
        self._ask("rows")
        wanted = set(request_ids)
        return {r.id: r for r in self.rows if r.id in wanted}

    def counters(self, now: datetime) -> Counters:
        """Counted by going through all."""
        self._ask("counters")
        rows = list(self.rows)
        return Counters(
            confirmed=sum(r.status == Status.CONFIRMED for r in rows),
            in_progress=sum(r.status == Status.IN_PROGRESS for r in rows),
            overdue=sum(r.due is not None and r.due <= now for r in rows),
            unknown=sum(r.command == "unknown" for r in rows),
            filed=sum(r.status == Status.FILED for r in rows),
        )

    def newly_overdue(self, since: datetime, until: datetime) -> Sequence[int]:
        """What tests put into `overdue`, once."""
        self._ask("newly_overdue")
        found, self.overdue = self.overdue, ()
        return found

    def card(self, request_id: int) -> RequestCard:
        """There are none here: the card says so."""
        raise Refusal("request-unknown", number=str(request_id))

    def clients(self) -> Sequence[Client]:
        """The three partnerships."""
        self._ask("clients")
        return [
            Client(n, name, "", "a@b.example", "", "17", "ТПП", 25, Registration.REGISTERED, NOW)
            for n, name in enumerate(CLIENTS, 1)
        ]

    def subscribers(self, client_id: int) -> Sequence[Subscriber]:
        """None."""
        return ()

    def operators(self) -> Sequence[Operator]:
        """None."""
        return ()

    def preferences(self, operator_id: int) -> Mapping[str, Mapping[str, object]]:
        """What was kept in this desk's memory."""
        self._ask("preferences")
        return dict(self.kept)

    def false_calls(self, year: int, month: int, office: Office) -> Sequence[FalseCall]:
        """None."""
        return ()

    def visits(self, day: date) -> Sequence[Visit]:
        """None."""
        return ()

    def load(self, since: date, until: date, *, client_id: int | None, now: datetime) -> Sequence[DayLoad]:
        """None."""
        return ()

    def status(self, now: datetime) -> DeskStatus:
        """A quiet desk."""
        self._ask("status")
        return DeskStatus(2, 0, "official", now, self.seq)

    def changes_since(self, seq: int) -> tuple[int, Changes]:
        """The feed."""
        self._ask("changes_since")
        return self.seq, Changes(tuple(touched for n, touched in self.feed if n > seq))

    def data_version(self) -> int:
        """Moves with the feed."""
        self._ask("data_version")
        return self.seq

    def _ask(self, name: str) -> None:
        self.asked[name] += 1
        if self.failure is not None:
            raise self.failure

    def _kept(self, where: JournalFilter) -> list[JournalRow]:
        return [r for r in self.rows if _keeps(where, r)]


class ManyQueries(MemoryQueries):
    """A million rows, none of which exists before it is asked for."""

    def __init__(self, total: int = 1_000_000) -> None:
        super().__init__()
        self.total = total

    def journal_page(self, where: JournalFilter, *, first: int, count: int, total: int) -> JournalPage:
        """Rows made on the spot."""
        self._ask("page")
        self.pages.append(first)
        due = NOW + timedelta(days=1)
        return JournalPage(first, tuple(row(n + 1, due=due) for n in range(first, min(first + count, self.total))))

    def journal_count(self, where: JournalFilter) -> int:
        """As said."""
        self._ask("count")
        return self.total

    def journal_stream(self, where: JournalFilter, *, chunk: int = 1000) -> Iterator[tuple[JournalRow, ...]]:
        """Made on the spot too."""
        for first in range(0, self.total, chunk):
            yield self.journal_page(where, first=first, count=chunk, total=self.total).rows

    def journal_place(self, where: JournalFilter, request_id: int) -> int | None:
        """Ids go by place."""
        self._ask("place")
        return request_id - 1 if request_id <= self.total else None


def _keeps(where: JournalFilter, r: JournalRow) -> bool:
    return (
        r.status in (where.statuses or tuple(Status))
        and (not where.kinds or r.kind.value in where.kinds)
        and (where.overdue_at is None or (r.due is not None and r.due <= where.overdue_at))
        and (where.due_before is None or (r.due is not None and r.due < where.due_before))
        and (not where.outcome_unknown or r.command == "unknown")
        and (where.client_id is None or r.client == CLIENTS[where.client_id - 1])
        and all(word in f"{r.number} {r.plot} {r.client}" for word in where.text.split())
    )


class MemoryPreferences:
    """`PreferenceRepository` of the one operator there is."""

    def __init__(self, kept: dict[str, Mapping[str, object]]) -> None:
        self._kept = kept

    def get(self, operator_id: int, key: str) -> Mapping[str, object] | None:
        """By key."""
        return self._kept.get(key)

    def put(self, operator_id: int, key: str, value: Mapping[str, object]) -> None:
        """Keep it, as JSON would give it back."""
        self._kept[key] = json.loads(json.dumps(value))


class MemoryOperators:
    """The one operator, never locked."""

    def get(self, operator_id: int) -> Operator:
        """Anna."""
        return Operator(operator_id, "anna", "Анна Петрова")


class MemoryUnitOfWork:
    """Just enough of a unit of work: the calendar and the regulation of the day, the operator's preferences."""

    def __init__(self, kept: dict[str, Mapping[str, object]]) -> None:
        self.preferences = MemoryPreferences(kept)
        self.operators = MemoryOperators()
        self.calendar = WorkingCalendar(base_year)
        self.regulations = Regulations([Regulation()])
        self.office = Office()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def reading(self) -> Self:
        """The same."""
        return self

    def commit(self) -> Changes:
        """Nothing that others see."""
        return Changes()


@dataclass
class MemoryDesk:
    """`ui.context.Desk` over memory."""

    queries: MemoryQueries
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    office: Office = field(default_factory=Office)
    operator: Operator = field(default_factory=lambda: Operator(1, "anna", "Анна Петрова"))
    training: bool = False
    console: str = "console"

    def unit_of_work(self) -> UnitOfWork:
        """Reads the calendar, writes nothing."""
        return MemoryUnitOfWork(self.queries.kept)  # type: ignore[return-value] # only what the window itself asks of one


def sample_rows() -> list[JournalRow]:
    """One of everything, as on the sketch."""
    kinds, states = RequestKind, Status

    def at(**span: float) -> datetime:
        return NOW + timedelta(**span)

    return [
        row(398, status=states.IN_PROGRESS, due=at(days=-2, hours=-1), plot="33", command="unknown"),
        row(409, kind=kinds.LIMIT, watts=3000, due=at(hours=-21, minutes=-46), plot="87"),
        row(412, due=at(hours=2, minutes=13)),
        row(411, kind=kinds.RECONNECT, due=at(hours=2, minutes=13), plot="4/1", client=CLIENTS[1]),
        row(405, status=states.IN_PROGRESS, kind=kinds.LIFT, due=at(hours=24), client=CLIENTS[1], command="verified"),
        row(406, status=states.IN_PROGRESS, kind=kinds.LIMIT, watts=5000, due=at(hours=25), plot="140", command="sent"),
        row(413, kind=kinds.ONSITE_CHECK, due=at(days=1, hours=2), plot="201", client=CLIENTS[2]),
        row(407, status=states.IN_PROGRESS, kind=kinds.REMOTE_CHECK, due=at(days=1, hours=8), client=CLIENTS[2]),
        row(401, status=states.DONE, kind=kinds.RECONNECT, plot="51", command="verified"),
        row(400, status=states.DONE, plot="77", client=CLIENTS[1], command="verified"),
        row(399, status=states.REJECTED, kind=kinds.REMOTE_CHECK, client=CLIENTS[2], reason="unclear"),
        row(414, status=states.FILED, kind=kinds.LIFT, plot="8"),
    ]


def next_working_day(day: date) -> date:
    """By the base calendar, for comparing."""
    return WorkingCalendar(base_year).next_working_day(day)
