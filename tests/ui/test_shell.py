"""The frame: navigation, counters that are filters, search, clock, status bar, training, stale data, keys, names."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QPushButton, QScrollBar, QWidget

from app.domain.errors import Unavailable
from tests.fakes.queries import NOW, MemoryDesk, MemoryQueries, row, sample_rows
from ui.composition import chosen_language
from ui.screens.requests.filters import Quick
from ui.shell.popups import KeysDialog
from ui.shell.screens import SCREENS
from ui.theme import DARK


def test_counters_say_the_truth_and_follow_changes(console):
    texts = [button.text() for button in console.window.top.counters.values()]
    assert texts == ["■ Подтверждены 4", "▲ Выполняются 4", "◷ Просрочены 2", "? Исход неизвестен 1"]
    console.queries.put(0, row(900, due=NOW + timedelta(hours=1)))
    console.hear()
    console.window.pulse.count()
    console.settle()
    assert console.window.top.counters["confirmed"].text() == "■ Подтверждены 5"


def test_a_counter_filters_the_journal_and_pressed_again_gives_back_the_list(console):
    console.window.top.counters["overdue"].click()
    console.settle()
    assert console.numbers() == [398, 409]
    assert console.window.top.counters["overdue"].isChecked()
    console.window.top.counters["overdue"].click()
    console.settle()
    assert len(console.numbers()) == 8
    assert not console.window.top.counters["overdue"].isChecked()


def test_a_button_of_the_journal_lets_go_of_the_counter(console):
    console.window.top.counters["unknown"].click()
    console.settle()
    assert console.numbers() == [398]
    console.journal.bar._buttons[Quick.DONE].click()
    console.settle()
    assert console.numbers() == [401, 400]
    assert not any(button.isChecked() for button in console.window.top.counters.values())


def test_searching_goes_through_all_requests_after_a_pause_in_typing(console, qtbot):
    qtbot.keyClick(console.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert console.window.top.search.hasFocus()
    before = console.queries.asked["count"]
    qtbot.keyClicks(console.window.top.search, "000401")
    assert console.queries.asked["count"] == before
    console.wait_until(lambda: console.numbers() == [401], timeout=3000)
    assert console.queries.asked["count"] == before + 1
    console.window.top.search.clear()
    console.wait_until(lambda: len(console.numbers()) == 8, timeout=3000)


def test_an_empty_list_teaches_and_its_button_begins_anew(console):
    console.window.top.search.setText("999999")
    console.wait_until(lambda: console.journal.model.rowCount() == 0, timeout=3000)
    assert console.journal.empty.isVisible()
    assert console.journal.empty.title.text() == "По этому запросу заявок нет"
    console.journal.empty.button.click()
    console.settle()
    assert len(console.numbers()) == 8
    assert console.window.top.search.text() == ""


def test_a_desk_without_requests_says_what_will_be_here(show):
    shown = show(MemoryDesk(MemoryQueries()))
    assert shown.journal.empty.title.text() == "Открытых заявок нет"
    assert shown.journal.empty.button.text() == "Новая заявка"


def test_navigation_shows_what_waits_and_switches_by_key(console, qtbot):
    name = console.window.navigation.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name == "Журнал заявок, ждут: 8"
    qtbot.keyClick(console.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert console.window.screen_shown is console.window.screens[1]
    qtbot.keyClick(console.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert console.window.screen_shown is console.journal


def test_navigation_folds_to_icons_and_remembers_it(console, show, qtbot):
    wide = console.window.navigation.width()
    qtbot.keyClick(console.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert console.window.navigation.width() < wide / 2
    console.window.close()
    assert show().window.navigation.folded


def test_a_narrow_window_gives_its_room_to_the_journal(show):
    shown = show(size=(1366, 768))
    assert shown.window.navigation.folded
    assert not shown.journal.grid.horizontalScrollBar().isVisible()


def test_the_clock_shows_date_seconds_and_zone(console):
    assert console.window.top.clock.text() == "вт 24.11.2026 <b>15:46:21</b> МСК"
    assert "UTC+03" in console.window.top.clock.toolTip()
    assert console.window.top.operator.text() == "Анна Петрова"


def test_the_status_bar_says_queue_letters_and_calendar(console):
    status = console.window.status
    texts = [label.text() for label in (status.database, status.commands, status.letters, status.calendar)]
    assert texts == ["База: local", "Команды в очереди: 2", "Писем в очереди нет", "Календарь 2026: утверждён"]


@pytest.mark.rule("C10")
def test_training_changes_the_whole_frame(show):
    shown = show(MemoryDesk(MemoryQueries(sample_rows()), training=True))
    assert shown.window.training.sentence == "УЧЕБНЫЙ РЕЖИМ. Команды на счётчики не уходят"
    assert "УЧЕБНЫЙ РЕЖИМ" in shown.window.windowTitle()
    assert shown.window.centralWidget().property("training") == "true"


@pytest.mark.rule("A8")
def test_without_fresh_data_for_thirty_seconds_the_screen_says_so_and_takes_no_commands(console, monkeypatch):
    opened = []
    monkeypatch.setattr("ui.screens.requests.dialogs.open_dialog", lambda *given: opened.append(given))
    console.queries.failure = Unavailable("database-locked", path="desk.sqlite")
    console.desk.clock.move(seconds=29)
    console.hear()
    assert console.window.stale.sentence == ""
    assert "занята" in console.window.status.away.text()
    console.desk.clock.move(seconds=1)
    console.hear()
    assert console.window.stale.sentence.startswith("Нет связи с базой с 15:46:21.")
    assert not console.journal.grid.isEnabled()
    console.journal.new_request()
    console.journal.begin("start", 398)
    assert opened == []
    console.queries.failure = None
    console.hear()
    assert console.window.stale.sentence == ""
    assert console.journal.grid.isEnabled()
    assert console.window.status.away.isHidden()
    console.journal.new_request()
    assert len(opened) == 1


def test_the_question_mark_lists_the_keys_but_stays_a_letter_where_one_types(console, qtbot):
    qtbot.keyClicks(console.window.top.search, "?")
    assert console.window.findChild(KeysDialog) is None
    qtbot.keyClicks(console.journal.grid, "?")
    dialog = console.window.findChild(KeysDialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "F8" in words
    assert "Остановить мигание" in words
    dialog.close()


@pytest.mark.rule("A9")
def test_every_widget_that_takes_the_keyboard_has_a_name(console):
    nameless = []
    for number in range(len(SCREENS)):
        console.window.navigation.show_screen(number)
        console.settle()
        if number == 0:
            console.journal.bar.more.setChecked(True)
        for widget in console.window.findChildren(QWidget):
            takes = widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
            if takes and not isinstance(widget, QScrollBar) and not (widget.accessibleName() or _text(widget)):
                nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    assert nameless == []


def _text(widget: QWidget) -> str:
    # A scroll area's viewport, and a calendar's inner fields, speak through their owner.
    if isinstance(widget.parent(), QAbstractScrollArea):
        return widget.parent().accessibleName()
    return str(widget.property("text") or "")


def test_no_button_is_cut_off_in_russian(show):
    shown = show(size=(1366, 768))
    shown.journal.bar.more.setChecked(True)
    shown.settle()
    cut = [
        button.text()
        for button in shown.window.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    assert cut == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_both_languages_fill_the_window(show, language):
    shown = show(language=language)
    assert shown.window.navigation.list.item(0).text() == {"ru": "Журнал заявок", "en": "Request journal"}[language]


def test_the_language_is_told_set_or_the_systems(private_settings, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert chosen_language(None) == "en"
    QSettings().setValue("language", "ru")
    assert chosen_language(None) == "ru"
    assert chosen_language("en") == "en"


def test_the_dark_theme_dresses_the_window(show):
    show(dark=True)
    assert QApplication.palette().window().color().name().upper() == DARK.window


def test_settings_are_found_by_their_sentence_and_kept(console):
    number = [entry.key for entry in SCREENS].index("settings")
    console.window.navigation.show_screen(number)
    screen = console.window.screens[number]
    screen.search_field.setText("мига")
    assert [key for key, box in screen.choices.items() if box.isVisible()] == ["reduce_motion"]
    screen.choices["reduce_motion"].setCurrentIndex(1)
    assert QSettings().value("reduce_motion") == "true"
    screen.choices["reduce_motion"].setCurrentIndex(0)
    assert QSettings().value("reduce_motion") is None
