"""A real desk: a database made by the migrations, simulated meters in a temporary folder, one clock for all of it.

Fixtures: `clock` and `desk` (empty but for its operator; on SQLite). tests/store and tests/services have a `desk` of
their own, on SQLite and on PostgreSQL, and a `file_desk` where a test is about SQLite's file. Nothing in it waits:
where a worker or a meter would, the clock moves.
"""

import itertools
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from app import bootstrap
from app.domain.changes import Changes, Subject
from app.domain.commands import Command
from app.domain.desk import Client, Meter, Operator, Registration, Role, Subscriber
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source
from app.domain.requests import Completion, Draft, Request, Visit
from app.jobs.catalogue import catalogue
from app.jobs.loop import Loop
from app.metering import DriverMetering
from app.services import commands, operators, requests
from app.services.carrying import Carrier
from app.services.ports import Metering, RequestCard, UnitOfWork
from drivers.simulator import Faults, LoggedCommand, NewMeter, SimulatorDriver, World
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import shared_cluster

WORKER = "desk-1:1"

SQLITE, POSTGRESQL = DATABASES = ("sqlite", "postgresql")

FORBIDDEN = (sqlite3.IntegrityError, psycopg.IntegrityError)

_NUMBERS = itertools.count(1)


@dataclass
class Desk:
    """An opened desk with short words for what tests do to it. Every call acts as `app.operator`, at the clock's now."""

    app: bootstrap.App
    clock: FakeClock
    world: World
    folder: Path
    _serials: int = field(default=4711000)

    # --- what stands on the desk ----------------------------------------------------------------------------------

    def client(
        self,
        name: str = "Ромашка",
        *,
        form: str = "СНТ",
        system: str = "ТПП Smart Metering",
        registration: Registration = Registration.REGISTERED,
    ) -> Client:
        """A client, registered unless said otherwise."""
        with self.unit_of_work() as uow:
            stored = uow.clients.add_client(
                Client(
                    id=0,
                    name=name,
                    form=form,
                    email=f"{name.lower().replace(' ', '-')}@example.org",
                    phone="+7 495 000-00-00",
                    contract="17",
                    metering_system=system,
                    statement_day=25,
                    registration=registration,
                    registered_at=self.clock.utc() if registration is Registration.REGISTERED else None,
                )
            )
            uow.commit()
            return stored

    def subscriber(
        self,
        client: Client,
        plot: str = "12а",
        *,
        max_w: int | None = 15_000,
        protected: str = "",
        meter: bool = True,
        limit_w: int | None = None,
        faults: Faults | None = None,
    ) -> Subscriber:
        """A household with a simulated meter; `protected` is the document that says so, `limit_w` what stands at the meter."""
        with self.unit_of_work() as uow:
            stored = uow.clients.add_subscriber(
                Subscriber(
                    id=0,
                    client_id=client.id,
                    plot=plot,
                    name="Иванов Иван Иванович",
                    phone="+7 900 000-00-00",
                    street="ул. Садовая, 4",
                    max_w=max_w,
                    protected=bool(protected),
                    protected_by=protected,
                )
            )
            uow.commit()
        if meter:
            self.meter(stored, limit_w=limit_w, faults=faults)
        return stored

    def meter(
        self,
        subscriber: Subscriber,
        *,
        serial: str = "",
        limit_w: int | None = None,
        faults: Faults | None = None,
        driver: str = "simulator",
    ) -> Meter:
        """A simulated meter, on the desk and in its world."""
        self._serials += 1
        serial = serial or f"00{self._serials}"
        self.world.add_meter(
            NewMeter(
                serial,
                installed_at=self.clock.utc() - timedelta(days=2),
                limit_w=limit_w,
                faults=faults or Faults(),
            )
        )
        with self.unit_of_work() as uow:
            stored = uow.clients.add_meter(
                Meter(
                    id=0,
                    subscriber_id=subscriber.id,
                    serial=serial,
                    mac="",
                    model="НЕВА СТ1",
                    driver=driver,
                    gateway="",
                    address=serial,
                )
            )
            uow.commit()
            return stored

    def operator(self, login: str = "boris", role: Role = Role.DISPATCHER) -> Operator:
        """A second person."""
        operators.add(
            self.unit_of_work(), login=login, name=login.title(), role=role, by=self.app.operator, now=self.clock.utc()
        )
        with self.unit_of_work() as uow:
            found = uow.operators.by_login(login)
        assert found is not None
        return found

    # --- what a dispatcher does -----------------------------------------------------------------------------------

    def file(
        self,
        kind: RequestKind,
        subscriber: Subscriber,
        *,
        watts: int | None = None,
        text: str | None = None,
        at: datetime | str | None = None,
    ) -> Request:
        """File one, by phone; a limit asks for 3000 W and a check has its reason unless said otherwise."""
        if at is not None:
            self.clock.set(at)
        if kind is RequestKind.LIMIT and watts is None:
            watts = 3000
        if text is None:
            text = "" if kind.is_control else "Счётчик не показывает"
        draft = Draft(
            kind,
            subscriber.client_id,
            subscriber.id,
            watts=watts,
            text=text,
            source=Source.PHONE,
            caller="Петрова, председатель",
        )
        changes = requests.file(self.unit_of_work(), draft=draft, by=self.app.operator, now=self.clock.utc())
        return self.request(changes.one(Subject.REQUEST))

    def confirm(
        self,
        request: Request,
        *,
        at: datetime | str | None = None,
        how: ConfirmedBy = ConfirmedBy.MESSAGE,
        received_at: datetime | None = None,
    ) -> Request:
        """Confirm it; returns it as it stands then."""
        if at is not None:
            self.clock.set(at)
        requests.confirm(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            how=how,
            received_at=received_at,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def confirmed(self, kind: RequestKind, subscriber: Subscriber, *, watts: int | None = None) -> Request:
        """Filed and confirmed in one breath."""
        return self.confirm(self.file(kind, subscriber, watts=watts))

    def order(self, request: Request) -> Changes:
        """Confirm the plan: the command is stored, not sent."""
        plan = commands.plan(self.unit_of_work(), request_ids=[request.id], now=self.clock.utc())
        return commands.start(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            plan_hash=plan.hash,
            by=self.app.operator,
            now=self.clock.utc(),
        )

    def send_again(self, request: Request) -> Changes:
        """Confirm a fresh plan for one in progress."""
        plan = commands.plan(self.unit_of_work(), request_ids=[request.id], now=self.clock.utc())
        return commands.send_again(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            plan_hash=plan.hash,
            by=self.app.operator,
            now=self.clock.utc(),
        )

    def read_again(self, request: Request) -> Changes:
        """Ask for a fresh reading."""
        return commands.read_again(
            self.unit_of_work(), request_id=request.id, by=self.app.operator, now=self.clock.utc()
        )

    def started(self, kind: RequestKind, subscriber: Subscriber, *, watts: int | None = None) -> Request:
        """A control request whose command a worker carried out, however that ended."""
        request = self.confirmed(kind, subscriber, watts=watts)
        self.order(request)
        self.work()
        return self.request(request.id)

    def begin_check(self, request: Request) -> Request:
        """Begin a remote check."""
        requests.begin_check(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def agree(self, request: Request, visit: Visit) -> Request:
        """Agree a date for an on-site check, the first or another."""
        requests.agree_visit(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            visit=visit,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def complete(self, request: Request, completion: Completion | None = None) -> Request:
        """Set it done."""
        requests.complete(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            completion=completion or Completion(),
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def reject(
        self, request: Request, reason: RejectReason = RejectReason.NO_CONNECTION, *, words: str = ""
    ) -> Request:
        """Reject it."""
        requests.reject(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            reason=reason,
            words=words,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    # --- what a worker does ---------------------------------------------------------------------------------------

    def carrier(self, *, worker: str = WORKER, metering: Metering | None = None) -> Carrier:
        """A worker's hands; it waits by moving the clock."""
        return Carrier(
            unit_of_work=self.unit_of_work,
            metering=metering or self.app.metering,
            clock=self.clock,
            wait=self.clock.pass_seconds,
            worker=worker,
        )

    def work(self, *, worker: str = WORKER) -> None:
        """Every job until none finds more: what `pultctl worker --once` does."""
        jobs = catalogue(self.carrier(worker=worker), unit_of_work=self.unit_of_work, clock=self.clock)
        Loop(jobs, clock=self.clock, wait=self.clock.pass_seconds).run_once()

    def break_meter(self, subscriber: Subscriber, **faults: object) -> None:
        """From now on exactly these faults are on at the household's meters; none: they are well again."""
        for meter in self.meters(subscriber):
            self.world.set_faults(meter.serial, Faults(**faults))  # type: ignore[arg-type]  # by name, as Faults has them

    # --- what is seen ---------------------------------------------------------------------------------------------

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction."""
        return self.app.unit_of_work()

    def request(self, request_id: int) -> Request:
        """As it stands."""
        return self.card(request_id).request

    def card(self, request_id: int) -> RequestCard:
        """Everything about it."""
        return self.app.queries.card(request_id)

    def commands(self, request: Request) -> Sequence[Command]:
        """Its commands, the oldest first."""
        return [view.command for view in self.card(request.id).commands]

    def meters(self, subscriber: Subscriber) -> Sequence[Meter]:
        """The household's meters."""
        with self.unit_of_work() as uow:
            return uow.clients.meters_of(subscriber.id)

    def received(self, subscriber: Subscriber) -> list[LoggedCommand]:
        """What reached the household's meters, as the meters know it."""
        return [line for meter in self.meters(subscriber) for line in self.world.log(meter.serial)]

    @property
    def is_shared(self) -> bool:
        """True on PostgreSQL."""
        return not self.app.database.startswith("sqlite")

    @property
    def database(self) -> Path:
        """The desk's file (SQLite)."""
        return self.folder / "desk.sqlite"

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Plain SQL, `?` for values, by another program's connection, committed at once. JSON and days come as text.

        Raises `sqlite3.Error` or `psycopg.Error`; `FORBIDDEN` are those of constraints and guards.
        """
        if not self.is_shared:
            with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys=ON")
                return connection.execute(statement, values).fetchall()
        with psycopg.connect(plain_address(self.app.database), autocommit=True) as other:
            cursor = other.execute(statement.replace("%", "%%").replace("?", "%s").encode(), values or None)
            rows = cursor.fetchall() if cursor.description else []
            return [tuple(map(_as_sqlite_has_it, row)) for row in rows]

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns."""
        if self.is_shared:
            found = self.sql("SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0", table)
            return [str(name) for (name,) in found]
        return [str(row[1]) for row in self.sql(f"PRAGMA table_info({table})")]


def make_desk(folder: Path, clock: FakeClock, *, login: str = "anna", make: bool = True, url: str = "") -> Desk:
    """Make (or open) the desk in `folder`, or open that at `url` with its meters there; `close_desk` ends it."""
    url = url or f"sqlite:///{folder / 'desk.sqlite'}"
    app = bootstrap.open_desk(url, login=login, console="desk-1", clock=clock, make=make)
    app.metering.close()
    world = World(folder / "simulator.sqlite")

    async def wait(seconds: float) -> None:
        clock.pass_seconds(seconds)

    simulated = DriverMetering({"simulator": lambda: SimulatorDriver(world, clock.utc, wait)})
    return Desk(replace(app, metering=simulated), clock, world, folder)


def close_desk(desk: Desk) -> None:
    """Let go of everything."""
    desk.app.close()
    desk.world.close()


def _as_sqlite_has_it(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value.isoformat() if type(value) is date else value


def plain_address(url: str) -> str:
    """A PostgreSQL address as libpq takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def database_of(url: str) -> str:
    """The database's name in an address."""
    return urlsplit(url).path.removeprefix("/")


@contextmanager
def shared_desk(folder: Path, clock: FakeClock, *, like: str = "") -> Iterator[Desk]:
    """A desk in a PostgreSQL database of its own, new or a copy of the one at `like`; its meters are in `folder`."""
    cluster = shared_cluster()
    name = f"desk_{os.getpid()}_{next(_NUMBERS)}"
    made = make_desk(folder, clock, url=cluster.create(name, template=database_of(like)))
    try:
        yield made
    finally:
        close_desk(made)
        cluster.drop(name)


@contextmanager
def desk_on(kind: str, folder: Path, clock: FakeClock) -> Iterator[Desk]:
    """A new desk on that kind of database."""
    if kind == POSTGRESQL:
        with shared_desk(folder, clock) as made:
            yield made
        return
    made = make_desk(folder, clock)
    yield made
    close_desk(made)


@pytest.fixture
def clock() -> FakeClock:
    """Fri 20.02.2026 11:00 in Moscow, an ordinary working day."""
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A new desk whose only operator is its administrator."""
    made = make_desk(tmp_path, clock)
    yield made
    close_desk(made)
