"""The driver at a meter of our own that misbehaves: every end is clear, and nothing is said that is not proven (C1-C4)."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from drivers.base import Acknowledged, DriverError, MeterKeys, NoAnswer, NotSent, RefusedByMeter, Relay, Unsupported
from drivers.dlms import DlmsDriver, conversation, objects
from drivers.dlms.data import Tag
from drivers.dlms.model import Faults, MeterModel
from drivers.dlms.objects import Attribute, Scale
from drivers.dlms.server import running
from tests.drivers.conftest import KEYS, SERIAL, Counters, DlmsBench, Time


def run(work):
    return asyncio.run(work)


def end_of(work) -> DriverError:
    with pytest.raises(DriverError) as ended:
        run(work)
    return ended.value


@pytest.fixture
def bench(dlms_bench: DlmsBench) -> DlmsBench:
    return dlms_bench


def driver(counters: Counters, *, answer_s: float = 5, keys: MeterKeys = KEYS) -> DlmsDriver:
    return DlmsDriver(keys=lambda name: keys, counters=counters, clock=Time().utc, timeout_s=5, answer_s=answer_s)


# --- associating ------------------------------------------------------------------------------------------------------


def test_wrong_keys_are_an_association_refused_and_nothing_sent(bench: DlmsBench) -> None:
    wrong = driver(Counters(), keys=MeterKeys(bytes(16), bytes(16)))

    error = end_of(wrong.disconnect(bench.target))

    assert (type(error), error.code) == (NotSent, "association-refused")
    assert bench.received() == []


@pytest.mark.parametrize("fault", [{"false_proof": True}, {"openly": True}, {"replays": True}, {"other_title": True}])
def test_a_meter_that_cannot_prove_itself_is_sent_nothing(bench: DlmsBench, fault: dict[str, bool]) -> None:
    bench.break_with(**fault)

    assert isinstance(end_of(bench.driver.disconnect(bench.target)), NotSent)
    assert bench.received() == []


def test_missing_keys_are_said_as_such(bench: DlmsBench) -> None:
    def missing(name: str) -> MeterKeys:
        raise NotSent(f"no keys named {name}", code="keys-missing")

    keyless = DlmsDriver(keys=missing, counters=Counters(), clock=Time().utc)

    assert end_of(keyless.read_state(bench.target)).code == "keys-missing"


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("127.0.0.1", {"keys": "gw"}),
        ("127.0.0.1:x", {"keys": "gw"}),
        ("127.0.0.1:4059", {}),
        ("127.0.0.1:4059", {"keys": "gw", "title": "00"}),
        ("127.0.0.1:4059", {"keys": "gw", "client": "0"}),
        ("127.0.0.1:4059", {"keys": "gw", "ciphering": "none"}),
        ("127.0.0.1:4059", {"keys": "gw", "key": "000102"}),
    ],
)
def test_options_that_cannot_be_meant_are_refused(bench: DlmsBench, address: str, options: dict[str, str]) -> None:
    error = end_of(bench.driver.disconnect(replace(bench.target, address=address, options=options)))

    assert (type(error), error.code) == (Unsupported, "options")


def test_general_ciphering_works_as_well(bench: DlmsBench) -> None:
    target = replace(bench.target, options={"keys": "gw", "ciphering": "general"})

    assert run(bench.driver.read_state(target)).relay is Relay.CONNECTED


def test_a_refused_release_spoils_nothing(bench: DlmsBench) -> None:
    bench.break_with(keeps_hold=True)

    assert isinstance(run(bench.driver.disconnect(bench.target)), Acknowledged)


# --- invocation counters ----------------------------------------------------------------------------------------------


def test_no_number_is_used_twice_and_each_was_reserved_first(bench: DlmsBench) -> None:
    counters = Counters()
    ours = driver(counters)

    run(ours.read_state(bench.target))
    first = next(iter(bench.meter.seen.values()))
    run(ours.disconnect(bench.target))
    second = next(iter(bench.meter.seen.values()))

    assert first < second < counters.next["dlms:gw:504c540000000001"]


@pytest.mark.parametrize("unsaid", [False, True])
def test_behind_the_meters_counter_it_jumps_ahead_and_goes_on(bench: DlmsBench, unsaid: bool) -> None:
    """A desk restored from a copy: the meter says, or tells a public client, how far it has seen us."""
    title = bytes.fromhex("504c540000000001")
    bench.meter.seen[title] = 5000
    bench.break_with(behind_unsaid=unsaid)
    counters = Counters()

    assert isinstance(run(driver(counters).disconnect(bench.target)), Acknowledged)
    assert counters.advanced == [5000]
    assert bench.received() == ["disconnect"]


def test_a_counter_that_nobody_tells_is_said_to_be_behind(bench: DlmsBench) -> None:
    bench.meter.seen[bytes.fromhex("504c540000000001")] = 5000
    bench.meter.public = False
    bench.break_with(behind_unsaid=True)

    assert end_of(driver(Counters()).disconnect(bench.target)).code == "counter-behind"


@pytest.mark.parametrize("seen", [conversation.FARTHEST_JUMP + 100, 0xFFFFFFFE])
def test_no_meter_makes_us_use_our_numbers_up(bench: DlmsBench, seen: int) -> None:
    bench.meter.seen[bytes.fromhex("504c540000000001")] = seen
    counters = Counters()

    assert end_of(driver(counters).disconnect(bench.target)).code == "counter-far-off"
    assert counters.advanced == []


# --- whose meter ------------------------------------------------------------------------------------------------------


def test_another_meter_at_the_address_is_sent_no_command(bench: DlmsBench) -> None:
    bench.break_with(answers_as="00999999")

    for call in (
        bench.driver.disconnect(bench.target),
        bench.driver.reconnect(bench.target),
        bench.driver.limit(bench.target, 500),
        bench.driver.lift(bench.target, None),
    ):
        error = end_of(call)
        assert (type(error), error.code) == (Unsupported, "wrong-meter")
    assert bench.received() == []


# --- the relay --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "code"), [(0, "relay-mode-0"), (7, "not-understood")])
def test_a_relay_that_obeys_nobody_is_not_asked(bench: DlmsBench, mode: int, code: str) -> None:
    bench.meter.control_mode = mode

    for call in (bench.driver.disconnect, bench.driver.reconnect):
        error = end_of(call(bench.target))
        assert (type(error), error.code) == (Unsupported, code)
    assert bench.received() == []


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("mode", "state"),
    [
        (1, Relay.READY_FOR_RECONNECTION),
        (2, Relay.CONNECTED),
        (3, Relay.READY_FOR_RECONNECTION),
        (4, Relay.CONNECTED),
        (5, Relay.READY_FOR_RECONNECTION),
        (6, Relay.READY_FOR_RECONNECTION),
    ],
)
def test_a_reconnection_ends_as_the_control_mode_has_it(bench: DlmsBench, mode: int, state: Relay) -> None:
    bench.meter.control_mode = mode
    run(bench.driver.disconnect(bench.target))

    run(bench.driver.reconnect(bench.target))

    assert run(bench.driver.read_state(bench.target)).relay is state


def test_evidence_is_words_with_the_bytes_beside_and_never_a_key(bench: DlmsBench) -> None:
    raw = run(bench.driver.disconnect(bench.target)).raw

    assert "control_mode 4 [1604]" in raw
    assert "ACTION 70:0.0.96.3.10.255:method 1 -> success [00]" in raw
    assert "output_state off [0300]" in raw
    assert KEYS.encryption.hex() not in raw
    assert KEYS.authentication.hex() not in raw


# --- the limiter ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("C4")
def test_a_threshold_is_written_in_the_meters_own_type_and_steps(bench: DlmsBench) -> None:
    bench.meter.tag, bench.meter.threshold, bench.meter.scale = Tag.UINT16, 0xFFFF, Scale(1, objects.WATT)

    answer = run(bench.driver.limit(bench.target, 3000))

    assert bench.meter.threshold == 300
    assert "= 300 [12012c]" in answer.raw
    assert "as it stood, 65535 [12ffff]" in answer.raw
    assert run(bench.driver.read_state(bench.target)).limit_w == 3000


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("arranged", "code"),
    [
        ({"tag": Tag.UINT16, "threshold": 5000}, "threshold-range"),
        ({"scale": Scale(2, objects.WATT)}, "threshold-range"),
        ({"threshold": 0}, "threshold-range"),
        ({"scale": Scale(0, 28)}, "limiter-watches"),
        ({"monitored": Attribute(3, objects.obis("1.0.32.7.0.255"), 2)}, "limiter-watches"),
        ({"threshold": None}, "no-limiter"),
        ({"faults": Faults(inverted=True)}, "limiter-actions"),
    ],
)
def test_a_limiter_that_would_do_something_else_is_not_written_to(
    bench: DlmsBench, arranged: dict[str, object], code: str
) -> None:
    for name, value in arranged.items():
        setattr(bench.meter, name, value)

    error = end_of(bench.driver.limit(bench.target, 70_050))

    assert (type(error), error.code) == (Unsupported, code)
    assert bench.received() == []


@pytest.mark.rule("C4")
def test_lifting_looks_at_the_relay_at_once(bench: DlmsBench) -> None:
    run(bench.driver.limit(bench.target, 500))
    bench.break_with(opens_on_lift=True)

    assert (
        "output_state off [0300]; control_state disconnected [1600]" in run(bench.driver.lift(bench.target, None)).raw
    )


def test_a_meter_that_refuses_the_type_is_quoted(bench: DlmsBench) -> None:
    bench.break_with(refusing="12")

    error = end_of(bench.driver.limit(bench.target, 500))

    assert (type(error), error.code) == (RefusedByMeter, "12")
    assert "type-unmatched" in error.detail


# --- what may come back once a command has left -----------------------------------------------------------------------


class Spoiler:
    """Spoils every frame after the `sound` first ones."""

    def __init__(self, sound: int, spoil: Callable[[bytes], bytes]) -> None:
        self.left, self.spoil = sound, spoil

    def __call__(self, framed: bytes) -> bytes:
        self.left -= 1
        return framed if self.left >= 0 else self.spoil(framed)


SPOILT = {
    "garbage": lambda framed: b"GET / HTTP/1.1\r\n\r\n",
    "over-long": lambda framed: b"\0\1\0\1\0\1\xff\xff" + framed[8:],
    "cut": lambda framed: framed[:-3],
    "another tag": lambda framed: framed[:8] + b"\xc4" + framed[9:],
    "for somebody else": lambda framed: framed[:2] + b"\0\x63" + framed[4:],
    "a bit": lambda framed: framed[:-1] + bytes([framed[-1] ^ 1]),
    "in the clear": lambda framed: b"\0\1\0\1\0\1\0\5" + bytes.fromhex("c701c10000"),
    "an open exception": lambda framed: b"\0\1\0\1\0\1\0\3" + bytes.fromhex("d80105"),
    "nothing": lambda framed: b"",
}
BEFORE = 4
"""Association, proof, serial number, control mode."""


@pytest.mark.rule("C1")
@pytest.mark.parametrize("spoilt", sorted(SPOILT))
def test_whatever_comes_back_for_a_command_is_no_answer_and_for_less_not_sent(bench: DlmsBench, spoilt: str) -> None:
    ours = driver(Counters(), answer_s=0.2)
    bench.meter.faults.spoiled = Spoiler(BEFORE, SPOILT[spoilt])
    assert isinstance(end_of(ours.disconnect(bench.target)), NoAnswer)
    assert bench.received() == ["disconnect"]

    for sound in range(BEFORE):
        bench.meter.faults.spoiled = Spoiler(sound, SPOILT[spoilt])
        assert isinstance(end_of(ours.disconnect(bench.target)), NotSent), sound
    assert bench.received() == ["disconnect"]


@pytest.mark.rule("C1")
def test_an_exception_in_the_clear_is_quoted_and_proves_nothing(bench: DlmsBench) -> None:
    bench.meter.faults.spoiled = Spoiler(BEFORE, SPOILT["an open exception"])

    assert "exception 1-5, in the clear" in end_of(bench.driver.disconnect(bench.target)).detail


@pytest.mark.rule("C1")
def test_a_meter_that_falls_silent_after_a_command_is_no_answer_within_the_time_given(bench: DlmsBench) -> None:
    bench.break_with(hangs=True)

    assert isinstance(end_of(driver(Counters(), answer_s=60).disconnect(bench.target, timeout_s=0.3)), NoAnswer)


def test_what_is_read_after_an_acknowledgement_does_not_undo_it(bench: DlmsBench) -> None:
    bench.meter.faults.spoiled = Spoiler(BEFORE + 1, SPOILT["cut"])

    answer = run(driver(Counters(), answer_s=0.2).disconnect(bench.target))

    assert "relay not read" in answer.raw


def test_a_reading_that_breaks_off_is_no_answer(bench: DlmsBench) -> None:
    bench.meter.faults.spoiled = Spoiler(BEFORE, SPOILT["cut"])

    assert isinstance(end_of(driver(Counters(), answer_s=0.2).read_state(bench.target)), NoAnswer)


# --- what listens there is no meter -----------------------------------------------------------------------------------


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """Somebody at a port who talks as `talk` does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                caller, _ = server.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(5)
                try:
                    talk(caller)
                except OSError:
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.close()
        thread.join()


def slow(caller: socket.socket) -> None:
    """A byte now and then, for ever."""
    while True:
        caller.sendall(b"\0")
        if caller.recv(4096) == b"":
            return


def flood(caller: socket.socket) -> None:
    while True:
        caller.sendall(b"\0\1\0\x63\0\x63\x10\0" + bytes(4096))


@pytest.mark.parametrize(
    "talk", [slow, flood, lambda caller: None, lambda caller: caller.recv(4096) and caller.recv(1)]
)
def test_whoever_else_listens_there_gets_no_command_and_little_time(talk: Callable[[socket.socket], None]) -> None:
    from drivers.base import Target

    with listening(talk) as address:
        target = Target(address=address, serial=SERIAL, options={"keys": "gw"})
        error = end_of(driver(Counters(), answer_s=0.3).disconnect(target))

    assert isinstance(error, NotSent)


def test_a_meter_of_ours_remembers_itself(tmp_path) -> None:
    from drivers.dlms.model import load, save

    first = MeterModel(KEYS, SERIAL, Time().utc, relay=Relay.DISCONNECTED, seen={b"12345678": 9})
    save(first, tmp_path / "meter.json")
    second = MeterModel(KEYS, SERIAL, Time().utc)
    load(second, tmp_path / "meter.json")

    assert (second.relay, second.seen) == (Relay.DISCONNECTED, {b"12345678": 9})
    with running(second) as (host, _):
        assert host == "127.0.0.1"
