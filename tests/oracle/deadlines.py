"""Second opinion on the deadline rules: a day table, integers, and a scan over every minute.

Conventions. A *minute* is an integer, minutes since 1970-01-01T00:00Z (``unix_seconds // 60``), and stands for the
whole minute, so 12:00 covers 12:00:00 to 12:00:59.999. No rule scanned here changes its answer inside a minute. A
deadline "24:00 of D" is 00:00 of D+1. Days are ISO strings, months "YYYY-MM". Moscow is UTC+3 and Khabarovsk UTC+10
throughout 2022-12 to 2028-01, so neither a zone database nor (in the fast half) ``datetime`` is used. An answer that
lies in 2028 rests on a provisional calendar.

Fast half: ``*_runs()`` yield ``(first_minute, last_minute, answer)``, in order, without gaps, equal neighbours merged.
They are found by walking the minutes *backwards*: a rule is then only "at this minute of such a day a new answer
begins". Slow half: the same answers one minute at a time, forwards, with ``datetime``, clause by clause.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from . import calendar_ru

DAY = 1440
MOSCOW = 180
KHABAROVSK = 600
FIRST_DAY, LAST_DAY = "2023-01-01", "2027-12-31"

Run = tuple[int, int, int | str]


# --------------------------------------------------------------------------------------------- the table of days


class Row(NamedTuple):
    place: int  # place in TABLE
    number: int  # civil days since 1970-01-01
    iso: str
    weekday: int  # Monday = 0
    working: bool


def _odometer() -> Iterator[Row]:
    """2022-12-01 to 2028-01-31, counted up by hand: 2022-12-01 was a Thursday and day 19,327 of the epoch."""
    year, month, day, weekday, number, index = 2022, 12, 1, 3, 19327, 0
    while (year, month) <= (2028, 1):
        iso = f"{year:04d}-{month:02d}-{day:02d}"
        yield Row(index, number, iso, weekday, calendar_ru.works(iso, weekday))
        length = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
        day, weekday, number, index = day + 1, (weekday + 1) % 7, number + 1, index + 1
        if day > length:
            day, month = 1, month + 1
        if month > 12:
            month, year = 1, year + 1


TABLE: tuple[Row, ...] = tuple(_odometer())
BY_ISO = {row.iso: row for row in TABLE}
BY_NUMBER = {row.number: row for row in TABLE}


def _working_ranks() -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """The working days in a line, and for each row how many of them lie before it."""
    line: list[Row] = []
    before: list[int] = []
    for row in TABLE:
        before.append(len(line))
        if row.working:
            line.append(row)
    return tuple(line), tuple(before)


WORKING, _BEFORE = _working_ranks()


def on_or_after(row: Row, skip: int = 0) -> Row | None:
    """First working day not before ``row`` (``skip``: that many working days later still); None: off the table."""
    rank = _BEFORE[row.place] + skip
    return WORKING[rank] if rank < len(WORKING) else None


def after(row: Row, nth: int = 1) -> Row | None:
    """The ``nth`` working day strictly after ``row``."""
    return on_or_after(row, nth - 1 + row.working)


def at(row: Row | None, minute_of_day: int, offset: int = MOSCOW) -> int | None:
    return None if row is None else row.number * DAY + minute_of_day - offset


def row_of(minute: int, offset: int = MOSCOW) -> Row:
    return BY_NUMBER[(minute + offset) // DAY]


def _must(row: Row | None) -> Row:
    if row is None:
        raise ValueError("outside the table of days")
    return row


# ------------------------------------------------------------------------------------------- reading and showing


def second(text: str, offset: int = MOSCOW) -> int:
    """'2025-10-31 11:59:59' (seconds optional, '24:00' allowed) of that civil time -> Unix seconds."""
    day, clock = text.split()
    parts = [int(p) for p in clock.split(":")] + [0]
    return (BY_ISO[day].number * DAY + parts[0] * 60 + parts[1] - offset) * 60 + parts[2]


def minute(text: str, offset: int = MOSCOW) -> int:
    return second(text, offset) // 60


def show(minute_: int, offset: int = MOSCOW) -> str:
    local = minute_ + offset
    return f"{BY_NUMBER[local // DAY].iso} {local % DAY // 60:02d}:{local % 60:02d}"


def show_utc(minute_: int) -> str:
    return show(minute_, 0).replace(" ", "T") + ":00Z"


# ----------------------------------------------------------------------------------------- fast: runs of minutes


def _scan(turn: int, answer: Callable[[Row], int | str | None], offset: int, first: str, last: str) -> Iterator[Run]:
    """Walk all minutes backwards. At minute-of-day ``turn`` the answer of that day, unless None, takes over."""
    runs: list[Run] = []
    current: int | str | None = None
    upper: int | None = None
    low, high = BY_ISO[first].number, BY_ISO[last].number
    for row in reversed(TABLE):
        if row.number < low:
            break
        inside = row.number <= high
        base = row.number * DAY - offset
        for clock in range(DAY - 1, -1, -1):
            if clock == turn:
                fresh = answer(row)
                if fresh is not None and fresh != current:
                    if current is not None and upper is not None and upper > base + clock:
                        runs.append((base + clock + 1, upper, current))
                        upper = base + clock
                    current = fresh
            if inside and upper is None:
                upper = base + clock
    if upper is None or current is None:
        raise ValueError("the table of days ends too early for this rule")
    runs.append((low * DAY - offset, upper, current))
    return reversed(runs)


def start_deadline_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """R9, by the minute of confirmation: 11:59 of a working day is the last minute for its own 18:00."""
    return _scan(719, lambda row: at(row, 1080) if row.working else None, MOSCOW, first, last)


def quota_day_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """R4, by the minute of filing: the working day whose ten the request belongs to."""
    return _scan(1439, lambda row: row.iso if row.working else None, MOSCOW, first, last)


def registration_due_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """G4, by the minute of receipt: the eve of a working day is the last for which that day is the first of the two."""

    def answer(row: Row) -> int | None:
        following = TABLE[row.place + 1 : row.place + 2]
        return at(after(following[0]), 1080) if following and following[0].working else None

    return _scan(1439, answer, MOSCOW, first, last)


def device_approval_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """D3, by the minute of adding: Tuesday 23:59 is the last minute for the next Wednesday or its substitute."""

    def answer(row: Row) -> int | None:
        return at(on_or_after(TABLE[row.place + 1]), 900) if row.weekday == 1 else None

    return _scan(1439, answer, MOSCOW, first, last)


def complaint_due_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """S6, by the minute of arrival: 17:59 of a working day is the last minute for its own 18:00."""
    return _scan(1079, lambda row: at(row, 1080) if row.working else None, MOSCOW, first, last)


def remote_check_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """R11, by the minute a remote check turned *in progress*: three midnights on."""
    return _scan(1439, lambda row: at(row, 3 * DAY), MOSCOW, first, last)


def operating_day_runs(first: str = FIRST_DAY, last: str = LAST_DAY) -> Iterator[Run]:
    """V2, by the minute of receipt (days are Khabarovsk's): the earliest operating day still open."""

    def answer(row: Row) -> str | None:
        following = TABLE[row.place + 1 : row.place + 2]
        return following[0].iso if following else None

    return _scan(539, answer, KHABAROVSK, first, last)


def lookup(runs: Iterable[Run]) -> Callable[[int], int | str]:
    """A function minute -> answer over the runs, for callers that ask in any order."""
    held = list(runs)
    firsts = [run[0] for run in held]

    def find(minute_: int) -> int | str:
        place = bisect_right(firsts, minute_) - 1
        if place < 0 or minute_ > held[place][1]:
            raise KeyError(minute_)
        return held[place][2]

    return find


# ------------------------------------------------------------------------------------------- slow: one at a time

_MSK = timezone(timedelta(hours=3))
_KHV = timezone(timedelta(hours=10))


def _local(minute_: int, zone: timezone = _MSK) -> datetime:
    return datetime.fromtimestamp(minute_ * 60, UTC).astimezone(zone)


def _works(day: date) -> bool:
    return calendar_ru.works(day.isoformat(), day.weekday())


def _stamp(day: date, hour: int, zone: timezone = _MSK) -> int:
    """``hour`` o'clock (0 to 24) of that civil day as a minute."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return int((midnight + timedelta(hours=hour)).timestamp()) // 60


def _next_working(day: date) -> date:
    day += timedelta(days=1)
    return day if _works(day) else _next_working(day)


def start_deadline(minute_: int) -> int:
    """R9 as II.7.7 puts it: before 12, after 12, and everything on days that nobody works."""
    moment = _local(minute_)
    today = moment.date()
    if not _works(today):
        return _stamp(_next_working(today), 18)
    if moment.hour >= 12:
        return _stamp(_next_working(today), 18)
    return _stamp(today, 18)


def quota_day(minute_: int) -> str:
    """R4: the civil day of filing, or the first working day after it."""
    today = _local(minute_).date()
    return (today if _works(today) else _next_working(today)).isoformat()


def registration_due(minute_: int) -> int:
    """G4: 18:00 of the second working day after the calendar day of receipt."""
    return _stamp(_next_working(_next_working(_local(minute_).date())), 18)


def device_approval(minute_: int) -> int:
    """D3: the first Wednesday after the day of adding, by 15:00; no working day: the first one after it."""
    day = _local(minute_).date() + timedelta(days=1)
    while day.isoweekday() != 3:
        day += timedelta(days=1)
    return _stamp(day if _works(day) else _next_working(day), 15)


def complaint_due(minute_: int) -> int:
    """S6: 18:00 of the same working day; on other days, and from 18:00 on, of the next one."""
    moment = _local(minute_)
    if _works(moment.date()) and moment.hour < 18:
        return _stamp(moment.date(), 18)
    return _stamp(_next_working(moment.date()), 18)


def remote_check_deadline(minute_: int) -> int:
    """R11: 24:00 of the second calendar day after the day of *in progress*."""
    return _stamp(_local(minute_).date() + timedelta(days=2), 24)


def first_open_operating_day(minute_: int) -> str:
    """V2: tomorrow in Khabarovsk until 09:00 there, then the day after tomorrow."""
    moment = _local(minute_, _KHV)
    return (moment.date() + timedelta(days=1 if moment.hour < 9 else 2)).isoformat()


# ------------------------------------------------------------------------------- requests: the rest (R4, R7-R11)


def control_deadline(in_progress_second: int) -> int:
    """R11, control kinds, in Unix *seconds*: 48 hours from the moment the command was sent."""
    return in_progress_second + 48 * 3600


def on_site_deadline(agreed: str) -> int:
    """R11: 24:00 of the agreed date."""
    return (BY_ISO[agreed].number + 1) * DAY - MOSCOW


def lapse(filed_second: int) -> int:
    """R7, in Unix *seconds*: an unconfirmed request lapses 72 hours after filing."""
    return filed_second + 72 * 3600


def number_year(filed_minute: int) -> int:
    """R8: the civil year in the office when the request was filed."""
    return int(row_of(filed_minute).iso[:4])


def next_free(minute_: int, full: Iterable[str]) -> tuple[str, str]:
    """R4, for a refusal: (file from 00:00 of this civil day, counted to this working day), given the full days."""
    taken = set(full)
    for row in TABLE[row_of(minute_).place + 1 :]:
        counted = _must(on_or_after(row)).iso
        if counted not in taken:
            return row.iso, counted
    raise ValueError("outside the table of days")


def admissions(filed: Iterable[int], limit: int = 10) -> list[tuple[bool, str]]:
    """R4 for the control requests of one client, in the order of filing: (accepted, quota day) of each."""
    used: dict[str, int] = {}
    verdicts = []
    for minute_ in filed:
        day = _must(on_or_after(row_of(minute_))).iso
        accepted = used.get(day, 0) < limit
        used[day] = used.get(day, 0) + accepted
        verdicts.append((accepted, day))
    return verdicts


# -------------------------------------------------------------------------------------------- statements (S1-S4)


class Statement(NamedTuple):
    opening: str  # reading as of 00:00 of this day: the agreed day of the month before
    agreed: str  # closing reading as of 00:00 of this day, itself excluded
    formed: str  # formed and sent on this day
    late_after: int  # minute: 18:00 of that day
    published: str  # in the cabinet


def statement_choices(system: str) -> tuple[int, ...]:
    """S1; ``system`` is "СУП-04" or "ТПП Smart Metering"; 1 means the 1st of the next month."""
    return {"СУП-04": (22, 25, 30), "ТПП Smart Metering": (*range(22, 32), 1)}[system]


def agreed_day(month: str, choice: int) -> str:
    """The agreed day of the statement of ``month``: 22 to 31, cut to the month's last, or 1 = the 1st of the next."""
    if choice != 1 and not 22 <= choice <= 31:
        raise ValueError(choice)
    if choice == 1:
        last = max(row.place for row in TABLE if row.iso.startswith(month))
        return TABLE[last + 1].iso
    return max(row.iso for row in TABLE if row.iso.startswith(month) and int(row.iso[8:]) <= choice)


def published_day(formed: str) -> str:
    """S4: the next working day after the statement, or its corrected version, was formed."""
    return _must(after(BY_ISO[formed])).iso


def statement(month: str, choice: int) -> Statement:
    """The statement of ``month`` (2023-01 to 2027-12) of a client that agreed on ``choice``."""
    months = sorted({row.iso[:7] for row in TABLE})
    agreed = agreed_day(month, choice)
    formed = _must(on_or_after(BY_ISO[agreed]))
    opening = agreed_day(months[months.index(month) - 1], choice)
    return Statement(opening, agreed, formed.iso, formed.number * DAY + 1080 - MOSCOW, published_day(formed.iso))


# ----------------------------------------------------------------------------- volume notifications (V2, V3, V7)


def hourly_gate(operating_day: str) -> int:
    """V2: 09:00 Khabarovsk time of the calendar day before; what is received at this minute or later is too late."""
    return (BY_ISO[operating_day].number - 1) * DAY + 540 - KHABAROVSK


def monthly_gate(month: str, days_before: int = 15) -> int:
    """V3: 24:00 Khabarovsk time of the day ``days_before`` days before the 1st; received at this minute is too late."""
    return (BY_ISO[month + "-01"].number - days_before + 1) * DAY - KHABAROVSK


def year_gates(year: int) -> tuple[int, ...]:
    """V7: a year is its twelve months, each under V3. Capacity for a year goes with the first of them."""
    return tuple(monthly_gate(f"{year}-{month:02d}") for month in range(1, 13))


def in_time(received_us: int, gate: int) -> bool:
    """V2, V3: strictly before the gate. ``received_us``: Unix microseconds when the whole submission had arrived."""
    return received_us < gate * 60_000_000
