"""`pultctl demo seed` makes a desk as genuine as one at which people have worked: every rule holds on it."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.domain.registers.preview import RegisterKind
from drivers.simulator import World
from tests.fakes.pultctl import Desk

TUESDAY_EVENING = "2026-11-24T17:30:00+03:00"


def seeded(folder: Path, *more: str, now: str = TUESDAY_EVENING) -> tuple[Desk, dict[str, Any]]:
    folder.mkdir(exist_ok=True)
    desk = Desk(folder)
    return desk, desk.ok("demo", "seed", "--now", now, *more)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, Any]]:
    return seeded(tmp_path_factory.mktemp("demo"), "--requests", "120")


def ask(desk: Desk, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(desk.file)) as connection:
        return connection.execute(query).fetchall()


def test_it_has_three_clients_700_plots_and_requests_in_every_state(demo: tuple[Desk, dict[str, Any]]) -> None:
    desk, said = demo
    assert (said["clients"], said["plots"], said["requests"]) == (3, 700, 120)
    rows = desk.ok("request", "list")
    assert len(rows) == 120
    assert set(Counter(row["status"] for row in rows)) == {
        "filed", "confirmed", "in-progress", "done", "rejected", "lapsed",
    }  # fmt: skip
    assert {row["kind"] for row in rows} == {
        "limit", "lift", "disconnect", "reconnect", "remote-check", "on-site-check",
    }  # fmt: skip
    assert {row["command"] for row in rows} >= {"verified", "unknown", "refused"}
    assert said["overdue"]
    assert said["unknown"]


def test_its_plots_came_in_through_the_same_import(demo: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = demo
    kinds = Counter(what for (what,) in ask(desk, "SELECT what FROM imports"))
    assert kinds == {RegisterKind.CLIENTS.value: 1, RegisterKind.SUBSCRIBERS.value: 3}
    assert ask(desk, "SELECT count(*) FROM subscribers WHERE import_id IS NULL") == [(0,)]
    assert ask(desk, "SELECT count(*) FROM subscribers WHERE protected") == [(2,)]  # asked about, answered: protected


@pytest.mark.rule("R4")
@pytest.mark.rule("R8")
def test_quota_numbers_and_chain_hold_on_it(demo: tuple[Desk, dict[str, Any]]) -> None:
    desk, _ = demo
    assert ask(desk, "SELECT max(n) <= 10 FROM (SELECT count(*) n FROM quota_slots GROUP BY client_id, day)") == [(1,)]
    numbers = sorted(row["number"] for row in desk.ok("request", "list"))
    assert numbers == [f"2026-{n:06d}" for n in range(1, 121)]
    assert desk.ok("db", "check")["chain"]["intact"]
    times = [at for (at,) in ask(desk, "SELECT at FROM events ORDER BY seq")]
    assert times == sorted(times)


@pytest.mark.rule("C2")
def test_each_command_reached_its_meter_once_and_the_broken_meters_are_named(demo: tuple[Desk, dict[str, Any]]) -> None:
    desk, said = demo
    sent = ask(
        desk,
        "SELECT m.serial FROM commands c JOIN meters m ON m.id = c.meter_id "
        "WHERE c.action <> 'read' AND c.sent_at IS NOT NULL",
    )
    with World(desk.world) as world:
        assert len(world.meters()) == 699  # one meter was refused for its MAC address
        assert Counter(command.serial for command in world.log()) == Counter(serial for (serial,) in sent)
        assert {serial: str(world.look(serial).faults) for serial in said["faulty_meters"]} == said["faulty_meters"]


def test_the_same_seed_and_moment_give_the_same_desk(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        desk, _ = seeded(tmp_path / name, "--requests", "25", "--seed", "7")
        rows = desk.ok("request", "list")
        told.append([(r["number"], r["status"], r["kind"], r["client"], r["plot"], r["filed_at"]) for r in rows])
    assert told[0] == told[1]


@pytest.mark.parametrize("now", ["2027-01-05T10:00:00+03:00", "2026-11-22T03:00:00+03:00", "2026-05-08T12:00:00+03:00"])
def test_it_can_be_made_on_any_day(tmp_path: Path, now: str) -> None:
    desk, said = seeded(tmp_path, "--requests", "20", now=now)
    assert said["requests"] == 20
    assert desk.ok("audit", "verify")["intact"]


def test_more_clients_come_in_through_the_import_too(tmp_path: Path) -> None:
    _, said = seeded(tmp_path, "--requests", "5", "--clients", "5")
    assert said["plots"] == 700 + 2 * 120


def test_a_second_demo_beside_the_meters_of_another_is_refused(tmp_path: Path) -> None:
    desk, _ = seeded(tmp_path, "--requests", "0")
    desk.file.unlink()
    for rest in ("-wal", "-shm"):
        desk.file.with_name(desk.file.name + rest).unlink(missing_ok=True)
    assert desk.refused("demo", "seed", "--requests", "0") == "simulator-in-use"
