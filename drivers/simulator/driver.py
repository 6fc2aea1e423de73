"""The driver over a simulated world: what a desk sees of the meters, faults included.

`Target.serial` finds the meter; address and gateway are not looked at. What a meter does it does at the
moment the command arrives, before any waiting, so a killed caller leaves a meter that has obeyed.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from drivers.base import (
    Acknowledged,
    Capabilities,
    NoAnswer,
    NotSent,
    Profile,
    ProfileValue,
    RefusedByMeter,
    Registers,
    Relay,
    StateReading,
    Target,
    Unsupported,
)
from drivers.simulator.curve import SLOT_MS
from drivers.simulator.faults import Faults
from drivers.simulator.meter import Answer, Kind, power_w, profile_wh, registers_wh
from drivers.simulator.world import NoSuchMeter, Seen, World, from_ms, to_ms

DEFAULT_TIMEOUT_S = 10.0


class SimulatorDriver:
    """A `drivers.base.Driver`. `clock` gives aware UTC, `sleep` waits seconds (a test gives its own)."""

    def __init__(
        self,
        world: World,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._world = world
        self._clock = clock
        self._sleep = sleep

    @property
    def capabilities(self) -> Capabilities:
        """Everything; a single meter may be built without relay or limiter."""
        return Capabilities.COMMANDS | Capabilities.READS

    async def limit(self, target: Target, watts: int, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver. ValueError for 0 W or less, as for every driver."""
        if watts <= 0:
            raise ValueError(f"a limit of {watts} W")
        return await self._command(target, Kind.LIMIT, watts, timeout_s)

    async def lift(self, target: Target, restore_w: int | None, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver."""
        if restore_w is not None and restore_w <= 0:
            raise ValueError(f"a limit of {restore_w} W to restore")
        return await self._command(target, Kind.LIFT, restore_w, timeout_s)

    async def disconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver."""
        return await self._command(target, Kind.DISCONNECT, None, timeout_s)

    async def reconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver."""
        return await self._command(target, Kind.RECONNECT, None, timeout_s)

    async def read_state(self, target: Target, *, timeout_s: float | None = None) -> StateReading:
        """See Driver."""
        seen = await self._conversation(target, timeout_s)
        read_at = self._clock()
        last, build = seen.last, seen.build
        closed = last.relay is Relay.CONNECTED
        power = power_w(build, last, to_ms(read_at)) if build.measures_power else None
        serial = _serial(target, seen.faults)
        raw = f"simulator {serial}: control_state={int(last.relay)} output_state={closed} threshold={last.limit_w}"
        return StateReading(
            read_at=read_at,
            relay=last.relay if build.has_relay else None,
            output_state=closed if build.has_relay else None,
            limit_w=last.limit_w,
            active_power_w=power,
            serial=serial,
            raw=f"{raw} power={power}",
        )

    async def read_registers(self, target: Target, *, timeout_s: float | None = None) -> Registers:
        """See Driver. The total is the sum of the tariffs as displayed."""
        seen = await self._conversation(target, timeout_s)
        as_of = self._clock()
        values = registers_wh(seen.build, seen.last, max(to_ms(as_of), seen.last.since_ms))
        serial = _serial(target, seen.faults)
        raw = f"simulator {serial}: 1.8.1..{len(values)}={values}"
        return Registers(as_of=as_of, total_wh=sum(values), tariffs_wh=values, serial=serial, raw=raw)

    async def read_profile(
        self, target: Target, since: datetime, until: datetime, *, timeout_s: float | None = None
    ) -> Profile:
        """See Driver. Half-hours; those before the meter was installed are gaps."""
        since_ms, until_ms = to_ms(since), to_ms(until)
        seen = await self._conversation(target, timeout_s)
        try:
            past = self._world.history(target.serial)
        except sqlite3.Error as error:
            raise NotSent(f"the simulated world is away: {error}") from error
        found = profile_wh(seen.build, past, since_ms, until_ms, to_ms(self._clock()))
        serial = _serial(target, seen.faults)
        return Profile(
            interval=timedelta(milliseconds=SLOT_MS),
            values=tuple(ProfileValue(from_ms(start), energy) for start, energy in found),
            serial=serial,
            raw=f"simulator {serial}: {len(found)} intervals",
        )

    async def close(self) -> None:
        """Nothing to give back: the world belongs to whoever opened it."""

    # --- inside ---------------------------------------------------------------------------------------------------

    async def _command(self, target: Target, kind: Kind, watts: int | None, timeout_s: float | None) -> Acknowledged:
        seen = self._reach(target)
        if kind in (Kind.DISCONNECT, Kind.RECONNECT) and not seen.build.has_relay:
            raise Unsupported(f"meter {target.serial} has no relay")
        if kind in (Kind.LIMIT, Kind.LIFT) and not seen.build.has_limiter:
            raise Unsupported(f"meter {target.serial} has no limiter")
        patience = _patience(timeout_s)
        try:
            response = self._world.receive(target.serial, kind, watts, at=self._clock().astimezone(UTC))
        except sqlite3.Error as error:
            # One transaction: it was undone, so nothing reached the meter.
            raise NotSent(f"the simulated world is away: {error}") from error
        raw = f"simulator {target.serial}: {kind} {watts if watts is not None else ''}".rstrip()
        await self._wait_for_answer(response.answer is not Answer.NONE, seen.faults.slow, patience, raw)
        if response.answer is Answer.REFUSED:
            detail = f"{kind} refused: {response.code}"
            raise RefusedByMeter(response.code, detail, raw=f"{raw} -> {response.code}")
        return Acknowledged(detail=f"{kind} success", raw=f"{raw} -> success")

    async def _conversation(self, target: Target, timeout_s: float | None) -> Seen:
        """A read's way there and back; the meter as it is when the answer leaves."""
        patience = _patience(timeout_s)
        seen = self._reach(target)
        await self._wait_for_answer(
            not seen.faults.silent, seen.faults.slow, patience, f"simulator {target.serial}: get"
        )
        return self._reach(target) if seen.faults.slow else seen

    def _reach(self, target: Target) -> Seen:
        try:
            seen = self._world.look(target.serial)
        except NoSuchMeter as error:
            raise NotSent(f"no simulated meter {target.serial}") from error
        except sqlite3.Error as error:
            raise NotSent(f"the simulated world is away: {error}") from error
        if seen.faults.unreachable:
            raise NotSent(f"connection to {target.address} refused")
        return seen

    async def _wait_for_answer(self, comes: bool, slow_s: float, patience_s: float, raw: str) -> None:  # noqa: FBT001 - private
        if not comes or slow_s >= patience_s:
            await self._sleep(patience_s)
            raise NoAnswer(f"no answer within {patience_s:g} s", raw=f"{raw} -> nothing")
        if slow_s:
            await self._sleep(slow_s)


def _patience(timeout_s: float | None) -> float:
    if timeout_s is None:
        return DEFAULT_TIMEOUT_S
    if timeout_s <= 0:
        raise NotSent("no time left to send")
    return timeout_s


def _serial(target: Target, faults: Faults) -> str:
    return faults.answers_as or target.serial
