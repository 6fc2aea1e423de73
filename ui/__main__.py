"""`pult`: the dispatcher's console. Arguments, the desk, the window; nothing is decided here."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from app.bootstrap import App, local_desk, open_desk
from app.domain.errors import PultError
from app.texts import LANGUAGES, Texts
from app.version import VERSION
from ui.background.worker import WorkerChild, worker_command
from ui.composition import build_console, chosen_language, chosen_theme, dress, prepare_application
from ui.shell.messages import Messages


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
    theme = chosen_theme()
    dress(application, theme)
    if asked.tour is not None and asked.database is None:
        from ui.tour import tour_desk

        asked.database = tour_desk(asked.tour)
    try:
        desk = open_desk(asked.database, training=asked.training, make=True)
    except PultError as error:
        return _cannot_open(texts, error, quiet=asked.tour is not None)
    try:
        return _run(application, desk, asked, texts)
    finally:
        desk.close()


def _run(application: QApplication, desk: App, asked: argparse.Namespace, texts: Texts) -> int:
    address = asked.database or local_desk()
    is_local = address.startswith("sqlite")
    worker = WorkerChild(worker_command(address)) if is_local else None
    name = texts("status-bar-local" if is_local else "status-bar-shared")
    console = build_console(desk, texts=texts, theme=chosen_theme(), database=name, worker=worker)
    try:
        console.window.show()
        console.window.start()
        if worker is not None:
            worker.start()
        if asked.tour is not None:
            from ui.tour import run_tour

            return run_tour(console, asked.tour)
        # A stop asked for by the system is a closed window: the worker child must not outlive it. Python's handlers run
        # between the window's own ticks, so at most a second later.
        for wish in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wish, lambda _number, _frame: console.window.close())
        return application.exec()
    finally:
        console.close()


def _cannot_open(texts: Texts, error: PultError, *, quiet: bool) -> int:
    sentence = Messages(texts).sentence(error)
    sys.stderr.write(f"{sentence}\n")
    if not quiet and QApplication.platformName() != "offscreen":
        QMessageBox.critical(None, texts("shell-title"), sentence)
    return 3


if __name__ == "__main__":
    sys.exit(main())
