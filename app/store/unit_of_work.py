"""One transaction over everything that is stored.

On PostgreSQL a writing one is SERIALIZABLE: what it read is as if nobody else had been there, or it comes out as
`Collided` and is done once more. One that takes from a queue is READ COMMITTED, one that only reads is READ ONLY and as
of one moment.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from app.domain.calendar import WorkingCalendar, YearCalendar
from app.domain.changes import Changes, Subject
from app.domain.errors import Unavailable
from app.domain.regulation import Regulation, Regulations
from app.domain.times import Office
from app.services.ports.unit_of_work import Collided
from app.store.clients import StoredClients
from app.store.commands import StoredCommands
from app.store.engine import WRITING, is_postgres
from app.store.events import ChainEnd, Feed, StoredEvents, StoredOutbox, StoredWorkers
from app.store.failures import place, reaching, sqlstate
from app.store.imports import StoredImports
from app.store.preferences import StoredPreferences
from app.store.reference import StoredOperators, StoredReference
from app.store.requests import StoredRequests
from app.store.session import Session

_WRITES = {WRITING: True}
_POSTGRES_WRITES = {"isolation_level": "SERIALIZABLE"}
_POSTGRES_LEASES = {"isolation_level": "READ COMMITTED"}
_POSTGRES_READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

# Takes no snapshot, unlike any SELECT: what is read afterwards is as of having got the turn.
_TURN = text("LOCK TABLE request_numbers IN EXCLUSIVE MODE")


class StoredUnitOfWork:
    """`UnitOfWork` over an engine; a new one for each transaction.

    `base_year` gives the calendar years that nobody imported. Failures of the database come out as `Unavailable`.
    """

    def __init__(
        self, engine: Engine, *, console: str, base_year: Callable[[int], YearCalendar], chain_end: ChainEnd
    ) -> None:
        self._engine = engine
        self._postgres = is_postgres(engine)
        self._url = engine.url.render_as_string(hide_password=False)
        self._base_year = base_year
        self._chain_end = chain_end
        self._collided = False
        self.console = console

    def __enter__(self) -> Self:
        """Begin a writing transaction."""
        return self._begin(_POSTGRES_WRITES if self._postgres else _WRITES, to_read=False)

    @contextmanager
    def reading(self) -> Iterator[Self]:
        """Only to read: no write lock, one moment."""
        self._begin(_POSTGRES_READS if self._postgres else {}, to_read=True)
        with self._left():
            yield self

    @contextmanager
    def leasing(self) -> Iterator[Self]:
        """To take from a queue."""
        self._begin(_POSTGRES_LEASES if self._postgres else _WRITES, to_read=False)
        with self._left():
            yield self

    def _begin(self, options: dict[str, Any], *, to_read: bool) -> Self:
        self._to_read = to_read
        self._session = Session(self._engine.execution_options(**options), autoflush=True, expire_on_commit=False)
        try:
            with self._reaching():
                session = self._session
                session.connection()
                if self._collided and self._postgres and not to_read:
                    session.execute(_TURN)  # one after the other now: it will not collide with another such
                self.requests = StoredRequests(session)
                self.clients = StoredClients(session)
                self.commands = StoredCommands(session)
                self._events = StoredEvents(session)
                self.events = self._events
                self.outbox = StoredOutbox(session)
                self.workers = StoredWorkers(session)
                self.operators = StoredOperators(session)
                self.imports = StoredImports(session)
                self.preferences = StoredPreferences(session)
                self._reference = StoredReference(session)
                self.reference = self._reference
                self._feed = Feed(session)
                self.office = Office(ZoneInfo(self._reference.setting("zone", "Europe/Moscow")))
                self.regulations = Regulations(self._reference.regulations() or [Regulation()])
                self.calendar = WorkingCalendar(self._year)
        except BaseException:
            self._undo()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed; give failures of the database their names."""
        self._undo()
        if isinstance(error, DBAPIError | UnicodeEncodeError):
            with self._reaching():
                raise error

    @contextmanager
    def _left(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        self.__exit__(None, None, None)

    def _undo(self) -> None:
        try:
            self._session.rollback()
        except DBAPIError:
            pass  # the connection is gone, and with it what was not committed
        finally:
            self._session.close()

    def touch(self, subject: Subject, subject_id: int) -> None:
        """Say that something changed."""
        self._feed.touch(subject, subject_id)

    def commit(self) -> Changes:
        """Number events and feed, and keep everything."""
        if self._to_read:
            msg = "a unit of work that only reads has nothing to commit"
            raise RuntimeError(msg)
        with self._reaching():
            self._session.flush()
            changes = Changes()
            if self._events.are_waiting or self._feed.is_waiting:
                last = self._chain_end.hold(self._session)
                self._events.flush_to_chain(last)
                changes = self._feed.flush(last, self.console)
            self._session.flush()
            with self._knowing_whether_it_was_kept():
                self._session.commit()
        self._collided = False
        return changes

    @contextmanager
    def _knowing_whether_it_was_kept(self) -> Iterator[None]:
        """A link that breaks while the server commits leaves it open whether it did: that is said, and nothing repeated."""
        try:
            yield
        except DBAPIError as error:
            if self._postgres and (not sqlstate(error) or sqlstate(error).startswith(("08", "57P"))):
                raise Unavailable("database-outcome-unknown", path=place(self._engine.url)) from error
            raise

    def _year(self, year: int) -> YearCalendar:
        return self._reference.stored_year(year) or self._base_year(year)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            with reaching(self._url):
                yield
        except Collided:
            self._collided = True
            raise
