"""A simulated meter as pure functions: how it obeys a command, what it measures.

A meter's past is a row of stretches, each with relay and limit as they stood from a moment on. Energy is
the integral of the household's curve over the connected stretches; while a limit stands the household
keeps to it (the load is held to the limit, the relay does not trip). Relay open: no power, no energy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from drivers.base import Relay
from drivers.simulator.curve import SLOT_MS, TARIFFS, WH_MJ, Household
from drivers.simulator.faults import Faults

MAX_LIMIT_W = 65_535  # the limiter's threshold is a 16-bit number
NO_ENERGY = (0,) * TARIFFS


class Kind(StrEnum):
    """The commands a meter knows."""

    LIMIT = "limit"
    LIFT = "lift"
    DISCONNECT = "disconnect"
    RECONNECT = "reconnect"


@dataclass(frozen=True, slots=True)
class Build:
    """What a meter is and stays. `initial_wh`: T1 … T4 on its registers when it was installed."""

    household: Household
    installed_ms: int
    initial_wh: tuple[int, ...] = NO_ENERGY
    has_relay: bool = True
    has_limiter: bool = True
    measures_power: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """The meter from `since_ms` on, until the next stretch; `energy_mj` counted by tariff before it."""

    since_ms: int
    relay: Relay
    limit_w: int | None
    energy_mj: tuple[int, ...] = NO_ENERGY
    cause: str = "installed"


class Answer(StrEnum):
    """What comes back for a command, as the log of the meter's side has it."""

    SUCCESS = "success"
    REFUSED = "refused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Response:
    """What a command did to the meter: its new state (None: it did nothing), and what comes back."""

    executed: bool
    answer: Answer
    code: str = ""
    relay: Relay | None = None  # None: as before
    limit: tuple[int | None] | None = None  # one threshold; None: as before


def obey(kind: Kind, watts: int | None, now: Stretch, faults: Faults) -> Response:
    """What a reachable meter does with a command. `watts`: the limit, or the threshold that a lift restores."""
    if faults.silent:
        return Response(executed=False, answer=Answer.NONE)
    code = faults.refusing or ("value-out-of-range" if watts is not None and not 0 < watts <= MAX_LIMIT_W else "")
    if code:
        return Response(executed=False, answer=Answer.REFUSED, code=code)
    if faults.lying:
        return Response(executed=False, answer=Answer.SUCCESS)
    answer = Answer.NONE if faults.lost_answer else Answer.SUCCESS
    relay: Relay | None = None
    limit: tuple[int | None] | None = None
    match kind:
        case Kind.LIMIT:
            limit = (watts,)
        case Kind.LIFT:
            limit = (watts,)
            relay = Relay.DISCONNECTED if faults.opens_on_lift else None
        case Kind.DISCONNECT:
            relay = Relay.DISCONNECTED
        case Kind.RECONNECT if now.relay is not Relay.CONNECTED:
            relay = Relay.READY_FOR_RECONNECTION if faults.needs_button else Relay.CONNECTED
    return Response(executed=True, answer=answer, relay=relay, limit=limit)


def next_stretch(build: Build, now: Stretch, at_ms: int, response: Response, cause: str) -> Stretch | None:
    """The stretch that a response begins, or None where nothing changes. A clock that ran back is held."""
    relay = now.relay if response.relay is None else response.relay
    limit_w = now.limit_w if response.limit is None else response.limit[0]
    if (relay, limit_w) == (now.relay, now.limit_w):
        return None
    at_ms = max(at_ms, now.since_ms)
    return Stretch(at_ms, relay, limit_w, counted_mj(build, now, at_ms), cause)


def counted_mj(build: Build, now: Stretch, at_ms: int) -> tuple[int, ...]:
    """Energy counted since installation by tariff, in W·ms, at a moment within the stretch `now`."""
    if now.relay is not Relay.CONNECTED:
        return now.energy_mj
    used = build.household.energy_mj(now.since_ms, at_ms, now.limit_w)
    return tuple(before + more for before, more in zip(now.energy_mj, used, strict=True))


def registers_wh(build: Build, now: Stretch, at_ms: int) -> tuple[int, ...]:
    """T1 … of the meter's zones, in whole Wh as a display cuts them."""
    counted = counted_mj(build, now, at_ms)
    return tuple(build.initial_wh[i] + counted[i] // WH_MJ for i in range(build.household.zones))


def power_w(build: Build, now: Stretch, at_ms: int) -> int:
    """The load at a moment within the stretch `now`."""
    if now.relay is not Relay.CONNECTED:
        return 0
    load = build.household.power_w(max(at_ms, now.since_ms))
    return load if now.limit_w is None else min(load, now.limit_w)


def profile_wh(
    build: Build, past: Sequence[Stretch], since_ms: int, until_ms: int, now_ms: int
) -> list[tuple[int, int | None]]:
    """(start, Wh) of every half-hour that starts in [since, until) and is over; None before the installation."""
    values: list[tuple[int, int | None]] = []
    first = -(-since_ms // SLOT_MS) * SLOT_MS
    last = min(until_ms, now_ms - SLOT_MS + 1)
    for start in range(first, last, SLOT_MS):
        end = start + SLOT_MS
        if start < build.installed_ms:
            values.append((start, None))
            continue
        used = 0
        for stretch, ends_ms in _bounded(past, end):
            if stretch.relay is Relay.CONNECTED and ends_ms > start:
                used += sum(build.household.energy_mj(max(start, stretch.since_ms), ends_ms, stretch.limit_w))
        values.append((start, used // WH_MJ))
    return values


def _bounded(past: Sequence[Stretch], end_ms: int) -> list[tuple[Stretch, int]]:
    """Each stretch that began before `end_ms`, with its end, not later than that."""
    ends = [stretch.since_ms for stretch in past[1:]] + [end_ms]
    return [(s, min(e, end_ms)) for s, e in zip(past, ends, strict=True) if s.since_ms < end_ms]
