"""One client's conversation with a meter of our own: association, proof, ciphered requests. No I/O."""

import secrets
from collections.abc import Callable

from drivers.dlms import library, messages
from drivers.dlms.data import Tag, integer, octets
from drivers.dlms.library import Asked, LibraryError
from drivers.dlms.messages import ACTION_REQUEST, GET_REQUEST, MessageError, Request, Result
from drivers.dlms.model import TITLE, MeterModel
from drivers.dlms.objects import COUNTER, Attribute, Method

ASSOCIATION = bytes((0, 0, 40, 0, 0, 255))
PUBLIC_CLIENT = 16
NOT_NOW = messages.exception(1, 1)
NOT_DECIPHERED = messages.exception(1, 5)


class Cut(Exception):
    """The meter hangs up."""


class Silence(Exception):
    """The meter says nothing."""


class Session:
    """Of one connection. `challenge` gives random bytes."""

    def __init__(self, model: MeterModel, *, challenge: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._model = model
        self._challenge = challenge
        self._asked: Asked | None = None
        self._ours = b""
        self._proven = False
        self._public = False
        self._general = False

    def handle(self, apdu: bytes, *, client: int) -> bytes:
        """The answer to an APDU. Cut, Silence: there is none."""
        if apdu[0] == library.AARQ:
            return self._accept_public() if client == PUBLIC_CLIENT else self._accept(apdu)
        if apdu[0] == library.RLRQ:
            return self._release()
        if self._public:
            return self._answer_public(apdu)
        return self._answer_sealed(apdu)

    # --- associating ----------------------------------------------------------------------------------------------

    def _accept(self, apdu: bytes) -> bytes:
        model = self._model
        title, counter = library.wish_title(apdu)
        last = model.seen.get(title, -1)
        if counter is not None and counter <= last:
            return messages.exception(1, 6, None if model.faults.behind_unsaid else last)
        try:
            asked = library.read_wish(apdu, model.keys)
        except LibraryError:
            return NOT_DECIPHERED
        if not asked.proves_itself or asked.counter is None or len(asked.title) != library.TITLE:
            return NOT_NOW
        model.seen[asked.title] = asked.counter
        self._asked, self._proven = asked, False
        self._ours = self._challenge(library.CHALLENGE)
        return library.accept(model.keys, title=TITLE, challenge=self._ours, counter=model.next_counter())

    def _accept_public(self) -> bytes:
        self._public = True
        return library.accept_openly()

    def _release(self) -> bytes:
        if self._model.faults.keeps_hold:
            return NOT_NOW
        self._asked = None
        return bytes.fromhex("6303800100")

    # --- answering ------------------------------------------------------------------------------------------------

    def _answer_public(self, apdu: bytes) -> bytes:
        try:
            request = messages.read_request(apdu)
        except MessageError:
            return NOT_NOW
        wanted = Attribute(request.class_id, request.obis, request.member)
        if request.tag != GET_REQUEST or wanted != COUNTER or not self._model.public:
            return messages.answer(request, Result(3))
        return messages.answer(request, Result(0, integer(Tag.UINT32, max(self._model.seen.values(), default=0))))

    def _answer_sealed(self, apdu: bytes) -> bytes:
        model, asked = self._model, self._asked
        if asked is None:
            return NOT_NOW
        try:
            sealed = library.unseal(apdu, model.keys, title=asked.title)
        except LibraryError:
            return NOT_DECIPHERED
        if sealed.counter <= model.seen[asked.title]:
            return NOT_DECIPHERED
        model.seen[asked.title] = sealed.counter
        self._general = sealed.general
        try:
            request = messages.read_request(sealed.plain)
        except MessageError:
            return self._seal(messages.exception(2, 2))
        return self._seal(messages.answer(request, self._do(request, asked)))

    def _do(self, request: Request, asked: Asked) -> Result:
        if request.tag == ACTION_REQUEST and request.obis == ASSOCIATION:
            return self._judge_proof(request, asked)
        if not self._proven:
            return Result(3)
        model, faults = self._model, self._model.faults
        if request.tag == GET_REQUEST:
            return model.get(Attribute(request.class_id, request.obis, request.member))
        if request.tag == ACTION_REQUEST:
            result = model.act(Method(request.class_id, request.obis, request.member))
        elif request.value is not None:
            result = model.set(Attribute(request.class_id, request.obis, request.member), request.value)
        else:
            result = Result(12)
        if faults.silent or faults.lost_answer:
            raise Cut
        if faults.hangs:
            raise Silence
        return result

    def _judge_proof(self, request: Request, asked: Asked) -> Result:
        model = self._model
        reply = request.value.plain if request.value is not None else None
        if not isinstance(reply, bytes) or not library.is_proof(
            reply, model.keys, title=asked.title, challenge=self._ours
        ):
            self._asked = None
            return Result(250)
        self._proven = True
        challenge = asked.challenge if not model.faults.false_proof else bytes(len(asked.challenge))
        ours = library.proof(model.keys, title=TITLE, counter=model.next_counter(), challenge=challenge)
        return Result(0, octets(ours))

    def _seal(self, plain: bytes) -> bytes:
        model = self._model
        if not self._proven:
            return library.seal(plain, model.keys, title=TITLE, counter=model.next_counter(), general=self._general)
        if model.faults.openly:
            return plain
        title = bytes(8) if model.faults.other_title else TITLE
        counter = model.sent if model.faults.replays else model.next_counter()
        return library.seal(plain, model.keys, title=title, counter=counter, general=self._general)
