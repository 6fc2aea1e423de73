"""The store's side of the journal at a million requests: filters with their counts, pages and search, on both databases.

Peers run beside it in the same process: on SQLite the plain sqlite3 module with the statements that a QSqlTableModel
and its count would select, on PostgreSQL the bare SQL by psycopg. A page is 100 rows, as the journal asks for them, of all the journal's columns.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from app.bootstrap import open_desk
from app.demo_desk import GUEST
from app.domain.kinds import RequestKind, Status
from app.services.ports.views import JournalFilter, JournalSort
from app.store.queries import StoredQueries
from tests.bench.facts import RARE_PLOT
from tests.bench.figures import Figure, median_seconds, seconds
from tests.bench.million import million_desk, million_on_postgres

PAGE = 100
ROUND_SECONDS = 0.1
MOST_TIMES = 20
SEARCH_GOAL = 0.1
POSTGRES_GOAL = 1.5
COLUMNS = """
SELECT r.id, r.number, r.kind, r.status, c.form, c.name, s.plot, r.watts, r.filed_at, r.confirmed_at, r.started_at,
       r.closed_at, r.start_due, r.completion_due, r.due, r.start_met, r.completion_met, r.command, r.command_code,
       r.reject_reason, r.reason, r.version, r.sort_key, r.source, s.name
FROM requests r JOIN clients c ON c.id = r.client_id JOIN subscribers s ON s.id = r.subscriber_id
"""

Ask = Callable[[], object]


class _Ours:
    """What a screen asks the store; nothing is remembered from one time to the next but compiled statements."""

    def __init__(self, queries: StoredQueries) -> None:
        self._queries = queries

    def __call__(self, where: JournalFilter, *, counted: bool = True) -> int:
        """The count and the first page."""
        self._queries.forget()
        total = self._queries.journal_count(where) if counted else 0
        self._queries.journal_page(where, first=0, count=PAGE, total=total)
        return total


def measure() -> Iterator[Figure]:
    """All figures, SQLite's first."""
    file = million_desk().absolute()
    desk = open_desk(f"sqlite:///{file}", login=GUEST)
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as plain:
            yield from _on_sqlite(_Ours(desk.queries), plain, datetime.now(UTC))
    finally:
        desk.close()
    with million_on_postgres() as (url, connection):
        desk = open_desk(url, login=GUEST)
        try:
            yield from _on_postgres(desk.queries, connection)
        finally:
            desk.close()


def _filters(now: datetime) -> dict[str, tuple[JournalFilter, str]]:
    """Each filter as ours and as a condition of plain SQL over `r`."""
    every = tuple(status.value for status in Status)
    month = now - timedelta(days=40)
    stamp = "%Y-%m-%d %H:%M:%S.%f"
    return {
        "all": (JournalFilter(statuses=every), "1 = 1"),
        "status": (JournalFilter(statuses=("rejected",)), "r.status = 'rejected'"),
        "kind": (JournalFilter(statuses=every, kinds=(RequestKind.LIMIT.value,)), "r.kind = 'limit'"),
        "client": (JournalFilter(statuses=every, client_id=17), "r.client_id = 17"),
        "overdue": (JournalFilter(statuses=every, overdue_at=now), f"r.due <= '{now:{stamp}}'"),
        "month": (JournalFilter(statuses=every, since=month), f"r.filed_at >= '{month:{stamp}}'"),
        "client, kind, month": (
            JournalFilter(statuses=every, since=month, client_id=17, kinds=("on-site-check",)),
            f"r.filed_at >= '{month:{stamp}}' AND r.client_id = 17 AND r.kind = 'on-site-check'",
        ),
        "word": (JournalFilter(statuses=every, text="дружба"), "r.search_text LIKE '%дpyжбa%'"),
    }


def _on_sqlite(ours: _Ours, plain: sqlite3.Connection, now: datetime) -> Iterator[Figure]:
    def peer(condition: str, order: str = "r.sort_key, r.id") -> int:
        rows = plain.execute(f"{COLUMNS} WHERE {condition} ORDER BY {order}")
        rows.fetchmany(PAGE)
        return int(plain.execute(f"SELECT count(*) FROM requests r WHERE {condition}").fetchone()[0])

    for name, (where, condition) in _filters(now).items():
        yield _compared(f"journal filter with count: {name}", lambda w=where: ours(w), lambda c=condition: peer(c))  # type: ignore[misc]
    filed = JournalFilter(statuses=tuple(s.value for s in Status), sort=JournalSort.FILED, descending=True)
    yield _compared(
        "journal by filing, newest first", lambda: ours(filed), lambda: peer("1 = 1", "r.filed_at DESC, r.id DESC")
    )
    rare = JournalFilter(statuses=filed.statuses, text=RARE_PLOT)
    yield _compared(
        f"text search of one rare plot ({RARE_PLOT}) against its LIKE",
        lambda: ours(rare),
        lambda: peer(f"r.search_text LIKE '%{RARE_PLOT}%'"),
        goal=SEARCH_GOAL,
    )


def _often(ask: Ask, times: int) -> Ask:
    """A few milliseconds are judged by many of them."""

    def often() -> None:
        for _ in range(times):
            ask()

    return often


def _compared(name: str, ours: Ask, peer: Ask, *, goal: float | None = None) -> Figure:
    """Median milliseconds of both; both must have found as many."""
    if (mine := ours()) != (theirs := peer()):
        message = f"{name}: {mine} and {theirs} rows are not the same"
        raise RuntimeError(message)
    times = max(1, min(MOST_TIMES, int(ROUND_SECONDS / max(seconds(ours), seconds(peer)))))
    one, other = (taken * 1000 / times for taken in median_seconds(_often(ours, times), _often(peer, times)))
    return Figure(
        name=name,
        unit="ms",
        ours=one,
        peer=other,
        ratio=one / other,
        goal="none" if goal is None else f"<= {goal}",
        holds=goal is None or one <= other * goal,
    )


def _on_postgres(queries: StoredQueries, plain: "psycopg.Connection[tuple[Any, ...]]") -> Iterator[Figure]:
    ours = _Ours(queries)
    shown = JournalFilter()
    total = queries.journal_count(shown)
    middle = queries.journal_page(shown, first=1000, count=PAGE, total=total).rows[0]
    status = "r.status IN ('confirmed', 'in-progress', 'done', 'rejected')"

    def page(condition: str, *values: object) -> list[tuple[Any, ...]]:
        query = f"{COLUMNS} WHERE {condition} ORDER BY r.sort_key, r.id LIMIT {PAGE}"
        rows = plain.execute(query.encode(), values or None).fetchall()
        plain.rollback()
        return rows

    def our_page(first: int) -> int:
        return len(queries.journal_page(shown, first=first, count=PAGE, total=total).rows)

    yield _compared(
        "PostgreSQL: the journal's first page", lambda: our_page(0), lambda: len(page(status)), goal=POSTGRES_GOAL
    )
    key = f"{status} AND (r.sort_key, r.id) >= (%s, %s)"
    yield _compared(
        "PostgreSQL: a page further on",
        lambda: our_page(1000),
        lambda: len(page(key, middle.sort_key, middle.id)),
        goal=POSTGRES_GOAL,
    )

    def search(word: str) -> int:
        condition = f"{status} AND r.search_text LIKE %s"
        query = f"SELECT count(*) FROM requests r WHERE {condition}"
        (found,) = plain.execute(query.encode(), [f"%{word}%"]).fetchone() or (0,)
        page(condition, f"%{word}%")
        return int(found)

    for word in (RARE_PLOT, "47111"):
        where = JournalFilter(text=word)
        yield _compared(
            f"PostgreSQL: text search ({word}) with its count",
            lambda where=where: ours(where),  # type: ignore[misc]
            lambda word=word: search(word),  # type: ignore[misc]
            goal=POSTGRES_GOAL,
        )
