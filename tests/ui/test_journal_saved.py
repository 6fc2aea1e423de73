"""Saved filters: named, shown as chips, opened by key, renamed, deleted, kept for the operator; and the journal's order."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.kinds import RequestKind, Status
from app.services.ports.views import JournalSort
from app.services.preferences import JOURNAL_FILTERS
from app.texts import Texts
from tests.fakes.queries import CLIENTS, NOW, MemoryDesk, MemoryQueries, sample_rows
from ui.screens.requests.filters import Counter, Filters, Order, Period, Quick
from ui.screens.requests.saved import as_choice, describe, read_choice
from ui.screens.requests.saved_dialogs import NameDialog, SavedFiltersDialog

EVERYTHING = Filters(
    quick=None,
    status=Status.DONE,
    kind=RequestKind.LIMIT,
    client_id=2,
    period=Period.DATES,
    since=date(2026, 11, 1),
    until=date(2026, 11, 30),
    before_next_working_day=True,
    text="12а",
    order=Order.OLDEST,
)


def save(shown, qtbot, name: str) -> None:
    qtbot.keyClick(shown.journal.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = next(one for one in shown.window.findChildren(NameDialog) if one.isVisible())
    dialog.edit.setText(name)
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)


def chips(shown) -> list[str]:
    return [chip.text() for chip in shown.journal.bar.saved.chips if not chip.isHidden()]


@pytest.mark.parametrize(
    "filters",
    [Filters(), EVERYTHING, Filters(quick=None, counter=Counter.UNKNOWN), Filters(quick=Quick.ALL, order=Order.NEWEST)],
)
def test_a_choice_comes_back_as_it_was(filters):
    assert read_choice(as_choice(filters)) == filters


@pytest.mark.parametrize(
    "choice",
    [
        {"quick": "gone", "status": 7, "kind": [], "client": "x", "period": "never", "text": 1, "order": None},
        {"period": "dates", "since": "2026-13-45"},
        {"period": "dates"},
    ],
)
def test_what_cannot_be_understood_is_left_out(choice):
    assert read_choice(choice) == Filters()


def test_relative_choices_stay_relative():
    assert as_choice(Filters(quick=Quick.OVERDUE, period=Period.WEEK)) == {
        "quick": "overdue",
        "period": "week",
        "order": "urgency",
    }


def test_a_choice_is_said_in_words():
    said = describe(Texts("ru"), EVERYTHING, lambda _id: "СНТ «Ромашка»")
    assert said == [
        "Выполнена",
        "Ввод ограничения",
        "СНТ «Ромашка»",
        "поданы 01.11.2026 – 30.11.2026",
        "Срок до начала след. рабочего дня",
        "поиск «12а»",
        "Сначала старые",
    ]


def test_the_present_filter_is_saved_by_key_and_opened_again_by_key(console, qtbot):
    console.journal.bar._buttons[Quick.OVERDUE].click()
    console.settle()
    overdue = console.numbers()
    save(console, qtbot, "Горит")
    console.journal.bar._buttons[Quick.ALL].click()
    console.settle()
    assert console.numbers() != overdue
    console.window.activateWindow()  # as a window manager does when a dialog has closed
    console.wait_until(console.window.isActiveWindow)
    qtbot.keyClick(console.journal.grid, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    console.settle()
    assert console.numbers() == overdue
    assert chips(console) == ["Горит"]
    assert console.journal.bar.saved.chips[0].isChecked()


def test_a_name_that_is_taken_is_refused_in_the_dialog_and_nothing_typed_is_lost(console, qtbot):
    save(console, qtbot, "Мои")
    save(console, qtbot, "мои")
    dialog = next(d for d in console.window.findChildren(NameDialog) if d.isVisible())
    assert "уже есть" in dialog.fault.text()
    assert dialog.edit.text() == "мои"
    dialog.close()
    assert chips(console) == ["Мои"]


def test_saved_filters_are_there_after_a_restart(show, qtbot):
    desk = MemoryDesk(MemoryQueries(sample_rows()))
    first = show(desk)
    qtbot.waitUntil(lambda: first.journal.bar._client.count() > 2)  # clients come after the first rows
    first.journal.bar._client.setCurrentIndex(2)
    save(first, qtbot, "Берёзка")
    first.journal.keeper.flush()
    first.settle()
    assert desk.queries.kept[JOURNAL_FILTERS]["filters"][0]["name"] == "Берёзка"
    second = show(desk)
    assert chips(second) == ["Берёзка"]
    second.journal.bar.saved.chips[0].click()
    second.settle()
    assert {row.client for row in map(second.journal.model.row_at, range(second.journal.model.rowCount()))} == {
        CLIENTS[1]
    }


def test_one_is_renamed_in_its_place_moved_and_deleted(console, qtbot):
    for name in ("А", "Б", "В"):
        save(console, qtbot, name)
    console.journal.saved.manage()
    dialog = console.window.findChild(SavedFiltersDialog)
    dialog.list.setCurrentRow(2)
    dialog.shift(-1)
    assert chips(console) == ["А", "В", "Б"]
    dialog.list.item(0).setText("Первый")
    assert chips(console) == ["Первый", "В", "Б"]
    dialog.list.item(0).setText("в")
    assert "уже есть" in dialog.fault.text()
    assert dialog.list.item(0).text() == "Первый"
    dialog.list.setCurrentRow(1)
    dialog.delete()
    assert chips(console) == ["Первый", "Б"]
    dialog.close()


def test_one_is_replaced_by_what_is_shown(console, qtbot):
    save(console, qtbot, "Мой")
    console.journal.bar._buttons[Quick.DONE].click()
    console.settle()
    console.journal.saved.replace_by_present(0)
    assert read_choice(console.journal.saved.saved[0].choice).quick is Quick.DONE
    assert console.journal.bar.saved.chips[0].isChecked()


def test_chips_that_do_not_fit_stand_in_a_menu(show, qtbot):
    shown = show(size=(1100, 800))
    shown.window.resize(1100, 800)  # again: the navigation has folded meanwhile
    shown.settle()
    for n in range(12):
        save(shown, qtbot, f"Очень длинное название отбора {n}")
    bar = shown.journal.bar.saved
    assert 0 < len(chips(shown)) < 12
    assert bar.more.isVisible()
    assert bar.more.text() == f"Ещё {12 - len(chips(shown))}"
    assert shown.window.width() == 1100


def test_the_order_is_chosen_by_clicking_a_heading_and_shown_there(console):
    header = console.journal.grid.horizontalHeader()
    assert header.sortIndicatorSection() == 6
    console.journal.order.sort_by(1)
    assert console.journal.filters.order is Order.NEWEST
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.DescendingOrder)
    console.journal.order.sort_by(1)
    assert console.journal.filters.order is Order.OLDEST
    assert console.journal.model.where.sort is JournalSort.FILED
    console.journal.order.sort_by(2)  # a client: no such order
    assert console.journal.filters.order is Order.OLDEST
    assert header.sortIndicatorSection() == 1
    console.journal.order.sort_by(7)
    assert console.journal.model.where.sort is JournalSort.URGENCY


def test_the_selection_follows_into_another_order(console):
    console.settle()
    console.journal.grid.pick(2)
    chosen = console.journal.grid.request_id
    console.journal.order.sort_by(1)
    console.settle()
    assert console.journal.grid.request_id == chosen


def test_filed_between_two_days_bounds_the_question(console):
    filters = Filters(period=Period.DATES, since=date(2026, 11, 23), until=date(2026, 11, 23))
    console.journal.choose(filters)
    where = console.journal.model.where
    assert where.until - where.since == timedelta(days=1)
    assert where.since < NOW
