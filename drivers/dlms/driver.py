"""The desk's side of DLMS/COSEM meters: a `drivers.base.Driver` (C1-C4).

Every call is one association: connect, prove each other, ask, release, hang up. Whatever fails before an ACTION or a SET has
left is `NotSent`; from then on only the meter's own, ciphered word is an answer, and all else is `NoAnswer`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from drivers.base import (
    Acknowledged,
    Capabilities,
    InvocationCounters,
    MeterKeys,
    NoAnswer,
    NotSent,
    Profile,
    RefusedByMeter,
    Registers,
    StateReading,
    Target,
    Unsupported,
)
from drivers.dlms import objects
from drivers.dlms.conversation import (
    FARTHEST_JUMP,
    LAST_COUNTER,
    Behind,
    Broken,
    Conversation,
    Excepted,
    NoAssociation,
    Party,
    counter_seen,
)
from drivers.dlms.data import DataError, Tag, Value, encode, integer
from drivers.dlms.limiting import prepare_lift, prepare_limit
from drivers.dlms.messages import Result
from drivers.dlms.objects import Attribute, Method
from drivers.dlms.reading import Meter, read_all, read_counters
from drivers.dlms.settings import Settings, read_settings
from drivers.dlms.transport import Link

DEFAULT_TIMEOUT_S = 20.0
ANSWER_S = 8.0
"""The longest that one answer is waited for, within the whole call's time."""
PARTING_S = 2.0
PUBLIC_CLIENT = 16

KeySource = Callable[[str], MeterKeys]
"""Gives the keys of that name; NotSent with code "keys-missing" or "keys-unusable" where it cannot."""


class DlmsDriver:
    """A `drivers.base.Driver`. `clock` gives aware UTC; `timeout_s` bounds a call that names no time of its own."""

    def __init__(
        self,
        *,
        keys: KeySource,
        counters: InvocationCounters,
        clock: Callable[[], datetime],
        timeout_s: float = DEFAULT_TIMEOUT_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._keys = keys
        self._counters = counters
        self._clock = clock
        self._timeout_s = timeout_s
        self._answer_s = answer_s

    @property
    def capabilities(self) -> Capabilities:
        """All but the load profile."""
        return Capabilities.COMMANDS | Capabilities.READ_STATE | Capabilities.READ_REGISTERS

    async def disconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver. Unsupported in control mode 0, which never opens."""
        async with self._command(target, timeout_s) as (call, meter):
            await _judge_mode(meter)
            return await call.act(meter, objects.DISCONNECT)

    async def reconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver. Modes 2 and 4 close the relay, 1, 3, 5 and 6 make it ready for the consumer's button (C3)."""
        async with self._command(target, timeout_s) as (call, meter):
            await _judge_mode(meter)
            return await call.act(meter, objects.RECONNECT)

    async def limit(self, target: Target, watts: int, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver. Unsupported where the limiter watches something else, acts otherwise, or cannot hold the value."""
        if watts <= 0:
            raise ValueError(f"a limit of {watts} W")
        async with self._command(target, timeout_s) as (call, meter):
            return await call.set(meter, objects.THRESHOLD_NORMAL, await prepare_limit(meter, watts))

    async def lift(self, target: Target, restore_w: int | None, *, timeout_s: float | None = None) -> Acknowledged:
        """See Driver. The relay is read again within the same association, and again by the caller (C4)."""
        if restore_w is not None and restore_w <= 0:
            raise ValueError(f"a limit of {restore_w} W to restore")
        async with self._command(target, timeout_s) as (call, meter):
            return await call.set(meter, objects.THRESHOLD_NORMAL, await prepare_lift(meter, restore_w))

    async def read_state(self, target: Target, *, timeout_s: float | None = None) -> StateReading:
        """See Driver."""
        async with self._reading(target, timeout_s) as meter:
            return await read_all(meter, self._clock)

    async def read_registers(self, target: Target, *, timeout_s: float | None = None) -> Registers:
        """See Driver. Tariffs up to the first that the meter does not have."""
        async with self._reading(target, timeout_s) as meter:
            return await read_counters(meter, self._clock)

    async def read_profile(
        self,
        target: Target,
        since: datetime,
        until: datetime,
        *,
        timeout_s: float | None = None,  # noqa: ARG002 - part of the protocol
    ) -> Profile:
        """Not yet: see `capabilities`."""
        if since.tzinfo is None or until.tzinfo is None:
            raise ValueError("naive times")
        raise Unsupported(f"load profile of {target.serial}: this driver reads none")

    async def close(self) -> None:
        """Nothing is held between calls."""

    # --- inside ---------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def _reading(self, target: Target, timeout_s: float | None) -> AsyncIterator[Meter]:
        """A read changes nothing: before the association it is NotSent, afterwards NoAnswer, or the meter's refusal."""
        settings, give_up = read_settings(target), self._give_up(timeout_s)
        conversation = await self._open(settings, give_up)
        meter = Meter(conversation, target, settings)
        well = False
        try:
            async with asyncio.timeout_at(give_up):
                yield meter
            well = True
        except TimeoutError as error:
            raise NoAnswer("no answer in time", raw=meter.said()) from error
        except Broken as error:
            raise NoAnswer(str(error), raw=meter.said()) from error
        except Excepted as error:
            raise RefusedByMeter("exception", str(error), raw=meter.said()) from error
        except DataError as error:
            raise RefusedByMeter("not-understood", str(error), raw=meter.said()) from error
        finally:
            await _part(conversation, politely=well)

    @asynccontextmanager
    async def _command(self, target: Target, timeout_s: float | None) -> AsyncIterator[tuple["_Command", Meter]]:
        settings, give_up = read_settings(target), self._give_up(timeout_s)
        conversation = await self._open(settings, give_up)
        meter = Meter(conversation, target, settings)
        command = _Command(conversation)
        try:
            async with asyncio.timeout_at(give_up):
                await meter.must_be_ours()
                yield command, meter
        except TimeoutError as error:
            raise _by(command.has_left, "no answer in time", meter.said()) from error
        except (Broken, Excepted) as error:
            raise _by(command.has_left, str(error), meter.said()) from error
        except DataError as error:
            raise Unsupported(str(error), raw=meter.said(), code="not-understood") from error
        finally:
            await _part(conversation, politely=command.was_answered)

    def _give_up(self, timeout_s: float | None) -> float:
        seconds = self._timeout_s if timeout_s is None else timeout_s
        if seconds <= 0:
            raise NotSent("no time left to send")
        return asyncio.get_running_loop().time() + seconds

    async def _open(self, settings: Settings, give_up: float) -> Conversation:
        """Associate; where the meter has seen our counter, go past it and try that once more: nothing was asked yet."""
        party = Party(self._keys(settings.keys), settings.counter_key, settings.title, settings.general)
        try:
            async with asyncio.timeout_at(give_up):
                try:
                    return await Conversation.open(lambda: self._connect(settings), party, self._counters)
                except Behind as behind:
                    await self._go_past(settings, party, behind)
                    return await Conversation.open(lambda: self._connect(settings), party, self._counters)
        except TimeoutError as error:
            raise NotSent("no association in time") from error
        except NoAssociation as error:
            raise NotSent(error.detail, code=error.code) from error

    async def _go_past(self, settings: Settings, party: Party, behind: Behind) -> None:
        seen = behind.seen
        if seen is None:
            seen = await counter_seen(lambda: self._connect(settings, client=PUBLIC_CLIENT))
        if seen is None:
            raise behind
        ours = await asyncio.to_thread(self._counters.reserve, party.counter_key, 1)
        if not 0 <= seen <= min(ours + FARTHEST_JUMP, LAST_COUNTER):
            raise NoAssociation("counter-far-off", f"the meter claims to have seen counter {seen}, ours is {ours}")
        await asyncio.to_thread(self._counters.advance, party.counter_key, seen)

    async def _connect(self, settings: Settings, *, client: int | None = None) -> Link:
        return await Link.open(
            settings.host,
            settings.port,
            client=client or settings.client,
            server=settings.server,
            patience_s=self._answer_s,
        )


class _Command:
    """The one request of a call that may change the meter."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self.has_left = False
        self.was_answered = False

    async def act(self, meter: Meter, method: Method) -> Acknowledged:
        """Invoke a method with the parameter that the standard asks for, integer 0."""
        parameter = integer(Tag.INT8, 0)
        await self._conversation.prepare()
        self.has_left = True
        return await self._answered(meter, f"ACTION {method}", await self._conversation.act(method, parameter))

    async def set(self, meter: Meter, attribute: Attribute, value: Value) -> Acknowledged:
        """Write an attribute."""
        await self._conversation.prepare()
        self.has_left = True
        sent = f"SET {attribute} = {value.number()} [{encode(value).hex()}]"
        return await self._answered(meter, sent, await self._conversation.set(attribute, value))

    async def _answered(self, meter: Meter, sent: str, result: Result) -> Acknowledged:
        self.was_answered = True
        meter.note(f"{sent} -> {result.words} [{result.code:02x}]")
        if result.code != 0:
            raise RefusedByMeter(str(result.code), f"the meter refused: {result.words}", raw=meter.said())
        await meter.look_again()
        return Acknowledged(f"the meter says {result.words}", raw=meter.said())


async def _judge_mode(meter: Meter) -> None:
    mode = await meter.control_mode()
    if mode == objects.MODE_NONE:
        raise Unsupported("control mode 0: this relay obeys nobody", raw=meter.said(), code="relay-mode-0")
    if mode is not None and mode not in objects.DIRECT_MODES | objects.READY_MODES:
        raise Unsupported(f"control mode {mode}", raw=meter.said(), code="not-understood")


def _by(has_left: bool, detail: str, raw: str) -> NotSent | NoAnswer:  # noqa: FBT001 - the one question there is
    return NoAnswer(detail, raw=raw) if has_left else NotSent(detail, raw=raw)


async def _part(conversation: Conversation, *, politely: bool) -> None:
    try:
        async with asyncio.timeout(PARTING_S):
            await conversation.close(politely=politely)
    except TimeoutError:
        await conversation.close(politely=False)
