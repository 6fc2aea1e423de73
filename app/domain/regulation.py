"""The regulation's figures as a dated record: an administrator may change them from a date on.

A deadline already computed is never moved by a later change: it stores the version that made it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Regulation:
    """Every figure that RULES.md calls a default, with the moment (UTC) it is valid from."""

    version: int = 1
    effective_from: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    noon: time = time(12, 0)
    """R9: what is confirmed before it is started the same day."""
    day_end: time = time(18, 0)
    """R9, G4, S6: the hour by which the day's work is done."""
    quota: int = 10
    """R4: control requests a client a day."""
    control_term: timedelta = timedelta(hours=48)
    """R11: from *in progress* to done, for the control kinds."""
    remote_check_days: int = 2
    """R11: whole days after the day of *in progress*, for a remote check."""
    link_term: timedelta = timedelta(hours=72)
    """R7: how long a filed request waits for its confirmation."""
    kilowatt_doubt_below_w: int = 100
    """R5: below this many watts one asks whether kilowatts were meant."""
    hourly_gate: time = time(9, 0)
    """V2: Khabarovsk time of the day before the operating day."""
    monthly_gate_days: int = 15
    """V3: days before the delivery period begins."""
    false_call_kopecks: int | None = None
    """R13: what a visit that was a false call costs the client; None: nobody has set a price yet."""


class Regulations:
    """All versions of the regulation; the one in force at a moment is asked for."""

    def __init__(self, versions: Iterable[Regulation]) -> None:
        self._versions = sorted(versions, key=lambda v: (v.effective_from, v.version))
        if not self._versions:
            msg = "there is no regulation at all"
            raise ValueError(msg)

    def at(self, moment: datetime) -> Regulation:
        """The version in force at `moment`; the earliest one for moments before it."""
        current = self._versions[0]
        for version in self._versions:
            if version.effective_from <= moment:
                current = version
        return current

    @property
    def versions(self) -> tuple[Regulation, ...]:
        """All, the earliest first."""
        return tuple(self._versions)
