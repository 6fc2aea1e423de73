"""Filing by clicks and keys: nothing typed is lost."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.domain.kinds import ConfirmedBy, RequestKind
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from tests.ui.dialogs.hands import (
    choose,
    fill_in_who,
    named,
    note,
    only_request,
    opened,
    press,
    type_in,
)
from ui.context import ScreenContext
from ui.screens.requests.dialogs.confirming import ConfirmDialog
from ui.screens.requests.dialogs.filing import FileDialog

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")


@pytest.mark.rule("R2")
def test_filing_by_keys_alone(context: ScreenContext, desk: SmallDesk, host: QWidget, noted: list[str]):
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog, "12A")
    assert note(dialog, "whose").startswith("Орлова Мария Петровна")
    choose(dialog, "kind", RequestKind.DISCONNECT)
    type_in(context, dialog, "caller", "Петрова, председатель")
    QTest.keyClick(named(dialog, QLineEdit, "caller"), Qt.Key.Key_Return)
    settle(context)
    request = only_request(desk)
    assert (request.kind, request.caller, request.subscriber_id) == (
        RequestKind.DISCONNECT,
        "Петрова, председатель",
        desk.plots["12а"],
    )
    assert request.reported_at == desk.clock.utc()
    assert noted == ["Заявка подана и ждёт подтверждения"]


@pytest.mark.rule("R4")
def test_the_quota_is_said_before_filing(context: ScreenContext, desk: SmallDesk, host: QWidget):
    for _ in range(7):
        desk.file(RequestKind.LIFT, "12а")
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    assert note(dialog, "quota") == "Подано 7 из 10, можно ещё 3 заявки."
    choose(dialog, "kind", RequestKind.REMOTE_CHECK)
    assert note(dialog, "quota") == "Проверки подаются без ограничения."
    dialog.reject()


@pytest.mark.rule("R4")
def test_a_full_quota_refuses_inside_the_dialog_and_loses_nothing(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    for _ in range(10):
        desk.file(RequestKind.LIFT, "12а")
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    assert note(dialog, "quota") == "Подано 10 из 10; свободно с 00:00 вт 17.02."
    choose(dialog, "kind", RequestKind.LIFT)
    type_in(context, dialog, "caller", "Петрова")
    press(context, dialog)
    assert note(dialog, "error").startswith("На пн 16.02 уже подано 10 заявок.")
    assert dialog.isVisible()
    assert named(dialog, QLineEdit, "caller").text() == "Петрова"
    dialog.reject()


@pytest.mark.rule("R5")
def test_three_watts_are_asked_about_and_can_be_made_kilowatts(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    type_in(context, dialog, "watts", "3")
    type_in(context, dialog, "caller", "Петрова")
    assert note(dialog, "doubt") == "Вы указали 3 Вт. Если нужно 3 кВт, введите 3\u00a0000."
    press(context, dialog)
    assert dialog.isVisible(), "the first press asks"
    press(context, dialog, "kilowatts")
    press(context, dialog)
    assert only_request(desk).watts == 3000


@pytest.mark.rule("R5")
def test_few_watts_that_are_meant_are_filed_by_a_second_press(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    type_in(context, dialog, "watts", "60")
    type_in(context, dialog, "caller", "Петрова")
    press(context, dialog)
    assert named(dialog, QPushButton, "primary").text() == "Подать: всё верно, 60 Вт"
    press(context, dialog)
    assert only_request(desk).watts == 60


def test_watts_over_the_allowed_maximum_are_refused_at_their_field(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    type_in(context, dialog, "watts", "5 001")
    type_in(context, dialog, "caller", "Петрова")
    press(context, dialog)
    assert "больше разрешённого абоненту максимума 5\u00a0000 Вт" in note(dialog, "error")
    assert dialog.focusWidget() is named(dialog, QLineEdit, "watts")
    dialog.reject()


def test_an_open_request_of_the_plot_warns_and_a_contradicting_one_says_so(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    choose(dialog, "kind", RequestKind.DISCONNECT)
    settle(context)
    assert note(dialog, "similar") == "У участка уже открыта 2026-000001: Отключение абонента, Подтверждена."
    choose(dialog, "kind", RequestKind.RECONNECT)
    settle(context)
    assert note(dialog, "contradicting").startswith("Противоречит открытой 2026-000001")
    dialog.reject()


@pytest.mark.rule("R6")
def test_a_check_asks_for_its_text(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "file", None, host)
    fill_in_who(context, dialog)
    choose(dialog, "kind", RequestKind.ONSITE_CHECK)
    assert "выезд оплачивается отдельно" in note(dialog, "visit-price")
    type_in(context, dialog, "caller", "Петрова")
    press(context, dialog)
    assert "Опишите причину проверки" in note(dialog, "error")
    assert dialog.focusWidget() is named(dialog, QPlainTextEdit, "text")
    type_in(context, dialog, "text", "щёлкает")
    press(context, dialog)
    assert only_request(desk).text == "щёлкает"


def test_what_is_missing_is_said_in_turn(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "file", None, host)
    assert isinstance(dialog, FileDialog)
    press(context, dialog)
    assert note(dialog, "error").startswith("Клиент не выбран")
    type_in(context, dialog, "client", "берёзка")
    press(context, dialog)
    assert note(dialog, "error").startswith("Участок не выбран")
    type_in(context, dialog, "plot", "4/1")
    settle(context)
    press(context, dialog)
    assert note(dialog, "error").startswith("Мощность не указана")
    dialog.reject()


@pytest.mark.rule("R9")
def test_confirming_says_the_start_deadline_before_it_is_pressed(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = desk.file(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "confirm", request_id, host)
    assert isinstance(dialog, ConfirmDialog)
    assert note(dialog, "preview") == "Начать до 18:00"
    desk.clock.move(hours=2)
    dialog.received.setDateTime(QDateTime(QDate(2026, 2, 16), QTime(12, 0)))
    settle(context)
    assert note(dialog, "preview") == "Начать до вт 18:00"
    press(context, dialog)
    request = desk.card(request_id).request
    assert request.confirmed_at == datetime(2026, 2, 16, 9, 0, tzinfo=UTC)
    assert request.start_due == datetime(2026, 2, 17, 15, 0, tzinfo=UTC)


@pytest.mark.rule("R2")
@pytest.mark.parametrize(("kind", "call_offered"), [(RequestKind.DISCONNECT, False), (RequestKind.REMOTE_CHECK, True)])
def test_a_call_alone_is_offered_only_for_checks(
    context: ScreenContext, desk: SmallDesk, host: QWidget, kind: RequestKind, call_offered: bool
):
    dialog = opened(context, "confirm", desk.file(kind, "33", text="щёлкает"), host)
    combo = named(dialog, QComboBox, "how")
    assert (ConfirmedBy.CALL in [combo.itemData(n) for n in range(combo.count())]) is call_offered
    dialog.reject()
