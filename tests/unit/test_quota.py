"""R4: ten control requests a client a day, counted to working days; where the eleventh may go."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import base_year
from app.domain.calendar import WorkingCalendar
from app.domain.kinds import RequestKind
from app.domain.quota import NextFree, quota_day, quota_state
from app.domain.times import Office
from tests.fakes.clock import msk

CALENDAR = WorkingCalendar(base_year)
OFFICE = Office()
MOMENTS = st.datetimes(
    datetime.fromisoformat("2026-02-15"), datetime.fromisoformat("2026-03-31"), timezones=st.just(UTC)
)


def state(now, used, limit=10):
    return quota_state(now, used_on=lambda day: used.get(day, 0), limit=limit, calendar=CALENDAR, office=OFFICE)


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("filed", "counted"),
    [
        ("2026-03-06 23:59:59", date(2026, 3, 6)),
        ("2026-03-07 00:00:00", date(2026, 3, 10)),  # 2026-03-06 21:00 in UTC
        ("2026-03-09 12:00", date(2026, 3, 10)),
        ("2026-03-10 00:00", date(2026, 3, 10)),
        ("2025-11-01 09:00", date(2025, 11, 1)),  # a worked Saturday counts for itself
        ("2026-01-01 00:10", date(2026, 1, 12)),
    ],
)
def test_the_day_a_request_counts_to(filed, counted):
    assert quota_day(msk(filed), calendar=CALENDAR, office=OFFICE) == counted


@pytest.mark.rule("R4")
def test_only_control_kinds_are_limited():
    assert {kind for kind in RequestKind if kind.is_control} == {
        RequestKind.LIMIT,
        RequestKind.LIFT,
        RequestKind.DISCONNECT,
        RequestKind.RECONNECT,
    }


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("now", "full", "opens", "counted"),
    [
        # Friday full: Saturday is a day of filing too, counted to Tuesday.
        ("2026-03-06 23:59:59", ["2026-03-06"], "2026-03-07", "2026-03-10"),
        # Friday and Tuesday full: nothing filed on Saturday, Sunday or Monday fits either.
        ("2026-03-06 15:00", ["2026-03-06", "2026-03-10"], "2026-03-11", "2026-03-11"),
        ("2026-03-10 15:00", ["2026-03-10"], "2026-03-11", "2026-03-11"),
        ("2026-03-07 10:00", ["2026-03-10"], "2026-03-11", "2026-03-11"),
    ],
)
def test_from_when_the_next_one_is_taken(now, full, opens, counted):
    found = state(msk(now), {date.fromisoformat(day): 10 for day in full})
    assert found.next_free == NextFree(date.fromisoformat(opens), date.fromisoformat(counted))
    assert found.left == 0


@pytest.mark.rule("R4")
def test_what_is_left_before_a_long_weekend_is_over():
    found = state(msk("2026-03-09 20:00"), {date(2026, 3, 10): 7})
    assert (found.counted_to, found.left, found.next_free) == (date(2026, 3, 10), 3, None)


def test_a_lowered_quota_leaves_nothing_rather_than_less():
    assert state(msk("2026-03-10 12:00"), {date(2026, 3, 10): 10}, limit=5).left == 0


@pytest.mark.rule("R4")
@given(st.lists(MOMENTS, max_size=150))
def test_no_day_ever_takes_more_than_its_ten(moments):
    used = Counter()
    for now in sorted(moments):
        found = state(now, used)
        if found.left:
            used[found.counted_to] += 1
    assert all(taken <= 10 and CALENDAR.is_working(day) for day, taken in used.items())


@pytest.mark.rule("R4")
@given(MOMENTS, st.sets(st.dates(date(2026, 2, 15), date(2026, 4, 15))))
def test_the_next_free_day_is_the_first_that_would_be_taken(now, full):
    used = dict.fromkeys(full, 10)
    found = state(now, used)
    if found.left:
        assert found.next_free is None
        return
    day = OFFICE.day_of(now) + timedelta(days=1)
    while state(OFFICE.start_of(day), used).left == 0:
        day += timedelta(days=1)
    assert found.next_free == NextFree(day, state(OFFICE.start_of(day), used).counted_to)
