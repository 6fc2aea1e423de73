"""The tree of commands, built at the start: each group is a module, and only the one that is asked for is imported."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import typer
from typer.core import TyperCommand, TyperGroup

from app.cli.call import FAULT, WRONG_USAGE, Call, language_of, report
from app.texts import Texts

GROUPS = {
    "db": "database",
    "operator": "operators",
    "demo": "demo",
    "calendar": "calendar",
    "explain": "explain",
    "gate": "gate",
    "import": "imports_journal",
    "request": "requests",
    "meter": "meter",
    "audit": "audit",
    "rules": "rules",
    "worker": "worker",
}
"""Word → module of app.cli. A module holds `group` (a Typer); one with a single command of that name is put in bare."""

INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Parse and do; returns the exit code and never raises."""
    _speak_utf8()
    texts = Texts(language_of(arguments))
    try:
        ended = build(arguments, texts).main(list(arguments), prog_name="pultctl", standalone_mode=False)
    except typer.TyperException as error:
        print(_complaint(texts, error), file=sys.stderr)  # noqa: T201 - this is what a command line does
        return WRONG_USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our answer has gone; nothing more can be said, not even at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except Exception as bug:  # noqa: BLE001 - outside any command, still no traceback for a user
        report(Call(texts), bug)
        return FAULT
    return ended if isinstance(ended, int) else 0


def build(arguments: Sequence[str], texts: Texts) -> TyperCommand | TyperGroup:
    """The commands with their help in words; of the groups only the one that the first argument names, where one is."""
    first = next((word for word in arguments if not word.startswith("-")), "")
    chosen = {first: GROUPS[first]} if first in GROUPS else GROUPS
    top = typer.Typer(
        name="pultctl",
        help="cli-help-pultctl",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @top.callback()
    def pultctl() -> None:
        """Hold the groups: a callback keeps a lone one from becoming the whole program."""

    for word, module in chosen.items():
        group: typer.Typer = import_module(f"app.cli.{module}").group
        if [c.name for c in group.registered_commands] == [word]:
            top.add_typer(group)
        else:
            top.add_typer(group, name=word, help=f"cli-help-{word}", no_args_is_help=True)
    made: TyperCommand | TyperGroup = typer.main.get_command(top)  # type: ignore[assignment]  # typer makes no others
    _put_into_words(made, texts)
    return made


def _put_into_words(part: TyperCommand | TyperGroup, texts: Texts) -> None:
    """Every help text was declared as a key of the catalogues; the one of `--help` is not ours, so it is set."""
    if part.help:
        part.help = texts(part.help)
    for parameter in part.params:
        key = getattr(parameter, "help", None)
        if key:
            parameter.help = texts("cli-option-help" if parameter.name == "help" else key)  # type: ignore[attr-defined]
    if isinstance(part, TyperGroup):
        for child in part.commands.values():
            _put_into_words(child, texts)  # type: ignore[arg-type]  # typer makes no others


def _complaint(texts: Texts, error: typer.TyperException) -> str:
    """What is wrong with the words of the call, then where to read more. Its exceptions are typer's private ones."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None else str(getattr(error, "param_hint", None) or "")
    if parameter is not None and parameter.param_type_name == "argument":
        name = (parameter.metavar or parameter.name or "").upper()
    if kind == "NoArgsIsHelpError":
        return str(error)
    if kind == "NoSuchOption":
        said = texts("cli-usage-no-option", name=str(getattr(error, "option_name", "")))
    elif kind == "MissingParameter":
        said = texts("cli-usage-missing", name=name)
    elif kind == "BadParameter":
        said = texts("cli-usage-bad-value", name=name, detail=_detail(texts, str(getattr(error, "message", ""))))
    else:
        said = texts("cli-usage-wrong", detail=str(getattr(error, "message", error)))
    return f"{said} {texts('cli-usage-hint', command=context.command_path if context else 'pultctl')}"


def _detail(texts: Texts, message: str) -> str:
    """Our own complaints are in the user's language already; of the library's the usual ones are put into it."""
    _, is_choice, known = message.partition("is not one of ")
    if is_choice:
        return texts("cli-usage-choices", known=known.replace("'", "").rstrip("."))
    if "integer" in message:
        return texts("cli-usage-number")
    return texts("cli-usage-range") if message.startswith("Input should be") else message.rstrip(".")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A console of another encoding shows what it can; a pipe always gets UTF-8, as JSON wants it.
            reconfigure(errors="replace") if stream.isatty() else reconfigure(encoding="utf-8", errors="replace")
