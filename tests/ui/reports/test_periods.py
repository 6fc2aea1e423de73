"""Periods that reports are of: where they begin and end, their words, their ticks."""

from datetime import date

from tests.ui.reports.hands import TODAY
from ui.widgets.periods import PeriodPicker, Unit, period_of, say_period, stepped
from ui.widgets.plots import day_ticks


def test_periods_begin_and_end_where_they_should() -> None:
    day = date(2026, 11, 24)
    assert period_of(day, Unit.MONTH) == (date(2026, 11, 1), date(2026, 11, 30))
    assert period_of(day, Unit.QUARTER) == (date(2026, 10, 1), date(2026, 12, 31))
    assert period_of(day, Unit.YEAR) == (date(2026, 1, 1), date(2026, 12, 31))
    assert stepped(date(2026, 3, 31), Unit.MONTH, -1) == date(2026, 2, 1)
    assert stepped(date(2026, 1, 15), Unit.QUARTER, -1) == date(2025, 10, 1)
    assert stepped(date(2026, 12, 31), Unit.DAY, 1) == date(2027, 1, 1)


def test_periods_in_words(context) -> None:
    said = [say_period(context.texts, date(2026, 2, 25), unit) for unit in Unit]
    assert said == ["ср 25.02.2026", "февраль 2026", "1 квартал 2026", "2026 год"]


def test_a_list_of_today_is_of_today_after_midnight(context, qtbot) -> None:
    picker = PeriodPicker(context.texts, (Unit.DAY,), TODAY)
    qtbot.addWidget(picker)
    picker.new_day(date(2026, 2, 17))
    assert picker.day == date(2026, 2, 17)
    picker.go(date(2026, 2, 1))
    picker.new_day(date(2026, 2, 18))
    assert picker.day == date(2026, 2, 1)


def test_a_year_is_ticked_by_its_months_and_a_month_by_its_days() -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert [at for at, _ in day_ticks(days, str)] == [(date(2026, m, 1) - date(2026, 1, 1)).days for m in range(1, 13)]
    assert len(day_ticks(days[:31], str)) == 31
    assert {
        date(2026, 1, 1).fromordinal(days[0].toordinal() + at).weekday() for at, _ in day_ticks(days[:90], str)
    } == {0}
