"""Meters that are worked by hand in the vendor's own program: the dispatcher states what was done and what was seen (R12, C1-C5).

The road is that of every command: the plan is confirmed and stored first (`commands.start`); no worker takes it; the statement
makes it *sent* and is judged, like any reading, by what was seen. All of it is marked as entered by hand.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.changes import Changes
from app.domain.commands import BY_HAND, Action, Command, CommandState, MeterState, Relay
from app.domain.desk import Meter, Operator
from app.domain.errors import Refusal
from app.domain.kinds import Status
from app.services import ledger
from app.services.acting import acting, expect_version
from app.services.commands import is_protected_from, last_control, store_order
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

CLOCKS_DIFFER = timedelta(minutes=1)
"""How far the clock of whoever saw it may run ahead of ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the dispatcher saw, `where` and when. `limit_before_w`: what stood before a limit that was set (C4)."""

    relay: Relay
    seen_at: datetime
    where: str
    limit_w: int | None = None
    power_w: int | None = None
    limit_before_w: int | None = None


@transaction
def state_done(
    uow: UnitOfWork, *, command_id: int, seen_version: int | None, seen: Seen, by: Operator, now: datetime
) -> Changes:
    """ "Done in the vendor's program": the planned command becomes *sent*, and what was seen judges it (R10, C1, C3).

    `seen_version`: the request's, as the dispatcher saw it.

    Raises:
        Refusal: not-by-hand; command-not-planned, it was stated or called off already; protected (C5); seen-where-blank,
            seen-in-future, seen-before-plan, seen-limit. Conflict.
    """
    with acting(uow, by):
        command = uow.commands.get(command_id)
        meter = _by_hand(uow, command.meter_id)
        if command.request_id is not None and seen_version is not None:
            request = uow.requests.get(command.request_id)
            expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value)
        if command.state is not CommandState.PLANNED:
            raise Refusal("command-not-planned", meter=meter.serial)
        subscriber = uow.clients.subscriber(meter.subscriber_id)
        if is_protected_from(subscriber, command.action):
            raise Refusal("protected", plot=subscriber.plot, reason=subscriber.protected_by)
        _judge_seen(seen, now)
        if seen.seen_at < command.planned_at.replace(second=0, microsecond=0):
            raise Refusal("seen-before-plan", at=uow.office.civil(command.planned_at))
        seen = replace(seen, seen_at=max(seen.seen_at, command.planned_at))
        sending = ledger.state_by_hand(
            uow, command, before=_before(uow, command, seen), at=seen.seen_at, worker=by.login, now=now
        )
        ledger.judge_within(uow, sending, _state(seen), worker=by.login, now=now)
        return uow.commit()


@transaction
def enter_seen(
    uow: UnitOfWork, *, meter_id: int, request_id: int | None, seen: Seen, by: Operator, now: datetime
) -> Changes:
    """A reading by eye, later: it is kept like any other, and settles a command whose outcome was unknown (C1).

    Raises:
        Refusal: not-by-hand; command-pending-meter, a command waits to be stated first; seen-where-blank, seen-in-future,
            seen-limit; seen-before-sent, it was seen before the command that it should judge.
    """
    with acting(uow, by):
        meter = _by_hand(uow, meter_id)
        if uow.commands.pending_of_meter(meter.id):
            raise Refusal("command-pending-meter", meter=meter.serial)
        _judge_seen(seen, now)
        last = last_control(uow, request_id, meter.id) if request_id is not None else None
        if last is not None and last.sent_at is not None and seen.seen_at < last.sent_at:
            raise Refusal("seen-before-sent", at=uow.office.civil(last.sent_at))
        order = store_order(
            uow, request_id=request_id, meter_id=meter.id, action=Action.READ, watts=None, plan_hash="", by=by, now=now
        )
        sending = ledger.state_by_hand(uow, order, before=None, at=seen.seen_at, worker=by.login, now=now)
        ledger.judge_within(uow, sending, _state(seen), worker=by.login, now=now)
        return uow.commit()


def _by_hand(uow: UnitOfWork, meter_id: int) -> Meter:
    meter = uow.clients.meter(meter_id)
    if not meter.is_by_hand:
        raise Refusal("not-by-hand", meter=meter.serial)
    return meter


def _judge_seen(seen: Seen, now: datetime) -> None:
    if not seen.where.strip():
        raise Refusal("seen-where-blank")
    if seen.seen_at > now + CLOCKS_DIFFER:
        raise Refusal("seen-in-future")
    if any(
        w is not None and w < least for w, least in ((seen.limit_w, 1), (seen.limit_before_w, 1), (seen.power_w, 0))
    ):
        raise Refusal("seen-limit")


def _state(seen: Seen) -> MeterState:
    return MeterState(
        read_at=seen.seen_at,
        relay=seen.relay,
        limit_w=seen.limit_w,
        power_w=seen.power_w,
        raw=f"{BY_HAND}{seen.where.strip()[:200]}",
    )


def _before(uow: UnitOfWork, command: Command, seen: Seen) -> MeterState | None:
    """C4: what stood before; for a limit as the dispatcher states it, since only the vendor's program knew."""
    last = uow.commands.last_state(command.meter_id)
    if command.action is not Action.LIMIT:
        return last
    if last is None:
        last = MeterState(read_at=command.planned_at, relay=seen.relay, raw=f"{BY_HAND}{seen.where.strip()[:200]}")
    return replace(last, limit_w=seen.limit_before_w)
