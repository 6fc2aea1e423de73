"""What services need from outside, as Protocols: adapters implement them, bootstrap puts them together.

Repositories return and take the domain's plain values; no database row leaves the store. Everything inside one
`with unit_of_work:` is one transaction, and nothing is kept unless `commit` was called.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from app.domain.audit import ChainedEvent, EventEntry
from app.domain.calendar import WorkingCalendar, YearCalendar
from app.domain.changes import Changes, Subject
from app.domain.commands import Action, Command, MeterState
from app.domain.deadlines import Deadline
from app.domain.desk import Client, Meter, Operator, Role, Subscriber
from app.domain.kinds import RequestKind
from app.domain.regulation import Regulation, Regulations
from app.domain.requests import Request
from app.domain.times import Office


class Clock(Protocol):
    """The only source of "now": `utc` for what is stored, `monotonic` (seconds) for what is measured."""

    def utc(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be sent after the transaction: `key` makes it unique, so that one event never sends two."""

    key: str
    kind: str
    client_id: int
    to: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """With whom one spoke about a request, and what was said: personal data, kept beside the events."""

    with_whom: str
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LedgerStep:
    """One line of a command's ledger: what happened, in words' codes and in what was seen on the wire."""

    at: datetime
    state: str
    code: str
    detail: str = ""
    worker: str = ""


class RequestRepository(Protocol):
    """Requests with their numbers, quota slots and deadlines."""

    def get(self, request_id: int) -> Request:
        """Refusal "request-unknown" where there is none."""
        ...

    def by_number(self, number: str) -> Request:
        """Refusal "request-unknown" where there is none."""
        ...

    def add(self, request: Request) -> Request:
        """Store a new one; returns it with its id."""
        ...

    def update(self, request: Request, *, seen_version: int) -> Request:
        """Store the next version over `seen_version`; raises `StaleVersion` where another one stands."""
        ...

    def next_number(self, year: int) -> str:
        """The next number of that year, taken within this transaction (R8)."""
        ...

    def slots_taken(self, client_id: int, day: date) -> int:
        """How many of the client's quota slots of that day are taken (R4)."""
        ...

    def take_slot(self, client_id: int, day: date, *, quota: int, request_id: int) -> None:
        """Take the next slot; raises `SlotTaken` where the database says that it is full."""
        ...

    def free_slot(self, request_id: int) -> None:
        """Give a lapsed request's slot back."""
        ...

    def add_deadline(self, request_id: int, which: str, deadline: Deadline, *, made_at: datetime) -> None:
        """Keep a deadline with its reasons; an earlier one of the same sort stays in the history."""
        ...

    def add_contact(self, request_id: int, contact: Contact, *, at: datetime) -> int:
        """Keep with whom one spoke; returns its id for the event."""
        ...

    def lapsing(self, filed_before: datetime, limit: int) -> Sequence[Request]:
        """Unconfirmed requests filed before that moment, the oldest first."""
        ...

    def open_of_subscriber(self, subscriber_id: int) -> Sequence[Request]:
        """That subscriber's filed, confirmed and running requests, the newest first."""
        ...


class StaleVersion(Exception):  # noqa: N818 - it is an answer, made into a Conflict by the service that knows the words
    """Another version stands in the database than the one that was seen."""


class SlotTaken(Exception):  # noqa: N818 - likewise
    """The quota's constraint refused the slot."""


class ClientRepository(Protocol):
    """Clients, subscribers and meters."""

    def client(self, client_id: int) -> Client:
        """Refusal "client-unknown" where there is none."""
        ...

    def find_client(self, name: str) -> Client:
        """By name or full name, folded; Refusal "client-unknown" or "client-ambiguous"."""
        ...

    def clients(self) -> Sequence[Client]:
        """All, by name."""
        ...

    def add_client(self, client: Client) -> Client:
        """Store a new one; returns it with its id."""
        ...

    def update_client(self, client: Client) -> Client:
        """Store the next version."""
        ...

    def subscriber(self, subscriber_id: int) -> Subscriber:
        """Refusal "subscriber-unknown" where there is none."""
        ...

    def find_subscriber(self, client_id: int, plot: str) -> Subscriber:
        """By the plot's normalised key; Refusal "subscriber-unknown" where there is none."""
        ...

    def subscribers(self, client_id: int) -> Sequence[Subscriber]:
        """All of a client, in the order of their plots."""
        ...

    def add_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Store a new one; returns it with its id."""
        ...

    def update_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Store the next version."""
        ...

    def meter(self, meter_id: int) -> Meter:
        """Refusal "meter-unknown" where there is none."""
        ...

    def find_meter(self, text: str) -> Meter:
        """By serial number or MAC, normalised; Refusal "meter-unknown" where there is none."""
        ...

    def meter_by_serial(self, serial: str) -> Meter | None:
        """By the serial number's key."""
        ...

    def meters_of(self, subscriber_id: int) -> Sequence[Meter]:
        """The subscriber's meters in use."""
        ...

    def add_meter(self, meter: Meter) -> Meter:
        """Store a new one; returns it with its id."""
        ...

    def update_meter(self, meter: Meter) -> Meter:
        """Store the next version."""
        ...


class CommandRepository(Protocol):
    """The command ledger."""

    def get(self, command_id: int) -> Command:
        """Refusal "command-unknown" where there is none."""
        ...

    def add(self, command: Command) -> Command:
        """Store an intent (C2); returns it with its id."""
        ...

    def update(self, command: Command, *, seen_version: int) -> Command:
        """Store the next version; raises `StaleVersion`."""
        ...

    def of_request(self, request_id: int) -> Sequence[Command]:
        """All of a request, the oldest first."""
        ...

    def pending_of_meter(self, meter_id: int) -> Sequence[Command]:
        """What is planned or under way for a meter."""
        ...

    def lease(self, *, worker: str, now: datetime, until: datetime, actions: Sequence[Action]) -> Command | None:
        """Take the next planned command that is due, if any, so that no other worker does."""
        ...

    def leased(self) -> Sequence[Command]:
        """Unfinished commands that some worker holds or held."""
        ...

    def add_step(self, command_id: int, step: LedgerStep) -> None:
        """Append to the ledger; it is never changed."""
        ...

    def steps(self, command_id: int) -> Sequence[LedgerStep]:
        """The command's ledger in its order."""
        ...

    def keep_state(self, meter_id: int, state: MeterState) -> None:
        """Keep a meter's state as last read."""
        ...

    def last_state(self, meter_id: int) -> MeterState | None:
        """The meter's state as last read, if ever."""
        ...


class EventLog(Protocol):
    """The append-only chain of events."""

    def append(self, entry: EventEntry) -> None:
        """Put an entry into this transaction; its place in the chain is taken at commit."""
        ...

    def of(self, subject: str, subject_id: int) -> Sequence[ChainedEvent]:
        """All entries on one thing, in order."""
        ...

    def all(self) -> Iterator[ChainedEvent]:
        """The whole chain in order, streamed."""
        ...


class WorkerRepository(Protocol):
    """Which workers are alive."""

    def seen(self, worker: str, *, now: datetime) -> None:
        """Note that a worker is alive."""
        ...


class Outbox(Protocol):
    """Letters stored to be sent."""

    def put(self, letter: Letter, *, now: datetime) -> None:
        """Store it; a second one with the same key is ignored."""
        ...

    def waiting(self) -> int:
        """How many wait to be sent."""
        ...


class OperatorRepository(Protocol):
    """Operators by login."""

    def by_login(self, login: str) -> Operator | None:
        """None where there is none."""
        ...

    def get(self, operator_id: int) -> Operator:
        """Refusal "operator-unknown" where there is none."""
        ...

    def add(self, login: str, name: str, role: Role) -> Operator:
        """Store a new one."""
        ...

    def lock(self, operator_id: int) -> None:
        """A locked one may do nothing."""
        ...

    def all(self) -> Sequence[Operator]:
        """All, by login."""
        ...


class ReferenceRepository(Protocol):
    """Calendar and regulation as stored."""

    def store_year(self, year: YearCalendar, *, source: str, now: datetime, by: int) -> None:
        """Keep an imported year; it stands from now on, earlier versions are kept."""
        ...

    def stored_year(self, year: int) -> YearCalendar | None:
        """The imported year that stands, if any."""
        ...

    def next_calendar_version(self, year: int) -> int:
        """The number an import of that year gets."""
        ...

    def add_regulation(self, regulation: Regulation, *, now: datetime, by: int) -> None:
        """Keep a new version of the regulation."""
        ...


class UnitOfWork(Protocol):
    """One transaction over everything that is stored.

    Entering begins it (a writing one takes the database's write lock at once, so that what is read is what is
    changed); leaving without `commit` undoes it. `console` names the workstation in events.
    """

    requests: RequestRepository
    clients: ClientRepository
    commands: CommandRepository
    events: EventLog
    outbox: Outbox
    workers: WorkerRepository
    operators: OperatorRepository
    reference: ReferenceRepository
    calendar: WorkingCalendar
    regulations: Regulations
    office: Office
    console: str

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed."""
        ...

    def touch(self, subject: Subject, subject_id: int) -> None:
        """Say that something changed: it goes into the change feed and into the returned `Changes`."""
        ...

    def commit(self) -> Changes:
        """Write events and feed in the order of commits, and keep everything."""
        ...


# --- meters -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeterAddress:
    """How a meter is reached: its driver, gateway and address, and the serial number it must answer with."""

    driver: str
    gateway: str
    address: str
    serial: str
    mac: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The metering system said yes. It proves nothing (C3)."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Nothing can have reached the meter: trying again is safe."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RefusedByMeter:
    """The metering system or the meter said no, with its code."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It may have been carried out: no trustworthy answer came."""

    detail: str = ""


Answer = Acknowledged | NotSent | RefusedByMeter | NoAnswer
"""What sending a command gave."""

Reading = MeterState | NotSent | RefusedByMeter | NoAnswer
"""What reading a state gave."""


class Metering(Protocol):
    """The way to the meters; app.metering implements it over the drivers."""

    def execute(
        self, meter: MeterAddress, action: Action, *, watts: int | None, restore_w: int | None, timeout: timedelta
    ) -> Answer:
        """Send one command; `restore_w` is the threshold that a lift brings back (C4; None: no limit)."""
        ...

    def read_state(self, meter: MeterAddress, *, timeout: timedelta) -> Reading:
        """Read the state in an association of its own."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


# --- what screens and the command line read -----------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What the journal shows. Everything empty: all that is not unconfirmed or lapsed.

    `statuses` are values of Status; `overdue_at` keeps what is overdue at that moment; `due_before` what runs out
    before it; `since`/`until` bound the moment of filing [since, until); `text` searches numbers, plots, clients,
    serial numbers, MAC addresses and texts; `outcome_unknown` keeps requests whose last command is unknown.
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
    last_state: MeterState | None
    filed_by: str
    deadlines: tuple[KeptDeadline, ...]
    history: tuple[HistoryLine, ...]
    commands: tuple[CommandView, ...]
    others_open: tuple[JournalRow, ...]


@dataclass(frozen=True, slots=True)
class FalseCall:
    """A chargeable visit (R13)."""

    number: str
    client: str
    plot: str
    closed_at: datetime
    result: str


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
        """Rows by their place in the order by deadline; `total` as last counted lets it come from the nearer end."""
        ...

    def journal_count(self, where: JournalFilter) -> int:
        """How many rows the filter keeps."""
        ...

    def journal_place(self, where: JournalFilter, request_id: int) -> int | None:
        """At which place the request stands, or None where the filter hides it."""
        ...

    def journal_rows(self, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
        """Rows by id, for refreshing what is shown."""
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

    def false_calls(self, year: int, month: int, office: Office) -> Sequence[FalseCall]:
        """R13: the month's chargeable visits."""
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
