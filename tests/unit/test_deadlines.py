"""R9, R11 and what they say of themselves (A11)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import base_year
from app.domain.calendar import WorkingCalendar
from app.domain.deadlines import completion_deadline, completion_due, start_deadline, start_due
from app.domain.kinds import RequestKind
from app.domain.regulation import Regulation, Regulations
from app.domain.times import Office, aware_utc
from tests.fakes.clock import msk

CALENDAR = WorkingCalendar(base_year)
OFFICE = Office()
REGULATION = Regulation()
MOMENTS = st.datetimes(
    datetime.fromisoformat("2016-01-01"), datetime.fromisoformat("2027-12-20"), timezones=st.just(UTC)
)
CONTROL = [kind for kind in RequestKind if kind.is_control]


def due(confirmed):
    return start_due(confirmed, calendar=CALENDAR, regulation=REGULATION, office=OFFICE)


def explained(confirmed):
    return start_deadline(confirmed, calendar=CALENDAR, regulation=REGULATION, office=OFFICE)


def ended(kind, started, agreed=None):
    return completion_deadline(
        kind, started=started, agreed=agreed, calendar=CALENDAR, regulation=REGULATION, office=OFFICE
    )


def codes(deadline):
    return [step.code for step in deadline.steps]


@pytest.mark.rule("R9")
@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [
        # Scenario 1.
        ("2025-10-31 11:59:59", "2025-10-31 18:00"),
        ("2025-10-31 12:07", "2025-11-01 18:00"),
        ("2025-11-01 11:59:59", "2025-11-01 18:00"),
        ("2025-11-01 12:00:00", "2025-11-05 18:00"),
        ("2025-11-02 10:00", "2025-11-05 18:00"),
        ("2025-11-03 09:00", "2025-11-05 18:00"),
        # Scenario 5: New Year's night (still 2025 in UTC), and noon between filing and confirmation.
        ("2026-01-01 00:20", "2026-01-12 18:00"),
        ("2026-02-06 12:05", "2026-02-09 18:00"),
        # After 18:00 of a working day is after 12:00 as well; midnight belongs to the new day.
        ("2026-02-16 23:59:59", "2026-02-17 18:00"),
        ("2026-02-17 00:00:00", "2026-02-17 18:00"),
        # The eve of a holiday before 12:00 is its own day.
        ("2026-02-20 11:30", "2026-02-20 18:00"),
        ("2026-02-20 12:00", "2026-02-24 18:00"),
    ],
)
def test_start_deadline(confirmed, expected):
    assert due(msk(confirmed)) == msk(expected)


@pytest.mark.rule("R9")
@given(MOMENTS)
def test_it_is_always_18_o_clock_of_a_worked_day(confirmed):
    civil = OFFICE.civil(due(confirmed))
    assert (civil.time(), CALENDAR.is_working(civil.date())) == (time(18), True)
    assert due(confirmed) > confirmed


@pytest.mark.rule("R9")
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_later_confirmation_never_gives_an_earlier_deadline(confirmed, later):
    assert due(confirmed + later) >= due(confirmed)


@pytest.mark.rule("R9")
@given(MOMENTS)
def test_the_explanation_ends_with_the_deadline_that_counts(confirmed):
    deadline = explained(confirmed)
    assert deadline.due == due(confirmed)
    assert dict(deadline.steps[-1].data)["at"] == OFFICE.civil(deadline.due)


@pytest.mark.rule("A11")
def test_a_working_saturday_explains_itself():
    deadline = explained(msk("2025-10-31 12:07"))
    assert codes(deadline) == [
        "confirmed",
        "day",
        "after-noon",
        "next-working-day",
        "shortened-does-not-move",
        "due",
    ]
    assert dict(deadline.steps[3].data) == {"day": date(2025, 11, 1), "kind": "working-saturday"}
    assert deadline.rules == ("R9",)
    assert deadline.official


@pytest.mark.rule("A11")
def test_each_day_passed_over_is_named_with_its_reason():
    deadline = explained(msk("2025-11-01 12:00"))
    passed = [tuple(dict(step.data).values()) for step in deadline.steps if step.code == "skipped"]
    assert passed == [
        (date(2025, 11, 2), "weekend"),
        (date(2025, 11, 3), "moved-off"),
        (date(2025, 11, 4), "holiday"),
    ]


@pytest.mark.rule("A11")
def test_a_day_that_is_not_worked_needs_no_noon():
    assert codes(explained(msk("2025-11-02 10:00")))[:2] == ["confirmed", "day"]
    assert not {"before-noon", "after-noon"} & set(codes(explained(msk("2025-11-02 10:00"))))


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("confirmed", "official"),
    [("2027-12-29 10:00", True), ("2027-12-30 13:00", False), ("2028-02-01 10:00", False)],
)
def test_a_deadline_that_touches_a_year_not_yet_decreed_says_so(confirmed, official):
    deadline = explained(msk(confirmed))
    assert deadline.official is official
    assert (codes(deadline)[-1] == "preliminary") is not official


@pytest.mark.rule("A11")
def test_a_deadline_names_the_versions_that_made_it():
    deadline = explained(msk("2025-12-30 13:00"))
    assert deadline.regulation_version == 1
    assert [part.split(":")[0] for part in deadline.calendar_version.split()] == ["2025", "2026"]


@pytest.mark.rule("R11")
@pytest.mark.parametrize("kind", CONTROL)
def test_48_hours_to_the_second_over_days_off(kind):
    assert ended(kind, msk("2026-02-20 17:40:13")).due == msk("2026-02-22 17:40:13")


@pytest.mark.rule("R11")
@pytest.mark.parametrize("clock", ["00:00", "09:30", "17:40", "23:59:59"])
def test_a_remote_check_ends_with_the_second_day_after_whatever_the_hour(clock):
    assert ended(RequestKind.REMOTE_CHECK, msk(f"2026-02-20 {clock}")).due == msk("2026-02-23 00:00")


@pytest.mark.rule("R11")
def test_an_on_site_check_ends_with_the_agreed_day():
    deadline = ended(RequestKind.ONSITE_CHECK, msk("2026-02-20 17:50"), date(2026, 2, 25))
    assert deadline.due == msk("2026-02-26 00:00")
    assert dict(deadline.steps[-1].data) == {"day": date(2026, 2, 25)}


def test_an_on_site_check_without_a_date_has_no_deadline():
    with pytest.raises(ValueError, match="agreed"):
        completion_due(RequestKind.ONSITE_CHECK, started=msk("2026-02-20 17:50"), regulation=REGULATION, office=OFFICE)


@pytest.mark.rule("R11")
@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("kind", "started", "agreed", "said"),
    [
        (RequestKind.LIMIT, "2026-02-20 17:40", None, True),
        (RequestKind.LIMIT, "2026-02-17 17:40", None, False),
        (RequestKind.REMOTE_CHECK, "2026-02-19 10:00", None, True),
        (RequestKind.REMOTE_CHECK, "2026-02-17 10:00", None, False),
        (RequestKind.ONSITE_CHECK, "2026-02-24 10:00", date(2026, 2, 26), False),
        (RequestKind.ONSITE_CHECK, "2026-02-24 10:00", date(2026, 3, 8), True),
    ],
)
def test_that_days_off_do_not_move_it_is_said_where_there_are_any(kind, started, agreed, said):
    assert ("not-moved" in codes(ended(kind, msk(started), agreed))) is said


@pytest.mark.rule("R11")
@given(MOMENTS, st.sampled_from([*CONTROL, RequestKind.REMOTE_CHECK]), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_a_later_start_never_ends_earlier(started, kind, later):
    assert ended(kind, started + later).due >= ended(kind, started).due
    assert ended(kind, started).due - started <= timedelta(days=3)
    assert ended(kind, started).due > started


def test_another_office_has_its_own_noon():
    from zoneinfo import ZoneInfo

    office = Office(ZoneInfo("Asia/Vladivostok"))
    confirmed = datetime(2026, 2, 16, 2, 30, tzinfo=UTC)
    assert start_due(confirmed, calendar=CALENDAR, regulation=REGULATION, office=office) == datetime(
        2026, 2, 17, 8, tzinfo=UTC
    )


def test_a_moment_without_an_offset_is_no_moment():
    with pytest.raises(ValueError, match="offset"):
        aware_utc(datetime.fromisoformat("2026-02-16"))
    assert aware_utc(datetime.fromisoformat("2025-11-01T11:59:00+03:00")) == msk("2025-11-01 11:59")


def test_the_regulation_in_force_is_the_latest_that_has_begun():
    first, second = Regulation(), Regulation(version=2, effective_from=msk("2026-03-01 00:00"), noon=time(13))
    dated = Regulations([second, first])
    assert dated.at(msk("2026-02-28 23:59:59")) is first
    assert dated.at(msk("2026-03-01 00:00")) is second
    assert dated.at(datetime(1990, 1, 1, tzinfo=UTC)) is first
    assert due(msk("2026-03-02 12:30")) == msk("2026-03-03 18:00")
    assert start_due(
        msk("2026-03-02 12:30"), calendar=CALENDAR, regulation=dated.at(msk("2026-03-02 12:30")), office=OFFICE
    ) == msk("2026-03-02 18:00")
