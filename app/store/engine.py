"""Connections to SQLite (local desk) and PostgreSQL (shared desk).

SQLite runs in WAL with foreign keys and `synchronous=FULL`: what was acknowledged survives a loss of power. Writing
transactions take the write lock at once, so that what they read is what they change.

PostgreSQL runs SERIALIZABLE where something is written (see `app.store.unit_of_work`); a connection that was lost is
noticed and replaced, and a server that is gone is noticed within seconds.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from app.domain.errors import Unavailable
from app.store.failures import place, reaching

__all__ = [
    "WRITING",
    "create_sqlite_file",
    "has_password",
    "is_postgres",
    "open_engine",
    "reaching",
    "shown",
    "sqlite_path",
]

WRITING = "pult_writing"
"""Execution option of a SQLite connection that will write."""

_BUSY_TIMEOUT_MS = 5000
_POSTGRES = {
    "connect_timeout": 5,
    "application_name": "pult",
    # A cable that was pulled says nothing: ask after 10 s of silence, give up after 25.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    # Nobody waits for ever for another's row, and a console that hangs in the middle holds no row for ever.
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
}


def open_engine(url: str, *, pooled: bool = True) -> Engine:
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
    return _engine(parsed, pooled=pooled)


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


def is_postgres(engine: Engine | Connection) -> bool:
    """True for a shared desk."""
    return engine.dialect.name == "postgresql"


def shown(url: str) -> str:
    """The address as people may read it: a file's path, or server and database without password and options."""
    return place(_parse(url))


def has_password(url: str) -> bool:
    """True where the address itself carries one."""
    parsed = _parse(url)
    return bool(parsed.password or parsed.query.get("password"))


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except Exception as error:
        raise Unavailable("database-url", url=url.rsplit("@", maxsplit=1)[-1].partition("?")[0][:80]) from error
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in ("postgresql", "postgres") else parsed


def _engine(url: URL, *, pooled: bool = True) -> Engine:
    if url.get_backend_name() != "sqlite":
        given = {name: value for name, value in _POSTGRES.items() if name not in url.query}
        pool = {"pool_pre_ping": True} if pooled else {"poolclass": NullPool}
        try:
            return create_engine(url, connect_args=given, **pool)
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
