"""What the reports show: the day's visits, the month's false calls, the load and the kept terms by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.kinds import RequestKind


@dataclass(frozen=True, slots=True)
class Visit:
    """An on-site check agreed for a day (R10): whom to find where, when, and why."""

    request_id: int
    number: str
    status: str
    client: str
    plot: str
    street: str
    subscriber: str
    phone: str
    """The subscriber's; with whom the date was agreed stands in `agreed_with` and `agreed_phone`."""
    agreed_with: str
    agreed_phone: str
    meters: tuple[str, ...]
    """Serial numbers."""
    since: time | None
    until: time | None
    text: str
    result: str


@dataclass(frozen=True, slots=True)
class FalseCall:
    """A chargeable visit (R13); `closed_at` decides the month and the price."""

    request_id: int
    number: str
    client_id: int
    client: str
    plot: str
    visit_day: date | None
    closed_at: datetime
    result: str


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Requests of one kind filed on one civil day of the office, without those never confirmed.

    `judged`: those of which a deadline was met, missed, or has passed; `in_term`: of them, those that missed none.
    """

    day: date
    kind: RequestKind
    filed: int
    judged: int
    in_term: int
