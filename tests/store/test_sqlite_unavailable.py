"""A database that is locked, read-only, missing, corrupt, on a full disk: named so that a user can act, nothing lost."""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from app.bootstrap import open_desk
from app.domain.errors import Unavailable
from app.domain.kinds import RequestKind
from app.services import audit, commands, filing
from app.store import schema
from app.store.engine import open_engine
from app.texts import Texts
from app.texts.speech import say_error

ROOT = Path(__file__).parents[2]


def unavailable(call, *args, **kwargs):
    with pytest.raises(Unavailable) as away:
        call(*args, **kwargs)
    for language in ("ru", "en"):
        sentence = say_error(Texts(language), away.value)
        assert "Traceback" not in sentence
        assert sentence
    return away.value.code


def test_what_was_acknowledged_survives_a_loss_of_power(file_desk):
    """WAL, foreign keys on, synchronous FULL (2), on every connection of the pool."""
    engine = open_engine(file_desk.app.database)
    held = [engine.connect() for _ in range(3)]
    for connection in held:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "foreign_keys", "synchronous")
        ]
        assert settings == ["wal", 1, 2]
        connection.close()
    engine.dispose()


def test_a_writing_transaction_takes_the_lock_at_once(file_desk):
    """What it reads is what it changes: a second writer waits before it has read anything."""
    with file_desk.unit_of_work(), closing(sqlite3.connect(file_desk.database, timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM requests").fetchone() == (0,)  # readers are not held up


def test_a_preview_waits_for_no_writer(file_desk):
    """Plans, quotas and previews take no write lock."""
    plot = file_desk.subscriber(file_desk.client())
    request = file_desk.confirmed(RequestKind.DISCONNECT, plot)
    now = file_desk.clock.utc()

    def look(desk):
        plan = commands.plan(desk.unit_of_work(), request_ids=[request.id], now=now)
        quota = filing.quota(desk.unit_of_work(), client_id=plot.client_id, now=now)
        term = filing.preview_start_due(desk.unit_of_work(), confirmed_at=now)
        similar = filing.similar_open(desk.unit_of_work(), subscriber_id=plot.id, kind=RequestKind.RECONNECT)
        return plan, quota, term, similar, audit.verify(desk.unit_of_work())

    seen = look(file_desk)
    with closing(sqlite3.connect(file_desk.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert look(file_desk) == seen
        other.execute("ROLLBACK")


def test_locked(file_desk):
    file_desk.app.close()
    impatient = open_desk(file_desk.app.database, login="anna", clock=file_desk.clock)

    def hurry(connection, _record):
        connection.execute("PRAGMA busy_timeout=20")

    engine = impatient.store._engine
    event.listen(engine, "connect", hurry)
    engine.dispose()
    with closing(sqlite3.connect(file_desk.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert unavailable(impatient.unit_of_work().__enter__) == "database-locked"
        assert impatient.queries.counters(file_desk.clock.utc()).confirmed == 0
        other.execute("ROLLBACK")
    with impatient.unit_of_work() as uow:
        assert uow.operators.by_login("anna") is not None
    impatient.close()


def test_missing(tmp_path):
    assert unavailable(open_desk, f"sqlite:///{tmp_path / 'none.sqlite'}", login="anna") == "database-missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["", "desk.sqlite", "sqlite//x", "postgresql"])
def test_no_address(address):
    with pytest.raises(Unavailable) as away:
        open_engine(address or " ")
    assert away.value.code == "database-url"


@pytest.mark.parametrize("make", [True, False])
def test_a_file_that_is_no_database(tmp_path, make):
    path = tmp_path / "desk.sqlite"
    content = b"this is not a database, but a text that is long enough " * 40
    path.write_bytes(content)
    assert unavailable(open_desk, f"sqlite:///{path}", login="anna", make=make) == "database-corrupt"
    assert path.read_bytes() == content


def test_an_empty_file_is_no_desk_but_the_place_for_one(tmp_path):
    path = tmp_path / "desk.sqlite"
    path.touch()
    assert unavailable(open_desk, f"sqlite:///{path}", login="anna") == "database-not-a-desk"
    assert path.read_bytes() == b""
    open_desk(f"sqlite:///{path}", login="anna", make=True).close()
    assert [p.name for p in tmp_path.iterdir()] == ["desk.sqlite"]


def test_another_programs_database(tmp_path):
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE requests (id INTEGER)")
    assert unavailable(open_desk, f"sqlite:///{path}", login="anna", make=True) == "database-not-a-desk"


def test_a_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "desk.sqlite").mkdir()
    assert unavailable(open_desk, f"sqlite:///{tmp_path / 'desk.sqlite'}", login="anna") == "database-cannot-open"


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    address = f"sqlite:///{tmp_path / 'file' / 'desk.sqlite'}"
    assert unavailable(open_desk, address, login="anna", make=True) == "database-cannot-open"


def test_torn_pages_are_named_when_they_are_read(file_desk):
    plot = file_desk.subscriber(file_desk.client())
    for _ in range(9):
        file_desk.file(RequestKind.REMOTE_CHECK, plot)
    address, path = file_desk.app.database, file_desk.database
    file_desk.app.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'requests'").fetchall()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\x5a" * size
    path.write_bytes(content)
    app = open_desk(address, login="anna", clock=file_desk.clock)
    assert unavailable(app.queries.card, 1) == "database-corrupt"
    app.close()
    assert unavailable(schema.integrity, path) == "database-corrupt"


def test_a_full_disk_is_named_and_nothing_is_half_done(file_desk):
    """`max_page_count` stands for the disk: SQLite gives the same error."""
    plot = file_desk.subscriber(file_desk.client())
    standing = file_desk.file(RequestKind.REMOTE_CHECK, plot, text="x")
    engine = file_desk.app.store._engine

    @event.listens_for(engine, "connect")
    def full(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()

    def fill():
        for _ in range(500):
            file_desk.file(RequestKind.REMOTE_CHECK, plot, text="искрит " * 2000)

    assert unavailable(fill) == "database-disk-full"
    counts = file_desk.sql(
        "SELECT (SELECT count(*) FROM requests), (SELECT count(*) FROM events WHERE action = 'file'), (SELECT last FROM request_numbers)"
    )[0]
    assert counts[0] == counts[1] == counts[2] > 0
    assert file_desk.request(standing.id) == standing
    assert audit.verify(file_desk.unit_of_work()).intact
    event.remove(engine, "connect", full)
    engine.dispose()
    file_desk.file(RequestKind.REMOTE_CHECK, plot, text="искрит " * 2000)  # there is room again


FULL_DISK = """
import resource, sys
from app.bootstrap import open_desk
from app.domain.errors import Unavailable
from app.domain.kinds import RequestKind, Source
from app.domain.requests import Draft
from app.services import requests
app = open_desk(sys.argv[1], login="anna")
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
draft = Draft(RequestKind.REMOTE_CHECK, 1, 1, text="искрит " * 3000, source=Source.PHONE, caller="П")
try:
    for _ in range(200):
        requests.file(app.unit_of_work(), draft=draft, by=app.operator, now=app.clock.utc())
        print("filed", flush=True)
except Unavailable as away:
    print(away.code, flush=True)
"""


def test_a_file_that_may_not_grow_is_named_too(file_desk):
    """The system refuses the write itself (here by a limit on the size of files), as a full disk does."""
    file_desk.subscriber(file_desk.client())
    limit = max(p.stat().st_size for p in file_desk.folder.glob("desk.sqlite*")) + 200_000
    child = subprocess.run(
        [sys.executable, "-c", FULL_DISK, file_desk.app.database, str(limit)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    *filed, code = child.stdout.split()
    assert code == "database-disk-full", child.stderr
    assert set(filed) == {"filed"}
    assert file_desk.sql("SELECT count(*) FROM requests") == [(len(filed),)]
    assert file_desk.sql("SELECT last FROM request_numbers") == [(len(filed),)]
    assert audit.verify(file_desk.unit_of_work()).intact
    schema.integrity(file_desk.database)


READ_ONLY = """
import os, sys
from app.bootstrap import open_desk
from app.domain.errors import Unavailable
from app.services import commands, filing
from app.services.ports.views import JournalFilter
def look():
    app = open_desk(sys.argv[1], login="anna")
    try:
        print("journal", app.queries.journal_count(JournalFilter()))
        print("quota", filing.quota(app.unit_of_work(), client_id=1, now=app.clock.utc()).left)
        print("plan", len(commands.plan(app.unit_of_work(), request_ids=[1], now=app.clock.utc()).lines))
        with app.unit_of_work() as uow:
            uow.workers.seen("w", now=app.clock.utc())
            uow.commit()
        print("written")
    finally:
        app.close()
look()  # everything is imported now: another user may not be able to read the program
os.chmod(sys.argv[2], 0o444)
os.chmod(os.path.dirname(sys.argv[2]), int(sys.argv[3], 8))
if os.geteuid() == 0:
    os.setuid(65534)
try:
    look()
except Unavailable as away:
    print(away.code)
"""


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        (
            "777",
            ["journal", "1", "quota", "10", "plan", "1", "database-read-only"],
        ),  # the file alone: the journal shows, the first write says it
        ("555", ["database-read-only"]),  # its folder too: SQLite's log cannot be made, so nothing can be read
    ],
)
def test_read_only(file_desk, folder, said):
    """In a process that may not write (root may always, so it becomes nobody first)."""
    file_desk.confirmed(RequestKind.DISCONNECT, file_desk.subscriber(file_desk.client()))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "folder" / "desk.sqlite"
        path.parent.mkdir()
        schema.backup(file_desk.app.database, path)
        for part in (Path(place), path.parent):
            part.chmod(0o777)
        try:
            child = subprocess.run(
                [sys.executable, "-c", READ_ONLY, f"sqlite:///{path}", str(path), folder],
                capture_output=True,
                text=True,
                cwd=ROOT,
                timeout=60,
                check=True,
            )
        finally:
            path.parent.chmod(0o777)
    assert child.stdout.split() == ["journal", "1", "quota", "10", "plan", "1", "written", *said], child.stderr
