"""Our driver at meters on somebody else's stack, and our meter worked by somebody else's client, each in its own process."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.base import Acknowledged, NotSent, Relay, Target, Unsupported
from drivers.dlms import DlmsDriver
from drivers.dlms.model import MeterModel
from drivers.dlms.server import running
from tests.drivers.conftest import KEYS, SERIAL, Counters, Time, free_port
from tests.fakes.strangers import STRANGERS, stranger

PYDLMS_SERIAL = "PYD0000000001"


def run(work):
    return asyncio.run(work)


@pytest.fixture
def driver() -> DlmsDriver:
    return DlmsDriver(keys=lambda name: KEYS, counters=Counters(), clock=Time().utc, timeout_s=10)


def target(address: str, serial: str, **options: str) -> Target:
    return Target(address=address, serial=serial, options={"keys": "gw", **options})


@pytest.fixture(scope="module")
def pydlms_meter() -> Iterator[str]:
    """pydlms' own example meter, as it ships."""
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "pydlms.simulator", "--host", "127.0.0.1", "--port", str(port := free_port())),
            *("--key", KEYS.encryption.hex(), "--auth-key", KEYS.authentication.hex(), "--client", "1:5"),
        ],
        stderr=subprocess.PIPE,
        text=True,
    ) as meter:
        assert "listening" in meter.stderr.readline()
        yield f"127.0.0.1:{port}"
        meter.terminate()
        meter.communicate()


def test_pydlms_own_meter_is_read(driver: DlmsDriver, pydlms_meter: str) -> None:
    there = target(pydlms_meter, PYDLMS_SERIAL)

    state = run(driver.read_state(there))
    registers = run(driver.read_registers(there))

    assert (state.serial, state.limit_w) == (PYDLMS_SERIAL, None)
    assert state.active_power_w == 1520
    assert (registers.total_wh, registers.tariffs_wh) == (12_345_678, ())


@pytest.mark.rule("C3")
def test_pydlms_own_meter_says_yes_and_its_reading_says_otherwise(driver: DlmsDriver, pydlms_meter: str) -> None:
    """Its output goes off, but its relay says connected and its power stands; to reconnect it says yes and does nothing."""
    there = target(pydlms_meter, PYDLMS_SERIAL)

    assert isinstance(run(driver.disconnect(there)), Acknowledged)
    off = run(driver.read_state(there))
    assert isinstance(run(driver.reconnect(there)), Acknowledged)
    still_off = run(driver.read_state(there))

    assert (off.relay, off.output_state, off.active_power_w) == (Relay.CONNECTED, False, 1520)
    assert still_off.output_state is False


def test_pydlms_own_meter_has_no_limiter(driver: DlmsDriver, pydlms_meter: str) -> None:
    with pytest.raises(Unsupported) as refused:
        run(driver.limit(target(pydlms_meter, PYDLMS_SERIAL), 500))

    assert refused.value.code == "no-limiter"


@pytest.mark.parametrize("ciphering", ["service", "general"])
def test_a_strangers_household_goes_off_and_on_and_under_a_limit(driver: DlmsDriver, ciphering: str) -> None:
    with stranger() as address:
        there = target(address, "00451207", ciphering=ciphering)

        run(driver.disconnect(there))
        off = run(driver.read_state(there))
        run(driver.reconnect(there))
        run(driver.limit(there, 3000))
        limited = run(driver.read_state(there))
        run(driver.lift(there, None))
        on = run(driver.read_state(there))

    assert (off.relay, off.output_state, off.active_power_w) == (Relay.DISCONNECTED, False, 0)
    assert limited.limit_w == 3000
    assert (on.relay, on.output_state, on.limit_w, on.active_power_w) == (Relay.CONNECTED, True, None, 1520)


@pytest.mark.rule("C3")
def test_a_stranger_in_mode_3_is_ready_and_waits_for_its_button(driver: DlmsDriver) -> None:
    with stranger("--mode", "3") as address:
        there = target(address, "00451207")
        run(driver.disconnect(there))
        run(driver.reconnect(there))

        assert run(driver.read_state(there)).relay is Relay.READY_FOR_RECONNECTION


def test_a_stranger_that_has_seen_our_counter_is_gone_past(driver: DlmsDriver) -> None:
    """A desk restored from an older copy: the stranger refuses the stale counter and says how far it has seen us."""
    with stranger() as address:
        there = target(address, "00451207")
        run(driver.read_state(there))
        restored = Counters()
        younger = DlmsDriver(keys=lambda name: KEYS, counters=restored, clock=Time().utc)

        assert isinstance(run(younger.disconnect(there)), Acknowledged)

    assert len(restored.advanced) == 1


def test_a_stranger_under_other_keys_is_sent_nothing(driver: DlmsDriver) -> None:
    with stranger(key=bytes(16)) as address, pytest.raises(NotSent):
        run(driver.disconnect(target(address, "00451207")))


def client(where: tuple[str, int], counter: int, task: str) -> dict[str, object]:
    keys = (KEYS.encryption.hex(), KEYS.authentication.hex())
    said = subprocess.run(
        [sys.executable, str(STRANGERS / "client.py"), where[0], str(where[1]), *keys, str(counter), task],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(said.stdout)


def test_a_strangers_client_works_our_meter() -> None:
    meter = MeterModel(KEYS, SERIAL, Time().utc)
    with running(meter) as where:
        read = client(where, 1, "read")
        off = client(where, 100, "disconnect")
        on = client(where, 200, "reconnect")
        limited = client(where, 300, "limit=3000")
        refused = client(where, 400, "wrong-type")
        stale = client(where, 50, "read")

    assert (read["serial"], read["output"], read["state"], read["mode"]) == (SERIAL, True, 1, 4)
    assert (off["output"], off["state"], off["power"]) == (False, 0, 0)
    assert (on["output"], on["state"], on["power"]) == (True, 1, 1520)
    assert limited["threshold"] == 3000
    assert "TYPE_UNMATCHED" in refused["error"]
    assert "INVOCATION_COUNTER_ERROR" in stale["error"]


def test_our_meter_is_a_program_of_its_own(driver: DlmsDriver, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"{KEYS.encryption.hex()}\n{KEYS.authentication.hex()}\n")
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "drivers.dlms.server", "--port", "0", "--keys-file", str(keys)),
            *("--serial", SERIAL, "--state", str(tmp_path / "state.json")),
        ],
        stdout=subprocess.PIPE,
        text=True,
    ) as meter:
        address = meter.stdout.readline().split()[-1]
        try:
            assert isinstance(run(driver.disconnect(target(address, SERIAL))), Acknowledged)
        finally:
            meter.terminate()
            meter.communicate()
    assert json.loads((tmp_path / "state.json").read_text())["relay"] == 0
