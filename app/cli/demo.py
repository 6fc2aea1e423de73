"""`pultctl demo seed`: a realistic desk with simulated meters, made through the services themselves."""

import json
import random
import time as wall
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import App, make_desk, simulator_file, worker_name
from app.calendars import base_year
from app.cli.call import Call, command, moment
from app.documents.sheets import read_workbook
from app.domain.audit import EventEntry
from app.domain.calendar import WorkingCalendar
from app.domain.commands import Action
from app.domain.desk import Role
from app.domain.registers.preview import RegisterKind
from app.domain.registers.sheet import Workbook, sheet_of
from app.domain.requests import Terms
from app.domain.times import Office
from app.metering import build_metering
from app.metering.simulated import SimulatedMeter, populate_simulator, set_faults
from app.services import demo, demo_stories
from app.services.carrying import Carrier
from app.services.demo import DemoRegister, DemoStage, DemoWords
from app.services.demo_archive import Archive, ArchivePlan
from app.services.demo_clock import MovingClock
from app.services.ports.metering import Answer, MeterAddress, Metering, Reading
from app.store.archive import lay
from app.store.engine import sqlite_path

group = typer.Typer(name="demo")

FALLS_SILENT = "falls-silent"
"""A fault of the demo's own: the meter takes the command in and answers nothing any more."""

_REGISTERS = (
    ("snt-romashka.xlsx", "Ромашка"),
    ("dpk-berezka-2.xls", "Берёзка-2"),
    ("snp-severny.csv", "Северный"),
)
_PLOTS_OF_A_FURTHER_CLIENT = 120
_RARE_PLOT = "{}/9"
"""The last plot of a further client, found at no other: 731/9 at the thirty-first."""

_STORIES = 200
"""So many of the newest requests are played out; what is asked for above that is an archive."""

_FEWEST_WORKING_DAYS = 9
_CONTROL_A_DAY = 7
"""Control requests a client and working day that a desk is made with: the quota (R4) allows ten."""


@command(group, "seed")
def seed(
    call: Call,
    requests: Annotated[int, typer.Option("--requests", min=0, metavar="N", help="cli-option-requests")] = 200,
    clients: Annotated[int, typer.Option("--clients", min=3, metavar="N", help="cli-option-clients")] = 3,
    chance: Annotated[int, typer.Option("--seed", metavar="N", help="cli-option-seed")] = 1,
    now: Annotated[str, typer.Option("--now", metavar="ISO", help="cli-option-now")] = "",
) -> None:
    """Make a demo desk: three partnerships and their 700 plots by the import, then days of requests up to now.

    The last 200 requests go through the same services and the same worker as a dispatcher's, with a clock that is moved.
    What is asked for above that is an archive before them: made up by the same rules and laid at once, a million in a
    minute or two, with one event that says so.
    """
    began = wall.monotonic()
    until = moment(call, now, Office(), "--now") if now else call.clock.utc()
    archived = max(0, requests - _STORIES)
    since = _since(until, requests - archived, clients)
    path = sqlite_path(call.address)
    if path is not None and not path.exists():
        make_desk(call.address)
    clock = MovingClock(since, until)
    with call.desk(clock=clock) as app:
        scene = _Scene(requests - archived, archived, clients, chance, since, until)
        stage, summary = _make(app, clock, scene)
        counts = app.queries.counters(until)
        with app.unit_of_work().reading() as uow:
            plots = sum(len(uow.clients.subscribers(c.id)) for c in uow.clients.clients())
    data = {
        "database": call.address,
        "requests": summary.requests + archived,
        "archived": archived,
        "plots": plots,
        "clients": clients,
        "filed": counts.filed,
        "confirmed": counts.confirmed,
        "in_progress": counts.in_progress,
        "overdue": counts.overdue,
        "unknown": counts.unknown,
        "faulty_meters": dict(summary.faulty),
        "since": stage.office.civil(since),
        "seconds": round(wall.monotonic() - began, 1),
    }
    call.say(data, call.texts("cli-demo-made", requests=summary.requests + archived, plots=plots, clients=clients))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is to be made."""

    stories: int
    archived: int
    clients: int
    seed: int
    since: datetime
    until: datetime


def _make(app: App, clock: MovingClock, scene: _Scene) -> tuple[DemoStage, demo_stories.DemoSummary]:
    world = simulator_file(app.database)

    async def sleep(seconds: float) -> None:
        clock.wait(seconds)

    metering = _Breakable(build_metering(clock=clock, simulator=world, sleep=sleep), world)
    try:
        stage = DemoStage(
            unit_of_work=app.unit_of_work,
            carrier=Carrier(
                unit_of_work=app.unit_of_work,
                metering=metering,
                clock=clock,
                wait=clock.wait,
                worker=worker_name(app.console),
            ),
            clock=clock,
            office=app.office,
            by=app.operator,
            words=_words(),
            break_meter=metering.break_meter,
            chance=random.Random(scene.seed),  # noqa: S311 - made-up stories, not secrets
        )
        meters = demo.take_in(stage, _registers(scene.clients, scene.until))
        simulated = [
            SimulatedMeter(m.serial, scene.since - timedelta(days=400 + n % 300)) for n, m in enumerate(meters)
        ]
        populate_simulator(world, simulated, seed=scene.seed)
        busy = _lay_archive(app, stage.words, scene) if scene.archived else ()
        return stage, demo_stories.play(stage, requests=scene.stories, since=clock.utc(), until=scene.until, busy=busy)
    finally:
        metering.close()


def _lay_archive(app: App, words: DemoWords, scene: _Scene) -> Collection[int]:
    """The years before the stories; returns the subscribers whose request is open since then."""
    with app.unit_of_work().reading() as uow:
        places = [place for client in uow.clients.clients() for place in uow.clients.subscribers(client.id)]
        people = [o.id for o in uow.operators.all() if o.role is not Role.WORKER]
        regulation = uow.regulations.at(scene.until)
    terms = Terms(WorkingCalendar(base_year), regulation, app.office)
    archive = Archive(
        ArchivePlan(
            count=scene.archived,
            places=places,
            operators=people,
            until=scene.since,
            now=scene.until,
            terms=terms,
            words=words,
            seed=scene.seed,
        )
    )
    event = EventEntry(scene.since, app.operator.id, app.console, "archive", 0, "lay", data={"seed": scene.seed})
    lay(app.database, archive, terms=terms, event=event)
    return archive.busy


class _Breakable:
    """`Metering` over the simulator whose meters can be broken for a scene."""

    def __init__(self, inner: Metering, world: Path) -> None:
        self._inner = inner
        self._world = world
        self._falling_silent: set[str] = set()

    def break_meter(self, serial: str, words: str) -> None:
        """Switch exactly these faults on; "" makes it well."""
        self._falling_silent.discard(serial)
        if words == FALLS_SILENT:
            self._falling_silent.add(serial)
        else:
            set_faults(self._world, serial, words)

    def execute(
        self, meter: MeterAddress, action: Action, *, watts: int | None, restore_w: int | None, timeout: timedelta
    ) -> Answer:
        if meter.serial in self._falling_silent:
            set_faults(self._world, meter.serial, "silent")
            self._falling_silent.discard(meter.serial)
        return self._inner.execute(meter, action, watts=watts, restore_w=restore_w, timeout=timeout)

    def read_state(self, meter: MeterAddress, *, timeout: timedelta) -> Reading:
        return self._inner.read_state(meter, timeout=timeout)

    def close(self) -> None:
        self._inner.close()


def _since(until: datetime, requests: int, clients: int) -> datetime:
    """So many working days back that the quota has room for all of them; at 08:00 Moscow time."""
    office, calendar = Office(), WorkingCalendar(base_year)
    days = max(_FEWEST_WORKING_DAYS, round(requests * 0.8 / (clients * _CONTROL_A_DAY)) + 2)
    day = office.day_of(until)
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return office.at(day, time(8))


def _registers(clients: int, until: datetime) -> list[DemoRegister]:
    """The committed registers, and made-up ones for further clients, read by the same import."""
    folder = files("resources") / "demo"
    found = [DemoRegister("clients.xlsx", _workbook("clients.xlsx"), RegisterKind.CLIENTS)]
    found += [DemoRegister(name, _workbook(name), RegisterKind.SUBSCRIBERS, client) for name, client in _REGISTERS]
    further = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    form, names = further["further_client"]["form"], further["further_client"]["names"]
    more = [f"{names[n % len(names)]}-{n // len(names) + 1}" for n in range(clients - len(_REGISTERS))]
    if more:
        lines: list[Sequence[str]] = [("Вид", "Наименование", "Эл. почта", "Система учёта", "Дата регистрации")]
        day = f"{until - timedelta(days=400):%d.%m.%Y}"
        lines += [(form, name, f"club{n}@more.example", "ТПП", day) for n, name in enumerate(more, start=1)]
        found.append(DemoRegister("more.csv", _book(lines), RegisterKind.CLIENTS))
    for number, name in enumerate(more, start=1):
        plots: list[Sequence[str]] = [("Участок", "Владелец", "Мощность, Вт", "Зав. № счётчика")]
        plots += [
            (str(plot), f"{further['further_owner']} {plot}", "5000", f"8{number:06d}{plot:03d}")
            for plot in range(1, _PLOTS_OF_A_FURTHER_CLIENT)
        ]
        plots.append((_RARE_PLOT.format(700 + number), f"{further['further_owner']}", "5000", f"8{number:06d}999"))
        found.append(DemoRegister(f"more-{number}.csv", _book(plots), RegisterKind.SUBSCRIBERS, f"{form} «{name}»"))
    return found


def _workbook(name: str) -> Workbook:
    with as_file(files("resources") / "demo" / name) as path:
        return read_workbook(path)


def _book(lines: Sequence[Sequence[str]]) -> Workbook:
    return Workbook("csv", (sheet_of("", lines),), sha256="")


def _words() -> DemoWords:
    found = json.loads((files("resources") / "demo" / "words.json").read_text(encoding="utf-8"))
    return DemoWords(**{field.name: found[field.name] for field in fields(DemoWords)})
