"""How moments, spans, watts and deadlines are said to people (SCREENS principle 8, WORDING)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.domain.commands import MeterState
from app.domain.deadlines import Step
from app.domain.errors import PultError
from app.texts.catalogue import Texts

NBSP = "\u00a0"
_NEAR_DAYS = 6
_NEAR_BY = frozenset({"quota-full"})
"""Refusals whose days are all within a holiday of now: said without the year."""


def say_day(texts: Texts, day: date) -> str:
    """`пт 31.10.2025`."""
    return f"{texts(f'weekday-{day.isoweekday()}')} {day:%d.%m.%Y}"


def say_short_day(texts: Texts, day: date) -> str:
    """`пт 31.10`."""
    return f"{texts(f'weekday-{day.isoweekday()}')} {day:%d.%m}"


def say_full_day(texts: Texts, day: date) -> str:
    """`вторник 10.03`, in the accusative: what something counts to."""
    return f"{texts(f'weekday-whom-{day.isoweekday()}')} {day:%d.%m}"


def say_exact(texts: Texts, civil: datetime) -> str:
    """`пт 31.10.2025 12:07`, with seconds where there are any."""
    clock = f"{civil:%H:%M:%S}" if civil.second else f"{civil:%H:%M}"
    return f"{say_day(texts, civil.date())} {clock}"


def say_moment(texts: Texts, civil: datetime, today: date) -> str:
    """As people say it: today "18:00", within a week "ср 18:00", else "24.11 18:00", another year "24.11.2025 18:00"."""
    clock = f"{civil:%H:%M}"
    days = (civil.date() - today).days
    if days == 0:
        return clock
    if 0 < days <= _NEAR_DAYS:
        return f"{texts(f'weekday-{civil.isoweekday()}')} {clock}"
    return f"{civil:%d.%m} {clock}" if civil.year == today.year else f"{civil:%d.%m.%Y} {clock}"


def say_due(texts: Texts, civil: datetime, today: date) -> str:
    """A deadline: like `say_moment`, but 00:00 is said as 24:00 of the day before, as the regulation does."""
    if civil.time() == time.min:
        day = civil.date() - timedelta(days=1)
        shown = say_moment(texts, datetime.combine(day, time(12), civil.tzinfo), today)
        return shown.replace("12:00", "24:00")
    return say_moment(texts, civil, today)


def say_exact_due(texts: Texts, civil: datetime) -> str:
    """A deadline in full: `вс 22.02.2026 24:00` for 00:00 of the 23rd."""
    if civil.time() == time.min:
        return f"{say_day(texts, civil.date() - timedelta(days=1))} 24:00"
    return say_exact(texts, civil)


def say_span(texts: Texts, span: timedelta) -> str:
    """`0:12` up to a day, then `2 сут. 3 ч`."""
    minutes = int(abs(span).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, rest_minutes = divmod(rest, 60)
    if days:
        return texts("span-days-hours", days=str(days), hours=str(hours))
    return f"{hours}:{rest_minutes:02d}"


def say_number(value: Decimal | int) -> str:
    """`1 234,56` with no-break spaces, as Russian texts have it."""
    return f"{value:,}".replace(",", NBSP).replace(".", ",")


def say_watts(texts: Texts, watts: int) -> str:
    """`5 000 Вт`."""
    return texts("watts", watts=say_number(watts))


def say_steps(texts: Texts, steps: Iterable[Step]) -> list[str]:
    """Each step of a deadline's explanation as a short phrase (A11)."""
    return [texts(f"step-{step.code}", **{k: _said(texts, v) for k, v in step.data}) for step in steps]


def say_state(texts: Texts, state: MeterState) -> str:
    """A meter's state in words: relay, limit, power."""
    parts = [texts(f"relay-{state.relay.value}")]
    parts.append(texts("limit-none") if state.limit_w is None else texts("limit-is", watts=say_number(state.limit_w)))
    if state.power_w is not None:
        parts.append(texts("power-is", watts=say_number(state.power_w)))
    if state.seen_where is not None:
        parts.append(texts("state-by-hand", where=state.seen_where))
    return ", ".join(parts)


def say_error(texts: Texts, error: PultError) -> str:
    """The sentence of a refusal or of something unavailable: what happened, then what to do."""
    near = error.code in _NEAR_BY
    return texts(f"refusal-{error.code}", **{k: _said(texts, v, near=near) for k, v in error.data.items()})


def _said(texts: Texts, value: object, *, near: bool = False) -> object:
    if isinstance(value, datetime):
        return say_exact(texts, value)
    if isinstance(value, date):
        return say_short_day(texts, value) if near else say_day(texts, value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return str(value)
