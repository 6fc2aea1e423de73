"""One call of `pultctl`: its common options, the desk it opens, what it prints, and how its failures end.

Exit codes: 0 done, 1 refused (the user can mend it), 2 wrong usage, 3 unavailable, 70 a fault of the program.
"""

import inspect
import json
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import Annotated, Concatenate, ParamSpec

import platformdirs
import typer

from app.bootstrap import App, SystemClock, open_desk, told_address
from app.domain.errors import PultError, Refusal, Unavailable
from app.domain.times import Office
from app.services.ports.repositories import Clock
from app.texts import Texts, speech
from app.texts.catalogue import LANGUAGES, system_language

DONE, REFUSED, WRONG_USAGE, UNAVAILABLE, FAULT = 0, 1, 2, 3, 70

YEARS = range(1995, 2101)
"""The years that calendars and gates are asked about."""

P = ParamSpec("P")

_Json = Annotated[bool, typer.Option("--json", help="cli-option-json")]
_Database = Annotated[str, typer.Option("--database", metavar="URL", help="cli-option-database")]
_As = Annotated[str, typer.Option("--as", metavar="OPERATOR", help="cli-option-as")]
_Lang = Annotated[str, typer.Option("--lang", metavar="ru|en", help="cli-option-lang")]


@dataclass(frozen=True)
class Call:
    """What every command is given. `database` is "" for the local desk, `login` "" for the system's user."""

    texts: Texts
    as_json: bool = False
    database: str = ""
    login: str = ""
    clock: Clock = field(default_factory=SystemClock)

    @property
    def address(self) -> str:
        """The address of the desk that is meant."""
        return told_address(self.database)

    @contextmanager
    def desk(self, *, clock: Clock | None = None) -> Iterator[App]:
        """The desk, opened and signed in, closed at the end; it has to exist (`pultctl db init`)."""
        app = open_desk(self.address, login=self.login or None, clock=clock or self.clock)
        try:
            yield app
        finally:
            app.close()

    def say(self, data: object, lines: Sequence[str] | str) -> None:
        """Print the answer: `data` as JSON where that was asked for, else the lines for people."""
        if self.as_json:
            _print(json.dumps(plain(data), ensure_ascii=False, indent=2))
        else:
            _print(lines if isinstance(lines, str) else "\n".join(lines))

    def note(self, line: str) -> None:
        """A line beside the answer, for people: it goes to the error stream, so that it never spoils an answer."""
        _print(line, sys.stderr)


def language_of(arguments: Sequence[str]) -> str:
    """`--lang en` or `--lang=en` among the arguments, else the locale's: help and complaints need it before parsing."""
    for place, word in enumerate(arguments):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return system_language()


def command(
    group: typer.Typer, name: str
) -> Callable[[Callable[Concatenate[Call, P], int | None]], Callable[Concatenate[Call, P], int | None]]:
    """Make a function `pultctl … NAME`: its own parameters, then the common options; its failures get their exit codes.

    The function may return an exit code of its own. `help=` texts are keys of the catalogues: `cli-help-<group>-<name>`.
    """

    def declare(work: Callable[Concatenate[Call, P], int | None]) -> Callable[Concatenate[Call, P], int | None]:
        @wraps(work)
        def run(*, as_json: bool, database: str, acting_as: str, lang: str, **own: object) -> None:
            if lang and lang not in LANGUAGES:
                raise typer.BadParameter(lang, param_hint="--lang")
            call = Call(Texts(lang or language_of(sys.argv[1:])), as_json, database, acting_as)
            code = guarded(call, lambda: work(call, **own))  # type: ignore[call-arg,arg-type]  # typer keeps to the signature
            raise typer.Exit(code)

        own = list(inspect.signature(work).parameters.values())[1:]
        common = {"as_json": _Json, "database": _Database, "acting_as": _As, "lang": _Lang}
        defaults = {"as_json": False, "database": "", "acting_as": "", "lang": ""}
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
            + [
                inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=defaults[n], annotation=common[n])
                for n in common
            ]
        )
        run.__annotations__ = {p.name: p.annotation for p in own} | common
        group.command(name, help=f"cli-help-{group.info.name or 'pultctl'}-{name}".replace("pultctl-", ""))(run)
        return work

    return declare


def guarded(call: Call, work: Callable[[], int | None]) -> int:
    """Run it; what fails is said in one sentence, as JSON where that was asked for, and gives the exit code."""
    try:
        return work() or DONE
    except Refusal as refusal:
        _fail(call, {"refused": refusal.code}, refusal)
        return REFUSED
    except Unavailable as error:
        _fail(call, {"unavailable": error.code}, error)
        return UNAVAILABLE
    except typer.Exit as ended:
        return ended.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except typer.BadParameter:
        raise
    except Exception as bug:  # noqa: BLE001 - the last line of defence: no user sees a traceback
        report(call, bug)
        return FAULT


def _fail(call: Call, head: Mapping[str, str], error: PultError) -> None:
    message = sentence(call.texts, error)
    if call.as_json:
        _print(json.dumps({**head, "message": message, **_shown(error.data)}, ensure_ascii=False, indent=2))
    else:
        _print(message, sys.stderr)


def _shown(data: Mapping[str, object]) -> dict[str, object]:
    return {key: plain(value) for key, value in data.items() if key not in ("refused", "unavailable", "message")}


def sentence(texts: Texts, error: PultError) -> str:
    """What happened and what to do. A code without a sentence is said by its name: better than a traceback."""
    try:
        return speech.say_error(texts, error)
    except KeyError:
        return texts("cli-refused-unworded", code=error.code)


def report(call: Call, bug: Exception) -> None:
    """One sentence for the user, the rest into a file for those who look after Pult."""
    now = datetime.now(UTC)
    folder = platformdirs.user_log_path("pult")
    path = folder / f"fault-{now:%Y%m%dT%H%M%S%f}.txt"
    # No arguments in it: they may name persons.
    text = "".join(traceback.format_exception(bug))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(f"pultctl {now.isoformat()}\n{text}", encoding="utf-8")
        place = str(path)
    except OSError:
        place = ""
    key = "cli-fault" if place else "cli-fault-unwritten"
    message = call.texts(key, path=place, error=type(bug).__name__)
    if call.as_json:
        _print(json.dumps({"fault": type(bug).__name__, "message": message, "report": place}, ensure_ascii=False))
    else:
        _print(message, sys.stderr)


def plain(value: object) -> object:
    """A value as JSON has it: moments and days in ISO 8601, enums by their value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def moment(call: Call, text: str, office: Office, option: str) -> datetime:
    """An ISO 8601 moment given for `option`; without an offset it is the office's civil time. Else wrong usage."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo is not None else found.replace(tzinfo=office.zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(call.texts("cli-usage-moment", text=text[:40]), param_hint=option) from None


def day(call: Call, text: str, option: str) -> date:
    """An ISO 8601 day given for `option`. Else wrong usage."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise typer.BadParameter(call.texts("cli-usage-day", text=text[:40]), param_hint=option)
    return found


def _print(text: str, stream: object = None) -> None:
    print(text, file=stream or sys.stdout, flush=True)  # type: ignore[arg-type]
