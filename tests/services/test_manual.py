"""Meters worked by hand: the statement is sent and judged like any command, marked, refused where a command would be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.commands import Action, CommandState, Relay
from app.domain.kinds import RequestKind, Status
from app.domain.standing import Standing
from app.services import commands, manual
from app.services.commands import standing_at
from tests.services.commands_help import code_of


@pytest.fixture
def by_hand(desk, plot):
    """The plot's meter is worked by hand."""
    with desk.unit_of_work() as uow:
        (meter,) = uow.clients.meters_of(plot.id)
        meter = uow.clients.update_meter(replace(meter, driver="manual"))
        uow.commit()
    return meter


def planned(desk, plot, kind=RequestKind.DISCONNECT, watts=None):
    request = desk.confirmed(kind, plot, watts=watts)
    desk.order(request)
    (command,) = desk.commands(request)
    return request, command


def seen(desk, relay=Relay.DISCONNECTED, **more):
    return manual.Seen(relay=relay, seen_at=desk.clock.utc(), where="программа СУП-04", **more)


def state(desk, command, what, version=None):
    return manual.state_done(
        desk.unit_of_work(),
        command_id=command.id,
        seen_version=version,
        seen=what,
        by=desk.app.operator,
        now=desk.clock.utc(),
    )


def enter(desk, meter, request, what):
    return manual.enter_seen(
        desk.unit_of_work(),
        meter_id=meter.id,
        request_id=request.id if request else None,
        seen=what,
        by=desk.app.operator,
        now=desk.clock.utc(),
    )


def test_no_worker_ever_takes_it(desk, plot, by_hand):
    request, _ = planned(desk, plot)

    assert desk.carrier().carry_next() is None
    assert desk.commands(request)[0].state is CommandState.PLANNED
    assert desk.request(request.id).status is Status.CONFIRMED


@pytest.mark.rule("R10")
@pytest.mark.rule("R12")
def test_the_statement_turns_the_request_and_what_was_seen_proves_it(desk, plot, by_hand):
    request, command = planned(desk, plot)
    desk.clock.pass_seconds(120)
    done_at = desk.clock.utc()

    state(desk, command, seen(desk, power_w=0))

    (ended,) = desk.commands(request)
    stored = desk.request(request.id)
    assert (ended.state, ended.code) == (CommandState.VERIFIED, "read-back")
    assert (stored.status, stored.started_at) == (Status.IN_PROGRESS, done_at)
    assert ended.after.seen_where == "программа СУП-04"
    assert [step.code for step in desk.card(request.id).commands[0].steps] == ["planned", "by-hand", "read-back"]


@pytest.mark.rule("R12")
def test_done_keeps_that_the_evidence_was_entered_by_hand(desk, plot, by_hand):
    request, command = planned(desk, plot)
    state(desk, command, seen(desk))

    desk.complete(desk.request(request.id))

    assert desk.request(request.id).evidence.endswith("by-hand")


@pytest.mark.rule("C1")
def test_what_was_seen_and_differs_is_unknown_and_a_later_look_settles_it(desk, plot, by_hand):
    request, command = planned(desk, plot)
    state(desk, command, seen(desk, Relay.CONNECTED))
    (unknown,) = desk.commands(request)
    with desk.unit_of_work() as uow:
        stands = standing_at(uow, unknown, by_hand)

    desk.clock.pass_seconds(600)
    enter(desk, by_hand, request, seen(desk))

    assert (unknown.state, stands) == (CommandState.UNKNOWN, Standing.DIFFERS)
    assert desk.commands(request)[0].state is CommandState.VERIFIED


@pytest.mark.rule("C3")
def test_a_relay_seen_ready_waits_for_its_button(desk, plot, by_hand):
    request, command = planned(desk, plot, RequestKind.RECONNECT)

    state(desk, command, seen(desk, Relay.READY))

    assert desk.commands(request)[0].code == "ready-for-reconnection"


@pytest.mark.rule("C4")
def test_what_stood_before_a_limit_is_kept_as_stated(desk, plot, by_hand):
    _, command = planned(desk, plot, RequestKind.LIMIT, watts=3000)

    state(desk, command, seen(desk, Relay.CONNECTED, limit_w=3000, limit_before_w=5000))

    with desk.unit_of_work() as uow:
        meter = uow.clients.meter(by_hand.id)
    assert (meter.limit_w, meter.limit_before_w) == (3000, 5000)


@pytest.mark.rule("C5")
def test_a_protected_subscriber_is_not_stated_disconnected(desk, plot, by_hand):
    request, command = planned(desk, plot)
    with desk.unit_of_work() as uow:
        uow.clients.update_subscriber(replace(plot, protected=True, protected_by="справка 5"))
        uow.commit()

    assert code_of(state, desk, command, seen(desk)) == "protected"
    assert desk.request(request.id).status is Status.CONFIRMED


def test_a_statement_is_refused_where_it_could_prove_nothing(desk, plot, by_hand):
    request, command = planned(desk, plot)
    right = seen(desk)

    for wrong, code in (
        (replace(right, where=" "), "seen-where-blank"),
        (replace(right, seen_at=right.seen_at + timedelta(hours=1)), "seen-in-future"),
        (replace(right, seen_at=right.seen_at - timedelta(hours=1)), "seen-before-plan"),
        (replace(right, limit_w=0), "seen-limit"),
    ):
        assert code_of(state, desk, command, wrong) == code
    state(desk, command, right)
    assert code_of(state, desk, command, right) == "command-not-planned"
    earlier = replace(right, seen_at=right.seen_at - timedelta(minutes=5))
    assert code_of(enter, desk, by_hand, request, earlier) == "seen-before-sent"


def test_what_is_reached_is_read_and_what_is_not_is_entered(desk, plot, by_hand):
    request, command = planned(desk, plot)
    state(desk, command, seen(desk))
    by, now = desk.app.operator, desk.clock.utc()

    assert code_of(commands.read_again, desk.unit_of_work(), request_id=request.id, by=by, now=now) == "by-hand"
    assert (
        code_of(
            commands.order_for_meter,
            desk.unit_of_work(),
            meter_id=by_hand.id,
            action=Action.DISCONNECT,
            by=by,
            now=now,
        )
        == "by-hand"
    )
    with desk.unit_of_work() as uow:
        uow.clients.update_meter(replace(uow.clients.meter(by_hand.id), driver="simulator"))
        uow.commit()
    assert code_of(enter, desk, by_hand, request, seen(desk)) == "not-by-hand"


@pytest.mark.rule("C1")
@pytest.mark.rule("C3")
def test_what_was_seen_earlier_and_is_entered_later_verifies_nothing(desk, plot, by_hand):
    """Between the command and the newest look it was off, they say; at the newest look it was on."""
    request, command = planned(desk, plot)
    state(desk, command, seen(desk, Relay.CONNECTED))
    desk.clock.move(minutes=10)
    earlier = seen(desk, Relay.DISCONNECTED)
    desk.clock.move(minutes=10)
    enter(desk, by_hand, request, seen(desk, Relay.CONNECTED))
    enter(desk, by_hand, request, earlier)
    assert desk.commands(request)[0].state is CommandState.UNKNOWN
    enter(desk, by_hand, request, seen(desk, Relay.DISCONNECTED))
    assert desk.commands(request)[0].state is CommandState.VERIFIED
