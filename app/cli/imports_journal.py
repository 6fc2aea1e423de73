"""`pultctl import list`, `import show` and `import take-back`: what was imported, and one import undone as a whole."""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.bootstrap import App
from app.cli.call import Call, command
from app.cli.imports import group
from app.domain.errors import Refusal
from app.services import imports
from app.services.imports import Depended
from app.services.ports.imports import Dependence, ImportDetails, ImportLine
from app.texts import Texts, speech

_SHOWN_ROWS = 200

_Number = Annotated[int, typer.Argument(metavar="ID", help="cli-argument-import-id")]
_Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="cli-option-import-why")]


@command(group, "list")
def list_(call: Call) -> None:
    """The journal of imports, the newest first."""
    with call.desk() as app:
        lines = app.queries.imports()
        words = [_line(call.texts, app, line) for line in lines]
    call.say([_line_data(line) for line in lines], words or call.texts("import-list-empty"))


@command(group, "show")
def show(call: Call, number: _Number) -> None:
    """One import: what it did, what it did not take, what depends on it."""
    with call.desk() as app:
        details = app.queries.import_record(number, count=_SHOWN_ROWS)
        words = list(_details(call.texts, app, details))
    call.say(_details_data(call.texts, details), words)


@command(group, "take-back")
def take_back(call: Call, number: _Number, *, why: _Why = "") -> None:
    """Delete what an import added and restore what it changed, where nothing depends on it."""
    with call.desk() as app:
        try:
            imports.take_back(app.unit_of_work(), import_id=number, why=why, by=app.operator, now=app.clock.utc())
        except Depended as depended:
            raise Refusal(
                depended.code,
                import_id=number,
                what="; ".join(_depends(call.texts, d) for d in depended.dependences),
                dependences=[{"kind": d.kind, "n": d.n, **d.data} for d in depended.dependences],
            ) from depended
    call.say({"import": number, "taken_back": True}, call.texts("import-took-back", number=number))


def _depends(texts: Texts, dependence: Dependence) -> str:
    return texts(f"import-depends-{dependence.kind}", n=dependence.n, **dependence.data)


def _line(texts: Texts, app: App, line: ImportLine) -> str:
    record = line.record
    back = line.taken_back
    return texts(
        "import-list-line",
        number=record.id,
        at=speech.say_exact(texts, app.office.civil(record.at)),
        what=record.what,
        file=record.file_name,
        client=line.client or "none",
        who=line.who,
        taken=record.taken,
        refused=record.refused,
        back=texts(
            "import-list-back", at=speech.say_exact(texts, app.office.civil(back.at)), who=back.who, why=back.why
        )
        if back
        else "none",
    )


def _line_data(line: ImportLine) -> dict[str, object]:
    record = line.record
    return {
        "import": record.id,
        "kind": record.what,
        "file": record.file_name,
        "sha256": record.sha256,
        "at": record.at,
        "who": line.who,
        "client": line.client or None,
        "taken": record.taken,
        "refused": record.refused,
        "counts": {
            name: {"added": added, "updated": updated, "unchanged": same}
            for name, (added, updated, same) in line.tallies.items()
        },
        "taken_back": {"at": line.taken_back.at, "who": line.taken_back.who, "why": line.taken_back.why}
        if line.taken_back
        else None,
    }


def _details(texts: Texts, app: App, details: ImportDetails) -> Iterator[str]:
    yield _line(texts, app, details.line)
    yield texts("import-show-hash", sha256=details.line.record.sha256)
    if details.not_taken:
        yield texts("import-problems")
    for cell in details.not_taken:
        yield f"  {cell.cell:>6}  {cell.heading}: {texts(f'import-reason-{cell.reason}', **cell.data)}"
    if details.changes:
        yield texts("import-show-changes", n=details.changes_total)
    for row in details.changes:
        label = row.label or f"#{row.subject_id}"
        told = "; ".join(f"{texts(f'import-field-{c.field}')}: «{c.old}» → «{c.new}»" for c in row.changes)
        key = f"import-show-{'added' if row.added else 'changed'}-{row.subject.value}"
        yield f"  {texts(key, label=label)}{f': {told}' if told else ''}"
    if details.changes_total > len(details.changes):
        yield texts("import-ignored-more", n=details.changes_total - len(details.changes))
    if details.dependences:
        yield texts("import-show-depends")
    yield from (f"  {_depends(texts, dependence)}" for dependence in details.dependences)


def _details_data(texts: Texts, details: ImportDetails) -> dict[str, object]:
    return _line_data(details.line) | {
        "not_taken": [
            {
                "cell": cell.cell,
                "heading": cell.heading,
                "reason": cell.reason,
                "message": texts(f"import-reason-{cell.reason}", **cell.data),
            }
            for cell in details.not_taken
        ],
        "changes_total": details.changes_total,
        "changes": [
            {
                "subject": row.subject.value,
                "id": row.subject_id,
                "label": row.label,
                "added": row.added,
                "as_left": row.is_as_left,
                "fields": {c.field: {"old": c.old, "new": c.new} for c in row.changes},
            }
            for row in details.changes
        ],
        "dependences": [{"kind": d.kind, "n": d.n, **d.data} for d in details.dependences],
    }
