"""Clients, subscribers and meters: the writing side."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, func, insert, or_, select, text, update

from app.domain.changes import Subject
from app.domain.desk import Client, Meter, Subscriber
from app.domain.errors import Refusal
from app.domain.keys import mac_key, plot_key, search_key, serial_key
from app.services.ports.repositories import StaleVersion
from app.store.convert import (
    client_columns,
    client_of,
    meter_columns,
    meter_of,
    subscriber_columns,
    subscriber_of,
)
from app.store.engine import is_postgres
from app.store.refreshing import refresh_texts, refresh_texts_of_client
from app.store.rows import ClientRow, ImportChangeRow, MeterRow, SubscriberRow
from app.store.session import Session

Numbered = ClientRow | SubscriberRow | MeterRow
Row = TypeVar("Row", bound=Numbered)

_SUBJECTS: dict[type[Numbered], Subject] = {
    ClientRow: Subject.CLIENT,
    SubscriberRow: Subject.SUBSCRIBER,
    MeterRow: Subject.METER,
}

_AT_ONCE = 500
"""Keys in one statement, under SQLite's bound on parameters."""
_QUOTES = str.maketrans("", "", "«»\"'“”„")


class StoredClients:
    """`ClientRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gone: dict[Subject, int] = {}

    def client(self, client_id: int) -> Client:
        """By id."""
        row = self._session.get(ClientRow, client_id, populate_existing=True)
        if row is None:
            raise Refusal("client-unknown", name=str(client_id))
        return client_of(row)

    def find_client(self, name: str) -> Client:
        """By "Ромашка" or "СНТ «Ромашка»", in any case and with any quotes."""
        wanted = search_key(name.translate(_QUOTES))
        found = [
            client
            for client in self.clients()
            if wanted
            in (
                search_key(client.name.translate(_QUOTES)),
                search_key(f"{client.form} {client.name}".translate(_QUOTES)),
            )
        ]
        if not found:
            raise Refusal("client-unknown", name=name)
        if len(found) > 1:
            raise Refusal("client-ambiguous", name=name, names=", ".join(c.full_name for c in found))
        return found[0]

    def clients(self) -> Sequence[Client]:
        """All, by name."""
        return [
            client_of(row) for row in self._session.scalars(select(ClientRow).order_by(ClientRow.name, ClientRow.id))
        ]

    def add_client(self, client: Client) -> Client:
        """Store a new one."""
        return client_of(self._add(ClientRow, client_columns(client)))

    def update_client(self, client: Client) -> Client:
        """Store the next version."""
        self._update(ClientRow, client.id, client.version, client_columns(client))
        refresh_texts_of_client(self._session, client.id)
        return self.client(client.id)

    def subscriber(self, subscriber_id: int) -> Subscriber:
        """By id."""
        row = self._session.get(SubscriberRow, subscriber_id, populate_existing=True)
        if row is None:
            raise Refusal("subscriber-unknown", plot=str(subscriber_id))
        return subscriber_of(row)

    def find_subscriber(self, client_id: int, plot: str) -> Subscriber:
        """By the plot's key: `12а`, `12A` and `12 А` are one."""
        row = self._session.scalar(
            select(SubscriberRow).where(SubscriberRow.client_id == client_id, SubscriberRow.plot_key == plot_key(plot))
        )
        if row is None:
            raise Refusal("subscriber-unknown", plot=plot)
        return subscriber_of(row)

    def subscribers(self, client_id: int) -> Sequence[Subscriber]:
        """All of a client in the order of their plots."""
        rows = self._session.scalars(
            select(SubscriberRow).where(SubscriberRow.client_id == client_id).order_by(SubscriberRow.plot_order)
        )
        return [subscriber_of(row) for row in rows]

    def add_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Store a new one."""
        return subscriber_of(self._add(SubscriberRow, subscriber_columns(subscriber)))

    def update_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Store the next version."""
        self._update(SubscriberRow, subscriber.id, subscriber.version, subscriber_columns(subscriber))
        refresh_texts(self._session, [subscriber.id])
        return self.subscriber(subscriber.id)

    def meter(self, meter_id: int) -> Meter:
        """By id."""
        row = self._session.get(MeterRow, meter_id, populate_existing=True)
        if row is None:
            raise Refusal("meter-unknown", meter=str(meter_id))
        return meter_of(row)

    def find_meter(self, text: str) -> Meter:
        """By serial number or MAC address in any notation."""
        keys = [MeterRow.serial_key == serial_key(text)]
        with suppress(Refusal):  # not a MAC address: then only the serial number can be meant
            keys.append(MeterRow.mac_key == mac_key(text))
        row = self._session.scalar(select(MeterRow).where(or_(*keys)))
        if row is None:
            raise Refusal("meter-unknown", meter=text[:40])
        return meter_of(row)

    def meter_by_serial(self, serial: str) -> Meter | None:
        """By the serial number's key."""
        row = self._session.scalar(select(MeterRow).where(MeterRow.serial_key == serial_key(serial)))
        return None if row is None else meter_of(row)

    def meters_of(self, subscriber_id: int) -> Sequence[Meter]:
        """The subscriber's meters."""
        rows = self._session.scalars(
            select(MeterRow).where(MeterRow.subscriber_id == subscriber_id).order_by(MeterRow.id)
        )
        return [meter_of(row) for row in rows]

    def add_meter(self, meter: Meter) -> Meter:
        """Store a new one."""
        added = meter_of(self._add(MeterRow, meter_columns(meter)))
        refresh_texts(self._session, [added.subscriber_id])
        return added

    def update_meter(self, meter: Meter) -> Meter:
        """Store the next version."""
        before = self._subscribers_of_meters([meter])
        self._update(MeterRow, meter.id, meter.version, meter_columns(meter))
        refresh_texts(self._session, [*before, meter.subscriber_id])
        return self.meter(meter.id)

    def subscribers_at(self, client_id: int, plot_keys: Sequence[str]) -> Sequence[Subscriber]:
        """By the plots' keys."""
        mine = select(SubscriberRow).where(SubscriberRow.client_id == client_id)
        rows = self._many(lambda keys: mine.where(SubscriberRow.plot_key.in_(keys)), plot_keys)
        return [subscriber_of(row) for row in rows]

    def subscribers_with(self, ids: Sequence[int]) -> Sequence[Subscriber]:
        """By ids."""
        rows = self._many(lambda keys: select(SubscriberRow).where(SubscriberRow.id.in_(keys)), ids)
        return [subscriber_of(row) for row in rows]

    def add_subscribers(self, subscribers: Sequence[Subscriber]) -> Sequence[int]:
        """Many at once."""
        return self._add_many(SubscriberRow, [subscriber_columns(subscriber) for subscriber in subscribers])

    def update_subscribers(self, subscribers: Sequence[Subscriber]) -> None:
        """Next versions of many."""
        self._update_many(SubscriberRow, [subscriber_columns(subscriber) for subscriber in subscribers])
        refresh_texts(self._session, [subscriber.id for subscriber in subscribers])

    def meters_with(self, serial_keys: Sequence[str], mac_keys: Sequence[str]) -> Sequence[Meter]:
        """By keys."""
        rows = [
            *self._many(lambda keys: select(MeterRow).where(MeterRow.serial_key.in_(keys)), serial_keys),
            *self._many(lambda keys: select(MeterRow).where(MeterRow.mac_key.in_(keys)), mac_keys),
        ]
        return [meter_of(row) for row in {row.id: row for row in rows}.values()]

    def meters_of_all(self, subscriber_ids: Sequence[int]) -> Sequence[Meter]:
        """Of many subscribers."""
        rows = self._many(lambda keys: select(MeterRow).where(MeterRow.subscriber_id.in_(keys)), subscriber_ids)
        return [meter_of(row) for row in sorted(rows, key=lambda row: row.id)]

    def add_meters(self, meters: Sequence[Meter]) -> Sequence[int]:
        """Many at once."""
        ids = self._add_many(MeterRow, [meter_columns(meter) for meter in meters])
        refresh_texts(self._session, [meter.subscriber_id for meter in meters])
        return ids

    def update_meters(self, meters: Sequence[Meter]) -> None:
        """Next versions of many."""
        before = self._subscribers_of_meters(meters)
        self._update_many(MeterRow, [meter_columns(meter) for meter in meters])
        refresh_texts(self._session, [*before, *(meter.subscriber_id for meter in meters)])

    def _subscribers_of_meters(self, meters: Sequence[Meter]) -> list[int]:
        """Whose they are as stored: a meter may be moved."""
        ids = [meter.id for meter in meters]
        rows = self._many(lambda keys: select(MeterRow).where(MeterRow.id.in_(keys)), ids)
        return [row.subscriber_id for row in rows]

    def _many(self, statement: Callable[[Sequence[Any]], Select[Any]], keys: Sequence[Any]) -> list[Any]:
        """Rows by keys, plain ones: the session need not watch over those that are only read."""
        found: list[Any] = []
        for start in range(0, len(keys), _AT_ONCE):
            selected = statement(keys[start : start + _AT_ONCE])
            kind = selected.column_descriptions[0]["entity"]
            found += self._session.execute(selected.with_only_columns(*kind.__table__.c))
        return found

    def _add_many(self, kind: type[Numbered], columns: list[dict[str, Any]]) -> Sequence[int]:
        if not columns:
            return ()
        ids = self._new_ids(kind, len(columns))
        for row_id, values in zip(ids, columns, strict=True):
            values["id"] = row_id
        table: Any = kind.__table__
        self._session.connection().execute(insert(table), columns)
        return ids

    def _new_ids(self, kind: type[Numbered], n: int) -> Sequence[int]:
        """Ids for many rows, so that one statement stores them all. Those of rows once taken back are not used again."""
        if is_postgres(self._session.connection()):
            name = kind.__tablename__
            sequence = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)")
            return sorted(int(row_id) for row_id in self._session.scalars(sequence, {"name": name, "n": n}))
        last = max(self._session.scalar(select(func.max(kind.id))) or 0, self._last_gone(_SUBJECTS[kind]))
        return range(last + 1, last + 1 + n)

    def _last_gone(self, subject: Subject) -> int:
        """Asked once in a transaction: nobody takes anything back while it adds."""
        if subject not in self._gone:
            gone = select(func.max(ImportChangeRow.subject_id)).where(ImportChangeRow.subject == subject.value)
            self._gone[subject] = self._session.scalar(gone) or 0
        return self._gone[subject]

    def _update_many(self, kind: type[SubscriberRow | MeterRow], columns: list[dict[str, Any]]) -> None:
        if not columns:
            return
        names = [name for name in columns[0] if name not in ("id", "version")]
        table = kind.__table__
        statement = (
            update(kind)
            .where(table.c.id == bindparam("row_id"), table.c.version == bindparam("row_version"))
            .values({name: bindparam(name) for name in names} | {"version": table.c.version + 1})
        )
        rows = [
            {name: values[name] for name in names} | {"row_id": values["id"], "row_version": values["version"]}
            for values in columns
        ]
        if self._session.connection().execute(statement, rows).rowcount != len(rows):
            raise StaleVersion

    def _add(self, kind: type[Row], columns: dict[str, Any]) -> Row:
        columns["id"] = self._new_ids(kind, 1)[0]  # type: ignore[arg-type]  # mypy loses the union that bounds Row
        row = kind(**columns)
        self._session.add(row)
        self._session.flush()
        return row

    def _update(
        self, kind: type[ClientRow | SubscriberRow | MeterRow], row_id: int, version: int, columns: dict[str, Any]
    ) -> None:
        del columns["id"]
        done = self._session.execute(
            update(kind).where(kind.id == row_id, kind.version == version).values(columns | {"version": version + 1}),
            execution_options={"synchronize_session": False},
        )
        if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
            raise StaleVersion
