"""Several rows selected: kept by their requests through every change, copied bounded, a million at no cost."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from app.domain.kinds import Status
from tests.fakes.queries import NOW, ManyQueries, MemoryDesk, MemoryQueries, row, sample_rows
from ui.screens.requests.copying import MOST_COPIED, copied, harmless
from ui.screens.requests.filters import Filters, Order, Quick
from ui.screens.requests.pages import PAGE
from ui.screens.requests.spans import EXACT, Chosen, Span, merged

LATER = NOW + timedelta(days=1)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def desk_of(count: int) -> MemoryDesk:
    return MemoryDesk(MemoryQueries([row(n, due=LATER) for n in range(1, count + 1)]))


def select(shown, *places: int) -> None:
    grid = shown.journal.grid
    grid.pick(places[0])
    flags = QItemSelectionModel.SelectionFlag
    for place in places[1:]:
        grid.selectionModel().setCurrentIndex(shown.journal.model.index(place, 0), flags.Select | flags.Rows)


def selected_ids(shown) -> list[int]:
    rows = (index.row() for index in shown.journal.grid.selectionModel().selectedRows())
    return sorted(shown.journal.model.row_at(place).id for place in rows)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


# --- ranges -----------------------------------------------------------------------------------------------------------


def test_overlapping_and_adjoining_ranges_become_one():
    assert merged([(5, 9), (0, 2), (3, 4), (20, 20), (6, 7)]) == (Span(0, 9), Span(20, 20))


def test_a_few_rows_are_followed_each_by_its_id():
    chosen = Chosen().with_spans((Span(1, 2),), lambda place: place + 100)
    moved = chosen.moved({101: 7, 102: 3}, gone=frozenset(), before=10, count=10)
    assert moved.spans == (Span(3, 3), Span(7, 7))
    assert moved.ids == {3: 102, 7: 101}


def test_a_row_whose_place_is_not_known_stays_chosen_until_it_is_gone():
    chosen = Chosen().with_spans((Span(1, 2),), lambda place: place + 100)
    adrift = chosen.moved({101: 4}, gone=frozenset(), before=10, count=10)
    assert (len(adrift), adrift.adrift) == (2, frozenset({102}))
    assert len(adrift.moved({101: 4}, gone=frozenset({102}), before=10, count=10)) == 1


def test_a_long_range_goes_on_reaching_from_one_request_to_the_other():
    chosen = Chosen().with_spans((Span(10, 5000),), lambda place: place + 100)
    assert set(chosen.ids) == {10, 5000}
    assert chosen.moved({110: 12, 5100: 5003}, gone=frozenset(), before=9000, count=9003).spans == (Span(12, 5003),)


def test_all_of_many_rows_stay_all_rows():
    chosen = Chosen().with_spans((Span(0, EXACT),), lambda _place: None)
    assert chosen.moved({}, gone=frozenset(), before=EXACT + 1, count=2000).spans == (Span(0, 1999),)
    assert chosen.moved({}, gone=frozenset(), before=EXACT + 1, count=0).spans == ()


# --- in the window ----------------------------------------------------------------------------------------------------


def test_shift_and_arrows_select_several_and_the_card_shows_the_current_one(show, qtbot):
    shown = show(desk_of(50))
    grid = shown.journal.grid
    grid.pick(3)
    for _ in range(2):
        qtbot.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    shown.settle()
    assert selected_ids(shown) == [4, 5, 6]
    assert shown.journal.card.request_id == 6
    assert shown.journal.several.head.text() == "Выбрано 3 заявки"
    assert shown.journal.several.isVisible()
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert selected_ids(shown) == [6]
    assert not shown.journal.several.isVisible()


def test_selected_rows_stay_selected_by_their_requests_when_others_come_in_above(show):
    shown = show(desk_of(300))
    select(shown, 2, 5, 6)
    for n in (901, 902):
        shown.queries.put(0, row(n, due=LATER))
    shown.hear()
    assert selected_ids(shown) == [3, 6, 7]
    assert shown.journal.grid.request_id == 7


def test_a_selected_row_that_leaves_the_list_leaves_the_selection(show):
    shown = show(desk_of(50))
    select(shown, 2, 5, 6)
    shown.queries.remove(6)
    shown.hear()
    assert selected_ids(shown) == [3, 7]
    assert len(shown.journal.grid.selection.chosen) == 2


def test_another_filter_keeps_the_current_row_alone_and_another_order_keeps_all(show):
    shown = show(desk_of(50))
    select(shown, 2, 5, 6)
    shown.journal.choose(replace(shown.journal.filters, order=Order.NEWEST))
    shown.settle()
    assert len(shown.journal.grid.selection.chosen) == 3
    shown.journal.choose(Filters(quick=Quick.ALL))
    shown.settle()
    assert selected_ids(shown) == [7]
    assert not shown.journal.several.isVisible()


def test_selected_rows_out_of_memory_stay_selected(show):
    shown = show(desk_of(5000))
    places = [*range(0, 60, 2)]
    select(shown, *places)
    grid = shown.journal.grid
    grid.verticalScrollBar().setValue(3000 * shown.context.theme.row_height)
    shown.window.grab()
    shown.settle()
    shown.queries.put(0, row(9001, due=LATER))
    shown.hear()
    shown.hear()
    grid.verticalScrollBar().setValue(0)
    shown.window.grab()
    shown.settle()
    shown.settle()
    assert len(grid.selection.chosen) == len(places)
    assert selected_ids(shown) == [place + 1 for place in places]


def test_all_of_a_million_rows_are_one_range_and_nothing_is_loaded(show, qtbot):
    shown = show(MemoryDesk(ManyQueries()))
    grid, queries = shown.journal.grid, shown.queries
    grid.pick(0)
    shown.settle()
    queries.pages.clear()
    began = time.perf_counter()
    qtbot.keyClick(grid, Qt.Key.Key_A, CONTROL)
    took = time.perf_counter() - began
    shown.settle()
    assert grid.selection.chosen.spans == (Span(0, 999_999),)
    assert shown.journal.several.head.text().replace("\xa0", "") == "Выбрано 1000000 заявок"
    assert set(queries.pages) <= {0, PAGE}
    assert took < 0.5  # a wide margin: going through the rows takes many seconds


def test_a_change_under_a_million_selected_rows_does_not_stall(show, qtbot):
    shown = show(MemoryDesk(ManyQueries()))
    grid = shown.journal.grid
    grid.pick(10)
    qtbot.keyClick(grid, Qt.Key.Key_End, SHIFT)
    shown.settle()
    shown.settle()
    assert len(grid.selection.chosen) == 999_990
    shown.queries.total += 5
    shown.queries.tell(3)
    began = time.perf_counter()
    shown.hear()
    assert time.perf_counter() - began < 2.0
    assert grid.selection.chosen.spans == (Span(10, 999_999),)


def test_too_many_rows_are_not_copied_and_it_is_said_what_to_do_instead(show, qtbot):
    shown = show(MemoryDesk(ManyQueries()))
    grid = shown.journal.grid
    grid.pick(0)
    qtbot.keyClick(grid, Qt.Key.Key_A, CONTROL)
    shown.settle()
    shown.queries.pages.clear()
    qtbot.keyClick(grid, Qt.Key.Key_C, CONTROL)
    shown.settle()
    assert clipboard() == ""
    assert "Ctrl+E" in shown.window.message.sentence
    assert shown.queries.pages == []


def test_as_many_as_may_be_are_copied_with_headings_in_the_order_shown(show, qtbot):
    shown = show(MemoryDesk(ManyQueries(MOST_COPIED)))
    grid = shown.journal.grid
    grid.horizontalHeader().moveSection(3, 1)
    grid.pick(0)
    qtbot.keyClick(grid, Qt.Key.Key_A, CONTROL)
    shown.settle()
    qtbot.keyClick(grid, Qt.Key.Key_C, CONTROL)
    shown.wait_until(lambda: clipboard() != "", timeout=30_000)
    lines = clipboard().splitlines()
    assert len(lines) == MOST_COPIED + 1
    assert lines[0].split("\t")[:3] == ["Статус", "Участок", "Номер"]
    assert lines[-1].split("\t")[:3] == ["Подтверждена", "12а", f"2026-{MOST_COPIED:06}"]
    data = QGuiApplication.clipboard().mimeData()
    assert data.html().count("<tr>") == MOST_COPIED + 1


def test_selected_rows_are_copied_in_the_lists_order_whatever_the_order_of_selecting(show, qtbot):
    shown = show(desk_of(50))
    select(shown, 7, 2, 4)
    shown.settle()  # the card of a row without one refuses, in the bar where the note will stand
    qtbot.keyClick(shown.journal.grid, Qt.Key.Key_C, CONTROL)
    shown.settle()
    assert [line.split("\t")[1] for line in clipboard().splitlines()[1:]] == [f"2026-{n:06}" for n in (3, 5, 8)]
    assert "Скопировано 3 заявки" in shown.window.message.sentence


def test_the_number_alone_is_copied(show, qtbot):
    shown = show(desk_of(5))
    shown.journal.grid.pick(2)
    qtbot.keyClick(shown.journal.grid, Qt.Key.Key_C, CONTROL | SHIFT)
    assert clipboard() == "2026-000003"


@pytest.mark.parametrize("cell", ["=1+1", "+7 914", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_is_made_harmless(cell):
    assert harmless(cell).startswith("'")


def test_tabs_and_line_ends_do_not_break_the_table(console):
    columns = console.journal.grid.columns.columns_shown()
    rows = [row(1, plot='1\t2\n"<b>', client="=HYPERLINK(1)", due=LATER)]
    table = copied(columns, rows)
    assert len(table.text.splitlines()) == 2
    assert len(table.text.splitlines()[1].split("\t")) == len(columns)
    assert "&lt;b&gt;" in table.html
    assert "'=HYPERLINK(1)" in table.text


def test_the_menu_of_a_row_offers_everything_with_its_key(console, qtbot):
    console.journal.grid.pick(1)
    console.settle()
    menu = console.journal.deeds.make_menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    keys = ("Enter", "F2", "F5", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+E", "F4", "Ctrl+A", "F9", "Ctrl+S")
    assert [text.split("\t")[1] for text in texts] == list(keys)
    menu.close()


def test_without_a_selected_row_only_what_needs_none_can_be_chosen(console):
    menu = console.journal.deeds.make_menu()
    enabled = {action.objectName() for action in menu.actions() if action.isEnabled() and action.text()}
    assert enabled == {"journal-menu-all", "journal-menu-columns", "journal-menu-save", "journal-menu-export"}
    menu.close()


def test_the_list_of_keys_names_the_new_ones(console):
    from ui.shell.window import _KEYS

    assert {"F4", "F9", "Ctrl+S", "Ctrl+A", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+E", "Alt+1…9"} <= {key for key, _ in _KEYS}


def test_rows_that_are_not_open_have_no_command_in_the_dry_run():
    kinds = {r.id for r in sample_rows() if r.kind.is_control and r.status in (Status.CONFIRMED, Status.IN_PROGRESS)}
    assert kinds == {398, 409, 412, 411, 405, 406}
