"""Sentences of the usual forms, said without Fluent: text on one line with values in it, and a choice of such lines.

Fluent with what it brings for numbers and dates takes as long to import as a window takes to be made, and the first
screen has sentences of these forms only. Any other is left to it, and a test holds both to the same words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_BODY: Final = re.compile(r"[a-zA-Z][\w-]* *= *(?P<body>.*?)\s*(?:\n#[^\n]*\s*)*", re.DOTALL)
_LINE: Final = r"(?:[^\n{}]|\{ *\$[a-zA-Z][\w-]* *\})*"
_SENTENCE: Final = re.compile(_LINE)
_CHOICE: Final = re.compile(
    rf"(?P<before>{_LINE})\{{ *\$(?P<by>[a-zA-Z][\w-]*) *->(?P<variants>(?:\n *\*?\[ *[a-zA-Z][\w-]* *\] *{_LINE})+)"
    rf"\n *\}}(?P<after>{_LINE})"
)
_ONE_OF: Final = re.compile(rf"\n *(?P<usual>\*?)\[ *(?P<key>[a-zA-Z][\w-]*) *\] *(?P<text>{_LINE})")
_VALUE: Final = re.compile(r"\{ *\$([a-zA-Z][\w-]*) *\}")
_EMPTY: Final = re.compile(r'\{ *"" *\}')
_GROUPED_BY: Final = {"ru": "\u00a0", "en": ","}


@dataclass(frozen=True)
class Sentence:
    """`before`, then what `by` chooses of `variants`, then `after`; without `by` the one variant."""

    language: str
    before: str
    by: str
    variants: Mapping[str, str]
    usual: str
    after: str

    def say(self, data: Mapping[str, object]) -> str | None:
        """Filled with texts and whole numbers; None where a value is missing or of another sort."""
        chosen = self.variants[self.usual]
        if self.by:
            value = data.get(self.by)
            if type(value) is not int and type(value) is not str:
                return None
            key = plural(self.language, value) if isinstance(value, int) else value
            chosen = self.variants.get(key, chosen)
        text = self.before + chosen + self.after
        said = {name: self._shown(data.get(name)) for name in _VALUE.findall(text)}
        if None in said.values():
            return None
        return _VALUE.sub(lambda found: str(said[found[1]]), text)

    def _shown(self, value: object) -> str | None:
        if type(value) is int:
            return f"{value:,}".replace(",", _GROUPED_BY[self.language])
        return value if type(value) is str else None


def read_simple(source: str, language: str) -> Sentence | None:
    """A message of a catalogue, if it is of one of these forms."""
    entry = _BODY.fullmatch(source)
    body = entry["body"] if entry else ""
    if not body:
        return None
    if _EMPTY.fullmatch(body):
        return Sentence(language, "", "", {"": ""}, "", "")
    if _SENTENCE.fullmatch(body):
        return Sentence(language, "", "", {"": body}, "", "")
    choice = _CHOICE.fullmatch(body)
    if choice is None:
        return None
    found = list(_ONE_OF.finditer(choice["variants"]))
    usual = [one["key"] for one in found if one["usual"]]
    if len(usual) != 1 or not all(one["text"].strip() for one in found):
        return None
    variants = {one["key"]: one["text"].rstrip(" ") for one in found}
    return Sentence(language, choice["before"], choice["by"], variants, usual[0], choice["after"])


def plural(language: str, number: int) -> str:
    """The plural's category of a whole number, as Unicode's rules have it."""
    count = abs(number)
    if language == "en":
        return "one" if count == 1 else "other"
    tens, units = count % 100, count % 10
    if units == 1 and tens != 11:
        return "one"
    return "few" if units in (2, 3, 4) and tens not in (12, 13, 14) else "many"
