"""What a workbook of .xlsx says outside its sheets: their names, the formats of numbers, the shared texts, the notes.

Read with expat in a stream or, where a part is small, with defusedxml. Parts that declare entities never come here
(see `container`).
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from app.documents.limits import MAX_CELLS, MAX_ROWS, MAX_TEXT, zeros_of
from app.domain.errors import Refusal

MAX_PART = 8 * 2**20
"""Octets of a part that is read whole: styles, relations, the list of sheets."""
_BLOCK = 2**18


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown: as a date, or with at least that many digits."""

    is_date: bool = False
    zeros: int = 0


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """`formats` by a cell's style, `strings` by a shared text's number."""

    sheets: tuple[SheetPart, ...]
    formats: tuple[Format, ...]
    strings: tuple[str, ...]
    epoch: datetime


def read_parts(package: zipfile.ZipFile) -> WorkbookParts:
    """The workbook without its sheets."""
    book = _tree(package, "xl/workbook.xml")
    related = _related(package, "xl/workbook.xml")
    sheets = []
    is_1904 = False
    for element in book.iter():
        if _local(element.tag) == "workbookPr":
            is_1904 = element.get("date1904") in {"1", "true"}
        elif _local(element.tag) == "sheet":
            key = next((value for name, value in element.items() if _local(name) == "id"), "")
            kind, path = related.get(key, ("", ""))
            if kind == "worksheet" and path in package.namelist():
                hidden = element.get("state", "visible") != "visible"
                sheets.append(SheetPart(element.get("name", ""), path, hidden))
    paths = {kind: path for kind, path in related.values() if path in package.namelist()}
    return WorkbookParts(
        sheets=tuple(sheets),
        formats=_formats(package, paths["styles"]) if "styles" in paths else (),
        strings=_strings(package, paths["sharedStrings"]) if "sharedStrings" in paths else (),
        epoch=MAC_EPOCH if is_1904 else WINDOWS_EPOCH,
    )


def notes_of(package: zipfile.ZipFile, path: str) -> dict[int, dict[int, str]]:
    """Row → column → the note on that cell."""
    notes: dict[int, dict[int, str]] = {}
    for kind, target in _related(package, path).values():
        if kind != "comments" or target not in package.namelist():
            continue
        for place, text in _Texts("comment", "ref").of(package, target):
            row, column = coordinate_to_tuple(place or "A1")
            notes.setdefault(row, {})[column] = text.strip()[:MAX_TEXT]
    return notes


def _strings(package: zipfile.ZipFile, path: str) -> tuple[str, ...]:
    strings = []
    for _, text in _Texts("si").of(package, path):
        strings.append(text[:MAX_TEXT])
        if len(strings) > MAX_CELLS:
            raise Refusal("sheet-too-long", limit=MAX_ROWS)
    return tuple(strings)


@dataclass(slots=True)
class _Texts:
    """Streams the texts of all elements of one name, phonetic readings left out."""

    element: str
    named_by: str = ""
    _found: list[tuple[str, str]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _name: str = ""
    _is_text: bool = False
    _phonetic: bool = False

    def of(self, package: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
        """(the attribute `named_by`, text) of each."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        with package.open(path) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)
                yield from self._found
                self._found.clear()
        parser.Parse(b"", True)
        yield from self._found

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == self.element:
            self._pieces = []
            self._name = attributes.get(self.named_by, "")
        elif name == "rPh":
            self._phonetic = True
        self._is_text = name == "t" and not self._phonetic

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._is_text = False
        if name == "rPh":
            self._phonetic = False
        elif name == self.element:
            self._found.append((self._name, "".join(self._pieces)))

    def _text(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)


def _formats(package: zipfile.ZipFile, path: str) -> tuple[Format, ...]:
    tree = _tree(package, path)
    own = {
        int(element.get("numFmtId") or 0): element.get("formatCode") or ""
        for element in tree.iter()
        if _local(element.tag) == "numFmt"
    }
    styles: list[Format] = []
    for group in tree:
        if _local(group.tag) != "cellXfs":
            continue
        for style in group:
            number = int(style.get("numFmtId") or 0)
            code = own.get(number, BUILTIN_FORMATS.get(number, "General"))
            styles.append(Format(bool(is_date_format(code)), zeros_of(code)))
    return tuple(styles)


def _related(package: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """A part's relations: id → (sort, path of the other part)."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return {}
    found = {}
    for element in _tree(package, relations):
        target = element.get("Target") or ""
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id") or ""] = ((element.get("Type") or "").rpartition("/")[2], part)
    return found


def _tree(package: zipfile.ZipFile, path: str) -> Element:
    with package.open(path) as stream:
        content = stream.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Refusal("sheet-bomb", limit=MAX_PART // 2**20)
    tree: Any = fromstring(content, forbid_dtd=True)
    return tree  # type: ignore[no-any-return]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
