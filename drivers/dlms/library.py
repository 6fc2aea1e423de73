"""The one module that knows dlms_cosem 21.3.2: association, ciphering and requests of suite 0, as plain functions. No I/O.

The library is untyped and trusting: it takes plain answers in a ciphered association, answers under another system title,
and an association without authentication. What comes back is therefore judged here and in `messages`, never by its own
connection object. It also logs plain APDUs and prints some, so it is silenced.
"""

import hmac
import logging
from dataclasses import dataclass

from dlms_cosem import cosem, security
from dlms_cosem.connection import make_conformance
from dlms_cosem.enumerations import (
    AcseServiceUserDiagnostics,
    AssociationResult,
    AuthenticationMechanism,
    CosemInterface,
    ReleaseRequestReason,
)
from dlms_cosem.protocol import acse, xdlms
from dlms_cosem.protocol.xdlms import initiate_response
from dlms_cosem.protocol.xdlms.invoke_id_and_priority import InvokeIdAndPriority

from drivers.base import MeterKeys
from drivers.dlms.frame import LONGEST_APDU

_logger = logging.getLogger("dlms_cosem")
_logger.setLevel(logging.CRITICAL + 1)
_logger.propagate = False
_logger.addHandler(logging.NullHandler())
vars(initiate_response)["print"] = lambda *_: None  # what it does not understand it prints: into pultctl's JSON

CHALLENGE = 16
TITLE = 8
GENERAL_GLO = 0xDB
EXCEPTION = 0xD8
AARE = 0x61
AARQ = 0x60
RLRQ = 0x62

_OWN_GLO = 8
"""How far the tag of a service's own ciphering is from the service's."""
_OWN_GLO_TAGS = frozenset({0xC8, 0xC9, 0xCB, 0xCC, 0xCD, 0xCF})

_SEALED = security.SecurityControlField(security_suite=0, authenticated=True, encrypted=True)
_PROVEN = security.SecurityControlField(security_suite=0, authenticated=True, encrypted=False)


class LibraryError(ValueError):
    """Bytes that are not what they should be, or that do not decipher."""


@dataclass(frozen=True, slots=True)
class Association:
    """A meter's answer to an association; `counter` is that of its ciphered part, None where it came in the clear."""

    accepted: bool
    diagnostic: str
    proves_itself: bool
    title: bytes
    challenge: bytes
    counter: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A client's wish to associate, as a meter reads it."""

    proves_itself: bool
    title: bytes
    challenge: bytes
    counter: int | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """An APDU that deciphered: its counter, what it says, and in which ciphering it came."""

    counter: int
    plain: bytes
    general: bool


# --- ciphering --------------------------------------------------------------------------------------------------------


def seal(plain: bytes, keys: MeterKeys, *, title: bytes, counter: int, general: bool = False) -> bytes:
    """An APDU, authenticated and encrypted: in the service's own ciphering (`glo-get-request` …), or in the general one."""
    inside = _SEALED.to_bytes() + counter.to_bytes(4, "big") + _encrypt(plain, keys, title, counter)
    length = bytes([len(inside)]) if len(inside) < 0x80 else b"\x82" + len(inside).to_bytes(2, "big")
    head = bytes([GENERAL_GLO, len(title)]) + title if general else bytes([plain[0] + _OWN_GLO])
    return bytes(head + length + inside)


def unseal(apdu: bytes, keys: MeterKeys, *, title: bytes) -> Sealed:
    """Decipher an APDU of either ciphering that comes from `title`.

    Raises:
        LibraryError: another APDU, another title, not both authenticated and encrypted, or not under these keys.
    """
    general = apdu[:1] == bytes([GENERAL_GLO])
    if general:
        try:
            content = xdlms.GeneralGlobalCipher.from_bytes(apdu)
        except Exception as error:
            raise LibraryError(f"no ciphered APDU: {type(error).__name__}") from error
        control, counter, text = content.security_control, content.invocation_counter, content.ciphered_text
        if bytes(content.system_title) != title:
            raise LibraryError(f"an APDU under the title {bytes(content.system_title).hex()}")
    else:
        control, counter, text = _own_glo(apdu)
    _must_be_sealed(control)
    try:
        plain = _decrypt(text, keys, title, counter)
    except Exception as error:
        raise LibraryError(f"does not decipher: {type(error).__name__}") from error
    if not plain or (not general and plain[0] != EXCEPTION and plain[0] + _OWN_GLO != apdu[0]):
        raise LibraryError("the ciphering of one service around another")
    return Sealed(counter, plain, general=general)


def _own_glo(apdu: bytes) -> tuple[security.SecurityControlField, int, bytes]:
    if len(apdu) < 2 or apdu[0] not in _OWN_GLO_TAGS:
        raise LibraryError(f"tag {apdu[0] if apdu else 'none'}, which is no ciphered APDU")
    length, start = apdu[1], 2
    if length & 0x80:
        start = 2 + (length & 0x7F)
        length = int.from_bytes(apdu[2:start], "big")
    inside = apdu[start:]
    if len(inside) != length or length < 5 + security.TAG_LENGTH:
        raise LibraryError("a ciphered APDU of another length than it says")
    try:
        control = security.SecurityControlField.from_bytes(inside[:1])
    except ValueError as error:
        raise LibraryError("a security suite that is none") from error
    return control, int.from_bytes(inside[1:5], "big"), inside[5:]


def _must_be_sealed(control: security.SecurityControlField) -> None:
    if control != _SEALED:
        raise LibraryError("not both authenticated and encrypted")


def proof(keys: MeterKeys, *, title: bytes, counter: int, challenge: bytes) -> bytes:
    """HLS5: security control, counter and the GMAC of the other side's challenge (17 bytes)."""
    mac = security.gmac(_PROVEN, title, counter, keys.encryption, keys.authentication, challenge)
    return bytes(_PROVEN.to_bytes() + counter.to_bytes(4, "big") + mac)


def is_proof(reply: bytes, keys: MeterKeys, *, title: bytes, challenge: bytes) -> bool:
    """True where the reply proves that the other side, under that title, knows the keys."""
    if len(reply) != 17:
        return False
    wanted = proof(keys, title=title, counter=int.from_bytes(reply[1:5], "big"), challenge=challenge)
    return hmac.compare_digest(reply, wanted)


def _encrypt(plain: bytes, keys: MeterKeys, title: bytes, counter: int) -> bytes:
    return bytes(security.encrypt(_SEALED, title, counter, keys.encryption, plain, keys.authentication))


def _decrypt(text: bytes, keys: MeterKeys, title: bytes, counter: int) -> bytes:
    return bytes(security.decrypt(_SEALED, title, counter, keys.encryption, text, keys.authentication))


# --- association, the desk's side -------------------------------------------------------------------------------------


def associate(keys: MeterKeys, *, title: bytes, challenge: bytes, counter: int) -> bytes:
    """The AARQ of HLS5-GMAC with ciphered APDUs."""
    request = acse.ApplicationAssociationRequest(
        ciphered=True,
        system_title=title,
        authentication=AuthenticationMechanism.HLS_GMAC,
        authentication_value=challenge,
        user_information=_sealed_initiate(keys, title, counter),
    )
    return bytes(request.to_bytes())


def associate_openly() -> bytes:
    """The AARQ of a public client: no authentication, nothing ciphered."""
    initiate = acse.UserInformation(content=_initiate(ciphered=False))
    return bytes(acse.ApplicationAssociationRequest(ciphered=False, user_information=initiate).to_bytes())


def release(keys: MeterKeys, *, title: bytes, counter: int) -> bytes:
    """The RLRQ."""
    request = acse.ReleaseRequest(
        reason=ReleaseRequestReason.NORMAL, user_information=_sealed_initiate(keys, title, counter)
    )
    return bytes(request.to_bytes())


def _initiate(*, ciphered: bool) -> xdlms.InitiateRequest:
    conformance = make_conformance(b"\0" if ciphered else None, use_block_transfer=False)
    conformance.general_block_transfer = False
    conformance.access = False
    conformance.event_notification = False
    return xdlms.InitiateRequest(proposed_conformance=conformance, client_max_receive_pdu_size=LONGEST_APDU)


def _sealed_initiate(keys: MeterKeys, title: bytes, counter: int) -> acse.UserInformation:
    text = _encrypt(_initiate(ciphered=True).to_bytes(), keys, title, counter)
    return acse.UserInformation(
        content=xdlms.GlobalCipherInitiateRequest(
            security_control=_SEALED, invocation_counter=counter, ciphered_text=text
        )
    )


def read_association(apdu: bytes, keys: MeterKeys | None) -> Association:
    """Read an AARE; its ciphered part must decipher under `keys` (None: an open association).

    Raises:
        LibraryError: it is no AARE, or does not decipher.
    """
    try:
        answer = acse.ApplicationAssociationResponse.from_bytes(apdu)
        title = bytes(answer.system_title or b"")
        counter = None
        content = answer.user_information.content if answer.user_information else None
        if isinstance(content, xdlms.GlobalCipherInitiateResponse) and keys is not None:
            _must_be_sealed(content.security_control)
            counter = content.invocation_counter
            xdlms.InitiateResponse.from_bytes(_decrypt(content.ciphered_text, keys, title, counter))
    except LibraryError:
        raise
    except Exception as error:
        raise LibraryError(f"no association: {type(error).__name__}") from error
    return Association(
        accepted=answer.result is AssociationResult.ACCEPTED,
        diagnostic=answer.result_source_diagnostics.name.lower(),
        proves_itself=answer.authentication is AuthenticationMechanism.HLS_GMAC and answer.ciphered,
        title=title,
        challenge=bytes(answer.authentication_value or b""),
        counter=counter,
    )


# --- association, a meter's side (drivers.dlms.server) ----------------------------------------------------------------


def read_wish(apdu: bytes, keys: MeterKeys) -> Asked:
    """Read an AARQ; its ciphered part must decipher.

    Raises:
        LibraryError: it is none, or does not decipher.
    """
    try:
        wish = acse.ApplicationAssociationRequest.from_bytes(apdu)
        title = bytes(wish.system_title or b"")
        content = wish.user_information.content if wish.user_information else None
        counter = None
        if isinstance(content, xdlms.GlobalCipherInitiateRequest):
            counter = content.invocation_counter
            _decrypt(content.ciphered_text, keys, title, counter)
    except Exception as error:
        raise LibraryError(f"no association: {type(error).__name__}") from error
    mechanism = wish.authentication
    return Asked(
        proves_itself=mechanism is AuthenticationMechanism.HLS_GMAC and wish.ciphered,
        title=title,
        challenge=bytes(wish.authentication_value or b""),
        counter=counter,
    )


def wish_title(apdu: bytes) -> tuple[bytes, int | None]:
    """The client's title and counter of an AARQ that may not decipher; empty where it is none."""
    try:
        wish = acse.ApplicationAssociationRequest.from_bytes(apdu)
    except Exception:  # noqa: BLE001 - whatever a stranger sends
        return b"", None
    content = wish.user_information.content if wish.user_information else None
    counter = content.invocation_counter if isinstance(content, xdlms.GlobalCipherInitiateRequest) else None
    return bytes(wish.system_title or b""), counter


def accept(keys: MeterKeys, *, title: bytes, challenge: bytes, counter: int) -> bytes:
    """A meter's AARE: accepted, and now prove yourself."""
    answer = xdlms.InitiateResponse(
        negotiated_conformance=_initiate(ciphered=True).proposed_conformance, server_max_receive_pdu_size=LONGEST_APDU
    )
    content = xdlms.GlobalCipherInitiateResponse(
        security_control=_SEALED,
        invocation_counter=counter,
        ciphered_text=_encrypt(answer.to_bytes(), keys, title, counter),
    )
    return bytes(
        acse.ApplicationAssociationResponse(
            result=AssociationResult.ACCEPTED,
            result_source_diagnostics=AcseServiceUserDiagnostics.AUTHENTICATION_REQUIRED,
            ciphered=True,
            authentication=AuthenticationMechanism.HLS_GMAC,
            system_title=title,
            authentication_value=challenge,
            user_information=acse.UserInformation(content=content),
        ).to_bytes()
    )


def accept_openly() -> bytes:
    """A meter's AARE to a public client."""
    answer = xdlms.InitiateResponse(
        negotiated_conformance=_initiate(ciphered=False).proposed_conformance, server_max_receive_pdu_size=LONGEST_APDU
    )
    return bytes(
        acse.ApplicationAssociationResponse(
            result=AssociationResult.ACCEPTED,
            result_source_diagnostics=AcseServiceUserDiagnostics.NULL,
            user_information=acse.UserInformation(content=answer),
        ).to_bytes()
    )


# --- requests ---------------------------------------------------------------------------------------------------------


def get(class_id: int, obis: bytes, attribute: int) -> bytes:
    """GET-Request-Normal."""
    return bytes(xdlms.GetRequestNormal(cosem_attribute=_attribute(class_id, obis, attribute)).to_bytes())


def put(class_id: int, obis: bytes, attribute: int, content: bytes) -> bytes:
    """SET-Request-Normal."""
    request = xdlms.SetRequestNormal(cosem_attribute=_attribute(class_id, obis, attribute), data=content)
    return bytes(request.to_bytes())


def act(class_id: int, obis: bytes, method: int, content: bytes) -> bytes:
    """ACTION-Request-Normal."""
    invoked = xdlms.ActionRequestNormal(
        cosem_method=cosem.CosemMethod(CosemInterface(class_id), cosem.Obis.from_bytes(obis), method),
        data=content,
        invoke_id_and_priority=InvokeIdAndPriority(),
    )
    return bytes(invoked.to_bytes())


def _attribute(class_id: int, obis: bytes, attribute: int) -> cosem.CosemAttribute:
    return cosem.CosemAttribute(CosemInterface(class_id), cosem.Obis.from_bytes(obis), attribute)
