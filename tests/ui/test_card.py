"""The request card: what it says, that it keeps up, and that nothing of it is cut or taken for HTML."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from app.domain.changes import Changes, Subject, Touched
from app.domain.kinds import RequestKind, Status
from drivers.simulator import Faults
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from ui.context import ScreenContext
from ui.screens.requests.card import NARROWEST, RequestCardWidget
from ui.screens.requests.card_parts import PlainLabel, StepButton
from ui.screens.requests.card_words import card_text

METER_33 = "00471193"


@pytest.fixture
def card(qtbot: object, context: ScreenContext) -> Iterator[RequestCardWidget]:
    card = RequestCardWidget(context)
    card.resize(NARROWEST, 700)
    card.show()
    yield card
    card.close()
    card.deleteLater()


def said(card: QWidget) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_without_a_request_it_says_what_will_be_here(card: RequestCardWidget):
    assert "Выберите заявку в журнале" in said(card)


def test_it_shows_subscriber_meter_and_where_the_deadline_comes_from(
    card: RequestCardWidget, context: ScreenContext, desk: SmallDesk
):
    card.show_request(desk.confirmed(RequestKind.LIMIT, "12а", watts=5000))
    settle(context)
    words = said(card)
    for wanted in ("2026-000001", "Ввод ограничения, 5\u00a0000 Вт", "Орлова Мария Петровна", "00471112", "ТПП Smart"):
        assert wanted in words
    assert "до 12:00 рабочего дня: в тот же день → срок: пн 16.02.2026 18:00" in words
    assert "R9, регламент в редакции 1, календарь утверждён" in words
    assert card.accessibleDescription().startswith("заявка 2026-000001, подтверждена")


@pytest.mark.rule("A11")
def test_a_deadline_in_a_year_not_yet_decreed_says_so(context: ScreenContext, desk: SmallDesk):
    desk.clock.set(desk.clock.utc().replace(year=2028))
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    text = card_text(context.said, desk.card(request_id), desk.clock.utc()).as_text()
    assert "календарь на 2028 год ещё не утверждён, срок может уточниться" in text
    assert "календарь предварительный" in text


@pytest.mark.rule("A1")
def test_overdue_is_said_in_words_with_the_time_passed(context: ScreenContext, desk: SmallDesk):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    desk.clock.move(hours=7, minutes=42)
    shown = card_text(context.said, desk.card(request_id), desk.clock.utc())
    due = next(section for section in shown.sections if section.key == "due")
    assert (due.tone, due.lines[0].text) == ("overdue", "Просрочено 0:12")
    assert "просрочено 0:12" in shown.accessible


@pytest.mark.rule("C1")
def test_the_commands_evidence_says_what_went_out_and_what_was_read(context: ScreenContext, desk: SmallDesk):
    desk.set_faults(METER_33, Faults(lying=True))
    shown = card_text(context.said, desk.card(desk.started(RequestKind.DISCONNECT, "33")), desk.clock.utc())
    command = next(section for section in shown.sections if section.key == "command")
    words = [line.text for line in command.lines]
    assert words[0] == "Исполнение не подтверждено"
    assert any(line.startswith("Показание: реле включено") for line in words)
    assert "10:30:00 исход неизвестен: состояние прочитано и другое" in words


def test_a_protected_subscriber_is_marked_with_the_document(
    card: RequestCardWidget, context: ScreenContext, desk: SmallDesk
):
    card.show_request(desk.confirmed(RequestKind.DISCONNECT, "87"))
    settle(context)
    badge = card.findChild(QLabel, "protected")
    assert badge is not None
    assert badge.text().startswith("Абонент под защитой: справка № 5 от 11.01.2026.")


def test_texts_from_people_are_never_taken_for_html(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk):
    card.show_request(desk.confirmed(RequestKind.REMOTE_CHECK, "33", text="<b>жирно</b> <img src=x>"))
    settle(context)
    assert "<b>жирно</b> <img src=x>" in said(card)
    assert {label.textFormat() for label in card.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_press_on_the_default_step_says_the_intent(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    card.show_request(request_id)
    settle(context)
    heard: list[tuple[str, int]] = []
    card.intent.connect(lambda intent, which: heard.append((intent, which)))
    button = card.findChild(QPushButton, "step-start")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert heard == [("start", request_id)] * 2
    assert card.default_intent() == "start"


def test_it_refreshes_when_the_request_changes_and_keeps_its_place(
    card: RequestCardWidget, context: ScreenContext, desk: SmallDesk
):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    card.resize(NARROWEST, 420)
    card.show_request(request_id)
    settle(context)
    scroll = card.findChild(QScrollArea, "card-scroll")
    assert scroll is not None
    scroll.verticalScrollBar().setValue(120)
    desk.complete(request_id)
    context.changes.publish(Changes((Touched(Subject.REQUEST, request_id),)))
    settle(context)
    assert card.card is not None
    assert card.card.request.status is Status.DONE
    assert card.findChild(QWidget, "card-status").accessibleName() == "Выполнена"
    assert scroll.verticalScrollBar().value() == 120


def test_a_refresh_that_changes_nothing_keeps_the_widgets(
    card: RequestCardWidget, context: ScreenContext, desk: SmallDesk
):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    card.show_request(request_id)
    settle(context)
    before = card.findChildren(PlainLabel)
    context.changes.publish(Changes((Touched(Subject.REQUEST, request_id),)))
    settle(context)
    assert card.findChildren(PlainLabel) == before


def test_the_last_request_asked_for_is_the_one_shown(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk):
    first, second = desk.confirmed(RequestKind.DISCONNECT, "33"), desk.confirmed(RequestKind.DISCONNECT, "12а")
    card.show_request(first)
    card.show_request(second)
    settle(context)
    assert card.card is not None
    assert card.card.request.id == second


def test_an_unknown_request_is_said_inside_the_card(card: RequestCardWidget, context: ScreenContext):
    card.show_request(4711)
    settle(context)
    assert "Заявка 4711 не найдена" in said(card)


def test_no_text_is_cut_at_the_narrowest_width(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk):
    desk.set_faults(METER_33, Faults(lying=True))
    card.show_request(desk.started(RequestKind.DISCONNECT, "33"))
    settle(context)
    for label in card.findChildren(PlainLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap(), label.text()
            widest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
            assert widest <= label.width() + 1, label.text()
    for button in card.findChildren(StepButton):
        if button.isVisible():
            assert button.height() >= button.heightForWidth(button.width()), button.text()
            assert button.geometry().right() <= card.width()


def test_the_whole_card_can_be_copied(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk, qapp):
    card.show_request(desk.confirmed(RequestKind.DISCONNECT, "33"))
    settle(context)
    card.activateWindow()
    next(action for action in card.actions() if action.objectName() == "card-copy").trigger()
    copied = qapp.clipboard().text()
    assert copied.startswith("2026-000001 · Подтверждена")
    assert "Серийный №: 00471193" in copied


def test_everything_that_can_be_pressed_has_a_name(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk):
    card.show_request(desk.confirmed(RequestKind.ONSITE_CHECK, "33", text="щёлкает"))
    settle(context)
    nameless = [
        widget
        for widget in card.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert nameless == []


def test_time_alone_changes_what_is_said(card: RequestCardWidget, context: ScreenContext, desk: SmallDesk):
    card.show_request(desk.confirmed(RequestKind.DISCONNECT, "33"))
    settle(context)
    assert "Осталось 7:30" in said(card)
    desk.clock.move(hours=8)
    card.say_again()
    qevents(card)
    assert "Просрочено 0:30" in said(card)


def qevents(widget: QWidget) -> None:
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
