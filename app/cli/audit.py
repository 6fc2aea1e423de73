"""`pultctl audit …`: the chain of events, and the hash that is kept off the machine."""

from typing import Annotated

import typer

from app.cli.call import REFUSED, Call, command
from app.services import audit

group = typer.Typer(name="audit")


@command(group, "verify")
def verify(
    call: Call, head: Annotated[str, typer.Option("--head", metavar="HASH", help="cli-option-head")] = ""
) -> int:
    """Walk the chain: any change, insertion or deletion shows; with a kept head a truncation too. Exit 1 if broken."""
    with call.desk() as app:
        report = audit.verify(app.unit_of_work(), expected_head=head.strip().lower() or None)
    call.say(
        {"intact": report.intact, "rows": report.rows, "first_break": report.first_break, "head": report.head},
        call.texts("cli-audit-intact", rows=report.rows, head=report.head)
        if report.intact
        else call.texts("cli-audit-broken", row=report.first_break or 0),
    )
    return 0 if report.intact else REFUSED


@command(group, "head")
def head(call: Call) -> None:
    """The hash of the last event: printed at a handover or mailed, it later proves that nothing was cut off."""
    with call.desk() as app:
        report = audit.verify(app.unit_of_work())
    call.say({"head": report.head, "rows": report.rows}, report.head)
