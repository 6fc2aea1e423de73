"""The chain of events, the change feed and the outbox.

Events and feed are gathered while a transaction runs and numbered last, just before its commit, under one lock: so
their order is the order of commits, whatever a clock says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text

from app.domain.audit import GENESIS, ChainedEvent, EventEntry, event_hash
from app.domain.changes import Changes, Subject, Touched
from app.services.ports.repositories import Letter
from app.store.convert import event_of
from app.store.engine import is_postgres, open_engine
from app.store.listening import CHANNEL
from app.store.rows import EventRow, FeedRow, LetterRow, WorkerRow
from app.store.session import Session

_CHAIN_LOCK = 7_301_144
"""Any number, the same in all processes: PostgreSQL's advisory lock of the chain."""

_STREAM_ROWS = 1000


class StoredEvents:
    """`EventLog` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: list[Iterable[EventEntry]] = []

    def append(self, entry: EventEntry) -> None:
        """Gather it for `flush_to_chain`."""
        self._waiting.append((entry,))

    def append_all(self, entries: Iterable[EventEntry]) -> None:
        """Gather many, made only by `flush_to_chain`."""
        self._waiting.append(entries)

    def of(self, subject: str, subject_id: int) -> Sequence[ChainedEvent]:
        """All entries on one thing."""
        rows = self._session.scalars(
            select(EventRow)
            .where(EventRow.subject == subject, EventRow.subject_id == subject_id)
            .order_by(EventRow.seq)
        )
        return [event_of(row) for row in rows]

    def all(self) -> Iterator[ChainedEvent]:
        """The whole chain, a thousand rows at a time."""
        rows = self._session.scalars(select(EventRow).order_by(EventRow.seq).execution_options(yield_per=_STREAM_ROWS))
        for row in rows:
            yield event_of(row)

    @property
    def are_waiting(self) -> bool:
        """True where there is something for `flush_to_chain`."""
        return bool(self._waiting)

    def flush_to_chain(self, last: "Last") -> None:
        """Give the gathered entries their places after the last one."""
        seq, previous = last.event, last.digest
        rows: list[dict[str, Any]] = []
        table: Any = EventRow.__table__
        for entry in chain.from_iterable(self._waiting):
            seq += 1
            digest = event_hash(seq, entry, previous)
            rows.append(
                {
                    "seq": seq,
                    "at": entry.at,
                    "operator_id": entry.operator_id,
                    "console": entry.console,
                    "subject": entry.subject,
                    "subject_id": entry.subject_id,
                    "action": entry.action,
                    "from_state": entry.from_state,
                    "to_state": entry.to_state,
                    "why": entry.why,
                    "data": dict(entry.data),
                    "previous": previous,
                    "hash": digest,
                }
            )
            previous = digest
            if len(rows) >= _STREAM_ROWS:
                self._session.connection().execute(insert(table), rows)
                rows = []
        if rows:
            self._session.connection().execute(insert(table), rows)
        self._waiting.clear()


class Feed:
    """What one transaction touched, each thing once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._touched: dict[Touched, None] = {}

    def touch(self, subject: Subject, subject_id: int) -> None:
        """Gather it."""
        self._touched[Touched(subject, subject_id)] = None

    @property
    def is_waiting(self) -> bool:
        """True where there is something for `flush`."""
        return bool(self._touched)

    def flush(self, last: "Last", console: str) -> Changes:
        """Number and store what was gathered, and call whoever listens; they hear it once it is committed."""
        changes = Changes(tuple(self._touched))
        seq = last.feed
        for touched in changes.touched:
            seq += 1
            self._session.add(FeedRow(seq=seq, subject=touched.subject.value, subject_id=touched.id, console=console))
        if changes.touched and is_postgres(self._session.connection()):
            self._session.execute(text("SELECT pg_notify(:channel, :seq)"), {"channel": CHANNEL, "seq": str(seq)})
        self._touched.clear()
        return changes


@dataclass(frozen=True, slots=True)
class Last:
    """Where the chain of events and the feed end: numbers, and the last event's hash."""

    event: int
    digest: str
    feed: int


class ChainEnd:
    """Holds the end of chain and feed for one transaction after the other, so that their order is that of commits.

    On PostgreSQL a transaction sees the database as of its beginning, which may be older than the last commit: so
    where chain and feed end is read beside it, by a connection kept for that, once the lock is held.
    """

    def __init__(self, engine: Engine) -> None:
        self._beside: Engine | None = None
        if is_postgres(engine):
            url = engine.url.render_as_string(hide_password=False)
            self._beside = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")

    def hold(self, session: Session) -> Last:
        """Until the transaction ends. A writing SQLite transaction is alone already."""
        if self._beside is None:
            return _last(session.connection())
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})
        with self._beside.connect() as connection:
            return _last(connection)

    def close(self) -> None:
        """Let go of the connection."""
        if self._beside is not None:
            self._beside.dispose()


def _last(connection: Connection) -> Last:
    event = connection.execute(select(EventRow.seq, EventRow.hash).order_by(EventRow.seq.desc()).limit(1)).first()
    feed = connection.scalar(select(func.max(FeedRow.seq))) or 0
    return Last(event.seq, event.hash, feed) if event else Last(0, GENESIS, feed)


class StoredOutbox:
    """`Outbox` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, letter: Letter, *, now: datetime) -> None:
        """Store it once."""
        if self._session.scalar(select(LetterRow.id).where(LetterRow.key == letter.key)) is None:
            self._session.add(
                LetterRow(
                    key=letter.key,
                    kind=letter.kind,
                    client_id=letter.client_id,
                    to=letter.to,
                    data=dict(letter.data),
                    created_at=now,
                )
            )
            self._session.flush()

    def waiting(self) -> int:
        """How many are not sent yet."""
        return (
            self._session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.state == "waiting")) or 0
        )


class StoredWorkers:
    """`WorkerRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def seen(self, worker: str, *, now: datetime) -> None:
        """Note it."""
        row = self._session.get(WorkerRow, worker)
        if row is None:
            self._session.add(WorkerRow(name=worker, seen_at=now))
        else:
            row.seen_at = now
