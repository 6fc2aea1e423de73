"""What goes over the line, in hex; and that no bytes whatever break what reads them."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import MeterKeys
from drivers.dlms import frame, library, messages, objects
from drivers.dlms.data import DataError, Tag, Value, decode, encode, integer, octets, structure
from drivers.dlms.frame import FrameError
from drivers.dlms.library import LibraryError
from drivers.dlms.messages import MessageError, Result
from drivers.dlms.model import MeterModel
from drivers.dlms.session import Cut, Session, Silence
from tests.drivers.conftest import KEYS, NOON

TITLE = bytes.fromhex("504c540000000001")
BOOK_KEYS = MeterKeys(bytes(range(16)), bytes(range(0xD0, 0xE0)))
BOOK_TITLE = bytes.fromhex("4d4d4d0000bc614e")


def test_a_frame_is_four_words_and_the_apdu() -> None:
    assert frame.encode(bytes.fromhex("c001"), source=16, destination=1).hex() == "0001001000010002c001"
    assert frame.decode_header(bytes.fromhex("0001000100100002")) == frame.Header(1, 16, 2)


@pytest.mark.parametrize("header", ["", "00010001001000", "0002000100100002", "0001000100100000", "000100010010ffff"])
def test_a_header_that_promises_nonsense_is_refused_before_anything_is_waited_for(header: str) -> None:
    with pytest.raises(FrameError):
        frame.decode_header(bytes.fromhex(header))


def test_ciphering_is_that_of_the_standards_own_example() -> None:
    """IEC 62056-5-3 (Green Book), the example of a ciphered GET of the clock."""
    plain = bytes.fromhex("c0010000080000010000ff0200")

    sealed = library.seal(plain, BOOK_KEYS, title=BOOK_TITLE, counter=0x01234567)

    assert sealed.hex() == "c81e3001234567411312ff935a47566827c467bc7d825c3be4a77c3fcc056b6b"
    assert library.unseal(sealed, BOOK_KEYS, title=BOOK_TITLE).plain == plain


def test_requests_are_these_bytes() -> None:
    assert library.get(70, objects.RELAY, 2).hex() == "c001c10046000060030aff0200"
    assert library.act(70, objects.RELAY, 1, encode(integer(Tag.INT8, 0))).hex() == "c301c10046000060030aff01010f00"
    assert library.put(71, objects.LIMIT, 4, encode(integer(Tag.UINT16, 3000))).hex() == (
        "c101c100470000110000ff0400120bb8"
    )


def test_an_association_is_asked_for_in_these_bytes() -> None:
    asked = library.associate(KEYS, title=TITLE, challenge=bytes(range(16)), counter=1)

    assert asked.hex() == (
        "605da109060760857405080103a60a0408504c5400000000018a0207808b0760857405080205ac1280100001020304050607"
        "08090a0b0c0d0e0fbe230421211f3000000001921771cb990ff9b99df11fdf9b3c01b7f81b49912b0e741b4d28"
    )


@pytest.mark.parametrize("general", [False, True])
@pytest.mark.parametrize("length", [1, 100, 127, 128, 300, 3000])
def test_an_apdu_of_any_length_deciphers_to_itself(length: int, general: bool) -> None:
    plain = b"\xc4" + bytes(length)

    sealed = library.seal(plain, KEYS, title=TITLE, counter=7, general=general)

    assert library.unseal(sealed, KEYS, title=TITLE) == library.Sealed(7, plain, general=general)


@pytest.mark.parametrize("general", [False, True])
def test_one_wrong_bit_anywhere_deciphers_to_nothing(general: bool) -> None:
    sealed = library.seal(b"\xc4\x01\xc1\x00\x03\x01", KEYS, title=TITLE, counter=7, general=general)

    for place in range(len(sealed)):
        wrong = bytearray(sealed)
        wrong[place] ^= 0x10
        with pytest.raises(LibraryError):
            library.unseal(bytes(wrong), KEYS, title=TITLE)


def test_a_proof_under_another_title_is_none() -> None:
    proof = library.proof(KEYS, title=TITLE, counter=1, challenge=b"P6wRJ21F")

    assert library.is_proof(proof, KEYS, title=TITLE, challenge=b"P6wRJ21F")
    assert not library.is_proof(proof, KEYS, title=BOOK_TITLE, challenge=b"P6wRJ21F")
    assert not library.is_proof(proof, BOOK_KEYS, title=TITLE, challenge=b"P6wRJ21F")
    assert not library.is_proof(proof[:-1], KEYS, title=TITLE, challenge=b"P6wRJ21F")


def test_keys_show_nowhere() -> None:
    assert repr(KEYS) == "MeterKeys()"


def test_the_library_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("dlms_cosem.connection").warning("apdu_bytes: secret")

    assert caplog.records == []


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "answer", "result"),
    [
        (0xC0, "c401c1000301", Result(0, Value(Tag.BOOLEAN, plain=True))),
        (0xC0, "c401c10104", Result(4)),
        (0xC1, "c501c100", Result(0)),
        (0xC1, "c501c10c", Result(12)),
        (0xC3, "c701c10000", Result(0)),
        (0xC3, "c701c100", Result(0)),
        (0xC3, "c701c10300", Result(3)),
        (0xC3, "c701c1000103", None),
        (0xC3, "c701c100010103", Result(3)),
        (0xC3, "c701c10001000901ab", Result(0, octets(b"\xab"))),
    ],
)
def test_answers_are_read_strictly(to: int, answer: str, result: Result | None) -> None:
    if result is None:
        with pytest.raises(MessageError):
            messages.read_answer(bytes.fromhex(answer), to=to)
    else:
        assert messages.read_answer(bytes.fromhex(answer), to=to) == result


@pytest.mark.parametrize(
    "answer", ["", "c4", "c501c100", "c402c1000301", "c401c2000301", "c401c100", "c401c100030100", "c401c10100"]
)
def test_an_answer_to_something_else_is_none(answer: str) -> None:
    with pytest.raises(MessageError):
        messages.read_answer(bytes.fromhex(answer), to=0xC0)


def test_exceptions_are_told_apart() -> None:
    assert messages.read_exception(bytes.fromhex("d80106000001f4")) == messages.Exceptional(1, 6, 500)
    assert messages.read_exception(bytes.fromhex("d80105")) == messages.Exceptional(1, 5)
    assert messages.read_exception(bytes.fromhex("c401c1000301")) is None


# --- values -----------------------------------------------------------------------------------------------------------

NUMBERS = [Tag.INT8, Tag.INT16, Tag.INT32, Tag.INT64, Tag.UINT8, Tag.UINT16, Tag.UINT32, Tag.UINT64, Tag.ENUM]


@st.composite
def numbers(draw: st.DrawFn) -> Value:
    from drivers.dlms.data import bounds

    tag = draw(st.sampled_from(NUMBERS))
    return integer(tag, draw(st.integers(*bounds(tag))))


values = st.recursive(
    numbers() | st.binary(max_size=200).map(octets) | st.booleans().map(lambda on: Value(Tag.BOOLEAN, on)),
    lambda inner: st.lists(inner, max_size=5).map(lambda items: structure(*items)),
    max_leaves=20,
)


@given(values)
def test_a_value_comes_back_with_its_type(value: Value) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    "content", ["", "09", "0902ab", "0984ffffffff", "0285ffffffffff", "0184ffffffff", "0201" * 40, "030100", "ff"]
)
def test_cut_off_endless_and_bottomless_values_are_refused(content: str) -> None:
    with pytest.raises(DataError):
        decode(bytes.fromhex(content))


def test_an_array_within_an_array_within_an_array_ends_somewhere() -> None:
    with pytest.raises(DataError):
        decode(b"\x01\x01" * 2000 + b"\x00")


@pytest.mark.rule("C4")
def test_a_number_that_does_not_fit_its_type_is_never_written() -> None:
    with pytest.raises(DataError):
        integer(Tag.UINT16, 70_000)


@given(st.binary(max_size=300), st.sampled_from([0xC0, 0xC1, 0xC3]))
def test_whatever_bytes_come_they_are_an_answer_or_refused(apdu: bytes, to: int) -> None:
    try:
        messages.read_answer(apdu, to=to)
    except MessageError:
        return


@given(
    st.sampled_from(["", "c401c100", "c701c1000100", "61", "db08504c540000000001", "cc", "d8"]), st.binary(max_size=80)
)
def test_whatever_bytes_come_the_library_reads_or_refuses_them(head: str, tail: bytes) -> None:
    apdu = bytes.fromhex(head) + tail
    for read in (
        lambda: library.read_association(apdu, KEYS),
        lambda: library.read_association(apdu, None),
        lambda: library.unseal(apdu, KEYS, title=TITLE),
        lambda: library.read_wish(apdu, KEYS),
        lambda: messages.read_exception(apdu),
        lambda: messages.read_request(apdu),
    ):
        try:
            read()
        except (LibraryError, MessageError):
            continue


@given(st.lists(st.binary(min_size=1, max_size=100), max_size=5))
def test_our_own_meter_survives_any_client(apdus: list[bytes]) -> None:
    session = Session(MeterModel(KEYS, "1", lambda: NOON))
    for apdu in apdus:
        try:
            assert session.handle(apdu, client=1)
        except (Cut, Silence):
            return
