"""Several processes on one file: writers take turns, numbers and chain stay whole, each sees what the other did."""

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import open_desk
from app.domain.changes import Subject
from app.domain.kinds import RequestKind
from app.services import audit
from app.services.ports.repositories import Letter

ROOT = Path(__file__).parents[2]

FILING = """
import sys
from app.bootstrap import open_desk
from app.domain.errors import Refusal
from app.domain.kinds import RequestKind, Source
from app.domain.requests import Draft
from app.services import requests
app = open_desk(sys.argv[1], login="anna", console=sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
draft = Draft(RequestKind.DISCONNECT, 1, 1, source=Source.PHONE, caller="Петрова")
from datetime import datetime
for _ in range(int(sys.argv[3])):
    try:
        requests.file(app.unit_of_work(), draft=draft, by=app.operator, now=datetime.fromisoformat(sys.argv[4]))
        print("filed", flush=True)
    except Refusal as refused:
        print(refused.code, flush=True)
app.close()
"""


@pytest.mark.rule("R4")
@pytest.mark.rule("R8")
def test_three_processes_file_at_once(desk):
    desk.subscriber(desk.client())
    children = [
        subprocess.Popen(
            [sys.executable, "-c", FILING, desk.app.database, f"desk-{n}", "12", desk.clock.utc().isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for n in range(3)
    ]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [word for child in children for word in child.communicate(timeout=60)[0].split()]
    assert sorted(said) == ["filed"] * 10 + ["quota-full"] * 26
    numbers = [number for (number,) in desk.sql("SELECT number FROM requests ORDER BY id")]
    assert numbers == [f"2026-{n:06d}" for n in range(1, 11)]
    assert {c for (c,) in desk.sql("SELECT DISTINCT console FROM events WHERE why = 'quota-full'")} <= {
        "desk-0",
        "desk-1",
        "desk-2",
    }
    report = audit.verify(desk.unit_of_work())
    assert report.intact
    assert desk.sql("SELECT count(*) FROM events WHERE action IN ('file', 'filing-refused')") == [(36,)]


def test_another_consoles_changes_come_by_the_feed(desk):
    plot = desk.subscriber(desk.client())
    other = open_desk(desk.app.database, login="anna", console="desk-2", clock=desk.clock)
    seq, _ = other.queries.changes_since(0)
    version = other.queries.data_version()
    assert other.queries.data_version() == version
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    assert other.queries.data_version() != version
    newer, changes = other.queries.changes_since(seq)
    assert set(changes.ids(Subject.REQUEST)) == {request.id}
    assert newer > seq
    assert other.queries.changes_since(newer) == (newer, type(changes)())
    assert other.queries.card(request.id).request == request
    version = other.queries.data_version()
    desk.order(request)
    assert other.queries.data_version() != version
    assert other.queries.changes_since(newer)[1].ids(Subject.COMMAND) == (desk.commands(request)[0].id,)
    other.close()


def test_reading_leaves_the_data_version_alone(desk):
    desk.subscriber(desk.client())
    version = desk.app.queries.data_version()
    desk.app.queries.counters(desk.clock.utc())
    with desk.unit_of_work() as uow:
        uow.operators.all()
    assert desk.app.queries.data_version() == version


def test_an_undone_transaction_leaves_no_trace_in_the_feed(desk):
    seq, _ = desk.app.queries.changes_since(0)
    with desk.unit_of_work() as uow:
        uow.touch(Subject.CLIENT, 7)
    assert desk.app.queries.changes_since(seq)[0] == seq


def test_the_feed_numbers_commits_in_their_order(desk):
    plot = desk.subscriber(desk.client())
    first, _ = desk.app.queries.changes_since(0)
    together = threading.Barrier(8)

    def file():
        together.wait(20)
        desk.file(RequestKind.REMOTE_CHECK, plot)

    threads = [threading.Thread(target=file) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    feed = desk.sql("SELECT seq, subject_id FROM feed WHERE seq > ? ORDER BY seq", first)
    assert [seq for seq, _ in feed] == list(range(first + 1, first + 9))
    filed = desk.sql("SELECT subject_id FROM events WHERE action = 'file' ORDER BY seq")
    assert [subject for _, subject in feed] == [subject for (subject,) in filed]


def test_a_letter_is_stored_once_however_often_it_is_put(desk):
    client = desk.client()
    letter = Letter(key="request-done:1", kind="request-done", client_id=client.id, to=client.email, data={"n": 1})
    for again in (letter, replace(letter, data={"n": 2})):
        with desk.unit_of_work() as uow:
            uow.outbox.put(again, now=desk.clock.utc())
            uow.outbox.put(again, now=desk.clock.utc())
            assert uow.outbox.waiting() == 1
            uow.commit()
    assert desk.sql("SELECT key, data FROM outbox") == [("request-done:1", '{"n": 1}')]
