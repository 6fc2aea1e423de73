"""The ledger's steps, each a transaction of its own, stored before the next thing is done (C2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.changes import Changes, Subject
from app.domain.commands import Action, Command, CommandState, MeterState, Verdict, verdict
from app.domain.desk import Meter, Operator
from app.domain.kinds import Status
from app.services.acting import SUBJECT, put_event
from app.services.commands import is_protected_from, last_control
from app.services.keeping import keep_started
from app.services.ports.metering import MeterAddress
from app.services.ports.repositories import LedgerStep
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

LEASE = timedelta(minutes=3)
"""Longer than every time-out of one command together, so that only a dead worker's lease runs out."""

MOST_ATTEMPTS = 3
"""How often a meter is tried that could not be reached; nothing was sent then, so trying again is safe."""

BACK_OFF = timedelta(seconds=10)


class LeaseLost(Exception):
    """Another worker took the command over while this one slept: whatever comes next is no longer its own to do."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A leased command with all that is needed to carry it out."""

    command: Command
    meter: Meter
    address: MeterAddress


@transaction
def lease(uow: UnitOfWork, *, worker: str, now: datetime) -> Errand | None:
    """Take the next command that is due; nobody else gets it while the lease runs."""
    with uow.leasing():
        uow.workers.seen(worker, now=now)
        command = uow.commands.lease(worker=worker, now=now, until=now + LEASE, actions=tuple(Action))
        errand = None
        if command is not None:
            meter = uow.clients.meter(command.meter_id)
            address = MeterAddress(
                driver=meter.driver,
                gateway=meter.gateway,
                address=meter.address,
                serial=meter.serial,
                mac=meter.mac,
                options=meter.options,
            )
            errand = Errand(command, meter, address)
        uow.commit()
        return errand


def _still_ours(uow: UnitOfWork, command: Command) -> Command:
    """The command as it stands, which must be as this worker left it: nobody else may have touched it (C2)."""
    standing = uow.commands.get(command.id)
    if standing.version != command.version:
        raise LeaseLost(command.uid)
    return standing


@transaction
def note_sending(
    uow: UnitOfWork, command: Command, *, before: MeterState | None, worker: str, now: datetime
) -> Command:
    """The last thing stored before anything is sent: from here on a crash means *unknown*.

    Raises:
        LeaseLost: this and every later step, where another worker has taken over; nothing is sent then.
    """
    with uow:
        standing = _still_ours(uow, command)
        sending = replace(
            standing, state=CommandState.SENDING, before=before, sent_at=now, attempts=standing.attempts + 1
        )
        stored = _step(uow, sending, "sending", _seen(before), worker=worker, now=now)
        if before is not None:
            uow.commands.keep_state(stored.meter_id, before)
        uow.commit()
        return stored


def is_forbidden(uow: UnitOfWork, command: Command) -> bool:
    """C5 once more, at the last moment: the subscriber may have become protected since the plan was made."""
    with uow.reading():
        meter = uow.clients.meter(command.meter_id)
        return is_protected_from(uow.clients.subscriber(meter.subscriber_id), command.action)


@transaction
def note_sent(uow: UnitOfWork, command: Command, *, answer: str, worker: str, now: datetime) -> Command:
    """R10: the command was sent, answered or not: the request turns *in progress* as of the moment of sending."""
    with uow:
        stored = _step(
            uow, replace(_still_ours(uow, command), state=CommandState.SENT), "sent", answer, worker=worker, now=now
        )
        _turn_in_progress(uow, stored, now=now)
        _remember_limit(uow, stored)
        uow.commit()
        return stored


def _turn_in_progress(uow: UnitOfWork, command: Command, *, now: datetime) -> None:
    if command.request_id is None or command.action is Action.READ:
        return
    request = uow.requests.get(command.request_id)
    if request.status is Status.CONFIRMED:
        keep_started(uow, request, at=command.sent_at or now, by=uow.operators.get(command.planned_by), now=now)


def _remember_limit(uow: UnitOfWork, command: Command) -> None:
    """C4: what stood before a limit is stored as soon as the limit may have been set; our own earlier limit is not it."""
    if command.action is not Action.LIMIT or command.before is None:
        return
    meter = uow.clients.meter(command.meter_id)
    ours_stands = meter.limit_w is not None and command.before.limit_w == meter.limit_w
    before = meter.limit_before_w if ours_stands else command.before.limit_w
    uow.clients.update_meter(replace(meter, limit_w=command.watts, limit_before_w=before))


def _forget_limit(uow: UnitOfWork, command: Command) -> None:
    """C4: a limit that did not take is forgotten; what stood before it, our own earlier limit or none, stands on."""
    if command.action is not Action.LIMIT or command.before is None:
        return
    meter = uow.clients.meter(command.meter_id)
    if command.before.limit_w != meter.limit_before_w:
        uow.clients.update_meter(replace(meter, limit_w=command.before.limit_w))
    else:
        uow.clients.update_meter(replace(meter, limit_w=None, limit_before_w=None))


def _settle_limit(uow: UnitOfWork, command: Command, found: Verdict, meter: Meter, state: MeterState) -> None:
    """C4: what a reading says of the limit that this desk remembers."""
    if found is Verdict.MATCHES and command.action is Action.LIFT:
        uow.clients.update_meter(replace(meter, limit_w=None, limit_before_w=None))
    stood_on = command.before is not None and state.limit_told and state.limit_w == command.before.limit_w
    if found is Verdict.DIFFERS and command.action is Action.LIMIT and stood_on:
        _forget_limit(uow, command)


@transaction
def judge(
    uow: UnitOfWork, command: Command, state: MeterState, *, worker: str, now: datetime
) -> tuple[Command, Changes]:
    """C3: the verdict of a state read after the command; *verified* comes from nowhere else."""
    with uow:
        return judge_within(uow, command, state, worker=worker, now=now), uow.commit()


def judge_within(uow: UnitOfWork, command: Command, state: MeterState, *, worker: str, now: datetime) -> Command:
    """The same within the caller's transaction."""
    standing = _still_ours(uow, command)
    uow.commands.keep_state(standing.meter_id, state)
    meter = uow.clients.meter(standing.meter_id)
    found = verdict(standing.action, watts=standing.watts, restored_w=meter.limit_before_w, state=state)
    judged = _judged(standing, found, state)
    stored = _finish(uow, judged, state.raw or _seen(state), worker=worker, now=now)
    _settle_limit(uow, stored, found, meter, state)
    if stored.action is Action.READ and stored.request_id is not None:
        _judge_again(uow, stored.request_id, meter, state, worker=worker, now=now)
    return stored


def state_by_hand(
    uow: UnitOfWork, command: Command, *, before: MeterState | None, at: datetime, worker: str, now: datetime
) -> Command:
    """A person did it in the vendor's program at `at`: *sent* within the caller's transaction, for `judge_within` (R10)."""
    stated = replace(command, state=CommandState.SENT, before=before, sent_at=at, attempts=command.attempts + 1)
    stored = _step(uow, stated, "by-hand", _seen(before), worker=worker, now=now)
    _turn_in_progress(uow, stored, now=now)
    _remember_limit(uow, stored)
    return stored


def _judged(command: Command, found: Verdict, state: MeterState) -> Command:
    if found is Verdict.MATCHES:
        return replace(command, state=CommandState.VERIFIED, code="read-back", after=state)
    code = "ready-for-reconnection" if found is Verdict.READY else "state-differs"
    return replace(command, state=CommandState.UNKNOWN, code=code, after=state)


def _judge_again(
    uow: UnitOfWork, request_id: int, meter: Meter, state: MeterState, *, worker: str, now: datetime
) -> None:
    """A fresh reading also judges the command whose outcome was left unknown; one entered late, with a newer at hand, not."""
    last = last_control(uow, request_id, meter.id)
    if last is None or last.state is not CommandState.UNKNOWN:
        return
    newest = uow.commands.last_state(meter.id)
    if newest is not None and newest.read_at > state.read_at:
        return
    found = verdict(last.action, watts=last.watts, restored_w=meter.limit_before_w, state=state)
    judged = _finish(uow, _judged(last, found, state), state.raw or _seen(state), worker=worker, now=now)
    _settle_limit(uow, judged, found, meter, state)


@transaction
def finish(
    uow: UnitOfWork, command: Command, state: CommandState, *, code: str, detail: str, worker: str, now: datetime
) -> tuple[Command, Changes]:
    """End a command as *refused* or *unknown*, with the code and what was seen."""
    with uow:
        standing = _still_ours(uow, command)
        was_sent = standing.state is CommandState.SENT or state is CommandState.UNKNOWN
        ended = replace(standing, state=state, code=code, sent_at=standing.sent_at if was_sent else None)
        stored = _finish(uow, ended, detail, worker=worker, now=now)
        if standing.state is CommandState.SENT and state is CommandState.REFUSED:
            _forget_limit(uow, stored)
        return stored, uow.commit()


@transaction
def put_back(uow: UnitOfWork, command: Command, *, code: str, detail: str, worker: str, now: datetime) -> Command:
    """Nothing was sent: back into the queue for later, or *refused* after the last attempt, the request unturned."""
    with uow:
        standing = _still_ours(uow, command)
        attempts = standing.attempts + (standing.state is CommandState.PLANNED)
        if attempts >= MOST_ATTEMPTS:
            stored = _finish(
                uow,
                replace(standing, state=CommandState.REFUSED, code=code, attempts=attempts, sent_at=None),
                detail,
                worker=worker,
                now=now,
            )
        else:
            waiting = replace(
                standing,
                state=CommandState.PLANNED,
                attempts=attempts,
                sent_at=None,
                leased_by="",
                leased_until=None,
                not_before=now + BACK_OFF * 3 ** (attempts - 1),
            )
            stored = _step(uow, waiting, code, detail, worker=worker, now=now)
        uow.commit()
        return stored


def drop_planned(uow: UnitOfWork, request_id: int, *, by: Operator, now: datetime) -> None:
    """Take back what still waits in the queue, within the caller's transaction; what a worker holds is left to it."""
    for command in uow.commands.of_request(request_id):
        if command.state is CommandState.PLANNED and not command.leased_by:
            dropped = replace(command, state=CommandState.REFUSED, code="dropped")
            _finish(uow, dropped, "", worker=by.login, now=now)


@transaction
def recover(uow: UnitOfWork, *, is_dead: Callable[[str], bool], worker: str, now: datetime) -> Changes:
    """C2: what a dead worker left: not yet sent goes back into the queue, in flight becomes *unknown*.

    `is_dead` knows workers that cannot be alive any more; the others' leases must run out first.
    """
    with uow:
        found = False
        for command in uow.commands.leased():
            expired = command.leased_until is None or command.leased_until <= now
            if not (expired or is_dead(command.leased_by)):
                continue
            found = True
            if command.state is CommandState.PLANNED or command.action is Action.READ:
                free = replace(command, state=CommandState.PLANNED, leased_by="", leased_until=None)
                _step(uow, free, "lease-released", command.leased_by, worker=worker, now=now)
                continue
            _turn_in_progress(uow, command, now=now)
            _remember_limit(uow, command)
            lost = replace(command, state=CommandState.UNKNOWN, code="worker-lost")
            _finish(uow, lost, command.leased_by, worker=worker, now=now)
        return uow.commit() if found else Changes()


def _finish(uow: UnitOfWork, command: Command, detail: str, *, worker: str, now: datetime) -> Command:
    ended = replace(command, finished_at=now, leased_by="", leased_until=None, detail=detail[:500])
    stored = _step(uow, ended, command.code, detail, worker=worker, now=now)
    put_event(
        uow,
        (SUBJECT, stored.request_id) if stored.request_id is not None else ("meter", stored.meter_id),
        "outcome",
        by=stored.planned_by,
        now=now,
        to_state=stored.state.value,
        why=stored.code,
        data={"command": stored.id, "action": stored.action.value},
    )
    return stored


def _step(uow: UnitOfWork, command: Command, code: str, detail: str, *, worker: str, now: datetime) -> Command:
    stored = uow.commands.update(command, seen_version=command.version)
    uow.commands.add_step(stored.id, LedgerStep(now, stored.state.value, code, detail[:2000], worker))
    uow.touch(Subject.COMMAND, stored.id)
    if stored.request_id is not None:
        uow.touch(Subject.REQUEST, stored.request_id)
    return stored


def _seen(state: MeterState | None) -> str:
    if state is None:
        return ""
    return f"relay={state.relay.value} limit={state.limit_w} power={state.power_w}"
