"""`pultctl gate hourly|monthly`: until when volume notifications are accepted (V2, V3); needs no database."""

import re
from typing import Annotated

import typer

from app.cli.call import YEARS, Call, command, day
from app.cli.reference import reference
from app.domain.gates import Gate, hourly_gate, monthly_gate
from app.texts import speech

group = typer.Typer(name="gate")


@command(group, "hourly")
def hourly(call: Call, date: Annotated[str, typer.Argument(metavar="DATE", help="cli-argument-operating-day")]) -> None:
    """For the volumes of one operating day."""
    operating_day = day(call, date, "DATE")
    with reference(call) as known:
        _say(call, hourly_gate(operating_day, known.regulations.at(call.clock.utc())))


@command(group, "monthly")
def monthly(call: Call, month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="cli-argument-month")]) -> None:
    """For a change of the contracted volume of a month."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", month)
    if not found or int(found[1]) not in YEARS:
        raise typer.BadParameter(call.texts("cli-usage-month", text=month[:40]), param_hint="YYYY-MM")
    with reference(call) as known:
        _say(call, monthly_gate(int(found[1]), int(found[2]), known.regulations.at(call.clock.utc())))


def _say(call: Call, gate: Gate) -> None:
    call.say(
        {"closes_at": gate.closes_at, "rule": gate.rule, "khabarovsk": gate.in_khabarovsk},
        call.texts(
            "cli-gate",
            khabarovsk=speech.say_exact_due(call.texts, gate.in_khabarovsk),
            utc=speech.say_exact(call.texts, gate.closes_at),
            rule=gate.rule,
        ),
    )
