"""The catalogues: one folder of Fluent files a language, the same keys in each (a test holds them to it)."""

import os
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES: Final = ("ru", "en")


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
        self._bundle = _bundle(language)
        self._plain: dict[str, str] = {}

    def __call__(self, key: str, /, **data: object) -> str:
        """The sentence of `key`, filled with `data` (text, int, Decimal; numbers choose plural forms)."""
        if not data:
            known = self._plain.get(key)
            if known is None:
                known = self._plain[key] = self._format(key, {})
            return known
        return self._format(key, data)

    def has(self, key: str) -> bool:
        """True where the catalogue holds `key`."""
        return self._bundle.has_message(key)

    def _format(self, key: str, data: Mapping[str, object]) -> str:
        if not self._bundle.has_message(key):
            raise KeyError(key)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, dict(data))
        if errors:
            msg = f"{key}: {errors[0]}"
            raise KeyError(msg)
        return str(text)


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    folder = files("resources") / "texts" / language
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(entry.read_text(encoding="utf-8")))
    return bundle


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the system's locale asks for; Russian, the users' language, unless it is clearly another."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").split(".")[0].split("_")[0].lower()
        if value in LANGUAGES:
            return value
        if value not in ("", "c", "posix"):
            return "en"
    return "ru"
