"""Running the tour: a fresh demo desk, the steps in order, a line for each, an exit code that tells."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from ui.composition import Console
from ui.tour.hands import Hands, StepFailed
from ui.tour.shift import Shift

WIDTH, HEIGHT = 1480, 880
_OFFSCREEN_ONLY = "This plugin does not support "


def tour_desk(folder: Path) -> str:
    """Make a fresh demo desk in `folder`/desk; returns its address. Pictures of an earlier tour go."""
    desk = folder / "desk"
    if desk.exists():
        shutil.rmtree(desk)
    desk.mkdir(parents=True)
    for picture in folder.glob("[0-9][0-9]-*.png"):
        picture.unlink()
    address = f"sqlite:///{desk / 'desk.sqlite'}"
    seeding = [sys.executable, "-m", "app", "demo", "seed", "--database", address]
    subprocess.run(seeding, check=True, stdout=subprocess.DEVNULL)
    return address


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


def run_tour(console: Console, folder: Path, *, warnings: QtWarnings, say: Callable[[str], None] | None = None) -> int:
    """Work a shift; returns 0, or 1 after the first step that did not show what it should."""
    tell = say or _print
    folder.mkdir(parents=True, exist_ok=True)
    console.window.resize(WIDTH, HEIGHT)
    hands = Hands(console.window, folder, tell)
    for name, step in Shift(hands, console.context.texts).steps():
        try:
            step()
        except StepFailed as failure:
            tell(f"FAILED {name}: waited in vain for {failure}")
            console.window.grab().save(str(folder / f"99-failed-{name}.png"))
            return 1
    if warnings.heard:
        tell(f"FAILED: Qt warned {len(warnings.heard)} times")
        return 1
    return 0


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
