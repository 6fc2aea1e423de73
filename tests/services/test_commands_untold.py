"""Meters that do not tell, and drivers that send nothing: nothing is shown as done or as sent that was not (C1, C4, R10)."""

from dataclasses import replace

import pytest

from app.domain.commands import CommandState
from app.domain.kinds import RequestKind, Status
from app.services.ports.metering import RefusedByMeter
from tests.services.commands_help import Wrapped, kinds, outcome


class HidesItsLimit(Wrapped):
    """Tells its relay, and nothing of its limiter."""

    def read_state(self, *args, **kwargs):
        return replace(self.inner.read_state(*args, **kwargs), limit_w=None, limit_told=False)


class CannotBeAsked(Wrapped):
    """The driver finds, before it sends anything, that it must not."""

    def execute(self, *args, **kwargs):
        return RefusedByMeter("limiter-actions", "inverted", was_sent=False)


def carry(desk, request, metering):
    desk.order(request)
    desk.carrier(metering=metering).carry_next()
    return desk.request(request.id)


@pytest.mark.rule("C4")
def test_no_limit_is_set_where_the_one_that_stands_is_not_told(desk):
    plot = desk.subscriber(desk.client(), limit_w=7000)
    request = desk.confirmed(RequestKind.LIMIT, plot)
    now = carry(desk, request, HidesItsLimit(desk.app.metering))
    assert outcome(desk, request) == (CommandState.REFUSED, "limit-not-told")
    assert now.status is Status.CONFIRMED
    assert kinds(desk, plot) == []


@pytest.mark.rule("C1", "C4")
def test_a_limit_that_is_not_told_is_not_verified_as_lifted(desk):
    plot = desk.subscriber(desk.client())
    desk.complete(desk.started(RequestKind.LIMIT, plot, watts=3000))
    request = desk.confirmed(RequestKind.LIFT, plot)
    carry(desk, request, HidesItsLimit(desk.app.metering))
    assert outcome(desk, request) == (CommandState.UNKNOWN, "state-differs")
    assert desk.meters(plot)[0].limit_w == 3000


@pytest.mark.rule("R10", "C4")
def test_a_command_that_was_never_sent_turns_nothing(desk):
    plot = desk.subscriber(desk.client(), limit_w=7000)
    request = desk.confirmed(RequestKind.LIMIT, plot)
    now = carry(desk, request, CannotBeAsked(desk.app.metering))
    assert outcome(desk, request) == (CommandState.REFUSED, "limiter-actions")
    assert (now.status, now.started_at) == (Status.CONFIRMED, None)
    assert desk.commands(request)[-1].sent_at is None
    assert (desk.meters(plot)[0].limit_w, desk.meters(plot)[0].limit_before_w) == (None, None)
