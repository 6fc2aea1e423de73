"""A database that is missing, newer, locked, read-only, corrupt or on a full disk: a clear sentence, nothing lost."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.fakes.pultctl import Answer, Desk

FILE = ("request", "file", "--client", "Ромашка", "--plot", "3", "--kind", "disconnect", "--caller", "Ким")
KIBIBYTE = 1024


def unavailable(answer: Answer, code: str) -> None:
    """Exit 3 with the code, and a sentence that names what to do."""
    assert answer.code == 3, answer
    assert answer.data["unavailable"] == code, answer
    assert len(answer.data["message"].split()) > 5, answer


@contextmanager
def opened(desk: Desk) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(desk.file, isolation_level=None)) as connection:
        yield connection


def nothing_was_lost(desk: Desk, requests: int = 0) -> None:
    """The desk is whole, and holds exactly so many requests."""
    assert desk.ok("db", "check")["chain"]["intact"]
    assert len(desk.ok("request", "list")) == requests


def test_a_missing_database_is_named_with_how_to_make_one(nowhere: Desk) -> None:
    answer = nowhere.run(*FILE, "--json")
    unavailable(answer, "database-missing")
    assert "pultctl db init" in answer.data["message"]
    assert not nowhere.file.exists()


def test_a_database_newer_than_the_program_is_left_alone(pult: Desk) -> None:
    with opened(pult) as connection:
        ((version,),) = connection.execute("SELECT version_num FROM alembic_version")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (
        FILE,
        ("db", "upgrade"),
        ("db", "check"),
        ("worker", "--once"),
        ("explain", "limit", "--confirmed", "2026-01-12T10:00"),
    ):
        unavailable(pult.call(*words, "--json"), "database-newer")
    shown = pult.call("db", "info", "--json")  # it can still be told what it is
    assert (shown.code, shown.data["current"]) == (0, False)
    with opened(pult) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    nothing_was_lost(pult)


def test_a_locked_database_is_waited_for_and_then_said(pult: Desk) -> None:
    with opened(pult) as other:
        other.execute("BEGIN IMMEDIATE")
        unavailable(pult.run(*FILE, "--json"), "database-locked")
        other.execute("ROLLBACK")
    nothing_was_lost(pult)
    assert pult.call(*FILE).code == 0


def test_a_read_only_database_refuses_changes_and_stays_as_it_is(pult: Desk) -> None:
    before = pult.file.read_bytes()
    pult.file.chmod(0o444)
    # The superuser may write anything unless that very power is taken away.
    wrapper = (
        () if os.geteuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all")
    )
    unavailable(pult.run(*FILE, "--json", wrapper=wrapper), "database-read-only")
    assert pult.file.read_bytes() == before
    pult.file.chmod(0o644)
    nothing_was_lost(pult)


@pytest.mark.parametrize(
    "content", [b"", b"no database at all, but text\n" * 200, b"SQLite format 3\x00" + b"\xff" * 8000]
)
def test_what_is_no_desk_is_called_so(nowhere: Desk, content: bytes) -> None:
    nowhere.file.write_bytes(content)
    answer = nowhere.run("request", "list", "--json")
    assert answer.code == 3
    assert answer.data["unavailable"] in ("database-not-a-desk", "database-corrupt")
    assert nowhere.file.read_bytes()[:100] == content[:100]


def test_a_corrupt_database_is_found_by_check_and_a_copy_takes_its_place(pult: Desk) -> None:
    pult.call(*FILE)
    saved = pult.folder / "saved.sqlite"
    pult.ok("db", "backup", str(saved))
    assert pult.refused("db", "backup", str(saved)) == "backup-exists"
    assert pult.refused("db", "restore", str(saved)) == "database-exists"

    with pult.file.open("r+b") as file:
        file.seek(pult.file.stat().st_size // 2)
        file.write(os.urandom(64 * KIBIBYTE))
    unavailable(pult.run("db", "check", "--json"), "database-corrupt")

    pult.file.unlink()
    pult.ok("db", "restore", str(saved))
    nothing_was_lost(pult, requests=1)


def test_a_broken_copy_is_not_restored(nowhere: Desk) -> None:
    broken = nowhere.folder / "broken.sqlite"
    broken.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)
    unavailable(nowhere.call("db", "restore", str(broken), "--json"), "database-corrupt")
    assert not nowhere.file.exists()


def test_a_full_disk_loses_nothing_that_was_there(pult: Desk) -> None:
    pult.call(*FILE)

    def no_more_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4 * KIBIBYTE, 4 * KIBIBYTE))

    unavailable(pult.run(*FILE, "--json", before=no_more_room), "database-disk-full")
    unavailable(
        pult.run("db", "backup", str(pult.folder / "x.sqlite"), "--json", before=no_more_room), "database-disk-full"
    )
    assert not (pult.folder / "x.sqlite").exists()
    nothing_was_lost(pult, requests=1)


def test_no_room_for_a_new_desk_leaves_none_behind_that_looks_like_one(nowhere: Desk) -> None:
    def no_more_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20 * KIBIBYTE, 20 * KIBIBYTE))

    unavailable(nowhere.run("db", "init", "--json", before=no_more_room), "database-disk-full")
    assert nowhere.run("request", "list", "--json").code == 3
    assert nowhere.run("db", "init", "--json").code in (0, 1)


def test_a_desk_is_made_once_and_a_second_one_does_not_overwrite_it(pult: Desk) -> None:
    assert pult.refused("db", "init") == "database-exists"
    assert pult.refused("demo", "seed") == "desk-not-empty"
    nothing_was_lost(pult)


def test_a_changed_event_is_found(pult: Desk) -> None:
    copy = Desk(pult.folder / "copy")
    shutil.copytree(pult.folder, copy.folder, ignore=lambda *_: ["copy"])
    with opened(copy) as connection:
        triggers = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE events SET why = 'something else' WHERE seq = 2")
    answer = copy.call("audit", "verify", "--json")
    assert (answer.code, answer.data["intact"], answer.data["first_break"]) == (1, False, 2)
    assert copy.call("db", "check", "--json").code == 1
    assert pult.ok("audit", "verify")["intact"]


def test_an_address_that_is_none_is_said(nowhere: Desk) -> None:
    for url in ("nonsense", "oracle://somewhere/db", "postgresql+psycopg://u@127.0.0.1:1/x"):
        answer = nowhere.run("request", "list", "--database", url, "--json", database=False)
        assert answer.code == 3, answer


def test_a_password_in_an_address_is_refused_and_not_repeated(nowhere: Desk) -> None:
    url = "postgresql+psycopg://u:secret@127.0.0.1:1/x"
    answer = nowhere.run("request", "list", "--database", url, "--json", database=False)
    assert (answer.code, answer.data["refused"]) == (1, "database-url-password"), answer
    assert "secret" not in answer.out + answer.err
