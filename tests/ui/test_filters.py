"""What the journal can be filtered by, and what each choice asks of the database."""

from datetime import date, time, timedelta

import pytest

from app.domain.kinds import RequestKind, Status
from app.domain.times import Office
from tests.fakes.clock import msk
from tests.fakes.queries import NOW, next_working_day
from ui.screens.requests.filters import Counter, DayFacts, Filters, Period, Quick

OFFICE = Office()
TODAY = OFFICE.day_of(NOW)
FACTS = DayFacts(TODAY, time(18), next_working_day(TODAY))


def where(filters: Filters, now=NOW, facts=FACTS):
    return filters.where(now, OFFICE, facts)


def test_at_first_all_that_is_open_is_shown():
    assert where(Filters()).statuses == ("confirmed", "in-progress")


def test_overdue_asks_as_of_now():
    assert where(Filters().with_quick(Quick.OVERDUE)).overdue_at == NOW
    assert Filters().with_quick(Quick.OVERDUE).depends_on_now


def test_today_until_six_keeps_a_deadline_of_six_sharp():
    bound = where(Filters().with_quick(Quick.TODAY)).due_before
    assert bound - timedelta(seconds=1) == msk("2026-11-24 18:00")


def test_all_shows_even_what_waits_for_the_client():
    assert set(where(Filters().with_quick(Quick.ALL)).statuses) == {status.value for status in Status}


def test_ends_before_the_next_working_day_goes_by_the_working_calendar():
    friday = date(2025, 10, 31)
    facts = DayFacts(friday, time(18), next_working_day(friday))
    asked = where(Filters(before_next_working_day=True), msk("2025-10-31 10:00"), facts)
    assert asked.due_before == msk("2025-11-01 00:00")  # a working Saturday
    friday = date(2026, 3, 6)
    facts = DayFacts(friday, time(18), next_working_day(friday))
    asked = where(Filters(before_next_working_day=True), msk("2026-03-06 10:00"), facts)
    assert asked.due_before == msk("2026-03-10 00:00")  # weekend and the moved Monday


def test_of_two_bounds_the_earlier_one_stands():
    both = Filters(before_next_working_day=True).with_quick(Quick.TODAY)
    assert where(both).due_before == msk("2026-11-24 18:00:01")


def test_a_search_looks_through_all_and_its_end_gives_back_the_open_ones():
    searching = Filters().searching("  12а ")
    assert searching.text == "12а"
    assert searching.shown_quick is Quick.ALL
    assert set(where(searching).statuses) == {status.value for status in Status}
    assert searching.searching("") == Filters()


def test_a_counter_replaces_the_button_and_pressed_again_gives_it_back():
    red = Filters().with_counter(Counter.CONFIRMED)
    assert where(red).statuses == ("confirmed",)
    assert red.quick is None
    assert red.with_counter(Counter.CONFIRMED) == Filters()
    assert where(Filters().with_counter(Counter.UNKNOWN)).outcome_unknown


def test_client_kind_and_period_narrow_whatever_is_shown():
    narrow = Filters(client_id=2, kind=RequestKind.LIMIT, period=Period.WEEK)
    asked = where(narrow.with_quick(Quick.DONE))
    assert (asked.client_id, asked.kinds, asked.statuses) == (2, ("limit",), ("done",))
    assert asked.since == msk("2026-11-18 00:00")
    assert narrow.narrows
    assert not narrow.plain().narrows


def test_dates_are_whole_days_of_the_office():
    asked = where(Filters(period=Period.DATES, since=date(2026, 11, 1), until=date(2026, 11, 2)))
    assert asked.since == msk("2026-11-01 00:00")
    assert asked.until == msk("2026-11-03 00:00")


@pytest.mark.parametrize("status", Status)
def test_a_status_can_be_chosen_by_name(status):
    assert where(Filters().with_status(status)).statuses == (status.value,)
    assert Filters().with_status(status).with_status(None) == Filters()
