"""The drivers by name, and how each is built."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from app.metering.adapter import DriverMetering, DriverSource, SystemAway
from app.services.ports import Clock
from drivers import base
from drivers.simulator import SimulatorDriver, World, WorldUnusable

SIMULATOR = "simulator"
DRIVERS = (SIMULATOR,)
"""The names that `MeterAddress.driver` may hold."""


def build_metering(
    *,
    clock: Clock,
    simulator: Path,
    training: bool = False,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> DriverMetering:
    """The way to the meters of one desk. Nothing is opened before it is used.

    `simulator`: the file of the simulated meters' world, made at first use. In training every name leads to the
    simulator, whatever is configured (C10). `sleep` waits the seconds that a simulated meter takes.
    """
    simulated = _simulator(simulator, clock, sleep)
    return DriverMetering({SIMULATOR: simulated}, instead=simulated if training else None)


def _simulator(path: Path, clock: Clock, sleep: Callable[[float], Awaitable[None]]) -> DriverSource:
    def build() -> base.Driver:
        try:
            return _OwnWorld(World(path), clock.utc, sleep)
        except WorldUnusable as error:
            raise SystemAway(str(error)) from error

    return build


class _OwnWorld(SimulatorDriver):
    """A simulator's driver that closes the world that was opened for it."""

    async def close(self) -> None:
        self._world.close()
