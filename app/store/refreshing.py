"""Requests are searched by names, plots and serial numbers that change later: their texts follow, in the same transaction.

Bounded in memory whatever their number: so many subscribers, and so many requests, at a time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from app.store.rows import ClientRow, MeterRow, RequestRow, SubscriberRow
from app.store.search_text import place_text, search_text
from app.store.session import Session

_SUBSCRIBERS_AT_ONCE = 500
_REQUESTS_AT_ONCE = 1000

_REWRITE = (
    update(RequestRow.__table__)  # type: ignore[arg-type]  # a mapped class's table is one
    .where(RequestRow.__table__.c.id == bindparam("row_id"))
    .values(search_text=bindparam("new_text"))
)


def place_texts(connection: Connection, subscriber_ids: Collection[int] | None = None) -> Mapping[int, str]:
    """What the requests of each subscriber have alike; None: of all subscribers."""
    meters_of = select(MeterRow.subscriber_id, MeterRow.serial, MeterRow.mac).order_by(MeterRow.id)
    people = select(SubscriberRow.id, ClientRow.name.label("client"), SubscriberRow.plot, SubscriberRow.name).join(
        ClientRow, ClientRow.id == SubscriberRow.client_id
    )
    if subscriber_ids is not None:
        meters_of = meters_of.where(MeterRow.subscriber_id.in_(subscriber_ids))
        people = people.where(SubscriberRow.id.in_(subscriber_ids))
    meters: dict[int, list[tuple[str, str]]] = {}
    for meter in connection.execute(meters_of):
        meters.setdefault(meter.subscriber_id, []).append((meter.serial, meter.mac))
    rows = connection.execute(people)
    return {row.id: place_text(row.client, row.plot, row.name, meters.get(row.id, [])) for row in rows}


def refresh_texts(session: Session, subscriber_ids: Iterable[int]) -> None:
    """Write anew what the requests of these subscribers are searched by, where it is not as it should be."""
    session.flush()
    connection = session.connection()
    ids = list(dict.fromkeys(subscriber_ids))
    for start in range(0, len(ids), _SUBSCRIBERS_AT_ONCE):
        _refresh(connection, ids[start : start + _SUBSCRIBERS_AT_ONCE])


def refresh_texts_of_client(session: Session, client_id: int) -> None:
    """The same for all subscribers of a client that has another name."""
    refresh_texts(session, subscribers_of(session, [client_id]))


def subscribers_of(session: Session, client_ids: Sequence[int]) -> Sequence[int]:
    """Ids of all of them."""
    return tuple(session.scalars(select(SubscriberRow.id).where(SubscriberRow.client_id.in_(client_ids))))


def _refresh(connection: Connection, subscriber_ids: Sequence[int]) -> None:
    last = func.max(RequestRow.id)
    newest = select(last.label("id")).where(RequestRow.subscriber_id.in_(subscriber_ids))
    picked = newest.group_by(RequestRow.subscriber_id).subquery()
    rows = connection.execute(_texts().join(picked, picked.c.id == RequestRow.id)).all()
    if not rows:
        return
    places = place_texts(connection, [row.subscriber_id for row in rows])
    for row in rows:  # all of one subscriber's were written alike: its newest shows whether any is stale
        place = places[row.subscriber_id]
        if row.search_text != search_text(row.number, place, row.text):
            _rewrite(connection, row.subscriber_id, place)


def _texts() -> Any:
    return select(RequestRow.id, RequestRow.subscriber_id, RequestRow.number, RequestRow.text, RequestRow.search_text)


def _rewrite(connection: Connection, subscriber_id: int, place: str) -> None:
    last = 0
    mine = _texts().where(RequestRow.subscriber_id == subscriber_id).order_by(RequestRow.id).limit(_REQUESTS_AT_ONCE)
    while rows := connection.execute(mine.where(RequestRow.id > last)).all():
        last = rows[-1].id
        connection.execute(
            _REWRITE, [{"row_id": row.id, "new_text": search_text(row.number, place, row.text)} for row in rows]
        )
