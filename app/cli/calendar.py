"""`pultctl calendar …`: the working calendar of a year, and the import of an official one after seeing the difference."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.calendars import read_xmlcalendar
from app.cli.call import Call, command
from app.cli.reference import reference
from app.services import calendar
from app.texts import Texts, speech

group = typer.Typer(name="calendar")


@command(group, "show")
def show(
    call: Call, year: Annotated[int, typer.Argument(metavar="YEAR", min=1995, max=2100, help="cli-argument-year")]
) -> None:
    """The year that stands: imported at the desk, else as the program ships it."""
    with reference(call) as known:
        found = known.calendar.year(year)
    call.say(
        {
            "year": found.year,
            "status": found.status,
            "days_off": sorted(found.days_off),
            "working_weekends": sorted(found.working_weekends),
            "shortened": sorted(found.shortened),
            "version": found.version,
        },
        [
            call.texts("cli-calendar-year", year=str(year), status=found.status.value, version=found.version),
            call.texts("cli-calendar-off", days=_days(call.texts, sorted(found.days_off))),
            call.texts("cli-calendar-working", days=_days(call.texts, sorted(found.working_weekends))),
            call.texts("cli-calendar-shortened", days=_days(call.texts, sorted(found.shortened))),
        ],
    )


@command(group, "import")
def import_(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE.xml", help="cli-argument-calendar-file")],
    apply: Annotated[bool, typer.Option("--apply", help="cli-option-calendar-apply")] = False,
) -> None:
    """Show what an official calendar changes; with `--apply` let it stand. Deadlines already computed are not moved."""
    imported = read_xmlcalendar(file, version="to-be-imported")
    with call.desk() as app:
        found = calendar.compare(app.unit_of_work(), imported=imported)
        if apply:
            calendar.apply(
                app.unit_of_work(), imported=imported, source=file.name, by=app.operator, now=app.clock.utc()
            )
    groups = {
        "becomes_off": found.becomes_off,
        "becomes_working": found.becomes_working,
        "becomes_shortened": found.becomes_shortened,
        "no_longer_shortened": found.no_longer_shortened,
    }
    data = {
        "year": found.year,
        "applied": apply,
        "status_before": found.status_before,
        "status_after": found.status_after,
        **groups,
    }
    lines = [call.texts("cli-calendar-same" if found.is_empty else "cli-calendar-differs", year=str(found.year))]
    for name, days in groups.items():
        if days:
            lines.append(call.texts(f"cli-calendar-{name.replace('_', '-')}", days=_days(call.texts, days)))
    lines.append(call.texts("cli-calendar-applied" if apply else "cli-calendar-apply-hint"))
    call.say(data, lines)


def _days(texts: Texts, days: Sequence[date]) -> str:
    return ", ".join(speech.say_short_day(texts, d) for d in days) or "–"
