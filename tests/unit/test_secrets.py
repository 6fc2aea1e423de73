"""Meter keys: where they are looked for, what is said where they are not, and that they show nowhere."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from keyring.backends import fail
from keyring.errors import PasswordDeleteError

from app.cli.tree import run
from app.domain.errors import Refusal, Unavailable
from app.secrets import FoundKeys, drop_meter_keys, find_meter_keys, keep_meter_keys, parse_meter_keys

ENCRYPTION, AUTHENTICATION = bytes(range(16)), bytes(range(16, 32))
TEXT = f"{ENCRYPTION.hex()}:{AUTHENTICATION.hex()}"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def headless() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def code_of(work, *arguments, **more) -> str:
    with pytest.raises((Refusal, Unavailable)) as refused:
        work(*arguments, **more)
    return refused.value.code


def test_what_is_kept_is_found_and_what_is_dropped_is_gone(ring: Ring) -> None:
    keep_meter_keys("gw4", FoundKeys(ENCRYPTION, AUTHENTICATION))

    assert find_meter_keys("gw4", environment={}) == FoundKeys(ENCRYPTION, AUTHENTICATION, "keyring")
    drop_meter_keys("gw4")
    assert code_of(find_meter_keys, "gw4", environment={}) == "meter-keys-missing"
    assert code_of(drop_meter_keys, "gw4") == "meter-keys-missing"


def test_credentials_come_before_the_environment_and_that_before_the_keyring(ring: Ring, tmp_path: Path) -> None:
    keep_meter_keys("gw-4", FoundKeys(ENCRYPTION, AUTHENTICATION))
    environment = {"PULT_METER_KEYS_GW_4": TEXT, "CREDENTIALS_DIRECTORY": str(tmp_path)}

    assert find_meter_keys("gw-4", environment=environment).where == "environment"
    (tmp_path / "pult-meter-keys-gw-4").write_text(TEXT.replace(":", "\n") + "\n")
    assert find_meter_keys("gw-4", environment=environment).where == "credentials"


def test_without_any_keyring_the_environment_serves_and_the_rest_is_said(headless: None) -> None:
    assert find_meter_keys("gw4", environment={"PULT_METER_KEYS_GW4": TEXT}).where == "environment"
    assert code_of(find_meter_keys, "gw4", environment={}) == "meter-keys-missing"
    assert code_of(keep_meter_keys, "gw4", FoundKeys(ENCRYPTION, AUTHENTICATION)) == "keyring-missing"


@pytest.mark.parametrize("name", ["", "../../etc/shadow", "GW4", "gw 4", "a" * 64, "gw4\n"])
def test_a_name_is_no_path(name: str) -> None:
    assert code_of(find_meter_keys, name, environment={}) == "meter-keys-name"


@pytest.mark.parametrize("text", ["", "00", TEXT[:-2], TEXT + ":00", "x" * 65, TEXT.replace("0", "г")])
def test_what_is_no_pair_of_keys_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_meter_keys("gw4", text)

    assert refused.value.code == "meter-keys-malformed"
    assert dict(refused.value.data) == {"name": "gw4"}
    assert refused.value.__cause__ is None


def test_keys_do_not_show() -> None:
    assert repr(FoundKeys(ENCRYPTION, AUTHENTICATION, "keyring")) == "FoundKeys(where='keyring')"


def test_the_command_reads_them_from_its_input_and_never_says_them(
    ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{ENCRYPTION.hex()}\n{AUTHENTICATION.hex()}\n"))

    assert run(["meter", "keys", "set", "gw4"]) == 0
    assert run(["meter", "keys", "check", "gw4"]) == 0
    assert ring.kept == {("pult meter keys", "gw4"): TEXT}
    assert run(["meter", "keys", "drop", "gw4"]) == 0
    assert run(["meter", "keys", "check", "gw4"]) == 1
    said = capsys.readouterr()
    assert ENCRYPTION.hex() not in said.out + said.err
