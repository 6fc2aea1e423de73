"""R17 and A1: what is overdue at a moment, and since when. The theme decides how that looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.kinds import Status

SOON = timedelta(hours=2)
"""From this long before a deadline on, a row says that time is short."""


class Urgency(StrEnum):
    """How much attention a request asks for at a moment."""

    NONE = "none"
    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Attention:
    """The deadline that runs now, and how far it is: `left` is negative once it has passed."""

    urgency: Urgency
    due: datetime | None
    left: timedelta | None


def running_due(status: Status, start_due: datetime | None, completion_due: datetime | None) -> datetime | None:
    """The deadline that matters in this status: start while confirmed, completion while in progress, else none."""
    if status is Status.CONFIRMED:
        return start_due
    if status is Status.IN_PROGRESS:
        return completion_due
    return None


def is_overdue(due: datetime | None, now: datetime) -> bool:
    """R17. At the very moment of the deadline it has passed, as 12:00:00 is already "after" (R9)."""
    return due is not None and now >= due


def attention(due: datetime | None, now: datetime) -> Attention:
    """What a row with the running deadline `due` asks for at `now`; None for rows that need no hand."""
    if due is None:
        return Attention(Urgency.NONE, None, None)
    left = due - now
    if is_overdue(due, now):
        return Attention(Urgency.OVERDUE, due, left)
    return Attention(Urgency.SOON if left <= SOON else Urgency.OPEN, due, left)


_FILED_BASE = 1 << 36
_CLOSED_BASE = 1 << 38


def journal_order(status: Status, *, due: datetime | None, filed_at: datetime, closed_at: datetime | None) -> int:
    """A number that sorts the journal: open work by its deadline, then the unconfirmed, then the closed, newest first."""
    if due is not None:
        return int(due.timestamp())
    if status.is_final and closed_at is not None:
        return _CLOSED_BASE - int(closed_at.timestamp())
    return _FILED_BASE + int(filed_at.timestamp())
