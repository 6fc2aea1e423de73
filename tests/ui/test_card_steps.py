"""Which next steps a request has, and which is the right one now."""

import pytest

from app.domain.kinds import RejectReason, RequestKind
from app.services import ledger
from app.texts import Texts
from drivers.simulator import Faults
from tests.fakes.small_desk import SmallDesk
from ui.screens.requests.steps import Intent, Standing, default_intent, next_intents, next_steps, standing

METER_33 = "00471193"


def intents(desk: SmallDesk, request_id: int) -> list[str]:
    return [intent.value for intent in next_intents(desk.card(request_id))]


def test_a_filed_request_is_confirmed_or_withdrawn(desk: SmallDesk):
    assert intents(desk, desk.file(RequestKind.LIFT, "33")) == ["confirm", "withdraw"]


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        (RequestKind.DISCONNECT, ["start", "reject", "withdraw"]),
        (RequestKind.REMOTE_CHECK, ["begin-check", "reject", "withdraw"]),
        (RequestKind.ONSITE_CHECK, ["agree", "log-call", "reject", "withdraw"]),
    ],
)
@pytest.mark.rule("R10")
def test_a_confirmed_request_is_begun_as_its_kind_asks(desk: SmallDesk, kind: RequestKind, steps: list[str]):
    assert intents(desk, desk.confirmed(kind, "33", text="не меняются показания")) == steps


def test_the_default_button_names_the_deed_and_comes_first(desk: SmallDesk):
    card = desk.card(desk.confirmed(RequestKind.LIMIT, "33", watts=5000))
    steps = next_steps(Texts("ru"), card)
    assert steps[0].label == "Отправить команду: ограничить участок 33 до 5\u00a0000\u00a0Вт".replace("\u00a0Вт", " Вт")
    assert [step.default for step in steps] == [True, False, False]


@pytest.mark.rule("R14")
def test_a_queued_command_can_be_called_off_until_a_worker_has_it(desk: SmallDesk):
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    desk.order(request_id)
    assert intents(desk, request_id) == ["reject", "withdraw"]
    assert default_intent(desk.card(request_id)) is None
    ledger.lease(desk.app.unit_of_work(), worker="w", now=desk.clock.utc())
    assert intents(desk, request_id) == []


@pytest.mark.rule("R12")
def test_a_verified_command_leads_to_done(desk: SmallDesk):
    card = desk.card(desk.started(RequestKind.DISCONNECT, "33"))
    assert standing(card) is Standing.VERIFIED
    assert default_intent(card) is Intent.COMPLETE


@pytest.mark.rule("C1")
def test_an_unknown_outcome_offers_reading_and_never_sending_again(desk: SmallDesk):
    desk.set_faults(METER_33, Faults())
    request_id = desk.confirmed(RequestKind.DISCONNECT, "33")
    desk.order(request_id)
    errand_lost(desk)
    card = desk.card(request_id)
    assert standing(card) is Standing.UNREAD
    assert default_intent(card) is Intent.READ_AGAIN
    assert Intent.SEND_AGAIN not in next_intents(card)


def errand_lost(desk: SmallDesk) -> None:
    """A worker dies between storing that it sends and the answer."""
    app, now = desk.app, desk.clock.utc()
    errand = ledger.lease(app.unit_of_work(), worker="dead:1", now=now)
    assert errand is not None
    ledger.note_sending(app.unit_of_work(), errand.command, before=None, worker="dead:1", now=now)
    ledger.recover(app.unit_of_work(), is_dead=lambda name: True, worker="test:1", now=now)


@pytest.mark.rule("C2")
def test_only_a_reading_that_differs_offers_to_send_again(desk: SmallDesk):
    desk.set_faults(METER_33, Faults(lying=True))
    card = desk.card(desk.started(RequestKind.DISCONNECT, "33"))
    assert standing(card) is Standing.DIFFERS
    assert default_intent(card) is Intent.SEND_AGAIN


@pytest.mark.rule("C3")
def test_ready_for_reconnection_waits_for_the_button(desk: SmallDesk):
    desk.started(RequestKind.DISCONNECT, "33")
    desk.set_faults(METER_33, Faults(needs_button=True))
    card = desk.card(desk.started(RequestKind.RECONNECT, "33"))
    assert standing(card) is Standing.WAITS_FOR_BUTTON
    assert default_intent(card) is Intent.READ_AGAIN


@pytest.mark.rule("R14")
def test_a_rejected_request_offers_the_opposite_only_where_a_command_was_sent(desk: SmallDesk):
    desk.set_faults(METER_33, Faults(lying=True))
    sent, unsent = desk.started(RequestKind.DISCONNECT, "33"), desk.confirmed(RequestKind.DISCONNECT, "12а")
    for request_id in (sent, unsent):
        desk.reject(request_id, RejectReason.UNCLEAR)
    assert intents(desk, sent) == ["opposite"]
    assert intents(desk, unsent) == []
    assert next_steps(Texts("ru"), desk.card(sent))[0].label == "Подать обратную команду: включить участок 33"


def test_a_done_request_has_no_next_step(desk: SmallDesk):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    desk.complete(request_id)
    assert intents(desk, request_id) == []


def test_reading_again_is_under_way_until_the_worker_has_read(desk: SmallDesk):
    request_id = desk.started(RequestKind.DISCONNECT, "33")
    desk.read_again(request_id)
    assert default_intent(desk.card(request_id)) is None
    desk.carry()
    assert intents(desk, request_id)[0] == "complete"
