"""The simulated meters' world: one small SQLite file that several processes share and that outlives them.

Meters, their past and the log of every command that a meter *received* are the meters' side of the story:
tests judge by it, not by what the desk believes. A received command is logged and carried out in one
transaction, so that a process killed at any moment leaves both or neither.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from drivers.base import Relay
from drivers.simulator.curve import TARIFFS, Household
from drivers.simulator.faults import NO_FAULTS, Faults
from drivers.simulator.meter import Answer, Build, Kind, Response, Stretch, next_stretch, obey

SCHEMA_VERSION = 1
BUSY_TIMEOUT_S = 5.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SCHEMA = (
    """CREATE TABLE meter (
        serial TEXT PRIMARY KEY, seed INTEGER NOT NULL, utc_offset_h INTEGER NOT NULL, zones INTEGER NOT NULL,
        installed_ms INTEGER NOT NULL, initial_wh TEXT NOT NULL, has_relay INTEGER NOT NULL,
        has_limiter INTEGER NOT NULL, measures_power INTEGER NOT NULL, faults TEXT NOT NULL) STRICT""",
    """CREATE TABLE stretch (
        id INTEGER PRIMARY KEY, serial TEXT NOT NULL REFERENCES meter, since_ms INTEGER NOT NULL,
        relay INTEGER NOT NULL, limit_w INTEGER, energy_mj TEXT NOT NULL, cause TEXT NOT NULL) STRICT""",
    "CREATE INDEX stretch_of_meter ON stretch (serial, id)",
    """CREATE TABLE command (
        id INTEGER PRIMARY KEY, serial TEXT NOT NULL REFERENCES meter, at TEXT NOT NULL, kind TEXT NOT NULL,
        args TEXT NOT NULL, executed INTEGER NOT NULL, answer TEXT NOT NULL, code TEXT NOT NULL) STRICT""",
    "CREATE INDEX command_of_meter ON command (serial, id)",
    *(
        f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is only appended to'); END"
        for table in ("stretch", "command")
        for verb in ("update", "delete")
    ),
)


class WorldUnusable(Exception):
    """The file cannot be opened, is not a world, or was written by a newer program."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NoSuchMeter(LookupError):
    """No meter with this serial number lives in the world."""


@dataclass(frozen=True, slots=True)
class NewMeter:
    """A meter to be put into the world. Times are aware; `initial_wh` holds T1 … of its `zones` (1, 2 or 3)."""

    serial: str
    installed_at: datetime
    seed: int = 0
    utc_offset_h: int = 3
    zones: int = 2
    initial_wh: tuple[int, ...] = ()
    relay: Relay = Relay.CONNECTED
    limit_w: int | None = None
    has_relay: bool = True
    has_limiter: bool = True
    measures_power: bool = True
    faults: Faults = NO_FAULTS


@dataclass(frozen=True, slots=True)
class Seen:
    """A meter as it stands: its last stretch and the faults that are switched on."""

    build: Build
    faults: Faults
    last: Stretch


@dataclass(frozen=True, slots=True)
class LoggedCommand:
    """One command that the meter received. `executed`: it did what it was told; `answer`: what it sent back."""

    id: int
    serial: str
    at: datetime
    kind: Kind
    args: Mapping[str, int | None]
    executed: bool
    answer: str
    code: str


class World:
    """A connection to the shared file; safe for several threads. Closed by `close()` or `with`.

    Raises:
        WorldUnusable: on opening. Later, sqlite3.Error: busy for five seconds, disk full, read-only.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise WorldUnusable(path, str(error)) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._db.close()
            raise WorldUnusable(path, str(error)) from error
        except WorldUnusable:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        with self._lock:
            self._db.close()

    # --- what a test or a demo arranges ---------------------------------------------------------------------------

    def add_meter(self, meter: NewMeter) -> None:
        """Put one meter in; a known serial number is left as it is."""
        self.add_meters((meter,))

    def add_meters(self, meters: Iterable[NewMeter]) -> None:
        """Put many in, in one transaction. ValueError for a naive time or a wrong number of zones."""
        with self._writing():
            for meter in meters:
                self._add(meter)

    def meters(self) -> tuple[str, ...]:
        """All serial numbers, sorted."""
        with self._lock:
            return tuple(serial for (serial,) in self._db.execute("SELECT serial FROM meter ORDER BY serial"))

    def set_faults(self, serial: str, faults: Faults = NO_FAULTS) -> None:
        """From now on exactly these faults are on; without any, the meter is well again."""
        with self._writing():
            changed = self._db.execute("UPDATE meter SET faults = ? WHERE serial = ?", (str(faults), serial))
            if not changed.rowcount:
                raise NoSuchMeter(serial)

    def press_button(self, serial: str, *, at: datetime) -> bool:
        """The consumer presses the button: a relay that is ready closes. False where nothing was ready."""
        with self._writing():
            seen = self.look(serial)
            if seen.last.relay is not Relay.READY_FOR_RECONNECTION:
                return False
            closing = Response(executed=True, answer=Answer.SUCCESS, relay=Relay.CONNECTED)
            self._begin_stretch(serial, seen, at, closing, "button")
            return True

    # --- what happened --------------------------------------------------------------------------------------------

    def log(self, serial: str | None = None) -> tuple[LoggedCommand, ...]:
        """Every command received by that meter, or by all, in order. Reads are not logged."""
        where, values = ("WHERE serial = ?", (serial,)) if serial is not None else ("", ())
        columns = "id, serial, at, kind, args, executed, answer, code"
        with self._lock:
            rows = self._db.execute(f"SELECT {columns} FROM command {where} ORDER BY id", values).fetchall()  # noqa: S608 - no input in it
        return tuple(
            LoggedCommand(
                number, serial, datetime.fromisoformat(at), Kind(kind), json.loads(args), bool(executed), answer, code
            )
            for number, serial, at, kind, args, executed, answer, code in rows
        )

    def history(self, serial: str) -> tuple[Stretch, ...]:
        """The meter's past, the oldest stretch first; never empty. Raises NoSuchMeter."""
        with self._lock:
            rows = self._db.execute(
                "SELECT since_ms, relay, limit_w, energy_mj, cause FROM stretch WHERE serial = ? ORDER BY id", (serial,)
            ).fetchall()
        if not rows:
            raise NoSuchMeter(serial)
        return tuple(_stretch(*row) for row in rows)

    def look(self, serial: str) -> Seen:
        """The meter as it stands. Raises NoSuchMeter."""
        with self._lock:
            row = self._db.execute(
                """SELECT seed, utc_offset_h, zones, installed_ms, initial_wh, has_relay, has_limiter, measures_power,
                          faults, since_ms, relay, limit_w, energy_mj, cause
                   FROM meter JOIN stretch USING (serial) WHERE serial = ? ORDER BY stretch.id DESC LIMIT 1""",
                (serial,),
            ).fetchone()
        if row is None:
            raise NoSuchMeter(serial)
        seed, offset, zones, installed_ms, initial_wh, has_relay, has_limiter, measures_power, faults, *last = row
        household = Household(seed, serial, offset, zones)
        build = Build(
            household,
            installed_ms,
            tuple(json.loads(initial_wh)),
            bool(has_relay),
            bool(has_limiter),
            bool(measures_power),
        )
        return Seen(build, Faults.parse(faults), _stretch(*last))

    # --- the wire -------------------------------------------------------------------------------------------------

    def receive(self, serial: str, kind: Kind, watts: int | None, *, at: datetime) -> Response:
        """A command arrives: it is logged and obeyed (or not) at one stroke. Raises NoSuchMeter."""
        with self._writing():
            seen = self.look(serial)
            response = obey(kind, watts, seen.last, seen.faults)
            args = {"watts": watts} if kind in (Kind.LIMIT, Kind.LIFT) else {}
            cursor = self._db.execute(
                "INSERT INTO command (serial, at, kind, args, executed, answer, code) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    serial,
                    at.astimezone(UTC).isoformat(),
                    kind,
                    json.dumps(args),
                    response.executed,
                    response.answer,
                    response.code,
                ),
            )
            self._begin_stretch(serial, seen, at, response, f"command {cursor.lastrowid}")
            return response

    # --- inside ---------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._use_wal()
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if self._db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            return
        with self._writing():
            # Asked again under the lock: another process may have been quicker.
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise WorldUnusable(self.path, f"written by a newer program (version {version})")
            if version == 0:
                for statement in _SCHEMA:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _use_wal(self) -> None:
        """Changing the mode does not wait for the lock by itself, and two processes may create the file at once."""
        give_up = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _add(self, meter: NewMeter) -> None:
        initial = meter.initial_wh + (0,) * (TARIFFS - len(meter.initial_wh))
        if meter.zones not in (1, 2, 3) or len(meter.initial_wh) > meter.zones:
            raise ValueError(f"meter {meter.serial}: {meter.zones} zones, registers {meter.initial_wh}")
        installed_ms = to_ms(meter.installed_at)
        added = self._db.execute(
            "INSERT OR IGNORE INTO meter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                meter.serial,
                meter.seed,
                meter.utc_offset_h,
                meter.zones,
                installed_ms,
                json.dumps(initial),
                meter.has_relay,
                meter.has_limiter,
                meter.measures_power,
                str(meter.faults),
            ),
        )
        if added.rowcount:
            self._insert_stretch(meter.serial, Stretch(installed_ms, meter.relay, meter.limit_w))

    def _begin_stretch(self, serial: str, seen: Seen, at: datetime, response: Response, cause: str) -> None:
        stretch = next_stretch(seen.build, seen.last, to_ms(at), response, cause)
        if stretch is not None:
            self._insert_stretch(serial, stretch)

    def _insert_stretch(self, serial: str, stretch: Stretch) -> None:
        self._db.execute(
            "INSERT INTO stretch (serial, since_ms, relay, limit_w, energy_mj, cause) VALUES (?, ?, ?, ?, ?, ?)",
            (
                serial,
                stretch.since_ms,
                int(stretch.relay),
                stretch.limit_w,
                json.dumps(stretch.energy_mj),
                stretch.cause,
            ),
        )


def _stretch(since_ms: int, relay: int, limit_w: int | None, energy_mj: str, cause: str) -> Stretch:
    return Stretch(since_ms, Relay(relay), limit_w, tuple(json.loads(energy_mj)), cause)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970. ValueError for a naive time."""
    if moment.tzinfo is None:
        raise ValueError(f"naive time: {moment}")
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_ms(at_ms: int) -> datetime:
    """The aware UTC time of it."""
    return _EPOCH + timedelta(milliseconds=at_ms)
