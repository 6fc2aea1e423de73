"""Keys: one plot, meter or name however it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.keys import mac_key, plot_key, search_key, serial_key

LOOK_ALIKE = dict(zip("ABEKMHOPCTYX", "АВЕКМНОРСТУХ", strict=True))
typed = st.text("0123456789абвгдежзАБВГДЕЖЗABCEHabcehё/-() \u00a0", max_size=12)


@pytest.mark.parametrize("text", ["12а", "12A ", "12 А", "12-а", " 12a", "12 - А", "№12а", "12\u00a0а", "012А", "12—А"])
def test_a_plot_typed_in_either_alphabet_has_one_key(text):
    assert plot_key(text) == "12A"


@pytest.mark.parametrize(
    ("one", "other"),
    [("23/1", "231"), ("23/1", "23-1"), ("23-1", "231"), ("12", "12а"), ("12 1", "121"), ("12", "120")],
)
def test_plots_that_differ_keep_different_keys(one, other):
    assert plot_key(one) != plot_key(other)


def test_a_plot_without_a_number_has_a_key_too():
    assert plot_key("б/н (сторожка)") == plot_key("Б/Н  (СТОРОЖКА)") == plot_key("б/н(cторожка)")
    assert plot_key("б/н (сторожка)") != plot_key("б/н")
    assert plot_key("   ") == ""
    assert plot_key("23\\1") == plot_key("23 / 1") == "23/1"


@given(typed)
def test_keys_of_keys_change_nothing(text):
    for key in (plot_key, serial_key, search_key):
        assert key(key(text)) == key(text)


@given(typed)
def test_case_and_alphabet_never_matter(text):
    cyrillic = "".join(LOOK_ALIKE.get(letter, letter) for letter in text.upper())
    for key in (plot_key, serial_key, search_key):
        assert key(cyrillic) == key(text.upper()) == key(text)


@given(st.integers(1, 10**12), st.integers(0, 4))
def test_a_serial_that_lost_its_zeros_is_the_same_serial(number, zeros):
    assert serial_key("0" * zeros + str(number)) == serial_key(f" {number} ") == str(number)


def test_serials_of_zeros_and_blanks():
    assert serial_key("000") == "0"
    assert serial_key("  ") == ""
    assert serial_key("АВ-12 34") == serial_key("ab1234")


@given(st.binary(min_size=6, max_size=6), st.integers(0, 4), st.booleans())
def test_five_notations_of_a_mac_are_one_address(octets, notation, capital):
    plain = octets.hex()
    pairs = re.findall("..", plain)
    written = [":".join(pairs), "-".join(pairs), " ".join(pairs), ".".join(re.findall("....", plain)), plain][notation]
    assert mac_key(written.upper() if capital else written) == plain.upper()


@pytest.mark.parametrize(
    ("text", "code", "data"),
    [
        ("О6 91 D4 36 F8 25", "mac-cyrillic", {"letter": "О", "position": 1}),
        ("06:91:D4:36:F8:2с", "mac-cyrillic", {"letter": "С", "position": 17}),
        ("8B14.B3C2.8EF", "mac-length", {"digits": 11}),
        ("", "mac-length", {"digits": 0}),
        ("8B14.B3C2.8EFG", "mac-character", {"character": "G"}),
    ],
)
def test_a_wrong_mac_is_refused_and_not_mended(text, code, data):
    with pytest.raises(Refusal) as refusal:
        mac_key(text)
    assert refusal.value.code == code
    assert data.items() <= refusal.value.data.items()


def test_names_are_found_whatever_the_letters():
    assert search_key("Семёнов  Пётр") == search_key("СЕМЕНОВ ПЕТР")
    assert search_key("СНТ «Ромашка»") == search_key("cнт «pомашка»")
    assert search_key("Ромашка") in search_key("СНТ «Ромашка-2»")
