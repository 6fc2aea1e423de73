"""Benches: how a test arranges a meter, speaks to it, and looks at it from its own side.

A later driver adds its bench to BENCHES, and `test_contract.py` runs for it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.base import Driver, Relay, Target
from drivers.simulator import Faults, NewMeter, SimulatorDriver, World

INSTALLED = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SERIAL = "00123456"


@dataclass
class Time:
    """A clock that only a test or a simulated wait moves; `slept` keeps every wait."""

    now: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def utc(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return (self.now - INSTALLED).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@dataclass
class Bench:
    """One well meter, connected and without a limit, and the driver that reaches it."""

    driver: Driver
    target: Target
    time: Time
    world: World

    def break_with(self, **faults: object) -> None:
        self.world.set_faults(SERIAL, Faults(**faults))

    def received(self) -> list[str]:
        """The commands that reached the meter, as the meter knows it."""
        return [line.kind.value for line in self.world.log(SERIAL)]

    def is_really(self) -> tuple[Relay, int | None]:
        """Relay and limit, not by way of the driver."""
        last = self.world.history(SERIAL)[-1]
        return last.relay, last.limit_w


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "simulator.sqlite") as world:
        world.add_meter(NewMeter(SERIAL, INSTALLED, seed=7, initial_wh=(1_000_000, 500_000)))
        yield world


def simulator(world: World) -> Bench:
    time = Time()
    target = Target(address="sim://1", serial=SERIAL, gateway="gw")
    return Bench(SimulatorDriver(world, time.utc, time.sleep), target, time, world)


BENCHES = {"simulator": simulator}


@pytest.fixture(params=sorted(BENCHES))
def bench(request: pytest.FixtureRequest, world: World) -> Bench:
    return BENCHES[request.param](world)


@pytest.fixture
def sim(world: World) -> Bench:
    return simulator(world)
