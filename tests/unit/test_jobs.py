"""The worker's loop: what is due runs, one failure takes nobody else down, who is dead is known."""

import logging
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from app.domain.errors import Unavailable
from app.jobs.catalogue import Job, is_dead
from app.jobs.loop import Loop
from tests.fakes.clock import FakeClock


class Counting:
    """A job that says how often there is more, and counts its runs."""

    def __init__(self, *answers):
        self.answers, self.runs = list(answers), 0

    def __call__(self):
        self.runs += 1
        answer = self.answers.pop(0) if self.answers else False
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def clock():
    return FakeClock()


def loop_of(clock, **jobs):
    listed = [Job(name, timedelta(seconds=10), run) for name, run in jobs.items()]
    return Loop(listed, clock=clock, wait=clock.pass_seconds)


def test_once_means_until_nothing_is_left(clock):
    busy, idle = Counting(True, True), Counting()
    loop_of(clock, busy=busy, idle=idle).run_once()
    assert (busy.runs, idle.runs) == (3, 1)


def test_a_job_runs_when_it_is_due_and_at_once_where_there_is_more(clock):
    job, began = Counting(True, False), clock.monotonic()
    loop_of(clock, job=job).run(stop=lambda: clock.monotonic() >= began + 25)
    assert job.runs == 4  # twice at once, then after 10 and 20 seconds


def test_a_clock_that_jumps_back_stops_no_job(clock):
    job, began = Counting(), clock.monotonic()

    def stop():
        clock.set("2020-01-01 00:00")
        return clock.monotonic() >= began + 25

    loop_of(clock, job=job).run(stop=stop)
    assert job.runs == 3


def test_a_job_that_breaks_takes_no_other_down(clock, caplog):
    broken, other = Counting(RuntimeError("bug"), False), Counting()
    loop = loop_of(clock, broken=broken, other=other)
    loop.run_once()
    loop.run_once()
    assert (broken.runs, other.runs) == (2, 2)
    assert [r.levelno for r in caplog.records] == [logging.ERROR]


def test_what_is_away_is_said_once_down_and_once_up(clock, caplog):
    away = Unavailable("database-locked", path="desk.sqlite")
    loop = loop_of(clock, job=Counting(away, away, away, False, False))
    for _ in range(5):
        loop.run_once()
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["job job", "job job"]
    assert "well again" in caplog.records[1].getMessage()


def test_it_stops_between_two_jobs(clock):
    first, second = Counting(), Counting()
    loop_of(clock, first=first, second=second).run(stop=lambda: first.runs > 0)
    assert (first.runs, second.runs) == (1, 0)


@pytest.mark.rule("C2")
def test_who_is_dead():
    mine = f"desk-1:{os.getpid()}"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(20)
    assert is_dead(f"desk-1:{gone.pid}", mine)
    assert is_dead(mine, mine)  # itself, in an earlier life
    assert not is_dead(f"desk-1:{os.getppid()}", mine)  # alive
    assert not is_dead(f"desk-2:{gone.pid}", mine)  # another machine's: only its lease tells
    assert not is_dead("by hand", mine)
