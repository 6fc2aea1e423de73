"""What stands on a desk: clients, their households, the meters there, the operators."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from app.domain.desk import Client, Meter, Operator, Registration, Role, Subscriber
from app.services import operators
from drivers.simulator import Faults, NewMeter
from tests.fakes.desk.opened import Opened


@dataclass
class Peopled(Opened):
    """A desk that takes people in."""

    _serials: Iterator[int] = field(default_factory=lambda: itertools.count(4711001))

    def client(
        self,
        name: str = "Ромашка",
        *,
        form: str = "СНТ",
        system: str = "ТПП Smart Metering",
        registration: Registration = Registration.REGISTERED,
    ) -> Client:
        """A client, registered unless said otherwise."""
        with self.unit_of_work() as uow:
            stored = uow.clients.add_client(
                Client(
                    id=0,
                    name=name,
                    form=form,
                    email=f"{name.lower().replace(' ', '-')}@example.org",
                    phone="+7 495 000-00-00",
                    contract="17",
                    metering_system=system,
                    statement_day=25,
                    registration=registration,
                    registered_at=self.clock.utc() if registration is Registration.REGISTERED else None,
                )
            )
            uow.commit()
            return stored

    def subscriber(
        self,
        client: Client,
        plot: str = "12а",
        *,
        max_w: int | None = 15_000,
        protected: str = "",
        name: str = "Иванов Иван Иванович",
        phone: str = "+7 900 000-00-00",
        meter: bool = True,
        limit_w: int | None = None,
        faults: Faults | None = None,
    ) -> Subscriber:
        """A household with a simulated meter; `protected` is the document that says so, `limit_w` what stands at the meter."""
        with self.unit_of_work() as uow:
            stored = uow.clients.add_subscriber(
                Subscriber(
                    id=0,
                    client_id=client.id,
                    plot=plot,
                    name=name,
                    phone=phone,
                    street="ул. Садовая, 4",
                    max_w=max_w,
                    protected=bool(protected),
                    protected_by=protected,
                )
            )
            uow.commit()
        if meter:
            self.meter(stored, limit_w=limit_w, faults=faults)
        return stored

    def meter(
        self,
        subscriber: Subscriber,
        *,
        serial: str = "",
        mac: str = "",
        gateway: str = "",
        limit_w: int | None = None,
        faults: Faults | None = None,
        driver: str = "simulator",
    ) -> Meter:
        """A simulated meter, on the desk and in its world."""
        serial = serial or f"00{next(self._serials)}"
        self.world.add_meter(
            NewMeter(
                serial,
                installed_at=self.clock.utc() - timedelta(days=2),
                limit_w=limit_w,
                faults=faults or Faults(),
            )
        )
        with self.unit_of_work() as uow:
            stored = uow.clients.add_meter(
                Meter(
                    id=0,
                    subscriber_id=subscriber.id,
                    serial=serial,
                    mac=mac,
                    model="НЕВА СТ1",
                    driver=driver,
                    gateway=gateway,
                    address=serial,
                )
            )
            uow.commit()
            return stored

    def operator(self, login: str = "boris", role: Role = Role.DISPATCHER) -> Operator:
        """A second person."""
        operators.add(
            self.unit_of_work(), login=login, name=login.title(), role=role, by=self.app.operator, now=self.clock.utc()
        )
        with self.unit_of_work() as uow:
            found = uow.operators.by_login(login)
        assert found is not None
        return found
