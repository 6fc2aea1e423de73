"""Start deadlines (R9) a second, beside what one would write first: a loop over `holidays`, day by day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from app.domain.calendar import CalendarStatus, WorkingCalendar, YearCalendar
from app.domain.deadlines import start_due
from app.domain.regulation import Regulation
from app.domain.times import Office
from tests.bench.figures import Figure, median_seconds

YEARS = range(2023, 2028)
GOAL = 100_000
MOSCOW = ZoneInfo("Europe/Moscow")


def moments() -> list[datetime]:
    """20,000 moments of confirmation spread over five years, 131 minutes apart."""
    first = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    return [first + timedelta(minutes=131 * n) for n in range(20_000)]


def measure() -> list[Figure]:
    """The figure, after both have been seen to give the same answers."""
    russia = holidays.country_holidays("RU", years=[*YEARS, YEARS[-1] + 1])
    calendar = WorkingCalendar(lambda year: year_of(russia, year))
    regulation, office, asked = Regulation(), Office(), moments()

    def ours() -> list[datetime]:
        return [start_due(at, calendar=calendar, regulation=regulation, office=office) for at in asked]

    def peer() -> list[datetime]:
        return [plain(russia, at) for at in asked]

    if ours() != peer():
        message = "the two ways to a deadline disagree; there is nothing to compare"
        raise RuntimeError(message)
    mine, theirs = (len(asked) / taken for taken in median_seconds(ours, peer))
    return [
        Figure(
            name="start deadlines",
            unit="a second",
            ours=mine,
            peer=theirs,
            ratio=mine / theirs,
            goal=f">= {GOAL:,} a second",
            holds=mine >= GOAL,
        )
    ]


def plain(russia: holidays.HolidayBase, confirmed: datetime) -> datetime:
    """R9 straight from `holidays`."""
    civil = confirmed.astimezone(MOSCOW)
    day = civil.date()
    if civil.hour >= 12 or not russia.is_working_day(day):
        day += timedelta(days=1)
        while not russia.is_working_day(day):
            day += timedelta(days=1)
    return datetime.combine(day, time(18), MOSCOW).astimezone(UTC)


def year_of(russia: holidays.HolidayBase, year: int) -> YearCalendar:
    """A year of `holidays` as the domain's record."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    return YearCalendar(
        year=year,
        status=CalendarStatus.OFFICIAL,
        version="bench",
        days_off=frozenset(day for day in days if day.weekday() < 5 and not russia.is_working_day(day)),
        working_weekends=frozenset(day for day in days if day.weekday() >= 5 and russia.is_working_day(day)),
    )
