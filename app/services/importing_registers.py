"""Subscribers and their meters of a register, met with those that the desk holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.domain.changes import Subject
from app.domain.desk import Client, Meter, Subscriber
from app.domain.errors import Refusal
from app.domain.keys import mac_key, plot_key, serial_key
from app.domain.registers.preview import MeterEntry, Part, RegisterKind, RegisterRow
from app.services.import_orders import Outcome, Tally
from app.services.importing import Taker


@dataclass
class RegisterTaker(Taker):
    """Subscribers by plot, meters by serial. Without a client it only counts: nothing is compared."""

    client: Client | None = None
    driver: str = ""
    gateway: str = ""

    def take(self) -> Mapping[str, Tally]:
        """Add or fill each line of the register."""
        subscribers, meters = Tally(), Tally()
        if self.client is None:
            subscribers.added, meters.added = self.read.subscribers, self.read.meters
            return self._tallies(subscribers, meters)
        known = {plot_key(s.plot): s for s in self.uow.clients.subscribers(self.client.id)}
        serials: dict[str, set[str]] = {}
        for row in self.read.rows:
            if row.meter:
                serials.setdefault(row.plot_key, set()).add(row.meter.serial_key)
        for row in self.read.rows:
            subscriber = known.get(row.plot_key)
            is_new = subscriber is None
            outcome = Outcome.SAME
            if self.read.kind is RegisterKind.SUBSCRIBERS and not row.additional:
                subscriber, outcome = self._subscriber(self.client, subscriber, row, subscribers)
                known[row.plot_key] = subscriber
            elif subscriber is None:
                self.problem(row, "plot", "subscriber-unknown", Part.ROW, value=row.plot)
                self.settle(row, Outcome.NOT_TAKEN)
                continue
            meter = None
            if row.meter:
                meter = self._meter(subscriber, row, row.meter, meters, () if is_new else tuple(serials[row.plot_key]))
            if meter and (self.read.kind is RegisterKind.METERS or row.additional):
                outcome, meter = meter, None
            self.settle(row, outcome, meter)
        return self._tallies(subscribers, meters)

    def _tallies(self, subscribers: Tally, meters: Tally) -> Mapping[str, Tally]:
        if self.read.kind is RegisterKind.METERS:
            return {"meters": meters}
        return {"subscribers": subscribers, "meters": meters}

    def _subscriber(
        self, client: Client, stored: Subscriber | None, row: RegisterRow, tally: Tally
    ) -> tuple[Subscriber, Outcome]:
        if stored is None:
            added = self.uow.clients.add_subscriber(
                Subscriber(
                    id=0,
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
            )
            self.note_added(Subject.SUBSCRIBER, added.id, *(["protected"] if row.protected else []))
            tally.added += 1
            return added, Outcome.NEW
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
            tally.same += 1
            return stored, Outcome.SAME
        tally.updated += 1
        updated = self.uow.clients.update_subscriber(replace(stored, **changed))  # type: ignore[arg-type]  # by name
        self.note_changed(Subject.SUBSCRIBER, stored, changed)
        self.tell(row, stored, changed)
        return updated, Outcome.CHANGED

    def _meter(
        self, subscriber: Subscriber, row: RegisterRow, entry: MeterEntry, tally: Tally, in_file: Collection[str]
    ) -> Outcome:
        """`in_file`: keys of the meters that the register names for a plot which the desk knew before."""
        stored = self.uow.clients.meter_by_serial(entry.serial)
        if stored and stored.subscriber_id != subscriber.id:
            plot, client = self._place(stored)
            self.problem(row, "serial", "serial-elsewhere", Part.METER, value=entry.serial, plot=plot, client=client)
            return Outcome.NOT_TAKEN
        if self._mac_elsewhere(row, entry):
            return Outcome.NOT_TAKEN
        if stored:
            return self._update_meter(stored, row, entry, tally)
        if other := self._other_meter(subscriber, row, in_file):
            self.problem(row, "serial", "second-meter", Part.METER, value=entry.serial, serial=other.serial)
            return Outcome.NOT_TAKEN
        meter = self.uow.clients.add_meter(
            Meter(
                id=0,
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
        )
        self.note_added(Subject.METER, meter.id)
        tally.added += 1
        return Outcome.NEW

    def _update_meter(self, stored: Meter, row: RegisterRow, entry: MeterEntry, tally: Tally) -> Outcome:
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
            tally.same += 1
            return Outcome.SAME
        self.uow.clients.update_meter(replace(stored, **changed))  # type: ignore[arg-type]  # fields by name
        self.note_changed(Subject.METER, stored, changed)
        self.tell(row, stored, changed)
        tally.updated += 1
        return Outcome.CHANGED

    def _mac_elsewhere(self, row: RegisterRow, entry: MeterEntry) -> bool:
        if not entry.mac:
            return False
        try:
            other = self.uow.clients.find_meter(entry.mac)
        except Refusal:
            return False
        if not _has_mac(other, entry.mac) or serial_key(other.serial) == entry.serial_key:
            return False
        plot, client = self._place(other)
        self.problem(
            row, "mac", "mac-elsewhere", Part.METER, value=entry.mac, serial=other.serial, plot=plot, client=client
        )
        return True

    def _other_meter(self, subscriber: Subscriber, row: RegisterRow, in_file: Collection[str]) -> Meter | None:
        """A meter of the plot that the register does not name: probably the one that was replaced."""
        if not in_file or row.additional:
            return None
        meters = self.uow.clients.meters_of(subscriber.id)
        return next((meter for meter in meters if serial_key(meter.serial) not in in_file), None)

    def _place(self, meter: Meter) -> tuple[str, str]:
        subscriber = self.uow.clients.subscriber(meter.subscriber_id)
        return subscriber.plot, self.uow.clients.client(subscriber.client_id).full_name


def _has_mac(meter: Meter, mac: str) -> bool:
    """Whether the meter bears that MAC address, in whatever notation it was stored."""
    return bool(mac and meter.mac) and mac_key(meter.mac) == mac
