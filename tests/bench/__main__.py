"""`make bench`: take every figure, print it, write build/bench.json, exit 1 where a goal is missed."""

import sys
from pathlib import Path

from tests.bench import deadlines, export, journal, store
from tests.bench.figures import Figure, write

BENCHES = (deadlines.measure, journal.measure, export.measure, store.measure)


def main() -> int:
    """Run all; a figure is printed as soon as it is there."""
    figures: list[Figure] = []
    for measure in BENCHES:
        for figure in measure():
            print(figure)
            figures.append(figure)
    write(figures, Path("build/bench.json"))
    return int(not all(figure.holds for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
