"""`pult`: the dispatcher's console. Arguments, the desk, the window; nothing is decided here."""

# isort: off
import ui.collecting  # noqa: F401 - before everything whose making it shall not slow

# Before Qt: once it is there, Qt's bindings read the source of every module that is imported, SQLAlchemy's too.
from app.bootstrap import App, local_desk, open_desk, told_address

# isort: on
import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.domain.errors import PultError, Unavailable
from app.texts import LANGUAGES, Texts
from app.version import VERSION
from ui.background.collector import keep_all
from ui.background.worker import WorkerChild, worker_command
from ui.composition import Console, build_console, chosen_language, chosen_theme, dress, prepare_application, speak
from ui.shell.messages import Messages
from ui.shell.waiting import WAITED_FOR, wait_for
from ui.theme import Theme, make_theme

WORKER_AFTER_MS: Final = 700
"""The worker's own start would take the processor from the first rows."""


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What `pult` may be told."""
    parser = argparse.ArgumentParser(prog="pult", description="Pult: the dispatcher's console")
    parser.add_argument("--database", metavar="URL", help="the desk to open; the local one if not given")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the window")
    parser.add_argument("--training", action="store_true", help="no command reaches a meter (C10)")
    parser.add_argument("--tour", metavar="DIR", type=Path, help="drive the window through a shift; pictures go to DIR")
    parser.add_argument("--version", action="version", version=VERSION)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Open the console; returns the exit code (0 closed, 3 the desk cannot be opened)."""
    asked = arguments(sys.argv[1:] if given is None else given)
    application = QApplication(sys.argv[:1])
    prepare_application(application)
    texts = Texts(chosen_language(asked.lang))
    speak(application, texts.language)
    theme = chosen_theme()
    dress(application, theme)
    if asked.tour is not None:
        return _tour(application, asked)
    try:
        desk = _open(asked, texts)
    except PultError as error:
        return _cannot_open(texts, error)
    address = asked.database or local_desk()
    worker = WorkerChild(worker_command(address)) if address.startswith("sqlite") else None
    with closing(desk):
        return _run(desk, address, texts, theme, partial(_loop, application), worker=worker)


def _open(asked: argparse.Namespace, texts: Texts) -> App:
    """The desk. Before a shared one that is away a person sees a window that keeps trying; a script hears it at once."""
    address = told_address(asked.database)

    def attempt() -> App:
        return open_desk(address, training=asked.training, make=True)

    try:
        return attempt()
    except Unavailable as error:
        if error.code not in WAITED_FOR or QApplication.platformName() == "offscreen":
            raise
        found, failure = wait_for(attempt, error, texts=texts)
        if found is None:
            raise (failure or error) from None
        return found


def _tour(application: QApplication, asked: argparse.Namespace) -> int:
    """The tour: in Russian, the users' language, in the light theme, unless told otherwise, whatever this machine's are.

    A shift on a fresh demo desk, then a look at a desk with a million requests; on a copy of `--database` the shift alone.
    """
    from ui.tour import Million, QtWarnings, Shift, large_desk, run_tour, tour_desk, tour_meters
    from ui.tour.run import Steps

    warnings = QtWarnings()
    texts = Texts(asked.lang or "ru")
    speak(application, texts.language)
    theme = make_theme(dark=False)
    dress(application, theme)
    try:
        address = tour_desk(asked.tour, like=asked.database)
    except ValueError:
        sys.stderr.write(f"{texts('tour-local-only')}\n")
        return 2

    def part(desk: App, steps: Steps, worker: WorkerChild | None) -> int:
        work = partial(run_tour, folder=asked.tour, steps=steps, warnings=warnings)
        return _run(desk, address, texts, theme, work, worker=worker)

    with closing(open_desk(address, make=True)) as desk, tour_meters(desk, asked.tour) as meters:
        worker = WorkerChild(worker_command(address))
        code = part(desk, lambda hands, said: Shift(hands, said, meters).steps(), worker)
    if code or asked.database is not None:
        return code
    with closing(large_desk(asked.tour)) as desk:
        return part(desk, lambda hands, said: Million(hands, said).steps(), None)


def _run(
    desk: App, address: str, texts: Texts, theme: Theme, work: Callable[[Console], int], *, worker: WorkerChild | None
) -> int:
    """Put the window together, let `work` have it, and let go of everything."""
    name = texts("status-bar-local" if address.startswith("sqlite") else "status-bar-shared")
    console = build_console(desk, texts=texts, theme=theme, database=name, worker=worker)
    try:
        console.window.show()
        console.window.start()
        keep_all()
        if worker is not None:
            QTimer.singleShot(WORKER_AFTER_MS, worker.start)
        return work(console)
    finally:
        console.close()


def _loop(application: QApplication, console: Console) -> int:
    """Until the window is closed, or the system asks to stop: the worker child must not outlive the window.

    Python's handlers run between the window's own ticks, so at most a second later.
    """
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda _number, _frame: console.window.close())
    return application.exec()


def _cannot_open(texts: Texts, error: PultError) -> int:
    sentence = Messages(texts).sentence(error)
    sys.stderr.write(f"{sentence}\n")
    if QApplication.platformName() != "offscreen":
        QMessageBox.critical(None, texts("shell-title"), sentence)
    return 3


if __name__ == "__main__":
    sys.exit(main())
