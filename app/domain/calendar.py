"""The working calendar of the Russian Federation as data: which days are worked, and why.

Years are `YearCalendar` records (from the base or from an imported official calendar);
`WorkingCalendar` answers over them and remembers what it looked up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class CalendarStatus(StrEnum):
    """Whether a year is as decreed, or only what the law's fixed days let one expect."""

    OFFICIAL = "official"
    PRELIMINARY = "preliminary"


class DayKind(StrEnum):
    """Why a day is worked or not, in the words an explanation needs (A11)."""

    WORKING = "working"
    WORKING_WEEKEND = "working-weekend"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED_OFF = "moved-off"

    @property
    def is_working(self) -> bool:
        """True for the days on which the desk works."""
        return self in (DayKind.WORKING, DayKind.WORKING_WEEKEND)


@dataclass(frozen=True)
class YearCalendar:
    """One year: the days from Monday to Friday that are off, the weekends that are worked, the shortened days.

    `version` names where it comes from ("base-0.109", "official-3"); `moved_from` says for a day off from
    which day its rest was moved, where the source tells.
    """

    year: int
    status: CalendarStatus
    version: str
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    shortened: frozenset[date] = frozenset()
    holidays: frozenset[date] = frozenset()
    moved_from: Mapping[date, date] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        """What sort of day it is; public holidays on a weekend count as holidays."""
        if day in self.working_weekends:
            return DayKind.WORKING_WEEKEND
        if day in self.holidays:
            return DayKind.HOLIDAY
        if day in self.days_off:
            return DayKind.MOVED_OFF
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def is_working(self, day: date) -> bool:
        """True where `day` is worked."""
        if day.weekday() >= SATURDAY:
            return day in self.working_weekends
        return day not in self.days_off


@dataclass(frozen=True)
class CalendarDifference:
    """What an import would change in a year: days that become free, and days that become worked."""

    year: int
    status_before: CalendarStatus
    status_after: CalendarStatus
    becomes_off: tuple[date, ...]
    becomes_working: tuple[date, ...]
    becomes_shortened: tuple[date, ...]
    no_longer_shortened: tuple[date, ...]

    @property
    def is_empty(self) -> bool:
        """True where not a single day changes (the status still may)."""
        return not (self.becomes_off or self.becomes_working or self.becomes_shortened or self.no_longer_shortened)


def difference(before: YearCalendar, after: YearCalendar) -> CalendarDifference:
    """Day by day, what `after` changes in `before`; both of one year."""
    off, working = [], []
    day = date(before.year, 1, 1)
    while day.year == before.year:
        was, becomes = before.is_working(day), after.is_working(day)
        if was and not becomes:
            off.append(day)
        elif becomes and not was:
            working.append(day)
        day += ONE_DAY
    return CalendarDifference(
        year=before.year,
        status_before=before.status,
        status_after=after.status,
        becomes_off=tuple(off),
        becomes_working=tuple(working),
        becomes_shortened=tuple(sorted(after.shortened - before.shortened)),
        no_longer_shortened=tuple(sorted(before.shortened - after.shortened)),
    )


class WorkingCalendar:
    """Answers for any day, fetching years from `source` once each.

    `source` is called with a year and must return that year's record; it may build it late, since
    building costs a thousand times a look-up.
    """

    def __init__(self, source: Callable[[int], YearCalendar]) -> None:
        self._source = source
        self._years: dict[int, YearCalendar] = {}
        self._next: dict[date, date] = {}

    def year(self, year: int) -> YearCalendar:
        """The record of a year."""
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._source(year)
        return known

    def kind(self, day: date) -> DayKind:
        """What sort of day it is."""
        return self.year(day.year).kind(day)

    def is_working(self, day: date) -> bool:
        """True where `day` is worked."""
        return self.year(day.year).is_working(day)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`, itself excluded."""
        known = self._next.get(day)
        if known is None:
            known = day + ONE_DAY
            while not self.is_working(known):
                known += ONE_DAY
            self._next[day] = known
        return known

    def working_day_from(self, day: date) -> date:
        """`day` if it is worked, else the first working day after it."""
        return day if self.is_working(day) else self.next_working_day(day)

    def is_official(self, first: date, last: date) -> bool:
        """True where every year that the span touches is decreed (A11)."""
        return all(self.year(y).status is CalendarStatus.OFFICIAL for y in range(first.year, last.year + 1))

    def version(self, first: date, last: date) -> str:
        """The versions of the years that the span touches, as stored with a deadline."""
        return " ".join(f"{y}:{self.year(y).version}" for y in range(first.year, last.year + 1))
