"""`pultctl meter …`: one meter, without a request, through the same ledger and safeguards (C1-C5, C8)."""

from typing import Annotated

import typer

from app.bootstrap import App, worker_name
from app.cli.call import REFUSED, UNAVAILABLE, Call, command
from app.domain.changes import Subject
from app.domain.commands import Action, Command, CommandState, MeterState, state_line
from app.services import commands, errands
from app.texts import Texts, speech

group = typer.Typer(name="meter")

_Meter = Annotated[str, typer.Argument(metavar="METER", help="cli-argument-meter")]

_EXITS = {CommandState.VERIFIED: 0, CommandState.REFUSED: REFUSED, CommandState.UNKNOWN: UNAVAILABLE}


@command(group, "plan")
def plan(
    call: Call,
    meter: _Meter,
    action: Annotated[Action, typer.Option("--action", help="cli-option-action")] = Action.DISCONNECT,
    watts: Annotated[int | None, typer.Option("--watts", metavar="W", help="cli-option-watts")] = None,
) -> None:
    """What would be sent to which meter, and what stands against it; nothing is sent."""
    with call.desk() as app, app.unit_of_work() as uow:
        found = uow.clients.find_meter(meter)
        subscriber = uow.clients.subscriber(found.subscriber_id)
        client = uow.clients.client(subscriber.client_id)
        last = uow.commands.last_state(found.id)
        blocked = [
            code
            for code, stands in (
                ("protected", commands.is_protected_from(subscriber, action)),
                ("no-driver", not found.driver),
                ("command-pending", bool(uow.commands.pending_of_meter(found.id))),
            )
            if stands
        ]
    data = {
        "meter": found.serial,
        "client": client.full_name,
        "plot": subscriber.plot,
        "system": client.metering_system,
        "driver": found.driver,
        "action": action.value,
        "watts": watts,
        "last_state": _state(last),
        "blocked": blocked,
    }
    lines = [
        call.texts("cli-meter-plan", meter=found.serial, client=client.full_name, plot=subscriber.plot),
        call.texts("cli-meter-last", state=speech.say_state(call.texts, last) if last else "–"),
        *(call.texts("refusal-plan-blocked", reason=code) for code in blocked),
    ]
    call.say(data, lines)


@command(group, "read")
def read(call: Call, meter: _Meter) -> int:
    """Read the meter's state now."""
    return _do(call, meter, Action.READ)


@command(group, "limit")
def limit(
    call: Call,
    meter: _Meter,
    watts: Annotated[int, typer.Option("--watts", metavar="W", help="cli-option-watts")],
) -> int:
    """Set a load limit."""
    return _do(call, meter, Action.LIMIT, watts=watts)


@command(group, "lift")
def lift(call: Call, meter: _Meter) -> int:
    """Lift the limit: what stood before it comes back (C4)."""
    return _do(call, meter, Action.LIFT)


@command(group, "disconnect")
def disconnect(call: Call, meter: _Meter) -> int:
    """Open the relay."""
    return _do(call, meter, Action.DISCONNECT)


@command(group, "reconnect")
def reconnect(call: Call, meter: _Meter) -> int:
    """Close the relay."""
    return _do(call, meter, Action.RECONNECT)


def _do(call: Call, meter: str, action: Action, *, watts: int | None = None) -> int:
    with call.desk() as app:
        with app.unit_of_work() as uow:
            meter_id = uow.clients.find_meter(meter).id
        changes = commands.order_for_meter(
            app.unit_of_work(),
            meter_id=meter_id,
            action=action,
            watts=watts,
            by=app.operator,
            now=app.clock.utc(),
        )
        (done,) = carry(app, [changes.one(Subject.COMMAND)])
    call.say(outcome(done), said(call.texts, done))
    return _EXITS[done.state]


def carry(app: App, command_ids: list[int]) -> tuple[Command, ...]:
    """Carry these commands out within this process."""
    return errands.carry_out(app.carrier(worker=worker_name(app.console)), app.unit_of_work, command_ids=command_ids)


def outcome(done: Command) -> dict[str, object]:
    """What came of a command (C1), with the state that was read after it as evidence."""
    return {
        "outcome": done.state.value,
        "evidence": state_line(done.after) if done.after else done.detail,
        "attempts": done.attempts,
        "code": done.code,
        "detail": done.detail,
        "before": _state(done.before),
        "state": _state(done.after),
        "command": done.id,
    }


def said(texts: Texts, done: Command) -> list[str]:
    """The same in words."""
    key = f"command-code-{done.code}"
    code = texts(key) if texts.has(key) else done.code
    lines = [texts("cli-meter-outcome", outcome=texts(f"command-{done.state.value}"), code=code)]
    if done.after is not None:
        lines.append(speech.say_state(texts, done.after))
    elif done.detail:
        lines.append(done.detail)
    return lines


def _state(state: MeterState | None) -> dict[str, object] | None:
    if state is None:
        return None
    return {
        "read_at": state.read_at,
        "relay": state.relay,
        "output_on": state.output_on,
        "limit_w": state.limit_w,
        "power_w": state.power_w,
    }
