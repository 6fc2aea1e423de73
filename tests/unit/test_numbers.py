"""R8: numbers by year of the office. That they are gapless is a matter of the store: see tests/store/test_numbers.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.numbers import RequestNumber, number_year
from app.domain.times import Office
from tests.fakes.clock import msk

YEARS, ORDINALS = st.integers(1000, 9999), st.integers(1, 9_999_999)


@pytest.mark.rule("R8")
def test_a_number_looks_as_the_rule_says():
    assert str(RequestNumber(2026, 123)) == "2026-000123"
    assert str(RequestNumber(2026, 1_234_567)) == "2026-1234567"


@pytest.mark.rule("R8")
@given(YEARS, ORDINALS)
def test_a_number_is_read_back_as_it_was_written(year, ordinal):
    number = RequestNumber(year, ordinal)
    assert RequestNumber.parse(f" {number}\n") == number


@given(YEARS, st.integers(1, 999_998))
def test_numbers_sort_as_they_were_given(year, ordinal):
    assert str(RequestNumber(year, ordinal)) < str(RequestNumber(year, ordinal + 1))


@pytest.mark.parametrize("text", ["", "123", "2026-123", "26-000123", "2026 000123", "2026-000123a", "№ 2026-000123"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refusal) as refused:
        RequestNumber.parse(text)
    assert refused.value.code == "number-form"


@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    ("filed", "year"),
    [("2025-12-31 23:59:59", 2025), ("2026-01-01 00:00", 2026), ("2026-01-01 02:59", 2026), ("2026-12-31 23:59", 2026)],
)
def test_the_year_is_the_office_s_and_not_utc_s(filed, year):
    assert number_year(msk(filed), Office()) == year
