"""The journal's model: windows of rows, never a full load; place and selection kept; nothing moves under the pointer."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QPushButton

from app.domain.kinds import Status
from tests.fakes.queries import NOW, ManyQueries, MemoryDesk, MemoryQueries, row
from ui.screens.requests.grid import IDLE_SECONDS
from ui.screens.requests.pages import KEPT, PAGE, Pages

LATER = NOW + timedelta(days=1)


def long_desk(count: int = 300) -> MemoryDesk:
    return MemoryDesk(MemoryQueries([row(n, due=LATER) for n in range(1, count + 1)]))


def test_a_million_rows_open_with_one_count_and_a_page(show):
    desk = MemoryDesk(ManyQueries())
    shown = show(desk)
    assert shown.journal.model.rowCount() == 1_000_000
    assert set(desk.queries.pages) == {0}
    assert desk.queries.asked["count"] <= 2


def test_it_opens_with_the_open_requests_and_says_so(show):
    rows = [row(1, due=LATER), row(2, status=Status.DONE), row(3, status=Status.REJECTED)]
    shown = show(MemoryDesk(MemoryQueries(rows)))
    assert shown.numbers() == [1]
    journal = shown.journal
    assert journal.model.where.statuses == ("confirmed", "in-progress")
    down = [b.text() for b in journal.bar.findChildren(QPushButton) if b.isChecked()]
    assert down == [shown.context.texts("journal-quick-open")]


def test_a_jump_to_the_last_row_reads_only_the_pages_there(show):
    desk = MemoryDesk(ManyQueries())
    shown = show(desk)
    desk.queries.pages.clear()
    shown.journal.grid.scrollToBottom()
    shown.window.grab()
    shown.settle()
    shown.settle()
    assert 999_900 in desk.queries.pages
    assert len(desk.queries.pages) <= 2
    assert shown.journal.model.row_at(999_999).id == 1_000_000


def test_end_and_home_go_to_the_last_and_first_request(show, qtbot):
    shown = show(MemoryDesk(ManyQueries()))
    grid = shown.journal.grid
    grid.pick(0)
    qtbot.keyClick(grid, Qt.Key.Key_End)
    shown.settle()
    shown.settle()
    assert grid.request_id == 1_000_000
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    shown.settle()
    assert grid.request_id == 1


def test_a_place_without_its_page_says_so_until_the_page_comes(show):
    shown = show(MemoryDesk(ManyQueries()))
    index = shown.journal.model.index(500_000, 1)
    assert index.data() == "…"
    shown.settle()
    shown.settle()
    assert index.data() == "2026-500001"


def test_only_a_few_pages_are_kept():
    pages = Pages()
    for number in range(40):
        pages.put(number, [row(number * PAGE + n) for n in range(PAGE)])
    assert len(pages.places()) == KEPT * PAGE
    assert pages.row(0) is None
    assert pages.row(39 * PAGE).id == 39 * PAGE


def test_the_model_is_never_reset(show):
    shown = show(long_desk())
    resets = []
    model: QAbstractItemModel = shown.journal.model
    model.modelReset.connect(lambda: resets.append(1))
    shown.queries.put(0, row(900, due=LATER))
    shown.hear()
    shown.window.top.counters["in-progress"].click()
    shown.settle()
    shown.journal.bar._buttons["all"].click()
    shown.settle()
    assert resets == []


def test_selection_follows_its_request_when_rows_come_in_above(show):
    shown = show(long_desk())
    shown.journal.grid.pick(5)
    assert shown.journal.grid.request_id == 6
    for n in (901, 902):
        shown.queries.put(0, row(n, due=LATER))
    shown.hear()
    chosen = shown.journal.grid.selectionModel().selectedRows()
    assert [index.row() for index in chosen] == [7]
    assert shown.journal.grid.request_id == 6


def test_a_request_changed_elsewhere_is_shown_anew_in_its_place(show):
    shown = show(long_desk())
    shown.queries.change(3, status=Status.IN_PROGRESS.value)
    shown.hear()
    assert shown.journal.model.row_at(2).status == Status.IN_PROGRESS


def test_the_card_stays_when_its_request_leaves_the_list(show):
    shown = show(long_desk(20))
    shown.journal.grid.pick(4)
    shown.queries.remove(5)
    shown.hear()
    assert shown.journal.model.rowCount() == 19
    assert shown.journal.card.request_id == 5
    assert shown.journal.grid.selectionModel().selectedRows() == []


def test_place_in_a_long_list_is_kept_when_rows_come_in_above(show):
    shown = show(long_desk())
    grid = shown.journal.grid
    grid.verticalScrollBar().setValue(100 * shown.context.theme.row_height + 7)
    shown.window.grab()
    shown.settle()
    shown.settle()
    first = shown.journal.model.row_at(grid.visible_places()[0]).id
    for n in range(901, 904):
        shown.queries.put(0, row(n, due=LATER))
    shown.hear()
    assert shown.journal.model.row_at(grid.visible_places()[0]).id == first
    assert grid.verticalScrollBar().value() == 103 * shown.context.theme.row_height + 7


@pytest.mark.rule("A7")
def test_new_rows_are_announced_and_nothing_moves_while_somebody_works_in_the_list(show):
    shown = show(long_desk())
    shown.journal.grid.touch()
    for n in (901, 902, 903):
        shown.queries.put(0, row(n, due=LATER))
    shown.hear()
    assert shown.numbers()[:3] == [1, 2, 3]
    assert shown.journal.announcement.sentence == "Выше 3 новые заявки"
    shown.journal.announcement.button.click()
    shown.settle()
    assert shown.numbers()[:3] == [903, 902, 901]
    assert shown.journal.announcement.sentence == ""


@pytest.mark.rule("A7")
def test_new_rows_enter_by_themselves_after_ten_idle_seconds(show):
    shown = show(long_desk())
    grid = shown.journal.grid
    grid.touch()
    shown.queries.put(0, row(901, due=LATER))
    shown.hear()
    assert shown.numbers()[0] == 1
    shown.desk.clock.move(seconds=IDLE_SECONDS - 1)
    grid._judge_idle()
    shown.settle()
    assert shown.numbers()[0] == 1
    shown.desk.clock.move(seconds=2)
    grid._judge_idle()
    shown.settle()
    assert shown.numbers()[0] == 901


@pytest.mark.rule("A7")
def test_what_is_held_is_still_fresh_in_its_place(show):
    shown = show(long_desk())
    shown.journal.grid.touch()
    shown.queries.put(0, row(901, due=LATER))
    shown.queries.change(2, status=Status.IN_PROGRESS.value)
    shown.hear()
    assert shown.journal.model.row_at(1).id == 2
    assert shown.journal.model.row_at(1).status == Status.IN_PROGRESS


@pytest.mark.rule("A7")
def test_rows_below_what_is_in_view_come_in_silently(show):
    shown = show(long_desk())
    shown.journal.grid.touch()
    shown.queries.put(300, row(901, due=LATER))
    shown.hear()
    assert shown.journal.model.rowCount() == 301
    assert shown.journal.announcement.sentence == ""


@pytest.mark.rule("A7")
def test_mouse_and_keyboard_in_the_list_count_as_work(show, qtbot):
    shown = show(long_desk())
    grid = shown.journal.grid
    assert not grid.is_busy()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.is_busy()
    shown.desk.clock.move(seconds=IDLE_SECONDS)
    assert not grid.is_busy()
    qtbot.mouseMove(grid.viewport(), grid.viewport().rect().center())
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton)
    assert grid.is_busy()


def test_a_request_just_made_is_found_and_selected(show):
    shown = show(long_desk())
    shown.journal.grid.touch()
    shown.queries.put(250, row(901, due=LATER))
    shown.journal.show_request(901)
    shown.settle()
    shown.settle()
    assert shown.journal.grid.request_id == 901


@pytest.mark.rule("A9")
def test_a_row_says_it_all(show):
    due = NOW - timedelta(minutes=12)
    shown = show(MemoryDesk(MemoryQueries([row(123, status=Status.IN_PROGRESS, due=due)])))
    said = shown.journal.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("заявка 2026-000123, в стадии выполнения, просрочено 12 минут")


def test_the_term_is_said_and_explained(show):
    shown = show(MemoryDesk(MemoryQueries([row(1, due=NOW - timedelta(hours=21, minutes=46))])))
    index = shown.journal.model.index(0, 7)
    assert index.data() == "просрочено 21:46"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "пн 23.11.2026 18:00" in tip
    assert "МСК, UTC+03" in tip
    assert "R9" in tip


def test_typing_letters_in_the_list_does_not_go_through_its_rows(show, qtbot):
    desk = MemoryDesk(ManyQueries())
    shown = show(desk)
    desk.queries.pages.clear()
    qtbot.keyClicks(shown.journal.grid, "2026")
    shown.settle()
    assert desk.queries.pages == []
