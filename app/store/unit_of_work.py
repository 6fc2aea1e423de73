"""One transaction over everything that is stored."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.domain.calendar import WorkingCalendar, YearCalendar
from app.domain.changes import Changes, Subject
from app.domain.regulation import Regulation, Regulations
from app.domain.times import Office
from app.store.clients import StoredClients
from app.store.commands import StoredCommands
from app.store.engine import WRITING, reaching
from app.store.events import Feed, StoredEvents, StoredOutbox, StoredWorkers, lock_chain
from app.store.imports import StoredImports
from app.store.preferences import StoredPreferences
from app.store.reference import StoredOperators, StoredReference
from app.store.requests import StoredRequests


class StoredUnitOfWork:
    """`UnitOfWork` over an engine; a new one for each transaction.

    `base_year` gives the calendar years that nobody imported. Failures of the database come out as `Unavailable`.
    """

    def __init__(self, engine: Engine, *, console: str, base_year: Callable[[int], YearCalendar]) -> None:
        self._engine = engine
        self._base_year = base_year
        self.console = console

    def __enter__(self) -> Self:
        """Begin a writing transaction."""
        self._session = Session(
            self._engine.execution_options(**{WRITING: True}), autoflush=True, expire_on_commit=False
        )
        try:
            with self._reaching():
                session = self._session
                session.connection()
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
            self._session.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed; give failures of the database their names."""
        try:
            self._session.rollback()
        finally:
            self._session.close()
        if isinstance(error, DatabaseError):
            with self._reaching():
                raise error

    def touch(self, subject: Subject, subject_id: int) -> None:
        """Say that something changed."""
        self._feed.touch(subject, subject_id)

    def commit(self) -> Changes:
        """Number events and feed, and keep everything."""
        with self._reaching():
            self._session.flush()
            lock_chain(self._session)
            self._events.flush_to_chain()
            changes = self._feed.flush(self.console)
            self._session.commit()
        return changes

    def _year(self, year: int) -> YearCalendar:
        return self._reference.stored_year(year) or self._base_year(year)

    def _reaching(self) -> AbstractContextManager[None]:
        return reaching(str(self._engine.url.render_as_string(hide_password=False)))
