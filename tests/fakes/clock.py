"""The clock that tests move. It stands until told; it may jump back, as a machine's clock does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")


def msk(text: str) -> datetime:
    """The moment (UTC) when Moscow's clock shows `2025-10-31 12:07`, seconds where there are any."""
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW).astimezone(UTC)


class FakeClock:
    """`Clock`: `utc` shows what was set, `monotonic` counts what was passed and never goes back."""

    def __init__(self, now: datetime | str = "2026-02-20 11:00") -> None:
        self._seconds = 1000.0
        self._now = _moment(now)

    def utc(self) -> datetime:
        """The moment it shows."""
        return self._now

    def monotonic(self) -> float:
        """Seconds passed."""
        return self._seconds

    def move(self, **span: float) -> datetime:
        """Time passes by a timedelta's arguments; returns the new moment."""
        self.pass_seconds(timedelta(**span).total_seconds())
        return self._now

    def pass_seconds(self, seconds: float) -> None:
        """Time passes: what a test gives where the program would wait."""
        self._now += timedelta(seconds=seconds)
        self._seconds += max(0.0, seconds)

    def come_to(self, now: datetime | str) -> datetime:
        """Time passes until that moment, Moscow's civil time where it is a text."""
        self.pass_seconds((_moment(now) - self._now).total_seconds())
        return self._now

    def set(self, now: datetime | str) -> datetime:
        """Somebody sets it to another moment, backwards too: what it shows jumps, no time passes."""
        self._now = _moment(now)
        return self._now


def _moment(now: datetime | str) -> datetime:
    return msk(now) if isinstance(now, str) else now.astimezone(UTC)
