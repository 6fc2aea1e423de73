"""The drivers by name, and how each is built. What a driver needs is imported when its first meter is spoken to."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from app.metering.adapter import DriverMetering, DriverSource, SystemAway
from app.services.ports.repositories import Clock
from drivers import base

SIMULATOR, DLMS, MANUAL = "simulator", "dlms", "manual"
DRIVERS = (SIMULATOR, DLMS, MANUAL)
"""The names that `MeterAddress.driver` may hold."""

KeySource = Callable[[str], base.MeterKeys]
"""Keys by their name; raises `drivers.base.NotSent` where there are none."""


def build_metering(
    *,
    clock: Clock,
    simulator: Path,
    keys: KeySource | None = None,
    counters: base.InvocationCounters | None = None,
    training: bool = False,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> DriverMetering:
    """The way to the meters of one desk. Nothing is opened before it is used.

    `simulator`: the file of the simulated meters' world, made at first use. `keys` and `counters`: what ciphered meters
    need; without both there are none. In training every name leads to the simulator, whatever is configured (C10).
    `sleep` waits the seconds that a simulated meter takes.
    """
    simulated = _simulator(simulator, clock, sleep)
    sources: dict[str, DriverSource] = {SIMULATOR: simulated, MANUAL: _manual}
    if keys is not None and counters is not None:
        sources[DLMS] = _dlms(keys, counters, clock)
    return DriverMetering(sources, instead=simulated if training else None)


def _simulator(path: Path, clock: Clock, sleep: Callable[[float], Awaitable[None]]) -> DriverSource:
    def build() -> base.Driver:
        from app.metering.own_world import OwnWorld
        from drivers.simulator import World, WorldUnusable

        try:
            return OwnWorld(World(path), clock.utc, sleep)
        except WorldUnusable as error:
            raise SystemAway(str(error)) from error

    return build


def _dlms(keys: KeySource, counters: base.InvocationCounters, clock: Clock) -> DriverSource:
    def build() -> base.Driver:
        from drivers.dlms import DlmsDriver

        return DlmsDriver(keys=keys, counters=counters, clock=clock.utc)

    return build


def _manual() -> base.Driver:
    from drivers.manual import ManualDriver

    return ManualDriver()
