"""What a file is, by its content, and whether it is safe to open: nothing here trusts a name or a declared size."""

import io
import re
import zipfile
import zlib

from app.domain.errors import Refusal

MAX_FILE = 64 * 2**20
"""Octets of a register's file; the largest real ones are under two megabytes, 200,000 lines take twenty."""
MAX_UNPACKED = 400 * 2**20
MAX_PARTS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_SAFE_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def kind_of(content: bytes) -> str:
    """`xlsx`, `xls` or `csv` by content; refuses what is none of them and says what it is."""
    if not content.strip():
        raise Refusal("sheet-empty")
    if len(content) > MAX_FILE:
        raise Refusal("sheet-too-large", megabytes=len(content) // 2**20, limit=MAX_FILE // 2**20)
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    if content.startswith(b"PK\x05\x06"):
        raise Refusal("sheet-empty")
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(_OLD_BIFF):
        return "xls"
    if foreign := _foreign(content):
        raise Refusal("sheet-format", format=foreign)
    return "csv"


def _kind_of_ole(content: bytes) -> str:
    """Old Excel, Word and Outlook, and encrypted xlsx share one container; stream names tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("sheet-encrypted")
    if any(name.encode("utf-16-le") in content for name in ("Workbook\0", "Book\0")):
        return "xls"
    if "Root Entry".encode("utf-16-le") not in content:
        raise Refusal("sheet-damaged")  # the list of streams is gone: cut short
    raise Refusal("sheet-format", format="ole")


def _foreign(content: bytes) -> str:
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    marks = {
        b"%pdf": "pdf",
        b"{\\rtf": "rtf",
        b"rar!": "rar",
        b"7z\xbc\xaf": "7z",
        b"\xff\xd8\xff": "jpeg",
        b"\x89png": "png",
    }
    for mark, name in marks.items():
        if head.startswith(mark):
            return name
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "html"
    return "xml" if head.startswith(b"<?xml") else ""


def inspect_package(content: bytes) -> tuple[zipfile.ZipFile, bool]:
    """The opened xlsx package, and whether it carries macros.

    Every part is unpacked once, counting: the sizes that a bomb declares are not believed. XML that declares entities
    or a document type, which no spreadsheet program writes, is refused before any parser sees it.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refusal("sheet-damaged") from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("sheet-encrypted")
    if len(parts) > MAX_PARTS or len(names) != len(parts) or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refusal("sheet-bomb", limit=MAX_UNPACKED // 2**20)
    if "xl/workbook.xml" not in names:
        raise Refusal("sheet-format", format=_kind_of_zip(names))
    _unpack(package, parts)
    return package, "xl/vbaProject.bin" in names


def _kind_of_zip(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "word/document.xml" in names:
        return "docx"
    return "ods" if "content.xml" in names else "zip"


def _unpack(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    total = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        tail = b""
        try:
            with package.open(part) as stream:
                while block := stream.read(2**18):
                    total += len(block)
                    if total > MAX_UNPACKED:
                        raise Refusal("sheet-bomb", limit=MAX_UNPACKED // 2**20)
                    if is_xml:
                        _refuse_declarations(part.filename, tail + block, first=not tail)
                        tail = block[-32:]
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Refusal("sheet-damaged") from error


def _refuse_declarations(part: str, block: bytes, *, first: bool) -> None:
    encoding = _ENCODING.match(block) if first else None
    odd_encoding = encoding and encoding.group(1).lower() not in _SAFE_ENCODINGS
    if odd_encoding or b"\0" in block or _DECLARATION.search(block):
        raise Refusal("sheet-unsafe", part=part)
