"""Every job: its name, how often it looks for work, and what it does. A job returns True where there may be more."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from app.services import ledger, requests
from app.services.carrying import Carrier
from app.services.ports.repositories import Clock
from app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Job:
    """One job of the catalogue; `run` is called every `every`, and again at once while it returns True."""

    name: str
    every: timedelta
    run: Callable[[], bool]


def catalogue(carrier: Carrier, *, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> tuple[Job, ...]:
    """The jobs of a worker, in the order in which they are looked at."""

    def recover() -> bool:
        ledger.recover(
            unit_of_work(), is_dead=lambda name: is_dead(name, carrier.worker), worker=carrier.worker, now=clock.utc()
        )
        return False

    def carry() -> bool:
        return carrier.carry_next() is not None

    def lapse() -> bool:
        return bool(requests.lapse_due(unit_of_work(), now=clock.utc()).touched)

    return (
        Job("recover", timedelta(seconds=10), recover),
        Job("commands", timedelta(milliseconds=300), carry),
        Job("lapse", timedelta(seconds=30), lapse),
    )


def is_dead(worker: str, mine: str) -> bool:
    """True for a `host:pid` of this machine whose process is gone (or is this very one, in an earlier life)."""
    host, _, pid = worker.rpartition(":")
    my_host, _, _ = mine.rpartition(":")
    if host != my_host or not pid.isdecimal():
        return False
    if worker == mine:
        return True
    if os.name == "nt":
        return False  # there is no harmless signal to ask by: its lease runs out in minutes
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
