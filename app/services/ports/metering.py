"""The way to the meters, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from app.domain.commands import Action, MeterState


@dataclass(frozen=True, slots=True)
class MeterAddress:
    """How a meter is reached: its driver, gateway, address and options, and the serial number it must answer with."""

    driver: str
    gateway: str
    address: str
    serial: str
    mac: str = ""
    options: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The metering system said yes. It proves nothing (C3)."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Nothing can have reached the meter: trying again is safe."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RefusedByMeter:
    """The metering system or the meter said no, with its code; not `was_sent`: the driver did, before it asked them."""

    code: str
    detail: str = ""
    was_sent: bool = True


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It may have been carried out: no trustworthy answer came."""

    detail: str = ""


Answer = Acknowledged | NotSent | RefusedByMeter | NoAnswer
"""What sending a command gave."""

Reading = MeterState | NotSent | RefusedByMeter | NoAnswer
"""What reading a state gave."""


class Metering(Protocol):
    """The way to the meters; app.metering implements it over the drivers."""

    def execute(
        self, meter: MeterAddress, action: Action, *, watts: int | None, restore_w: int | None, timeout: timedelta
    ) -> Answer:
        """Send one command; `restore_w` is the threshold that a lift brings back (C4; None: no limit)."""
        ...

    def read_state(self, meter: MeterAddress, *, timeout: timedelta) -> Reading:
        """Read the state in an association of its own."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
