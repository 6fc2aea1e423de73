"""Desks made, opened and let go of, on either kind of database."""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app import bootstrap
from app.metering import DriverMetering
from drivers.simulator import SimulatorDriver, World
from tests.fakes.clock import FakeClock
from tests.fakes.desk.acting import Desk
from tests.fakes.postgres import shared_cluster

SQLITE, POSTGRESQL = DATABASES = ("sqlite", "postgresql")

_NUMBERS = itertools.count(1)


def make_desk(
    folder: Path,
    clock: FakeClock,
    *,
    login: str = "anna",
    make: bool = True,
    url: str = "",
    wait: Callable[[float], None] | None = None,
) -> Desk:
    """Make (or open) the desk in `folder`, or open that at `url` with its meters there; `close_desk` ends it.

    Where a worker or a meter would wait, the clock moves, unless another `wait` is given.
    """
    file = folder / "desk.sqlite"
    if make and not url and not file.exists():
        file.write_bytes(_empty_desk())
    app = bootstrap.open_desk(url or f"sqlite:///{file}", login=login, console="desk-1", clock=clock, make=make)
    app.metering.close()
    world, pause = World(folder / "simulator.sqlite"), wait or clock.pass_seconds

    async def wait_at_the_meter(seconds: float) -> None:
        pause(seconds)

    simulated = DriverMetering({"simulator": lambda: SimulatorDriver(world, clock.utc, wait_at_the_meter)})
    return Desk(replace(app, metering=simulated), clock, world, folder, pause)


@cache
def _empty_desk() -> bytes:
    """The file of a desk just made by the migrations: they take longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.sqlite"
        bootstrap.make_desk(f"sqlite:///{file}")
        return file.read_bytes()


def close_desk(desk: Desk) -> None:
    """Let go of everything."""
    desk.app.close()
    desk.world.close()


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
