"""An official production calendar in the XML of xmlcalendar: `<day d="MM.DD" t="1|2|3" f="MM.DD"/>`.

t=1 a day off, 2 shortened, 3 a worked weekend; `f` says from which day its rest was moved; `h` refers to a holiday.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.calendar import SATURDAY, CalendarStatus, YearCalendar
from app.domain.errors import Refusal, Unavailable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_BYTES = 1_000_000
_OFF, _SHORTENED, _WORKED = "1", "2", "3"
_FEWEST_DAYS_OFF = 5
"""The fixed January holidays alone give more; fewer means that the file is not a whole calendar."""

_YEARS = range(1995, 2101)


def read_xmlcalendar(path: Path, *, version: str) -> YearCalendar:
    """The year in a file, official since somebody imported it as such.

    Raises:
        Unavailable: file-missing. Refusal: calendar-not-xml, calendar-not-russian, calendar-year, calendar-day (with
        the day as written), calendar-day-twice, calendar-incomplete.
    """
    from xml.etree.ElementTree import ParseError  # late, as the parser below: no first screen needs them

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refusal("calendar-not-xml", path=path.name)
        raw = path.read_bytes()
    except OSError as error:
        raise Unavailable("file-missing", path=str(path)) from error
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refusal("calendar-not-xml", path=path.name) from error
    if root.tag != "calendar":
        raise Refusal("calendar-not-xml", path=path.name)
    if root.get("country", "ru").lower() != "ru":
        raise Refusal("calendar-not-russian", country=root.get("country", ""))
    year = _year(root)
    return _gathered(root, year, version)


def _year(root: "Element") -> int:
    text = root.get("year", "")
    if not text.isdecimal() or int(text) not in _YEARS:
        raise Refusal("calendar-year", year=text)
    return int(text)


def _gathered(root: "Element", year: int, version: str) -> YearCalendar:
    off: set[date] = set()
    shortened: set[date] = set()
    worked: set[date] = set()
    holidays: set[date] = set()
    moved: dict[date, date] = {}
    sorts = {_OFF: off, _SHORTENED: shortened, _WORKED: worked}
    for element in root.iter("day"):
        day = _day(element.get("d", ""), year)
        if day in off or day in shortened or day in worked:
            raise Refusal("calendar-day-twice", day=day)
        sort = sorts.get(element.get("t", ""))
        if sort is None or (sort is worked and day.weekday() < SATURDAY):
            raise Refusal("calendar-day", day=f"{element.get('d', '')} t={element.get('t', '')}")
        sort.add(day)
        if element.get("h"):
            holidays.add(day)
        if element.get("f"):
            moved[day] = _day(element.get("f", ""), year)
    # The source marks a working Saturday that is also short as short only: a shortened weekend is a worked one.
    worked |= {d for d in shortened if d.weekday() >= SATURDAY}
    if len(off) < _FEWEST_DAYS_OFF:
        raise Refusal("calendar-incomplete", year=str(year), days=len(off))
    return YearCalendar(
        year=year,
        status=CalendarStatus.OFFICIAL,
        version=version,
        days_off=frozenset(d for d in off if d.weekday() < SATURDAY),
        working_weekends=frozenset(worked),
        shortened=frozenset(shortened),
        holidays=frozenset(holidays),
        moved_from=moved,
    )


def _day(text: str, year: int) -> date:
    try:
        month, day = text.split(".")
        return date(year, int(month), int(day))
    except ValueError as error:
        raise Refusal("calendar-day", day=text) from error
