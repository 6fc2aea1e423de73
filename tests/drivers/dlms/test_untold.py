"""What a meter does not tell, or tells so that it cannot be meant, is never taken for an answer (C1, C4)."""

import asyncio

import pytest

from drivers.base import NotSent
from drivers.dlms import library, messages, objects
from drivers.dlms.data import Tag, Value, integer
from drivers.dlms.library import LibraryError
from drivers.dlms.messages import Result
from drivers.dlms.objects import Attribute, Scale
from tests.drivers.conftest import KEYS, DlmsBench


def read(bench: DlmsBench):
    return asyncio.run(bench.driver.read_state(bench.target))


@pytest.mark.rule("C1", "C4")
@pytest.mark.parametrize("hidden", [objects.THRESHOLD_ACTIVE, objects.MONITORED, objects.scale_of(objects.POWER)])
def test_a_limit_that_is_not_shown_is_not_none(dlms_bench: DlmsBench, hidden: Attribute) -> None:
    dlms_bench.meter.threshold = 3000
    shown = dlms_bench.meter.get
    dlms_bench.meter.get = lambda wanted: Result(3) if wanted == hidden else shown(wanted)  # type: ignore[method-assign]

    state = read(dlms_bench)

    assert (state.limit_w, state.limit_told) == (None, False)


@pytest.mark.rule("C1", "C4")
def test_a_threshold_of_zero_and_one_in_other_units_tell_nothing(dlms_bench: DlmsBench) -> None:
    dlms_bench.meter.threshold = 0
    assert not read(dlms_bench).limit_told
    dlms_bench.meter.threshold, dlms_bench.meter.scale = 3000, Scale(0, 28)
    dlms_bench.meter.monitored = Attribute(objects.REGISTER, objects.obis("1.0.1.4.0.255"), 2)
    assert not read(dlms_bench).limit_told


@pytest.mark.rule("C4")
@pytest.mark.parametrize(("threshold", "limit_w"), [(3000, 3000), (0xFFFFFFFF, None), (None, None)])
def test_a_limit_and_none_are_told(dlms_bench: DlmsBench, threshold: int | None, limit_w: int | None) -> None:
    dlms_bench.meter.threshold = threshold
    state = read(dlms_bench)
    assert (state.limit_w, state.limit_told) == (limit_w, True)


@pytest.mark.rule("C1")
@pytest.mark.parametrize("told", [integer(Tag.INT32, -1), integer(Tag.UINT64, 1 << 40), Value(Tag.BOOLEAN, plain=True)])
def test_a_counter_that_cannot_be_is_not_sent_and_no_crash(
    dlms_bench: DlmsBench, monkeypatch: pytest.MonkeyPatch, told: Value
) -> None:
    dlms_bench.meter.seen[bytes.fromhex("504c540000000001")] = 5000
    dlms_bench.break_with(behind_unsaid=True)
    answer = messages.answer
    monkeypatch.setattr(
        messages, "answer", lambda request, result: answer(request, Result(0, told) if result.value else result)
    )

    with pytest.raises(NotSent) as ended:
        asyncio.run(dlms_bench.driver.disconnect(dlms_bench.target))

    assert ended.value.code in ("counter-far-off", "counter-behind")
    assert dlms_bench.received() == []


def test_the_library_prints_nothing_of_what_it_does_not_understand(capsys: pytest.CaptureFixture[str]) -> None:
    spoilt = library.accept_openly().replace(b"\x5f\x1f\x04", b"\x5f\x1f\x03")
    with pytest.raises(LibraryError):
        library.read_association(spoilt, None)
    sealed = library.accept(KEYS, title=bytes(8), challenge=bytes(16), counter=1)
    assert library.read_association(sealed, KEYS).accepted
    assert capsys.readouterr().out == ""
