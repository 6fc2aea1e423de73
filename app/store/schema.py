"""Making, upgrading, checking, saving and bringing back a database."""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, make_url, text

from app.domain.errors import Refusal, Unavailable
from app.store.counters import LAST, RESTORE_SKIPS
from app.store.engine import WRITING, create_sqlite_file, is_postgres, open_engine, reaching, shown, sqlite_path

if TYPE_CHECKING:
    from alembic.config import Config
# At run time alembic is imported where a schema is made or changed: opening a desk needs two numbers only.

_FREE_SPACE_FACTOR = 2

_SCHEMA_LOCK = 7_301_145
"""Any number, the same in all processes: PostgreSQL's advisory lock of whoever changes the schema."""


@dataclass(frozen=True, slots=True)
class SchemaInfo:
    """Which schema the database has and which one the program wants."""

    database: str
    revision: str
    wanted: str

    @property
    def is_current(self) -> bool:
        """True where they are the same."""
        return self.revision == self.wanted


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


@cache
def wanted_revision() -> str:
    """The schema that this program works with: the last migration, by the files' names (a test holds alembic to it)."""
    names = (entry.name for entry in files("app.store.migrations.versions").iterdir())
    numbers = [name[1:5] for name in names if name.startswith("v") and name[1:5].isdecimal()]
    if not numbers:
        msg = "there are no migrations"
        raise RuntimeError(msg)
    return max(numbers)


def _known(revision: str) -> bool:
    from alembic.script import ScriptDirectory

    return any(script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def info(url: str) -> SchemaInfo:
    """Which schema stands.

    Raises:
        Unavailable: database-missing, database-not-a-desk, and what `reaching` names.
    """
    path = sqlite_path(url)
    if path is not None and path.is_file() and not path.stat().st_size:
        raise Unavailable("database-not-a-desk", path=str(path))  # connecting would write a header into it
    engine = open_engine(url)
    try:
        with reaching(url), engine.connect() as connection:
            revision = _revision(connection)
            if revision is None:
                raise Unavailable("database-not-a-desk", path=shown(url))
            return SchemaInfo(shown(url), revision, wanted_revision())
    finally:
        engine.dispose()


def check_revision(url: str) -> None:
    """Raises Unavailable: database-newer than the program, or database-older."""
    found = info(url)
    if found.is_current:
        return
    code = "database-older" if _known(found.revision) else "database-newer"
    raise Unavailable(code, path=found.database, revision=found.revision, wanted=found.wanted)


def initialise(url: str, *, settings: dict[str, str]) -> None:
    """Make a database with the newest schema.

    Raises:
        Refusal: database-exists, there is one already.
    """
    path = sqlite_path(url)
    if path is None:
        _make(url, settings)
        return
    if path.exists() and path.stat().st_size:
        raise Refusal("database-exists", path=str(path))
    # Aside and then put in its place, so that a kill leaves a whole desk or none.
    aside = path.with_name(f"{path.name}.{os.getpid()}.making")
    try:
        _make(make_url(url).set(database=str(aside)).render_as_string(hide_password=False), settings)
        path.unlink(missing_ok=True)
        _put(aside, path)
    finally:
        for left in (aside, aside.with_name(f"{aside.name}-wal"), aside.with_name(f"{aside.name}-shm")):
            if left.exists():
                left.unlink()


def _make(url: str, settings: dict[str, str]) -> None:
    engine = create_sqlite_file(url)
    try:
        with reaching(url), engine.execution_options(**{WRITING: True}).begin() as connection:
            _take_turn(connection)
            if inspect(connection).get_table_names():
                raise Refusal("database-exists", path=shown(url))
            _migrate(connection)
            for key, value in settings.items():
                connection.execute(
                    text("INSERT INTO desk_settings (key, value) VALUES (:key, :value)"), {"key": key, "value": value}
                )
    finally:
        engine.dispose()


def _migrate(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")


def _take_turn(connection: Connection) -> None:
    """Two that make or upgrade one shared desk go one after the other: the second sees what the first did."""
    if is_postgres(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SCHEMA_LOCK})


def _put(aside: Path, path: Path) -> None:
    """Give a finished file its name, unless another process was first."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise Refusal("database-exists", path=str(path)) from None
    except OSError:  # a file system without hard links
        aside.rename(path)


def upgrade(url: str, *, now: datetime) -> Path | None:
    """Bring an older database to the newest schema, a copy first; returns the copy's place (SQLite only).

    Raises:
        Unavailable: database-newer, and what `backup` raises.
    """
    found = info(url)
    if found.is_current:
        return None
    if not _known(found.revision):
        raise Unavailable("database-newer", path=found.database, revision=found.revision, wanted=found.wanted)
    path = sqlite_path(url)
    saved = None
    if path is not None:
        saved = path.with_name(f"{path.stem}.before-{found.wanted}.{now:%Y%m%dT%H%M%S}{path.suffix}")
        backup(url, saved)
    engine = open_engine(url)
    try:
        with reaching(url), engine.execution_options(**{WRITING: True}).begin() as connection:
            _take_turn(connection)
            _migrate(connection)
    finally:
        engine.dispose()
    return saved


def backup(url: str, target: Path) -> None:
    """Copy a living SQLite database by its online backup, aside and then renamed, so that a broken copy never stands.

    Raises:
        Refusal: backup-exists, backup-sqlite-only. Unavailable: database-disk-full and others.
    """
    path = sqlite_path(url)
    if path is None:
        raise Refusal("backup-sqlite-only")
    if target.exists():
        raise Refusal("backup-exists", path=str(target))
    if not path.exists():
        raise Unavailable("database-missing", path=str(path))
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise Unavailable("database-cannot-open", path=str(target), detail=str(error)) from error
    if free < path.stat().st_size * _FREE_SPACE_FACTOR:
        raise Unavailable("database-disk-full", path=str(target), detail="")
    aside = target.with_name(target.name + ".part")
    try:
        with reaching(url):
            _copy(path, aside)
            integrity(aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    origin = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        origin.close()


def restore(url: str, source: Path) -> None:
    """Put a saved copy in the place of a SQLite desk that is gone; a standing one is never overwritten.

    Raises:
        Refusal: database-exists. Unavailable: database-missing, database-corrupt.
    """
    path = sqlite_path(url)
    if path is None:
        raise Refusal("backup-sqlite-only")
    if path.exists():
        raise Refusal("database-exists", path=str(path))
    if not source.exists():
        raise Unavailable("database-missing", path=str(source))
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    try:
        with reaching(url):
            integrity(source)
            _copy(source, aside)
            _skip_counters(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _skip_counters(path: Path) -> None:
    """The lost desk went on ciphering after the copy was made: none of its invocation counters is used twice under a key."""
    connection = sqlite3.connect(path)
    try:
        has_them = "SELECT 1 FROM sqlite_master WHERE name = 'invocation_counters'"  # not before revision 0004
        if connection.execute(has_them).fetchone():
            connection.execute("UPDATE invocation_counters SET reserved = min(reserved + ?, ?)", (RESTORE_SKIPS, LAST))
        connection.commit()
    finally:
        connection.close()


def integrity(path: Path) -> None:
    """Raises Unavailable database-corrupt where SQLite's own check, or a foreign key, does not hold."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute("PRAGMA integrity_check").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Unavailable("database-corrupt", path=str(path), detail=str(error)) from error
    finally:
        connection.close()
    if found != ("ok",) or broken is not None:
        raise Unavailable("database-corrupt", path=str(path), detail=str(found or broken))


def open_checked(url: str) -> Engine:
    """An engine over a database whose schema is the program's."""
    check_revision(url)
    return open_engine(url)
