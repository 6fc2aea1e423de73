"""`Metering` over drivers: one synchronous call, one outcome; the driver's words become the desk's values.

A call never raises for what happens outside; what a driver raises against its contract is logged as the bug
that it is and counts as `NoAnswer`, since the command may have gone out (C1: unknown, never done).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from app.domain.commands import Action, MeterState, Relay
from app.metering.loop import LoopThread, Overrun
from app.services.ports.metering import Acknowledged, Answer, MeterAddress, NoAnswer, NotSent, Reading, RefusedByMeter
from drivers import base

logger = logging.getLogger(__name__)

GRACE_S = 5.0
"""A driver keeps its own deadline; one that overruns it by this much is cancelled."""

T = TypeVar("T")
DriverSource = Callable[[], base.Driver]
Failure = NotSent | RefusedByMeter | NoAnswer

_RELAYS = {
    base.Relay.CONNECTED: Relay.CONNECTED,
    base.Relay.DISCONNECTED: Relay.DISCONNECTED,
    base.Relay.READY_FOR_RECONNECTION: Relay.READY,
}


class SystemAway(Exception):
    """A driver cannot be built now: its system's file, line or settings are not to be had."""


class DriverMetering:
    """`app.services.ports.Metering`. `drivers`: how each is built, by the name in `MeterAddress.driver`.

    A driver is built at its first use (SystemAway: tried again at the next) and called from one private thread.
    Calls from several threads run at once, but one conversation at a time for each gateway, or address where
    no gateway is named: a second client on one port times out. `instead` takes the place of every driver, known or not (C10).

    Codes of NotSent: "driver-unknown", "system-away", "gateway-busy" and the drivers' own ("unreachable" …). Codes of our
    own among RefusedByMeter: "unsupported" and the drivers' finer ones and, of a reading, "relay-not-told".
    """

    def __init__(self, drivers: Mapping[str, DriverSource], *, instead: DriverSource | None = None) -> None:
        self._sources = drivers
        self._instead = instead
        self._built: dict[str, base.Driver] = {}
        self._gateways: dict[tuple[str, str], asyncio.Lock] = {}
        self._loop = LoopThread("pult-metering")

    def execute(
        self, meter: MeterAddress, action: Action, *, watts: int | None, restore_w: int | None, timeout: timedelta
    ) -> Answer:
        """See Metering. ValueError for a limit without watts > 0 and for Action.READ."""
        match action:
            case Action.LIMIT if watts is not None and watts > 0:
                limit_w = watts

                def call(driver: base.Driver, target: base.Target, left_s: float) -> Awaitable[base.Acknowledged]:
                    return driver.limit(target, limit_w, timeout_s=left_s)

            case Action.LIFT:

                def call(driver: base.Driver, target: base.Target, left_s: float) -> Awaitable[base.Acknowledged]:
                    return driver.lift(target, restore_w, timeout_s=left_s)

            case Action.DISCONNECT:

                def call(driver: base.Driver, target: base.Target, left_s: float) -> Awaitable[base.Acknowledged]:
                    return driver.disconnect(target, timeout_s=left_s)

            case Action.RECONNECT:

                def call(driver: base.Driver, target: base.Target, left_s: float) -> Awaitable[base.Acknowledged]:
                    return driver.reconnect(target, timeout_s=left_s)

            case _:
                raise ValueError(f"not a command: {action} {watts}")
        answer = self._outcome(meter, call, timeout)
        if isinstance(answer, base.Acknowledged):
            return Acknowledged(detail=_evidence(answer.detail, answer.raw))
        return answer

    def read_state(self, meter: MeterAddress, *, timeout: timedelta) -> Reading:
        """See Metering. The serial number is the meter's own word: the caller compares it."""
        answer = self._outcome(
            meter, lambda driver, target, left_s: driver.read_state(target, timeout_s=left_s), timeout
        )
        if not isinstance(answer, base.StateReading):
            return answer
        if answer.relay is None:
            return RefusedByMeter("relay-not-told", answer.raw)
        return MeterState(
            read_at=answer.read_at,
            relay=_RELAYS[answer.relay],
            output_on=answer.output_state,
            limit_w=answer.limit_w,
            power_w=answer.active_power_w,
            serial=answer.serial or "",
            raw=answer.raw,
            limit_told=answer.limit_told,
        )

    def read_registers(self, meter: MeterAddress, *, timeout: timedelta) -> base.Registers | Failure:
        """Energy counters, in the drivers' own values: no service takes them yet."""
        return self._outcome(
            meter, lambda driver, target, left_s: driver.read_registers(target, timeout_s=left_s), timeout
        )

    def close(self) -> None:
        """Close every driver and the thread. May be called twice."""
        if self._loop.started:
            for name, driver in self._built.items():
                try:
                    self._loop.run(driver.close(), timeout_s=GRACE_S)
                except Exception:
                    logger.exception("driver %s did not close", name)
        self._built.clear()
        self._gateways.clear()
        self._loop.close()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _outcome(
        self, meter: MeterAddress, call: Callable[[base.Driver, base.Target, float], Awaitable[T]], timeout: timedelta
    ) -> T | Failure:
        seconds = timeout.total_seconds()
        try:
            return self._loop.run(self._converse(meter, call, seconds), timeout_s=seconds + GRACE_S)
        except base.Unsupported as error:
            return RefusedByMeter(error.code, _evidence(error.detail, error.raw), was_sent=False)
        except base.NotSent as error:
            return NotSent(error.code, _evidence(error.detail, error.raw))
        except base.RefusedByMeter as error:
            return RefusedByMeter(error.code, _evidence(error.detail, error.raw))
        except base.NoAnswer as error:
            return NoAnswer(_evidence(error.detail, error.raw))
        except _NotBegun as error:
            return NotSent(error.code, error.detail)
        except Overrun as error:
            logger.error("driver %s overran its deadline on meter %s", meter.driver, meter.serial)  # noqa: TRY400 - no trace in it
            return NoAnswer(str(error))
        except Exception as error:
            logger.exception("driver %s broke on meter %s", meter.driver, meter.serial)
            return NoAnswer(f"{type(error).__name__}: {error}")

    async def _converse(
        self, meter: MeterAddress, call: Callable[[base.Driver, base.Target, float], Awaitable[T]], seconds: float
    ) -> T:
        """Runs in the loop's thread, which alone touches drivers and locks."""
        driver = self._driver(meter.driver)
        target = base.Target(
            address=meter.address,
            serial=meter.serial,
            gateway=meter.gateway,
            mac=meter.mac or None,
            options=meter.options,
        )
        lane = meter.gateway or meter.address
        if not lane:
            return await call(driver, target, seconds)
        lock = self._gateways.setdefault((meter.driver, lane), asyncio.Lock())
        loop = asyncio.get_running_loop()
        give_up = loop.time() + seconds
        try:
            async with asyncio.timeout_at(give_up):
                await lock.acquire()
        except TimeoutError:
            raise _NotBegun("gateway-busy", lane) from None
        try:
            left_s = give_up - loop.time()
            return await call(driver, target, left_s)
        finally:
            lock.release()

    def _driver(self, name: str) -> base.Driver:
        driver = self._built.get(name)
        if driver is None:
            source = self._instead or self._sources.get(name)
            if source is None:
                raise _NotBegun("driver-unknown", name)
            try:
                driver = source()
            except SystemAway as error:
                raise _NotBegun("system-away", str(error)) from error
            self._built[name] = driver
        return driver


class _NotBegun(Exception):
    """Stopped on our own side, before the driver was asked."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def _evidence(detail: str, raw: str) -> str:
    return f"{detail} [{raw}]" if raw else detail
