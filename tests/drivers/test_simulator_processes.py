"""The simulated world is shared by processes and outlives them, killed ones too."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.base import Relay
from drivers.simulator import Faults, NewMeter, World
from tests.drivers.conftest import INSTALLED, SERIAL

CHILD = Path(__file__).with_name("child.py")
ROOT = CHILD.parents[2]


@contextmanager
def child(world: World, task: str, serial: str = SERIAL) -> Iterator[subprocess.Popen[str]]:
    """A desk's process at work; killed (SIGKILL) and gone at the end of the block at the latest."""
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(world.path), serial, task],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def is_sound(world: World) -> bool:
    db = sqlite3.connect(world.path)
    try:
        return db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        db.close()


def test_a_desk_killed_while_it_waits_leaves_a_meter_that_obeyed(world: World) -> None:
    world.set_faults(SERIAL, Faults(slow=5))

    with child(world, "hang") as desk:
        assert desk.stdout.readline() == "waiting\n"
        desk.kill()

    assert [(line.kind, line.executed) for line in world.log(SERIAL)] == [("disconnect", True)]
    assert world.history(SERIAL)[-1].relay is Relay.DISCONNECTED
    assert is_sound(world)


def test_a_desk_killed_inside_the_meters_transaction_leaves_no_trace(world: World) -> None:
    with child(world, "torn") as desk:
        assert desk.stdout.readline() == "inside\n"
        desk.kill()

    assert world.log(SERIAL) == ()
    assert len(world.history(SERIAL)) == 1
    world.press_button(SERIAL, at=INSTALLED)  # the lock has gone with its holder
    assert is_sound(world)


@pytest.mark.parametrize("seed", range(4))
def test_wherever_a_desk_is_killed_log_and_meter_agree(world: World, seed: int) -> None:
    with child(world, "limits") as desk:
        for acknowledged in range(1, random.Random(seed).randint(2, 120)):
            assert desk.stdout.readline() == f"{acknowledged}\n"
        desk.kill()

    done = [line.args["watts"] for line in world.log(SERIAL) if line.executed]
    assert done == list(range(1, len(done) + 1))
    assert len(done) >= acknowledged
    assert [stretch.limit_w for stretch in world.history(SERIAL)] == [None, *done]
    assert is_sound(world)


def test_two_desks_at_once_lose_no_command(world: World) -> None:
    world.add_meter(NewMeter("second", INSTALLED))

    with child(world, "hundred") as one, child(world, "hundred", "second") as two:
        assert (one.stdout.readline(), two.stdout.readline()) == ("done\n", "done\n")

    assert (len(world.log(SERIAL)), len(world.log("second"))) == (100, 100)


def test_two_desks_may_make_the_world_at_the_same_moment(tmp_path: Path) -> None:
    code = "import sys, pathlib; from drivers.simulator import World; input(); World(pathlib.Path(sys.argv[1])).close()"
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "w.sqlite")],
            stdin=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        for _ in range(3)
    ]
    for desk in desks:
        desk.stdin.write("\n")
        desk.stdin.flush()
    for desk in desks:
        desk.communicate(timeout=30)

    assert [desk.returncode for desk in desks] == [0, 0, 0]


def test_a_world_opened_again_is_as_it_was_left(world: World) -> None:
    with child(world, "hundred") as desk:
        assert desk.stdout.readline() == "done\n"
    world.set_faults(SERIAL, Faults(lying=True))
    world.close()

    with World(world.path) as again:
        assert again.look(SERIAL).last.relay is Relay.DISCONNECTED
        assert again.look(SERIAL).faults == Faults(lying=True)
        assert len(again.log(SERIAL)) == 100
