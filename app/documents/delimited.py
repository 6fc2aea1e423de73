"""The .csv reader: guesses the encoding and the delimiter, and says which it took.

The encoding is judged by what Russian text looks like (commonest letters, capitals only where words begin), which on
a register's few short words is surer than statistics trained on whole pages.
"""

import codecs
import csv
import io
import itertools
import re
from collections import Counter

from app.documents.limits import Budget, Packer
from app.domain.errors import Refusal
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.sheet import Row, Sheet, Workbook

_EIGHT_BIT = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_COMMON = set("оеаинтсрвлкмдпу")
_SAMPLE = 200_000
_STEP = 1_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DELIMITERS = (";", "\t", ",", "|")


def parse(content: bytes, *, encoding: str = "", delimiter: str = "", steps: Steps = NO_STEPS) -> Workbook:
    """`encoding` and `delimiter` as told; guessed where they are ""."""
    steps.at(0, len(content))
    encoding = _told_encoding(content, encoding) if encoding else encoding_of(content)
    head = _head(content, encoding)
    if len(_CONTROLS.findall(head)) > len(head) / 500:
        raise Refusal("sheet-format", format="binary")
    declared = re.match(r"\ufeff?sep=(.)\r?\n", head, re.IGNORECASE)
    delimiter = delimiter or (declared.group(1) if declared else delimiter_of(head))
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise Refusal("sheet-delimiter", delimiter=delimiter[:40])
    rows = _rows(content, encoding, delimiter, skip=1 if declared else 0, steps=steps)
    return Workbook("csv", (Sheet("", rows),), encoding.removesuffix("-sig"), delimiter)


def _head(content: bytes, encoding: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content[:_SAMPLE])
    except UnicodeDecodeError as error:
        raise Refusal("sheet-encoding") from error


def _rows(content: bytes, encoding: str, delimiter: str, *, skip: int, steps: Steps) -> tuple[Row, ...]:
    packer = Packer(frozenset(), Budget())
    rows = []
    source = io.BytesIO(content)
    try:
        with io.TextIOWrapper(source, encoding, newline="") as text:
            for number, line in enumerate(csv.reader(text, delimiter=delimiter), start=1):
                if not number % _STEP:
                    steps.at(source.tell(), len(content))
                if number <= skip:
                    continue
                columns = [column for column, field in enumerate(line, start=1) if field and not field.isspace()]
                if columns:
                    rows.append(packer.row(number, columns, [line[column - 1] for column in columns]))
    except UnicodeDecodeError as error:
        raise Refusal("sheet-encoding") from error
    except csv.Error as error:
        raise Refusal("sheet-damaged") from error
    return tuple(rows)


def _told_encoding(content: bytes, told: str) -> str:
    """The codec for what a person named; a mark at the beginning is no text whatever was told."""
    try:
        name = codecs.lookup(told).name
    except LookupError as error:
        raise Refusal("sheet-encoding-unknown", encoding=told[:40]) from error
    if name == "utf-8":
        return "utf-8-sig"
    if name == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        guessed = encoding_of(content)
        return guessed if guessed.startswith("utf-16") else "utf-16-le"
    return name


def encoding_of(content: bytes) -> str:
    """A byte order mark decides; then UTF-16 by its zeros, UTF-8 by its form, and the eight-bit ones by their looks."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return "utf-16-le" if odd >= even else "utf-16-be"
    if not _is_utf8(content):
        candidates = [(russian_looks(sample.decode(name, errors="replace")), name) for name in _EIGHT_BIT]
        return max(candidates, key=lambda candidate: candidate[0])[1]
    return "utf-8"


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), 2**20):
            decoder.decode(content[start : start + 2**20])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def russian_looks(text: str) -> int:
    """How much a text looks like Russian: common letters count for it; what Russian never does, against it."""
    score = 0
    for before, letter in itertools.pairwise(" " + text):
        if letter.lower() in _COMMON:
            score += 2
        if ord(letter) < 128:
            continue
        if not ("а" <= letter.lower() <= "я" or letter in "ёЁ«»№–— \u00a0°·"):
            score -= 6
        elif letter.isupper() and before.islower():
            score -= 4  # a capital after a small letter: koi8-r read as cp1251 swaps the case of every letter
    return score


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most lines into the same number of columns, more than one."""

    def steadiness(delimiter: str) -> tuple[int, int]:
        lines = itertools.islice(csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter), 200)
        try:
            widths = Counter(len(line) for line in lines if len(line) > 1)
        except csv.Error:
            return (0, 0)
        if not widths:
            return (0, 0)
        width, times = widths.most_common(1)[0]
        return (times, width)

    return max(_DELIMITERS, key=steadiness)
