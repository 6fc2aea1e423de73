"""`pultctl meter keys …`: the keys of ciphered meters, in this system's keyring; they are never on a command line."""

import getpass
import sys
from typing import Annotated

import typer

from app.cli.call import Call, command
from app.secrets import drop_meter_keys, find_meter_keys, keep_meter_keys, parse_meter_keys

group = typer.Typer(name="keys", help="cli-help-meter-keys")

_Name = Annotated[str, typer.Argument(metavar="NAME", help="cli-argument-keys")]
_LONGEST = 4096


@command(group, "set")
def set_(call: Call, name: _Name) -> None:
    """Keep the keys of that name: asked for unseen at a terminal, else two lines of hex from the standard input."""
    if sys.stdin.isatty():
        encryption = getpass.getpass(call.texts("cli-keys-encryption") + " ")
        text = f"{encryption}:{getpass.getpass(call.texts('cli-keys-authentication') + ' ')}"
    else:
        text = sys.stdin.read(_LONGEST)
    keep_meter_keys(name, parse_meter_keys(name, text))
    call.say({"kept": name}, call.texts("cli-keys-kept", name=name))


@command(group, "check")
def check(call: Call, name: _Name) -> None:
    """Say where the keys of that name are found; they are not shown."""
    where = find_meter_keys(name).where
    call.say({"name": name, "where": where}, call.texts("cli-keys-found", name=name, where=where))


@command(group, "drop")
def drop(call: Call, name: _Name) -> None:
    """Take the keys of that name out of the keyring."""
    drop_meter_keys(name)
    call.say({"dropped": name}, call.texts("cli-keys-dropped", name=name))
