"""The values a card is made of: lines, facts and sections, compared to know what changed."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_LONGEST_WORD: Final = 24
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
ZERO_WIDTH_SPACE: Final = "\u200b"


class Tone(StrEnum):
    """How a section asks for attention; the widget chooses colours by it, never by words."""

    PLAIN = "plain"
    SOON = "soon"
    OVERDUE = "overdue"
    WARNING = "warning"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the exact moment or rule as its tooltip; `gap` begins a new group."""

    text: str
    tip: str = ""
    strong: bool = False
    muted: bool = False
    gap: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group; `key` names it in tests and across refreshes."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()
    badge: str = ""
    tone: Tone = Tone.PLAIN


def breakable(text: str) -> str:
    """`text` with places to break inside words too long for the card: a wrapped label cuts what it cannot break."""
    return _LONG_WORD.sub(lambda found: _broken(found.group()), text)


def _broken(word: str) -> str:
    parts = [word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD)]
    return ZERO_WIDTH_SPACE.join(parts)
