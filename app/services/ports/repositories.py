"""The writing side of the store, as Protocols: repositories return and take the domain's plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from app.domain.audit import ChainedEvent, EventEntry
from app.domain.calendar import YearCalendar
from app.domain.commands import Action, Command, MeterState
from app.domain.deadlines import Deadline
from app.domain.desk import Client, Meter, Operator, Role, Subscriber
from app.domain.regulation import Regulation
from app.domain.requests import Request


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

    def opposite_of(self, request_id: int) -> Request | None:
        """The desk's own opposite of a request (R14) that is open or done, if there is one."""
        ...

    def open_of_subscriber(self, subscriber_id: int) -> Sequence[Request]:
        """That subscriber's filed, confirmed and running requests, the newest first."""
        ...


class StaleVersion(Exception):
    """Another version stands in the database than the one that was seen."""


class SlotTaken(Exception):
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

    def subscribers_at(self, client_id: int, plot_keys: Sequence[str]) -> Sequence[Subscriber]:
        """A client's subscribers by their plots' keys, in one or few statements."""
        ...

    def subscribers_with(self, ids: Sequence[int]) -> Sequence[Subscriber]:
        """By ids, in one or few statements."""
        ...

    def add_subscribers(self, subscribers: Sequence[Subscriber]) -> Sequence[int]:
        """Store many new ones at once; their ids in the same order."""
        ...

    def update_subscribers(self, subscribers: Sequence[Subscriber]) -> None:
        """Store the next versions of many; raises `StaleVersion`."""
        ...

    def meters_with(self, serial_keys: Sequence[str], mac_keys: Sequence[str]) -> Sequence[Meter]:
        """Those that bear one of the keys, each once, in one or few statements."""
        ...

    def meters_of_all(self, subscriber_ids: Sequence[int]) -> Sequence[Meter]:
        """The meters of many subscribers, the oldest first, in one or few statements."""
        ...

    def add_meters(self, meters: Sequence[Meter]) -> Sequence[int]:
        """Store many new ones at once; their ids in the same order."""
        ...

    def update_meters(self, meters: Sequence[Meter]) -> None:
        """Store the next versions of many; raises `StaleVersion`."""
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

    def last_control_of_meter(self, meter_id: int) -> Command | None:
        """The last command to a meter that was to change something, of any request or of none."""
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

    def append_all(self, entries: Iterable[EventEntry]) -> None:
        """Gather many, which are only made while the transaction commits: their number costs no memory."""
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

    def regulations(self) -> list[Regulation]:
        """All versions of the regulation that were stored; none on a desk that never changed a figure."""
        ...

    def add_regulation(self, regulation: Regulation, *, now: datetime, by: int) -> None:
        """Keep a new version of the regulation."""
        ...
