"""`make torture`: run every ordeal, print each failure with its seed, write build/torture.json, exit 1 on failures."""

import argparse
import secrets
import sys
from pathlib import Path

from tests.torture.report import DEFAULT_CASES, Torture, run, write
from tests.torture.walks import walk

TORTURES = (Torture("request-walks", walk),)


def main() -> int:
    """Parse the command line and run what it asks for."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seed", type=int, help="repeat that run (default: a new one, printed)")
    parser.add_argument("--cases", type=int, default=DEFAULT_CASES, help="how many cases each (default: %(default)s)")
    parser.add_argument("--only", choices=[torture.name for torture in TORTURES], help="one ordeal")
    wanted = parser.parse_args()
    seed = secrets.randbelow(1_000_000_000) if wanted.seed is None else wanted.seed
    outcomes = []
    for torture in TORTURES:
        if wanted.only in (None, torture.name):
            outcome = run(torture, seed=seed, cases=wanted.cases, say=print)
            outcomes.append(outcome)
            print(f"{outcome.name}: {outcome.tried} tried, {outcome.failures} failures, seed {outcome.seed}")
    write(outcomes, Path("build/torture.json"))
    return int(any(outcome.failures for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
