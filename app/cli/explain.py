"""`pultctl explain KIND`: the deadlines of a request and every step to them (R9, R11, A11); needs no database."""

from datetime import date, datetime
from typing import Annotated

import typer

from app.cli.call import YEARS, Call, command, day, moment
from app.cli.reference import Reference, reference
from app.domain.deadlines import Deadline, completion_deadline, start_deadline
from app.domain.kinds import RequestKind
from app.texts import speech

group = typer.Typer()


@command(group, "explain")
def explain(
    call: Call,
    kind: Annotated[RequestKind, typer.Argument(metavar="KIND", help="cli-argument-kind")],
    confirmed: Annotated[str, typer.Option("--confirmed", metavar="ISO", help="cli-option-confirmed")],
    started: Annotated[str, typer.Option("--started", metavar="ISO", help="cli-option-started")] = "",
    agreed: Annotated[str, typer.Option("--agreed", metavar="DATE", help="cli-option-agreed")] = "",
) -> None:
    """The start deadline from the moment of confirmation; the completion deadline where it is known what it runs from."""
    if agreed and kind is not RequestKind.ONSITE_CHECK:
        raise typer.BadParameter(call.texts("cli-usage-agreed"), param_hint="--agreed")
    with reference(call) as known:
        confirmed_at = moment(call, confirmed, known.office, "--confirmed")
        started_at = moment(call, started, known.office, "--started") if started else None
        if confirmed_at.year not in YEARS or (started_at is not None and started_at.year not in YEARS):
            raise typer.BadParameter(call.texts("cli-usage-moment", text=confirmed), param_hint="--confirmed")
        if started_at is not None and started_at < confirmed_at:
            raise typer.BadParameter(call.texts("cli-usage-started-before"), param_hint="--started")
        begin = start_deadline(
            confirmed_at,
            calendar=known.calendar,
            regulation=known.regulations.at(confirmed_at),
            office=known.office,
        )
        end = _completion(kind, confirmed_at, started_at, day(call, agreed, "--agreed") if agreed else None, known)
        deadlines = [begin] if end is None else [begin, end]
        civil = known.office.civil
        steps = [line for d in deadlines for line in speech.say_steps(call.texts, d.steps)]
        official = all(d.official for d in deadlines)
        data = {
            "kind": kind.value,
            "confirmed": civil(confirmed_at),
            "start_due": civil(begin.due),
            "completion_due": civil(end.due) if end else None,
            "rules": [rule for d in deadlines for rule in d.rules],
            "steps": steps,
            "calendar": "official" if official else "preliminary",
            "calendar_version": " ".join(dict.fromkeys(d.calendar_version for d in deadlines)),
            "regulation_version": begin.regulation_version,
        }
        lines = [call.texts("cli-explain-start", due=speech.say_exact_due(call.texts, civil(begin.due)))]
        if end is not None:
            lines.append(call.texts("cli-explain-completion", due=speech.say_exact_due(call.texts, civil(end.due))))
    call.say(data, [*lines, *(f"  {step}" for step in steps)])


def _completion(
    kind: RequestKind, confirmed_at: datetime, started_at: datetime | None, agreed: date | None, known: Reference
) -> Deadline | None:
    if kind is RequestKind.ONSITE_CHECK and agreed is None:
        return None
    if started_at is None and agreed is None:
        return None
    runs_from = started_at or confirmed_at
    return completion_deadline(
        kind,
        started=runs_from,
        agreed=agreed,
        calendar=known.calendar,
        regulation=known.regulations.at(runs_from),
        office=known.office,
    )
