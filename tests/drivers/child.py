"""A desk's process that tests start and kill: python child.py WORLD SERIAL TASK. Each line it prints is a step done.

hang     disconnects, and prints "waiting" when it waits for the answer, for ever
torn     disconnects, and stops for ever inside the meter's transaction, after printing "inside"
limits   sets the limits 1, 2, 3, … W one after the other, printing each after its acknowledgement
hundred  disconnects a hundred times, then prints "done"
"""

import asyncio
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from drivers.base import Target
from drivers.simulator import SimulatorDriver, World

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def say(word: object) -> None:
    print(word, flush=True)  # noqa: T201 - how the parent follows


def stop_for_ever(*_: object) -> None:
    say("inside")
    threading.Event().wait()


async def wait_for_ever(seconds: float) -> None:
    say("waiting")
    await asyncio.Event().wait()


async def work(world: World, target: Target, task: str) -> None:
    driver = SimulatorDriver(world, lambda: NOW, wait_for_ever)
    match task:
        case "torn":
            world._begin_stretch = stop_for_ever
            await driver.disconnect(target)
        case "hang":
            await driver.disconnect(target)
        case "limits":
            for watts in range(1, 60_000):
                await driver.limit(target, watts)
                say(watts)
        case "hundred":
            for _ in range(100):
                await driver.disconnect(target)
            say("done")


if __name__ == "__main__":
    path, serial, task = sys.argv[1:]
    with World(Path(path)) as world:
        asyncio.run(work(world, Target(address="sim://child", serial=serial), task))
