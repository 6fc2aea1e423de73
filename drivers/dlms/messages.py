"""xDLMS messages in the clear: what a meter answers, read strictly, and what a meter of ours reads and answers. No I/O.

GET-Response-Normal     C4 01 id (00 data | 01 error)
SET-Response-Normal     C5 01 id result
ACTION-Response-Normal  C7 01 id result (00 | 01 (00 data | 01 error))
Exception-Response      D8 state service [counter, 4 bytes, where service is 6]
"""

from dataclasses import dataclass
from typing import Final

from drivers.dlms.data import DataError, Value, decode, encode

GET_REQUEST, SET_REQUEST, ACTION_REQUEST = 0xC0, 0xC1, 0xC3
GET_RESPONSE, SET_RESPONSE, ACTION_RESPONSE = 0xC4, 0xC5, 0xC7
EXCEPTION: Final = 0xD8
INVOKE_ID: Final = 0xC1
"""Confirmed, high priority, number 1: one request at a time needs no other."""
COUNTER_ERROR: Final = 6

ACCESS_RESULTS = {
    0: "success",
    1: "hardware-fault",
    2: "temporary-failure",
    3: "read-write-denied",
    4: "object-undefined",
    9: "object-class-inconsistent",
    11: "object-unavailable",
    12: "type-unmatched",
    13: "scope-of-access-violated",
    14: "data-block-unavailable",
    250: "other-reason",
}
"""Data-Access-Result and Action-Result share these numbers."""

ABSENT = frozenset({4, 9, 11})
"""Results by which a meter says that it has no such thing; also 3, where a reader may not see it."""


class MessageError(ValueError):
    """An answer that is none to what was asked."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a meter answered: 0 is success, with what it gave, if anything."""

    code: int
    value: Value | None = None

    @property
    def words(self) -> str:
        """The result as the standard names it."""
        return ACCESS_RESULTS.get(self.code, f"result-{self.code}")


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A meter's exception: it did not look at the request at all, or says so; `counter` where that was too low."""

    state: int
    service: int
    counter: int | None = None

    @property
    def words(self) -> str:
        """`exception 1-5`."""
        return f"exception {self.state}-{self.service}" + (f" at {self.counter}" if self.counter is not None else "")


def read_exception(apdu: bytes) -> Exceptional | None:
    """An exception response; None where the APDU is another. MessageError for a malformed one."""
    if not apdu or apdu[0] != EXCEPTION:
        return None
    if len(apdu) not in (3, 7):
        raise MessageError(f"an exception of {len(apdu)} bytes")
    counter = int.from_bytes(apdu[3:], "big") if len(apdu) == 7 and apdu[2] == COUNTER_ERROR else None
    return Exceptional(apdu[1], apdu[2], counter)


def read_answer(apdu: bytes, *, to: int) -> Result:
    """The answer to a GET, SET or ACTION request (`to`, its tag).

    Raises:
        MessageError: another message, another invocation, or bytes that are none.
    """
    wanted = {GET_REQUEST: GET_RESPONSE, SET_REQUEST: SET_RESPONSE, ACTION_REQUEST: ACTION_RESPONSE}[to]
    if len(apdu) < 4 or apdu[0] != wanted:
        raise MessageError(f"tag {apdu[0] if apdu else 'none'} in place of {wanted}")
    if apdu[1] != 1:
        raise MessageError(f"answer of kind {apdu[1]}")
    if apdu[2] & 0x0F != INVOKE_ID & 0x0F:
        raise MessageError(f"answer to invocation {apdu[2] & 0x0F}")
    if to == SET_REQUEST:
        if len(apdu) != 4:
            raise MessageError("bytes after the result")
        return Result(apdu[3])
    if to == ACTION_REQUEST:
        return _action_result(apdu[3:])
    return _data_or_error(apdu[3:])


def _action_result(content: bytes) -> Result:
    code = content[0]
    if len(content) == 1 or content[1:] == b"\0":  # some meters leave the last byte out
        return Result(code)
    if content[1] != 1:
        raise MessageError("neither data nor none")
    given = _data_or_error(content[2:])
    return Result(code or given.code, given.value)


def _data_or_error(content: bytes) -> Result:
    if len(content) < 2:
        raise MessageError("cut off")
    if content[0] == 1:
        if len(content) != 2 or content[1] == 0:
            raise MessageError("an error that is none")
        return Result(content[1])
    if content[0] != 0:
        raise MessageError(f"choice {content[0]}")
    try:
        return Result(0, decode(content[1:]))
    except DataError as error:
        raise MessageError(f"data: {error}") from error


# --- a meter's side ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: the tag, the object, the attribute or method, what it gives."""

    tag: int
    invoke_id: int
    class_id: int
    obis: bytes
    member: int
    value: Value | None


def read_request(apdu: bytes) -> Request:
    """A GET, SET or ACTION request of the normal kind.

    Raises:
        MessageError: anything else.
    """
    if len(apdu) < 13 or apdu[0] not in (GET_REQUEST, SET_REQUEST, ACTION_REQUEST) or apdu[1] != 1:
        raise MessageError("no request of the normal kind")
    has_more = apdu[12]
    rest = apdu[13:]
    if apdu[0] == SET_REQUEST and has_more:
        raise MessageError("selective access")
    try:
        gives = apdu[0] == SET_REQUEST or (apdu[0] == ACTION_REQUEST and has_more)
        value = decode(rest) if gives else None
    except DataError as error:
        raise MessageError(f"data: {error}") from error
    return Request(apdu[0], apdu[2], int.from_bytes(apdu[3:5], "big"), apdu[5:11], apdu[11], value)


def answer(request: Request, result: Result) -> bytes:
    """The answer to a request."""
    head = bytes([request.tag + 4, 1, request.invoke_id])
    if request.tag == SET_REQUEST:
        return head + bytes([result.code])
    if request.tag == ACTION_REQUEST:
        given = b"\0" if result.value is None else b"\1\0" + encode(result.value)
        return head + bytes([result.code]) + given
    if result.value is None:
        return head + bytes([1, result.code or 250])
    return head + b"\0" + encode(result.value)


def exception(state: int, service: int, counter: int | None = None) -> bytes:
    """An exception response."""
    tail = b"" if counter is None else counter.to_bytes(4, "big")
    return bytes([EXCEPTION, state, service]) + tail
