"""A great many old requests laid at once, as an archive taken over: on SQLite a million in about a minute.

Not the way of the desk's work: no transitions, no chain of events for each, only one event that says what was laid. The
columns, keys and texts are those that the services store, so that nobody can tell the rows from theirs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from app.domain.audit import EventEntry
from app.domain.changes import Subject
from app.domain.deadlines import Deadline, completion_deadline, start_deadline
from app.domain.errors import Refusal
from app.domain.numbers import RequestNumber
from app.domain.requests import Request, Terms
from app.domain.urgency import journal_order
from app.store.base import UtcDateTime
from app.store.convert import step_json
from app.store.engine import WRITING, is_postgres, open_engine, reaching
from app.store.events import ChainEnd, Feed, StoredEvents
from app.store.refreshing import place_texts
from app.store.rows import DeadlineRow, NumberRow, RequestRow
from app.store.search_text import search_text
from app.store.session import Session

_AT_ONCE = 5_000
_TABLE = RequestRow.__table__
_OF_REQUEST = tuple(name for name in Request.__dataclass_fields__ if name not in ("id", "visit"))
_of_request = attrgetter(*_OF_REQUEST)
_of_visit = attrgetter("with_whom", "phone", "day", "since", "until")
_NO_VISIT = ("", "", None, None, None)
_COLUMNS = (
    *_OF_REQUEST,
    *("visit_with", "visit_phone", "visit_day", "visit_since", "visit_until"),
    *("due", "sort_key", "search_text", "command", "command_code"),
)
_CACHE_KB = 400_000
_TRIGRAMS_AT_ONCE = 64 << 20
_TRIGRAMS_USUAL = 1 << 20
"""Bytes; the latter is FTS5's own default."""

Order = Callable[[Connection], EventEntry]


def lay(url: str, requests: Iterable[Request], *, terms: Terms, event: EventEntry) -> int:
    """Store requests in the order given, in one transaction with `event`, whose data gains their count and numbers.

    The years' counters of numbers go on after the last one. Deadlines with their steps (A11) are kept for open ones.

    Raises:
        Refusal: desk-not-empty, there are requests already: numbers (R8) and ids would cross.
        Unavailable: what `reaching` names.
    """
    engine = open_engine(url)
    ends = ChainEnd(engine)
    try:
        with reaching(url), engine.execution_options(**{WRITING: True}).connect() as connection:
            if not is_postgres(connection):
                _prepare_sqlite(connection)
            with connection.begin(), Session(bind=connection) as session:
                if session.scalar(select(RequestRow.id).limit(1)):
                    raise Refusal("desk-not-empty")
                laid = _Laying(connection, terms)
                with without_indexes(connection):
                    laid.all(requests)
                laid.finish()
                if laid.count:
                    _tell(session, ends, laid, event)
            if is_postgres(connection):
                connection.execute(text("ANALYZE requests"))
                connection.commit()
            return laid.count
    finally:
        ends.close()
        engine.dispose()


def _prepare_sqlite(connection: Connection) -> None:
    """Outside of any transaction, on a connection that is thrown away afterwards."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
    cursor.execute("PRAGMA foreign_keys=OFF")  # every key was just read from its table
    cursor.close()


class _Laying:
    """One archive on its way into the tables."""

    def __init__(self, connection: Connection, terms: Terms) -> None:
        self._connection = connection
        self._terms = terms
        self._texts = place_texts(connection)
        self._open: list[Request] = []
        self.count = 0
        self.first = ""
        self.last: dict[str, str] = {}  # by year
        self._writers = [(_COLUMNS.index(name), write) for name, write in _writers(connection)]

    def all(self, requests: Iterable[Request]) -> None:
        """Each becomes its row."""
        write = _copy if is_postgres(self._connection) else _insert
        write(self._connection, (self._row(request) for request in requests))

    def _row(self, request: Request) -> tuple[Any, ...]:
        """What `request_columns` gives, and nothing looked up twice."""
        number = request.number
        self.count += 1
        self.first = self.first or number
        self.last[number[:4]] = number
        due = request.due
        if due is not None:
            self._open.append(request)
        visit = request.visit
        row = [
            *_of_request(request),
            *(_of_visit(visit) if visit else _NO_VISIT),
            due,
            journal_order(request.status, due=due, filed_at=request.filed_at, closed_at=request.closed_at),
            search_text(number, self._texts[request.subscriber_id], request.text),
            "",
            "",
        ]
        for place, write in self._writers:
            value = row[place]
            if value is not None:
                row[place] = write(value)
        return tuple(row)

    def finish(self) -> None:
        """Counters of numbers, and the open requests' deadlines."""
        if self.last:
            numbers = [RequestNumber.parse(number) for number in self.last.values()]
            years = [{"year": number.year, "last": number.ordinal} for number in numbers]
            self._connection.execute(insert(NumberRow), years)
        for number in range(0, len(self._open), _AT_ONCE // 10):
            self._keep_deadlines(self._open[number : number + _AT_ONCE // 10])

    def _keep_deadlines(self, requests: Sequence[Request]) -> None:
        numbers = [request.number for request in requests]
        found = self._connection.execute(select(RequestRow.number, RequestRow.id).where(RequestRow.number.in_(numbers)))
        ids = {row.number: row.id for row in found}
        rows = [row for request in requests for row in self._deadlines(ids[request.number], request)]
        if rows:
            self._connection.execute(insert(DeadlineRow), rows)

    def _deadlines(self, request_id: int, request: Request) -> Iterator[dict[str, Any]]:
        terms: dict[str, Any] = {
            "calendar": self._terms.calendar,
            "regulation": self._terms.regulation,
            "office": self._terms.office,
        }
        if request.confirmed_at is not None:
            deadline = start_deadline(request.confirmed_at, **terms)
            yield _deadline_row(request_id, "start", deadline, request.confirmed_at)
        if request.started_at is not None:
            agreed = request.visit.day if request.visit else None
            deadline = completion_deadline(request.kind, started=request.started_at, agreed=agreed, **terms)
            yield _deadline_row(request_id, "completion", deadline, request.started_at)


def _deadline_row(request_id: int, which: str, deadline: Deadline, made_at: datetime) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "which": which,
        "due": deadline.due,
        "rules": " ".join(deadline.rules),
        "steps": [step_json(step) for step in deadline.steps],
        "regulation_version": deadline.regulation_version,
        "calendar_version": deadline.calendar_version,
        "official": deadline.official,
        "made_at": made_at,
    }


def _writers(connection: Connection) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """For each column whose values are not stored as they are, how they are: as the types of the rows would write them."""
    dialect = connection.dialect
    for name in _COLUMNS:
        kind = _TABLE.c[name].type
        process = kind.dialect_impl(dialect).bind_processor(dialect)
        if process is None:
            continue
        if isinstance(kind, UtcDateTime):
            if not is_postgres(connection):
                yield name, _sqlite_moment
        else:
            yield name, _remembering(process)


def _sqlite_moment(moment: datetime) -> str:
    """As `UtcDateTime` writes it on SQLite, fifteen times faster: an archive has millions of them."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(" ", "microseconds")[:26]


def _remembering(process: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same few values come again and again: each is converted once."""
    known: dict[Any, Any] = {}

    def remembered(value: Any) -> Any:
        found = known.get(value)
        if found is None:
            found = known[value] = process(value)
        return found

    return remembered


def _insert(connection: Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" for _ in _COLUMNS)
    statement = f"INSERT INTO requests ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608 - the table's own columns
    cursor = connection.connection.cursor()
    while some := list(islice(rows, _AT_ONCE)):
        cursor.executemany(statement, some)
    cursor.close()


def _copy(connection: Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY requests ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()


@contextmanager
def without_indexes(connection: Connection) -> Iterator[None]:
    """Without the indexes of requests and the search's triggers meanwhile: made anew at the end they take a third of the time.

    All in the transaction: a kill in the middle leaves the desk as it was.
    """
    postgres = is_postgres(connection)
    listing = _POSTGRES_INDEXES if postgres else _SQLITE_INDEXES
    made = [(row.what, row.name, row.sql) for row in connection.execute(text(listing))]
    for what, name, _ in made:
        connection.exec_driver_sql(f"DROP {what} {name}")
    yield
    for _, _, sql in made:
        connection.exec_driver_sql(sql)
    if not postgres:
        _rebuild_search(connection)


def _rebuild_search(connection: Connection) -> None:
    """With room in memory for many texts before they go to the index: fewer pieces to merge."""
    for size in (_TRIGRAMS_AT_ONCE, _TRIGRAMS_USUAL):
        connection.exec_driver_sql("INSERT INTO request_search (request_search, rank) VALUES ('hashsize', ?)", (size,))
        if size == _TRIGRAMS_AT_ONCE:
            connection.exec_driver_sql("INSERT INTO request_search (request_search) VALUES ('rebuild')")


_SQLITE_INDEXES = """
SELECT type AS what, name, sql FROM sqlite_master
WHERE tbl_name = 'requests' AND sql IS NOT NULL AND (type = 'index' OR (type = 'trigger' AND name LIKE '%search%'))
"""
_POSTGRES_INDEXES = """
SELECT 'INDEX' AS what, i.indexname AS name, i.indexdef AS sql FROM pg_indexes i
WHERE i.schemaname = current_schema() AND i.tablename = 'requests'
AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
"""


def _tell(session: Session, ends: ChainEnd, laid: _Laying, event: EventEntry) -> None:
    """The chain's one event; the feed's one line, so that whoever looks on looks again."""
    last = session.scalar(select(func.max(RequestRow.id))) or 0
    data = {**event.data, "count": laid.count, "first": laid.first, "last": list(laid.last.values())}
    entry = EventEntry(
        at=event.at,
        operator_id=event.operator_id,
        console=event.console,
        subject=event.subject,
        subject_id=event.subject_id,
        action=event.action,
        why=event.why,
        data=data,
    )
    events, feed = StoredEvents(session), Feed(session)
    events.append(entry)
    feed.touch(Subject.REQUEST, last)
    end = ends.hold(session)
    events.flush_to_chain(end)
    feed.flush(end, event.console)
    session.flush()
