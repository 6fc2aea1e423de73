"""COSEM data with their types kept (A-XDR): what a threshold is written back in is the type that it was read in. No I/O."""

from dataclasses import dataclass
from enum import IntEnum

DEEPEST = 8
MOST_ITEMS = 1024


class DataError(ValueError):
    """Bytes that are no COSEM data, or more of it than any of our objects has."""


class Tag(IntEnum):
    """The types that our objects use."""

    NULL = 0
    ARRAY = 1
    STRUCTURE = 2
    BOOLEAN = 3
    INT32 = 5
    UINT32 = 6
    OCTETS = 9
    VISIBLE = 10
    UTF8 = 12
    INT8 = 15
    INT16 = 16
    UINT8 = 17
    UINT16 = 18
    INT64 = 20
    UINT64 = 21
    ENUM = 22


_SIZES = {
    Tag.INT8: (1, True),
    Tag.INT16: (2, True),
    Tag.INT32: (4, True),
    Tag.INT64: (8, True),
    Tag.UINT8: (1, False),
    Tag.UINT16: (2, False),
    Tag.UINT32: (4, False),
    Tag.UINT64: (8, False),
    Tag.ENUM: (1, False),
}
_STRINGS = (Tag.OCTETS, Tag.VISIBLE, Tag.UTF8)

Plain = int | bool | bytes | None


@dataclass(frozen=True, slots=True)
class Value:
    """One typed value; of an array or a structure the `items`."""

    tag: Tag
    plain: Plain = None
    items: tuple["Value", ...] = ()

    def number(self) -> int:
        """An integer or enum.

        Raises:
            DataError: it is none.
        """
        if self.tag in _SIZES and isinstance(self.plain, int):
            return self.plain
        raise DataError(f"{self.tag.name} where a number was expected")

    def octets(self) -> bytes:
        """A string's bytes.

        Raises:
            DataError: it is none.
        """
        if isinstance(self.plain, bytes):
            return self.plain
        raise DataError(f"{self.tag.name} where a string was expected")

    def structure(self, size: int) -> tuple["Value", ...]:
        """The items of a structure of exactly `size`.

        Raises:
            DataError: it is none.
        """
        if self.tag is Tag.STRUCTURE and len(self.items) == size:
            return self.items
        raise DataError(f"{self.tag.name} of {len(self.items)} where a structure of {size} was expected")


def bounds(tag: Tag) -> tuple[int, int]:
    """The smallest and the greatest number of an integer type.

    Raises:
        DataError: no integer type.
    """
    if tag not in _SIZES:
        raise DataError(f"{tag.name} is no integer")
    size, signed = _SIZES[tag]
    bits = 8 * size
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


def integer(tag: Tag, number: int) -> Value:
    """A number of that type.

    Raises:
        DataError: it does not fit: a meter that took a greater one into a smaller type would hold another limit.
    """
    low, high = bounds(tag)
    if not low <= number <= high:
        raise DataError(f"{number} does not fit {tag.name} ({low} … {high})")
    return Value(tag, number)


def octets(content: bytes) -> Value:
    """An octet string."""
    return Value(Tag.OCTETS, content)


def structure(*items: Value) -> Value:
    """A structure."""
    return Value(Tag.STRUCTURE, items=items)


def encode(value: Value) -> bytes:
    """The bytes of a value."""
    tag = bytes([value.tag])
    if value.tag in (Tag.ARRAY, Tag.STRUCTURE):
        return tag + _length(len(value.items)) + b"".join(encode(item) for item in value.items)
    if value.tag in _STRINGS:
        return tag + _length(len(value.octets())) + value.octets()
    if value.tag is Tag.BOOLEAN:
        return tag + (b"\x01" if value.plain else b"\x00")
    if value.tag is Tag.NULL:
        return tag
    size, signed = _SIZES[value.tag]
    return tag + value.number().to_bytes(size, "big", signed=signed)


def decode(content: bytes) -> Value:
    """The one value that `content` is, to its last byte.

    Raises:
        DataError: anything else.
    """
    value, end = _decode(content, 0, DEEPEST)
    if end != len(content):
        raise DataError(f"{len(content) - end} bytes after the value")
    return value


def _decode(content: bytes, at: int, deep: int) -> tuple[Value, int]:
    if at >= len(content):
        raise DataError("cut off")
    try:
        tag = Tag(content[at])
    except ValueError as error:
        raise DataError(f"type {content[at]}") from error
    at += 1
    if tag in (Tag.ARRAY, Tag.STRUCTURE):
        return _decode_items(tag, content, at, deep)
    if tag in _STRINGS:
        size, at = _decode_length(content, at)
        return Value(tag, _take(content, at, size)), at + size
    if tag is Tag.NULL:
        return Value(tag), at
    if tag is Tag.BOOLEAN:
        return Value(tag, _take(content, at, 1) != b"\x00"), at + 1
    size, signed = _SIZES[tag]
    return Value(tag, int.from_bytes(_take(content, at, size), "big", signed=signed)), at + size


def _decode_items(tag: Tag, content: bytes, at: int, deep: int) -> tuple[Value, int]:
    count, at = _decode_length(content, at)
    if deep <= 0 or count > MOST_ITEMS:
        raise DataError(f"{tag.name} of {count}, {DEEPEST - deep} deep")
    items = []
    for _ in range(count):
        item, at = _decode(content, at, deep - 1)
        items.append(item)
    return Value(tag, items=tuple(items)), at


def _take(content: bytes, at: int, size: int) -> bytes:
    part = content[at : at + size]
    if len(part) != size:
        raise DataError("cut off")
    return part


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    width = (size.bit_length() + 7) // 8
    return bytes([0x80 | width]) + size.to_bytes(width, "big")


def _decode_length(content: bytes, at: int) -> tuple[int, int]:
    first = _take(content, at, 1)[0]
    if first < 0x80:
        return first, at + 1
    width = first & 0x7F
    if not 1 <= width <= 4:
        raise DataError(f"a length of {width} bytes")
    return int.from_bytes(_take(content, at + 1, width), "big"), at + 1 + width
