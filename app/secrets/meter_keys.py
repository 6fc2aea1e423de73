"""Keys of ciphered meters, by the name that a meter's option `keys` gives.

Looked for in this order: a systemd credential `pult-meter-keys-NAME`, the environment's `PULT_METER_KEYS_NAME` (capitals, `_` for
`-`), the system's keyring. Each holds the encryption key and the authentication key in hex with a colon between.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import Refusal, Unavailable

SERVICE = "pult meter keys"
KEY_BYTES = 16
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """Both keys, and where they were found: "credentials", "environment" or "keyring"."""

    encryption: bytes = field(repr=False)
    authentication: bytes = field(repr=False)
    where: str = ""


def find_meter_keys(name: str, *, environment: Mapping[str, str] | None = None) -> FoundKeys:
    """The keys of that name.

    Raises:
        Refusal: meter-keys-name; meter-keys-missing; meter-keys-malformed, they are there and are none.
    """
    _judge_name(name)
    around = os.environ if environment is None else environment
    for where, text in (
        ("credentials", _credential(name, around)),
        ("environment", around.get(f"PULT_METER_KEYS_{name.upper().replace('-', '_')}")),
    ):
        if text is not None:
            return parse_meter_keys(name, text, where=where)
    kept = _kept(name)
    if kept is None:
        raise Refusal("meter-keys-missing", name=name)
    return parse_meter_keys(name, kept, where="keyring")


def parse_meter_keys(name: str, text: str, *, where: str = "") -> FoundKeys:
    """Keys from `HEX:HEX`, or from two lines. Refusal meter-keys-malformed, which never quotes what it was given."""
    parts = text.replace(":", " ").split()
    try:
        encryption, authentication = (bytes.fromhex(part) for part in parts)
    except ValueError:
        raise Refusal("meter-keys-malformed", name=name) from None  # its own words would quote the key
    if len(encryption) != KEY_BYTES or len(authentication) != KEY_BYTES:
        raise Refusal("meter-keys-malformed", name=name)
    return FoundKeys(encryption, authentication, where)


def keep_meter_keys(name: str, keys: FoundKeys) -> None:
    """Put the keys into the system's keyring.

    Raises:
        Refusal: meter-keys-name. Unavailable: keyring-missing, this system has none (a server: use credentials);
            keyring-refused, it is locked or does not take it.
    """
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    _judge_name(name)
    try:
        keyring.set_password(SERVICE, name, f"{keys.encryption.hex()}:{keys.authentication.hex()}")
    except NoKeyringError as error:
        raise Unavailable("keyring-missing") from error
    except KeyringError as error:
        raise Unavailable("keyring-refused") from error


def drop_meter_keys(name: str) -> None:
    """Take the keys out of the keyring. Refusal meter-keys-missing; Unavailable as for keeping them."""
    import keyring
    from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

    _judge_name(name)
    try:
        keyring.delete_password(SERVICE, name)
    except PasswordDeleteError as error:
        raise Refusal("meter-keys-missing", name=name) from error
    except NoKeyringError as error:
        raise Unavailable("keyring-missing") from error
    except KeyringError as error:
        raise Unavailable("keyring-refused") from error


def _judge_name(name: str) -> None:
    """It becomes part of a file's name: nothing but small letters, digits and hyphens."""
    if not _NAME.fullmatch(name):
        raise Refusal("meter-keys-name", name=name[:80])


def _credential(name: str, environment: Mapping[str, str]) -> str | None:
    folder = environment.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return None
    path = Path(folder) / f"pult-meter-keys-{name}"
    try:
        with path.open(encoding="ascii") as file:
            return file.read(_LONGEST)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("meter-keys-malformed", name=name) from error


def _kept(name: str) -> str | None:
    """What the keyring holds; a system without one (its backend is then `fail.Keyring`) holds nothing."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:  # none there, locked, or it broke: in each case the keys are not to be had
        return None
