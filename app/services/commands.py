"""Commands as a dispatcher sees them: the dry run, starting, reading again, sending again, a single meter's command."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from app.domain.changes import Changes, Subject
from app.domain.commands import Action, Command, CommandState, Plan, PlanLine
from app.domain.desk import Meter, Operator, Subscriber
from app.domain.errors import Refusal
from app.domain.kinds import Status
from app.domain.requests import Request, check_watts
from app.domain.standing import Standing, newest_reading, standing_of
from app.services.acting import SUBJECT, acting, expect_version, put_event
from app.services.ports.repositories import LedgerStep
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction


def plan(uow: UnitOfWork, *, request_ids: Sequence[int], now: datetime) -> Plan:  # noqa: ARG001 - a plan is of a moment
    """C8: what would be sent to which meters, and what stands against it; changes nothing."""
    with uow.reading():
        return Plan(tuple(line for request_id in request_ids for line in _lines(uow, uow.requests.get(request_id))))


def _lines(uow: UnitOfWork, request: Request) -> list[PlanLine]:
    subscriber = uow.clients.subscriber(request.subscriber_id)
    client = uow.clients.client(request.client_id)
    meters = uow.clients.meters_of(subscriber.id)
    blocked = _blocked(request)
    if not request.kind.is_control:
        return []
    action = Action.of(request.kind)

    def line(meter: Meter | None, reasons: tuple[str, ...], warnings: tuple[str, ...] = ()) -> PlanLine:
        return PlanLine(
            request_id=request.id,
            number=request.number,
            request_version=request.version,
            client=client.full_name,
            plot=subscriber.plot,
            address=subscriber.street,
            meter_id=meter.id if meter else None,
            serial=meter.serial if meter else "",
            system=client.metering_system,
            action=action,
            watts=request.watts,
            last_state=uow.commands.last_state(meter.id) if meter else None,
            blocked=reasons,
            warnings=warnings,
        )

    if not meters:
        return [line(None, (*blocked, "no-meter"))]
    return [
        line(meter, (*blocked, *_blocked_meter(uow, request, subscriber, meter, action)))
        for meter in meters
        if not _is_settled(uow, request, meter)
    ]


def _is_settled(uow: UnitOfWork, request: Request, meter: Meter) -> bool:
    """Of several meters the one that is verified needs no second command."""
    if request.status is not Status.IN_PROGRESS:
        return False
    last = last_control(uow, request.id, meter.id)
    return last is not None and standing_at(uow, last, meter) is Standing.VERIFIED


def _blocked(request: Request) -> tuple[str, ...]:
    if not request.kind.is_control:
        return ("not-control",)
    return () if request.status.is_open else ("wrong-status",)


def _blocked_meter(
    uow: UnitOfWork, request: Request, subscriber: Subscriber, meter: Meter, action: Action
) -> tuple[str, ...]:
    reasons = []
    if is_protected_from(subscriber, action):
        reasons.append("protected")
    if not meter.driver:
        reasons.append("no-driver")
    if uow.commands.pending_of_meter(meter.id):
        reasons.append("command-pending")
    elif request.status is Status.IN_PROGRESS and not may_send_again(uow, request, meter):
        reasons.append("read-first")
    return tuple(reasons)


def is_protected_from(subscriber: Subscriber, action: Action) -> bool:
    """C5: a protected subscriber is neither disconnected nor limited."""
    return subscriber.protected and action in (Action.DISCONNECT, Action.LIMIT)


def may_send_again(uow: UnitOfWork, request: Request, meter: Meter) -> bool:
    """C2: only after a reading, made since, shows that the state differs from what was asked."""
    last = last_control(uow, request.id, meter.id)
    return last is None or standing_at(uow, last, meter) is Standing.DIFFERS


def standing_at(uow: UnitOfWork, command: Command, meter: Meter) -> Standing:
    """Where a control command stands by the meter's newest reading."""
    newest = newest_reading(command, [uow.commands.last_state(meter.id)])
    return standing_of(command, newest, restored_w=meter.limit_before_w)


def last_control(uow: UnitOfWork, request_id: int, meter_id: int) -> Command | None:
    """The last command of a request to a meter that was to change something."""
    found = [c for c in uow.commands.of_request(request_id) if c.meter_id == meter_id and c.action is not Action.READ]
    return found[-1] if found else None


@transaction
def start(
    uow: UnitOfWork, *, request_id: int, seen_version: int, plan_hash: str, by: Operator, now: datetime
) -> Changes:
    """R10, C2, C8: store the intent of the plan that the dispatcher confirmed; a worker sends it.

    The request turns *in progress* when the command was sent, answered or not.

    Raises:
        Refusal: wrong-status, command-pending (a second start), plan-changed, plan-blocked. Conflict.
    """
    with acting(uow, by):
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value)
        if request.status is not Status.CONFIRMED:
            raise Refusal(
                "wrong-status", number=request.number, status=request.status.value, wanted=Status.IN_PROGRESS.value
            )
        return _order_planned(uow, request, plan_hash, by=by, now=now)


@transaction
def send_again(
    uow: UnitOfWork, *, request_id: int, seen_version: int, plan_hash: str, by: Operator, now: datetime
) -> Changes:
    """C2: the command once more, only where a reading since shows that the state differs.

    Raises:
        Refusal: wrong-status, plan-changed, plan-blocked (with "read-first" among its reasons). Conflict.
    """
    with acting(uow, by):
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value)
        if request.status is not Status.IN_PROGRESS:
            raise Refusal(
                "wrong-status", number=request.number, status=request.status.value, wanted=Status.IN_PROGRESS.value
            )
        return _order_planned(uow, request, plan_hash, by=by, now=now)


def _order_planned(uow: UnitOfWork, request: Request, plan_hash: str, *, by: Operator, now: datetime) -> Changes:
    standing = Plan(tuple(_lines(uow, request)))
    if not standing.lines:
        raise Refusal("not-control" if not request.kind.is_control else "already-verified", kind=request.kind.value)
    if "command-pending" in standing.blocked:
        raise Refusal("command-pending", number=request.number)
    if standing.hash != plan_hash:
        raise Refusal("plan-changed", number=request.number)
    if standing.blocked:
        raise Refusal("plan-blocked", reason=standing.blocked[0])
    for line in standing.lines:
        if line.meter_id is None:  # a line without a meter is blocked, so it never gets here
            continue
        store_order(
            uow,
            request_id=request.id,
            meter_id=line.meter_id,
            action=line.action,
            watts=line.watts,
            plan_hash=plan_hash,
            by=by,
            now=now,
        )
    return uow.commit()


def store_order(
    uow: UnitOfWork,
    *,
    request_id: int | None,
    meter_id: int,
    action: Action,
    watts: int | None,
    plan_hash: str,
    by: Operator,
    now: datetime,
) -> Command:
    """Store an intent within the caller's transaction, planned."""
    command = uow.commands.add(
        Command(
            id=0,
            uid=str(uuid.uuid4()),
            request_id=request_id,
            meter_id=meter_id,
            action=action,
            watts=watts,
            state=CommandState.PLANNED,
            planned_at=now,
            planned_by=by.id,
            plan_hash=plan_hash,
        )
    )
    uow.commands.add_step(command.id, LedgerStep(now, CommandState.PLANNED.value, "planned", worker=uow.console))
    put_event(
        uow,
        (SUBJECT, request_id) if request_id is not None else ("meter", meter_id),
        "order",
        by=by.id,
        now=now,
        why=action.value,
        data={"command": command.id, "watts": watts, "plan": plan_hash},
    )
    uow.touch(Subject.COMMAND, command.id)
    if request_id is not None:
        uow.touch(Subject.REQUEST, request_id)
    return command


@transaction
def read_again(uow: UnitOfWork, *, request_id: int, by: Operator, now: datetime) -> Changes:
    """C1: ask for a fresh reading of the request's meters; a matching one turns *unknown* into *verified*.

    Raises:
        Refusal: no-meter, by-hand (its readings are entered), command-pending while a command is under way.
    """
    with acting(uow, by):
        request = uow.requests.get(request_id)
        reached = [m for m in uow.clients.meters_of(request.subscriber_id) if m.driver]
        if not reached:
            raise Refusal("no-meter", number=request.number)
        meters = [m for m in reached if not m.is_by_hand]
        if not meters:
            raise Refusal("by-hand", meter=reached[0].serial)
        for meter in meters:
            if uow.commands.pending_of_meter(meter.id):
                raise Refusal("command-pending", number=request.number)
            store_order(
                uow,
                request_id=request.id,
                meter_id=meter.id,
                action=Action.READ,
                watts=None,
                plan_hash="",
                by=by,
                now=now,
            )
        return uow.commit()


@transaction
def order_for_meter(
    uow: UnitOfWork, *, meter_id: int, action: Action, watts: int | None = None, by: Operator, now: datetime
) -> Changes:
    """A command to one meter without a request (`pultctl meter …`): the same ledger, the same safeguards.

    Raises:
        Refusal: protected (C5), no-driver, by-hand, command-pending-meter, read-first (C2), and those of R5.
    """
    with acting(uow, by):
        meter = uow.clients.meter(meter_id)
        subscriber = uow.clients.subscriber(meter.subscriber_id)
        if is_protected_from(subscriber, action):
            raise Refusal("protected", plot=subscriber.plot, reason=subscriber.protected_by)
        if not meter.driver:
            raise Refusal("no-driver", meter=meter.serial)
        if meter.is_by_hand:
            raise Refusal("by-hand", meter=meter.serial)
        if uow.commands.pending_of_meter(meter.id):
            raise Refusal("command-pending-meter", meter=meter.serial)
        if action is Action.LIMIT:
            check_watts(watts, allowed_max_w=subscriber.max_w)
        if action is not Action.READ:
            _must_be_read_first(uow, meter)
        store_order(uow, request_id=None, meter_id=meter.id, action=action, watts=watts, plan_hash="", by=by, now=now)
        return uow.commit()


def _must_be_read_first(uow: UnitOfWork, meter: Meter) -> None:
    """C2: after an unknown outcome, whoever ordered it, nothing is sent before a reading settles it."""
    last = uow.commands.last_control_of_meter(meter.id)
    if last is None or last.state is not CommandState.UNKNOWN:
        return
    if standing_at(uow, last, meter) is Standing.UNREAD:
        raise Refusal("read-first", meter=meter.serial)
