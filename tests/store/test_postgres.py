"""What only a shared desk meets: many at the same moment, snapshots, leases, addresses with passwords."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.bootstrap import make_desk, open_desk, told_address
from app.domain.changes import Subject
from app.domain.commands import CommandState
from app.domain.errors import Refusal, Unavailable
from app.domain.kinds import RequestKind
from app.services import audit, ledger
from app.services.ports.unit_of_work import Collided
from app.store import schema
from app.store.base import Base
from app.store.engine import open_engine, shown
from app.store.events import _CHAIN_LOCK
from app.texts import Texts
from app.texts.speech import say_error
from tests.fakes.clock import FakeClock
from tests.fakes.desk import WORKER, shared_desk
from tests.fakes.postgres import PASSWORD, shared_cluster

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, clock):
    with shared_desk(tmp_path, clock) as made:
        yield made


@pytest.fixture
def empty():
    """An empty database, for a desk to be made in."""
    cluster = shared_cluster()
    cluster.drop("empty")
    yield cluster.create("empty", template="template0")
    cluster.drop("empty")


def together(count, work):
    """Run `work(n)` in so many threads, begun at the same moment; what each gave or raised."""
    barrier, results = threading.Barrier(count), [None] * count

    def run(n):
        barrier.wait(30)
        try:
            results[n] = work(n)
        except Exception as error:  # noqa: BLE001 - each is looked at
            results[n] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# --- many at once ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R8")
def test_many_consoles_file_at_once_and_nobody_hears_of_it(desk):
    """Serializable transactions collide; each is done once more, and numbers, feed and chain have no gap."""
    plot = desk.subscriber(desk.client())
    desk.file(RequestKind.REMOTE_CHECK, plot)

    def file(_n):
        return [desk.file(RequestKind.REMOTE_CHECK, plot).number for _ in range(5)]

    given = together(8, file)
    assert [r for r in given if isinstance(r, Exception)] == []
    assert sorted(number for numbers in given for number in numbers) == [f"2026-{n:06d}" for n in range(2, 42)]
    feed = [seq for (seq,) in desk.sql("SELECT seq FROM feed ORDER BY seq")]
    assert feed == list(range(1, len(feed) + 1))
    assert audit.verify(desk.unit_of_work()).intact


@pytest.mark.rule("R4")
def test_the_last_places_of_a_day_go_to_no_more_than_there_are(desk):
    client = desk.client()
    plots = [desk.subscriber(client, str(n)) for n in range(6)]
    for plot in plots:
        desk.file(RequestKind.DISCONNECT, plot)

    def file(n):
        return desk.file(RequestKind.LIFT, plots[n % 6]).number

    given = together(8, file)
    refused = [r.code for r in given if isinstance(r, Refusal)]
    assert refused == ["quota-full"] * 4
    assert len([r for r in given if isinstance(r, str)]) == 4
    assert [slot for (slot,) in desk.sql("SELECT slot FROM quota_slots ORDER BY slot")] == list(range(1, 11))


@pytest.mark.rule("A10")
def test_of_two_who_change_one_request_the_second_hears_of_the_first(desk):
    request = desk.confirmed(RequestKind.DISCONNECT, desk.subscriber(desk.client()))
    given = together(4, lambda _n: desk.reject(request))
    assert sorted(type(r).__name__ for r in given) == ["Conflict", "Conflict", "Conflict", "Request"]
    assert desk.sql("SELECT count(*) FROM events WHERE action = 'reject'") == [(1,)]


def test_a_stale_snapshot_comes_out_as_a_collision_never_as_a_bug(desk):
    """The raw thing, without the services: two read, both write, the second is told."""
    client = desk.client()

    def overtaken():
        with desk.unit_of_work() as one:
            seen = one.clients.client(client.id)
            with desk.unit_of_work() as other:
                other.clients.update_client(other.clients.client(client.id))
                other.commit()
            one.clients.update_client(seen)
            one.commit()

    with pytest.raises(Collided) as collided:
        overtaken()
    assert collided.value.code == "database-busy"
    for language in ("ru", "en"):
        assert say_error(Texts(language), collided.value)


def test_two_that_overlap_and_touch_different_things_are_both_kept(desk):
    """Where chain and feed end is read when it is held, not as of the transaction's beginning: no collision for that."""
    seq, _ = desk.app.queries.changes_since(0)
    with desk.unit_of_work() as one:
        one.touch(Subject.CLIENT, 1)
        with desk.unit_of_work() as other:
            other.touch(Subject.CLIENT, 2)
            other.commit()
        one.commit()
    assert desk.app.queries.changes_since(seq)[1].ids(Subject.CLIENT) == (2, 1)


def test_chain_and_feed_are_held_until_the_commit(desk):
    """Whoever holds them makes the others wait, so their order is that of commits."""
    plot = desk.subscriber(desk.client())
    with psycopg.connect(address(desk)) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", (_CHAIN_LOCK,))
        waiting = threading.Thread(target=desk.file, args=(RequestKind.REMOTE_CHECK, plot))
        waiting.start()
        blocked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()"
        while waiting.is_alive() and desk.sql(blocked) != [(1,)]:
            pass
        assert waiting.is_alive()
        holder.rollback()
    waiting.join()
    assert desk.sql("SELECT count(*) FROM requests") == [(1,)]


@pytest.mark.rule("C2")
def test_each_command_is_leased_by_one_worker(desk):
    client = desk.client()
    for n in range(6):
        desk.order(desk.confirmed(RequestKind.DISCONNECT, desk.subscriber(client, str(n))))

    def lease(n):
        errand = ledger.lease(desk.unit_of_work(), worker=f"w-{n}:1", now=desk.clock.utc())
        return errand and errand.command.id

    taken = together(6, lease)
    assert [t for t in taken if isinstance(t, Exception)] == []
    assert len({t for t in taken if t}) == len([t for t in taken if t])
    while (more := lease(9)) is not None:
        taken.append(more)
    assert sorted(t for t in taken if t) == [i for (i,) in desk.sql("SELECT id FROM commands ORDER BY id")]


@pytest.mark.rule("C2")
def test_a_worker_steps_over_a_command_that_another_is_just_taking(desk):
    client = desk.client()
    first, second = (
        desk.order(desk.confirmed(RequestKind.DISCONNECT, desk.subscriber(client, str(n)))).one(Subject.COMMAND)
        for n in range(2)
    )
    with psycopg.connect(address(desk)) as other:
        other.execute("SELECT 1 FROM commands WHERE id = %s FOR UPDATE", (first,))
        errand = ledger.lease(desk.unit_of_work(), worker=WORKER, now=desk.clock.utc())
        assert errand.command.id == second
        assert errand.command.state is CommandState.PLANNED


def address(desk):
    return desk.app.database.replace("+psycopg", "")


# --- only reading --------------------------------------------------------------------------------------------------------


def test_what_only_reads_may_not_write_and_holds_nobody_up(desk):
    client = desk.client()
    with desk.unit_of_work().reading() as reading:
        assert reading.clients.client(client.id) == client
        desk.client("Иная")  # a writer is not held up
        assert len(reading.clients.clients()) == 1  # and all is as of one moment
        with pytest.raises(RuntimeError, match="only reads"):
            reading.commit()

    def write():
        with desk.unit_of_work().reading() as reading:
            reading.workers.seen("w", now=desk.clock.utc())
            reading._session.flush()

    with pytest.raises(Unavailable) as refused:
        write()
    assert refused.value.code == "database-read-only"


# --- making and upgrading ---------------------------------------------------------------------------------------------------


def test_of_two_who_make_a_desk_the_slower_gets_a_sentence(empty):
    made = together(3, lambda _n: make_desk(empty))
    assert sorted(str(getattr(m, "code", m)) for m in made) == ["None", "database-exists", "database-exists"]
    assert schema.info(empty).is_current


def test_two_who_come_first_are_not_both_the_administrator(desk):
    other = shared_cluster().create(f"first_{id(desk)}")
    try:
        came = together(3, lambda n: open_desk(other, login=f"anna{n}", console="c", clock=FakeClock()))
        assert sorted(getattr(c, "code", "in") for c in came) == ["in", "operator-unknown", "operator-unknown"]
        for app in came:
            if not isinstance(app, Exception):
                app.close()
    finally:
        shared_cluster().drop(f"first_{id(desk)}")


def test_what_migrations_make_is_what_the_rows_say(desk):
    engine = open_engine(desk.app.database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def is_ours(name, kind, parents):
    """The index of trigrams belongs to the migrations alone: SQLite has a table of its own in its place."""
    return not (kind == "index" and name == "ix_requests_search_text")


def test_a_database_without_a_desk_is_said_to_be_none(empty):
    with pytest.raises(Unavailable) as away:
        open_desk(empty, login="anna", make=True)
    assert away.value.code == "database-not-a-desk"


def test_a_standing_desk_is_not_made_anew_nor_copied_as_a_file(desk, tmp_path):
    for call, code in (
        (lambda: make_desk(desk.app.database), "database-exists"),
        (lambda: schema.backup(desk.app.database, tmp_path / "copy"), "backup-sqlite-only"),
        (lambda: schema.restore(desk.app.database, tmp_path / "copy"), "backup-sqlite-only"),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code
    assert "pg_dump" in say_error(Texts("ru"), Refusal("backup-sqlite-only"))


# --- how it is hurried ------------------------------------------------------------------------------------------------------


OTHER_CONSOLE = """
import sys, time
from app.bootstrap import open_desk
from app.domain.changes import Subject
app = open_desk(sys.argv[1], login="anna", console="desk-2")
print("ready", flush=True)
for line in sys.stdin:
    with app.unit_of_work() as uow:
        uow.touch(Subject.CLIENT, int(line))
        at = time.monotonic()
        uow.commit()
    print(at, flush=True)
app.close()
"""


def test_another_process_change_is_heard_within_a_tenth_of_a_second(desk):
    """By LISTEN and NOTIFY: the look that listens ends when something is called out."""
    child = subprocess.Popen(
        [sys.executable, "-c", OTHER_CONSOLE, desk.app.database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout.readline() == "ready\n"
    queries, delays = desk.app.queries, []
    version, (seq, _) = queries.data_version(), queries.changes_since(0)
    for n in range(1, 6):
        child.stdin.write(f"{n}\n")
        child.stdin.flush()
        while queries.data_version() == version:
            pass
        heard = time.monotonic()
        version = queries.data_version()
        seq, changes = queries.changes_since(seq)
        assert changes.ids(Subject.CLIENT) == (n,)
        delays.append(heard - float(child.stdout.readline()))
    child.communicate(timeout=30)
    assert sorted(delays)[2] < 0.1, delays


# --- a link that breaks while the server commits ----------------------------------------------------------------------------


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_commit_that_was_not_answered_is_said_to_be_unknown_and_not_repeated(desk, is_kept, monkeypatch):
    """The link breaks just before the server could commit, or just before it could say that it did."""
    plot = desk.subscriber(desk.client())
    tries = []

    def cut(handed):
        connection = handed.dbapi_connection  # psycopg's, of the pool
        tries.append(1)
        if is_kept:
            connection.commit()
        with psycopg.connect(address(desk), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))
        if is_kept:
            connection.execute("SELECT 1")
        connection.commit()

    monkeypatch.setattr(desk.app.store._engine.dialect, "do_commit", cut)
    with pytest.raises(Unavailable) as unknown:
        desk.file(RequestKind.REMOTE_CHECK, plot)
    monkeypatch.undo()
    assert unknown.value.code == "database-outcome-unknown"
    assert len(tries) == 1
    assert desk.sql("SELECT count(*) FROM requests") == [(int(is_kept),)]
    assert desk.file(RequestKind.REMOTE_CHECK, plot).number == f"2026-00000{1 + is_kept}"
    assert audit.verify(desk.unit_of_work()).intact


# --- secrets ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("password", [PASSWORD, "wr0ng-" + PASSWORD])
def test_no_password_in_what_is_said(desk, password, capsys, caplog):
    url = shared_cluster().loopback_url(desk.app.database.partition("@/")[2].partition("?")[0], password=password)
    said = [shown(url), str(schema.info(url) if password == PASSWORD else ""), repr(desk.app.store._engine.url)]
    if password == PASSWORD:
        app = open_desk(url, login="anna", clock=desk.clock)
        said += [repr(app.store._engine), repr(app.store._engine.url)]
        with pytest.raises(Refusal) as refused:
            make_desk(url)
        said.append(str(refused.value))
        app.close()
    else:
        with pytest.raises(Unavailable) as away:
            open_desk(url, login="anna")
        assert away.value.code == "database-sign-in"
        said += [str(away.value), say_error(Texts("ru"), away.value), repr(away.value.__cause__)]
    with pytest.raises(Refusal) as refused:
        told_address(url)
    said += [str(refused.value), say_error(Texts("en"), refused.value), *capsys.readouterr(), caplog.text]
    assert [words for words in said if PASSWORD in words] == []


def test_a_password_file_is_enough(desk, tmp_path, monkeypatch):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    passwords = tmp_path / "pgpass"
    passwords.write_text(f"127.0.0.1:*:*:pult:{PASSWORD}\n", encoding="utf-8")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    name = desk.app.database.partition("@/")[2].partition("?")[0]
    url = f"postgresql://pult@127.0.0.1:{shared_cluster().port}/{name}"
    app = open_desk(told_address(url), login="anna", clock=desk.clock)
    assert app.operator.login == "anna"
    app.close()


def test_a_database_that_the_server_has_not_is_named(desk):
    url = shared_cluster().url("no_such_desk")
    with pytest.raises(Unavailable) as away:
        open_desk(url, login="anna")
    assert away.value.code == "database-missing-there"
    assert "no_such_desk" in say_error(Texts("ru"), away.value)
