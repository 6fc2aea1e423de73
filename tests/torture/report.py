"""What a torture reports: how many cases were tried, how many failed, and the seed that repeats them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

DEFAULT_CASES = 5000


@dataclass(frozen=True, slots=True)
class Torture:
    """A named ordeal: `case` runs one case by its own random source and raises where a promise is broken."""

    name: str
    case: Callable[[Random], None]
    share: float = 1.0
    """Of the number of cases asked for: slow ordeals take fewer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The line that build/torture.json keeps of one ordeal."""

    name: str
    tried: int
    failures: int
    seed: int


def run(torture: Torture, *, seed: int, cases: int, say: Callable[[str], None]) -> Outcome:
    """Run the cases of one ordeal; each has a seed of its own, said when it fails, by which it alone is repeated.

    Case 0 runs by `seed` itself, so that `--seed FAILED --cases 1` repeats exactly the failed one.
    """
    failures = 0
    tried = max(1, round(cases * torture.share))
    for number in range(tried):
        case_seed = seed + number
        try:
            torture.case(Random(f"{torture.name} {case_seed}"))
        except Exception as broken:  # noqa: BLE001 - whatever it is, it is counted and its seed is said
            failures += 1
            repeat = f"make torture TORTURE='--only {torture.name} --seed {case_seed} --cases 1'"
            say(f"  broken: {type(broken).__name__}: {broken}\n    again: {repeat}")
    return Outcome(torture.name, tried, failures, seed)


def write(outcomes: Sequence[Outcome], path: Path) -> None:
    """Keep the outcomes as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=2) + "\n", "utf-8")
