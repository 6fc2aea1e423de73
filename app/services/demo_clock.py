"""A clock that is moved by hand through the past days of a demo desk."""

from datetime import datetime, timedelta

TICK = timedelta(milliseconds=137)
"""Every look at the clock takes a moment, as in life: two steps never bear the same one."""


class MovingClock:
    """`Clock` that goes from `start` and never past `end`; waiting costs none of ours, only its own time."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self._now = start
        self._end = end

    def utc(self) -> datetime:
        """The moment it shows."""
        self._now = min(self._now + TICK, self._end)
        return self._now

    def monotonic(self) -> float:
        """Seconds of the same moment."""
        return self._now.timestamp()

    def move_to(self, moment: datetime) -> None:
        """Forward to a moment; it never goes back."""
        self._now = min(max(self._now, moment), self._end)

    def wait(self, seconds: float) -> None:
        """What a sleep would be."""
        self.move_to(self._now + timedelta(seconds=seconds))
