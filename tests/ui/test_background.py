"""Lanes, the change feed, the worker child."""

import gc
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from app.domain.changes import Changes, Subject, Touched
from app.domain.errors import Refusal, Unavailable
from app.texts import Texts
from tests.fakes.clock import FakeClock
from tests.fakes.queries import NOW, MemoryQueries, row
from ui.background.changes import POLL_MS, RETRY_MS, ChangeFeed
from ui.background.runner import READ, WRITE, Runner
from ui.background.worker import WorkerChild, worker_command
from ui.shell.messages import Messages


@pytest.fixture
def runner(qapp):
    runner = Runner()
    yield runner
    runner.close()
    QApplication.processEvents()


@pytest.fixture
def owner(qapp):
    return QObject()


def test_work_runs_beside_the_window_and_answers_in_it(runner, owner, qtbot):
    seen = []
    here = threading.current_thread()
    runner.submit(
        READ, threading.current_thread, owner=owner, on_done=lambda t: seen.append((t, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert seen[0][0] is not here
    assert seen[0][1] is here


def test_a_lane_is_one_thread_and_keeps_the_order(runner, owner, qtbot):
    threads, order = set(), []
    for n in range(20):
        runner.submit(
            WRITE, lambda: threads.add(threading.get_ident()), owner=owner, on_done=lambda _, n=n: order.append(n)
        )
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert order == list(range(20))
    assert len(threads) == 1


def test_the_newest_read_of_a_key_wins_and_waiting_older_ones_are_not_even_run(runner, owner, qtbot):
    gate, ran, done = threading.Event(), [], []
    runner.submit(READ, gate.wait, owner=owner)
    for n in range(5):
        runner.submit(READ, lambda n=n: ran.append(n), owner=owner, on_done=lambda _, n=n: done.append(n), key="page")
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert ran == [4]
    assert done == [4]


def test_nothing_is_delivered_to_a_closed_or_destroyed_owner(runner, qtbot):
    gate, done = threading.Event(), []
    closed, gone = QObject(), QObject()
    runner.submit(READ, gate.wait, owner=closed, on_done=done.append)
    runner.submit(READ, lambda: 1, owner=gone, on_done=done.append)
    runner.forget(closed)
    delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert done == []


def test_a_write_whose_screen_was_closed_is_still_carried_out_and_its_failure_told(runner, qtbot):
    gate, told = threading.Event(), []
    owner = QObject()
    runner.failed.connect(told.append)

    def fail():
        raise Refusal("wrong-status")

    runner.submit(WRITE, gate.wait, owner=owner)
    runner.submit(WRITE, fail, owner=owner)
    runner.forget(owner)
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert [error.code for error in told] == ["wrong-status"]


def test_closing_finishes_what_was_to_be_written(owner, qapp):
    runner, done = Runner(), []
    for n in range(5):
        runner.submit(WRITE, lambda n=n: done.append(n), owner=owner)
    runner.close()
    assert done == [0, 1, 2, 3, 4]
    runner.submit(WRITE, lambda: done.append(5), owner=owner)
    assert done == [0, 1, 2, 3, 4]


@pytest.fixture
def feed(runner):
    queries, clock, messages = MemoryQueries([row(1)]), FakeClock(NOW), Messages(Texts("ru"))
    feed = ChangeFeed(queries, clock, runner, messages)
    feed.start()
    feed._timer.stop()
    yield feed, queries, clock
    feed.stop()


def ask(feed, runner, qtbot):
    qtbot.waitUntil(lambda: runner.pending == 0)
    feed.poll()
    qtbot.waitUntil(lambda: runner.pending == 0)


def test_another_process_changes_are_broadcast_once_and_only_read_when_something_moved(feed, runner, qtbot):
    feed, queries, _clock = feed
    told = []
    feed.changed.connect(told.append)
    ask(feed, runner, qtbot)
    assert queries.asked["changes_since"] == 0
    queries.change(1, status="in-progress")
    ask(feed, runner, qtbot)
    ask(feed, runner, qtbot)
    assert told == [Changes((Touched(Subject.REQUEST, 1),))]


def test_polls_never_overlap(feed, runner, qtbot):
    feed, queries, _clock = feed
    qtbot.waitUntil(lambda: runner.pending == 0)
    before = queries.asked["data_version"]
    for _ in range(5):
        feed.poll()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert queries.asked["data_version"] == before + 1


def test_own_writes_are_broadcast_at_once(feed):
    feed, _queries, _clock = feed
    told = []
    feed.changed.connect(told.append)
    feed.publish(Changes((Touched(Subject.REQUEST, 7),)))
    feed.publish(Changes())
    assert [changes.ids(Subject.REQUEST) for changes in told] == [(7,)]


@pytest.mark.rule("A8")
def test_it_is_stale_after_thirty_seconds_and_fresh_with_the_next_answer(feed, runner, qtbot):
    feed, queries, clock = feed
    told = []
    feed.stale.connect(lambda since: told.append("stale"))
    feed.fresh.connect(lambda: told.append("fresh"))
    ask(feed, runner, qtbot)
    queries.failure = Unavailable("database-locked", path="x")
    ask(feed, runner, qtbot)
    assert feed._timer.interval() == RETRY_MS
    clock.move(seconds=30)
    ask(feed, runner, qtbot)
    assert told == ["stale"]
    queries.failure = None
    ask(feed, runner, qtbot)
    assert told == ["stale", "fresh"]
    assert feed._timer.interval() == POLL_MS


def test_the_worker_is_started_again_after_a_pause_that_doubles(qtbot):
    child = WorkerChild([sys.executable, "-c", "pass"])
    told = []
    child.state.connect(lambda name, seconds: told.append((name, seconds)))
    child.start()
    qtbot.waitUntil(lambda: ("failed", 1) in told, timeout=10_000)
    child._again.stop()
    child.start()
    qtbot.waitUntil(lambda: ("failed", 2) in told, timeout=10_000)
    child.stop()
    assert told[-1] == ("off", 0)


def test_the_worker_is_stopped_by_its_own_pid(qtbot):
    child = WorkerChild([sys.executable, "-c", "import time; time.sleep(60)"])
    child.start()
    qtbot.waitUntil(lambda: child.pid > 0, timeout=10_000)
    child.stop()
    assert child.pid == 0


def test_a_worker_that_cannot_be_started_is_said_to_have_failed(qtbot):
    child = WorkerChild(["/no/such/program"])
    told = []
    child.state.connect(lambda name, seconds: told.append(name))
    child.start()
    qtbot.waitUntil(lambda: "failed" in told)
    child.stop()


def test_the_worker_is_this_very_program():
    assert worker_command("sqlite:///x.sqlite") == [
        sys.executable,
        "-m",
        "app",
        "worker",
        "--until-input-ends",
        "--database",
        "sqlite:///x.sqlite",
    ]


def test_what_a_job_held_is_let_go_by_the_window_s_thread_alone(runner, owner, qtbot):
    """Else a widget's Python half would be freed in a lane, and Qt crash over what is left of it."""

    class Held:
        pass

    freed: list[str] = []

    def submit(*, fails: bool) -> None:
        held = Held()
        weakref.finalize(held, lambda: freed.append(threading.current_thread().name))

        def work() -> Held:
            if fails:
                raise Refusal("request-unknown", held=held)
            return held

        runner.submit(READ, work, owner=owner, on_done=lambda _: held, on_error=lambda _: held)

    for _ in range(20):
        submit(fails=False)
        submit(fails=True)
    qtbot.waitUntil(lambda: runner.pending == 0)
    gc.collect()  # a failure's trace and its job hold each other
    assert freed == [threading.main_thread().name] * 40
