"""Normalised keys: one plot, meter or name however it was typed.

Registers and people mix the alphabets (`12а`, `12A`, `12 А`), cases, blanks and dashes. What is shown stays as it was
written; what is searched by and must be unique is the key. Pure functions, each idempotent.
"""

import re
import unicodedata

from app.domain.errors import Refusal

# Cyrillic capitals that cannot be told from Latin ones by eye; the Latin one stands for both.
_CAPITALS = str.maketrans("АВЕКМНОРСТУХІЅЈЁ", "ABEKMHOPCTYXISJE")
_SMALL = str.maketrans("авекмнорстухіѕјё", "abekmhopctyxisje")
_DASHES = re.compile(r"[‐‑‒–—―−]")
_MAC_SEPARATORS = re.compile(r"[\s:.\-_]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_NOT_HEX = re.compile(r"[^0-9A-F]")
MAC_DIGITS = 12


def _plain(text: str) -> str:
    """Compatibility forms (no-break spaces, full-width letters) folded; every dash a hyphen; `№` dropped, not spelt."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text.replace("№", " "))).strip()


def plot_key(text: str) -> str:
    """The key of a plot number: `12а`, `12A `, `12 А` and `12-а` → `12A`; `""` for a blank.

    Blanks and dashes go, except between two digits, where they tell numbers apart (`23-1` is neither `231` nor
    `23/1`). Leading zeros go: registers from Excel keep or lose them by chance.
    """
    folded = _plain(text).upper().translate(_CAPITALS).replace("\\", "/")
    folded = re.sub(r"\s+", " ", folded)
    folded = re.sub(r"\s*-\s*", "-", folded)
    folded = re.sub(r"(?<!\d)[ -]+|[ -]+(?!\d)", "", folded)
    return re.sub(r"^0+(?=\d)", "", folded)


def serial_key(text: str) -> str:
    """The key of a serial number: capitals, no blanks or dashes, *no leading zeros*; `""` for a blank.

    A spreadsheet that made a number of `04711013` has lost the zero for good, so the key ignores leading zeros; the
    serial as it is shown keeps those that are known.
    """
    folded = _plain(text).upper().translate(_CAPITALS)
    folded = re.sub(r"[\s-]", "", folded)
    return folded.lstrip("0") or folded[:1]


def mac_key(text: str) -> str:
    """Twelve capital hexadecimal digits of a MAC address in any usual notation.

    Refuses, never repairs: `mac-cyrillic` (letter, position), `mac-character` (character), `mac-length` (digits).
    """
    digits = _MAC_SEPARATORS.sub("", _DASHES.sub("-", text)).upper()
    if letter := _CYRILLIC.search(digits):
        position = re.sub(r"\s", "", text).upper().index(letter.group()) + 1
        raise Refusal("mac-cyrillic", mac=text.strip(), letter=letter.group(), position=position)
    if odd := _NOT_HEX.search(digits):
        raise Refusal("mac-character", mac=text.strip(), character=odd.group())
    if len(digits) != MAC_DIGITS:
        raise Refusal("mac-length", mac=text.strip(), digits=len(digits))
    return digits


def search_key(text: str) -> str:
    """A name for searching: without case, `ё` as `е`, look-alike letters of both alphabets the same, single blanks."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_SMALL)
    return " ".join(folded.split())
