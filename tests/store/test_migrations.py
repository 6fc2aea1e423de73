"""From nothing to the newest schema, from every old database that was kept, and not from a newer one."""

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.bootstrap import open_desk
from app.domain.errors import Refusal, Unavailable
from app.services import audit
from app.services.ports.views import JournalFilter
from app.store import schema
from app.store.base import Base
from app.store.engine import open_engine
from app.store.rows import RequestRow
from tests.fakes.clock import FakeClock

OLD = sorted((Path(__file__).parents[1] / "old_databases").glob("*.sqlite.gz"))
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def url_of(path):
    return f"sqlite:///{path}"


@pytest.fixture
def empty(tmp_path):
    path = tmp_path / "desk.sqlite"
    schema.initialise(url_of(path), settings={"zone": "Europe/Moscow"})
    return path


def is_ours(name, kind, parents):
    """The search index is no table of ours: SQLite keeps it in several of its own."""
    return not (kind == "table" and name.startswith("request_search"))


def test_what_migrations_make_is_what_the_rows_say(empty):
    assert RequestRow.__table__ in Base.metadata.sorted_tables
    engine = open_engine(url_of(empty))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    assert schema.info(url_of(empty)).is_current


def test_check_constraints_are_in_the_database_too(empty):
    """Alembic compares no CHECKs, so they are compared by name."""
    with closing(sqlite3.connect(empty)) as connection:
        made = " ".join(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'"))
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            if type(constraint).__name__ == "CheckConstraint":
                assert str(constraint.name) in made, constraint.name


def test_there_is_an_old_database_of_every_schema_that_was_released():
    assert [path.name.split(".")[0] for path in OLD] == ["0001", "0002"]


@pytest.mark.parametrize("packed", OLD, ids=lambda path: path.name)
def test_an_old_database_opens_with_everything_in_it(packed, tmp_path):
    path = tmp_path / "desk.sqlite"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    was_current = schema.info(url_of(path)).is_current
    app = open_desk(url_of(path), login="anna", console="desk-1", clock=FakeClock("2026-02-20 12:00"), make=True)
    try:
        assert schema.info(url_of(path)).is_current
        assert bool(list(tmp_path.glob("*.before-*"))) is not was_current  # a copy first, where anything was changed
        report = audit.verify(app.unit_of_work())
        assert (report.intact, report.rows) == (True, 21)
        everything = JournalFilter(statuses=("filed", "confirmed", "in-progress", "done", "rejected"))
        rows = app.queries.journal_page(everything, first=0, count=10, total=6).rows
        assert {row.number: row.status for row in rows} == {
            "2026-000001": "done",
            "2026-000002": "in-progress",
            "2026-000003": "confirmed",
            "2026-000004": "in-progress",
            "2026-000005": "rejected",
            "2026-000006": "filed",
        }
        for row in rows:
            card = app.queries.card(row.id)
            assert [step.code for d in card.deadlines for step in d.deadline.steps] or row.status == "filed"
        assert app.queries.counters(app.clock.utc()).unknown == 1
    finally:
        app.close()


def revise(path, revision):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


@pytest.mark.parametrize("make", [True, False])
def test_a_newer_database_is_refused_and_left_as_it_is(empty, make):
    revise(empty, "9999")
    before = empty.read_bytes()
    with pytest.raises(Unavailable) as away:
        open_desk(url_of(empty), login="anna", make=make)
    assert away.value.code == "database-newer"
    assert away.value.data["revision"] == "9999"
    assert empty.read_bytes() == before
    assert list(empty.parent.glob("*.before-*")) == []


def test_a_standing_database_is_not_made_anew(empty):
    with pytest.raises(Refusal) as refused:
        schema.initialise(url_of(empty), settings={})
    assert refused.value.code == "database-exists"


def test_a_backup_is_whole_and_is_brought_back_only_to_an_empty_place(file_desk, tmp_path):
    from app.domain.kinds import RequestKind

    request = file_desk.confirmed(RequestKind.DISCONNECT, file_desk.subscriber(file_desk.client()))
    copy = tmp_path / "copy.sqlite"
    schema.backup(file_desk.app.database, copy)
    for call, code in (
        (lambda: schema.backup(file_desk.app.database, copy), "backup-exists"),
        (lambda: schema.restore(file_desk.app.database, copy), "database-exists"),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code
    elsewhere = tmp_path / "new" / "desk.sqlite"
    schema.restore(url_of(elsewhere), copy)
    app = open_desk(url_of(elsewhere), login="anna", clock=file_desk.clock)
    try:
        assert app.queries.card(request.id).request == request
        assert audit.verify(app.unit_of_work()).intact
    finally:
        app.close()


def test_a_broken_copy_is_not_brought_back(empty, tmp_path):
    broken = tmp_path / "broken.sqlite"
    content = bytearray(empty.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\x5a" * (4096 * 3)
    broken.write_bytes(content)
    target = tmp_path / "new.sqlite"
    with pytest.raises(Unavailable) as away:
        schema.restore(url_of(target), broken)
    assert away.value.code == "database-corrupt"
    assert list(tmp_path.glob("new*")) == []


def test_the_wanted_schema_is_the_head_of_the_migrations():
    """It is told by the files' names, so that opening a desk needs no alembic."""
    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    assert schema.wanted_revision() == ScriptDirectory.from_config(config).get_current_head()
