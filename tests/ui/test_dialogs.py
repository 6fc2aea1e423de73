"""The dialogs of a request, driven by clicks and keys on a real desk: nothing typed is lost, nothing is sent unasked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QEvent, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Status
from app.domain.requests import Completion
from app.services import requests
from app.services.ports import JournalFilter
from drivers.simulator import Faults
from tests.fakes.small_desk import SmallDesk, make_small_desk
from tests.fakes.window import end, make_context, settle
from ui.context import ScreenContext
from ui.screens.requests.dialogs import open_dialog
from ui.screens.requests.dialogs.agreeing import AgreeDialog
from ui.screens.requests.dialogs.base import DeskDialog
from ui.screens.requests.dialogs.confirming import ConfirmDialog
from ui.screens.requests.dialogs.filing import FileDialog
from ui.screens.requests.dialogs.starting import IDLE_MS, StartDialog

METER_33 = "00471193"

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SmallDesk]:
    desk = make_small_desk(tmp_path)
    yield desk
    desk.app.close()


@pytest.fixture
def context(qapp: object, desk: SmallDesk) -> Iterator[ScreenContext]:
    context = make_context(desk)
    yield context
    end(context)


@pytest.fixture
def host(qtbot: object) -> Iterator[QWidget]:
    host = QWidget()
    host.show()
    yield host
    host.close()
    host.deleteLater()


@pytest.fixture
def noted(context: ScreenContext) -> list[str]:
    noted: list[str] = []
    context.messages.noted.connect(noted.append)
    return noted


def opened(context: ScreenContext, intent: str, request_id: int | None, host: QWidget) -> DeskDialog:
    dialog = open_dialog(context, intent, request_id, host)
    assert dialog is not None
    settle(context)
    settle(context)
    return dialog


def named(dialog: QWidget, kind: type, name: str):
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def press(context: ScreenContext, dialog: QWidget, name: str = "primary") -> None:
    QTest.mouseClick(named(dialog, QPushButton, name), Qt.MouseButton.LeftButton)
    settle(context)
    settle(context)


def type_in(context: ScreenContext, dialog: QWidget, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name) or named(dialog, QPlainTextEdit, name)
    field.setFocus()
    for sign in text:  # QTest.keyClicks knows Latin letters only
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
    settle(context)


def note(dialog: QWidget, name: str) -> str:
    label = named(dialog, QLabel, name)
    return label.text() if label.isVisible() else ""


def choose(dialog: QWidget, name: str, value: object) -> None:
    combo = named(dialog, QComboBox, name)
    for place in range(combo.count()):
        if combo.itemData(place) == value:
            combo.setFocus()
            QTest.keyClick(combo, Qt.Key.Key_Home)
            for _ in range(place):
                QTest.keyClick(combo, Qt.Key.Key_Down)
            return
    raise AssertionError(value)


def only_request(desk: SmallDesk):
    rows = desk.app.queries.journal_page(JournalFilter(statuses=("filed",)), first=0, count=5, total=5).rows
    assert len(rows) == 1
    return desk.card(rows[0].id).request


def fill_in_who(context: ScreenContext, dialog: QWidget, plot: str = "33") -> None:
    type_in(context, dialog, "client", "ромаш")
    settle(context)
    type_in(context, dialog, "plot", plot)
    settle(context)


# --- filing -------------------------------------------------------------------------------------------------------


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
    assert request.reported_at == desk.clock.now
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
    assert note(dialog, "error").startswith("На пн 16.02.2026 уже подано 10 заявок.")
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


# --- confirming ---------------------------------------------------------------------------------------------------


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


# --- the command --------------------------------------------------------------------------------------------------


@pytest.mark.rule("C9")
def test_a_disconnect_names_everything_and_opens_on_cancel(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "start", desk.confirmed(RequestKind.DISCONNECT, "33"), host)
    assert dialog.windowTitle() == "Отключить: СНТ «Ромашка», участок 33, ул. Садовая, 4, счётчик 00471193"
    assert dialog.focusWidget() is dialog.cancel
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    settle(context)
    assert not dialog.isVisible() if _alive(dialog) else True
    assert desk.card(1).commands == ()


def _alive(dialog: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(dialog)


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


# --- checks -------------------------------------------------------------------------------------------------------


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


def agreed(desk: SmallDesk, day: date) -> int:
    from app.domain.requests import Visit

    request_id = desk.confirmed(RequestKind.ONSITE_CHECK, "33", text="щёлкает")
    requests.agree_visit(
        desk.app.unit_of_work(),
        request_id=request_id,
        seen_version=desk.card(request_id).request.version,
        visit=Visit("Петрова", "+7 914 222", day),
        by=desk.app.operator,
        now=desk.clock.now,
    )
    return request_id


# --- done ---------------------------------------------------------------------------------------------------------


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


# --- rejecting ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("R14")
def test_rejecting_with_other_needs_words(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
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


# --- two people, faults -------------------------------------------------------------------------------------------


def begun_by_another(desk: SmallDesk, request_id: int) -> None:
    requests.begin_check(
        desk.app.unit_of_work(),
        request_id=request_id,
        seen_version=desk.card(request_id).request.version,
        by=desk.app.operator,
        now=desk.clock.now,
    )


@pytest.mark.rule("A10")
def test_a_conflict_shows_was_theirs_mine_and_keeps_what_was_typed(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = desk.confirmed(RequestKind.REMOTE_CHECK, "33", text="не меняется")
    dialog = opened(context, "reject", request_id, host)
    type_in(context, dialog, "words", "абонент передумал")
    begun_by_another(desk, request_id)
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
    type_in(context, dialog, "words", "абонент передумал")
    begun_by_another(desk, request_id)
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
    requests.complete(
        desk.app.unit_of_work(),
        request_id=request_id,
        seen_version=desk.card(request_id).request.version,
        completion=Completion(),
        by=desk.app.operator,
        now=desk.clock.now,
    )
    press(context, dialog)
    press(context, dialog, "conflict-keep")
    assert note(dialog, "error").startswith("Заявка 2026-000001 сейчас «Выполнена».")
    dialog.reject()


@pytest.mark.rule("A8")
def test_with_stale_data_nothing_is_written(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
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
    named(dialog, QPushButton, "primary").click()
    dialog.primary.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    settle(context)
    assert [line.action for line in desk.card(request_id).history].count("reject") == 1


def test_escape_leaves_without_writing(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    dialog = opened(context, "reject", request_id, host)
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
