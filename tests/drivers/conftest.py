"""Benches: how a test arranges a meter, speaks to it, and looks at it from its own side.

A later driver adds the fixture `<name>_bench` and its name to BENCHES, and `test_contract.py` runs for it too.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.base import Capabilities, Driver, MeterKeys, Relay, Target
from drivers.dlms import DlmsDriver
from drivers.dlms import model as dlms_model
from drivers.dlms.server import running
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


@dataclass
class DlmsBench:
    """The same of a meter of our own that serves DLMS/COSEM on a port."""

    driver: Driver
    target: Target
    time: Time
    meter: dlms_model.MeterModel

    def break_with(self, *, unreachable: bool = False, **faults: object) -> None:
        self.meter.faults = dlms_model.Faults(**faults)
        if unreachable:
            self.target = replace(self.target, address=f"127.0.0.1:{free_port()}")

    def received(self) -> list[str]:
        return ["limit" if word == "set" else word for word in self.meter.received]

    def is_really(self) -> tuple[Relay, int | None]:
        return self.meter.relay, self.meter.limit_w


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


KEYS = MeterKeys(bytes(range(16)), bytes(range(16, 32)))


class Counters:
    """Invocation counters in memory; `advanced` keeps what a meter made them jump to."""

    def __init__(self) -> None:
        self.next: dict[str, int] = {}
        self.advanced: list[int] = []

    def reserve(self, key: str, count: int) -> int:
        first = self.next.get(key, 1)
        self.next[key] = first + count
        return first

    def advance(self, key: str, last_used: int) -> None:
        self.advanced.append(last_used)
        self.next[key] = max(self.next.get(key, 1), last_used + 1)


@pytest.fixture
def simulator_bench(world: World) -> Bench:
    return simulator(world)


@pytest.fixture
def dlms_bench() -> Iterator[DlmsBench]:
    time = Time()
    meter = dlms_model.MeterModel(KEYS, SERIAL, time.utc)
    driver = DlmsDriver(keys=lambda name: KEYS, counters=Counters(), clock=time.utc, timeout_s=5)
    with running(meter) as (host, port):
        target = Target(address=f"{host}:{port}", serial=SERIAL, gateway="gw", options={"keys": "gw"})
        yield DlmsBench(driver, target, time, meter)


BENCHES = {"dlms": DlmsDriver, "simulator": SimulatorDriver}
PROFILING = sorted(
    name for name, driver in BENCHES.items() if Capabilities.READ_PROFILE in driver.capabilities.fget(None)
)


@pytest.fixture(params=sorted(BENCHES))
def bench(request: pytest.FixtureRequest) -> Bench | DlmsBench:
    return request.getfixturevalue(f"{request.param}_bench")


@pytest.fixture(params=PROFILING)
def profiling(request: pytest.FixtureRequest) -> Bench:
    """Of the benches those whose driver reads load profiles."""
    return request.getfixturevalue(f"{request.param}_bench")


@pytest.fixture
def sim(world: World) -> Bench:
    return simulator(world)
