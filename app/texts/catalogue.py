"""The catalogues: one folder of Fluent files a language, the same keys in each (a test holds them to it)."""

import os
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from app.texts.simple import Sentence, read_simple

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.runtime.resolver import Message, Pattern
    from fluent.runtime.types import FluentNone
# At run time imported for the first sentence that is not a simple one: the first screen has none.

LANGUAGES: Final = ("ru", "en")
_FILLED_KEPT: Final = 4096


class Texts:
    """The sentences of one language: `texts("requests-found", n=3)`.

    Raises:
        ValueError: an unknown language.
        KeyError: an unknown key; a bug, which the catalogue test finds first.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            msg = f"no texts in {language!r}"
            raise ValueError(msg)
        self.language = language
        self._catalogue = _catalogue(language)
        self._plain: dict[str, str] = {}
        self._filled: dict[tuple[object, ...], str] = {}
        """Sentences filled with texts alone: a list says the same ones in row after row."""

    def __call__(self, key: str, /, **data: object) -> str:
        """The sentence of `key`, filled with `data` (text, int, Decimal; numbers choose plural forms)."""
        if not data:
            known = self._plain.get(key)
            if known is None:
                known = self._plain[key] = self._format(key, {})
            return known
        if not all(type(value) is str for value in data.values()):
            return self._format(key, data)
        asked = (key, *data.items())
        said = self._filled.get(asked)
        if said is None:
            if len(self._filled) >= _FILLED_KEPT:
                self._filled.clear()
            said = self._filled[asked] = self._format(key, data)
        return said

    def has(self, key: str) -> bool:
        """True where the catalogue holds `key`."""
        return self._catalogue.has(key)

    def _format(self, key: str, data: Mapping[str, object]) -> str:
        plain = self._catalogue.plain(key)
        if plain is not None:
            return plain
        sentence = self._catalogue.sentence(key)
        said = None if sentence is None else sentence.say(data)
        if said is not None:
            return said
        message = self._catalogue.message(key)
        if message is None or message.value is None:
            raise KeyError(key)
        text, errors = self._catalogue.format(message.value, data)
        if errors:
            msg = f"{key}: {errors[0]}"
            raise KeyError(msg)
        return str(text)


class _Catalogue:
    """The messages of one language. Each is parsed when it is first asked for: a window needs a few hundred of them, and
    parsing all takes longer than making the window.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._lock = threading.Lock()
        self._made: FluentBundle | None = None
        self._unread: dict[str, str] = {}
        self._simple: dict[str, Sentence | None] = {}
        folder = files("resources") / "texts" / language
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".ftl"):
                source = entry.read_text(encoding="utf-8")
                starts = list(_ENTRY.finditer(source))
                ends = [*(start.start() for start in starts[1:]), len(source)]
                for start, end in zip(starts, ends, strict=True):
                    self._unread.setdefault(start["id"], source[start.start() : end])
        self._keys = frozenset(self._unread)

    def plain(self, key: str) -> str | None:
        """The text of a message on one line with nothing to fill in, which needs no parser; None for any other."""
        found = _PLAIN.fullmatch(self._unread.get(key, ""))
        return None if found is None else found["text"]

    def sentence(self, key: str) -> Sentence | None:
        """The message, where it needs no Fluent."""
        if key not in self._simple:
            self._simple[key] = read_simple(self._unread.get(key, ""), self._language)
        return self._simple[key]

    @property
    def _bundle(self) -> "FluentBundle":
        with self._lock:
            if self._made is None:
                from fluent.runtime import FluentBundle

                self._made = FluentBundle([self._language], use_isolating=False)
            return self._made

    def message(self, key: str) -> "Message | None":
        """The message, with everything that it refers to."""
        self._read(key)
        return self._bundle.get_message(key) if self._bundle.has_message(key) else None

    def has(self, key: str) -> bool:
        """True where there is such a message; asking makes nothing."""
        return key in self._keys

    def format(self, pattern: "Pattern", data: Mapping[str, object]) -> "tuple[str | FluentNone, list[Exception]]":
        """The pattern filled, and what was wrong with it."""
        return self._bundle.format_pattern(pattern, dict(data))

    def _read(self, key: str) -> None:
        source = self._unread.get(key)
        if source is not None:
            from fluent.runtime import FluentResource

            for name in {*_REFERENCE.findall(source)} - {key}:
                self._read(name)
            self._bundle.add_resource(FluentResource(source))
            self._unread.pop(key, None)  # last: another thread sees it here or there


_ENTRY: Final = re.compile(r"^(?P<id>-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_PLAIN: Final = re.compile(r"[a-zA-Z][\w-]* *= *(?P<text>[^\s{}][^\n{}]*?) *(?:\n *)*(?:#[^\n]*\n\s*)*(?:#[^\n]*)?")
_REFERENCE: Final = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> _Catalogue:
    return _Catalogue(language)


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the system's locale asks for; Russian, the users' language, unless it is clearly another."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").split(".")[0].split("_")[0].lower()
        if value in LANGUAGES:
            return value
        if value not in ("", "c", "posix"):
            return "en"
    return "ru"
