"""Scenario 3 through the window: 48 hours, two days and an agreed visit, all of one Friday (R10-R13, R17)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton

from app.domain.kinds import RequestKind, Status
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from tests.ui.dialogs.hands import named, note, press, type_in
from tests.ui.scenarios.dispatcher import Dispatcher

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")


def three_confirmed(her: Dispatcher) -> tuple[int, int, int]:
    """A limit, a remote and an on-site check, filed and confirmed one after the other; «Начать до» is the same."""
    ids = []
    for kind, plot, watts, text in (
        (RequestKind.LIMIT, "12а", "3000", ""),
        (RequestKind.REMOTE_CHECK, "33", "", "показания не меняются"),
        (RequestKind.ONSITE_CHECK, "87", "", "счётчик щёлкает"),
    ):
        ids.append(her.file(kind, plot, watts=watts, text=text))
        her.confirm()
        assert "Начать до 18:00" in her.lines("due")
        assert her.exact("Начать до").startswith("пт 20.02.2026 18:00")
    first, second, third = ids
    return first, second, third


def all_started(her: Dispatcher, first: int, second: int, third: int) -> None:
    """17:40 the command and the check, 17:50 the visit agreed; the three deadlines on their cards."""
    her.at("2026-02-20 17:40")
    her.open(first)
    her.press(her.step("start"))
    her.desk.carry()
    her.look_up()
    assert her.status() == "В стадии выполнения"
    assert "Исполнение проверено" in "\n".join(her.lines("command"))
    assert "Выполнить до вс 17:40" in her.lines("due")
    assert her.exact("Выполнить до").startswith("вс 22.02.2026 17:40")

    her.open(second)
    dialog = her.step("begin-check")
    assert note(dialog, "preview") == "Выполнить до вс 24:00"
    her.press(dialog)
    assert her.status() == "В стадии выполнения"
    assert her.exact("Выполнить до").startswith("вс 22.02.2026 24:00")

    her.at("2026-02-20 17:50")
    her.open(third)
    dialog = her.step("agree")
    type_in(her.context, dialog, "with-whom", "Петрова, председатель")
    her.type_over(dialog, "day", "25022026")
    assert note(dialog, "preview") == "Выполнить до ср 24:00"
    her.press(dialog)
    assert her.status() == "В стадии выполнения"
    assert her.exact("Выполнить до").startswith("ср 25.02.2026 24:00")
    assert "ср 25.02.2026; Петрова, председатель, +7 495 000-00-00" in her.lines("asked")


@pytest.mark.rule("R10")
@pytest.mark.rule("R11")
@pytest.mark.rule("R12")
@pytest.mark.rule("R13")
@pytest.mark.rule("R17")
def test_three_completion_deadlines_of_one_friday(sit_down: Callable[[str], Dispatcher], desk: SmallDesk):
    her = sit_down("2026-02-20 11:30")
    first, second, third = three_confirmed(her)
    all_started(her, first, second, third)

    her.at("2026-02-22 17:39")
    assert (her.overdue(), her.blinking()) == ([], [])
    her.at("2026-02-22 17:41")
    assert (her.overdue(), her.blinking()) == ([first], [first])
    her.at("2026-02-22 23:59")
    assert her.blinking() == [first]
    her.at("2026-02-23 00:01")
    assert (her.overdue(), her.blinking()) == ([first, second], [first, second])

    her.open(second)
    assert "Просрочено 0:01" in her.lines("due")
    dialog = her.step("complete")
    press(her.context, dialog)
    assert "Укажите результат проверки" in note(dialog, "error")
    assert dialog.focusWidget() is named(dialog, QPlainTextEdit, "result")
    her.escape(dialog)
    assert desk.card(second).request.status is Status.IN_PROGRESS

    her.at("2026-02-24 10:00")
    her.open(third)
    dialog = her.step("agree")
    assert note(dialog, "old-visit").startswith("Согласовано сейчас: ср 25.02.2026; Петрова, председатель")
    her.type_over(dialog, "day", "27022026")
    assert note(dialog, "preview").startswith("Выполнить до пт 24:00\nПрежний срок: ср 25.02.2026 24:00")
    her.press(dialog)
    assert her.exact("Выполнить до").startswith("пт 27.02.2026 24:00")
    assert any(line.startswith("Прежний срок: ср 25.02.2026 24:00") for line in her.lines("due"))
    history = "\n".join(her.lines("history"))
    assert "Согласован другой срок выезда" in history
    assert "прежний срок ср 25.02.2026 24:00" in history, history

    her.at("2026-02-27 15:00")
    dialog = her.step("complete")
    type_in(her.context, dialog, "result", "счётчик исправен, вызов ложный")
    QTest.mouseClick(named(dialog, QCheckBox, "false-call"), Qt.MouseButton.LeftButton)
    her.press(dialog)
    assert her.status() == "Выполнена"
    assert "ложный вызов (оплачивается клиентом)" in her.lines("asked")
    assert "Закрыта в срок" in her.lines("due")
    calls = desk.app.queries.false_calls(2026, 2, desk.app.office)
    assert [(call.number, call.client, call.plot) for call in calls] == [("2026-000003", "СНТ «Ромашка»", "87")]

    assert her.blinking() == [first, second]
    her.open(first)
    her.press(her.step("complete"))
    assert her.status() == "Выполнена"
    assert "Закрыта с опозданием" in her.lines("due")
    her.look_up()
    assert (her.overdue(), her.blinking()) == ([second], [second])


@pytest.mark.rule("R10")
def test_a_visit_needs_a_name_before_its_date_counts(sit_down: Callable[[str], Dispatcher], desk: SmallDesk):
    her = sit_down("2026-02-20 11:30")
    third = her.file(RequestKind.ONSITE_CHECK, "87", text="счётчик щёлкает")
    her.confirm()
    her.at("2026-02-20 17:50")
    dialog = her.step("agree")
    her.type_over(dialog, "day", "25022026")
    QTest.mouseClick(named(dialog, QPushButton, "primary"), Qt.MouseButton.LeftButton)
    settle(her.context)
    assert "Не указано, с кем согласовано" in note(dialog, "error")
    her.escape(dialog)
    assert desk.card(third).request.status is Status.CONFIRMED
