"""V2 and V3: until when volume notifications are accepted, in Khabarovsk time, by no working calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.domain.regulation import Regulation
from app.domain.times import KHABAROVSK


@dataclass(frozen=True, slots=True)
class Gate:
    """What arrives whole strictly before `closes_at` (UTC) is in time."""

    closes_at: datetime
    rule: str

    @property
    def in_khabarovsk(self) -> datetime:
        """The same moment on a Khabarovsk clock."""
        return self.closes_at.astimezone(KHABAROVSK)

    def is_open(self, arrived: datetime) -> bool:
        """True where a submission that had arrived whole at `arrived` is accepted."""
        return arrived < self.closes_at


def hourly_gate(operating_day: date, regulation: Regulation) -> Gate:
    """V2: 09:00 Khabarovsk time of the calendar day before, Sundays and holidays included."""
    day_before = operating_day - timedelta(days=1)
    return Gate(datetime.combine(day_before, regulation.hourly_gate, KHABAROVSK).astimezone(UTC), "V2")


def monthly_gate(year: int, month: int, regulation: Regulation) -> Gate:
    """V3: 24:00 Khabarovsk time of the day 15 days before the delivery period begins; weekends do not move it."""
    last_day = date(year, month, 1) - timedelta(days=regulation.monthly_gate_days)
    midnight = datetime.combine(last_day + timedelta(days=1), time.min, KHABAROVSK)
    return Gate(midnight.astimezone(UTC), "V3")
