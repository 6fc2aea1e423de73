"""Composition without windows: an address and settings become an `App`."""

from __future__ import annotations

import getpass
import os
import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from app.calendars import base_status, base_year
from app.domain.errors import PultError, Refusal, Unavailable
from app.services import operators
from app.store.desk import open_store
from app.store.engine import has_password, shown, sqlite_path
from app.store.schema import initialise, upgrade

if TYPE_CHECKING:
    from app.domain.commands import Action
    from app.domain.desk import Operator
    from app.domain.times import Office
    from app.services.carrying import Carrier
    from app.services.ports.imports import WorkbookReader
    from app.services.ports.metering import Answer, MeterAddress, Metering, Reading
    from app.services.ports.repositories import Clock
    from app.services.ports.unit_of_work import UnitOfWork
    from app.store.counters import StoredCounters
    from app.store.desk import OpenedStore
    from app.store.queries import StoredQueries
    from drivers.base import MeterKeys


class SystemClock:
    """`Clock` of the machine."""

    def utc(self) -> datetime:
        """Now."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()


@dataclass(frozen=True)
class App:
    """Everything a window, the command line or a job needs, put together once."""

    database: str
    store: OpenedStore
    metering: Metering
    clock: Clock
    operator: Operator
    console: str
    training: bool

    @property
    def queries(self) -> StoredQueries:
        """Reading, from any thread."""
        return self.store.queries

    @property
    def office(self) -> Office:
        """The desk's zone."""
        return self.store.office

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction."""
        return self.store.unit_of_work()

    @property
    def read_workbook(self) -> WorkbookReader:
        """Reads a register's file, whatever its format; needs no desk."""
        from app.documents.sheets import read_workbook

        return read_workbook

    def carrier(self, *, worker: str, wait: Callable[[float], None] = time.sleep) -> Carrier:
        """What carries commands out under that worker's name."""
        from app.services.carrying import Carrier

        return Carrier(
            unit_of_work=self.unit_of_work, metering=self.metering, clock=self.clock, wait=wait, worker=worker
        )

    def close(self) -> None:
        """Let go of meters and database."""
        self.metering.close()
        self.store.close()


def local_desk() -> str:
    """The address of the local desk: `desk.sqlite` in the user's data folder."""
    return f"sqlite:///{platformdirs.user_data_path('pult') / 'desk.sqlite'}"


def told_address(given: str | None) -> str:
    """The address that was given on a command line, or the local desk's.

    Raises:
        Refusal: database-url-password: whoever looks at the list of processes would read it.
    """
    if not given:
        return local_desk()
    if has_password(given):
        raise Refusal("database-url-password", path=shown(given))
    return given


def make_desk(database: str, *, zone: str = "Europe/Moscow", training: bool = False) -> None:
    """Make an empty desk.

    Raises:
        Refusal: database-exists.
    """
    initialise(database, settings={"zone": zone, "training": "yes" if training else "no"})


def open_desk(
    database: str | None = None,
    *,
    login: str | None = None,
    console: str | None = None,
    clock: Clock | None = None,
    training: bool = False,
    make: bool = False,
) -> App:
    """Open a desk and sign in.

    `login`: the operating system's user where None. `make`: the local desk is made where it is missing and brought to
    the program's schema, a copy first; a shared one never is.

    Raises:
        Unavailable: see `app.store.desk.open_store`. Refusal: operator-unknown, operator-locked.
    """
    address = database or local_desk()
    clock = clock or SystemClock()
    console = console or platform.node() or "console"
    path = sqlite_path(address)
    if make and path is not None:
        if path.exists() and path.stat().st_size:
            upgrade(address, now=clock.utc())
        else:
            make_desk(address, training=training)
    store = open_store(address, console=console, base_year=base_year, base_status=base_status)
    try:
        in_training = training or store.settings.get("training") == "yes"
        name = login or system_user()
        operator = operators.sign_in_known(store.queries.operators(), login=name)
        if operator is None:
            operator = operators.sign_in(store.unit_of_work(), login=name, name=name, now=clock.utc())
        metering = _LateMetering(lambda: _build_metering(address, clock, store.counters, training=in_training))
        return App(address, store, metering, clock, operator, console, in_training)
    except BaseException:
        store.close()
        raise


class _LateMetering:
    """`Metering`, put together at its first use: a console that only reads needs no drivers, and starts sooner."""

    def __init__(self, build: Callable[[], Metering]) -> None:
        self._build = build
        self._built: Metering | None = None
        self._lock = threading.Lock()

    def execute(
        self, meter: MeterAddress, action: Action, *, watts: int | None, restore_w: int | None, timeout: timedelta
    ) -> Answer:
        """See Metering."""
        return self._metering().execute(meter, action, watts=watts, restore_w=restore_w, timeout=timeout)

    def read_state(self, meter: MeterAddress, *, timeout: timedelta) -> Reading:
        """See Metering."""
        return self._metering().read_state(meter, timeout=timeout)

    def close(self) -> None:
        """Let go of what was built."""
        with self._lock:
            if self._built is not None:
                self._built.close()

    def _metering(self) -> Metering:
        with self._lock:
            if self._built is None:
                self._built = self._build()
            return self._built


def _build_metering(address: str, clock: Clock, counters: StoredCounters, *, training: bool) -> Metering:
    from app.metering import build_metering

    return build_metering(
        clock=clock,
        simulator=simulator_file(address),
        keys=_keys_for_driver,
        counters=_CountersForDriver(counters),
        training=training,
    )


class _CountersForDriver:
    """`drivers.base.InvocationCounters`: the database's, in the drivers' own words for failure."""

    def __init__(self, stored: StoredCounters) -> None:
        self._stored = stored

    def reserve(self, key: str, count: int) -> int:
        """See InvocationCounters."""
        from drivers import base

        try:
            return self._stored.reserve(key, count)
        except PultError as error:
            raise base.NotSent(f"invocation counters: {error.code}", code="counters-away") from error

    def advance(self, key: str, last_used: int) -> None:
        """See InvocationCounters."""
        from drivers import base

        try:
            self._stored.advance(key, last_used)
        except PultError as error:
            raise base.NotSent(f"invocation counters: {error.code}", code="counters-away") from error


def _keys_for_driver(name: str) -> MeterKeys:
    from app.secrets import find_meter_keys
    from drivers import base

    try:
        found = find_meter_keys(name)
    except Refusal as error:
        code = "keys-missing" if error.code == "meter-keys-missing" else "keys-unusable"
        raise base.NotSent(name, code=code) from error
    return base.MeterKeys(found.encryption, found.authentication)


def system_user() -> str:
    """The operating system's user name.

    Raises:
        Unavailable: no-user-name, the system tells none.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise Unavailable("no-user-name") from error


def simulator_file(database: str) -> Path:
    """Simulated meters live beside a local desk, and in the user's data folder for a shared one."""
    path = sqlite_path(database)
    return path.with_name("simulator.sqlite") if path else platformdirs.user_data_path("pult") / "simulator.sqlite"


def worker_name(console: str) -> str:
    """`host:pid`: tells later whether the worker can still be alive."""
    return f"{console}:{os.getpid()}"
