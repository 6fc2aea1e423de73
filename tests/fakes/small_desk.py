"""A real desk in a temporary folder for window tests: SQLite, simulated meters, a clock that stands until it is moved.

СНТ «Ромашка» with plots 12а, 33 and 87 (protected), ДПК «Берёзка-2» with plot 4/1 and no meter.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import bootstrap
from app.domain.changes import Subject
from app.domain.commands import Command
from app.domain.desk import Client, Meter, Registration, Subscriber
from app.domain.kinds import ConfirmedBy, RequestKind, Source
from app.domain.requests import Draft
from app.services import commands, filing, requests
from app.services.ports import RequestCard
from drivers.simulator import Faults, NewMeter, World

MONDAY_MORNING = datetime(2026, 2, 16, 7, 30, tzinfo=UTC)
"""Mon 16.02.2026 10:30 in Moscow."""


class StandingClock:
    """`Clock` that shows what it was set to."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.now = now

    def utc(self) -> datetime:
        """The moment it stands at."""
        return self.now

    def monotonic(self) -> float:
        """Seconds of the same moment."""
        return self.now.timestamp()

    def move(self, **span: float) -> None:
        """Forward by a timedelta's arguments."""
        self.now += timedelta(**span)


@dataclass
class SmallDesk:
    """The opened desk and the ids of what is in it."""

    app: bootstrap.App
    clock: StandingClock
    world: Path
    romashka: int
    berezka: int
    plots: dict[str, int]

    def file(self, kind: RequestKind, plot: str, *, watts: int | None = None, text: str = "") -> int:
        """File a request on paper for a plot of «Ромашка» (or `4/1`); returns its id."""
        client = self.berezka if plot == "4/1" else self.romashka
        draft = Draft(
            kind, client, self.plots[plot], watts=watts, text=text, source=Source.LETTER, caller="вх. 17, Петрова"
        )
        changes = filing.file(self.app.unit_of_work(), draft=draft, by=self.app.operator, now=self.clock.now)
        return changes.one(Subject.REQUEST)

    def confirmed(self, kind: RequestKind, plot: str, *, watts: int | None = None, text: str = "") -> int:
        """File and confirm one by a signed letter; returns its id."""
        request_id = self.file(kind, plot, watts=watts, text=text)
        requests.confirm(
            self.app.unit_of_work(),
            request_id=request_id,
            seen_version=self.card(request_id).request.version,
            how=ConfirmedBy.SIGNED_LETTER,
            by=self.app.operator,
            now=self.clock.now,
        )
        return request_id

    def started(self, kind: RequestKind, plot: str, *, watts: int | None = None) -> int:
        """A control request whose command was carried out by a worker, however that ended; returns its id."""
        request_id = self.confirmed(kind, plot, watts=watts)
        self.order(request_id)
        self.carry()
        return request_id

    def order(self, request_id: int) -> None:
        """Confirm the plan of a request."""
        now = self.clock.now
        plan = commands.plan(self.app.unit_of_work(), request_ids=[request_id], now=now)
        commands.start(
            self.app.unit_of_work(),
            request_id=request_id,
            seen_version=self.card(request_id).request.version,
            plan_hash=plan.hash,
            by=self.app.operator,
            now=now,
        )

    def carry(self) -> Command | None:
        """Let a worker carry out the next command."""
        return self.app.carrier(worker="test:1", wait=_no_wait).carry_next()

    def card(self, request_id: int) -> RequestCard:
        """What the card is made of."""
        return self.app.queries.card(request_id)

    def set_faults(self, serial: str, faults: Faults) -> None:
        """Break a simulated meter, or mend it."""
        with World(self.world) as world:
            world.set_faults(serial, faults)


def _no_wait(seconds: float) -> None:
    pass


def make_small_desk(folder: Path, clock: StandingClock | None = None, *, shared: str = "") -> SmallDesk:
    """Make and open it, on SQLite or in the new desk at the address `shared`; the caller closes `app`."""
    clock = clock or StandingClock()
    database = shared or f"sqlite:///{folder / 'desk.sqlite'}"
    if not shared:
        bootstrap.make_desk(database)
    app = bootstrap.open_desk(database, login="anna", console="desk-1", clock=clock)
    plots: dict[str, int] = {}
    with app.unit_of_work() as uow:
        romashka = uow.clients.add_client(_client("Ромашка", "СНТ", "ТПП Smart Metering", clock.now))
        berezka = uow.clients.add_client(_client("Берёзка-2", "ДПК", "СУП-04", clock.now))
        for client, plot, name, maximum, protected in (
            (romashka, "12а", "Орлова Мария Петровна", 15000, ""),
            (romashka, "33", "Ким Пётр Сергеевич", 5000, ""),
            (romashka, "87", "Савельева Анна Ивановна", None, "справка № 5 от 11.01.2026"),
            (berezka, "4/1", "Ли Виктор", None, ""),
        ):
            stored = uow.clients.add_subscriber(
                Subscriber(
                    id=0,
                    client_id=client.id,
                    plot=plot,
                    name=name,
                    phone="+7 914 000-00-00",
                    street="ул. Садовая, 4",
                    max_w=maximum,
                    protected=bool(protected),
                    protected_by=protected,
                )
            )
            plots[plot] = stored.id
            if plot != "4/1":
                uow.clients.add_meter(_meter(stored.id, plot))
        uow.commit()
    world_file = folder / "simulator.sqlite"
    with World(world_file) as world:
        world.add_meters(
            NewMeter(_serial(plot), installed_at=clock.now - timedelta(days=2)) for plot in plots if plot != "4/1"
        )
    return SmallDesk(app, clock, world_file, romashka.id, berezka.id, plots)


def _client(name: str, form: str, system: str, at: datetime) -> Client:
    return Client(
        id=0,
        name=name,
        form=form,
        email=f"{form}@example.org",
        phone="+7 495 000-00-00",
        contract="17",
        metering_system=system,
        statement_day=25,
        registration=Registration.REGISTERED,
        registered_at=at,
    )


def _serial(plot: str) -> str:
    return {"12а": "00471112", "33": "00471193", "87": "00471187"}[plot]


def _meter(subscriber_id: int, plot: str) -> Meter:
    serial = _serial(plot)
    return Meter(
        id=0,
        subscriber_id=subscriber_id,
        serial=serial,
        mac=f"0012ABCD{serial[-4:]}",
        model="НЕВА СТ1",
        driver="simulator",
        gateway="шлюз 4",
        address=serial,
    )
