"""A large demo desk made once and kept as a file, for whoever measures or shows the journal: the benches, the tour."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from app.bootstrap import open_desk
from app.domain.desk import Role
from app.services import operators
from app.store.schema import wanted_revision

MILLION = 1_000_000
CLIENTS = 60
GUEST = "bench"
"""A dispatcher who may sign in beside the operating system's user."""


def kept_desk(folder: Path, *, requests: int = MILLION, clients: int = CLIENTS, seed: int = 1) -> Path:
    """The desk's file, its meters beside it, in a folder of its own under `folder`; made where it is not there yet.

    A new schema makes a new desk; the older ones of that size are thrown away. Made aside and renamed: never half.
    """
    name = f"desk-{requests}-{clients}-{seed}"
    kept = folder / f"{name}-{wanted_revision()}" / "desk.sqlite"
    if kept.exists():
        return kept
    for old in folder.glob(f"{name}-*"):
        shutil.rmtree(old, ignore_errors=True)
    aside = folder / f"{name}-{wanted_revision()}.{os.getpid()}.making"
    aside.mkdir(parents=True)
    try:
        address = f"sqlite:///{(aside / 'desk.sqlite').absolute()}"
        words = ("demo", "seed", "--requests", requests, "--clients", clients, "--seed", seed, "--database", address)
        subprocess.run([sys.executable, "-m", "app", *map(str, words)], check=True, stdout=subprocess.DEVNULL)
        desk = open_desk(address)
        try:
            now = desk.clock.utc()
            operators.add(desk.unit_of_work(), login=GUEST, name=GUEST, role=Role.DISPATCHER, by=desk.operator, now=now)
        finally:
            desk.close()
        try:
            aside.rename(kept.parent)
        except OSError:
            if not kept.exists():  # another process was first
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return kept
