"""The two programs beside the tests: what they say and keep must be true, or nobody can repeat a failure."""

import json
from pathlib import Path
from random import Random

import pytest

from tests.bench.figures import Figure
from tests.bench.figures import write as write_figures
from tests.torture.report import Outcome, Torture, run, write
from tests.torture.walks import walk


def test_a_failed_case_is_counted_and_its_seed_repeats_exactly_that_case() -> None:
    drawn: list[float] = []

    def case(random: Random) -> None:
        drawn.append(random.random())
        if len(drawn) == 3:
            raise AssertionError("lost")

    said: list[str] = []
    outcome = run(Torture("sample", case), seed=100, cases=5, say=said.append)
    assert outcome == Outcome("sample", tried=5, failures=1, seed=100)
    assert "--only sample --seed 102 --cases 1" in "".join(said)
    again: list[float] = []
    run(Torture("sample", lambda random: again.append(random.random())), seed=102, cases=1, say=said.append)
    assert again == [drawn[2]]


def test_the_kept_outcome_has_the_keys_that_others_read(tmp_path: Path) -> None:
    write([Outcome("sample", 5, 1, 100)], tmp_path / "build/torture.json")
    assert json.loads((tmp_path / "build/torture.json").read_text("utf-8")) == [
        {"name": "sample", "tried": 5, "failures": 1, "seed": 100}
    ]


def test_the_kept_figure_has_the_keys_that_others_read(tmp_path: Path) -> None:
    write_figures([Figure("sample", "a second", 2.0, 1.0, 2.0, ">= 1", holds=True)], tmp_path / "bench.json")
    (kept,) = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert set(kept) == {"name", "unit", "ours", "peer", "ratio", "goal", "holds"}


@pytest.mark.rule("R14")
@pytest.mark.rule("R15")
@pytest.mark.parametrize("seed", range(40))
def test_no_random_walk_leaves_a_requests_own_edges(seed: int) -> None:
    walk(Random(seed))
