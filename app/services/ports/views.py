"""What screens and the command line read: frozen values, and the `Queries` that give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.domain.calendar import YearCalendar
    from app.domain.changes import Changes
    from app.domain.commands import Command, MeterState
    from app.domain.deadlines import Deadline
    from app.domain.desk import Client, Meter, Operator, Subscriber
    from app.domain.kinds import RequestKind
    from app.domain.requests import Request
    from app.domain.times import Office
    from app.services.ports.imports import ImportDetails, ImportLine, RememberedColumn
    from app.services.ports.reports import DayLoad, FalseCall, Visit
    from app.services.ports.repositories import LedgerStep


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One row of the journal. `due` is the deadline that runs now; `command` the state of the last command."""

    id: int
    number: str
    kind: RequestKind
    status: str
    client: str
    plot: str
    watts: int | None
    filed_at: datetime
    confirmed_at: datetime | None
    started_at: datetime | None
    closed_at: datetime | None
    start_due: datetime | None
    completion_due: datetime | None
    due: datetime | None
    met: bool | None
    command: str
    command_code: str
    reason: str
    version: int
    sort_key: int
    """The row's place in the order by deadline: see `JournalOrder`."""
    source: str = ""
    """A value of Source."""
    subscriber: str = ""
    """The subscriber's name."""


class JournalSort(StrEnum):
    """In which order the journal stands."""

    URGENCY = "urgency"
    """Open work by its deadline, then the unconfirmed, then the closed, newest first: see `journal_order`."""
    FILED = "filed"
    """By the moment of filing, which is the order of the numbers."""


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What the journal shows and in which order. Everything empty: all that is not unconfirmed or lapsed.

    `statuses` are values of Status; `overdue_at` keeps what is overdue at that moment; `due_before` what runs out
    before it; `since`/`until` bound the moment of filing [since, until); `text` searches numbers, plots, clients,
    serial numbers, MAC addresses and texts: see `app.store.queries.search`; `outcome_unknown` keeps requests whose last
    command is unknown. `descending` turns the whole order about.
    """

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    client_id: int | None = None
    overdue_at: datetime | None = None
    due_before: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    outcome_unknown: bool = False
    subscriber_id: int | None = None
    sort: JournalSort = JournalSort.URGENCY
    descending: bool = False


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Rows `first`, `first + 1`, … of the filtered journal."""

    first: int
    rows: tuple[JournalRow, ...]


@dataclass(frozen=True, slots=True)
class Counters:
    """What the top of the journal counts, as of one moment."""

    confirmed: int
    in_progress: int
    overdue: int
    unknown: int
    filed: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a request's history (R15)."""

    seq: int
    at: datetime
    who: str
    console: str
    action: str
    from_state: str
    to_state: str
    why: str
    met: bool | None
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class KeptDeadline:
    """A deadline as it was made, with its steps; `current` is False for one that another replaced (R11)."""

    which: str
    deadline: Deadline
    made_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class CommandView:
    """A command with its ledger, for the card."""

    command: Command
    planned_by: str
    steps: tuple[LedgerStep, ...]


@dataclass(frozen=True, slots=True)
class RequestCard:
    """Everything about one request."""

    request: Request
    client: Client
    subscriber: Subscriber
    meters: tuple[Meter, ...]
    last_states: Mapping[int, MeterState]
    """Of each meter, by its id, the state as last read; a meter that never was is not there."""
    filed_by: str
    deadlines: tuple[KeptDeadline, ...]
    history: tuple[HistoryLine, ...]
    commands: tuple[CommandView, ...]
    others_open: tuple[JournalRow, ...]

    @property
    def last_state(self) -> MeterState | None:
        """The first meter's."""
        return self.last_states.get(self.meters[0].id) if self.meters else None


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the status bar says: commands waiting, letters waiting, calendar of this year, training."""

    commands_pending: int
    letters_waiting: int
    calendar_status: str
    worker_seen_at: datetime | None
    feed_seq: int


class Queries(Protocol):
    """Reading for screens: frozen values, no locks, callable from any thread."""

    def journal_page(self, where: JournalFilter, *, first: int, count: int, total: int) -> JournalPage:
        """Rows by their place in the filter's order; `total` as last counted lets it come from the nearer end."""
        ...

    def journal_count(self, where: JournalFilter) -> int:
        """How many rows the filter keeps."""
        ...

    def journal_stream(self, where: JournalFilter, *, chunk: int = 1000) -> Iterator[tuple[JournalRow, ...]]:
        """All rows in the filter's order, so many at a time, as of one moment and in flat memory.

        Its transaction ends with the iteration; whoever stops earlier closes it (`contextlib.closing`).
        """
        ...

    def journal_place(self, where: JournalFilter, request_id: int) -> int | None:
        """At which place the request stands, or None where the filter hides it."""
        ...

    def journal_rows(self, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
        """Rows by id, for refreshing what is shown."""
        ...

    def preferences(self, operator_id: int) -> Mapping[str, Mapping[str, object]]:
        """What an operator arranged for themselves, by key."""
        ...

    def counters(self, now: datetime) -> Counters:
        """What waits, as of now."""
        ...

    def newly_overdue(self, since: datetime, until: datetime) -> Sequence[int]:
        """Requests whose running deadline passed in (since, until]."""
        ...

    def card(self, request_id: int) -> RequestCard:
        """Refusal "request-unknown" where there is none."""
        ...

    def clients(self) -> Sequence[Client]:
        """Registered clients by name."""
        ...

    def subscribers(self, client_id: int) -> Sequence[Subscriber]:
        """A client's subscribers in the order of their plots."""
        ...

    def operators(self) -> Sequence[Operator]:
        """All operators."""
        ...

    def imports(self) -> Sequence[ImportLine]:
        """The journal of imports, the newest first."""
        ...

    def import_record(self, import_id: int, *, first: int = 0, count: int = 200) -> ImportDetails:
        """One import with rows `first` … of what it did; Refusal "import-unknown" where there is none."""
        ...

    def remembered_columns(self, kind: str) -> Sequence[RememberedColumn]:
        """Headings kept in mind for that kind of register."""
        ...

    def false_calls(self, year: int, month: int, office: Office) -> Sequence[FalseCall]:
        """R13: the month's chargeable visits."""
        ...

    def visits(self, day: date) -> Sequence[Visit]:
        """R10: the on-site checks agreed for a day, by client and hour."""
        ...

    def load(self, since: date, until: date, *, client_id: int | None, now: datetime) -> Sequence[DayLoad]:
        """What was filed on the days `since` … `until` by day and kind, and how terms were kept, as of `now`."""
        ...

    def status(self, now: datetime) -> DeskStatus:
        """For the status bar."""
        ...

    def changes_since(self, seq: int) -> tuple[int, Changes]:
        """The change feed after `seq`: the new last number, and what was touched."""
        ...

    def data_version(self) -> int:
        """A cheap number that differs when another connection has committed."""
        ...


class CalendarSource(Protocol):
    """Where years come from that nobody imported."""

    def __call__(self, year: int) -> YearCalendar:
        """The year's base calendar."""
        ...
