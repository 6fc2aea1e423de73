"""Blinking: R17 says what, A2 how fast, A4 how it is stopped and goes on."""

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from app.domain.kinds import Status
from tests.fakes.queries import NOW, MemoryDesk, MemoryQueries, row
from ui.theme import BLINK_WHITE, STATUS
from ui.widgets.blink import CEILING_HZ, STOPPED_FOR, Blink

PERIOD = 1 / 0.75


@pytest.mark.rule("A2")
def test_three_quarters_of_a_blink_a_second_half_of_it_on():
    blink = Blink()
    samples = [blink.is_white(NOW, seconds / 1000) for seconds in range(0, 8000, 5)]
    flips = sum(a != b for a, b in pairwise(samples))
    assert flips in (11, 12)  # 8 s are 6 blinks
    assert abs(sum(samples) / len(samples) - 0.5) < 0.01


@pytest.mark.rule("A2")
def test_no_setting_blinks_faster_than_twice_a_second():
    blink = Blink(rate_hz=50)
    assert blink.half_period_ms == round(500 / CEILING_HZ)
    samples = [blink.is_white(NOW, seconds / 1000) for seconds in range(0, 4000, 5)]
    assert sum(a != b for a, b in pairwise(samples)) <= 4 * CEILING_HZ * 2


@pytest.mark.rule("A4")
def test_stopped_it_rests_for_fifteen_minutes():
    blink = Blink().stop(NOW)
    white = PERIOD * 0.75
    assert not blink.is_white(NOW, white)
    assert not blink.is_running(NOW + STOPPED_FOR - timedelta(seconds=1))
    assert blink.is_running(NOW + STOPPED_FOR)


@pytest.mark.rule("A4")
def test_less_motion_means_none():
    assert not Blink(still=True).is_running(NOW)


@pytest.mark.rule("R17")
def test_only_overdue_rows_that_are_open_turn_white(console):
    journal, clock = console.journal, console.desk.clock
    journal.bar._buttons["all"].click()
    console.settle()
    seconds = clock.monotonic()
    clock.move(seconds=PERIOD - seconds % PERIOD + 0.75 * PERIOD)
    journal.grid._flip()  # as its timer does
    delegate = journal.grid.itemDelegate()
    model, words = journal.model, journal.words()
    white = []
    for place in range(model.rowCount()):
        one = model.row_at(place)
        colour = delegate.background(one, overdue=words.is_overdue(one)).name().upper()
        if colour == BLINK_WHITE and one.status != Status.FILED:
            white.append(one.id)
        elif one.status != Status.FILED:
            assert colour == STATUS[Status(one.status)].colour
    assert white == [398, 409]
    clock.move(seconds=0.5 * PERIOD)
    assert not journal.grid.is_white()


@pytest.mark.rule("R17")
def test_done_and_rejected_rows_never_blink(show):
    closed = [
        row(1, status=Status.DONE, due=NOW - timedelta(days=1)),
        row(2, status=Status.REJECTED, due=NOW - timedelta(days=1)),
    ]
    shown = show(MemoryDesk(MemoryQueries(closed)))
    shown.journal.bar._buttons["all"].click()
    shown.settle()
    assert shown.journal.grid.overdue_places() == []
    assert not shown.journal.grid.is_blinking


@pytest.mark.rule("A2")
def test_the_timer_runs_only_while_something_overdue_is_in_view(show):
    shown = show(MemoryDesk(MemoryQueries([row(n, due=NOW + timedelta(hours=1)) for n in range(1, 4)])))
    assert not shown.journal.grid.is_blinking
    shown.desk.clock.move(hours=1)
    shown.journal._tick()
    assert shown.journal.grid.is_blinking
    shown.window.navigation.show_screen(1)
    assert not shown.journal.grid.is_blinking
    shown.window.navigation.show_screen(0)
    assert shown.journal.grid.is_blinking


@pytest.mark.rule("A2")
def test_a_change_of_phase_repaints_only_the_overdue_rows(console, qtbot):
    console.window.grab()
    regions = []
    grid = console.journal.grid
    viewport = grid.viewport()

    class Watch(type(viewport)):
        pass

    original = viewport.update
    try:
        viewport.update = lambda *area: regions.append(area)
        grid._flip()
    finally:
        viewport.update = original
    height = console.context.theme.row_height
    assert [area[0].getRect()[1] // height for area in regions] == [0, 1]


@pytest.mark.rule("A4")
def test_f8_stops_all_blinking_and_says_until_when(console, qtbot):
    grid = console.journal.grid
    assert grid.is_blinking
    qtbot.keyClick(grid, Qt.Key.Key_F8)
    assert not grid.is_blinking
    assert console.journal.blink_words.text() == "Мигание остановлено до 16:01 или до новой просрочки"
    assert grid.overdue_places() == [0, 1]  # the marker stays


@pytest.mark.rule("A4")
def test_it_resumes_by_itself_after_fifteen_minutes(console, qtbot):
    qtbot.keyClick(console.journal.grid, Qt.Key.Key_F8)
    console.desk.clock.move(minutes=14, seconds=59)
    console.journal._tick()
    assert not console.journal.grid.is_blinking
    console.desk.clock.move(seconds=1)
    console.journal._tick()
    assert console.journal.grid.is_blinking
    assert console.journal.blink_words.text() == ""


@pytest.mark.rule("A4")
def test_it_resumes_at_the_next_newly_overdue_row(console, qtbot):
    qtbot.keyClick(console.journal.grid, Qt.Key.Key_F8)
    console.desk.clock.move(minutes=1)
    console.queries.overdue = (412,)
    console.window.pulse.beat()
    console.settle()
    assert console.journal.grid.is_blinking


@pytest.mark.rule("A4")
def test_the_environment_can_ask_for_less_motion(show, monkeypatch):
    monkeypatch.setenv("PULT_REDUCE_MOTION", "1")
    shown = show()
    assert not shown.journal.grid.is_blinking
    assert "Мигание выключено" in shown.journal.blink_words.text()
