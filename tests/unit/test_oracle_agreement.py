"""Every minute of 2023-2027 against the oracle, whose author read the rules and not this code."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from app.calendars import base_year
from app.domain.calendar import WorkingCalendar
from app.domain.deadlines import completion_due, start_due
from app.domain.gates import hourly_gate, monthly_gate
from app.domain.kinds import RequestKind
from app.domain.numbers import number_year
from app.domain.quota import quota_day, quota_state
from app.domain.regulation import Regulation
from app.domain.times import Office
from tests.oracle import deadlines as oracle

YEARS = (2023, 2024, 2025, 2026, 2027)
MINUTE = timedelta(minutes=1)
OFFICE = Office()
REGULATION = Regulation()
MINUTES = {year: (366 if year == 2024 else 365) * oracle.DAY for year in YEARS}
CONTROL_KINDS = [kind for kind in RequestKind if kind.is_control]


@pytest.fixture(scope="module")
def calendar():
    return WorkingCalendar(base_year)


def moment(minute):
    return datetime.fromtimestamp(minute * 60, UTC)


def disagreements(year, runs, expected, ours):
    """Walk the year's minutes one by one; returns how many there were and the first that disagree."""
    walked, wrong = 0, []
    for first, last, answer in runs(f"{year}-01-01", f"{year}-12-31"):
        wanted, at = expected(answer), moment(first)
        for _ in range(last - first + 1):
            if ours(at) != wanted:
                wrong.append((at.isoformat(), ours(at), wanted))
            at += MINUTE
        walked += last - first + 1
    return walked, wrong[:5]


@pytest.mark.rule("R9")
@pytest.mark.parametrize("year", YEARS)
def test_start_deadline_of_every_minute(year, calendar):
    found = disagreements(
        year,
        oracle.start_deadline_runs,
        moment,
        lambda at: start_due(at, calendar=calendar, regulation=REGULATION, office=OFFICE),
    )
    assert found == (MINUTES[year], [])


@pytest.mark.rule("R9")
@pytest.mark.parametrize("year", YEARS)
def test_start_deadline_changes_within_no_minute(year, calendar):
    """The minutes' edges to the microsecond, every day: the oracle answers by minutes and covers them to their ends."""
    find = oracle.lookup(oracle.start_deadline_runs(f"{year}-01-01", f"{year}-12-31"))
    day = date(year, 1, 1)
    while day.year == year:
        for clock in ("00:00", "11:59", "12:00", "17:59", "18:00", "23:59"):
            minute = oracle.minute(f"{day} {clock}")
            for inside in (timedelta(0), timedelta(seconds=59, microseconds=999_999)):
                due = start_due(moment(minute) + inside, calendar=calendar, regulation=REGULATION, office=OFFICE)
                assert due == moment(find(minute)), (day, clock, inside)
        day += timedelta(days=1)


@pytest.mark.rule("R11")
@pytest.mark.parametrize("year", YEARS)
def test_remote_check_deadline_of_every_minute(year):
    found = disagreements(
        year,
        oracle.remote_check_runs,
        moment,
        lambda at: completion_due(RequestKind.REMOTE_CHECK, started=at, regulation=REGULATION, office=OFFICE),
    )
    assert found == (MINUTES[year], [])


@pytest.mark.rule("R11")
def test_control_deadline_of_sampled_seconds():
    random = Random(11)
    first, last = oracle.second("2023-01-01 00:00"), oracle.second("2027-12-31 23:59:59")
    for _ in range(50_000):
        second = random.randint(first, last)
        due = completion_due(
            random.choice(CONTROL_KINDS),
            started=datetime.fromtimestamp(second, UTC),
            regulation=REGULATION,
            office=OFFICE,
        )
        assert due == datetime.fromtimestamp(oracle.control_deadline(second), UTC), second


@pytest.mark.rule("R11")
def test_on_site_deadline_of_every_day():
    day = date(2023, 1, 1)
    while day <= date(2027, 12, 31):
        due = completion_due(
            RequestKind.ONSITE_CHECK,
            started=moment(oracle.minute("2022-12-15 10:00")),
            agreed=day,
            regulation=REGULATION,
            office=OFFICE,
        )
        assert due == moment(oracle.on_site_deadline(day.isoformat())), day
        day += timedelta(days=1)


@pytest.mark.rule("R4")
@pytest.mark.parametrize("year", YEARS)
def test_quota_day_of_every_minute(year, calendar):
    found = disagreements(
        year,
        oracle.quota_day_runs,
        date.fromisoformat,
        lambda at: quota_day(at, calendar=calendar, office=OFFICE),
    )
    assert found == (MINUTES[year], [])


@pytest.mark.rule("R4")
def test_the_next_free_day_of_random_full_days(calendar):
    """Days fill up at random; wherever the oracle would send the client, we do."""
    random = Random(4)
    working = [row.iso for row in oracle.WORKING if "2023-01-01" <= row.iso <= "2027-12-31"]
    for _ in range(2000):
        place = random.randrange(len(working) - 30)
        full = {day for day in working[place : place + 25] if random.random() < 0.7} | {working[place]}
        filed = moment(oracle.minute(f"{working[place]} {random.randrange(24):02d}:{random.randrange(60):02d}"))
        state = quota_state(
            filed,
            used_on=lambda day, full=full: 10 if day.isoformat() in full else random.randrange(10),
            limit=10,
            calendar=calendar,
            office=OFFICE,
        )
        opens, counted = oracle.next_free(int(filed.timestamp()) // 60, full)
        assert (state.next_free.opens_on.isoformat(), state.next_free.counted_to.isoformat()) == (opens, counted)


@pytest.mark.rule("V2")
def test_the_hourly_gate_of_every_operating_day():
    day = date(2023, 1, 1)
    while day <= date(2027, 12, 31):
        gate, closes = hourly_gate(day, REGULATION), oracle.hourly_gate(day.isoformat())
        assert gate.closes_at == moment(closes), day
        for microseconds in (-1, 0, 1):
            arrived = closes * 60_000_000 + microseconds
            assert gate.is_open(moment(closes) + timedelta(microseconds=microseconds)) == oracle.in_time(
                arrived, closes
            )
        day += timedelta(days=1)


@pytest.mark.rule("V3")
@pytest.mark.parametrize("days", [1, 10, 15, 20])
def test_the_monthly_gate_of_every_period(days):
    regulation = Regulation(monthly_gate_days=days)
    for year in YEARS:
        for month in range(1, 13):
            gate, closes = (
                monthly_gate(year, month, regulation),
                oracle.monthly_gate(f"{year}-{month:02d}", days),
            )
            assert gate.closes_at == moment(closes)
            assert gate.is_open(moment(closes) - timedelta(microseconds=1))
            assert not gate.is_open(moment(closes))


@pytest.mark.rule("R8")
def test_the_year_of_a_number_turns_at_midnight_of_the_office():
    for year in YEARS[1:]:
        new_year = oracle.minute(f"{year}-01-01 00:00")
        for minute in range(new_year - 200, new_year + 200):
            assert number_year(moment(minute), OFFICE) == oracle.number_year(minute)
