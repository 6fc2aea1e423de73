"""Done, rejected, withdrawn; two people at once; faults."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.domain.kinds import RejectReason, RequestKind, Status
from drivers.simulator import Faults
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from tests.ui.dialogs.hands import (
    METER_33,
    agreed,
    choose,
    named,
    note,
    opened,
    press,
    type_in,
)
from ui.context import ScreenContext

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")


@pytest.mark.rule("R12")
def test_a_verified_command_is_done_with_one_press(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "complete", request_id, host)
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert "отключить участок 33" in words
    assert "реле отключено" in words
    assert dialog.findChild(QPlainTextEdit, "seen-by") is None
    press(context, dialog)
    assert desk.card(request_id).request.status is Status.DONE


@pytest.mark.rule("R12")
def test_without_a_proving_reading_words_are_asked_for(context: ScreenContext, desk: SmallDesk, host: QWidget):
    desk.set_faults(METER_33, Faults(lying=True))
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "complete", request_id, host)
    press(context, dialog)
    assert "впишите, кто и что видел" in note(dialog, "error")
    assert dialog.focusWidget() is named(dialog, QPlainTextEdit, "seen-by")
    type_in(context, dialog, "seen-by", "Петрова: света нет")
    QTest.keyClick(named(dialog, QPlainTextEdit, "seen-by"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(context)
    assert desk.card(request_id).request.evidence == "Петрова: света нет"


@pytest.mark.rule("R13")
def test_an_on_site_check_is_done_with_its_result_and_may_be_a_false_call(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = agreed(desk, date(2026, 2, 18))
    dialog = opened(context, "complete", request_id, host)
    press(context, dialog)
    assert note(dialog, "error") == "Результат не указан. Укажите результат проверки."
    type_in(context, dialog, "result", "счётчик исправен")
    QTest.mouseClick(named(dialog, QCheckBox, "false-call"), Qt.MouseButton.LeftButton)
    press(context, dialog)
    request = desk.card(request_id).request
    assert (request.status, request.result, request.false_call) == (Status.DONE, "счётчик исправен", True)


@pytest.mark.rule("R14")
def test_rejecting_with_other_needs_words(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    choose(dialog, "reason", RejectReason.OTHER)
    press(context, dialog)
    assert note(dialog, "error") == "Причина не указана. Выберите её из списка или впишите свою."
    type_in(context, dialog, "words", "подана дважды")
    press(context, dialog)
    request = desk.card(request_id).request
    assert (request.reject_reason, request.reason) == (RejectReason.OTHER, "подана дважды")


@pytest.mark.rule("R14")
def test_rejecting_after_the_command_says_so_and_files_the_opposite(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    assert note(dialog, "sent") == "Команда уже ушла на счётчик. Отклонение заявки её не отменит."
    QTest.mouseClick(named(dialog, QCheckBox, "opposite"), Qt.MouseButton.LeftButton)
    press(context, dialog)
    assert desk.card(request_id).request.status is Status.REJECTED
    (other,) = desk.card(request_id).others_open
    assert (other.kind, other.status) == (RequestKind.RECONNECT, "confirmed")


@pytest.mark.rule("R14")
def test_the_opposite_of_a_lift_asks_for_its_watts(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.started(RequestKind.LIFT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    press(context, dialog)
    dialog = opened(context, "opposite", request_id, host)
    press(context, dialog)
    assert note(dialog, "error").startswith("Мощность не указана")
    type_in(context, dialog, "watts", "4 000")
    press(context, dialog)
    (other,) = desk.card(request_id).others_open
    assert (other.kind, other.watts) == (RequestKind.LIMIT, 4000)


def test_a_withdrawal_of_a_filed_request(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.file(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "withdraw", request_id, host)
    assert dialog.findChild(QComboBox, "reason") is None
    type_in(context, dialog, "words", "позвонила Петрова")
    press(context, dialog)
    request = desk.card(request_id).request
    assert (request.status, request.reject_reason) == (Status.REJECTED, RejectReason.WITHDRAWN)


@pytest.mark.rule("A10")
def test_a_conflict_shows_was_theirs_mine_and_keeps_what_was_typed(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = desk.confirmed(RequestKind.REMOTE_CHECK, "33", text="не меняется")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    type_in(context, dialog, "words", "абонент передумал")
    desk.begin_check(request_id)  # by another
    press(context, dialog)
    words = note(dialog, "conflict-words")
    assert "Было: Подтверждена. Стало: В стадии выполнения. У Вас: Отклонена." in words
    assert named(dialog, QPlainTextEdit, "words").toPlainText() == "абонент передумал"
    assert desk.card(request_id).request.status is Status.IN_PROGRESS
    press(context, dialog, "conflict-keep")
    assert desk.card(request_id).request.reason == "абонент передумал"


@pytest.mark.rule("A10")
def test_taking_the_new_shows_it_and_keeps_the_dialog_and_the_text(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = desk.confirmed(RequestKind.REMOTE_CHECK, "33", text="не меняется")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    type_in(context, dialog, "words", "абонент передумал")
    desk.begin_check(request_id)  # by another
    press(context, dialog)
    press(context, dialog, "conflict-take")
    assert note(dialog, "what").startswith("В стадии выполнения")
    assert note(dialog, "conflict-words") == ""
    assert named(dialog, QPlainTextEdit, "words").toPlainText() == "абонент передумал"
    assert desk.card(request_id).request.status is Status.IN_PROGRESS
    dialog.reject()


def test_a_final_request_refuses_inside_the_dialog(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    desk.complete(request_id)
    press(context, dialog)
    press(context, dialog, "conflict-keep")
    assert note(dialog, "error").startswith("Заявка 2026-000001 сейчас «Выполнена».")
    dialog.reject()


@pytest.mark.rule("A8")
def test_with_stale_data_nothing_is_written(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    context.changes.is_stale = True
    press(context, dialog)
    assert "команды недоступны" in note(dialog, "error")
    assert desk.card(request_id).request.status is Status.CONFIRMED
    dialog.reject()


def test_while_a_write_runs_neither_escape_nor_a_second_press_does_anything(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    named(dialog, QPushButton, "primary").click()
    dialog.primary.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    settle(context)
    assert [line.action for line in desk.card(request_id).history].count("reject") == 1


def test_escape_leaves_without_writing(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
    choose(dialog, "reason", RejectReason.UNCLEAR)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(context)
    assert desk.card(request_id).request.status is Status.CONFIRMED


def test_an_unknown_request_is_said_inside(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "reject", 4711, host)
    assert note(dialog, "error") == "Заявка 4711 не найдена. Проверьте номер."
    assert not dialog.primary.isEnabled()
    dialog.reject()


INTENTS = ("confirm", "start", "begin-check", "agree", "log-call", "complete", "reject", "withdraw")


@pytest.mark.rule("A9")
@pytest.mark.parametrize("intent", ["file", *INTENTS])
def test_every_field_has_a_name_and_is_reached_by_tab(
    context: ScreenContext, desk: SmallDesk, host: QWidget, intent: str
):
    kind = {"begin-check": RequestKind.REMOTE_CHECK, "agree": RequestKind.ONSITE_CHECK}.get(
        intent, RequestKind.ONSITE_CHECK if intent == "log-call" else RequestKind.DISCONNECT
    )
    if intent == "file":
        request_id = None
    elif intent in ("confirm", "withdraw"):
        request_id = desk.file(kind, "33", text="щёлкает")
    elif intent == "complete":
        desk.set_faults(METER_33, Faults(lying=True))
        request_id = desk.started(kind, "33")
    else:
        request_id = desk.confirmed(kind, "33", text="щёлкает")
    dialog = opened(context, intent, request_id, host)
    fields = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless = [w for w in fields if not (w.accessibleName() or (isinstance(w, QPushButton) and w.text()))]
    inner = [w for w in nameless if w.parentWidget().accessibleName()]
    assert [w for w in nameless if w not in inner] == []
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    dialog.reject()
