"""The catalogues: both languages say the same things, every key that code asks for is there, every refusal is worded."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from app.domain.commands import Action, CommandState, Relay
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.texts import LANGUAGES, Texts
from app.texts.speech import say_number
from ui.screens.requests.steps import Intent, Standing

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "resources" / "texts"
SOURCES = sorted(path for folder in ("app", "ui") for path in (ROOT / folder).rglob("*.py"))

KEY = r"[a-z][a-z0-9]*(-[a-z0-9]+)+"
ASKING = {"texts", "_texts", "line", "words", "check", "add"}
"""Calls whose literal first argument, where it looks like a key, is one; the last four are a dialog's form."""
ENGINE_CODES = re.compile(r'"(database-[a-z-]+)"')


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the visitor asks for it
        self.names.add(node.id.name)


def messages(language: str) -> Iterator[tuple[str, fluent.Message]]:
    for path in sorted((CATALOGUES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{path.name}: {entry.content[:80]}"
            if isinstance(entry, fluent.Message):
                yield entry.id.name, entry


def variables(message: fluent.Message) -> set[str]:
    found = _Variables()
    found.visit(message)
    return found.names


def worded(language: str) -> dict[str, set[str]]:
    return {key: variables(message) for key, message in messages(language)}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where, the code, and the names of its data, for each Refusal and Unavailable with a literal code."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("Refusal", "Unavailable") or not node.args:
                continue
            names = {keyword.arg for keyword in node.keywords if keyword.arg}
            codes = [
                n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            for code in codes:
                if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|protected", code):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", code, names


def test_both_languages_have_the_same_keys_with_the_same_variables():
    russian, english = worded("ru"), worded("en")
    assert russian.keys() == english.keys()
    assert {k: (v, english[k]) for k, v in russian.items() if v != english[k]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_worded_twice(language: str):
    counted = Counter(key for key, _ in messages(language))
    assert [key for key, n in counted.items() if n > 1] == []


def asked() -> Iterator[tuple[str, str]]:
    """Where, and the key, for each literal key."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            on = called.value if isinstance(called, ast.Attribute) else None
            if name not in ASKING or (not name.endswith("texts") and getattr(on, "id", "") != "form"):
                continue
            for key in ast.walk(node.args[0]):
                if isinstance(key, ast.Constant) and isinstance(key.value, str) and re.fullmatch(KEY, key.value):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", key.value


def test_every_key_that_code_asks_for_is_worded():
    known = worded("ru")
    assert {f"{where}: {key}" for where, key in asked() if key not in known} == set()


def test_every_refusal_raised_in_code_has_its_sentence():
    known = worded("ru")
    engine = ENGINE_CODES.findall((ROOT / "app/store/failures.py").read_text(encoding="utf-8"))
    codes = {code: where for where, code, _ in raised()} | dict.fromkeys(engine, "engine.py")
    codes |= dict.fromkeys(("database-older", "database-newer", "conflict", "quota-full"), "given by name")
    assert {f"{where}: {code}" for code, where in codes.items() if f"refusal-{code}" not in known} == set()


def test_a_refusals_sentence_uses_only_what_it_is_raised_with():
    known = worded("ru")
    wrong = {
        f"{where}: {code} lacks {sorted(lacking)}"
        for where, code, names in raised()
        if names and (lacking := known.get(f"refusal-{code}", set()) - names)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("kind", RequestKind),
        ("deed", RequestKind),
        ("status", Status),
        ("card-letter", Status),
        ("reason", RejectReason),
        ("source", Source),
        ("confirmed-by", ConfirmedBy),
        ("command", CommandState),
        ("card-outcome", CommandState),
        ("card-ledger", CommandState),
        ("card-action", Action),
        ("relay", Relay),
        ("next", Intent),
    ],
)
def test_every_member_of_a_vocabulary_has_its_word(prefix: str, words: type[StrEnum]):
    known = worded("ru")
    checks = {"deed": ("remote-check", "on-site-check"), "next": ("file",)}.get(prefix, ())
    assert [word.value for word in words if f"{prefix}-{word.value}" not in known and word.value not in checks] == []


def test_every_standing_of_a_command_that_wants_advice_has_it():
    silent = {Standing.NONE, Standing.PENDING}
    assert [s for s in Standing if s not in silent and f"card-advice-{s.value}" not in worded("ru")] == []


@pytest.mark.parametrize(
    ("n", "requests", "calls"),
    [
        (1, "1 заявку", "Был 1 звонок"),
        (2, "2 заявки", "Было 2 звонка"),
        (5, "5 заявок", "Было 5 звонков"),
        (11, "11 заявок", "Было 11 звонков"),
        (21, "21 заявку", "Был 21 звонок"),
    ],
)
def test_russian_plurals_come_out_right(n: int, requests: str, calls: str):
    texts = Texts("ru")
    assert requests in texts("file-quota-left", used=3, limit=50, left=n)
    assert texts("agree-attempts", n=n).startswith(calls)


@pytest.mark.rule("R4")
@pytest.mark.parametrize(("n", "filed"), [(1, "1 заявка"), (3, "3 заявки"), (10, "10 заявок"), (21, "21 заявка")])
def test_a_full_quota_says_how_many_and_from_when(n: int, filed: str):
    said = Texts("ru")(
        "refusal-quota-full",
        quota=n,
        day="пт 06.03.2026",
        opens="сб 07.03.2026",
        counted="вт 10.03.2026",
        moved="yes",
        rule="R4",
    )
    assert f"уже подано {filed}. Следующую можно подать с 00:00 сб 07.03.2026, засчитается за вт 10.03.2026." in said


def test_thousands_are_parted_by_a_no_break_space():
    assert Texts("ru")("refusal-watts-over-maximum", watts=6000, maximum=5000).startswith("6\u00a0000 Вт")
    assert say_number(5000) == "5\u00a0000"
