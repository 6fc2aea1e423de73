"""V2, V3 as scenario 10 has them. Every day and month: see test_oracle_agreement.py."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.gates import hourly_gate, monthly_gate
from app.domain.regulation import Regulation

REGULATION = Regulation()


@pytest.mark.rule("V2")
def test_the_gate_for_a_monday_closes_on_sunday_in_the_holidays():
    gate = hourly_gate(date(2026, 1, 12), REGULATION)
    assert gate.closes_at == datetime(2026, 1, 10, 23, tzinfo=UTC)
    assert gate.in_khabarovsk.isoformat() == "2026-01-11T09:00:00+10:00"
    assert gate.rule == "V2"


@pytest.mark.rule("V2")
@pytest.mark.parametrize(
    ("arrived", "taken"),
    [("08:59:59.900000", True), ("08:59:59.999999", True), ("09:00:00", False), ("09:00:02", False)],
)
def test_strictly_before_nine(arrived, taken):
    gate = hourly_gate(date(2026, 1, 12), REGULATION)
    assert gate.is_open(datetime.fromisoformat(f"2026-01-11T{arrived}+10:00")) is taken


@pytest.mark.rule("V2")
def test_each_day_of_a_submission_is_judged_by_itself():
    arrived = datetime.fromisoformat("2026-01-11T09:30:00+10:00")
    days = [date(2026, 1, 12) + timedelta(days=n) for n in range(7)]
    assert [hourly_gate(day, REGULATION).is_open(arrived) for day in days] == [False] + [True] * 6


@pytest.mark.rule("V3")
@pytest.mark.parametrize(
    ("year", "month", "closes"),
    [
        (2025, 12, "2025-11-16T14:00:00"),
        (2026, 1, "2025-12-17T14:00:00"),
        (2026, 2, "2026-01-17T14:00:00"),
        (2026, 3, "2026-02-14T14:00:00"),
        (2026, 12, "2026-11-16T14:00:00"),
    ],
)
def test_the_monthly_gate(year, month, closes):
    gate = monthly_gate(year, month, REGULATION)
    assert gate.closes_at == datetime.fromisoformat(f"{closes}+00:00")
    assert gate.is_open(gate.closes_at - timedelta(seconds=1))
    assert not gate.is_open(gate.closes_at)
    assert gate.in_khabarovsk.time() == time(0)
    assert gate.rule == "V3"


@pytest.mark.rule("V2")
@given(st.dates(date(2017, 1, 1), date(2100, 1, 1)))
def test_no_calendar_moves_the_hourly_gate(day):
    """23:00 in UTC of two days before: Khabarovsk keeps UTC+10 all year."""
    before = day - timedelta(days=2)
    assert hourly_gate(day, REGULATION).closes_at == datetime(before.year, before.month, before.day, 23, tzinfo=UTC)
