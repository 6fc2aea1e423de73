"""R4: ten control requests a client a day, and where the eleventh may go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import WorkingCalendar
from app.domain.times import Office


@dataclass(frozen=True, slots=True)
class NextFree:
    """The first moment a further request would be taken: 00:00 of `opens_on`, counted to `counted_to`."""

    opens_on: date
    counted_to: date


@dataclass(frozen=True, slots=True)
class QuotaState:
    """A client's quota as of a moment: `used` of `limit` for the day `counted_to`."""

    counted_to: date
    filed_on: date
    used: int
    limit: int
    next_free: NextFree | None

    @property
    def left(self) -> int:
        """How many control requests still fit."""
        return max(0, self.limit - self.used)


def quota_day(filed: datetime, *, calendar: WorkingCalendar, office: Office) -> date:
    """The day a request filed at `filed` counts to: its civil day, or the next working day if that is not worked."""
    return calendar.working_day_from(office.day_of(filed))


def quota_state(
    now: datetime,
    *,
    used_on: Callable[[date], int],
    limit: int,
    calendar: WorkingCalendar,
    office: Office,
) -> QuotaState:
    """How much of the quota is used, and, when it is full, from when the next request is taken.

    `used_on` tells how many slots of a quota day are taken. Saturday is a day of filing too: with Friday full, a
    request at 00:00 of Saturday is taken and counts to the next working day.
    """
    filed_on = office.day_of(now)
    counted_to = calendar.working_day_from(filed_on)
    used = used_on(counted_to)
    return QuotaState(
        counted_to=counted_to,
        filed_on=filed_on,
        used=used,
        limit=limit,
        next_free=_next_free(filed_on, used_on, limit, calendar) if used >= limit else None,
    )


def _next_free(filed_on: date, used_on: Callable[[date], int], limit: int, calendar: WorkingCalendar) -> NextFree:
    day = filed_on
    while True:
        day += timedelta(days=1)
        counted_to = calendar.working_day_from(day)
        if used_on(counted_to) < limit:
            return NextFree(opens_on=day, counted_to=counted_to)
