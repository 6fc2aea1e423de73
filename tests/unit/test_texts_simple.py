"""Sentences said without Fluent are those that Fluent says."""

import re
import subprocess
import sys

import pytest
from fluent.runtime import FluentBundle, FluentResource

from app.texts import LANGUAGES, Texts
from app.texts.catalogue import _Catalogue
from app.texts.simple import plural, read_simple

_NUMBERS = (0, 1, 2, 4, 5, 11, 12, 21, 22, 111, 1000, 1_806, 1_234_567, -1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_simple_sentence_is_said_as_fluent_says_it(language: str) -> None:
    sources = dict(_Catalogue(language)._unread)
    held = 0
    for key, source in sources.items():
        sentence = read_simple(source, language)
        if sentence is None or key.startswith("-"):
            continue
        held += 1
        bundle = FluentBundle([language], use_isolating=False)
        bundle.add_resource(FluentResource(source))
        pattern = bundle.get_message(key).value
        assert pattern is not None
        for value in (*_NUMBERS, "text", *sentence.variants):
            data = dict.fromkeys(re.findall(r"\$([\w-]+)", source), value)
            said = sentence.say(data)
            assert (said, []) == bundle.format_pattern(pattern, data), key
    assert held > len(sources) // 2


@pytest.mark.parametrize(
    "source", ["a = { $n }{ b }", "a = { NUMBER($n) }", "a =\n    two\n    lines", "a = { $n ->\n *[0] x\n }"]
)
def test_other_forms_are_left_to_fluent(source: str) -> None:
    assert read_simple(source, "en") is None


@pytest.mark.parametrize("value", [1.5, None, True])
def test_values_of_other_sorts_are_left_to_fluent(value: object) -> None:
    sentence = read_simple("a = Found { $n }", "en")
    assert sentence is not None
    assert sentence.say({"n": value}) is None
    assert sentence.say({}) is None


def test_russian_plurals() -> None:
    assert [plural("ru", n) for n in (1, 21, 2, 24, 5, 11, 12, 112)] == ["one", "one", "few", "few", *["many"] * 4]


def test_a_simple_sentence_needs_no_fluent() -> None:
    code = (
        "import sys, app.texts; print(app.texts.Texts('ru')('journal-found', n=1806), 'fluent.runtime' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env={"PYTHONUTF8": "1"}
    )
    assert done.stdout.split("\n")[0] == f"{Texts('ru')('journal-found', n=1806)} False"
