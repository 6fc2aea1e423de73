"""Real meters for the tour, in processes of their own: a stranger's where this is a checkout with pydlms, else one of our own.

The stranger's meters stand in tests/strangers, on somebody else's protocol stack (GPL): they are started, never imported.
"""

import importlib.util
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import App
from app.domain.desk import Client, Meter, Registration, Subscriber
from app.domain.errors import PultError
from app.services import meters

CLIENT, PLOT, LYING_PLOT = "Тихий берег", "1", "2"
"""A partnership of the tour's own: those of the demo have but a place or two of the day's quota left."""

KEYS_NAME = "tour"
KEYS_VARIABLE = "PULT_METER_KEYS_TOUR"
_STRANGER = Path(__file__).parents[2] / "tests" / "strangers" / "meter.py"


@dataclass(frozen=True, slots=True)
class TourMeters:
    """The plot whose meter goes off and on, and the one whose meter lies ("" where there is no stranger)."""

    plot: str
    is_strangers: bool
    lying_plot: str = ""


@contextmanager
def tour_meters(desk: App, folder: Path) -> Iterator[TourMeters | None]:
    """Start the meters and put a partnership with two plots on the desk that has them; None where it stands there already.

    The keys are made up for this run; the worker, a child of this process, finds them in its environment.
    """
    try:
        first, second = _partnership(desk)
    except PultError:
        yield None
        return
    is_strangers = _STRANGER.exists() and importlib.util.find_spec("pydlms") is not None
    encryption, authentication = secrets.token_hex(16), secrets.token_hex(16)
    os.environ[KEYS_VARIABLE] = f"{encryption}:{authentication}"
    keys_file = folder / "desk" / "meter-keys"
    keys_file.write_text(f"{encryption}\n{authentication}\n", encoding="ascii")
    keys_file.chmod(0o600)
    stranger = [str(_STRANGER), "--key", encryption, "--auth-key", authentication]
    ours = ["-m", "drivers.dlms.server", "--port", "0", "--keys-file", str(keys_file)]
    try:
        with ExitStack() as stack:
            words = [*(stranger if is_strangers else ours), "--serial", first.serial]
            _connect(desk, first, stack.enter_context(_running(words)))
            if is_strangers:
                lying = [*stranger, "--serial", second.serial, "--off", "--lies"]
                _connect(desk, second, stack.enter_context(_running(lying)))
            yield TourMeters(PLOT, is_strangers, LYING_PLOT if is_strangers else "")
    finally:
        del os.environ[KEYS_VARIABLE]
        keys_file.unlink(missing_ok=True)


def _partnership(desk: App) -> tuple[Meter, Meter]:
    """СНТ «Тихий берег» with its two plots, put straight into the tour's own copy of a desk."""
    now = desk.clock.utc()
    with desk.unit_of_work() as uow:
        client = uow.clients.add_client(
            Client(
                id=0,
                name=CLIENT,
                form="СНТ",
                email="tihiy-bereg@example.org",
                phone="+7 914 000-00-00",
                contract="21",
                metering_system="СПОДЭС",
                statement_day=25,
                registration=Registration.REGISTERED,
                registered_at=now,
            )
        )
        plots = [uow.clients.add_subscriber(_plot(client.id, plot)) for plot in (PLOT, LYING_PLOT)]
        meters_there = [uow.clients.add_meter(_meter(plot.id, 45120706 + place)) for place, plot in enumerate(plots)]
        uow.commit()
    return meters_there[0], meters_there[1]


def _plot(client_id: int, plot: str) -> Subscriber:
    return Subscriber(
        id=0,
        client_id=client_id,
        plot=plot,
        name="Ланская Ольга Петровна",
        phone="+7 914 000-00-01",
        street="Береговая, 1",
        max_w=5000,
    )


def _meter(subscriber_id: int, serial: int) -> Meter:
    return Meter(
        id=0, subscriber_id=subscriber_id, serial=f"0{serial}", mac="", model="", driver="", gateway="", address=""
    )


def _connect(desk: App, meter: Meter, address: str) -> None:
    meters.connect(
        desk.unit_of_work(),
        meter_id=meter.id,
        driver="dlms",
        address=address,
        gateway=address,
        options={"keys": KEYS_NAME},
        known=("dlms",),
        by=desk.operator,
        now=desk.clock.utc(),
    )


@contextmanager
def _running(words: list[str]) -> Iterator[str]:
    """A meter's process; gives where it listens, as its first line says."""
    with subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout is not None else ""
            yield line.split()[-1]
        finally:
            process.terminate()
            process.communicate()
