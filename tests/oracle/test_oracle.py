"""The oracle against the examples that the rules and the scenarios write out, and its two halves against each other."""

import ast
import itertools
import random
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.oracle import calendar_ru
from tests.oracle import deadlines as oracle
from tests.oracle.deadlines import DAY, KHABAROVSK, minute, second, show, show_utc

HERE = Path(__file__).parent
MINUTES = 2_629_440

PAIRS = {
    "R9": (oracle.start_deadline_runs, oracle.start_deadline),
    "R4": (oracle.quota_day_runs, oracle.quota_day),
    "G4": (oracle.registration_due_runs, oracle.registration_due),
    "D3": (oracle.device_approval_runs, oracle.device_approval),
    "S6": (oracle.complaint_due_runs, oracle.complaint_due),
    "R11": (oracle.remote_check_runs, oracle.remote_check_deadline),
    "V2": (oracle.operating_day_runs, oracle.first_open_operating_day),
}
HELD = {rule: list(runs()) for rule, (runs, _) in PAIRS.items()}
FAST = {rule: oracle.lookup(runs) for rule, runs in HELD.items()}


def both(rule: str, moment: str) -> str:
    """The deadline of a moment in Moscow, on which the two halves must agree."""
    fast, slow = FAST[rule](minute(moment)), PAIRS[rule][1](minute(moment))
    assert fast == slow
    return fast if isinstance(fast, str) else show(fast)


# ------------------------------------------------------------------------------------------------ independence


def test_the_oracle_imports_the_standard_library_and_itself_only():
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                own = name == "tests.oracle" or name.startswith("tests.oracle.")
                test_tool = path.name.startswith("test_") and name == "pytest"
                assert own or test_tool or name.split(".")[0] in sys.stdlib_module_names, f"{path.name}: {name}"


# ------------------------------------------------------------------------------------------------ calendar


def test_the_counted_table_is_the_civil_calendar():
    day = date(2022, 12, 1)
    for row in oracle.TABLE:
        assert (row.iso, row.weekday, row.number) == (day.isoformat(), day.weekday(), (day - date(1970, 1, 1)).days)
        day += timedelta(days=1)
    assert day == date(2028, 2, 1)


@pytest.mark.parametrize("year", calendar_ru.CALENDAR)
def test_days_off_follow_from_article_112_and_the_decree(year):
    """Holidays; those outside 1-8 January on a weekend move to the next working day unless the decree moved them."""
    entry = calendar_ru.CALENDAR[year]
    weekend = {row.iso[5:] for row in oracle.TABLE if row.iso.startswith(str(year)) and row.weekday > 4}
    off = set(calendar_ru.STATUTORY) | set(entry["moved"].values())
    worked = set(entry["moved"]) - set(calendar_ru.STATUTORY)
    assert set(entry["moved"]) <= weekend
    assert not set(entry["moved"].values()) & weekend
    for holiday in calendar_ru.STATUTORY:
        if holiday > "01-08" and holiday in weekend and holiday not in entry["moved"]:
            day = date.fromisoformat(f"{year}-{holiday}")
            while day.strftime("%m-%d") in off | weekend:
                day += timedelta(days=1)
            off.add(day.strftime("%m-%d"))
    assert sorted(off - weekend) == entry["off"].split()
    assert sorted(worked) == entry["worked"].split()


@pytest.mark.parametrize("year", calendar_ru.CALENDAR)
def test_working_days_of_each_month(year):
    counted = tuple(
        sum(row.working for row in oracle.TABLE if row.iso.startswith(f"{year}-{month:02d}")) for month in range(1, 13)
    )
    assert counted == calendar_ru.CALENDAR[year]["months"]
    assert sum(counted) == {2024: 248}.get(year, 247)


def test_margins_of_the_table():
    assert all(row.working == (row.weekday < 5) for row in oracle.TABLE if row.iso < "2023")
    assert next(row.iso for row in oracle.WORKING if row.iso > "2028") == "2028-01-10"


# ------------------------------------------------------------------------------------------------ fast against slow


@pytest.mark.parametrize("rule", PAIRS)
def test_runs_cover_every_minute_once(rule):
    runs = HELD[rule]
    offset = KHABAROVSK if rule == "V2" else oracle.MOSCOW
    assert show(runs[0][0], offset) == "2023-01-01 00:00"
    assert show(runs[-1][1], offset) == "2027-12-31 23:59"
    assert sum(last - first + 1 for first, last, _ in runs) == MINUTES
    for (_, last, answer), (first, _, following) in itertools.pairwise(runs):
        assert first == last + 1
        assert answer < following


@pytest.mark.parametrize("rule", PAIRS)
def test_runs_agree_with_one_at_a_time(rule):
    slow = PAIRS[rule][1]
    for first, last, answer in HELD[rule]:
        assert slow(first) == slow(last) == answer, show(first)
    dice = random.Random(20_251_101)
    start, end = HELD[rule][0][0], HELD[rule][-1][1]
    for moment in (dice.randint(start, end) for _ in range(20_000)):
        assert FAST[rule](moment) == slow(moment), show(moment)


# ------------------------------------------------------------------------------------------------ scenario 1, R9


@pytest.mark.parametrize(
    ("confirmed", "due"),
    [
        ("2025-10-31 11:59:59", "2025-10-31 18:00"),
        ("2025-10-31 12:00", "2025-11-01 18:00"),
        ("2025-10-31 12:07", "2025-11-01 18:00"),
        ("2025-11-01 11:59:59", "2025-11-01 18:00"),
        ("2025-11-01 12:00:00", "2025-11-05 18:00"),
        ("2025-11-02 10:00", "2025-11-05 18:00"),
        ("2025-11-03 09:00", "2025-11-05 18:00"),
        ("2026-01-01 00:20", "2026-01-12 18:00"),  # scenario 5
        ("2026-02-06 11:50", "2026-02-06 18:00"),  # scenario 5: had it been confirmed when filed
        ("2026-02-06 12:05", "2026-02-09 18:00"),  # scenario 5
        ("2026-02-20 11:30", "2026-02-20 18:00"),  # scenario 3
    ],
)
def test_start_deadline(confirmed, due):
    assert both("R9", confirmed) == due


def test_a_working_saturday_every_year_that_has_one():
    worked = [row.iso for row in oracle.WORKING if row.weekday > 4]
    assert worked == ["2024-04-27", "2024-11-02", "2024-12-28", "2025-11-01", "2027-02-20"]
    for iso in worked:
        assert both("R9", f"{iso} 11:59") == f"{iso} 18:00"


# ------------------------------------------------------------------------------------------------ scenario 3, R11


def test_three_completion_deadlines_on_one_friday():
    control = oracle.control_deadline(second("2026-02-20 17:40"))
    assert control == second("2026-02-22 17:40")
    assert both("R11", "2026-02-20 17:40") == "2026-02-23 00:00"
    assert oracle.remote_check_deadline(minute("2026-02-20 17:40")) == minute("2026-02-22 24:00")
    visit = oracle.on_site_deadline("2026-02-25")
    assert visit == minute("2026-02-25 24:00") == minute("2026-02-26 00:00")
    assert oracle.on_site_deadline("2026-02-27") == minute("2026-02-27 24:00")

    dues = (control, FAST["R11"](minute("2026-02-20 17:40")) * 60, visit * 60)
    assert [due < second("2026-02-22 17:41") for due in dues] == [True, False, False]
    assert [due < second("2026-02-23 00:01") for due in dues] == [True, True, False]


def test_control_deadline_keeps_the_second_and_crosses_holidays():
    assert oracle.control_deadline(second("2025-12-30 23:59:59")) == second("2026-01-01 23:59:59")


# ------------------------------------------------------------------------------------------------ scenario 4, R4


def test_ten_requests_across_the_eighth_of_march():
    assert [both("R4", f"2026-03-{day} 12:00") for day in ("06", "07", "08", "09", "10", "11")] == [
        "2026-03-06",
        *["2026-03-10"] * 4,
        "2026-03-11",
    ]
    friday = minute("2026-03-06 23:59:59")
    filed = [friday] * 11
    filed += [minute("2026-03-07 00:00:00")] * 4
    filed += [minute("2026-03-09 12:00")] * 3
    filed += [minute("2026-03-10 10:00")] * 4
    verdicts = oracle.admissions(filed)
    assert verdicts[:10] == [(True, "2026-03-06")] * 10
    assert verdicts[10] == (False, "2026-03-06")
    assert oracle.next_free(friday, ["2026-03-06"]) == ("2026-03-07", "2026-03-10")
    assert verdicts[11:18] == [(True, "2026-03-10")] * 7  # three of ten are left
    assert verdicts[18:21] == [(True, "2026-03-10")] * 3
    assert verdicts[21] == (False, "2026-03-10")
    assert oracle.next_free(minute("2026-03-10 10:00"), ["2026-03-10"]) == ("2026-03-11", "2026-03-11")


def test_next_free_day_when_the_day_after_the_weekend_is_full_too():
    full = ["2026-03-06", "2026-03-10"]
    assert oracle.next_free(minute("2026-03-06 23:59"), full) == ("2026-03-11", "2026-03-11")
    assert oracle.next_free(minute("2026-03-07 09:00"), full) == ("2026-03-11", "2026-03-11")


def test_fifty_filings_around_midnight_give_ten_a_day():
    filed = [minute("2026-03-10 23:35") + step for step in range(50)]
    verdicts = oracle.admissions(filed)
    for day in ("2026-03-10", "2026-03-11"):
        assert sum(accepted for accepted, counted in verdicts if counted == day) == 10


def test_the_quota_day_turns_at_midnight_in_moscow_not_in_utc():
    assert both("R4", "2026-03-11 00:00") == "2026-03-11"
    assert both("R4", "2026-03-11 02:59") == "2026-03-11"
    assert both("R4", "2026-03-10 23:59") == "2026-03-10"


# ------------------------------------------------------------------------------------------------ scenario 5, R7, R8


def test_new_years_night():
    filed = "2026-01-01 00:10"
    assert show_utc(minute(filed)) == "2025-12-31T21:10:00Z"
    assert both("R4", filed) == "2026-01-12"
    assert oracle.number_year(minute(filed)) == 2026
    assert oracle.number_year(minute("2025-12-31 23:59:59")) == 2025
    assert oracle.lapse(second("2026-01-01 00:12")) == second("2026-01-04 00:12")


# ------------------------------------------------------------------------------------------------ scenario 6, G4


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-06 16:00", "2026-03-11 18:00"),
        ("2026-03-07 00:00", "2026-03-11 18:00"),
        ("2026-03-07 23:59", "2026-03-11 18:00"),
        ("2026-03-16 09:00", "2026-03-18 18:00"),  # the change of address, confirmed on the 18th at 10:00: in time
    ],
)
def test_registration_due(received, due):
    assert both("G4", received) == due


# ------------------------------------------------------------------------------------------------ scenario 9, D3


@pytest.mark.parametrize(
    ("added", "due"),
    [
        ("2025-10-28 23:59:59", "2025-10-29 15:00"),
        ("2025-10-29 00:00:00", "2025-11-05 15:00"),
        ("2025-12-30 23:59:59", "2026-01-12 15:00"),
        ("2025-12-31 00:00:00", "2026-01-12 15:00"),
        ("2026-01-06 23:00", "2026-01-12 15:00"),
        ("2026-01-07 00:00:00", "2026-01-14 15:00"),
        ("2026-11-03 20:00", "2026-11-05 15:00"),
        ("2026-11-04 00:00:00", "2026-11-11 15:00"),
    ],
)
def test_device_approval(added, due):
    assert both("D3", added) == due


# ------------------------------------------------------------------------------------------------ scenario 10, V2, V3


def khabarovsk_us(text: str, tenth: int = 0) -> int:
    return second(text, KHABAROVSK) * 1_000_000 + tenth * 100_000


def test_hourly_gate_on_a_sunday():
    gate = oracle.hourly_gate("2026-01-12")
    assert show_utc(gate) == "2026-01-10T23:00:00Z"
    assert show(gate, KHABAROVSK) == "2026-01-11 09:00"
    assert show(gate) == "2026-01-11 02:00"
    assert show(gate, 540) == "2026-01-11 08:00"  # Blagoveshchensk
    assert [show(gate - 60), show(gate - 30)] == ["2026-01-11 01:00", "2026-01-11 01:30"]  # reminders
    assert oracle.in_time(khabarovsk_us("2026-01-11 08:59:59", 9), gate)
    assert not oracle.in_time(khabarovsk_us("2026-01-11 09:00:00"), gate)
    assert not oracle.in_time(khabarovsk_us("2026-01-11 09:00:02"), gate)
    received = {
        clock: oracle.in_time(khabarovsk_us(f"2026-01-11 {clock}"), gate) for clock in ("08:40", "08:55", "09:10")
    }
    assert max(clock for clock, accepted in received.items() if accepted) == "08:55"


def test_each_operating_day_is_judged_by_itself():
    moment = minute("2026-01-11 09:30", KHABAROVSK)
    week = [f"2026-01-{day}" for day in range(12, 19)]
    assert [day for day in week if not oracle.in_time(moment * 60_000_000, oracle.hourly_gate(day))] == ["2026-01-12"]
    assert FAST["V2"](moment) == oracle.first_open_operating_day(moment) == "2026-01-13"


def test_the_earliest_open_day_and_the_gates_say_the_same():
    for first, last, day in HELD["V2"]:
        assert last + 1 == oracle.hourly_gate(day) or show(last, KHABAROVSK) == "2027-12-31 23:59"
        assert first == oracle.hourly_gate(day) - DAY or show(first, KHABAROVSK) == "2023-01-01 00:00"


@pytest.mark.parametrize(
    ("month", "khabarovsk", "utc"),
    [
        ("2025-12", "2025-11-16 24:00", "2025-11-16T14:00:00Z"),
        ("2026-01", "2025-12-17 24:00", "2025-12-17T14:00:00Z"),
        ("2026-02", "2026-01-17 24:00", "2026-01-17T14:00:00Z"),
        ("2026-03", "2026-02-14 24:00", "2026-02-14T14:00:00Z"),
        ("2026-12", "2026-11-16 24:00", "2026-11-16T14:00:00Z"),
    ],
)
def test_monthly_gate(month, khabarovsk, utc):
    gate = oracle.monthly_gate(month)
    assert gate == minute(khabarovsk, KHABAROVSK)
    assert show_utc(gate) == utc
    assert oracle.year_gates(int(month[:4]))[int(month[5:]) - 1] == gate


def test_monthly_gate_to_the_second_and_on_paper():
    gate = oracle.monthly_gate("2026-03")
    assert show(oracle.monthly_gate("2025-12")) == "2025-11-16 17:00"
    assert oracle.in_time(second("2026-02-14 13:59:59", 0) * 1_000_000, gate)
    assert not oracle.in_time(second("2026-02-14 14:00:00", 0) * 1_000_000, gate)
    assert oracle.in_time(khabarovsk_us("2026-02-14 16:40"), gate)
    assert not oracle.in_time(khabarovsk_us("2026-02-17 00:00"), gate)
    assert show(oracle.monthly_gate("2026-03", 10), KHABAROVSK) == "2026-02-20 00:00"


# ------------------------------------------------------------------------------------------------ statements, S1-S6


@pytest.mark.parametrize(
    ("month", "choice", "opening", "agreed", "formed", "published"),
    [
        ("2026-02", 31, "2026-01-31", "2026-02-28", "2026-03-02", "2026-03-03"),
        ("2026-02", 30, "2026-01-30", "2026-02-28", "2026-03-02", "2026-03-03"),
        ("2024-02", 30, "2024-01-30", "2024-02-29", "2024-02-29", "2024-03-01"),
        ("2026-02", 22, "2026-01-22", "2026-02-22", "2026-02-24", "2026-02-25"),  # Sunday, then a holiday
        ("2025-12", 31, "2025-11-30", "2025-12-31", "2026-01-12", "2026-01-13"),
        ("2025-12", 1, "2025-12-01", "2026-01-01", "2026-01-12", "2026-01-13"),
        ("2025-10", 1, "2025-10-01", "2025-11-01", "2025-11-01", "2025-11-05"),  # a working Saturday
        ("2025-10", 31, "2025-09-30", "2025-10-31", "2025-10-31", "2025-11-01"),
        ("2023-01", 25, "2022-12-25", "2023-01-25", "2023-01-25", "2023-01-26"),
        ("2027-12", 1, "2027-12-01", "2028-01-01", "2028-01-10", "2028-01-11"),  # provisional calendar
    ],
)
def test_statement_days(month, choice, opening, agreed, formed, published):
    """Worked out by hand from S1, S3 and S4; the scenarios tested here have no statements."""
    late_after = minute(f"{formed} 18:00")
    assert oracle.statement(month, choice) == (opening, agreed, formed, late_after, published)


def test_statement_choices():
    assert oracle.statement_choices("СУП-04") == (22, 25, 30)
    assert oracle.statement_choices("ТПП Smart Metering") == (22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 1)


def test_periods_of_consecutive_statements_join():
    months = [f"{year}-{month:02d}" for year in range(2023, 2028) for month in range(1, 13)]
    for choice in oracle.statement_choices("ТПП Smart Metering"):
        made = [oracle.statement(month, choice) for month in months]
        for earlier, later in itertools.pairwise(made):
            assert earlier.agreed == later.opening < later.agreed <= later.formed < later.published


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        ("2026-03-06 09:00", "2026-03-06 18:00"),
        ("2026-03-06 17:59:59", "2026-03-06 18:00"),
        ("2026-03-06 18:00:00", "2026-03-10 18:00"),  # sharp is already "after", as in R9
        ("2026-03-07 10:00", "2026-03-10 18:00"),
        ("2025-11-01 17:00", "2025-11-01 18:00"),  # shortened working Saturday
    ],
)
def test_complaint_due(arrived, due):
    assert both("S6", arrived) == due
