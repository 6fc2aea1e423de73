"""What the filing dialog decides, without widgets: watts as typed, the quota said before, what the plot already has."""

import re
from collections.abc import Sequence

from app.domain.desk import Subscriber
from app.domain.kinds import RequestKind
from app.domain.quota import QuotaState
from app.domain.regulation import Regulation
from app.domain.requests import kilowatts_doubted
from app.services.filing import SimilarRequest
from app.texts import Texts
from app.texts.speech import say_full_day, say_number, say_short_day, say_watts
from ui.screens.requests.card_words import what_words

_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_WHOLE = re.compile(r"[+-]?\d{1,9}")


def watts_of(text: str) -> int | None:
    """Whole watts as typed (`5 000`), or None for what is no whole number."""
    plain = _BLANKS.sub("", text)
    return int(plain) if _WHOLE.fullmatch(plain) else None


def doubt_words(texts: Texts, watts: int | None, regulation: Regulation) -> str:
    """R5: `Вы указали 3 Вт. Если нужно 3 кВт, введите 3 000.`; empty where there is no doubt."""
    if watts is None or not kilowatts_doubted(watts, regulation):
        return ""
    return texts("file-doubt", watts=say_number(watts), instead=say_number(watts * 1000))


def quota_words(texts: Texts, state: QuotaState | None, kind: RequestKind) -> str:
    """R4, said before filing: what is left, on a day off of which day; or from when again."""
    if not kind.is_control:
        return texts("file-quota-free")
    if state is None:
        return ""
    if state.next_free is not None:
        free = state.next_free
        return texts(
            "file-quota-full",
            used=state.used,
            limit=state.limit,
            opens=say_short_day(texts, free.opens_on),
            counted=say_short_day(texts, free.counted_to),
            moved="yes" if free.opens_on != free.counted_to else "no",
        )
    if state.counted_to != state.filed_on:
        day = say_full_day(texts, state.counted_to)
        return texts("file-quota-left-moved", limit=state.limit, left=state.left, day=day)
    return texts("file-quota-left", used=state.used, limit=state.limit, left=state.left)


def similar_words(texts: Texts, similar: Sequence[SimilarRequest], *, contradicting: bool) -> str:
    """What the same plot already has open: what asks the opposite, or the rest."""
    lines = [
        texts(
            "file-contradicts" if one.contradicts else "file-similar",
            number=one.request.number,
            what=what_words(texts, one.request),
            status=texts(f"status-{one.request.status.value}"),
        )
        for one in similar
        if one.contradicts is contradicting
    ]
    return "\n".join(lines)


def subscriber_words(texts: Texts, subscriber: Subscriber) -> str:
    """Whose plot it is, how much is allowed, and whether the subscriber is protected (C5)."""
    parts = [subscriber.name, subscriber.street]
    if subscriber.max_w is not None:
        parts.append(texts("file-maximum", watts=say_watts(texts, subscriber.max_w)))
    words = ", ".join(part for part in parts if part)
    if subscriber.protected:
        words = f"{words}\n{texts('card-protected', document=subscriber.protected_by or '—')}"
    return words
