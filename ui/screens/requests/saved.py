"""A choice of filters as JSON and back. Relative ones stay relative: "overdue" and "7 days" are kept as such, no dates.

What cannot be understood (an older or newer program, a client that is gone) is left out: the rest still serves.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.kinds import RequestKind, Status
from app.texts import Texts
from ui.screens.requests.filters import Counter, Filters, Order, Period, Quick

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def as_choice(filters: Filters) -> Mapping[str, object]:
    """Only what differs from the list as it opens."""
    said: dict[str, object] = {
        "quick": filters.quick.value if filters.quick else None,
        "counter": filters.counter.value if filters.counter else None,
        "status": filters.status.value if filters.status else None,
        "kind": filters.kind.value if filters.kind else None,
        "client": filters.client_id,
        "period": filters.period.value,
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "next_day": filters.before_next_working_day,
        "text": filters.text,
        "order": filters.order.value,
    }
    return {key: value for key, value in said.items() if value not in (None, "", False)}


def read_choice(choice: Mapping[str, object]) -> Filters:
    """The filters that a choice means."""
    period = _one_of(Period, choice.get("period")) or Period.ANY
    since, until = _day(choice.get("since")), _day(choice.get("until"))
    if period is Period.DATES and (since is None or until is None):
        period = Period.ANY
    counter, status = _one_of(Counter, choice.get("counter")), _one_of(Status, choice.get("status"))
    quick = _one_of(Quick, choice.get("quick"))
    client, text = choice.get("client"), choice.get("text")
    return Filters(
        quick=quick or (None if counter or status else Quick.OPEN),
        counter=counter,
        status=status,
        kind=_one_of(RequestKind, choice.get("kind")),
        client_id=client if isinstance(client, int) and not isinstance(client, bool) else None,
        period=period,
        since=since if period is Period.DATES else None,
        until=until if period is Period.DATES else None,
        before_next_working_day=choice.get("next_day") is True,
        text=text.strip() if isinstance(text, str) else "",
        order=_one_of(Order, choice.get("order")) or Order.URGENCY,
    )


def describe(texts: Texts, filters: Filters, client: Callable[[int], str]) -> list[str]:
    """What a choice means, in words; relative ones are said as such. `client` gives a client's name."""
    said = []
    if filters.quick is not None and not (filters.quick is Quick.OPEN and filters.narrows):
        said.append(texts(f"journal-quick-{filters.quick.value}"))
    if filters.counter is not None:
        said.append(texts(f"saved-counter-{filters.counter.value}"))
    if filters.status is not None:
        said.append(texts(f"status-{filters.status.value}"))
    if filters.kind is not None:
        said.append(texts(f"kind-{filters.kind.value}"))
    if filters.client_id is not None:
        said.append(client(filters.client_id))
    return said + _described_rest(texts, filters)


def _described_rest(texts: Texts, filters: Filters) -> list[str]:
    said = []
    if filters.period is Period.DATES and filters.since and filters.until:
        said.append(texts("saved-dates", since=f"{filters.since:%d.%m.%Y}", until=f"{filters.until:%d.%m.%Y}"))
    elif filters.period is not Period.ANY:
        said.append(texts(f"journal-period-{filters.period.value}"))
    if filters.before_next_working_day:
        said.append(texts("journal-filter-next-day"))
    if filters.text:
        said.append(texts("saved-text", text=filters.text))
    if filters.order is not Order.URGENCY:
        said.append(texts(f"journal-order-{filters.order.value}"))
    return said


def _one_of(kind: type[E], value: object) -> E | None:
    return _or_none(kind, value) if isinstance(value, str) else None


def _day(value: object) -> date | None:
    return _or_none(date.fromisoformat, value) if isinstance(value, str) else None


def _or_none(make: Callable[[str], T], value: str) -> T | None:
    try:
        return make(value)
    except ValueError:
        return None
