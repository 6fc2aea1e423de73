"""A process that forks one that kills itself: reads `FOLDER TASK N NOW` lines, answers with how each fork ended.

In the fork every commit (before and after), every word with a meter (before and after) and, but for a worker, every
writing statement is a tick; at the N-th the process sends itself SIGKILL. Answers: `killed LABEL` or `done TICKS`.
One import serves hundreds of kills, and nothing but the fork dies.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from app import bootstrap
from app.bootstrap import open_desk
from app.calendars import base_year
from app.domain.kinds import ConfirmedBy, RequestKind, Source
from app.domain.requests import Completion, Draft
from app.services import commands, requests
from app.store.unit_of_work import StoredUnitOfWork
from tests.fakes.clock import FakeClock


class Ticks:
    """Counts; at `last` the process dies, and `said` tells the other end of a pipe where."""

    def __init__(self, last, pipe):
        self.count, self.last, self.pipe = 0, last, pipe
        self.armed = False

    def __call__(self, label):
        if not self.armed:
            return
        self.count += 1
        if self.count == self.last:
            os.write(self.pipe, label.encode())
            os.kill(os.getpid(), signal.SIGKILL)


class TickingMetering:
    """The way to the meters, with a tick on each side of every word."""

    def __init__(self, inner, tick):
        self.inner, self.tick = inner, tick

    def execute(self, *args, **kwargs):
        self.tick("before sending")
        answer = self.inner.execute(*args, **kwargs)
        self.tick("after sending")
        return answer

    def read_state(self, *args, **kwargs):
        self.tick("before reading")
        state = self.inner.read_state(*args, **kwargs)
        self.tick("after reading")
        return state

    def close(self):
        self.inner.close()


def listen(tick, *, statements):
    """Ticks of whatever engine there will be."""

    def statement(_connection, _cursor, text, *_):
        if not text.startswith(("SELECT", "PRAGMA")):  # before a reading is the same as after the writing before it
            tick(" ".join(text.split())[:60])

    if statements:
        event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", lambda *a: tick("before commit"))
    commit = StoredUnitOfWork.commit

    def ticking(self):
        changes = commit(self)
        tick("after commit")
        return changes

    StoredUnitOfWork.commit = ticking


def carry(app, tick):
    carrier = app.carrier(worker=bootstrap.worker_name("desk-1"), wait=lambda seconds: None)
    object.__setattr__(carrier, "metering", TickingMetering(carrier.metering, tick))
    carrier.carry_next()


def file(app, tick):
    draft = Draft(RequestKind.LIMIT, 1, 1, watts=3000, source=Source.PHONE, caller="Петрова")
    requests.file(app.unit_of_work(), draft=draft, by=app.operator, now=app.clock.utc())


def act(app):
    request = app.queries.card(1).request
    return {"request_id": 1, "seen_version": request.version, "by": app.operator, "now": app.clock.utc()}


def confirm(app, tick):
    requests.confirm(app.unit_of_work(), how=ConfirmedBy.MESSAGE, **act(app))


def order(app, tick):
    plan = commands.plan(app.unit_of_work(), request_ids=[1], now=app.clock.utc())
    commands.start(app.unit_of_work(), plan_hash=plan.hash, **act(app))


def complete(app, tick):
    requests.complete(app.unit_of_work(), completion=Completion(), **act(app))


TASKS = {"carry": carry, "file": file, "confirm": confirm, "order": order, "complete": complete}


def live(folder, task, last, now, pipe):
    """What the fork does with its life."""
    tick = Ticks(last, pipe)
    listen(tick, statements=task != "carry")
    url, clock = f"sqlite:///{folder / 'desk.sqlite'}", FakeClock(now)
    if task == "make":
        tick.armed = True
        open_desk(url, login="anna", console="desk-1", clock=clock, make=True).close()
    else:
        app = open_desk(url, login="anna", console="desk-1", clock=clock)
        tick.armed = True
        TASKS[task](app, tick)
    os.write(pipe, str(tick.count).encode())
    os._exit(0)


def main():
    base_year(2026)
    for line in sys.stdin:
        folder, task, last, now = line.rstrip("\n").split("\t")
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                live(Path(folder), task, int(last), FakeClock(now).utc(), writing)
            finally:
                os._exit(3)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        ended = "killed" if killed else f"{'done' if status == 0 else 'failed'}"
        print(f"{ended}\t{said}\t{child}", flush=True)  # noqa: T201 - how the parent follows


if __name__ == "__main__":
    main()
