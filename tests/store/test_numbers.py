"""R8: numbers without gaps or repeats within a year, whatever is undone, refused or filed at once."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.kinds import RequestKind
from tests.fakes.clock import msk


@pytest.mark.rule("R8")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([2024, 2025, 2026]), st.sampled_from(["keep", "undo", "fail"])), max_size=15))
def test_numbers_have_no_gaps_across_what_was_undone(desk, tries):
    """`next_number` in transactions of which some are kept, some left without a commit, some fail."""
    before = dict(desk.sql("SELECT year, last FROM request_numbers"))
    given_out = {year: [] for year in (2024, 2025, 2026)}
    for year, end in tries:
        with desk.unit_of_work() as uow:
            number = uow.requests.next_number(year)
            if end == "keep":
                uow.commit()
                given_out[year].append(number)
            elif end == "fail":
                with pytest.raises(Refusal):
                    uow.requests.get(10**6)
    for year, numbers in given_out.items():
        first = before.get(year, 0) + 1
        assert numbers == [f"{year}-{n:06d}" for n in range(first, first + len(numbers))]


@pytest.mark.rule("R8")
def test_a_refused_filing_uses_no_number(desk):
    client = desk.client()
    plot = desk.subscriber(client, max_w=5000)
    numbers = []
    for watts in (6000, 3000, 6000, 6000, 2000):
        try:
            numbers.append(desk.file(RequestKind.LIMIT, plot, watts=watts).number)
        except Refusal:
            continue
    assert numbers == ["2026-000001", "2026-000002"]


@pytest.mark.rule("R8")
def test_a_number_is_kept_when_the_request_lapses_and_given_to_no_other(desk):
    plot = desk.subscriber(desk.client())
    first = desk.file(RequestKind.LIFT, plot)
    desk.clock.set(first.filed_at + timedelta(hours=72))
    desk.work()
    second = desk.file(RequestKind.LIFT, plot)
    assert (desk.request(first.id).number, second.number) == ("2026-000001", "2026-000002")


@pytest.mark.rule("R8")
def test_each_year_of_the_office_begins_with_one(desk):
    plot = desk.subscriber(desk.client())
    filed = [
        desk.file(RequestKind.REMOTE_CHECK, plot, at=msk(at)).number
        for at in ("2025-12-31 23:58", "2025-12-31 23:59:59", "2026-01-01 00:00", "2026-01-01 02:59")
    ]
    assert filed == ["2025-000001", "2025-000002", "2026-000001", "2026-000002"]
    desk.clock.set("2025-12-31 23:59")  # a clock that jumped back
    assert desk.file(RequestKind.REMOTE_CHECK, plot).number == "2025-000003"
