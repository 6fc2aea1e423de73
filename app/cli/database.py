"""`pultctl db …`: making, upgrading, checking, saving and bringing back the database."""

from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import make_desk
from app.cli.call import Call, command
from app.domain.errors import Refusal
from app.services import audit
from app.store import schema
from app.store.engine import shown, sqlite_path

group = typer.Typer(name="db")

_File = Annotated[Path, typer.Argument(metavar="FILE", help="cli-argument-backup-file")]


@command(group, "init")
def init(
    call: Call,
    zone: Annotated[str, typer.Option(metavar="ZONE", help="cli-option-zone")] = "Europe/Moscow",
    training: Annotated[bool, typer.Option("--training", help="cli-option-training")] = False,
) -> None:
    """Make an empty desk and its first operator, an administrator: whoever makes it, or `--as`."""
    _known_zone(zone)
    make_desk(call.address, zone=zone, training=training)
    with call.desk() as app:
        data = {"database": _shown(call), "operator": app.operator.login, "zone": zone, "training": training}
    call.say(data, call.texts("cli-db-made", path=_shown(call), login=data["operator"]))


@command(group, "upgrade")
def upgrade(call: Call) -> None:
    """Bring the database to this program's schema, a copy first."""
    saved = schema.upgrade(call.address, now=call.clock.utc())
    found = schema.info(call.address)
    key = "cli-db-upgraded" if saved else "cli-db-current"
    call.say(
        {"database": _shown(call), "schema": found.revision, "saved": saved},
        call.texts(key, path=_shown(call), schema=found.revision, saved=str(saved or "")),
    )


@command(group, "info")
def info(call: Call) -> None:
    """Which schema the database has, and how much is in it."""
    found = schema.info(call.address)
    data: dict[str, object] = {
        "database": found.database,
        "schema": found.revision,
        "wanted": found.wanted,
        "current": found.is_current,
    }
    lines = [call.texts("cli-db-info", path=found.database, schema=found.revision, wanted=found.wanted)]
    if found.is_current:
        with call.desk() as app:
            counts = app.queries.counters(app.clock.utc())
            status = app.queries.status(app.clock.utc())
            data |= {
                "zone": app.office.zone.key,
                "training": app.training,
                "clients": len(app.queries.clients()),
                "confirmed": counts.confirmed,
                "in_progress": counts.in_progress,
                "overdue": counts.overdue,
                "commands_pending": status.commands_pending,
                "letters_waiting": status.letters_waiting,
            }
        numbers = {
            key: value for key, value in data.items() if isinstance(value, int) and key not in ("current", "training")
        }
        lines.append(call.texts("cli-db-counts", **numbers))
    call.say(data, lines)


@command(group, "check")
def check(call: Call) -> int:
    """SQLite's own check, foreign keys, the schema, the chain of events. Exit 1 where the chain is broken."""
    schema.check_revision(call.address)
    path = sqlite_path(call.address)
    if path is not None:
        schema.integrity(path)
    with call.desk() as app:
        report = audit.verify(app.unit_of_work())
    call.say(
        {
            "database": _shown(call),
            "integrity": "ok" if path is not None else None,
            "chain": {"intact": report.intact, "rows": report.rows, "first_break": report.first_break},
        },
        call.texts("cli-db-whole", path=_shown(call), rows=report.rows)
        if report.intact
        else call.texts("cli-audit-broken", row=report.first_break or 0),
    )
    return 0 if report.intact else 1


@command(group, "backup")
def backup(call: Call, file: _File) -> None:
    """Copy the living desk into a file that is whole or not there."""
    schema.check_revision(call.address)
    schema.backup(call.address, file)
    call.say({"saved": file.absolute()}, call.texts("cli-db-saved", path=str(file)))


@command(group, "restore")
def restore(call: Call, file: _File) -> None:
    """Put a copy in the place of a desk that is gone."""
    schema.restore(call.address, file)
    found = schema.info(call.address)
    call.say(
        {"database": found.database, "schema": found.revision, "restored": file.absolute()},
        call.texts("cli-db-restored", path=found.database, file=str(file)),
    )


@command(group, "move")
def move(call: Call, url: Annotated[str, typer.Argument(metavar="URL", help="cli-argument-url")]) -> None:  # noqa: ARG001
    """To a shared database, in a later version: said clearly rather than half done."""
    raise Refusal("move-not-yet")


def _shown(call: Call) -> str:
    """The file, or the address without its password."""
    return shown(call.address)


def _known_zone(zone: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal("zone-unknown", zone=zone) from error
