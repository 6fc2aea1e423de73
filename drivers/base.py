"""What every metering system or meter looks like to the rest of Pult: the `Driver` protocol.

Nothing here knows the application. Energy is whole Wh, power whole W, times are aware UTC.

How a call may end
    A command returns `Acknowledged`, a read returns what was read; otherwise one `DriverError`:

    =================  =====================================================  ====================
    raised             meaning                                                may be sent again
    =================  =====================================================  ====================
    `Unsupported`      this driver or meter has no such thing; nothing sent   never
    `NotSent`          failed before anything could have reached the meter    yes
    `RefusedByMeter`   the meter or its system said no, with a code           after a person looked
    `NoAnswer`         sent, no (trustworthy) answer: it may have been done   after a read-back (C2)
    =================  =====================================================  ====================

    A driver that is not sure whether bytes went out raises `NoAnswer`, never `NotSent`. Reads change
    nothing and may be repeated after any of them. An acknowledgement proves nothing (C3): the caller
    reads the state back. A driver never repeats a command by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Flag, IntEnum, auto
from types import MappingProxyType
from typing import Protocol


class Capabilities(Flag):
    """What a driver can do at all; a single meter may still lack a part and raise `Unsupported`."""

    NONE = 0
    LIMIT = auto()
    LIFT = auto()
    DISCONNECT = auto()
    RECONNECT = auto()
    READ_STATE = auto()
    READ_REGISTERS = auto()
    READ_PROFILE = auto()
    READS = READ_STATE | READ_REGISTERS | READ_PROFILE
    COMMANDS = LIMIT | LIFT | DISCONNECT | RECONNECT


class Relay(IntEnum):
    """`control_state` of COSEM class 70 (disconnect control), with its numbers."""

    DISCONNECTED = 0
    CONNECTED = 1
    READY_FOR_RECONNECTION = 2  # the consumer must press the meter's button (C3)


@dataclass(frozen=True, slots=True)
class Target:
    """One meter as its metering system finds it.

    `address`: where its system or gateway listens (`host:port`, URL, serial line); `gateway`: the channel
    that takes one conversation at a time; `serial`: the number on the meter's face; `options`: the
    driver's own settings (client id, logical address), never secrets.
    """

    address: str
    serial: str
    gateway: str = ""
    mac: str | None = None
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)


@dataclass(frozen=True, slots=True)
class StateReading:
    """What the meter said of itself at `read_at` (the desk's clock); None = the meter does not tell."""

    read_at: datetime
    relay: Relay | None
    output_state: bool | None  # True: the supply is physically on
    limit_w: int | None  # active threshold; None = no limit stands
    active_power_w: int | None
    serial: str | None  # as the meter says it: compare with Target.serial
    raw: str  # words or hex, kept as evidence
    limit_told: bool = True  # False: limit_w is None because the meter does not tell, or not so that it can be trusted


@dataclass(frozen=True, slots=True)
class Registers:
    """Imported energy so far: `tariffs_wh[0]` is T1 … at most T4; `total_wh` as the meter shows it."""

    as_of: datetime
    total_wh: int
    tariffs_wh: tuple[int, ...]
    serial: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class ProfileValue:
    """One interval of the load profile, by its start; `energy_wh` None is a gap in the meter's record."""

    start: datetime
    energy_wh: int | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Load profile: every interval of the period that is over, in order, gaps included."""

    interval: timedelta
    values: tuple[ProfileValue, ...]
    serial: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The meter or its system says that it took the command. It proves nothing (C3)."""

    detail: str
    raw: str


@dataclass(frozen=True, slots=True)
class MeterKeys:
    """What a ciphered meter shares with the desk (suite 0: 16 bytes each); neither is ever shown."""

    encryption: bytes = field(repr=False)
    authentication: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.encryption) != 16 or len(self.authentication) != 16:
            raise ValueError("a key that is not 16 bytes long")


class InvocationCounters(Protocol):
    """Numbers that a ciphering key uses once: kept on disk by whoever builds the driver, and never going back.

    `key` names the meters' keys together with the title that they are used under. Called from any thread. Either call
    raises `NotSent` (code "counters-away") where the numbers are not to be had.
    """

    def reserve(self, key: str, count: int) -> int:
        """The first of `count` numbers that nobody got before and nobody gets again, however this process ends."""

    def advance(self, key: str, last_used: int) -> None:
        """Never give a number up to `last_used` again: a meter has seen it. Going back is no-op."""


class DriverError(Exception):
    """Base of the expected ends of a call; anything else out of a driver is a bug in it."""

    def __init__(self, detail: str, *, raw: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.raw = raw


class Unsupported(DriverError):
    """The driver or this meter cannot do it, or must not be asked to; raised before anything is sent. `code` says why."""

    def __init__(self, detail: str, *, raw: str = "", code: str = "unsupported") -> None:
        super().__init__(detail, raw=raw)
        self.code = code


class NotSent(DriverError):
    """Connect refused, association failed, keys missing: certainly no command reached the meter. `code` says which."""

    def __init__(self, detail: str, *, raw: str = "", code: str = "unreachable") -> None:
        super().__init__(detail, raw=raw)
        self.code = code


class RefusedByMeter(DriverError):
    """The meter or its system said no. `code` is theirs, untranslated."""

    def __init__(self, code: str, detail: str, *, raw: str = "") -> None:
        super().__init__(detail, raw=raw)
        self.code = code


class NoAnswer(DriverError):
    """Sent, and no trustworthy answer came in time: whether it was done, only a reading tells."""


class Driver(Protocol):
    """One metering system. Safe for several tasks of one event loop at once.

    `timeout_s` bounds a whole call, connecting included; None takes the driver's own. When it runs out
    before the command left, that is `NotSent`, afterwards `NoAnswer`. A cancelled call counts as sent.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What can be asked of this driver."""

    async def limit(self, target: Target, watts: int, *, timeout_s: float | None = None) -> Acknowledged:
        """Set the load limit to `watts` > 0, whatever limit stood before; the relay is left alone.

        The caller reads the state first and keeps what stood, for `lift` (C4).
        """

    async def lift(self, target: Target, restore_w: int | None, *, timeout_s: float | None = None) -> Acknowledged:
        """End the limit: restore the threshold `restore_w` that stood before it, None = no limit (C4).

        Some meters open the relay on this: the caller reads it too.
        """

    async def disconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:
        """Open the relay. Acknowledged also by a meter that is already disconnected."""

    async def reconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:
        """Close the relay, or make it ready where the consumer must press the button (C3)."""

    async def read_state(self, target: Target, *, timeout_s: float | None = None) -> StateReading:
        """Relay, output, limit and power now: the evidence for every verdict (C3)."""

    async def read_registers(self, target: Target, *, timeout_s: float | None = None) -> Registers:
        """The energy counters now."""

    async def read_profile(
        self, target: Target, since: datetime, until: datetime, *, timeout_s: float | None = None
    ) -> Profile:
        """Every finished interval that starts in [since, until); ValueError for naive times."""

    async def close(self) -> None:
        """Give back connections; may be called twice. No call is made afterwards."""
