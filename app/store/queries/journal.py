"""The journal: pages by place, counts, places, counters. One order: see `app.domain.urgency.journal_order`.

A page is read by key from the nearest thing whose place is known (an end of the journal, or a page read before), so
that no page costs a walk over half the table.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from app.domain.commands import CommandState
from app.domain.errors import Refusal
from app.domain.keys import mac_key, plot_key, search_key, serial_key
from app.domain.kinds import Status
from app.services.ports import Counters, JournalFilter, JournalPage, JournalRow
from app.store.rows import ClientRow, RequestRow, SubscriberRow

_SHOWN = (Status.CONFIRMED, Status.IN_PROGRESS, Status.DONE, Status.REJECTED)
_ANCHORS_KEPT = 64
_SHORT_WORD = 3

_R = RequestRow


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            _R.id,
            _R.number,
            _R.kind,
            _R.status,
            ClientRow.form,
            ClientRow.name,
            SubscriberRow.plot,
            _R.watts,
            _R.filed_at,
            _R.confirmed_at,
            _R.started_at,
            _R.closed_at,
            _R.start_due,
            _R.completion_due,
            _R.due,
            _R.start_met,
            _R.completion_met,
            _R.command,
            _R.command_code,
            _R.reject_reason,
            _R.reason,
            _R.version,
            _R.sort_key,
            _R.source,
            SubscriberRow.name.label("subscriber"),
        )
        .join(ClientRow, ClientRow.id == _R.client_id)
        .join(SubscriberRow, SubscriberRow.id == _R.subscriber_id)
    )


def _row(r: Row[*tuple[Any, ...]]) -> JournalRow:
    return JournalRow(
        id=r.id,
        number=r.number,
        kind=r.kind,
        status=r.status.value,
        client=f"{r.form} «{r.name}»" if r.form else r.name,
        plot=r.plot,
        watts=r.watts,
        filed_at=r.filed_at,
        confirmed_at=r.confirmed_at,
        started_at=r.started_at,
        closed_at=r.closed_at,
        start_due=r.start_due,
        completion_due=r.completion_due,
        due=r.due,
        met=r.start_met if r.completion_met is None else r.completion_met,
        command=r.command,
        command_code=r.command_code,
        reason=r.reason or (r.reject_reason.value if r.reject_reason else ""),
        version=r.version,
        sort_key=r.sort_key,
        source=r.source.value,
        subscriber=r.subscriber,
    )


def _conditions(where: JournalFilter) -> list[ColumnElement[bool]]:
    statuses = tuple(Status(s) for s in where.statuses) or _SHOWN
    found: list[ColumnElement[bool]] = [_in_statuses(statuses)]
    if where.kinds:
        found.append(_R.kind.in_(where.kinds))
    if where.client_id is not None:
        found.append(_R.client_id == where.client_id)
    if where.subscriber_id is not None:
        found.append(_R.subscriber_id == where.subscriber_id)
    if where.overdue_at is not None:
        found.append(_R.due <= where.overdue_at)
    if where.due_before is not None:
        found.append(_R.due < where.due_before)
    if where.since is not None:
        found.append(_R.filed_at >= where.since)
    if where.until is not None:
        found.append(_R.filed_at < where.until)
    if where.outcome_unknown:
        found += [_R.command == CommandState.UNKNOWN.value, _R.status.in_((Status.CONFIRMED, Status.IN_PROGRESS))]
    found += [_matches(word) for word in where.text.split()]
    return found


def _in_statuses(statuses: Sequence[Status]) -> ColumnElement[bool]:
    """One status, or open work alone: by the index of statuses. With closed ones among several the journal's own order
    is walked: by that index the planner would gather and sort nearly every row there is, so it is not shown the column.
    """
    if len(statuses) > 1 and any(status.is_final for status in statuses):
        return func.coalesce(_R.status, "").in_([status.value for status in statuses])
    return _R.status.in_(statuses)


def _matches(word: str) -> ColumnElement[bool]:
    """A word is looked for as a plot, and anywhere in number, names, serial numbers, addresses and text.

    A short one with a digit in it ("47", "12а") can only be meant as a plot or a request's number: looked for anywhere
    it would be found in half of all serial numbers.
    """
    if len(word) <= _SHORT_WORD and any(sign.isdigit() for sign in word):
        short: list[ColumnElement[bool]] = [SubscriberRow.plot_key == plot_key(word)]
        if word.isdecimal():
            short.append(_R.number.endswith(f"-{int(word):06d}"))
        return or_(*short)
    shapes = {search_key(word), serial_key(word).lower()}
    with suppress(Refusal):  # not a whole MAC address: it is searched as the text it is
        shapes.add(mac_key(word).lower())
    found: list[ColumnElement[bool]] = [_R.search_text.contains(shape, autoescape=True) for shape in shapes if shape]
    found.append(SubscriberRow.plot_key == plot_key(word))
    return or_(*found)


class JournalReader:
    """Pages of the journal over a connection each; remembers where pages began to read on from there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._anchors: OrderedDict[tuple[JournalFilter, int, int], tuple[int, int]] = OrderedDict()

    def page(
        self, connection: Connection, where: JournalFilter, *, first: int, count: int, total: int, feed: int
    ) -> JournalPage:
        """Rows `first` … `first + count - 1`. `feed` is the change feed's number: anchors of older ones are not used."""
        base = _columns().where(*_conditions(where))
        if total and first + count // 2 > total // 2 and first < total:
            rows = self._from_end(connection, base, first, count, total=total, key=(where, feed))
        else:
            rows = self._from_start(connection, base, first, count, (where, feed))
        return JournalPage(first=first, rows=tuple(rows))

    def _from_start(
        self,
        connection: Connection,
        base: Select[*tuple[Any, ...]],
        first: int,
        count: int,
        key: tuple[JournalFilter, int],
    ) -> list[JournalRow]:
        place, anchor = self._nearest(key, first, ahead=False)
        if anchor is not None:
            base = base.where(tuple_(_R.sort_key, _R.id) >= tuple_(*anchor))
        query = base.order_by(_R.sort_key, _R.id).offset(first - place).limit(count)
        rows = [_row(r) for r in connection.execute(query)]
        self._remember(key, first, rows)
        return rows

    def _from_end(
        self,
        connection: Connection,
        base: Select[*tuple[Any, ...]],
        first: int,
        count: int,
        *,
        total: int,
        key: tuple[JournalFilter, int],
    ) -> list[JournalRow]:
        end = min(first + count, total)
        place, anchor = self._nearest(key, end, ahead=True)
        if anchor is None:
            place = total
        else:
            base = base.where(tuple_(_R.sort_key, _R.id) < tuple_(*anchor))
        query = base.order_by(_R.sort_key.desc(), _R.id.desc()).offset(place - end).limit(end - first)
        rows = [_row(r) for r in connection.execute(query)][::-1]
        self._remember(key, first, rows)
        return rows

    def _nearest(
        self, key: tuple[JournalFilter, int], wanted: int, *, ahead: bool
    ) -> tuple[int, tuple[int, int] | None]:
        with self._lock:
            known = [
                (place, anchor)
                for (where, feed, place), anchor in self._anchors.items()
                if (where, feed) == key and (place >= wanted if ahead else place <= wanted)
            ]
        if not known:
            return 0, None
        return min(known, key=lambda item: abs(item[0] - wanted))

    def _remember(self, key: tuple[JournalFilter, int], first: int, rows: Sequence[JournalRow]) -> None:
        if not rows:
            return
        with self._lock:
            self._anchors[(*key, first)] = (rows[0].sort_key, rows[0].id)
            while len(self._anchors) > _ANCHORS_KEPT:
                self._anchors.popitem(last=False)


def count_rows(connection: Connection, where: JournalFilter) -> int:
    """How many rows the filter keeps."""
    query = select(func.count()).select_from(_R)
    if where.text:
        query = query.join(SubscriberRow, SubscriberRow.id == _R.subscriber_id)
    return connection.scalar(query.where(*_conditions(where))) or 0


def place_of(connection: Connection, where: JournalFilter, request_id: int) -> int | None:
    """At which place a request stands in the filtered journal."""
    base = (
        select(_R.sort_key, _R.id).join(SubscriberRow, SubscriberRow.id == _R.subscriber_id).where(*_conditions(where))
    )
    row = connection.execute(base.where(_R.id == request_id)).first()
    if row is None:
        return None
    before = base.where(tuple_(_R.sort_key, _R.id) < tuple_(row.sort_key, row.id)).subquery()
    return connection.scalar(select(func.count()).select_from(before)) or 0


def rows_by_id(connection: Connection, request_ids: Sequence[int]) -> Mapping[int, JournalRow]:
    """Rows by id."""
    if not request_ids:
        return {}
    return {r.id: _row(r) for r in connection.execute(_columns().where(_R.id.in_(request_ids)))}


def rows_of_subscriber(connection: Connection, subscriber_id: int, *, without: int) -> tuple[JournalRow, ...]:
    """The other open requests of a subscriber."""
    query = (
        _columns()
        .where(
            _R.subscriber_id == subscriber_id,
            _R.id != without,
            _R.status.in_((Status.FILED, Status.CONFIRMED, Status.IN_PROGRESS)),
        )
        .order_by(_R.sort_key, _R.id)
    )
    return tuple(_row(r) for r in connection.execute(query))


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
