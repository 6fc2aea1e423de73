"""A ciphered, mutually proven association with one meter: get, set, act. Nothing is repeated, every answer is judged.

Before `open` returns, nothing that changes a meter has left. Afterwards `Broken` means that what was sent last may have
been carried out.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from drivers.base import InvocationCounters, MeterKeys
from drivers.dlms import library, messages
from drivers.dlms.data import Value, encode, octets
from drivers.dlms.library import LibraryError
from drivers.dlms.messages import Exceptional, MessageError, Result
from drivers.dlms.objects import COUNTER, Attribute, Method
from drivers.dlms.transport import Link, LinkError

BLOCK = 24
"""Numbers reserved at once: about what a reading takes. What is left over is lost, never given to another."""

MOST_PUSHED = 8
PUSHED = frozenset({0x0F, 0xC2, 0xCA})
"""Notifications that a meter may send unasked between request and answer."""

LAST_COUNTER = 0xFFFFFFFF
FARTHEST_JUMP = 1_000_000
"""How far a meter's unproven word may move our counter at once: a liar must not use up all 32 bits of it."""


class NoAssociation(Exception):
    """The meter cannot be spoken to; nothing was asked of it. `code` is a word for the desk."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class Behind(NoAssociation):
    """The meter has seen our counter before; `seen` where it says up to which number."""

    def __init__(self, seen: int | None) -> None:
        super().__init__("counter-behind", f"the meter refuses our invocation counter; it has seen {seen}")
        self.seen = seen


class Broken(Exception):
    """No trustworthy answer came to what was sent last."""


class Excepted(Exception):
    """The meter answered, ciphered and therefore truly, that it did not do it."""

    def __init__(self, what: Exceptional) -> None:
        super().__init__(what.words)
        self.what = what


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks: the keys, their name among the counters, our own title, and whether in general ciphering."""

    keys: MeterKeys
    counter_key: str
    title: bytes
    general: bool = False


class Conversation:
    """Made by `Conversation.open`; `close` it whatever happens."""

    def __init__(self, link: Link, party: Party, counters: InvocationCounters) -> None:
        self._link = link
        self._party = party
        self._counters = counters
        self._next = self._end = 0
        self._title = b""
        self._seen = -1

    @classmethod
    async def open(
        cls, connect: Callable[[], Awaitable[Link]], party: Party, counters: InvocationCounters
    ) -> "Conversation":
        """Associate. NoAssociation where that fails; the connection is given back then."""
        link = await _connected(connect)
        conversation = cls(link, party, counters)
        try:
            await conversation._associate()
        except BaseException:
            await link.close()
            raise
        return conversation

    async def get(self, wanted: Attribute) -> Result:
        """Read an attribute. Broken, Excepted."""
        return await self._ask(library.get(wanted.class_id, wanted.obis, wanted.index))

    async def set(self, wanted: Attribute, value: Value) -> Result:
        """Write an attribute. Broken, Excepted."""
        return await self._ask(library.put(wanted.class_id, wanted.obis, wanted.index, encode(value)))

    async def act(self, method: Method, parameter: Value) -> Result:
        """Invoke a method. Broken, Excepted."""
        return await self._ask(library.act(method.class_id, method.obis, method.index, encode(parameter)))

    async def prepare(self) -> None:
        """Have a number at hand, so that what comes next cannot fail on our own disk after it was begun."""
        if self._next >= self._end:
            key = self._party.counter_key
            self._next = await asyncio.to_thread(self._counters.reserve, key, BLOCK)
            self._end = self._next + BLOCK

    async def close(self, *, politely: bool = True) -> None:
        """Release and hang up; a release that is refused or not answered is nothing."""
        if politely:
            try:
                await self.prepare()
                await self._link.send(
                    library.release(self._party.keys, title=self._party.title, counter=self._number())
                )
                await self._link.receive()
            except Exception:  # noqa: BLE001, S110 - all that was wanted of the meter is done
                pass
        await self._link.close()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _number(self) -> int:
        number = self._next
        self._next += 1
        return number

    async def _associate(self) -> None:
        party, challenge = self._party, secrets.token_bytes(library.CHALLENGE)
        try:
            await self.prepare()
            wish = library.associate(party.keys, title=party.title, challenge=challenge, counter=self._number())
            await self._link.send(wish)
            answer = await self._receive()
            refused = messages.read_exception(answer)
            if refused is not None:
                raise _refusal(refused)
            accepted = library.read_association(answer, party.keys)
            if not accepted.accepted:
                raise NoAssociation("association-refused", accepted.diagnostic)
            if not accepted.proves_itself or accepted.counter is None:
                raise NoAssociation("not-authentic", "the meter wants neither proof nor ciphering")
            if len(accepted.title) != library.TITLE or accepted.title == party.title:
                raise NoAssociation("not-authentic", f"the meter's system title is {accepted.title.hex() or 'missing'}")
            if not 8 <= len(accepted.challenge) <= 64 or accepted.challenge == challenge:
                raise NoAssociation("not-authentic", "the meter's challenge is none")
            self._title, self._seen = accepted.title, accepted.counter
            await self._prove(accepted.challenge, challenge)
        except (LinkError, Broken) as error:
            raise NoAssociation("unreachable", str(error)) from error
        except (LibraryError, MessageError) as error:
            raise NoAssociation("not-authentic", str(error)) from error
        except Excepted as error:
            raise _refusal(error.what) from error

    async def _prove(self, theirs: bytes, ours: bytes) -> None:
        party = self._party
        await self.prepare()
        reply = library.proof(party.keys, title=party.title, counter=self._number(), challenge=theirs)
        result = await self.act(Method(15, bytes((0, 0, 40, 0, 0, 255)), 1), octets(reply))
        if result.code != 0 or result.value is None:
            raise NoAssociation("association-refused", f"the meter does not take our proof: {result.words}")
        if not library.is_proof(_plain(result.value), party.keys, title=self._title, challenge=ours):
            raise NoAssociation("not-authentic", "the meter's proof does not hold")

    async def _ask(self, plain: bytes) -> Result:
        await self.prepare()
        party = self._party
        sealed = library.seal(plain, party.keys, title=party.title, counter=self._number(), general=party.general)
        try:
            await self._link.send(sealed)
            answer = await self._receive()
            openly = messages.read_exception(answer)
            if openly is not None:
                raise Broken(f"{openly.words}, in the clear: no proof of anything")
            content = library.unseal(answer, party.keys, title=self._title)
            if content.counter <= self._seen:
                raise Broken(f"an answer with the counter {content.counter} that was used before")
            self._seen = content.counter
            excepted = messages.read_exception(content.plain)
            if excepted is not None:
                raise Excepted(excepted)
            return messages.read_answer(content.plain, to=plain[0])
        except (LinkError, LibraryError, MessageError) as error:
            raise Broken(str(error)) from error

    async def _receive(self) -> bytes:
        """The next APDU that is no notification."""
        for _ in range(MOST_PUSHED):
            apdu = await self._link.receive()
            if apdu[0] not in PUSHED:
                return apdu
        raise Broken("only notifications, no answer")


async def counter_seen(connect: Callable[[], Awaitable[Link]]) -> int | None:
    """Up to which number a meter has seen our counter, as it tells any public client; None where it tells nobody."""
    try:
        link = await _connected(connect)
    except NoAssociation:
        return None
    try:
        await link.send(library.associate_openly())
        if not library.read_association(await link.receive(), None).accepted:
            return None
        await link.send(library.get(COUNTER.class_id, COUNTER.obis, COUNTER.index))
        result = messages.read_answer(await link.receive(), to=messages.GET_REQUEST)
        return None if result.value is None else result.value.number()
    except (LinkError, ValueError):
        return None
    finally:
        await link.close()


def _refusal(what: Exceptional) -> NoAssociation:
    if what.service == messages.COUNTER_ERROR:
        return Behind(what.counter)
    return NoAssociation("association-refused", what.words)


async def _connected(connect: Callable[[], Awaitable[Link]]) -> Link:
    try:
        return await connect()
    except LinkError as error:
        raise NoAssociation("unreachable", str(error)) from error


def _plain(value: Value) -> bytes:
    if isinstance(value.plain, bytes):
        return value.plain
    raise NoAssociation("not-authentic", "the meter's proof is none")
