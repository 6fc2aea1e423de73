"""Putting simulated meters into their world, for a demo desk: the desk's own part of `drivers.simulator`."""

import random
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import Refusal, Unavailable
from drivers.simulator import Faults, NewMeter, World, WorldUnusable


@dataclass(frozen=True, slots=True)
class SimulatedMeter:
    """A meter to be simulated; `zones` 1, 2 or 3 tariffs, `standing_w` a limit that stands in it already."""

    serial: str
    installed_at: datetime
    zones: int = 2
    standing_w: int | None = None


def populate_simulator(path: Path, meters: Iterable[SimulatedMeter], *, seed: int) -> None:
    """Put the meters into the world at `path`, made where it is missing, with readings of a life before.

    Raises:
        Refusal: simulator-in-use, one of the serial numbers is known to that world. Unavailable: simulator-away.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up readings, not secrets
    try:
        with World(path) as world:
            known = set(world.meters())
            new = []
            for meter in meters:
                if meter.serial in known:
                    raise Refusal("simulator-in-use", path=str(path), meter=meter.serial)
                before = tuple(chance.randrange(100_000, 20_000_000) for _ in range(meter.zones))
                new.append(
                    NewMeter(
                        meter.serial,
                        meter.installed_at,
                        seed=seed,
                        zones=meter.zones,
                        initial_wh=before,
                        limit_w=meter.standing_w,
                    )
                )
            world.add_meters(new)
    except (WorldUnusable, sqlite3.Error) as error:
        raise Unavailable("simulator-away", path=str(path), detail=str(error)) from error


def set_faults(path: Path, serial: str, words: str) -> None:
    """From now on the meter has exactly these faults: `lying`, `refusing=3`, … (see `drivers.simulator.Faults`); "" none."""
    with World(path) as world:
        world.set_faults(serial, Faults.parse(words))
