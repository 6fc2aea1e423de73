"""The journal of a million requests beside QSqlTableModel + QTableView, and the console's start: see journal_child.

Each side runs in fresh processes, in turn; the figures are medians.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Final

from tests.bench.figures import Figure
from tests.bench.journal_child import FILTERS
from tests.bench.million import million_desk

ROUNDS: Final = 3
QUICK_ROUNDS: Final = 9
"""For what takes half a second: there the machine's own pace makes the most of the difference."""
PATIENCE_S: Final = 240
SIDES: Final = ("ours", "peer")
_FILTER_GOAL_MS: Final = 100.0
_CHANGE_GOAL_MS: Final = 250.0
_STALL_GOAL_MS: Final = 16.0

Taken = dict[str, dict[str, float]]


def measure() -> list[Figure]:
    """All figures of the journal."""
    file = million_desk()
    taken = journal(file)
    return [
        _ratio("journal: first painting of the list", "ms", first(file), "first", 1.2),
        _ratio("journal: jump to the last row", "ms", taken, "jump", 0.02),
        *(_within(f"journal: filter by {name}, with its count", taken, name, _FILTER_GOAL_MS) for name in FILTERS),
        _within("journal: sort by deadline", taken, "sort", _FILTER_GOAL_MS),
        _ratio("journal: memory above an empty window", "MB", taken, "memory", 0.125),
        _ratio("journal: blinking of all rows in view", "CPU s a second", taken, "blink", 0.25),
        _within("journal: another process's change painted", taken, "foreign", _CHANGE_GOAL_MS),
        _within("journal: longest stall of the window's thread", taken, "stall", _STALL_GOAL_MS),
        _ratio("console: start to a usable journal", "s", start(file), "start", 1.5),
    ]


def journal(file: Path, rounds: int = ROUNDS) -> Taken:
    """Medians by side and step."""
    taken: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _ in range(rounds):
        for side in SIDES:
            taken[side].append(json.loads(_child("tests.bench.journal_child", side, str(file))))
    return {side: {name: median(one[name] for one in found) for name in found[0]} for side, found in taken.items()}


def first(file: Path, rounds: int = QUICK_ROUNDS) -> Taken:
    """From the list's making to its painted rows, ms; the first round only warms what the system keeps of files."""
    taken: dict[str, list[float]] = {side: [] for side in SIDES}
    for n in range(rounds + 1):
        for side in SIDES:
            painted = json.loads(_child("tests.bench.journal_child", side, str(file), "first"))["first"]
            if n:
                taken[side].append(painted)
    return {side: {"first": median(found)} for side, found in taken.items()}


def start(file: Path, rounds: int = QUICK_ROUNDS) -> Taken:
    """From the process to the painted rows, s; the first round only warms what the system keeps of files."""
    taken: dict[str, list[float]] = {side: [] for side in SIDES}
    for n in range(rounds + 1):
        for side in SIDES:
            begin = monotonic()
            painted = float(_child("tests.bench.journal_start", side, str(file)))
            if n:
                taken[side].append(painted - begin)
    return {side: {"start": median(found)} for side, found in taken.items()}


def _child(module: str, *arguments: str) -> str:
    """The last line that it prints."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode:
        message = f"{module} {' '.join(arguments)}: {done.stderr[-1000:]}"
        raise RuntimeError(message)
    return done.stdout.splitlines()[-1]


def _ratio(name: str, unit: str, taken: Taken, step: str, most: float) -> Figure:
    ours, peer = taken["ours"][step], taken["peer"][step]
    return Figure(name, unit, ours, peer, ours / peer, f"<= {most:g} of the peer's", ours / peer <= most)


def _within(name: str, taken: Taken, step: str, most: float) -> Figure:
    ours, peer = taken["ours"][step], taken["peer"][step]
    return Figure(name, "ms", ours, peer, ours / peer, f"<= {most:g} ms", ours <= most)


if __name__ == "__main__":
    for found in measure():
        sys.stdout.write(f"{found}\n")
