"""Commands through services, ledger and a worker: C1-C5, C8, R10, R12. Judged by the meters' own log where it matters."""

from datetime import timedelta

import pytest

from app.domain.commands import CommandState, Relay
from app.domain.kinds import RequestKind, Status
from app.domain.requests import Completion
from app.services import ledger
from tests.services.commands_help import CONTROL, SilentAfterSending, Wrapped, code_of, kinds, last, outcome

# --- outcomes (C1, C3) ----------------------------------------------------------------------------------------------


@pytest.mark.rule("C1")
@pytest.mark.rule("R10")
@pytest.mark.rule("R12")
@pytest.mark.parametrize("kind", CONTROL)
def test_a_command_that_took_effect_is_verified_by_its_reading(desk, plot, kind):
    request = desk.started(kind, plot)
    command = last(desk, request)
    assert (request.status, command.state, command.code) == (Status.IN_PROGRESS, CommandState.VERIFIED, "read-back")
    assert command.after is not None
    assert request.started_at == command.sent_at
    assert request.completion_due == command.sent_at + timedelta(hours=48)
    assert kinds(desk, plot) == [kind.value]
    done = desk.complete(request)
    assert f"relay={command.after.relay.value}" in done.evidence


@pytest.mark.rule("C2")
def test_the_intent_is_stored_before_anything_is_sent(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    assert last(desk, request).state is CommandState.PLANNED
    assert desk.request(request.id).status is Status.CONFIRMED
    assert desk.received(plot) == []
    desk.work()
    steps = [(s.state, s.code) for s in desk.card(request.id).commands[0].steps]
    assert steps == [("planned", "planned"), ("sending", "sending"), ("sent", "sent"), ("verified", "read-back")]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("kind", [RequestKind.DISCONNECT, RequestKind.LIMIT])
def test_a_meter_that_lies_is_found_out(desk, plot, kind):
    desk.break_meter(plot, lying=True)
    request = desk.started(kind, plot)
    assert outcome(desk, request) == (CommandState.UNKNOWN, "state-differs")
    assert request.status is Status.IN_PROGRESS
    assert code_of(desk.complete, request) == "evidence-missing"


@pytest.mark.rule("C1")
@pytest.mark.rule("R10")
def test_an_unknown_outcome_turns_the_request_and_keeps_its_deadline(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    carrier = desk.carrier(metering=SilentAfterSending(desk.app.metering))
    carrier.carry_next()
    started = desk.request(request.id)
    assert outcome(desk, request) == (CommandState.UNKNOWN, "no-answer")
    assert (started.status, started.completion_due) == (
        Status.IN_PROGRESS,
        last(desk, request).sent_at + timedelta(hours=48),
    )
    assert desk.app.queries.counters(desk.clock.utc()).unknown == 1
    assert code_of(desk.complete, started) == "evidence-missing"
    assert code_of(desk.send_again, started) == "plan-blocked"


@pytest.mark.rule("C1")
def test_a_lost_answer_is_verified_by_the_reading(desk, plot):
    desk.break_meter(plot, lost_answer=True)
    request = desk.started(RequestKind.DISCONNECT, plot)
    assert outcome(desk, request) == (CommandState.VERIFIED, "read-back")


@pytest.mark.rule("C1")
def test_a_meter_that_says_no_is_refused_with_its_code(desk, plot):
    desk.break_meter(plot, refusing="object-unavailable")
    request = desk.started(RequestKind.DISCONNECT, plot)
    assert outcome(desk, request) == (CommandState.REFUSED, "object-unavailable")
    assert request.status is Status.IN_PROGRESS  # it was sent (R10)
    assert code_of(desk.complete, request) == "evidence-missing"


@pytest.mark.rule("C3")
def test_ready_for_reconnection_waits_for_the_button_and_a_reading(desk, plot):
    desk.complete(desk.started(RequestKind.DISCONNECT, plot))
    desk.break_meter(plot, needs_button=True)
    request = desk.started(RequestKind.RECONNECT, plot)
    assert outcome(desk, request) == (CommandState.UNKNOWN, "ready-for-reconnection")
    assert last(desk, request).after.relay is Relay.READY
    assert code_of(desk.complete, request) == "evidence-missing"
    assert code_of(desk.send_again, request) == "plan-blocked"  # it does not differ, it waits
    desk.world.press_button(desk.meters(plot)[0].serial, at=desk.clock.move(minutes=3))
    desk.read_again(request)
    desk.work()
    assert outcome(desk, request) == (CommandState.VERIFIED, "read-back")
    assert desk.complete(request).status is Status.DONE


@pytest.mark.rule("R12")
def test_evidence_in_words_is_marked_as_such(desk, plot):
    desk.break_meter(plot, lying=True)
    request = desk.started(RequestKind.DISCONNECT, plot)
    done = desk.complete(request, Completion(seen_by="Сидоров, 20.02 в 12:00: света нет"))
    assert done.evidence.startswith("Сидоров")
    assert [line.why for line in desk.card(request.id).history][-1] == "words"


# --- sending again (C2) ---------------------------------------------------------------------------------------------


@pytest.mark.rule("C2")
def test_a_second_start_is_refused_while_pending_and_after(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    assert code_of(desk.order, request) == "command-pending"
    desk.work()
    assert code_of(desk.order, desk.request(request.id)) == "wrong-status"
    assert code_of(desk.order, request) == "conflict"
    assert kinds(desk, plot) == ["disconnect"]


@pytest.mark.rule("C2")
@pytest.mark.rule("C1")
def test_sending_again_needs_a_reading_that_differs(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    desk.break_meter(plot, lying=True)
    desk.carrier(metering=SilentAfterSending(desk.app.metering)).carry_next()
    started = desk.request(request.id)
    assert code_of(desk.send_again, started) == "plan-blocked"
    desk.read_again(started)
    assert code_of(desk.send_again, started) == "command-pending"
    desk.work()
    assert outcome(desk, started) == (CommandState.UNKNOWN, "state-differs")
    desk.break_meter(plot)
    desk.send_again(started)
    desk.work()
    assert kinds(desk, plot) == ["disconnect", "disconnect"]
    assert outcome(desk, started) == (CommandState.VERIFIED, "read-back")
    assert code_of(desk.send_again, started) == "already-verified"
    assert desk.complete(started).completion_due == started.completion_due


@pytest.mark.rule("C2")
def test_a_reading_that_matches_ends_it_without_sending(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    desk.carrier(metering=SilentAfterSending(desk.app.metering)).carry_next()
    desk.read_again(request)
    desk.work()
    assert outcome(desk, request) == (CommandState.VERIFIED, "read-back")
    assert kinds(desk, plot) == ["disconnect"]


@pytest.mark.rule("C2")
def test_after_a_meter_said_no_a_reading_that_differs_allows_another_try(desk, plot):
    desk.break_meter(plot, refusing="temporary-failure")
    request = desk.started(RequestKind.DISCONNECT, plot)
    assert code_of(desk.send_again, request) == "plan-blocked"
    desk.break_meter(plot)
    desk.clock.move(minutes=1)
    desk.read_again(request)
    desk.work()
    desk.send_again(request)
    desk.work()
    assert outcome(desk, request) == (CommandState.VERIFIED, "read-back")


@pytest.mark.rule("C2")
def test_after_a_refusal_whose_effect_is_there_nothing_is_sent_again(desk, plot):
    """The meter said no, and yet a reading shows the relay open: somebody else opened it."""
    desk.break_meter(plot, refusing="temporary-failure")
    request = desk.started(RequestKind.DISCONNECT, plot)
    desk.break_meter(plot)
    from drivers.simulator import Kind

    desk.world.receive(desk.meters(plot)[0].serial, Kind.DISCONNECT, None, at=desk.clock.move(minutes=1))
    desk.read_again(request)
    desk.work()
    assert code_of(desk.send_again, request) == "plan-blocked"


@pytest.mark.rule("C2")
def test_a_worker_that_slept_over_its_lease_sends_nothing(desk, plot):
    """It leased, slept, another worker took over and sent; when it wakes the command is no longer its own."""
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)

    class SleepsBeforeSending(Wrapped):
        def read_state(self, meter, *, timeout):
            state = self.inner.read_state(meter, timeout=timeout)
            if not self.calls:
                self.calls.append("slept")
                desk.clock.move(minutes=5)
                desk.work(worker="desk-2:2")
            return state

    desk.carrier(worker="desk-1:1", metering=SleepsBeforeSending(desk.app.metering)).carry_next()
    assert kinds(desk, plot) == ["disconnect"]
    assert outcome(desk, request) == (CommandState.VERIFIED, "read-back")


@pytest.mark.rule("C2")
def test_a_worker_that_slept_while_sending_does_not_unsay_the_other_s_verdict(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    seen = []

    class SleepsWhileSending(Wrapped):
        def execute(self, *args, **kwargs):
            answer = self.inner.execute(*args, **kwargs)
            desk.clock.move(minutes=5)
            desk.work(worker="desk-2:2")
            seen.append(outcome(desk, request))
            return answer

    desk.carrier(worker="desk-1:1", metering=SleepsWhileSending(desk.app.metering)).carry_next()
    assert seen == [(CommandState.UNKNOWN, "worker-lost")]
    assert outcome(desk, request)[0] is CommandState.UNKNOWN
    assert desk.request(request.id).status is Status.IN_PROGRESS
    desk.read_again(request)
    desk.work()
    assert outcome(desk, request) == (CommandState.VERIFIED, "read-back")
    assert kinds(desk, plot) == ["disconnect"]


@pytest.mark.rule("C2")
def test_one_intent_is_leased_by_one_worker_at_a_time(desk, plot):
    desk.order(desk.confirmed(RequestKind.DISCONNECT, plot))
    assert ledger.lease(desk.unit_of_work(), worker="desk-1:1", now=desk.clock.utc()) is not None
    assert ledger.lease(desk.unit_of_work(), worker="desk-2:2", now=desk.clock.utc()) is None
    alive = ledger.recover(
        desk.unit_of_work(), is_dead=lambda name: False, worker="desk-2:2", now=desk.clock.move(minutes=2)
    )
    assert alive.touched == ()
    ledger.recover(desk.unit_of_work(), is_dead=lambda name: False, worker="desk-2:2", now=desk.clock.move(minutes=2))
    assert ledger.lease(desk.unit_of_work(), worker="desk-2:2", now=desk.clock.utc()) is not None


# --- unreachable and wrong meters -----------------------------------------------------------------------------------


@pytest.mark.rule("C1")
def test_an_unreachable_meter_is_tried_with_growing_pauses_then_refused_with_the_request_unturned(desk, plot):
    desk.break_meter(plot, unreachable=True)
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    pauses = []
    for _ in range(2):
        desk.carrier().carry_next()
        command = last(desk, request)
        assert (command.state, command.sent_at) == (CommandState.PLANNED, None)
        assert desk.carrier().carry_next() is None  # not before its time
        pauses.append(command.not_before - desk.clock.utc())
        desk.clock.set(command.not_before)
    assert pauses == [timedelta(seconds=10), timedelta(seconds=30)]
    desk.carrier().carry_next()
    assert outcome(desk, request) == (CommandState.REFUSED, "unreachable")
    assert desk.request(request.id).status is Status.CONFIRMED
    assert kinds(desk, plot) == []
    desk.break_meter(plot)
    desk.order(desk.request(request.id))  # nothing was sent, so a new start is safe
    desk.work()
    assert desk.request(request.id).status is Status.IN_PROGRESS


@pytest.mark.rule("C1")
def test_a_meter_that_is_silent_before_anything_was_sent_gets_nothing(desk, plot):
    desk.break_meter(plot, silent=True)
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    for _ in range(3):
        desk.carrier().carry_next()
        desk.clock.move(minutes=2)
    assert outcome(desk, request) == (CommandState.REFUSED, "silent")
    assert kinds(desk, plot) == []
    assert desk.request(request.id).status is Status.CONFIRMED


@pytest.mark.rule("C3")
def test_another_meter_at_the_address_is_sent_nothing(desk, plot):
    desk.break_meter(plot, answers_as="99999999")
    request = desk.started(RequestKind.DISCONNECT, plot)
    assert outcome(desk, request) == (CommandState.REFUSED, "wrong-meter")
    assert request.status is Status.CONFIRMED
    assert kinds(desk, plot) == []


def test_a_serial_number_without_its_leading_zeros_is_the_same_meter(desk, plot):
    desk.break_meter(plot, answers_as=desk.meters(plot)[0].serial.lstrip("0"))
    assert outcome(desk, desk.started(RequestKind.DISCONNECT, plot)) == (CommandState.VERIFIED, "read-back")


def test_a_driver_that_nobody_has_is_refused_and_turns_nothing(desk):
    plot = desk.subscriber(desk.client(), meter=False)
    desk.meter(plot, driver="neva-2030")
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    for _ in range(3):
        desk.carrier().carry_next()
        desk.clock.move(minutes=2)
    assert outcome(desk, request) == (CommandState.REFUSED, "driver-unknown")
    assert desk.request(request.id).status is Status.CONFIRMED
