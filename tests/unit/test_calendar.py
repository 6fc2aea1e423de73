"""The working calendar: what is worked, why not, the official XML, what an import would change."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import base_year, read_xmlcalendar
from app.domain.calendar import CalendarStatus, DayKind, WorkingCalendar, YearCalendar, difference
from app.domain.errors import Refusal, Unavailable
from tests.oracle import calendar_ru

DAYS = st.dates(date(2016, 1, 1), date(2027, 12, 20))

OFFICIAL_2025 = """<?xml version="1.0" encoding="UTF-8"?>
<calendar year="2025" lang="ru" date="2024.10.07" country="ru">
  <holidays><holiday id="1" title="Новогодние каникулы"/><holiday id="7" title="День народного единства"/></holidays>
  <days>
    <day d="01.01" t="1" h="1"/><day d="01.02" t="1" h="1"/><day d="01.03" t="1" h="1"/><day d="01.06" t="1" h="1"/>
    <day d="01.07" t="1" h="1"/><day d="01.08" t="1" h="1"/><day d="03.07" t="2"/>
    <day d="05.01" t="1"/><day d="05.02" t="1" f="01.04"/><day d="05.08" t="1" f="02.23"/><day d="05.09" t="1"/>
    <day d="06.12" t="1"/><day d="06.13" t="1" f="03.08"/><day d="11.01" t="3"/><day d="11.03" t="1" f="11.01"/>
    <day d="11.04" t="1" h="7"/><day d="12.31" t="1" f="01.05"/>
  </days>
</calendar>"""


@pytest.fixture
def calendar():
    return WorkingCalendar(base_year)


@pytest.mark.rule("R9")
@pytest.mark.parametrize("year", sorted(calendar_ru.CALENDAR))
def test_the_base_is_the_published_calendar_day_by_day(year, calendar):
    day, wrong = date(year, 1, 1), []
    while day.year == year:
        if calendar.is_working(day) != calendar_ru.works(day.isoformat(), day.weekday()):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []
    assert base_year(year).status is CalendarStatus.OFFICIAL


@pytest.mark.parametrize("year", sorted(calendar_ru.CALENDAR))
def test_what_a_calendar_shows_is_what_it_answers_by(year):
    """Days off are Mondays to Fridays only, worked weekends Saturdays and Sundays only, as `calendar show` says them."""
    base, published = base_year(year), calendar_ru.CALENDAR[year]
    assert sorted(f"{d:%m-%d}" for d in base.days_off) == published["off"].split()
    assert sorted(f"{d:%m-%d}" for d in base.working_weekends) == published["worked"].split()


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 10, 31), DayKind.WORKING),
        (date(2025, 11, 1), DayKind.WORKING_WEEKEND),
        (date(2025, 11, 2), DayKind.WEEKEND),
        (date(2025, 11, 3), DayKind.MOVED_OFF),
        (date(2025, 11, 4), DayKind.HOLIDAY),
        (date(2026, 3, 8), DayKind.HOLIDAY),
        (date(2026, 3, 9), DayKind.MOVED_OFF),
        (date(2025, 12, 31), DayKind.MOVED_OFF),
    ],
)
@pytest.mark.rule("A11")
def test_why_a_day_is_worked_or_not(day, kind, calendar):
    assert calendar.kind(day) is kind
    assert calendar.is_working(day) is kind.is_working


def test_a_saturday_that_is_both_worked_and_short(calendar):
    assert date(2025, 11, 1) in calendar.year(2025).shortened
    assert calendar.is_working(date(2025, 11, 1))


def test_days_off_are_traced_to_where_their_rest_was_moved_from():
    assert base_year(2025).moved_from[date(2025, 11, 3)] == date(2025, 11, 1)
    assert base_year(2025).moved_from[date(2025, 12, 31)] == date(2025, 1, 5)


@pytest.mark.rule("A11")
@pytest.mark.parametrize("year", [2028, 2040])
def test_a_year_that_nobody_has_decreed_is_preliminary(year, calendar):
    assert calendar.year(year).status is CalendarStatus.PRELIMINARY
    assert not calendar.is_official(date(2027, 12, 31), date(year, 1, 9))
    assert calendar.is_official(date(2026, 12, 31), date(2027, 1, 11))


@given(DAYS)
def test_the_next_working_day_is_the_nearest_worked_one(day):
    calendar = WorkingCalendar(base_year)
    found = calendar.next_working_day(day)
    assert found > day
    assert calendar.is_working(found)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days)]
    assert not any(calendar.is_working(d) for d in between)
    assert calendar.working_day_from(day) == (day if calendar.is_working(day) else found)


@given(DAYS, DAYS)
def test_kind_and_working_never_disagree(day, other):
    calendar = WorkingCalendar(base_year)
    assert calendar.kind(day).is_working == calendar.is_working(day)
    first, last = sorted((day, other))
    assert calendar.version(first, last).count(":") == last.year - first.year + 1


def test_a_year_is_built_once_however_often_it_is_asked():
    asked = []

    def source(year):
        asked.append(year)
        return base_year(year)

    calendar = WorkingCalendar(source)
    for _ in range(3):
        calendar.next_working_day(date(2026, 12, 30))
        calendar.is_working(date(2026, 5, 1))
    assert sorted(asked) == [2026, 2027]


# --- the official XML -----------------------------------------------------------------------------------------------


def read(tmp_path, text):
    path = tmp_path / "calendar.xml"
    path.write_text(text, encoding="utf-8")
    return read_xmlcalendar(path, version="imported-1")


def test_the_official_xml_of_2025_is_the_base_of_2025(tmp_path):
    imported = read(tmp_path, OFFICIAL_2025)
    found = difference(base_year(2025), imported)
    assert (found.becomes_off, found.becomes_working) == ((), ())
    assert imported.status is CalendarStatus.OFFICIAL
    assert imported.moved_from[date(2025, 11, 3)] == date(2025, 11, 1)
    assert WorkingCalendar(lambda _: imported).kind(date(2025, 11, 4)) is DayKind.HOLIDAY


def test_a_difference_names_every_day_that_changes(tmp_path):
    decreed = OFFICIAL_2025.replace('<day d="11.01" t="3"/><day d="11.03" t="1" f="11.01"/>', '<day d="07.01" t="1"/>')
    found = difference(base_year(2025), read(tmp_path, decreed))
    assert found.becomes_working == (date(2025, 11, 3),)
    assert found.becomes_off == (date(2025, 7, 1), date(2025, 11, 1))
    assert not found.is_empty


def test_a_shortened_saturday_is_a_worked_one(tmp_path):
    imported = read(tmp_path, OFFICIAL_2025.replace('<day d="11.01" t="3"/>', '<day d="11.01" t="2"/>'))
    assert date(2025, 11, 1) in imported.working_weekends
    assert date(2025, 11, 1) in imported.shortened


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda t: t[:300], "calendar-not-xml"),
        (lambda t: "<html/>", "calendar-not-xml"),
        (lambda t: t.replace("?>", '?><!DOCTYPE calendar [<!ENTITY a "b">]>', 1), "calendar-not-xml"),
        (lambda t: t.replace('country="ru"', 'country="kz"'), "calendar-not-russian"),
        (lambda t: t.replace('year="2025"', 'year="25"'), "calendar-year"),
        (lambda t: t.replace('d="06.12"', 'd="06.31"'), "calendar-day"),
        (lambda t: t.replace('d="06.12" t="1"', 'd="06.12" t="9"'), "calendar-day"),
        (lambda t: t.replace('d="11.01" t="3"', 'd="10.31" t="3"'), "calendar-day"),
        (lambda t: t.replace('d="06.13"', 'd="06.12"'), "calendar-day-twice"),
        (lambda t: '<calendar year="2025"><days><day d="01.01" t="1"/></days></calendar>', "calendar-incomplete"),
    ],
)
def test_a_bad_calendar_is_refused_by_name(change, code, tmp_path):
    with pytest.raises(Refusal) as refused:
        read(tmp_path, change(OFFICIAL_2025))
    assert refused.value.code == code


def test_a_calendar_that_is_not_there(tmp_path):
    with pytest.raises(Unavailable) as away:
        read_xmlcalendar(tmp_path / "none.xml", version="1")
    assert away.value.code == "file-missing"


@given(st.sets(st.dates(date(2030, 1, 1), date(2030, 12, 31))), st.sets(st.dates(date(2030, 1, 1), date(2030, 12, 31))))
def test_a_difference_is_exactly_what_it_takes_to_come_from_one_to_the_other(one, other):
    def made(days):
        return YearCalendar(
            year=2030,
            status=CalendarStatus.OFFICIAL,
            version="x",
            days_off=frozenset(d for d in days if d.weekday() < 5),
            working_weekends=frozenset(d for d in days if d.weekday() >= 5),
        )

    before, after = made(one), made(other)
    found = difference(before, after)
    for day in (date(2030, 1, 1) + timedelta(days=n) for n in range(365)):
        was = before.is_working(day)
        becomes = (was and day not in found.becomes_off) or day in found.becomes_working
        assert becomes == after.is_working(day)
    assert difference(after, after).is_empty
