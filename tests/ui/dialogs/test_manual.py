"""The dialog of meters worked by hand: the plan, nothing suggested, the focus on Cancel after a disconnect."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from app.domain.commands import CommandState, Relay
from app.domain.kinds import RequestKind, Status
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from tests.ui.dialogs.hands import choose, named, opened, press, type_in
from ui.context import ScreenContext
from ui.screens.requests.card_words import card_text
from ui.screens.requests.steps import Intent, default_intent, next_intents


@pytest.fixture(autouse=True)
def by_hand(desk: SmallDesk) -> None:
    """Every meter of the desk is worked by hand."""
    with desk.app.unit_of_work() as uow:
        for plot in desk.plots.values():
            for meter in uow.clients.meters_of(plot):
                uow.clients.update_meter(replace(meter, driver="manual"))
        uow.commit()


def planned(desk: SmallDesk, kind: RequestKind = RequestKind.DISCONNECT, watts: int | None = None) -> int:
    request_id = desk.confirmed(kind, "33", watts=watts)
    desk.order(request_id)
    return request_id


def test_the_next_step_of_a_planned_one_is_to_say_it_is_done(context: ScreenContext, desk: SmallDesk):
    request_id = planned(desk)
    card = desk.card(request_id)

    assert next_intents(card) == (Intent.STATE_DONE, Intent.REJECT, Intent.WITHDRAW)
    assert default_intent(card) is Intent.STATE_DONE
    assert "внесите" in card_text(context.said, card, context.now()).waiting


@pytest.mark.rule("C9")
def test_after_a_disconnect_it_names_everything_and_opens_on_cancel(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    dialog = opened(context, "state-done", planned(desk), host)

    assert dialog.windowTitle() == ("Отключение выполнено? СНТ «Ромашка», участок 33, ул. Садовая, 4, счётчик 00471193")
    assert dialog.focusWidget() is dialog.cancel
    assert named(dialog, QComboBox, "relay").currentData() is None
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    settle(context)
    assert desk.card(1).commands[0].command.state is CommandState.PLANNED


@pytest.mark.rule("R12")
def test_what_was_seen_is_evidence_marked_as_entered_by_hand(
    context: ScreenContext, desk: SmallDesk, host: QWidget, noted: list[str]
):
    request_id = planned(desk)
    dialog = opened(context, "state-done", request_id, host)
    assert any("Отключить" in label.text() for label in dialog.findChildren(QLabel))
    press(context, dialog)
    assert "Выберите" in named(dialog, QLabel, "error").text()
    choose(dialog, "relay", Relay.DISCONNECTED)
    type_in(context, dialog, "power", "ноль")
    press(context, dialog)
    assert "мощность" in named(dialog, QLabel, "error").text()
    named(dialog, QLineEdit, "power").clear()
    type_in(context, dialog, "power", "0")
    press(context, dialog)

    card = desk.card(request_id)
    assert card.request.status is Status.IN_PROGRESS
    assert card.commands[0].command.state is CommandState.VERIFIED
    assert (
        "введено вручную, видели: программа ТПП Smart Metering"
        in card_text(context.said, card, context.now()).as_text()
    )
    assert noted == ["Заявка 2026-000001: внесено, что видели."]


@pytest.mark.rule("C1")
def test_what_differs_is_unknown_and_the_step_offered_is_to_look_again(
    context: ScreenContext, desk: SmallDesk, host: QWidget
):
    request_id = planned(desk, RequestKind.LIMIT, watts=3000)
    dialog = opened(context, "state-done", request_id, host)
    choose(dialog, "relay", Relay.CONNECTED)
    type_in(context, dialog, "limit", "5000")
    type_in(context, dialog, "limit-before", "5000")
    press(context, dialog)
    card = desk.card(request_id)
    assert card.commands[0].command.state is CommandState.UNKNOWN
    assert Intent.ENTER_SEEN in next_intents(card)
    assert Intent.READ_AGAIN not in next_intents(card)

    desk.clock.move(minutes=5)
    later = opened(context, "enter-seen", request_id, host)
    choose(later, "relay", Relay.CONNECTED)
    type_in(context, later, "limit", "3000")
    press(context, later)

    assert desk.card(request_id).commands[0].command.state is CommandState.VERIFIED


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(context: ScreenContext, desk: SmallDesk, host: QWidget):
    dialog = opened(context, "state-done", planned(desk), host)
    choose(dialog, "relay", Relay.DISCONNECTED)
    named(dialog, QLineEdit, "where").clear()
    press(context, dialog)

    assert "Напишите, где" in named(dialog, QLabel, "error").text()
    assert dialog.focusWidget() is named(dialog, QLineEdit, "where")
    assert named(dialog, QComboBox, "relay").currentData() == Relay.DISCONNECTED
