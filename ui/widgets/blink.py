"""Blinking as R17 and A2, A4 want it: one clock, all rows in phase, stopped by a key, resumed by itself.

Pure: time comes in as arguments, so that tests turn the clock. A widget asks `is_white` when it paints.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

RATE_HZ: Final = 0.75
CEILING_HZ: Final = 2.0
"""A2: never faster, whatever is set; three flashes a second can harm (WCAG 2.3.1)."""
STOPPED_FOR: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Blink:
    """The state of blinking; each change makes a new one. `still` is the system's wish for less motion."""

    rate_hz: float = RATE_HZ
    still: bool = False
    stopped_until: datetime | None = None

    @property
    def half_period_ms(self) -> int:
        """How long each phase lasts: the timer's interval."""
        return round(500 / self._rate)

    def is_running(self, now: datetime) -> bool:
        """False while stopped, or where motion is not wanted."""
        return not self.still and not self.is_stopped(now)

    def is_stopped(self, now: datetime) -> bool:
        """True from the stop key on until 15 minutes have passed or a new row is overdue."""
        return self.stopped_until is not None and now < self.stopped_until

    def is_white(self, now: datetime, seconds: float) -> bool:
        """The phase at `seconds` of the one monotonic clock: the second half of each period is white."""
        return self.is_running(now) and (seconds * self._rate) % 1.0 >= 0.5

    def next_flip_ms(self, seconds: float) -> int:
        """Until the next change of phase, so that a late timer does not drift away from the clock."""
        half = 0.5 / self._rate
        return max(1, round((half - seconds % half) * 1000))

    def stop(self, now: datetime) -> "Blink":
        """A4: the stop key."""
        return replace(self, stopped_until=now + STOPPED_FOR)

    def resume(self) -> "Blink":
        """A row became overdue, or the key was pressed again."""
        return replace(self, stopped_until=None)

    @property
    def _rate(self) -> float:
        return min(max(self.rate_hz, 0.1), CEILING_HZ)
