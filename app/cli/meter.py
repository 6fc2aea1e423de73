"""`pultctl meter …`: one meter, without a request, through the same ledger and safeguards (C1-C5, C8)."""

from typing import Annotated

import typer

from app.bootstrap import App, worker_name
from app.cli import meter_keys
from app.cli.call import REFUSED, UNAVAILABLE, Call, command, moment
from app.domain.changes import Subject
from app.domain.commands import Action, Command, CommandState, MeterState, Relay, state_line
from app.domain.errors import Refusal
from app.metering import DRIVERS
from app.services import commands, errands, manual, meters
from app.texts import Texts, speech

group = typer.Typer(name="meter")
group.add_typer(meter_keys.group, name="keys", help="cli-help-meter-keys", no_args_is_help=True)

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
    with call.desk() as app, app.unit_of_work().reading() as uow:
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


@command(group, "connect")
def connect(
    call: Call,
    meter: _Meter,
    *,
    driver: Annotated[str, typer.Option("--driver", metavar="NAME", help="cli-option-driver")],
    address: Annotated[str, typer.Option("--address", metavar="HOST:PORT", help="cli-option-address")] = "",
    gateway: Annotated[str, typer.Option("--gateway", metavar="NAME", help="cli-option-gateway")] = "",
    option: Annotated[list[str] | None, typer.Option("--option", metavar="K=V", help="cli-option-option")] = None,
) -> None:
    """Say how the meter is reached; keys are given by name, never themselves."""
    options = {}
    for pair in option or ():
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise typer.BadParameter(call.texts("cli-usage-pair", text=pair[:40]), param_hint="--option")
        options[name] = value
    with call.desk() as app:
        with app.unit_of_work().reading() as uow:
            found = uow.clients.find_meter(meter)
        meters.connect(
            app.unit_of_work(),
            meter_id=found.id,
            driver=driver,
            address=address,
            gateway=gateway,
            options=options,
            known=DRIVERS,
            by=app.operator,
            now=app.clock.utc(),
        )
    data = {"meter": found.serial, "driver": driver, "address": address, "gateway": gateway, "options": options}
    call.say(data, call.texts("cli-meter-connected", meter=found.serial, driver=driver))


@command(group, "seen")
def seen(
    call: Call,
    meter: _Meter,
    *,
    relay: Annotated[Relay, typer.Option("--relay", help="cli-option-relay")],
    where: Annotated[str, typer.Option("--where", metavar="TEXT", help="cli-option-where")],
    at: Annotated[str, typer.Option("--at", metavar="ISO", help="cli-option-seen-at")] = "",
    limit_w: Annotated[int | None, typer.Option("--limit", metavar="W", help="cli-option-seen-limit")] = None,
    before_w: Annotated[int | None, typer.Option("--limit-before", metavar="W", help="cli-option-limit-before")] = None,
    power_w: Annotated[int | None, typer.Option("--power", metavar="W", help="cli-option-power")] = None,
    done: Annotated[bool, typer.Option("--done", help="cli-option-done-by-hand")] = False,
) -> int:
    """Enter what was seen of a meter that is worked by hand; with `--done` its planned command was carried out."""
    with call.desk() as app:
        now = app.clock.utc()
        what = manual.Seen(
            relay=relay,
            seen_at=moment(call, at, app.office, "--at") if at else now,
            where=where,
            limit_w=limit_w,
            power_w=power_w,
            limit_before_w=before_w,
        )
        with app.unit_of_work().reading() as uow:
            found = uow.clients.find_meter(meter)
            planned = [one for one in uow.commands.pending_of_meter(found.id) if one.action is not Action.READ]
            last = uow.commands.last_control_of_meter(found.id)
        if done:
            if not planned:
                raise Refusal("command-not-planned", meter=found.serial)
            wanted = planned[0].id
            manual.state_done(
                app.unit_of_work(), command_id=wanted, seen_version=None, seen=what, by=app.operator, now=now
            )
        else:
            changes = manual.enter_seen(
                app.unit_of_work(),
                meter_id=found.id,
                request_id=last.request_id if last else None,
                seen=what,
                by=app.operator,
                now=now,
            )
            wanted = max(changes.ids(Subject.COMMAND))  # the reading; the command that it judges is older
        with app.unit_of_work().reading() as uow:
            ended = uow.commands.get(wanted)
    call.say(outcome(ended), said(call.texts, ended))
    return _EXITS[ended.state]


def _do(call: Call, meter: str, action: Action, *, watts: int | None = None) -> int:
    with call.desk() as app:
        with app.unit_of_work().reading() as uow:
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
