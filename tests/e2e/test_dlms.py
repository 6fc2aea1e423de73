"""A stranger's meter on a desk: confirmed → in progress → verified with its evidence, and a lie that is caught (C1-C3, R10)."""

from pathlib import Path

import pytest

from tests.fakes.pultctl import Desk, make_small_desk
from tests.fakes.strangers import AUTH_KEY, KEY, stranger

SERIAL = "77000007"
KEYS = f"{KEY.hex()}:{AUTH_KEY.hex()}"


@pytest.fixture
def pult(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PULT_METER_KEYS_GW4", KEYS)
    return make_small_desk(tmp_path)


def connect(pult: Desk, address: str) -> None:
    pult.ok("meter", "connect", SERIAL, "--driver", "dlms", "--address", address, "--option", "keys=gw4")


def started(pult: Desk, kind: str) -> dict[str, object]:
    filed = pult.ok("request", "file", "--client", "ромашка", "--plot", "7", "--kind", kind, "--caller", "Ким")
    number = str(filed["number"])
    pult.ok("request", "confirm", number, "--how", "message")
    plan = pult.ok("request", "start", number)["plan"]
    return pult.ok("request", "start", number, "--plan", plan, "--wait")


@pytest.mark.rule("R10")
@pytest.mark.rule("C3")
def test_a_strangers_meter_goes_off_and_on_with_its_evidence(pult: Desk) -> None:
    with stranger("--serial", SERIAL) as address:
        connect(pult, address)
        off = started(pult, "disconnect")
        on = started(pult, "reconnect")

    assert (off["status"], on["status"]) == ("in-progress", "in-progress")
    assert [one["outcome"] for one in (*off["commands"], *on["commands"])] == ["verified", "verified"]
    assert "relay=disconnected" in off["commands"][0]["evidence"]
    assert "output_state off [0300]" in off["commands"][0]["detail"]
    assert "relay=connected" in on["commands"][0]["evidence"]
    said = pult.call("request", "show", str(off["number"])).out
    assert KEY.hex() not in said


@pytest.mark.rule("C1")
@pytest.mark.rule("C3")
def test_a_strangers_lie_is_unknown_and_never_done(pult: Desk) -> None:
    with stranger("--serial", SERIAL, "--lies") as address:
        connect(pult, address)
        started(pult, "disconnect")
        lied = started(pult, "reconnect")
        refused = pult.refused("request", "done", str(lied["number"]))

    assert (lied["commands"][0]["outcome"], lied["commands"][0]["code"]) == ("unknown", "state-differs")
    assert refused == "evidence-missing"


@pytest.mark.rule("C4")
def test_a_limit_and_its_lifting_through_the_ledger(pult: Desk) -> None:
    with stranger("--serial", SERIAL) as address:
        connect(pult, address)
        limited = pult.ok("meter", "limit", SERIAL, "--watts", "3000")
        lifted = pult.ok("meter", "lift", SERIAL)

    assert (limited["outcome"], limited["state"]["limit_w"]) == ("verified", 3000)
    assert (lifted["outcome"], lifted["state"]["limit_w"]) == ("verified", None)


def test_missing_keys_send_nothing_and_say_what_to_do(pult: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULT_METER_KEYS_GW4")
    connect(pult, "127.0.0.1:9")

    answer = pult.call("meter", "read", SERIAL)

    assert answer.code == 3
    assert "pultctl meter keys set" in answer.out


def test_a_key_among_the_options_is_refused(pult: Desk) -> None:
    words = (
        "meter",
        "connect",
        SERIAL,
        "--driver",
        "dlms",
        "--address",
        "127.0.0.1:9",
        "--option",
        f"keys={KEY.hex()}",
    )

    assert pult.refused(*words) == "meter-options-secret"
    assert pult.refused("meter", "connect", SERIAL, "--driver", "gsm") == "driver-unknown"


@pytest.mark.rule("R12")
def test_a_meter_worked_by_hand_on_the_command_line(pult: Desk) -> None:
    pult.ok("meter", "connect", SERIAL, "--driver", "manual")
    filed = pult.ok("request", "file", "--client", "ромашка", "--plot", "7", "--kind", "disconnect", "--caller", "Ким")
    number = str(filed["number"])
    pult.ok("request", "confirm", number, "--how", "message")
    begun = pult.ok("request", "start", number, "--plan", pult.ok("request", "start", number)["plan"], "--wait")
    assert [one["outcome"] for one in begun["commands"]] == ["planned"]  # waits for a person, not for a worker
    assert pult.refused("meter", "read", SERIAL) == "by-hand"

    seen = pult.ok("meter", "seen", SERIAL, "--relay", "disconnected", "--where", "программа СУП-04", "--done")

    assert (seen["outcome"], seen["evidence"].split()[-1]) == ("verified", "by-hand")
    assert pult.ok("request", "show", number)["status"] == "in-progress"
