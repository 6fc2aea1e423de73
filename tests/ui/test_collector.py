"""Cycles are collected by the window's thread alone, and not while a lane makes very many objects."""

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QApplication

from ui.background.collector import Collector, resting


class Node:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication):
    made = Collector()
    made.start()
    yield made
    made.stop()
    assert gc.isenabled()


def make_many(seen: list[str]) -> None:
    for _ in range(gc.get_threshold()[0] * 3):
        weakref.finalize(Node(), lambda: seen.append(threading.current_thread().name))


def in_a_lane(work, *arguments) -> None:
    lane = threading.Thread(target=work, args=arguments, name="lane-of-the-test")
    lane.start()
    lane.join()


def test_what_a_lane_leaves_is_collected_by_the_window_s_thread(collector):
    seen: list[str] = []
    in_a_lane(make_many, seen)
    assert seen == []
    collector.look()
    assert set(seen) == {threading.main_thread().name}


def test_without_the_collector_a_lane_would_free_what_it_happens_to_meet():
    gc.enable()
    seen: list[str] = []
    in_a_lane(make_many, seen)
    assert "lane-of-the-test" in seen


def test_while_a_lane_asks_for_rest_nothing_is_collected(collector):
    seen: list[str] = []
    make_many(seen)

    def read_and_fail() -> None:
        with resting():
            collector.look()
            assert seen == []
            raise KeyError

    with pytest.raises(KeyError):
        read_and_fail()
    collector.look()
    assert seen
