"""`Queries` over an engine: each call reads in a transaction of its own, from any thread."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from app.domain.calendar import YearCalendar
from app.domain.changes import Changes, Subject, Touched
from app.domain.commands import CommandState
from app.domain.desk import Client, Operator, Registration, Subscriber
from app.domain.times import Office
from app.services.ports import (
    Counters,
    DayLoad,
    DeskStatus,
    FalseCall,
    ImportDetails,
    ImportLine,
    JournalFilter,
    JournalPage,
    JournalRow,
    RememberedColumn,
    RequestCard,
    Visit,
)
from app.store.clients import StoredClients
from app.store.engine import is_postgres, reaching
from app.store.events import StoredOutbox
from app.store.imports import remembered_of
from app.store.listening import watch
from app.store.preferences import StoredPreferences
from app.store.queries import cards, imports, journal, reports
from app.store.queries.line import Line
from app.store.reference import StoredOperators, StoredReference
from app.store.rows import CommandRow, FeedRow, WorkerRow

T = TypeVar("T")

_PENDING = (CommandState.PLANNED, CommandState.SENDING, CommandState.SENT)


class StoredQueries:
    """`Queries` over an engine."""

    def __init__(self, engine: Engine, *, office: Office, base_year: Callable[[int], YearCalendar]) -> None:
        self._engine = engine
        self._office = office
        self._base_year = base_year
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
        with reaching(self._url), Session(self._engine) as session:
            yield session

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with reaching(self._url):
            return self._line.ask(question)

    def journal_page(self, where: JournalFilter, *, first: int, count: int, total: int) -> JournalPage:
        """Rows by their place."""
        return self._ask(
            lambda c: self._journal.page(c, where, first=first, count=count, total=total, now=lambda: _feed(c))
        )

    def journal_count(self, where: JournalFilter) -> int:
        """How many rows."""
        return self._ask(lambda c: self._journal.count(c, where, now=lambda: _feed(c)))

    def journal_place(self, where: JournalFilter, request_id: int) -> int | None:
        """At which place a request stands."""
        return self._ask(lambda c: self._journal.place(c, where, request_id, now=lambda: _feed(c)))

    def journal_stream(self, where: JournalFilter, *, chunk: int = 1000) -> Iterator[tuple[JournalRow, ...]]:
        """All rows, so many at a time, as of one moment; close it where it is not read to its end."""
        with self._connection() as connection:
            if is_postgres(connection):  # changes this very connection, until it is given back
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield from self._journal.stream(connection, where, chunk=chunk, now=lambda: _feed(connection))

    def forget(self) -> None:
        """Remember nothing of earlier pages and searches: for measuring."""
        self._journal = journal.JournalReader()

    def journal_rows(self, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
        """Rows by id."""
        return self._ask(lambda c: self._journal.rows(c, request_ids))

    def preferences(self, operator_id: int) -> Mapping[str, Mapping[str, object]]:
        """What an operator arranged."""
        with self._session() as session:
            return StoredPreferences(session).all(operator_id)

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
        with self._session() as session:
            return cards.card(session, request_id)

    def clients(self) -> Sequence[Client]:
        """Registered clients by name."""
        with self._session() as session:
            return [c for c in StoredClients(session).clients() if c.registration is Registration.REGISTERED]

    def subscribers(self, client_id: int) -> Sequence[Subscriber]:
        """A client's subscribers."""
        with self._session() as session:
            return StoredClients(session).subscribers(client_id)

    def operators(self) -> Sequence[Operator]:
        """All operators."""
        with self._session() as session:
            return StoredOperators(session).all()

    def imports(self) -> Sequence[ImportLine]:
        """The journal of imports."""
        with self._session() as session:
            return imports.import_lines(session)

    def import_record(self, import_id: int, *, first: int = 0, count: int = 200) -> ImportDetails:
        """One import with what it did."""
        with self._session() as session:
            return imports.import_details(session, import_id, first=first, count=count)

    def remembered_columns(self, kind: str) -> Sequence[RememberedColumn]:
        """Headings kept in mind."""
        with self._session() as session:
            return remembered_of(session, kind)

    def false_calls(self, year: int, month: int, office: Office) -> Sequence[FalseCall]:
        """R13: the month's chargeable visits."""
        with self._connection() as connection:
            return reports.false_calls(connection, year, month, office)

    def visits(self, day: date) -> Sequence[Visit]:
        """R10: the on-site checks agreed for a day."""
        with self._connection() as connection:
            return reports.visits(connection, day)

    def load(self, since: date, until: date, *, client_id: int | None, now: datetime) -> Sequence[DayLoad]:
        """What was filed by day and kind, and how terms were kept."""
        with self._connection() as connection:
            return reports.load(connection, since, until, client_id=client_id, now=now, office=self._office)

    def status(self, now: datetime) -> DeskStatus:
        """For the status bar."""
        with self._session() as session:
            year = self._office.day_of(now).year
            calendar = StoredReference(session).stored_year(year) or self._base_year(year)
            pending = session.scalar(select(func.count()).select_from(CommandRow).where(CommandRow.state.in_(_PENDING)))
            return DeskStatus(
                commands_pending=pending or 0,
                letters_waiting=StoredOutbox(session).waiting(),
                calendar_status=calendar.status.value,
                worker_seen_at=session.scalar(select(func.max(WorkerRow.seen_at))),
                feed_seq=session.scalar(select(func.max(FeedRow.seq))) or 0,
            )

    def changes_since(self, seq: int) -> tuple[int, Changes]:
        """The change feed after `seq`."""
        with self._connection() as connection:
            rows = connection.execute(
                select(FeedRow.seq, FeedRow.subject, FeedRow.subject_id).where(FeedRow.seq > seq).order_by(FeedRow.seq)
            ).all()
        touched = dict.fromkeys(Touched(Subject(row.subject), row.subject_id) for row in rows)
        return (rows[-1].seq if rows else seq), Changes(tuple(touched))

    def data_version(self) -> int:
        """A number that moves when another connection has committed; PostgreSQL listens for up to a tenth of a second."""
        return self._watch.version()

    def close(self) -> None:
        """Let go of the kept connections."""
        self._watch.close()
        self._line.close()


def _feed(connection: Connection) -> int:
    return connection.exec_driver_sql("SELECT max(seq) FROM feed").scalar() or 0
