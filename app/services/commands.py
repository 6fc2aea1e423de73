"""Commands as a dispatcher sees them: the dry run, starting, reading again, sending again, a single meter's command."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from app.domain.audit import EventEntry
from app.domain.changes import Changes, Subject
from app.domain.commands import Action, Command, CommandState, MeterState, Plan, PlanLine, Verdict, verdict
from app.domain.desk import Meter, Operator, Subscriber
from app.domain.errors import Refusal
from app.domain.kinds import Status
from app.domain.requests import Request
from app.services.acting import SUBJECT, expect_version, must_act
from app.services.ports import LedgerStep, UnitOfWork


def plan(uow: UnitOfWork, *, request_ids: Sequence[int], now: datetime) -> Plan:  # noqa: ARG001 - a plan is of a moment
    """C8: what would be sent to which meters, and what stands against it; changes nothing."""
    with uow:
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
    return [line(m, (*blocked, *_blocked_meter(uow, request, subscriber, m, action))) for m in meters]


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
    if last is None:
        return True
    read = _read_since(uow, last)
    if last.state is CommandState.VERIFIED or last.state.is_pending or read is None:
        return False
    found = verdict(last.action, watts=last.watts, restored_w=meter.limit_before_w, state=read)
    return found is Verdict.DIFFERS


def _read_since(uow: UnitOfWork, control: Command) -> MeterState | None:
    """The newest state read after a control command: by a reading of its own, else by the command's read-back."""
    if control.request_id is None:
        return control.after
    states = [
        c.after
        for c in uow.commands.of_request(control.request_id)
        if c.meter_id == control.meter_id and c.id > control.id and c.after is not None
    ]
    return states[-1] if states else control.after


def last_control(uow: UnitOfWork, request_id: int, meter_id: int) -> Command | None:
    """The last command of a request to a meter that was to change something."""
    found = [c for c in uow.commands.of_request(request_id) if c.meter_id == meter_id and c.action is not Action.READ]
    return found[-1] if found else None


def start(
    uow: UnitOfWork, *, request_id: int, seen_version: int, plan_hash: str, by: Operator, now: datetime
) -> Changes:
    """R10, C2, C8: store the intent of the plan that the dispatcher confirmed; a worker sends it.

    The request turns *in progress* when the command was sent, answered or not.

    Raises:
        Refusal: wrong-status, command-pending (a second start), plan-changed, plan-blocked. Conflict.
    """
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        expect_version(uow, request, seen_version=seen_version, mine=Status.IN_PROGRESS.value)
        if request.status is not Status.CONFIRMED:
            raise Refusal(
                "wrong-status", number=request.number, status=request.status.value, wanted=Status.IN_PROGRESS.value
            )
        return _order_planned(uow, request, plan_hash, by=by, now=now)


def send_again(
    uow: UnitOfWork, *, request_id: int, seen_version: int, plan_hash: str, by: Operator, now: datetime
) -> Changes:
    """C2: the command once more, only where a reading since shows that the state differs.

    Raises:
        Refusal: wrong-status, plan-changed, plan-blocked (with "read-first" among its reasons). Conflict.
    """
    must_act(by)
    with uow:
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
        raise Refusal("not-control", kind=request.kind.value)
    if "command-pending" in standing.blocked:
        raise Refusal("command-pending", number=request.number)
    if standing.hash != plan_hash:
        raise Refusal("plan-changed", number=request.number)
    if standing.blocked:
        raise Refusal("plan-blocked", reason=standing.blocked[0])
    for line in standing.lines:
        if line.meter_id is None:  # a line without a meter is blocked, so it never gets here
            continue
        _order(
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


def _order(
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
    uow.events.append(
        EventEntry(
            at=now,
            operator_id=by.id,
            console=uow.console,
            subject=SUBJECT if request_id is not None else "meter",
            subject_id=request_id if request_id is not None else meter_id,
            action="order",
            why=action.value,
            data={"command": command.id, "watts": watts, "plan": plan_hash},
        )
    )
    uow.touch(Subject.COMMAND, command.id)
    if request_id is not None:
        uow.touch(Subject.REQUEST, request_id)
    return command


def read_again(uow: UnitOfWork, *, request_id: int, by: Operator, now: datetime) -> Changes:
    """C1: ask for a fresh reading of the request's meters; a matching one turns *unknown* into *verified*.

    Raises:
        Refusal: no-meter, command-pending while a command is under way.
    """
    must_act(by)
    with uow:
        request = uow.requests.get(request_id)
        meters = [m for m in uow.clients.meters_of(request.subscriber_id) if m.driver]
        if not meters:
            raise Refusal("no-meter", number=request.number)
        for meter in meters:
            if uow.commands.pending_of_meter(meter.id):
                raise Refusal("command-pending", number=request.number)
            _order(
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


def order_for_meter(
    uow: UnitOfWork, *, meter_id: int, action: Action, watts: int | None = None, by: Operator, now: datetime
) -> Changes:
    """A command to one meter without a request (`pultctl meter …`): the same ledger, the same safeguards.

    Raises:
        Refusal: protected (C5), no-driver, command-pending, watts-missing, watts-not-positive.
    """
    must_act(by)
    with uow:
        meter = uow.clients.meter(meter_id)
        subscriber = uow.clients.subscriber(meter.subscriber_id)
        if is_protected_from(subscriber, action):
            raise Refusal("protected", plot=subscriber.plot, reason=subscriber.protected_by)
        if not meter.driver:
            raise Refusal("no-driver", meter=meter.serial)
        if uow.commands.pending_of_meter(meter.id):
            raise Refusal("command-pending-meter", meter=meter.serial)
        if action is Action.LIMIT and watts is None:
            raise Refusal("watts-missing")
        if watts is not None and watts <= 0:
            raise Refusal("watts-not-positive", watts=watts)
        _order(uow, request_id=None, meter_id=meter.id, action=action, watts=watts, plan_hash="", by=by, now=now)
        return uow.commit()
