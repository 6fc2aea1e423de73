"""The journal: pages by place, counts, places, counters, all rows in a stream. Orders: see `Order`.

A page is read by key from the nearest thing whose place is known (an end of the journal, or a page read before), so
that no page costs a walk over half the table. What is searched by text is found once, kept, and pages are cut from it.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.domain.commands import CommandState
from app.domain.kinds import Status
from app.services.ports import Counters, JournalFilter, JournalPage, JournalRow
from app.store.engine import is_postgres
from app.store.queries.journal_filter import Anchor, Order, conditions, has_key, is_gathered, statuses_of
from app.store.queries.journal_rows import columns, journal_row
from app.store.queries.search import MOST_FOUND, Search, among
from app.store.rows import RequestRow

_ANCHORS_KEPT = 64
_SEARCHES_KEPT = 8
_MOST_GATHERED = 10 * MOST_FOUND
_AT_ONCE = 1000
"""Rows handed over in one piece: a longer one would hold the interpreter, and with it the window, too long."""

_R = RequestRow

K = TypeVar("K")
V = TypeVar("V")


class _Kept(OrderedDict[K, V]):
    """The last so many things."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: K, value: V) -> None:
        self[key] = value
        self.move_to_end(key)
        while len(self) > self._most:
            self.popitem(last=False)


class JournalReader:
    """Pages of the journal over a connection each; remembers where pages began to read on from there.

    `feed` is everywhere the change feed's number: what was remembered at another one is not used.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._anchors: _Kept[tuple[JournalFilter, int, int], Anchor] = _Kept(_ANCHORS_KEPT)
        self._searches: _Kept[tuple[JournalFilter, int], _Found] = _Kept(_SEARCHES_KEPT)

    def page(
        self, connection: Connection, where: JournalFilter, *, first: int, count: int, total: int, feed: int
    ) -> JournalPage:
        """Rows `first` … `first + count - 1`."""
        found = self._found(connection, where, feed, total=total if first else 0)
        if found.ids is not None:
            ids = found.ids[first : first + count]
            by_id = rows_by_id(connection, ids)
            return JournalPage(first=first, rows=tuple(by_id[i] for i in ids if i in by_id))
        inside = select(_R.id).where(*found.conditions)
        if total and first + count // 2 > total // 2 and first < total:
            rows = self._from_end(connection, inside, first, count, total=total, key=(where, feed))
        else:
            rows = self._from_start(connection, inside, first, count, (where, feed))
        return JournalPage(first=first, rows=tuple(rows))

    def count(self, connection: Connection, where: JournalFilter, *, feed: int) -> int:
        """How many rows the filter keeps."""
        found = self._found(connection, where, feed)
        return len(found.ids) if found.ids is not None else _count(connection, where, found)

    def place(self, connection: Connection, where: JournalFilter, request_id: int, *, feed: int) -> int | None:
        """At which place a request stands in the filtered journal."""
        found = self._found(connection, where, feed)
        if found.ids is not None:
            return found.ids.index(request_id) if request_id in found.ids else None
        order = Order.of(where)
        row = connection.execute(
            select(order.key, _R.id).where(_R.id == request_id, *conditions(where, walking=False), *found.text)
        ).first()
        if row is None:
            return None
        return _rows(connection, [order.before((row[0], row[1])), *conditions(where, walking=False), *found.text])

    def stream(
        self, connection: Connection, where: JournalFilter, *, chunk: int, feed: int
    ) -> Iterator[tuple[JournalRow, ...]]:
        """All rows, `chunk` at a time; the connection is the stream's until it ends."""
        found = self._found(connection, where, feed)
        if found.ids is not None:
            for first in range(0, len(found.ids), chunk):
                ids = found.ids[first : first + chunk]
                by_id = rows_by_id(connection, ids)
                yield tuple(by_id[i] for i in ids if i in by_id)
            return
        query = columns().where(*found.conditions).order_by(*Order.of(where).by())
        result = connection.execution_options(yield_per=chunk).execute(query)
        for some in result.partitions():
            yield tuple(journal_row(r) for r in some)

    def _found(self, connection: Connection, where: JournalFilter, feed: int, *, total: int = 0) -> "_Found":
        """What a text finds, and what is known (`total`) to be few, is gathered once and kept; else conditions to walk by.

        The first page of few is walked to: it may be all that anybody looks at.
        """
        few = 0 < total <= MOST_FOUND and is_gathered(where)
        if not where.text.strip() and not few:
            return _Found(conditions(where, walking=True))
        with self._lock:
            known = self._searches.get((where, feed))
        if known is None:
            known = _find(connection, where)
            with self._lock:
                self._searches.keep((where, feed), known)
        return known

    def _from_start(
        self, connection: Connection, inside: Select[int], first: int, count: int, key: tuple[JournalFilter, int]
    ) -> list[JournalRow]:
        order = Order.of(key[0])
        place, anchor = self._nearest(key, first, ahead=False)
        if anchor is not None:
            inside = inside.where(order.from_(anchor))
        inside = inside.order_by(*order.by()).offset(first - place).limit(count)
        rows = _rows_of(connection, inside, order)
        self._remember(key, order, first, rows)
        return rows

    def _from_end(
        self,
        connection: Connection,
        inside: Select[int],
        first: int,
        count: int,
        *,
        total: int,
        key: tuple[JournalFilter, int],
    ) -> list[JournalRow]:
        order = Order.of(key[0])
        end = min(first + count, total)
        place, anchor = self._nearest(key, end, ahead=True)
        if anchor is None:
            place = total
        else:
            inside = inside.where(order.before(anchor))
        inside = inside.order_by(*order.by(backwards=True)).offset(place - end).limit(end - first)
        rows = _rows_of(connection, inside, order)
        self._remember(key, order, first, rows)
        return rows

    def _nearest(self, key: tuple[JournalFilter, int], wanted: int, *, ahead: bool) -> tuple[int, Anchor | None]:
        with self._lock:
            known = [
                (place, anchor)
                for (where, feed, place), anchor in self._anchors.items()
                if (where, feed) == key and (place >= wanted if ahead else place <= wanted)
            ]
        if not known:
            return 0, None
        return min(known, key=lambda item: abs(item[0] - wanted))

    def _remember(self, key: tuple[JournalFilter, int], order: Order, first: int, rows: Sequence[JournalRow]) -> None:
        if rows:
            with self._lock:
                self._anchors.keep((*key, first), order.anchor(rows[0]))


class _Found:
    """Either the ids of all that is shown, in order; or conditions to walk the journal with, `text` being the search's."""

    def __init__(
        self,
        conditions: Sequence[ColumnElement[bool]] = (),
        *,
        ids: tuple[int, ...] | None = None,
        search: Search | None = None,
    ) -> None:
        self.ids = ids
        self.search = search
        self.text = [] if search is None else [search.of_row()]
        self.conditions = [*conditions, *self.text]


def _find(connection: Connection, where: JournalFilter) -> _Found:
    plain = conditions(where, walking=False)
    if where.text.strip():
        search = Search(connection, where.text)
        ids = search.find(connection)
        if ids is None:
            return _Found(conditions(where, walking=True), search=search)
        if not ids:
            return _Found(ids=())
        # Nothing else may lead: what was found is looked at row by row.
        plain = [among(_R.id, ids, postgres=is_postgres(connection)), *conditions(where, walking=False, leading=False)]
    order = Order.of(where)
    # A bound, so that it is gathered first and sorted then: the planner would walk the whole order instead.
    kept = select(order.key, _R.id).where(*plain).limit(_MOST_GATHERED).subquery()
    key, row_id = kept.c
    query = select(row_id).order_by(*((key.desc(), row_id.desc()) if order.descending else (key, row_id)))
    return _Found(ids=tuple(connection.scalars(query.execution_options(yield_per=_AT_ONCE))))


def _rows_of(connection: Connection, inside: Select[int], order: Order) -> list[JournalRow]:
    """The rows of the ids that `inside` picks, in order: client and plot are looked up for what is shown alone."""
    picked = inside.subquery()
    rows = [journal_row(r) for r in connection.execute(columns().join(picked, picked.c.id == _R.id))]
    return sorted(rows, key=order.anchor, reverse=order.descending)


def _count(connection: Connection, where: JournalFilter, found: _Found) -> int:
    by_key = found.search is not None and not found.search.has_shapes
    plain = conditions(where, walking=False, leading=not by_key)
    shown = statuses_of(where)
    nearly_all = Status.DONE in shown and not has_key(where) and not where.kinds and not is_postgres(connection)
    others = [_R.status.in_([status for status in Status if status not in shown])]
    if found.search is not None:
        whole = found.search.count_by_index() if nearly_all else None
        if whole is None:
            return _rows(connection, [*plain, *found.text])
        return (connection.scalar(whole) or 0) - _rows(connection, [*others, *found.text])
    if nearly_all:  # SQLite has the whole count cheaply, so the few others are taken from it
        return _rows(connection, []) - _rows(connection, others)
    return _rows(connection, plain)


def _rows(connection: Connection, where: Sequence[ColumnElement[bool]]) -> int:
    return connection.scalar(select(func.count()).select_from(_R).where(*where)) or 0


def rows_by_id(connection: Connection, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
    """Rows by id."""
    if not request_ids:
        return {}
    return {r.id: journal_row(r) for r in connection.execute(columns().where(_R.id.in_(request_ids)))}


def rows_of_subscriber(connection: Connection, subscriber_id: int, *, without: int) -> tuple[JournalRow, ...]:
    """The other open requests of a subscriber."""
    query = (
        columns()
        .where(
            _R.subscriber_id == subscriber_id,
            _R.id != without,
            _R.status.in_((Status.FILED, Status.CONFIRMED, Status.IN_PROGRESS)),
        )
        .order_by(_R.sort_key, _R.id)
    )
    return tuple(journal_row(r) for r in connection.execute(query))


def counters(connection: Connection, now: datetime) -> Counters:
    """What waits for a hand, as of now."""
    by_status = {  # noqa: C416 - dict() would lose the rows' types
        status: count
        for status, count in connection.execute(
            select(_R.status, func.count())
            .where(_R.status.in_((Status.FILED, Status.CONFIRMED, Status.IN_PROGRESS)))
            .group_by(_R.status)
        )
    }
    overdue = connection.scalar(select(func.count()).select_from(_R).where(_R.due <= now)) or 0
    unknown = connection.scalar(
        select(func.count())
        .select_from(_R)
        .where(and_(_R.status.in_((Status.CONFIRMED, Status.IN_PROGRESS)), _R.command == CommandState.UNKNOWN.value))
    )
    return Counters(
        confirmed=by_status.get(Status.CONFIRMED, 0),
        in_progress=by_status.get(Status.IN_PROGRESS, 0),
        overdue=overdue,
        unknown=unknown or 0,
        filed=by_status.get(Status.FILED, 0),
    )


def newly_overdue(connection: Connection, since: datetime, until: datetime) -> Sequence[int]:
    """Requests whose running deadline passed in (since, until]."""
    return tuple(connection.scalars(select(_R.id).where(_R.due > since, _R.due <= until).order_by(_R.due, _R.id)))
