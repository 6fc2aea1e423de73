"""Civil time of the office: the database keeps UTC, rules speak of the office's days and hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KHABAROVSK = ZoneInfo("Asia/Vladivostok")
"""Khabarovsk keeps UTC+10 all year; tzdata names that zone after Vladivostok."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where the desk stands: its zone decides what "12:00" and "a day" mean."""

    zone: ZoneInfo = ZoneInfo("Europe/Moscow")

    def civil(self, moment: datetime) -> datetime:
        """The office's wall clock at an aware moment."""
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """The office's civil day of an aware moment."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """The moment (UTC) when the office's clock shows `clock` on `day`."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def start_of(self, day: date) -> datetime:
        """00:00 of `day`, in UTC."""
        return self.at(day, time.min)

    def end_of(self, day: date) -> datetime:
        """24:00 of `day` (00:00 of the next one), in UTC."""
        return self.start_of(day + timedelta(days=1))


def aware_utc(moment: datetime) -> datetime:
    """`moment` in UTC.

    Raises:
        ValueError: it carries no offset; guessing one would move deadlines by hours.
    """
    if moment.tzinfo is None:
        msg = "a moment needs an offset"
        raise ValueError(msg)
    return moment.astimezone(UTC)
