"""The command dialogs: nothing is sent unasked."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from app.domain.kinds import RequestKind, Status
from drivers.simulator import Faults
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from tests.ui.dialogs.hands import (
    METER_33,
    agreed,
    alive,
    named,
    note,
    opened,
    press,
    type_in,
)
from ui.context import ScreenContext
from ui.screens.requests.dialogs import open_dialog
from ui.screens.requests.dialogs.agreeing import AgreeDialog
from ui.screens.requests.dialogs.starting import IDLE_MS, StartDialog

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")


@pytest.mark.rule("C9")
def test_a_disconnect_names_everything_and_opens_on_cancel(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "start", desk.confirmed(RequestKind.DISCONNECT, "33"), host)
    assert dialog.windowTitle() == "Отключить: СНТ «Ромашка», участок 33, ул. Садовая, 4, счётчик 00471193"
    assert dialog.focusWidget() is dialog.cancel
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    settle(context)
    assert not dialog.isVisible() if alive(dialog) else True
    assert desk.card(1).commands == ()


@pytest.mark.rule("C9")
def test_a_disconnect_asks_for_the_last_four_digits(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "start", request_id, host)
    assert named(dialog, QPushButton, "primary").text() == "Отправить команду: отключить участок 33"
    assert not dialog.primary.isEnabled()
    type_in(context, dialog, "digits", "1194")
    assert not dialog.primary.isEnabled()
    named(dialog, QLineEdit, "digits").clear()
    type_in(context, dialog, "digits", "1193")
    press(context, dialog)
    (view,) = desk.card(request_id).commands
    assert view.command.state.value == "planned"


@pytest.mark.rule("C9")
def test_a_disconnect_dialog_closes_itself_when_nothing_is_done(
    context: ScreenContext, desk: SmallDesk, host: QWidget, noted: list[str]
):
    dialog = opened(context, "start", desk.confirmed(RequestKind.DISCONNECT, "33"), host)
    assert isinstance(dialog, StartDialog)
    assert (dialog.idle.isActive(), dialog.idle.interval()) == (True, IDLE_MS)
    dialog.idle.timeout.emit()
    settle(context)
    assert noted == ["Окно команды по заявке 2026-000001 закрылось: 60 секунд без действий. Ничего не отправлено."]
    assert desk.card(1).commands == ()


@pytest.mark.rule("C8")
def test_the_plan_says_what_is_sent_where_and_what_is_expected(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "start", desk.confirmed(RequestKind.LIMIT, "12а", watts=5000), host)
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for wanted in ("Ввести ограничение, 5\u00a0000 Вт", "00471112", "ТПП Smart Metering", "ещё не читали"):
        assert wanted in words
    assert "счётчик покажет ограничение 5\u00a0000 Вт" in words
    assert note(dialog, "plan-hash").startswith("План ")
    press(context, dialog)
    assert desk.card(1).commands[0].command.watts == 5000


@pytest.mark.rule("C5")
def test_a_protected_subscriber_cannot_be_disconnected_and_it_says_why(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    dialog = opened(context, "start", desk.confirmed(RequestKind.DISCONNECT, "87"), host)
    assert "абонент под защитой, нужно разрешение второго диспетчера" in note(dialog, "protected")
    digits = named(dialog, QLineEdit, "digits")
    assert not digits.isVisible(), "there is nothing to confirm"
    digits.setText("1187")
    assert not dialog.primary.isEnabled()
    dialog.reject()


@pytest.mark.rule("C8")
def test_a_plan_that_changed_since_is_refused_and_shown_anew(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.LIFT, "33")
    dialog = opened(context, "start", request_id, host)
    with desk.app.unit_of_work() as uow:
        from dataclasses import replace

        meter = uow.clients.meters_of(desk.plots["33"])[0]
        uow.clients.update_meter(replace(meter, serial="00999999"))
        uow.commit()
    press(context, dialog)
    assert note(dialog, "error").startswith("С тех пор как показан план, что-то изменилось.")
    assert desk.card(request_id).commands == ()
    assert "00999999" in "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    press(context, dialog)
    assert len(desk.card(request_id).commands) == 1


@pytest.mark.rule("C2")
def test_sending_again_after_a_reading_that_differs(context: ScreenContext, desk: SmallDesk, host: QWidget):
    desk.set_faults(METER_33, Faults(lying=True))
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "send-again", request_id, host)
    type_in(context, dialog, "digits", "1193")
    press(context, dialog)
    desk.set_faults(METER_33, Faults())
    desk.carry()
    assert [v.command.state.value for v in desk.card(request_id).commands] == ["unknown", "verified"]


def test_reading_again_asks_at_once_and_says_so(
    context: ScreenContext, desk: SmallDesk, host: QWidget, noted: list[str]
):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    assert open_dialog(context, "read-again", request_id, host) is None
    settle(context)
    assert noted == ["Чтение счётчика поставлено в очередь"]
    assert desk.card(request_id).commands[-1].command.action.value == "read"


@pytest.mark.rule("R11")
def test_a_remote_check_says_its_deadline_and_begins(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.REMOTE_CHECK, "33", text="не меняется")
    dialog = opened(context, "begin-check", request_id, host)
    assert note(dialog, "preview") == "Выполнить до ср 24:00"
    QTest.keyClick(dialog.primary, Qt.Key.Key_Return)
    settle(context)
    assert desk.card(request_id).request.status is Status.IN_PROGRESS


@pytest.mark.rule("R10")
def test_attempts_are_logged_until_a_date_is_agreed(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.ONSITE_CHECK, "33", text="щёлкает")
    dialog = opened(context, "agree", request_id, host)
    assert isinstance(dialog, AgreeDialog)
    type_in(context, dialog, "with-whom", "Петрова")
    press(context, dialog, "no-answer")
    assert dialog.isVisible()
    assert note(dialog, "attempts").startswith("Был 1 звонок:\n10:30 anna: Звонок клиенту; Петрова")
    assert desk.card(request_id).request.status is Status.CONFIRMED
    dialog.day.setDate(QDate(2026, 2, 18))
    settle(context)
    press(context, dialog)
    request = desk.card(request_id).request
    assert request.status is Status.IN_PROGRESS
    assert request.visit is not None
    assert (request.visit.with_whom, request.visit.day) == ("Петрова", date(2026, 2, 18))


@pytest.mark.rule("R11")
def test_another_date_shows_old_and_new_and_moves_the_deadline(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = agreed(desk, date(2026, 2, 18))
    dialog = opened(context, "agree", request_id, host)
    assert isinstance(dialog, AgreeDialog)
    assert note(dialog, "old-visit") == "Согласовано сейчас: ср 18.02.2026; Петрова, +7 914 222"
    dialog.day.setDate(QDate(2026, 2, 20))
    settle(context)
    assert note(dialog, "preview").startswith("Выполнить до пт 24:00\nПрежний срок: ср 18.02.2026 24:00")
    QTest.mouseClick(named(dialog, QCheckBox, "window"), Qt.MouseButton.LeftButton)
    press(context, dialog)
    card = desk.card(request_id)
    assert card.request.visit is not None
    assert card.request.visit.day == date(2026, 2, 20)
    assert [kept.current for kept in card.deadlines if kept.which == "completion"] == [False, True]
