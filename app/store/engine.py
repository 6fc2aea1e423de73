"""Connections to SQLite (local desk) and PostgreSQL, and what their failures are called.

SQLite runs in WAL with foreign keys and `synchronous=FULL`: what was acknowledged survives a loss of power. Writing
transactions take the write lock at once, so that what they read is what they change.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from app.domain.errors import Unavailable

WRITING = "pult_writing"
"""Execution option of a connection that will write."""

_BUSY_TIMEOUT_MS = 5000


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///path` (the file must exist) or `postgresql+psycopg://…`; connects late.

    Raises:
        Unavailable: database-missing; database-url, it is not an address of a database; database-driver, the program
            has nothing to reach that sort of database with.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        path = sqlite_path(url)
        if path is not None and not path.exists():
            raise Unavailable("database-missing", path=str(path))
    return _engine(parsed)


def create_sqlite_file(url: str) -> Engine:
    """Like `open_engine`, but makes the file and its folder where they are missing."""
    path = sqlite_path(url)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("database-cannot-open", path=str(path)) from error
    return _engine(_parse(url))


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address; None for PostgreSQL and for memory."""
    parsed = _parse(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except Exception as error:
        raise Unavailable("database-url", url=url.rsplit("@", maxsplit=1)[-1][:80]) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, pool_pre_ping=True)
        except (ImportError, ArgumentError) as error:
            raise Unavailable("database-driver", url=url.drivername) from error
    engine = create_engine(url, connect_args={"timeout": _BUSY_TIMEOUT_MS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and too weak
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode")
    if cursor.fetchone() != ("wal",):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # A read-only file can still be read; the first write says what is wrong.
            if "readonly" not in str(error):
                raise
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Turn the drivers' failures into `Unavailable` with a code a user can act on."""
    try:
        yield
    except DatabaseError as error:
        raise _named(error, url) from error
    except sqlite3.DatabaseError as error:
        raise Unavailable(_code(str(error)), path=_place(url), detail=str(error)) from error


def _named(error: DBAPIError, url: str) -> Exception:
    if (
        isinstance(error, OperationalError)
        or error.connection_invalidated
        or _code(str(error.orig)) != "database-failed"
    ):
        return Unavailable(_code(str(error.orig)), path=_place(url), detail=str(error.orig)[:200])
    return error


def _place(url: str) -> str:
    path = sqlite_path(url)
    return str(path) if path else make_url(url).render_as_string(hide_password=True)


_CODES = (
    ("locked", "database-locked"),
    ("readonly", "database-read-only"),
    ("read-only", "database-read-only"),
    ("unable to open", "database-cannot-open"),
    ("full", "database-disk-full"),
    ("disk i/o error", "database-disk-full"),
    ("malformed", "database-corrupt"),
    ("not a database", "database-corrupt"),
    ("no such table", "database-not-a-desk"),
    ("could not connect", "database-away"),
    ("connection", "database-away"),
)


def _code(message: str) -> str:
    lowered = message.lower()
    return next((code for sign, code in _CODES if sign in lowered), "database-failed")
