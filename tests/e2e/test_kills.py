"""SIGKILL at every step of the ledger and every writing statement of a console: on restart nothing is half done (C2).

Judged by the meters' own log: a command in flight is *unknown*, and is never sent twice.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import open_desk
from app.domain.commands import CommandState
from app.domain.kinds import RequestKind, Status
from app.jobs.catalogue import is_dead
from app.services import audit, ledger
from tests.fakes.clock import FakeClock
from tests.fakes.desk import close_desk, make_desk

ROOT = Path(__file__).parents[2]
NOW = "2026-02-20 12:00"
NEVER = 10**9
RESTARTED = "desk-1:1"


class Killer:
    """Runs tasks in forks that die at their N-th tick."""

    def __init__(self, folder):
        self.folder = folder
        self.child = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.kill_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def run(self, folder, task, last):
        self.child.stdin.write(f"{folder}\t{task}\t{last}\t{NOW}\n")
        self.child.stdin.flush()
        ended, said, pid = self.child.stdout.readline().rstrip("\n").split("\t")
        return ended, said, int(pid)

    def every_kill(self, template, task):
        """A copy of the desk for each tick of the task, killed there; yields the opened copy, where, and whose it was."""
        whole = self.copy(template, "whole")
        ended, ticks, _ = self.run(whole, task, NEVER)
        assert ended == "done"
        for last in range(1, int(ticks) + 1):
            folder = self.copy(template, "copy")
            ended, label, pid = self.run(folder, task, last)
            assert ended == "killed", (task, last)
            desk = make_desk(folder, FakeClock(NOW), make=False)
            try:
                yield desk, f"{last}: {label}", pid
            finally:
                close_desk(desk)

    def copy(self, template, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        if template is None:
            folder.mkdir()
        else:
            shutil.copytree(template, folder)
        return folder

    def close(self):
        self.child.stdin.close()
        self.child.wait(10)
        self.child.stdout.close()


@pytest.fixture
def killer(tmp_path):
    killer = Killer(tmp_path / "killed")
    killer.folder.mkdir()
    yield killer
    killer.close()


@pytest.fixture
def template(tmp_path):
    """Makes a desk by a function and closes it: a folder to be copied."""

    def made(prepare):
        folder = tmp_path / "template"
        folder.mkdir()
        desk = make_desk(folder, FakeClock(NOW))
        prepare(desk)
        close_desk(desk)
        return folder

    return made


def recover(desk, pid):
    """What a worker does first when it starts again on the same machine."""
    assert is_dead(f"desk-1:{pid}", RESTARTED)
    ledger.recover(
        desk.unit_of_work(),
        is_dead=lambda name: is_dead(name, RESTARTED),
        worker=RESTARTED,
        now=desk.clock.utc(),
    )


def ordered(kind):
    def prepare(desk):
        desk.order(desk.confirmed(kind, desk.subscriber(desk.client(), limit_w=7000)))

    return prepare


def received(desk):
    return [line.kind.value for line in desk.world.log()]


@pytest.mark.rule("C1")
@pytest.mark.rule("C2")
@pytest.mark.rule("R10")
@pytest.mark.parametrize("kind", [RequestKind.DISCONNECT, RequestKind.LIMIT])
def test_a_worker_killed_anywhere_leaves_its_command_findable(killer, template, kind):
    seen = set()
    for desk, where, pid in killer.every_kill(template(ordered(kind)), "carry"):
        at_the_meter = received(desk)
        recover(desk, pid)
        command, request = desk.commands(desk.request(1))[0], desk.request(1)
        assert command.leased_by == "", where
        assert command.state in (CommandState.PLANNED, CommandState.UNKNOWN, CommandState.VERIFIED), where
        seen.add((command.state, bool(at_the_meter)))
        if at_the_meter:
            assert command.state is not CommandState.PLANNED, where
        if command.state is CommandState.PLANNED:
            assert request.status is Status.CONFIRMED, where
        else:
            assert (request.status, request.started_at) == (Status.IN_PROGRESS, command.sent_at), where
            assert (request.completion_due - request.started_at).total_seconds() == 48 * 3600, where
        if command.state is CommandState.UNKNOWN:
            assert command.code == "worker-lost", where
        judge_restart(desk, where, command.state)
    assert seen == {
        (CommandState.PLANNED, False),
        (CommandState.UNKNOWN, False),
        (CommandState.UNKNOWN, True),
        (CommandState.VERIFIED, True),
    }


def judge_restart(desk, where, state):
    """The worker goes on, then the dispatcher reads again: the meter is told once, and the proof is there."""
    before = received(desk)
    desk.work()
    after = received(desk)
    if state is CommandState.PLANNED:
        assert len(after) == 1, where
    else:
        assert after == before, where  # in flight: never sent again by itself
    request = desk.request(1)
    if desk.commands(request)[0].state is CommandState.UNKNOWN:
        desk.read_again(request)
        desk.work()
        took = desk.commands(request)[0].state is CommandState.VERIFIED
        assert took is bool(before), where
    assert len(received(desk)) <= 1, where
    assert audit.verify(desk.unit_of_work()).intact, where
    if request.kind is RequestKind.LIMIT and received(desk):
        meter = desk.card(1).meters[0]
        assert (meter.limit_w, meter.limit_before_w) == (3000, 7000), where  # C4, however it was killed


def counts(desk):
    tables = ("requests", "quota_slots", "deadlines", "outbox", "commands", "command_steps", "events")
    return {table: desk.sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


TASKS = {
    "file": (lambda desk: desk.subscriber(desk.client()), {"requests": 1, "quota_slots": 1, "events": 1}),
    "confirm": (
        lambda desk: desk.file(RequestKind.DISCONNECT, desk.subscriber(desk.client())),
        {"deadlines": 1, "outbox": 1, "events": 1},
    ),
    "order": (
        lambda desk: desk.confirmed(RequestKind.DISCONNECT, desk.subscriber(desk.client())),
        {"commands": 1, "command_steps": 1, "events": 1},
    ),
    "complete": (
        lambda desk: desk.started(RequestKind.DISCONNECT, desk.subscriber(desk.client())),
        {"outbox": 1, "events": 1},
    ),
}


@pytest.mark.rule("R15")
@pytest.mark.parametrize("task", TASKS)
def test_a_console_killed_anywhere_has_done_it_whole_or_not_at_all(killer, template, task):
    prepare, wholly = TASKS[task]
    folder = template(prepare)
    desk = make_desk(folder, FakeClock(NOW), make=False)
    before = counts(desk)
    close_desk(desk)
    whole = {table: number + wholly.get(table, 0) for table, number in before.items()}
    outcomes = set()
    for desk, where, _pid in killer.every_kill(folder, task):
        found = counts(desk)
        assert found in (before, whole), where
        outcomes.add(found == whole)
        assert audit.verify(desk.unit_of_work()).intact, where
        assert desk.sql("PRAGMA foreign_key_check") == [], where
        numbers = [n for (n,) in desk.sql("SELECT number FROM requests ORDER BY id")]
        assert numbers == [f"2026-{n:06d}" for n in range(1, len(numbers) + 1)], where
        if found == before:
            again(desk, task)
            assert counts(desk) == whole, where
    assert outcomes == {True, False}


def again(desk, task):
    """Nothing was done, so doing it again is what a person would do."""
    if task == "file":
        with desk.unit_of_work() as uow:
            plot = uow.clients.subscriber(1)
        desk.file(RequestKind.LIMIT, plot)
    else:
        getattr(desk, task)(desk.request(1))


def test_a_desk_killed_while_it_was_made_is_made_at_the_next_start(killer):
    whole = killer.copy(None, "whole")
    ended, ticks, _ = killer.run(whole, "make", NEVER)
    assert ended == "done"
    for last in range(1, int(ticks) + 1, 9):
        folder = killer.copy(None, "copy")
        assert killer.run(folder, "make", last)[0] == "killed"
        app = open_desk(f"sqlite:///{folder / 'desk.sqlite'}", login="anna", clock=FakeClock(NOW), make=True)
        assert app.queries.status(app.clock.utc()).commands_pending == 0
        assert audit.verify(app.unit_of_work()).intact
        app.close()
