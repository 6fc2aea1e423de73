"""`Queries` over an engine: each call reads in a transaction of its own, from any thread.

What reads whole rows is imported at its first use, by `_session` too: a console's first screen reads columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine

from app.domain.desk import Registration
from app.services.ports.views import DeskStatus
from app.store.engine import is_postgres, reaching
from app.store.listening import watch
from app.store.queries import desk, journal
from app.store.queries.line import Line

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.calendar import CalendarStatus, YearCalendar
    from app.domain.changes import Changes
    from app.domain.desk import Client, Operator, Subscriber
    from app.domain.times import Office
    from app.services.ports.imports import ImportDetails, ImportLine, RememberedColumn
    from app.services.ports.reports import DayLoad, FalseCall, Visit
    from app.services.ports.views import Counters, JournalFilter, JournalPage, JournalRow, RequestCard

T = TypeVar("T")


class StoredQueries:
    """`Queries` over an engine."""

    def __init__(
        self,
        engine: Engine,
        *,
        office: Office,
        base_year: Callable[[int], YearCalendar],
        base_status: Callable[[int], CalendarStatus] | None = None,
    ) -> None:
        self._engine = engine
        self._office = office
        self._base_status = base_status or (lambda year: base_year(year).status)
        self._url = engine.url.render_as_string(hide_password=False)
        self._journal = journal.JournalReader()
        self._line = Line(engine)
        self._watch = watch(engine)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with reaching(self._url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _session(self) -> Iterator[Session]:
        from app.store.session import Session

        with reaching(self._url), Session(self._engine) as session:
            yield session

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with reaching(self._url):
            return self._line.ask(question)

    def journal_page(self, where: JournalFilter, *, first: int, count: int, total: int) -> JournalPage:
        """Rows by their place."""
        return self._ask(
            lambda c: self._journal.page(c, where, first=first, count=count, total=total, now=lambda: desk.feed(c))
        )

    def journal_count(self, where: JournalFilter) -> int:
        """How many rows."""
        return self._ask(lambda c: self._journal.count(c, where, now=lambda: desk.feed(c)))

    def journal_place(self, where: JournalFilter, request_id: int) -> int | None:
        """At which place a request stands."""
        return self._ask(lambda c: self._journal.place(c, where, request_id, now=lambda: desk.feed(c)))

    def journal_stream(self, where: JournalFilter, *, chunk: int = 1000) -> Iterator[tuple[JournalRow, ...]]:
        """All rows, so many at a time, as of one moment; close it where it is not read to its end."""
        with self._connection() as connection:
            if is_postgres(connection):  # changes this very connection, until it is given back
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield from self._journal.stream(connection, where, chunk=chunk, now=lambda: desk.feed(connection))

    def forget(self) -> None:
        """Remember nothing of earlier pages and searches: for measuring."""
        self._journal.forget()

    def journal_rows(self, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
        """Rows by id."""
        return self._ask(lambda c: self._journal.rows(c, request_ids))

    def preferences(self, operator_id: int) -> Mapping[str, Mapping[str, object]]:
        """What an operator arranged."""
        with self._connection() as connection:
            return desk.preferences(connection, operator_id)

    def counters(self, now: datetime) -> Counters:
        """What waits, as of now."""
        with self._connection() as connection:
            return journal.counters(connection, now)

    def newly_overdue(self, since: datetime, until: datetime) -> Sequence[int]:
        """Whose deadline passed in (since, until]."""
        with self._connection() as connection:
            return journal.newly_overdue(connection, since, until)

    def card(self, request_id: int) -> RequestCard:
        """Everything about one request."""
        from app.store.queries import cards

        with self._session() as session:
            return cards.card(session, request_id)

    def clients(self) -> Sequence[Client]:
        """Registered clients by name."""
        from app.store.clients import StoredClients

        with self._session() as session:
            return [c for c in StoredClients(session).clients() if c.registration is Registration.REGISTERED]

    def subscribers(self, client_id: int) -> Sequence[Subscriber]:
        """A client's subscribers."""
        from app.store.clients import StoredClients

        with self._session() as session:
            return StoredClients(session).subscribers(client_id)

    def operators(self) -> Sequence[Operator]:
        """All operators."""
        with self._connection() as connection:
            return desk.operators(connection)

    def imports(self) -> Sequence[ImportLine]:
        """The journal of imports."""
        from app.store.queries import imports

        with self._session() as session:
            return imports.import_lines(session)

    def import_record(self, import_id: int, *, first: int = 0, count: int = 200) -> ImportDetails:
        """One import with what it did."""
        from app.store.queries import imports

        with self._session() as session:
            return imports.import_details(session, import_id, first=first, count=count)

    def remembered_columns(self, kind: str) -> Sequence[RememberedColumn]:
        """Headings kept in mind."""
        from app.store.imports import remembered_of

        with self._session() as session:
            return remembered_of(session, kind)

    def false_calls(self, year: int, month: int, office: Office) -> Sequence[FalseCall]:
        """R13: the month's chargeable visits."""
        from app.store.queries import reports

        with self._connection() as connection:
            return reports.false_calls(connection, year, month, office)

    def visits(self, day: date) -> Sequence[Visit]:
        """R10: the on-site checks agreed for a day."""
        from app.store.queries import reports

        with self._connection() as connection:
            return reports.visits(connection, day)

    def load(self, since: date, until: date, *, client_id: int | None, now: datetime) -> Sequence[DayLoad]:
        """What was filed by day and kind, and how terms were kept."""
        from app.store.queries import reports

        with self._connection() as connection:
            return reports.load(connection, since, until, client_id=client_id, now=now, office=self._office)

    def status(self, now: datetime) -> DeskStatus:
        """For the status bar."""
        year = self._office.day_of(now).year
        with self._connection() as connection:
            calendar = desk.calendar_status(connection, year) or self._base_status(year)
            return DeskStatus(
                commands_pending=desk.commands_pending(connection),
                letters_waiting=desk.letters_waiting(connection),
                calendar_status=calendar.value,
                worker_seen_at=desk.worker_seen(connection),
                feed_seq=desk.feed(connection),
            )

    def changes_since(self, seq: int) -> tuple[int, Changes]:
        """The change feed after `seq`."""
        with self._connection() as connection:
            return desk.changes_since(connection, seq)

    def data_version(self) -> int:
        """A number that moves when another connection has committed; PostgreSQL listens for up to a tenth of a second."""
        return self._watch.version()

    def close(self) -> None:
        """Let go of the kept connections."""
        self._watch.close()
        self._line.close()
