"""Subscribers and their meters of a register, met with those that the desk holds: a batch of lines at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.changes import Subject
from app.domain.desk import Client, Meter, Subscriber
from app.domain.keys import mac_key, plot_key, serial_key
from app.domain.registers.preview import MeterEntry, Part, RegisterKind, RegisterRow
from app.services.import_orders import Outcome, Tally
from app.services.importing import Taker
from app.services.ports.unit_of_work import UnitOfWork

BATCH = 1_000
"""Lines that are looked up and stored together."""
_NEW = 0
"""The id of what is not stored yet."""


@dataclass
class _Held:
    """What the desk holds of one batch: subscribers by plot, meters by serial and MAC, each subscriber's meters."""

    subscribers: dict[str, Subscriber]
    meters: dict[str, Meter]
    macs: dict[str, Meter]
    meters_of: dict[int, list[Meter]]
    named: dict[str, set[str]]
    """By plot, the serials that the register names."""
    places: dict[int, Subscriber]
    new_subscribers: list[tuple[Subscriber, RegisterRow]] = field(default_factory=list)
    new_meters: list[tuple[Meter, str]] = field(default_factory=list)
    """Each with the key of its plot."""
    changed_subscribers: list[Subscriber] = field(default_factory=list)
    changed_meters: list[Meter] = field(default_factory=list)


def _held(uow: UnitOfWork, client: Client, rows: Sequence[RegisterRow]) -> _Held:
    subscribers = uow.clients.subscribers_at(client.id, list({row.plot_key for row in rows}))
    entries = [row.meter for row in rows if row.meter]
    meters = uow.clients.meters_with([e.serial_key for e in entries], [e.mac for e in entries if e.mac])
    places = {subscriber.id: subscriber for subscriber in subscribers}
    elsewhere = {meter.subscriber_id for meter in meters} - set(places)
    places |= {subscriber.id: subscriber for subscriber in uow.clients.subscribers_with(list(elsewhere))}
    meters_of: dict[int, list[Meter]] = {}
    for meter in uow.clients.meters_of_all([subscriber.id for subscriber in subscribers]):
        meters_of.setdefault(meter.subscriber_id, []).append(meter)
    named: dict[str, set[str]] = {}
    for row in rows:
        if row.meter:
            named.setdefault(row.plot_key, set()).add(row.meter.serial_key)
    return _Held(
        subscribers={plot_key(subscriber.plot): subscriber for subscriber in subscribers},
        meters={serial_key(meter.serial): meter for meter in meters},
        macs={mac_key(meter.mac): meter for meter in meters if meter.mac},
        meters_of=meters_of,
        named=named,
        places=places,
    )


@dataclass
class RegisterTaker(Taker):
    """Subscribers by plot, meters by serial. Without a client it only counts: nothing is compared."""

    client: Client | None = None
    driver: str = ""
    gateway: str = ""
    _subscribers: Tally = field(default_factory=Tally)
    _meters: Tally = field(default_factory=Tally)

    def take(self) -> Mapping[str, Tally]:
        """Add or fill each line of the register."""
        rows = self.read.rows
        if self.client is None:
            self._subscribers.added, self._meters.added = self.read.subscribers, self.read.meters
            for row in rows:
                self.settle(row, Outcome.NEW, Outcome.NEW if self._beside(row) else None)
            return self._tallies()
        done = 0
        for batch in _batches(rows):
            self.steps.at(len(rows) + done, 2 * len(rows))
            held = _held(self.uow, self.client, batch)
            for row in batch:
                self._line(self.client, held, row)
            if self.import_id is not None:
                self._store(held)
            done += len(batch)
        return self._tallies()

    def _beside(self, row: RegisterRow) -> bool:
        """Whether the line's meter stands beside its subscriber, and is not all that the line is about."""
        return row.meter is not None and self.read.kind is RegisterKind.SUBSCRIBERS and not row.additional

    def _tallies(self) -> Mapping[str, Tally]:
        if self.read.kind is RegisterKind.METERS:
            return {"meters": self._meters}
        return {"subscribers": self._subscribers, "meters": self._meters}

    def _line(self, client: Client, held: _Held, row: RegisterRow) -> None:
        subscriber = held.subscribers.get(row.plot_key)
        outcome = Outcome.SAME
        if self.read.kind is RegisterKind.SUBSCRIBERS and not row.additional:
            subscriber, outcome = self._subscriber(client, held, subscriber, row)
            held.subscribers[row.plot_key] = subscriber
        elif subscriber is None:
            self.problem(row, "plot", "subscriber-unknown", Part.ROW, value=row.plot)
            self.settle(row, Outcome.NOT_TAKEN)
            return
        meter = None
        if row.meter:
            meter = self._meter(held, subscriber, row, row.meter)
        if meter is not None and not self._beside(row):
            outcome, meter = meter, None
        self.settle(row, outcome, meter)

    def _subscriber(
        self, client: Client, held: _Held, stored: Subscriber | None, row: RegisterRow
    ) -> tuple[Subscriber, Outcome]:
        if stored is None:
            new = Subscriber(
                id=_NEW,
                client_id=client.id,
                plot=row.plot,
                name=row.owner,
                phone=row.phone,
                street=row.street,
                max_w=row.max_watts,
                protected=row.protected,
                protected_by=row.protected_by,
                note=row.comment,
                contract=row.contract,
            )
            held.new_subscribers.append((new, row))
            self._subscribers.added += 1
            return new, Outcome.NEW
        wanted: dict[str, tuple[str, object]] = {
            "name": ("owner", row.owner),
            "phone": ("phone", row.phone),
            "street": ("street", row.street),
            "max_w": ("power", row.max_watts),
            "note": ("comment", row.comment),
            "contract": ("contract", row.contract),
        }
        changed = self.merge(stored, wanted, row, Part.ROW, overwrite=self.overwrite)
        if changed is None:
            return stored, Outcome.NOT_TAKEN
        if row.protected and not stored.protected:  # an import protects; it never takes a protection away (C5)
            changed |= {"protected": True, "protected_by": row.protected_by}
        if not changed:
            self._subscribers.same += 1
            return stored, Outcome.SAME
        self._subscribers.updated += 1
        held.changed_subscribers.append(replace(stored, **changed))  # type: ignore[arg-type]  # fields by name
        self.note_changed(Subject.SUBSCRIBER, stored, changed)
        self.tell(row, stored, changed)
        return replace(stored, version=stored.version + 1, **changed), Outcome.CHANGED  # type: ignore[arg-type]  # likewise

    def _meter(self, held: _Held, subscriber: Subscriber, row: RegisterRow, entry: MeterEntry) -> Outcome:
        stored = held.meters.get(entry.serial_key)
        if stored and stored.subscriber_id != subscriber.id:
            plot, client = self._place(held, stored)
            self.problem(row, "serial", "serial-elsewhere", Part.METER, value=entry.serial, plot=plot, client=client)
            return Outcome.NOT_TAKEN
        if self._mac_elsewhere(held, row, entry):
            return Outcome.NOT_TAKEN
        if stored:
            return self._update_meter(held, stored, row, entry)
        if subscriber.id != _NEW and not row.additional:
            # A meter of the plot that the register does not name: probably the one that was replaced.
            others = (
                m for m in held.meters_of.get(subscriber.id, ()) if serial_key(m.serial) not in held.named[row.plot_key]
            )
            if (other := next(others, None)) is not None:
                self.problem(row, "serial", "second-meter", Part.METER, value=entry.serial, serial=other.serial)
                return Outcome.NOT_TAKEN
        meter = Meter(
            id=_NEW,
            subscriber_id=subscriber.id,
            serial=entry.serial,
            mac=entry.mac,
            model=entry.model,
            driver=self.driver,
            gateway=entry.gateway or self.gateway,
            address=entry.address,
            installed_on=entry.installed_on,
            note=entry.note,
        )
        held.new_meters.append((meter, row.plot_key))
        self._meters.added += 1
        return Outcome.NEW

    def _update_meter(self, held: _Held, stored: Meter, row: RegisterRow, entry: MeterEntry) -> Outcome:
        wanted: dict[str, tuple[str, object]] = {
            "mac": ("mac", "" if _has_mac(stored, entry.mac) else entry.mac),
            "model": ("model", entry.model),
            "gateway": ("gateway", entry.gateway),
            "address": ("address", entry.address),
            "installed_on": ("installed", entry.installed_on),
            "note": ("serial", entry.note),
        }
        changed = self.merge(stored, wanted, row, Part.METER, overwrite=self.overwrite)
        if changed is None:
            return Outcome.NOT_TAKEN
        if len(entry.serial) > len(stored.serial):
            changed["serial"] = entry.serial  # the same key: the zeros that a spreadsheet had lost
        if not changed:
            self._meters.same += 1
            return Outcome.SAME
        held.changed_meters.append(replace(stored, **changed))  # type: ignore[arg-type]  # fields by name
        if "mac" in changed:
            self._macs[stored.id] = entry.mac
        self.note_changed(Subject.METER, stored, changed)
        self.tell(row, stored, changed)
        self._meters.updated += 1
        return Outcome.CHANGED

    def _mac_elsewhere(self, held: _Held, row: RegisterRow, entry: MeterEntry) -> bool:
        other = held.macs.get(entry.mac) if entry.mac else None
        if other is None or serial_key(other.serial) == entry.serial_key:
            return False
        if self._macs.get(other.id, entry.mac) != entry.mac:
            return False  # the file gave that meter another address, further up
        plot, client = self._place(held, other)
        self.problem(
            row, "mac", "mac-elsewhere", Part.METER, value=entry.mac, serial=other.serial, plot=plot, client=client
        )
        return True

    def _place(self, held: _Held, meter: Meter) -> tuple[str, str]:
        subscriber = held.places[meter.subscriber_id]
        return subscriber.plot, self.client_name(subscriber.client_id)

    def _store(self, held: _Held) -> None:
        clients = self.uow.clients
        clients.update_meters(held.changed_meters)
        clients.update_subscribers(held.changed_subscribers)
        ids = clients.add_subscribers([subscriber for subscriber, _ in held.new_subscribers])
        at = {row.plot_key: row_id for row_id, (_, row) in zip(ids, held.new_subscribers, strict=True)}
        for row_id, (subscriber, _) in zip(ids, held.new_subscribers, strict=True):
            self.note_added(Subject.SUBSCRIBER, row_id, *(["protected"] if subscriber.protected else []))
        meters = [replace(m, subscriber_id=m.subscriber_id or at[key]) for m, key in held.new_meters]
        for row_id in clients.add_meters(meters):
            self.note_added(Subject.METER, row_id)
        self.keep_noted()


def _batches(rows: Sequence[RegisterRow]) -> Iterator[list[RegisterRow]]:
    """Lines in order; a further meter of a plot stays with the plot's own line."""
    batch: list[RegisterRow] = []
    for row in rows:
        if len(batch) >= BATCH and not row.additional:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _has_mac(meter: Meter, mac: str) -> bool:
    """Whether the meter bears that MAC address, in whatever notation it was stored."""
    return bool(mac and meter.mac) and mac_key(meter.mac) == mac
