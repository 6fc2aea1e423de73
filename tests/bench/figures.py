"""How a figure is taken and kept: ours and a peer run in turn, medians of several rounds, a goal that holds or not."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of build/bench.json; `peer` and `ratio` (ours to peer) are None where there is nothing to compare to."""

    name: str
    unit: str
    ours: float
    peer: float | None
    ratio: float | None
    goal: str
    holds: bool

    def __str__(self) -> str:
        beside = "" if self.peer is None else f"  peer {self.peer:,.4g}  ratio {self.ratio:.3g}"
        return f"{self.name}: {self.ours:,.4g} {self.unit}{beside}  goal {self.goal}: {'holds' if self.holds else 'MISSED'}"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, by the monotonic clock."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def median_seconds(ours: Callable[[], object], peer: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians of both, taken in turn so that what else the machine does hits both alike."""
    ours()  # what is built once is no part of the figure
    peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return median(mine for mine, _ in pairs), median(theirs for _, theirs in pairs)


def write(figures: Sequence[Figure], path: Path) -> None:
    """Keep the figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=2, ensure_ascii=False) + "\n", "utf-8")
