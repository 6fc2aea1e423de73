"""The base calendar: the package `holidays`, with what it lacks and what it only guesses set right."""

import re
from datetime import date, timedelta
from functools import lru_cache

from app.domain.calendar import SATURDAY, CalendarStatus, YearCalendar

_LAST_DECREED = 2027
"""The last year whose moved days were decreed when this program was released; later ones are preliminary."""

_FIRST_RELIABLE = 2016
"""Before it the base knows fixed holidays only."""

_PRESIDENTIAL_DAYS_OFF = frozenset(
    # Paid days off by the decrees of 25.03.2020 (№ 206), 02.04.2020 (№ 239), 28.04.2020 (№ 294), 01.06.2020 (№ 345),
    # 23.04.2021 (№ 242) and 20.10.2021 (№ 595), which the package does not hold.
    [date(2020, 3, 30) + timedelta(days=n) for n in range(5)]
    + [date(2020, 4, 6) + timedelta(days=n) for n in range(25)]
    + [date(2020, 5, 6), date(2020, 5, 7), date(2020, 5, 8), date(2020, 7, 1), date(2020, 6, 24)]
    + [date(2021, 5, 4) + timedelta(days=n) for n in range(4)]
    + [date(2021, 11, 1), date(2021, 11, 2), date(2021, 11, 3), date(2021, 11, 5)]
)

_ONE_DAY = timedelta(days=1)


def base_status(year: int) -> CalendarStatus:
    """How far that year of the base can be relied upon; needs no calendar."""
    return CalendarStatus.OFFICIAL if _FIRST_RELIABLE <= year <= _LAST_DECREED else CalendarStatus.PRELIMINARY


@lru_cache(maxsize=64)
def base_year(year: int) -> YearCalendar:
    """The year as far as it is known without an import; built once a process (a millisecond or two).

    `is_working_day()` decides, never membership: that loses working Saturdays.
    """
    from importlib.metadata import version

    import holidays  # late: a tenth of a second that the first screen does not need

    russia = holidays.country_holidays("RU", years=(year - 1, year, year + 1), language="en_US")
    days = [date(year, 1, 1) + _ONE_DAY * n for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]

    def works(day: date) -> bool:
        return bool(russia.is_working_day(day)) and day not in _PRESIDENTIAL_DAYS_OFF

    moved = {d: origin for d in days if (origin := _moved_from(russia.get(d) or ""))}
    public = frozenset(d for d in days if (d.month, d.day) in _PUBLIC_HOLIDAYS)
    return YearCalendar(
        year=year,
        status=base_status(year),
        version=f"base-{version('holidays')}",
        days_off=frozenset(d for d in days if d.weekday() < SATURDAY and not works(d)),
        working_weekends=frozenset(d for d in days if d.weekday() >= SATURDAY and works(d)),
        shortened=frozenset(
            [d for d in days if works(d) and _is_eve(d)]
            # A worked weekend takes over the shorter hours of the eve that its rest was moved to.
            + [origin for off, origin in moved.items() if _is_eve(off) and works(origin)]
        ),
        holidays=public,
        moved_from=moved,
    )


_PUBLIC_HOLIDAYS = frozenset([(1, n) for n in range(1, 9)] + [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)])
"""Article 112 of the Labour Code, as month and day."""


def _is_eve(day: date) -> bool:
    """Article 95: the working day just before a public holiday is an hour shorter."""
    after = day + _ONE_DAY
    return (after.month, after.day) in _PUBLIC_HOLIDAYS


_MOVED = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")


def _moved_from(name: str) -> date | None:
    """The day whose rest was moved, out of the package's name for the day off."""
    found = _MOVED.search(name)
    return date(int(found[3]), int(found[1]), int(found[2])) if found else None
