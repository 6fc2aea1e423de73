"""A desk with people on it, for window tests: СНТ «Ромашка» with plots 12а, 33 and 87 (protected), ДПК «Берёзка-2» with
plot 4/1 and no meter. Its clock stands until a test moves it: neither a worker nor a meter takes any time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app import bootstrap
from app.domain.commands import Command
from app.domain.desk import Subscriber
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source
from app.domain.requests import Completion, Request, Visit
from app.services.ports.views import RequestCard
from drivers.simulator import Faults
from tests.fakes.clock import FakeClock
from tests.fakes.desk import Desk, close_desk, make_desk

MONDAY_MORNING = datetime(2026, 2, 16, 7, 30, tzinfo=UTC)
"""Mon 16.02.2026 10:30 in Moscow."""


@dataclass
class SmallDesk:
    """`whole` and the ids of what is on it, in a window test's words: a plot says who, an id which request."""

    whole: Desk
    romashka: int
    berezka: int
    plots: dict[str, int] = field(default_factory=dict)

    @property
    def app(self) -> bootstrap.App:
        """What a window is given."""
        return self.whole.app

    @property
    def clock(self) -> FakeClock:
        """The only one."""
        return self.whole.clock

    # --- what a dispatcher does -----------------------------------------------------------------------------------

    def file(self, kind: RequestKind, plot: str, *, watts: int | None = None, text: str = "") -> int:
        """File a request on paper for a plot; returns its id."""
        who = self._subscriber(plot)
        return self.whole.file(kind, who, watts=watts, text=text, source=Source.LETTER, caller="вх. 17, Петрова").id

    def confirm(self, request_id: int) -> None:
        """Confirm it by a signed letter."""
        self.whole.confirm(self.request(request_id), how=ConfirmedBy.SIGNED_LETTER)

    def confirmed(self, kind: RequestKind, plot: str, *, watts: int | None = None, text: str = "") -> int:
        """File and confirm one; returns its id."""
        request_id = self.file(kind, plot, watts=watts, text=text)
        self.confirm(request_id)
        return request_id

    def started(self, kind: RequestKind, plot: str, *, watts: int | None = None) -> int:
        """A control request whose command was carried out by a worker, however that ended; returns its id."""
        request_id = self.confirmed(kind, plot, watts=watts)
        self.order(request_id)
        self.carry()
        return request_id

    def order(self, request_id: int) -> None:
        """Confirm the plan of a request."""
        self.whole.order(self.request(request_id))

    def read_again(self, request_id: int) -> None:
        """Ask for a fresh reading."""
        self.whole.read_again(self.request(request_id))

    def begin_check(self, request_id: int) -> None:
        """Begin a remote check."""
        self.whole.begin_check(self.request(request_id))

    def agree(self, request_id: int, visit: Visit) -> None:
        """Agree a date for an on-site check."""
        self.whole.agree(self.request(request_id), visit)

    def complete(self, request_id: int, completion: Completion | None = None) -> None:
        """Set it done."""
        self.whole.complete(self.request(request_id), completion)

    def reject(self, request_id: int, reason: RejectReason) -> None:
        """Reject it."""
        self.whole.reject(self.request(request_id), reason)

    # --- what happens and is seen ---------------------------------------------------------------------------------

    def carry(self) -> Command | None:
        """Let a worker carry out the next command."""
        return self.whole.carrier(worker="test:1").carry_next()

    def set_faults(self, serial: str, faults: Faults) -> None:
        """Break a simulated meter, or mend it."""
        self.whole.world.set_faults(serial, faults)

    def request(self, request_id: int) -> Request:
        """As it stands."""
        return self.card(request_id).request

    def card(self, request_id: int) -> RequestCard:
        """What the card is made of."""
        return self.whole.card(request_id)

    def close(self) -> None:
        """Let go of everything."""
        close_desk(self.whole)

    def _subscriber(self, plot: str) -> Subscriber:
        with self.whole.unit_of_work().reading() as uow:
            return uow.clients.subscriber(self.plots[plot])


def make_small_desk(folder: Path, clock: FakeClock | None = None, *, shared: str = "") -> SmallDesk:
    """Make and open it, on SQLite or in the new desk at the address `shared`; the caller closes it."""
    whole = make_desk(folder, clock or FakeClock(MONDAY_MORNING), url=shared, wait=_no_wait)
    romashka = whole.client()
    berezka = whole.client("Берёзка-2", form="ДПК", system="СУП-04")
    plots = {}
    for client, plot, name, maximum, protected, serial in (
        (romashka, "12а", "Орлова Мария Петровна", 15000, "", "00471112"),
        (romashka, "33", "Ким Пётр Сергеевич", 5000, "", "00471193"),
        (romashka, "87", "Савельева Анна Ивановна", None, "справка № 5 от 11.01.2026", "00471187"),
        (berezka, "4/1", "Ли Виктор", None, "", ""),
    ):
        household = whole.subscriber(
            client, plot, name=name, phone="+7 914 000-00-00", max_w=maximum, protected=protected, meter=False
        )
        plots[plot] = household.id
        if serial:
            whole.meter(household, serial=serial, mac=f"0012ABCD{serial[-4:]}", gateway="шлюз 4")
    return SmallDesk(whole, romashka.id, berezka.id, plots)


@contextmanager
def small_desk(folder: Path, clock: FakeClock | None = None) -> Iterator[SmallDesk]:
    """One for a test, closed after it."""
    made = make_small_desk(folder, clock)
    yield made
    made.close()


def _no_wait(seconds: float) -> None:
    pass
