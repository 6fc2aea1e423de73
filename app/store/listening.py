"""Has anything been committed elsewhere? A cheap number that moves when it has, by whichever way the database tells it."""

import threading
import time
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy import Engine, PoolProxiedConnection

from app.domain.errors import Unavailable
from app.store.engine import is_postgres, open_engine
from app.store.failures import place, reaching

if TYPE_CHECKING:
    import psycopg

CHANNEL: Final = "pult_feed"
"""PostgreSQL's channel, on which the feed's last number is called out."""

LISTENING_S: Final = 0.09
"""How long one look listens on PostgreSQL: nearly all of the time between two looks of a window."""

PROOF_S: Final = 5.0
"""A socket that says nothing proves nothing: so often the server has to answer a question."""


class Watch(Protocol):
    """One connection kept for watching; to be used by one thread after the other."""

    def version(self) -> int:
        """Differs from what it was when another connection has committed."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def watch(engine: Engine) -> Watch:
    """The one for that database."""
    return PostgresWatch(engine) if is_postgres(engine) else SqliteWatch(engine)


class SqliteWatch:
    """`PRAGMA data_version`: a look into shared memory."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url.render_as_string(hide_password=False)
        self._lock = threading.Lock()
        self._connection: PoolProxiedConnection | None = None

    def version(self) -> int:
        """SQLite's own number."""
        with self._lock, reaching(self._url):
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            cursor = self._connection.cursor()
            try:
                cursor.execute("PRAGMA data_version")
                return int(cursor.fetchall()[0][0])
            finally:
                cursor.close()

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


class PostgresWatch:
    """LISTEN on a connection of its own. The number is the feed's last; one that comes back catches up by it."""

    def __init__(self, engine: Engine) -> None:
        self._url = engine.url
        self._lock = threading.Lock()
        self._held: PoolProxiedConnection | None = None
        self._seq = 0
        self._answered = 0.0

    def version(self) -> int:
        """Listens for `LISTENING_S`, less if something is called out; then the feed's last number."""
        import psycopg

        with self._lock:
            try:
                self._listen()
            except psycopg.Error as error:
                self._let_go()
                raise Unavailable("database-away", path=place(self._url), detail=type(error).__name__) from error
            except BaseException:
                self._let_go()
                raise
            return self._seq

    def _listen(self) -> None:
        if self._held is None:
            self._held = self._connect()
            connection = self._driver(self._held)
            connection.autocommit = True
            # First listen, then ask: what is committed between the two is heard.
            connection.execute(f"LISTEN {CHANNEL}".encode())
            self._ask(connection)
            return
        connection = self._driver(self._held)
        for called in connection.notifies(timeout=LISTENING_S, stop_after=1):
            self._seq = max(self._seq, int(called.payload))
        if time.monotonic() - self._answered >= PROOF_S:
            self._ask(connection)

    def _connect(self) -> PoolProxiedConnection:
        address = self._url.render_as_string(hide_password=False)
        with reaching(address):
            held = open_engine(address, pooled=False).raw_connection()
        held.detach()  # from now on only ours: it is never handed to anybody else
        return held

    @staticmethod
    def _driver(held: PoolProxiedConnection) -> "psycopg.Connection[tuple[object, ...]]":
        return held.dbapi_connection  # type: ignore[return-value]  # psycopg's own, unwrapped in this dialect

    def _ask(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        row = connection.execute("SELECT coalesce(max(seq), 0) FROM feed").fetchone()
        self._seq = int(str(row[0])) if row else 0
        self._answered = time.monotonic()

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
