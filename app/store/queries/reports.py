"""Visits of a day, false calls of a month, requests by day and kind with their kept terms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Date, Select, and_, case, cast, func, literal_column, not_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.domain.kinds import RequestKind, Status
from app.domain.times import Office
from app.services.ports.reports import DayLoad, FalseCall, Visit
from app.store.rows import ClientRow, MeterRow, RequestRow, SubscriberRow

_R = RequestRow
_NEVER_WORK = (Status.FILED, Status.LAPSED)


def visits(connection: Connection, day: date) -> Sequence[Visit]:
    """On-site checks agreed for that day, by client, hour and plot; rejected ones are nobody's way."""
    rows = connection.execute(
        _with_names(
            _R.id,
            _R.number,
            _R.status,
            _R.subscriber_id,
            SubscriberRow.street,
            SubscriberRow.name.label("subscriber"),
            SubscriberRow.phone,
            _R.visit_with,
            _R.visit_phone,
            _R.visit_since,
            _R.visit_until,
            _R.text,
            _R.result,
        )
        .where(_R.visit_day == day, _R.status.in_((Status.IN_PROGRESS, Status.DONE)))
        .order_by(ClientRow.name, func.coalesce(_R.visit_since, _R.visit_until), SubscriberRow.plot_order, _R.id)
    ).all()
    meters = _serials(connection, {row.subscriber_id for row in rows})
    return [
        Visit(
            request_id=row.id,
            number=row.number,
            status=row.status.value,
            client=_client(row.form, row.client_name),
            plot=row.plot,
            street=row.street,
            subscriber=row.subscriber,
            phone=row.phone,
            agreed_with=row.visit_with,
            agreed_phone=row.visit_phone,
            meters=meters.get(row.subscriber_id, ()),
            since=row.visit_since,
            until=row.visit_until,
            text=row.text,
            result=row.result,
        )
        for row in rows
    ]


def _with_names(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns, ClientRow.form, ClientRow.name.label("client_name"), SubscriberRow.plot)
        .join(ClientRow, ClientRow.id == _R.client_id)
        .join(SubscriberRow, SubscriberRow.id == _R.subscriber_id)
    )


def _client(form: str, name: str) -> str:
    return f"{form} «{name}»" if form else name


def _serials(connection: Connection, subscribers: set[int]) -> Mapping[int, tuple[str, ...]]:
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    query = select(MeterRow.subscriber_id, MeterRow.serial).where(MeterRow.subscriber_id.in_(subscribers))
    for row in connection.execute(query.order_by(MeterRow.id)):
        found[row.subscriber_id] += (row.serial,)
    return found


def false_calls(connection: Connection, year: int, month: int, office: Office) -> Sequence[FalseCall]:
    """R13: visits of that civil month of the office that turned out false calls, by client."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    rows = connection.execute(
        _with_names(_R.id, _R.number, _R.client_id, _R.visit_day, _R.closed_at, _R.result)
        .where(
            # As the partial index has it: SQLite uses that one for the same words only.
            literal_column("requests.false_call"),
            _R.closed_at >= office.start_of(first),
            _R.closed_at < office.start_of(after),
        )
        .order_by(ClientRow.name, _R.client_id, _R.closed_at, _R.id)
    )
    return [
        FalseCall(
            request_id=row.id,
            number=row.number,
            client_id=row.client_id,
            client=_client(row.form, row.client_name),
            plot=row.plot,
            visit_day=row.visit_day,
            closed_at=row.closed_at,
            result=row.result,
        )
        for row in rows
    ]


def load(
    connection: Connection, since: date, until: date, *, client_id: int | None, now: datetime, office: Office
) -> Sequence[DayLoad]:
    """What was filed on the days `since` … `until` (both included), by day and kind, in that order."""
    sqlite = connection.dialect.name == "sqlite"
    found = []
    for first, last in _spans_of_one_offset(since, until, office) if sqlite else ((since, until),):
        day: ColumnElement[Any]
        if sqlite:
            offset = office.civil(office.start_of(first)).utcoffset() or timedelta()
            day = func.date(_R.filed_at, f"{offset.total_seconds():+.0f} seconds")
        else:
            day = cast(func.timezone(office.zone.key, _R.filed_at), Date)
        found += _load(connection, day, first, last, client_id=client_id, now=now, office=office)
    return sorted(found, key=lambda d: (d.day, list(RequestKind).index(d.kind)))


def _spans_of_one_offset(since: date, until: date, office: Office) -> Iterator[tuple[date, date]]:
    """SQLite knows no zones: days are told by an offset, and a day on which the clocks change is a span of its own."""
    first, day = since, since
    while day <= until:
        begins, ends = office.civil(office.start_of(day)), office.civil(office.end_of(day))
        if begins.utcoffset() != ends.utcoffset():
            if first < day:
                yield first, day - timedelta(days=1)
            yield day, day
            first = day + timedelta(days=1)
        day += timedelta(days=1)
    if first <= until:
        yield first, until


def _load(
    connection: Connection,
    day: ColumnElement[Any],
    first: date,
    last: date,
    *,
    client_id: int | None,
    now: datetime,
    office: Office,
) -> list[DayLoad]:
    late = or_(_R.start_met.is_(False), _R.completion_met.is_(False), and_(_R.due.is_not(None), _R.due <= now))
    judged = or_(_R.start_met.is_not(None), _R.completion_met.is_not(None), late)
    query = (
        select(
            (day if first < last else func.min(day)).label("day"),
            _R.kind,
            func.count().label("filed"),
            func.sum(case((judged, 1), else_=0)).label("judged"),
            func.sum(case((and_(judged, not_(func.coalesce(late, False))), 1), else_=0)).label("in_term"),
        )
        .where(
            _R.filed_at >= office.start_of(first),
            _R.filed_at < office.end_of(last),
            _R.status.not_in(_NEVER_WORK),
        )
        .group_by(*((day, _R.kind) if first < last else (_R.kind,)))
    )
    if client_id is not None:
        query = query.where(_R.client_id == client_id)
    return [
        DayLoad(
            day=_day(row.day) if first < last else first,
            kind=row.kind,
            filed=row.filed,
            judged=int(row.judged),
            in_term=int(row.in_term),
        )
        for row in connection.execute(query)
    ]


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
