"""Every rule of the desk has a test that shows it, or stands in the list of pending ones, which only shrinks."""

import textwrap
import tomllib
from pathlib import Path

from app.cli.rules import marked_tests, rule_titles

TESTS = Path(__file__).resolve().parents[1]
PENDING = tomllib.loads((TESTS / "pending_rules.toml").read_text(encoding="utf-8"))["pending"]


def test_every_rule_has_a_test_or_waits_for_its_issue() -> None:
    shown = marked_tests(TESTS)
    without = [rule for rule in rule_titles() if rule not in shown and rule not in PENDING]
    assert not without, f"rules without a test: {without}"


def test_a_rule_that_has_a_test_waits_no_longer() -> None:
    shown = marked_tests(TESTS)
    met = [rule for rule in PENDING if rule in shown]
    assert not met, f"take these out of tests/pending_rules.toml: {met}"


def test_tests_and_pending_list_name_only_rules_that_exist() -> None:
    known = set(rule_titles())
    assert set(marked_tests(TESTS)) <= known
    assert set(PENDING) <= known
    assert all(isinstance(issue, int) for issue in PENDING.values())


def test_marks_are_found_wherever_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_marks.py").write_text(
        textwrap.dedent(
            """
            import pytest
            pytestmark = [pytest.mark.rule("A1")]

            @pytest.mark.rule("R9")
            @pytest.mark.rule("R10")
            def test_one(): ...

            @pytest.mark.rule("C1")
            class TestMany:
                @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.rule("C2"))])
                def test_two(self, x): ...

            def helper(): ...
            """
        )
    )
    found = marked_tests(folder)
    one, two = "tests/test_marks.py::test_one", "tests/test_marks.py::TestMany::test_two"
    assert found == {"A1": [one, two], "R9": [one], "R10": [one], "C1": [two], "C2": [two]}
