"""A shared desk by words alone: made, worked on by two hosts' processes, asked about, never copied as a file."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.fakes.postgres import shared_cluster
from tests.fakes.pultctl import ROOT, Desk, make_small_desk


@pytest.fixture
def pult(tmp_path: Path):
    cluster, name = shared_cluster(), "by_words"
    cluster.drop(name)
    yield make_small_desk(tmp_path, shared=cluster.create(name, template="template0"))
    cluster.drop(name)


def test_from_an_empty_database_to_a_verified_command_by_a_worker_of_its_own(pult: Desk) -> None:
    found = pult.ok("db", "info")
    assert (found["current"], found["clients"]) == (True, 1)
    assert pult.refused("db", "init") == "database-exists"
    words = ("--client", "Ромашка", "--plot", "7", "--kind", "disconnect", "--source", "phone", "--caller", "Петрова")
    number = pult.ok("request", "file", *words)["number"]
    pult.ok("request", "confirm", number, "--how", "message")
    plan = pult.ok("request", "start", number)["plan"]
    worker = subprocess.Popen(
        pult.command("worker"), cwd=ROOT, env=pult.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while b" began" not in worker.stderr.readline():
        assert worker.poll() is None
    try:
        started = pult.ok("request", "start", number, "--plan", plan, "--wait")
    finally:
        worker.send_signal(signal.SIGTERM)
        said = worker.communicate(timeout=60)[1]
    assert worker.returncode == 0, said
    assert b"Traceback" not in said
    assert started["status"] == "in-progress"
    assert pult.ok("request", "done", number)["status"] == "done"
    assert pult.ok("audit", "verify")["intact"] is True
    checked = pult.ok("db", "check")
    assert (checked["integrity"], checked["chain"]["intact"]) == (None, True)
    assert pult.ok("db", "upgrade")["saved"] is None


def test_a_copy_as_a_file_is_refused_and_pg_dump_named(pult: Desk, tmp_path: Path) -> None:
    answer = pult.call("db", "backup", str(tmp_path / "copy.sqlite"), "--lang", "ru")
    assert answer.code == 1
    assert "pg_dump" in answer.err
    assert not (tmp_path / "copy.sqlite").exists()


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    pult = Desk(tmp_path, "postgresql://pult:hush-hush@db.example.org/desk")
    for words in (("db", "info"), ("request", "list"), ("explain", "limit", "--confirmed", "2026-02-20T11:00")):
        answer = pult.call(*words, "--lang", "en")
        assert answer.code == 1, answer
        assert "hush-hush" not in answer.out + answer.err
        assert "PGPASSWORD" in answer.err
