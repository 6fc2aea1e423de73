"""app.metering: a driver's outcomes become the desk's values, whatever the driver does."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.commands import Action, MeterState, Relay, Verdict, verdict
from app.metering import DriverMetering, build_metering
from app.metering import adapter as adapter_module
from app.services.ports.metering import Acknowledged, MeterAddress, Metering, NoAnswer, NotSent, RefusedByMeter
from drivers import base
from drivers.simulator import Faults, NewMeter, SimulatorDriver, World
from tests.drivers.conftest import INSTALLED, NOON, SERIAL, Time

METER = MeterAddress(driver="simulator", gateway="gw-1", address="sim://1", serial=SERIAL)
SECOND = timedelta(seconds=1)


@pytest.fixture
def metering(world: World) -> Iterator[DriverMetering]:
    time = Time()
    metering = DriverMetering({"simulator": lambda: SimulatorDriver(world, time.utc, time.sleep)})
    yield metering
    metering.close()


def order(metering: Metering, action: Action, watts: int | None = None, restore_w: int | None = None) -> object:
    return metering.execute(METER, action, watts=watts, restore_w=restore_w, timeout=SECOND)


def state(metering: Metering) -> MeterState:
    reading = metering.read_state(METER, timeout=SECOND)
    assert isinstance(reading, MeterState), reading
    return reading


def test_every_action_reaches_the_meter_with_its_figures(metering: DriverMetering, world: World) -> None:
    for action, watts, restore_w in (
        (Action.LIMIT, 700, None),
        (Action.LIFT, None, 5000),
        (Action.DISCONNECT, None, None),
        (Action.RECONNECT, None, None),
    ):
        assert isinstance(order(metering, action, watts, restore_w), Acknowledged)

    assert [(line.kind, dict(line.args)) for line in world.log(SERIAL)] == [
        ("limit", {"watts": 700}),
        ("lift", {"watts": 5000}),
        ("disconnect", {}),
        ("reconnect", {}),
    ]


def test_a_state_is_told_in_the_desks_words(metering: DriverMetering) -> None:
    order(metering, Action.LIMIT, 100)

    reading = state(metering)

    assert (reading.read_at, reading.relay, reading.output_on) == (NOON, Relay.CONNECTED, True)
    assert (reading.limit_w, reading.power_w, reading.serial) == (100, 100, SERIAL)
    assert "threshold=100" in reading.raw


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("faults", "answer"),
    [
        (Faults(unreachable=True), NotSent),
        (Faults(silent=True), NoAnswer),
        (Faults(lost_answer=True), NoAnswer),
        (Faults(slow=30), NoAnswer),
        (Faults(refusing="3"), RefusedByMeter),
        (Faults(lying=True), Acknowledged),
        (Faults(), Acknowledged),
    ],
)
def test_each_end_of_a_command_is_one_answer(
    metering: DriverMetering, world: World, faults: Faults, answer: type
) -> None:
    world.set_faults(SERIAL, faults)

    assert type(order(metering, Action.DISCONNECT)) is answer


def test_a_refusal_keeps_the_meters_code(metering: DriverMetering, world: World) -> None:
    world.set_faults(SERIAL, Faults(refusing="250"))

    answer = order(metering, Action.DISCONNECT)

    assert isinstance(answer, RefusedByMeter)
    assert answer.code == "250"


@pytest.mark.parametrize(("faults", "answer"), [(Faults(unreachable=True), NotSent), (Faults(silent=True), NoAnswer)])
def test_a_reading_that_fails_says_how(metering: DriverMetering, world: World, faults: Faults, answer: type) -> None:
    world.set_faults(SERIAL, faults)

    assert type(metering.read_state(METER, timeout=SECOND)) is answer


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("faults", "judged"),
    [(Faults(), Verdict.MATCHES), (Faults(lying=True), Verdict.DIFFERS), (Faults(lost_answer=True), Verdict.MATCHES)],
)
def test_the_reading_gives_the_verdict_not_the_answer(
    metering: DriverMetering, world: World, faults: Faults, judged: Verdict
) -> None:
    world.set_faults(SERIAL, faults)
    order(metering, Action.DISCONNECT)

    assert verdict(Action.DISCONNECT, watts=None, restored_w=None, state=state(metering)) is judged


@pytest.mark.rule("C3")
def test_a_relay_that_waits_for_the_button_is_ready_and_not_connected(metering: DriverMetering, world: World) -> None:
    order(metering, Action.DISCONNECT)
    world.set_faults(SERIAL, Faults(needs_button=True))
    order(metering, Action.RECONNECT)

    reading = state(metering)

    assert reading.relay is Relay.READY
    assert verdict(Action.RECONNECT, watts=None, restored_w=None, state=reading) is Verdict.READY


@pytest.mark.rule("C4")
@pytest.mark.parametrize(("opens", "judged"), [(False, Verdict.MATCHES), (True, Verdict.DIFFERS)])
def test_a_lift_brings_back_what_stood_before_unless_it_opened_the_relay(
    metering: DriverMetering, world: World, opens: bool, judged: Verdict
) -> None:
    order(metering, Action.LIMIT, 5000)
    stood = state(metering).limit_w
    order(metering, Action.LIMIT, 500)
    world.set_faults(SERIAL, Faults(opens_on_lift=opens))
    order(metering, Action.LIFT, restore_w=stood)

    assert verdict(Action.LIFT, watts=None, restored_w=5000, state=state(metering)) is judged


def test_what_a_meter_lacks_is_refused_as_unsupported(metering: DriverMetering, world: World) -> None:
    world.add_meter(NewMeter("bare", INSTALLED, has_relay=False, has_limiter=False))
    bare = MeterAddress("simulator", "", "sim://2", "bare")

    answer = metering.execute(bare, Action.DISCONNECT, watts=None, restore_w=None, timeout=SECOND)
    reading = metering.read_state(bare, timeout=SECOND)

    assert (type(answer), answer.code) == (RefusedByMeter, "unsupported")
    assert (type(reading), reading.code) == (RefusedByMeter, "relay-not-told")


def test_an_unknown_driver_sends_nothing(metering: DriverMetering) -> None:
    stranger = MeterAddress("semaphore", "", "", SERIAL)

    answer = metering.read_state(stranger, timeout=SECOND)

    assert answer == NotSent("driver-unknown", "semaphore")


@pytest.mark.parametrize(("action", "watts"), [(Action.LIMIT, None), (Action.LIMIT, 0), (Action.READ, None)])
def test_an_order_that_is_none_is_a_bug_of_the_caller(
    metering: DriverMetering, world: World, action: Action, watts: int | None
) -> None:
    with pytest.raises(ValueError):
        order(metering, action, watts)

    assert world.log(SERIAL) == ()


def test_registers_are_read_by_the_same_way(metering: DriverMetering) -> None:
    registers = metering.read_registers(METER, timeout=SECOND)

    assert isinstance(registers, base.Registers)
    assert registers.total_wh > 1_500_000


# --- drivers that break their contract --------------------------------------------------------------------------------


class Broken(SimulatorDriver):
    """Each behaviour that a driver must not have."""

    def __init__(self, world: World, behaviour: str) -> None:
        super().__init__(world, Time().utc)
        self.behaviour = behaviour
        self.entered = threading.Event()
        self.release = asyncio.Event()
        self.cancelled = False

    async def disconnect(self, target: base.Target, *, timeout_s: float | None = None) -> base.Acknowledged:
        self.entered.set()
        try:
            match self.behaviour:
                case "hangs":
                    await asyncio.Event().wait()
                case "waits":
                    await self.release.wait()
                case "raises TimeoutError":
                    raise TimeoutError
                case _:
                    raise KeyError("a bug")
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return base.Acknowledged("at last", "")


@pytest.mark.rule("C1")
@pytest.mark.parametrize("behaviour", ["raises", "raises TimeoutError"])
def test_a_driver_with_a_bug_leaves_the_command_unknown_and_is_logged(
    world: World, caplog: pytest.LogCaptureFixture, behaviour: str
) -> None:
    metering = DriverMetering({"simulator": lambda: Broken(world, behaviour)})

    answer = order(metering, Action.DISCONNECT)
    metering.close()

    assert isinstance(answer, NoAnswer)
    assert SERIAL in caplog.text


def test_a_driver_that_overruns_its_deadline_is_cancelled(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter_module, "GRACE_S", 0.0)
    driver = Broken(world, "hangs")
    metering = DriverMetering({"simulator": lambda: driver})

    answer = metering.execute(METER, Action.DISCONNECT, watts=None, restore_w=None, timeout=timedelta(milliseconds=20))
    metering.close()

    assert isinstance(answer, NoAnswer)
    assert driver.cancelled


def test_one_gateway_takes_one_conversation_at_a_time(world: World) -> None:
    driver = Broken(world, "waits")
    metering = DriverMetering({"simulator": lambda: driver})
    answers: list[object] = []
    first = threading.Thread(target=lambda: answers.append(order(metering, Action.DISCONNECT)))
    first.start()
    assert driver.entered.wait(5)

    same = metering.read_state(METER, timeout=timedelta(milliseconds=20))
    other = metering.read_state(MeterAddress("simulator", "gw-2", "", SERIAL), timeout=SECOND)
    metering._loop._loop.call_soon_threadsafe(driver.release.set)
    first.join()
    metering.close()

    assert same == NotSent("gateway-busy", "gw-1")
    assert isinstance(other, MeterState)
    assert answers == [Acknowledged("at last")]


def test_closing_ends_a_call_under_way_as_unknown(world: World) -> None:
    driver = Broken(world, "hangs")
    metering = DriverMetering({"simulator": lambda: driver})
    answers: list[object] = []
    first = threading.Thread(target=lambda: answers.append(order(metering, Action.DISCONNECT)))
    first.start()
    assert driver.entered.wait(5)

    metering.close()
    first.join()

    assert [type(answer) for answer in answers] == [NoAnswer]


def test_many_threads_may_ask_at_once(metering: DriverMetering, world: World) -> None:
    def ask() -> None:
        for _ in range(20):
            assert isinstance(order(metering, Action.LIMIT, 700), Acknowledged)

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(world.log(SERIAL)) == 100


# --- as a desk builds it ----------------------------------------------------------------------------------------------


def test_a_start_imports_no_driver_and_nothing_that_only_ciphered_meters_need() -> None:
    slow = ("dlms_cosem", "keyring", "drivers.dlms", "drivers.simulator", "drivers.manual", "asn1crypto")
    asked = f"import sys, app.bootstrap; print([name for name in {slow} if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)

    assert said.stdout.strip() == "[]"


def test_a_meter_that_is_worked_by_hand_is_never_asked(tmp_path: Path) -> None:
    metering = build_metering(clock=Time(), simulator=tmp_path / "simulator.sqlite")
    by_hand = MeterAddress("manual", "", "", SERIAL)

    answer = metering.execute(by_hand, Action.DISCONNECT, watts=None, restore_w=None, timeout=SECOND)
    reading = metering.read_state(by_hand, timeout=SECOND)
    metering.close()

    assert (type(answer), answer.code) == (RefusedByMeter, "by-hand")
    assert (type(reading), reading.code) == (RefusedByMeter, "by-hand")


def test_nothing_is_opened_before_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite"

    build_metering(clock=Time(), simulator=path).close()

    assert not path.exists()


def test_a_desk_shares_its_world_with_whoever_arranges_it(world: World) -> None:
    metering = build_metering(clock=Time(), simulator=world.path)

    order(metering, Action.DISCONNECT)
    metering.close()
    metering.close()

    assert world.history(SERIAL)[-1].relay is base.Relay.DISCONNECTED


def test_a_world_that_cannot_be_opened_is_tried_again_at_the_next_call(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite"
    path.write_text("no database " * 100)
    metering = build_metering(clock=Time(), simulator=path)

    away = order(metering, Action.DISCONNECT)
    path.unlink()
    with World(path) as mended:
        mended.add_meter(NewMeter(SERIAL, INSTALLED))
    again = order(metering, Action.DISCONNECT)
    metering.close()

    assert (type(away), away.code) == (NotSent, "system-away")
    assert isinstance(again, Acknowledged)


@pytest.mark.rule("C10")
def test_in_training_every_driver_is_the_simulator(world: World) -> None:
    metering = build_metering(clock=Time(), simulator=world.path, training=True)
    real = MeterAddress("dlms", "10.0.0.1:4059", "10.0.0.1:4059", SERIAL)

    answer = metering.execute(real, Action.DISCONNECT, watts=None, restore_w=None, timeout=SECOND)
    metering.close()

    assert isinstance(answer, Acknowledged)
    assert len(world.log(SERIAL)) == 1
