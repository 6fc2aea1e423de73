"""The TCP wrapper of IEC 62056-47: four 16-bit words (version, source, destination, length), then the APDU. No I/O."""

from dataclasses import dataclass

HEADER = 8
VERSION = 1
LONGEST_APDU = 4096
"""What we announce as the longest APDU that we take; a header that promises more ends the conversation."""


class FrameError(ValueError):
    """Bytes that are no frame for us."""


@dataclass(frozen=True, slots=True)
class Header:
    """Who speaks to whom, and how many bytes follow."""

    source: int
    destination: int
    length: int


def encode(apdu: bytes, *, source: int, destination: int) -> bytes:
    """An APDU in its frame. ValueError over 65,535 bytes."""
    if len(apdu) > 0xFFFF:
        raise ValueError(f"an APDU of {len(apdu)} bytes")
    words = (VERSION, source, destination, len(apdu))
    return b"".join(word.to_bytes(2, "big") for word in words) + apdu


def decode_header(header: bytes, *, longest: int = LONGEST_APDU) -> Header:
    """The header of a frame, judged before anything of its content is waited for.

    Raises:
        FrameError: not this version, empty, or longer than `longest`.
    """
    if len(header) != HEADER:
        raise FrameError(f"a header of {len(header)} bytes")
    version, source, destination, length = (int.from_bytes(header[at : at + 2], "big") for at in (0, 2, 4, 6))
    if version != VERSION:
        raise FrameError(f"wrapper version {version}")
    if not 0 < length <= longest:
        raise FrameError(f"a frame of {length} bytes")
    return Header(source, destination, length)
