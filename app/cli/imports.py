"""`pultctl import …`: clients, subscribers and meters from a partnership's own file; a preview unless `--apply`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from app.cli.call import Call, command
from app.documents.sheets import read_workbook
from app.domain.registers.columns import ColumnMatch
from app.domain.registers.preview import Problem, RegisterKind, Severity
from app.domain.registers.sheet import Workbook
from app.services import imports
from app.services.import_orders import NOT_KEPT
from app.services.imports import ImportOrder, ImportResult
from app.texts import Texts

group = typer.Typer(name="import")

_FIRST_IGNORED = 10

_File = Annotated[Path, typer.Argument(metavar="FILE", help="cli-argument-import-file")]
_Client = Annotated[str, typer.Option("--client", metavar="NAME", help="cli-option-import-client")]
_Sheet = Annotated[str, typer.Option("--sheet", metavar="NAME", help="cli-option-import-sheet")]
_Columns = Annotated[list[str], typer.Option("--column", metavar="HEADING=FIELD", help="cli-option-import-column")]
_Answers = Annotated[list[str], typer.Option("--answer", metavar="CELL=ANSWER", help="cli-option-import-answer")]
_Apply = Annotated[bool, typer.Option("--apply", help="cli-option-import-apply")]
_Overwrite = Annotated[bool, typer.Option("--overwrite", help="cli-option-import-overwrite")]
_Driver = Annotated[str, typer.Option("--driver", metavar="NAME", help="cli-option-import-driver")]
_Encoding = Annotated[str, typer.Option("--encoding", metavar="NAME", help="cli-option-import-encoding")]
_Delimiter = Annotated[str, typer.Option("--delimiter", metavar="SIGN", help="cli-option-import-delimiter")]
_Gateway = Annotated[str, typer.Option("--gateway", metavar="ADDRESS", help="cli-option-import-gateway")]


@command(group, "clients")
def clients(
    call: Call,
    file: _File,
    *,
    sheet: _Sheet = "",
    column: _Columns = [],  # noqa: B006 - typer makes a new list for each call
    encoding: _Encoding = "",
    delimiter: _Delimiter = "",
    overwrite: _Overwrite = False,
    apply: _Apply = False,
) -> None:
    """Partnerships that were registered before Pult (G1, G2)."""
    order = _order(
        RegisterKind.CLIENTS, file, sheet, column, encoding=encoding, delimiter=delimiter, overwrite=overwrite
    )
    _carry_out(call, order, apply=apply)


@command(group, "subscribers")
def subscribers(
    call: Call,
    file: _File,
    *,
    client: _Client = "",
    sheet: _Sheet = "",
    column: _Columns = [],  # noqa: B006 - typer makes a new list for each call
    answer: _Answers = [],  # noqa: B006 - likewise
    driver: _Driver = "",
    gateway: _Gateway = "",
    encoding: _Encoding = "",
    delimiter: _Delimiter = "",
    overwrite: _Overwrite = False,
    apply: _Apply = False,
) -> None:
    """Plots of one client, with the meters that stand beside them in the register."""
    order = _order(
        RegisterKind.SUBSCRIBERS, file, sheet, column, encoding=encoding, delimiter=delimiter, overwrite=overwrite
    )
    order = replace(order, client=client or None, driver=driver, gateway=gateway, answers=_pairs(answer, "--answer"))
    _carry_out(call, order, apply=apply)


@command(group, "meters")
def meters(
    call: Call,
    file: _File,
    *,
    client: _Client = "",
    sheet: _Sheet = "",
    column: _Columns = [],  # noqa: B006 - typer makes a new list for each call
    driver: _Driver = "",
    gateway: _Gateway = "",
    encoding: _Encoding = "",
    delimiter: _Delimiter = "",
    overwrite: _Overwrite = False,
    apply: _Apply = False,
) -> None:
    """Meters of plots that the desk knows already."""
    order = _order(
        RegisterKind.METERS, file, sheet, column, encoding=encoding, delimiter=delimiter, overwrite=overwrite
    )
    _carry_out(call, replace(order, client=client or None, driver=driver, gateway=gateway), apply=apply)


def _order(
    kind: RegisterKind,
    file: Path,
    sheet: str,
    columns: Sequence[str],
    *,
    encoding: str,
    delimiter: str,
    overwrite: bool,
) -> ImportOrder:
    """What every register is told; `tab` stands for the sign that is hard to type."""
    workbook = read_workbook(file, encoding=encoding, delimiter="\t" if delimiter == "tab" else delimiter)
    told = _pairs(columns, "--column")
    return ImportOrder(workbook, kind, file.name, sheet=sheet or None, told=told, overwrite=overwrite)


def _pairs(words: Sequence[str], option: str) -> dict[str, str]:
    """`Зав. №=serial` → heading and field; the last `=` divides, since a heading may hold one."""
    pairs: dict[str, str] = {}
    for word in words:
        name, divided, value = word.rpartition("=")
        if not divided or not name.strip() or not value.strip():
            raise typer.BadParameter(word, param_hint=option)
        pairs[name.strip()] = value.strip()
    return pairs


def _carry_out(call: Call, order: ImportOrder, *, apply: bool) -> None:
    with call.desk() as app:
        work = imports.apply if apply else imports.preview
        result = work(app.unit_of_work(), order=order, by=app.operator, now=app.clock.utc())
    call.say(_as_data(call.texts, order, result), list(_as_lines(call.texts, order, result)))


def _as_data(texts: Texts, order: ImportOrder, result: ImportResult) -> dict[str, object]:
    kind = result.preview.kind
    return {
        "taken": result.taken,
        "refused": [_problem_data(texts, problem) for problem in result.not_taken],
        "applied": result.applied,
        "client": result.client.full_name if result.client else None,
        "counts": {
            name: {"taken": tally.taken, "added": tally.added, "updated": tally.updated, "unchanged": tally.same}
            for name, tally in result.tallies.items()
        },
        "warnings": [_problem_data(texts, p) for p in result.problems if p.severity is Severity.WARNING],
        "questions": [
            {"cell": q.cell, "kind": q.kind, "text": q.text, "plot": q.plot, "answers": q.answers, "answer": q.answer}
            for q in result.preview.questions
        ],
        "columns": [
            {
                "column": match.letter,
                "heading": match.heading,
                "field": match.field.value if match.field else None,
                "confidence": match.confidence,
                "told": match.told,
                "remembered": match.remembered,
                "hidden": match.hidden,
                "unit": match.unit or None,
                "kept": match.field is not None and match.field not in NOT_KEPT[kind],
                "why": match.why or None,
            }
            for match in result.preview.columns
        ],
        "ignored": [{"range": i.place, "why": i.why, "text": i.text} for i in result.preview.ignored],
        "file": {
            "name": order.file_name,
            "kind": order.workbook.kind,
            "encoding": order.workbook.encoding or None,
            "delimiter": order.workbook.delimiter or None,
            "sheet": result.preview.sheet,
            "sha256": order.workbook.sha256,
            "macros": order.workbook.macros,
        },
        "import": result.import_id,
    }


def _problem_data(texts: Texts, problem: Problem) -> dict[str, object]:
    return {
        "cell": problem.cell,
        "reason": problem.reason,
        "message": _reason(texts, problem),
        "heading": problem.heading,
        "value": problem.value,
        "part": problem.part.value,
        "held": problem.severity is Severity.HELD,
        "row": problem.row or None,
    }


def _reason(texts: Texts, problem: Problem) -> str:
    return texts(f"import-reason-{problem.reason}", **problem.data)


def _as_lines(texts: Texts, order: ImportOrder, result: ImportResult) -> Iterator[str]:
    workbook: Workbook = order.workbook
    preview = result.preview
    yield texts(
        "import-sheet", sheet=preview.sheet or order.file_name, kind=workbook.kind, encoding=workbook.encoding or "none"
    )
    if workbook.macros:
        yield texts("import-macros")
    yield texts("import-columns")
    for match in preview.columns:
        yield f"  {match.letter:>3}  «{match.heading}» → {_column(texts, match, preview.kind)}"
    refused = result.not_taken
    if refused:
        yield texts("import-problems")
        yield from (_line(texts, problem) for problem in refused)
    warnings = [problem for problem in result.problems if problem.severity is Severity.WARNING]
    if warnings:
        yield texts("import-warnings")
        yield from (_line(texts, problem) for problem in warnings)
    asked = [question for question in preview.questions if not question.answer]
    if asked:
        yield texts("import-questions", cell=asked[0].cell, answer=asked[0].answers[0])
        for question in asked:
            answers = ", ".join(f"{name} ({texts(f'import-answer-{name}')})" for name in question.answers)
            words = texts(f"import-question-{question.kind}", plot=question.plot, text=question.text)
            yield f"  {question.cell:>6}  {words} {answers}"
    if preview.ignored:
        yield texts("import-ignored")
        yield from (
            f"  {i.place:>6}  {texts(f'import-ignored-{i.why}')}: {i.text}" for i in preview.ignored[:_FIRST_IGNORED]
        )
        if len(preview.ignored) > _FIRST_IGNORED:
            yield texts("import-ignored-more", n=len(preview.ignored) - _FIRST_IGNORED)
    yield _sum(texts, result)
    if not result.applied:
        yield texts("import-apply-hint")


def _column(texts: Texts, match: ColumnMatch, kind: RegisterKind) -> str:
    if match.field is None:
        return texts(f"import-column-{match.why or 'unknown'}", other=match.other)
    said = texts(f"import-field-{match.field.value}")
    if match.remembered:
        said = f"{said} ({texts('import-remembered')})"
    if match.field in NOT_KEPT[kind]:
        return f"{said} ({texts('import-not-stored')})"
    return said


def _line(texts: Texts, problem: Problem) -> str:
    value = f" «{problem.value}»" if problem.value else ""
    return f"  {problem.cell:>6}  {problem.heading}{value}: {_reason(texts, problem)}"


def _sum(texts: Texts, result: ImportResult) -> str:
    what = ", ".join(texts(f"import-taken-{name}", n=tally.taken) for name, tally in result.tallies.items())
    tallies = result.tallies.values()
    return texts(
        "import-took" if result.applied else "import-would-take",
        what=what,
        added=sum(tally.added for tally in tallies),
        updated=sum(tally.updated for tally in tallies),
        same=sum(tally.same for tally in tallies),
    )
