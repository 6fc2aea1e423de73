"""Columns are arranged by hand, by key and by mouse, kept for the operator, and never cut out of sight unsaid."""

import pytest
from PySide6.QtCore import Qt

from app.services.preferences import JOURNAL_COLUMNS
from tests.fakes.queries import MemoryDesk, MemoryQueries, sample_rows
from ui.screens.requests.columns_dialog import ColumnsDialog

WIDE = (2400, 900)
USUAL = ["status", "number", "client", "plot", "kind", "confirmed", "due", "term", "command"]


@pytest.fixture
def console(show):
    """Wide enough for every usual column and some more."""
    return show(size=WIDE)


def shown_keys(shown) -> list[str]:
    return [column.key for column in shown.journal.grid.columns.columns_shown()]


def open_columns(shown, qtbot) -> ColumnsDialog:
    qtbot.keyClick(shown.journal.grid, Qt.Key.Key_F9)
    dialog = shown.window.findChild(ColumnsDialog)
    dialog.activateWindow()  # as a window manager does
    shown.wait_until(dialog.isActiveWindow)
    return dialog


def item(dialog, key):
    items = (dialog.list.item(at) for at in range(dialog.list.count()))
    return next(one for one in items if one.data(Qt.ItemDataRole.UserRole) == key)


def write(shown) -> None:
    shown.journal.keeper.flush()
    shown.settle()


def test_the_usual_columns_stand_until_somebody_chooses(console):
    assert shown_keys(console) == USUAL


def test_a_column_is_shown_and_hidden_by_key_and_the_list_follows_at_once(console, qtbot):
    dialog = open_columns(console, qtbot)
    dialog.list.setCurrentItem(item(dialog, "filed"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert "filed" in shown_keys(console)
    dialog.list.setCurrentItem(item(dialog, "kind"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert "kind" not in shown_keys(console)
    dialog.close()


def test_what_must_always_show_cannot_be_hidden(console, qtbot):
    dialog = open_columns(console, qtbot)
    dialog.list.setCurrentItem(item(dialog, "term"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert "term" in shown_keys(console)
    assert "всегда" in item(dialog, "term").text()
    dialog.close()


def test_a_column_moves_by_key(console, qtbot):
    dialog = open_columns(console, qtbot)
    dialog.list.setCurrentItem(item(dialog, "client"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert shown_keys(console)[:4] == ["status", "number", "plot", "client"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown_keys(console) == USUAL
    dialog.close()


def test_one_button_puts_everything_back(console, qtbot):
    grid = console.journal.grid
    grid.horizontalHeader().moveSection(3, 1)
    grid.columns.show_column("version", shown=True)
    grid.horizontalHeader().resizeSection(4, 300)
    grid.columns._settled()
    dialog = open_columns(console, qtbot)
    dialog.put_back()
    assert shown_keys(console) == USUAL
    assert grid.columns.choice == grid.columns.usual
    dialog.close()


def test_a_dragged_heading_changes_the_order_and_the_status_stays_first(console):
    header = console.journal.grid.horizontalHeader()
    header.moveSection(3, 1)
    assert shown_keys(console)[:3] == ["status", "plot", "number"]
    assert not header.isFirstSectionMovable()


def test_a_dragged_width_stays_when_the_window_changes(console):
    grid = console.journal.grid
    grid.horizontalHeader().resizeSection(4, 311)
    grid.columns._settled()
    console.window.resize(2000, 900)
    console.settle()
    assert abs(grid.columnWidth(4) - 311) <= 1


def test_a_double_click_on_the_border_gives_the_own_width_back(console):
    grid = console.journal.grid
    before = grid.columnWidth(4)
    grid.horizontalHeader().resizeSection(4, 311)
    grid.columns._settled()
    grid.horizontalHeader().sectionHandleDoubleClicked.emit(4)
    assert grid.columnWidth(4) == before


def test_order_choice_and_widths_are_there_after_a_restart(show, qtbot):
    desk = MemoryDesk(MemoryQueries(sample_rows()))
    first = show(desk, size=WIDE)
    first.journal.grid.horizontalHeader().moveSection(3, 1)
    first.journal.grid.columns.show_column("watts", shown=True)
    first.journal.grid.columns.show_column("command", shown=False)
    first.journal.grid.horizontalHeader().resizeSection(4, 311)
    first.journal.grid.columns._settled()
    write(first)
    assert JOURNAL_COLUMNS in desk.queries.kept
    second = show(desk, size=WIDE)
    keys = shown_keys(second)
    assert keys[:3] == ["status", "plot", "number"]
    assert "watts" in keys
    assert "command" not in keys
    assert abs(second.journal.grid.columnWidth(4) - 311) <= 1


def test_what_was_arranged_last_is_kept_when_the_window_closes_at_once(show):
    desk = MemoryDesk(MemoryQueries(sample_rows()))
    shown = show(desk, size=WIDE)
    shown.journal.grid.columns.show_column("watts", shown=True)
    assert desk.queries.kept == {}
    shown.window.close()
    shown.console.close()
    assert "watts" in desk.queries.kept[JOURNAL_COLUMNS]["shown"]


def test_many_changes_are_written_once(show, qtbot):
    shown = show(size=WIDE)
    puts = []
    keep = shown.journal.keeper._context.write
    shown.journal.keeper.arrived.connect(puts.append)
    for key in ("watts", "filed", "closed"):
        shown.journal.grid.columns.show_column(key, shown=True)
    assert shown.journal.keeper._timer.isActive()
    assert list(shown.journal.keeper._waiting) == [JOURNAL_COLUMNS]
    assert keep is not None
    write(shown)
    assert set(shown.queries.kept[JOURNAL_COLUMNS]["shown"]) >= {"watts", "filed", "closed"}


@pytest.mark.parametrize("kept", [{"order": 7}, {"order": ["gone"], "shown": ["gone"]}, {}, {"order": [], "shown": []}])
def test_unsound_columns_in_the_database_give_the_usual_ones(show, kept):
    desk = MemoryDesk(MemoryQueries(sample_rows()))
    desk.queries.kept[JOURNAL_COLUMNS] = kept
    assert shown_keys(show(desk, size=WIDE)) == USUAL


def test_a_column_that_is_new_since_it_was_kept_stands_where_it_usually_does(show):
    desk = MemoryDesk(MemoryQueries(sample_rows()))
    order = [key for key in USUAL if key != "kind"]
    desk.queries.kept[JOURNAL_COLUMNS] = {"order": order, "shown": order}
    assert shown_keys(show(desk, size=WIDE)) == USUAL


def test_where_room_is_short_it_is_said_which_columns_did_not_fit(show):
    shown = show(size=(1100, 800))
    shown.journal.grid.columns.show_column("reason", shown=True)
    keys = shown_keys(shown)
    assert "reason" not in keys
    assert "Причина отклонения" in shown.journal.left_out.text()
    assert {"status", "number", "client", "plot", "kind", "term"} <= set(keys)


def test_a_heading_offers_a_menu_to_hide_it_and_to_show_others(console):
    columns = console.journal.grid.columns
    menu = columns.make_menu(4)
    texts = [action.text() for action in menu.actions()]
    assert "Скрыть «Вид заявки»" in texts
    assert "Столбцы…\tF9" in texts
    assert "Вернуть как было" in texts
    menu.actions()[0].trigger()
    assert "kind" not in shown_keys(console)
    menu.close()
    assert all("Скрыть" not in action.text() for action in columns.make_menu(7).actions())


def test_headings_say_whether_a_click_sorts(console):
    model = console.journal.model
    tip = Qt.ItemDataRole.ToolTipRole
    assert "по времени подачи" in model.headerData(1, Qt.Orientation.Horizontal, tip)
    assert "не упорядочивается" in model.headerData(2, Qt.Orientation.Horizontal, tip)
