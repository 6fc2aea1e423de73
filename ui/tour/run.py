"""Running the tour: a fresh demo desk, the steps in order, a line for each, an exit code that tells."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from app.bootstrap import App, open_desk
from app.demo_desk import GUEST, kept_desk
from app.texts import Texts
from ui.composition import Console
from ui.tour.hands import Hands, StepFailed

WIDTH, HEIGHT = 1480, 880
_OFFSCREEN_ONLY = "This plugin does not support "


def tour_desk(folder: Path, *, like: str | None = None) -> str:
    """Make a fresh demo desk in `folder`/desk, or a copy of the desk `like`; returns its address.

    Never the desk itself: the tour files, sends and rejects. Pictures of an earlier tour go.

    Raises:
        ValueError: `like` is no local desk.
    """
    desk = folder / "desk"
    if desk.exists():
        shutil.rmtree(desk)
    desk.mkdir(parents=True)
    for picture in folder.glob("[0-9][0-9]-*.png"):
        picture.unlink()
    address = f"sqlite:///{desk / 'desk.sqlite'}"
    if like is not None:
        origin = Path(like.removeprefix("sqlite:///"))
        if not like.startswith("sqlite:///") or not origin.exists():
            raise ValueError(like)
        for source in (origin, origin.with_name("simulator.sqlite")):
            _copy_database(source, desk / ("desk.sqlite" if source == origin else source.name))
        return address
    seeding = [sys.executable, "-m", "app", "demo", "seed", "--database", address]
    subprocess.run(seeding, check=True, stdout=subprocess.DEVNULL)
    return address


def _copy_database(source: Path, target: Path) -> None:
    """By SQLite's own online copy: somebody may be at work on the original."""
    if not source.exists():
        return
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


class QtWarnings:
    """Hears Qt while the tour runs: what only the screenless platform cannot do is nothing, all else fails the tour."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        qInstallMessageHandler(self._hear)

    def _hear(self, kind: QtMsgType, _context: object, message: str) -> None:
        if message.startswith(_OFFSCREEN_ONLY) or kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            return
        self.heard.append(message)
        sys.stderr.write(f"{message}\n")


Steps = Callable[[Hands, Texts], Iterable[tuple[str, Callable[[], None]]]]
"""A part of the tour: names and steps, in order."""


def large_desk(folder: Path) -> App:
    """The desk of a million requests beside `folder`, made where it is not there yet and kept for the next tour."""
    return open_desk(f"sqlite:///{kept_desk(folder.resolve().parent / 'million')}", login=GUEST)


def run_tour(
    console: Console,
    folder: Path,
    steps: Steps,
    *,
    warnings: QtWarnings,
    say: Callable[[str], None] | None = None,
) -> int:
    """Work through a part of the tour; returns 0, or 1 after the first step that did not show what it should."""
    tell = say or _print
    folder.mkdir(parents=True, exist_ok=True)
    console.window.resize(WIDTH, HEIGHT)
    hands = Hands(console.window, folder, tell)
    for name, step in steps(hands, console.context.texts):
        try:
            step()
        except StepFailed as failure:
            tell(f"FAILED {name}: waited in vain for {failure}")
            hands.picture(f"failed-{name}", "what was seen instead")
            return 1
    if warnings.heard:
        tell(f"FAILED: Qt warned {len(warnings.heard)} times")
        return 1
    return 0


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
