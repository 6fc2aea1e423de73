"""Invocation counters: nobody gets a number twice, whatever was undone, whoever else asks; they never go back."""

import threading

import pytest

from app.domain.errors import Unavailable
from app.store import schema
from app.store.counters import LAST, StoredCounters
from app.store.engine import open_engine


def test_numbers_are_given_out_in_blocks_and_once(desk) -> None:
    counters = desk.app.store.counters

    assert [counters.reserve("dlms:gw4", 24), counters.reserve("dlms:gw4", 1), counters.reserve("dlms:gw5", 5)] == [
        1,
        25,
        1,
    ]


def test_several_at_once_get_different_ones(desk) -> None:
    got: list[int] = []

    def ask() -> None:
        for _ in range(10):
            first = desk.app.store.counters.reserve("dlms:gw4", 3)
            got.extend(range(first, first + 3))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got) == list(range(1, 121))


def test_a_number_stays_used_where_all_that_followed_was_undone(file_desk) -> None:
    counters = file_desk.app.store.counters
    counters.reserve("dlms:gw4", 10)

    with file_desk.unit_of_work():  # not committed
        pass

    assert counters.reserve("dlms:gw4", 1) == 11


def test_it_jumps_ahead_and_never_back(desk) -> None:
    counters = desk.app.store.counters
    counters.advance("dlms:gw4", 500)
    counters.advance("dlms:gw4", 20)

    assert counters.reserve("dlms:gw4", 1) == 501


def test_behind_the_last_number_there_is_none(desk) -> None:
    counters = desk.app.store.counters
    counters.advance("dlms:gw4", LAST - 1)

    with pytest.raises(Unavailable) as exhausted:
        counters.reserve("dlms:gw4", 2)

    assert exhausted.value.code == "counters-exhausted"
    assert counters.reserve("dlms:gw4", 1) == LAST


@pytest.mark.parametrize("last", [-1, LAST + 1])
def test_what_is_no_counter_is_a_bug_of_the_caller(file_desk, last: int) -> None:
    with pytest.raises(ValueError):
        file_desk.app.store.counters.advance("dlms:gw4", last)


def test_a_desk_brought_back_from_a_copy_uses_no_number_that_the_lost_one_used(file_desk, tmp_path) -> None:
    """The same key and number for two messages would give both away."""
    counters = file_desk.app.store.counters
    counters.reserve("dlms:gw4", 24)
    counters.advance("dlms:old", LAST - 5)
    schema.backup(file_desk.app.database, tmp_path / "copy.sqlite")
    used = counters.reserve("dlms:gw4", 100_000) + 100_000
    url = f"sqlite:///{tmp_path / 'back.sqlite'}"
    schema.restore(url, tmp_path / "copy.sqlite")

    engine = open_engine(url)
    restored = StoredCounters(engine)
    assert restored.reserve("dlms:gw4", 1) > used
    with pytest.raises(Unavailable, match="counters-exhausted"):
        restored.reserve("dlms:old", 1)
    engine.dispose()
