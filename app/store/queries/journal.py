"""The journal: pages by place, counts, places, counters, all rows in a stream. Orders: see `Order`.

A page is read by key from the nearest thing whose place is known (an end of the journal, or a page read before), so
that no page costs a walk over half the table. What is searched by text is found once, kept, and pages are cut from it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Integer, Select, and_, bindparam, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from app.domain.commands import CommandState
from app.domain.kinds import Status
from app.services.ports.views import Counters, JournalFilter, JournalPage, JournalRow
from app.store.engine import is_postgres
from app.store.queries.journal_filter import Anchor, Order, conditions, has_key, is_gathered, statuses_of
from app.store.queries.journal_rows import columns, journal_row
from app.store.queries.prepared import Prepared
from app.store.queries.search import MOST_FOUND, Search, among, listed
from app.store.rows import FeedRow, RequestRow

_ANCHORS_KEPT = 64
_SEARCHES_KEPT = 8
_MOST_GATHERED = 10 * MOST_FOUND
_FEW = 2_000
"""Rows handed over in one piece: a longer one would hold the interpreter, and with it the window, too long."""

_R = RequestRow

Now = Callable[[], int]

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

    `now` tells the change feed's number: what was remembered at another one is not used.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = -1
        self._anchors: _Kept[tuple[JournalFilter, int, int], Anchor] = _Kept(_ANCHORS_KEPT)
        self._prepared = Prepared()
        self._searches: _Kept[tuple[JournalFilter, int], _Found] = _Kept(_SEARCHES_KEPT)

    def forget(self) -> None:
        """Remember nothing of earlier pages and searches, for measuring; compiled statements stay."""
        with self._lock:
            self._anchors.clear()
            self._searches.clear()

    def page(
        self, connection: Connection, where: JournalFilter, *, first: int, count: int, total: int, now: Now
    ) -> JournalPage:
        """Rows `first` … `first + count - 1`."""
        found = self._found(connection, where, now, total=total if first or total <= _FEW else 0)
        if found.ids is not None:
            ids = found.ids[first : first + count]
            by_id = self.rows(connection, ids)
            return JournalPage(first=first, rows=tuple(by_id[i] for i in ids if i in by_id))
        from_end = bool(total) and first + count // 2 > total // 2 and first < total
        seen = self._seen
        rows, feed, anchored = self._walk(
            connection, found, seen, first=first, count=count, total=total, from_end=from_end
        )
        if feed is None:
            feed = now()
        self._seen = feed
        if feed != seen and anchored:  # it was walked to from where something stood before a change
            rows, _, _ = self._walk(connection, found, feed, first=first, count=count, total=total, from_end=from_end)
        if rows:
            with self._lock:
                self._anchors.keep((where, feed, first), Order.of(where).anchor(rows[0]))
        return JournalPage(first=first, rows=tuple(rows))

    def count(self, connection: Connection, where: JournalFilter, *, now: Now) -> int:
        """How many rows the filter keeps."""
        found = self._found(connection, where, now)
        if found.ids is not None:
            return len(found.ids)
        postgres = is_postgres(connection)
        ((counted,),) = self._prepared.rows(
            connection, ("count", *found.key), lambda: _counted(where, found, postgres=postgres)
        )
        return int(counted)

    def place(self, connection: Connection, where: JournalFilter, request_id: int, *, now: Now) -> int | None:
        """At which place a request stands in the filtered journal."""
        found = self._found(connection, where, now)
        if found.ids is not None:
            return found.ids.index(request_id) if request_id in found.ids else None
        order = Order.of(where)
        row = connection.execute(
            select(order.key, _R.id).where(_R.id == request_id, *conditions(where, walking=False), *found.text)
        ).first()
        if row is None:
            return None
        before = select(func.count()).select_from(_R).where(order.before())
        before = before.where(*conditions(where, walking=False), *found.text)
        return connection.scalar(before, {"anchor_key": row[0], "anchor_id": row[1]}) or 0

    def stream(
        self, connection: Connection, where: JournalFilter, *, chunk: int, now: Now
    ) -> Iterator[tuple[JournalRow, ...]]:
        """All rows, `chunk` at a time; the connection is the stream's until it ends."""
        found = self._found(connection, where, now)
        if found.ids is not None:
            for first in range(0, len(found.ids), chunk):
                ids = found.ids[first : first + chunk]
                by_id = self.rows(connection, ids)
                yield tuple(by_id[i] for i in ids if i in by_id)
            return

        def build() -> Select[*tuple[Any, ...]]:
            return columns().where(*found.conditions).order_by(*Order.of(where).by())

        connection.execution_options(yield_per=chunk)
        for some in self._prepared.run(connection, ("stream", *found.key), build).partitions(chunk):
            yield tuple(journal_row(r) for r in some)

    def rows(self, connection: Connection, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
        """Rows by id."""
        if not request_ids:
            return {}
        postgres = is_postgres(connection)

        def build() -> Select[*tuple[Any, ...]]:
            return columns().where(among(_R.id, bindparam("ids", None), postgres=postgres))

        ids = listed(request_ids, postgres=postgres)
        return {r[0]: journal_row(r) for r in self._prepared.rows(connection, "rows", build, ids=ids)}

    def _found(self, connection: Connection, where: JournalFilter, now: Now, *, total: int = 0) -> "_Found":
        """What a text finds, and what is known (`total`) to be few, is gathered once and kept; else conditions to walk by.

        The first page of not so few is walked to: it may be all that anybody looks at.
        """
        few = 0 < total <= MOST_FOUND and is_gathered(where)
        if not where.text.strip() and not few:
            return _Found(where)
        feed = now()
        with self._lock:
            known = self._searches.get((where, feed))
        if known is None:
            known = _find(connection, where, feed, self._prepared)
            with self._lock:
                self._searches.keep((where, feed), known)
        return known

    def _walk(
        self,
        connection: Connection,
        found: "_Found",
        seen: int,
        *,
        first: int,
        count: int,
        total: int,
        from_end: bool,
    ) -> tuple[list[JournalRow], int | None, bool]:
        """The rows, the feed's number as of reading them (None: no rows), and whether an anchor was gone by.

        Where rows are skipped, ids are picked first: client and plot are looked up for what is shown alone.
        """
        order = Order.of(found.where)
        end = min(first + count, total) if from_end else first + count
        place, anchor = self._nearest((found.where, seen), end if from_end else first, ahead=from_end)
        if from_end and anchor is None:
            place = total

        skip = place - end if from_end else first - place
        take = end - first

        def build() -> Select[*tuple[Any, ...]]:
            shown = columns().add_columns(select(func.max(FeedRow.seq)).scalar_subquery())
            inside = select(_R.id) if skip else shown
            inside = inside.where(*found.conditions).order_by(*order.by(backwards=from_end))
            if anchor is not None:
                inside = inside.where(order.before() if from_end else order.from_())
            inside = inside.limit(literal_column(str(take)))  # not a parameter: PostgreSQL plans by it, and once
            if not skip:
                return inside
            picked = inside.offset(bindparam("skip", None, type_=Integer)).subquery()
            return shown.join(picked, picked.c.id == _R.id)

        values: dict[str, Any] = {"skip": skip} if skip else {}
        if anchor is not None:
            values |= {"anchor_key": anchor[0], "anchor_id": anchor[1]}
        shape = ("page", *found.key, anchor is None, from_end, bool(skip), take)
        read = self._prepared.rows(connection, shape, build, **values)
        rows = sorted((journal_row(r[:-1]) for r in read), key=order.anchor, reverse=order.descending)
        return rows, (read[0][-1] or 0) if read else None, anchor is not None

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


class _Found:
    """Either the ids of all that is shown, in order; or conditions to walk the journal with, `text` being the search's."""

    def __init__(
        self,
        where: JournalFilter,
        feed: int = 0,
        *,
        ids: tuple[int, ...] | None = None,
        search: Search | None = None,
    ) -> None:
        self.where = where
        self.key = (where, feed if search else 0)  # the plots that a text names may be others after a change
        self.ids = ids
        self.search = search

    @property
    def text(self) -> list[ColumnElement[bool]]:
        return [] if self.search is None else [self.search.of_row()]

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        return [*conditions(self.where, walking=True), *self.text]


def _find(connection: Connection, where: JournalFilter, feed: int, prepared: Prepared) -> _Found:
    postgres = is_postgres(connection)
    values: dict[str, Any] = {}
    if where.text.strip():
        search = Search(connection, where.text)
        ids = search.find(connection)
        if ids is None:
            return _Found(where, feed, search=search)
        if not ids:
            return _Found(where, ids=())
        values["ids"] = listed(ids, postgres=postgres)
    shape = ("found", replace(where, text=""), bool(values))

    def build() -> Select[int]:
        return _ordered(where, among_found=bool(values), postgres=postgres)

    result = prepared.run(connection, shape, build, **values)
    ids = tuple(row[0] for row in iter(result.cursor.fetchone, None))
    result.close()
    return _Found(where, ids=ids)


def _ordered(where: JournalFilter, *, among_found: bool, postgres: bool) -> Select[int]:
    """Ids of all that the filter keeps, in its order; with `among_found` of those in the parameter `ids`."""
    plain = conditions(where, walking=False, leading=not among_found)
    if among_found:  # nothing else may lead: what was found is looked at row by row
        plain = [among(_R.id, bindparam("ids", None), postgres=postgres), *plain]
    order = Order.of(where)
    # A bound, so that it is gathered first and sorted then: the planner would walk the whole order instead.
    kept = select(order.key, _R.id).where(*plain).limit(_MOST_GATHERED).subquery()
    key, row_id = kept.c
    return select(row_id).order_by(*((key.desc(), row_id.desc()) if order.descending else (key, row_id)))


def _counted(where: JournalFilter, found: _Found, *, postgres: bool) -> Select[int]:
    by_key = found.search is not None and not found.search.has_shapes
    plain = conditions(where, walking=False, leading=not by_key)
    shown = statuses_of(where)
    whole: Select[int] | None = None
    if Status.DONE in shown and not has_key(where) and not where.kinds and not postgres:
        # Nearly all: SQLite has the whole count cheaply, so the few others are taken from it.
        whole = _rows([]) if found.search is None else found.search.count_by_index()
    if whole is None:
        return _rows([*plain, *found.text])
    others = _R.status.in_([status for status in Status if status not in shown])
    return select(whole.scalar_subquery() - _rows([others, *found.text]).scalar_subquery())


def _rows(where: Sequence[ColumnElement[bool]]) -> Select[int]:
    return select(func.count()).select_from(_R).where(*where)


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
    return tuple(journal_row(r) for r in Prepared().rows(connection, "", lambda: query))


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
