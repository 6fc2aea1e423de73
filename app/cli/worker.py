"""`pultctl worker`: carries commands out and lets the clock work; ends cleanly when told to, or when its console dies."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from types import FrameType
from typing import Annotated

import platformdirs
import typer

from app.bootstrap import App, worker_name
from app.cli.call import Call, command
from app.jobs.catalogue import catalogue
from app.jobs.loop import Loop

group = typer.Typer()

logger = logging.getLogger(__name__)

_LOG_BYTES = 2_000_000
_LOGS_KEPT = 5


@command(group, "worker")
def worker(
    call: Call,
    once: Annotated[bool, typer.Option("--once", help="cli-option-once")] = False,
    until_input_ends: Annotated[bool, typer.Option("--until-input-ends", help="cli-option-until-input-ends")] = False,
) -> None:
    """Run the jobs: for ever, or `--once` until none finds any more work.

    SIGTERM and SIGINT end it after the job under way. `--until-input-ends`: so does the end of its standard input,
    which a console holds open, so that no worker outlives a console that was killed (it works on Windows too).
    """
    _log_to_file()
    stop = threading.Event()
    with call.desk() as app:
        loop = _loop(app, stop.wait)
        if once:
            loop.run_once()
            call.say({"done": True}, call.texts("cli-worker-once"))
            return
        _end_on_signals(stop)
        if until_input_ends:
            threading.Thread(target=_wait_for_the_end_of_input, args=(stop.set,), daemon=True).start()
        logger.info("worker %s began", worker_name(app.console))
        loop.run(stop=stop.is_set)
        logger.info("worker %s ended", worker_name(app.console))


def _loop(app: App, wait: Callable[[float], object]) -> Loop:
    def pause(seconds: float) -> None:
        wait(seconds)

    carrier = app.carrier(worker=worker_name(app.console))
    return Loop(catalogue(carrier, unit_of_work=app.unit_of_work, clock=app.clock), clock=app.clock, wait=pause)


def _end_on_signals(stop: threading.Event) -> None:
    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def _wait_for_the_end_of_input(end: Callable[[], None]) -> None:
    # Not by sys.stdin, which a thread that waits in it keeps locked: the interpreter aborts on that at its end.
    try:
        while os.read(sys.stdin.fileno(), 1024):
            pass
    except (OSError, ValueError):
        pass  # an input that cannot be read has ended as well
    end()


def _log_to_file() -> None:
    """Into a file that does not grow for ever, and on the error stream; a folder that cannot be written costs the file only."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    folder = platformdirs.user_log_path("pult")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(folder / "worker.log", maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8")
        )
    except OSError as error:
        handlers[0].handle(logging.LogRecord("app.cli", logging.WARNING, __file__, 0, str(error), None, None))
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=handlers, force=True
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
