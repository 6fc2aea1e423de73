"""The journal's filter as SQL conditions, and its orders as keys to read on from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from app.domain.commands import CommandState
from app.domain.kinds import Status
from app.services.ports import JournalFilter, JournalRow, JournalSort
from app.store.rows import RequestRow

SHOWN = (Status.CONFIRMED, Status.IN_PROGRESS, Status.DONE, Status.REJECTED)

Anchor = tuple[Any, int]
"""A row's place in the order: its key and id."""

_R = RequestRow


def statuses_of(where: JournalFilter) -> tuple[Status, ...]:
    """Those that are kept, each once."""
    return tuple(dict.fromkeys(Status(s) for s in where.statuses)) or SHOWN


def conditions(where: JournalFilter, *, walking: bool) -> list[ColumnElement[bool]]:
    """All but the text. `walking`: for a page in the journal's order, see `_walked`."""
    statuses = statuses_of(where)
    found: list[ColumnElement[bool]] = []
    if len(statuses) < len(Status):
        found.append(_walked(where, statuses) if walking else _R.status.in_(statuses))
    if where.kinds:
        found.append(_R.kind.in_(where.kinds))
    if where.client_id is not None:
        found.append(_R.client_id == where.client_id)
    if where.subscriber_id is not None:
        found.append(_R.subscriber_id == where.subscriber_id)
    if where.overdue_at is not None:
        found.append(_R.due <= where.overdue_at)
    if where.due_before is not None:
        found.append(_R.due < where.due_before)
    if where.since is not None:
        found.append(_R.filed_at >= where.since)
    if where.until is not None:
        found.append(_R.filed_at < where.until)
    if where.outcome_unknown:
        found += [_R.command == CommandState.UNKNOWN.value, _R.status.in_((Status.CONFIRMED, Status.IN_PROGRESS))]
    return found


def _walked(where: JournalFilter, statuses: Sequence[Status]) -> ColumnElement[bool]:
    """Open work alone, or one status in its own order: by the index of statuses. Else the journal's order is walked.

    By the index of statuses the planner would gather and sort nearly every row there is, so it is not shown the column.
    """
    few = all(not status.is_final for status in statuses)
    if few or (len(statuses) == 1 and where.sort is JournalSort.URGENCY):
        return _R.status.in_(statuses)
    return func.coalesce(_R.status, "").in_([status.value for status in statuses])


@dataclass(frozen=True)
class Order:
    """One order and its direction. Ties are broken by id, so that it is whole."""

    sort: JournalSort
    descending: bool

    @classmethod
    def of(cls, where: JournalFilter) -> "Order":
        """The filter's."""
        return cls(where.sort, where.descending)

    @property
    def key(self) -> InstrumentedAttribute[Any]:
        """What it goes by."""
        return _R.filed_at if self.sort is JournalSort.FILED else _R.sort_key

    def anchor(self, row: JournalRow) -> Anchor:
        """Where a row stands in it."""
        return (row.filed_at if self.sort is JournalSort.FILED else row.sort_key), row.id

    def by(self, *, backwards: bool = False) -> tuple[ColumnElement[Any], ColumnElement[int]]:
        """For ORDER BY."""
        if self.descending != backwards:
            return self.key.desc(), _R.id.desc()
        return self.key.asc(), _R.id.asc()

    def from_(self, anchor: Anchor) -> ColumnElement[bool]:
        """That row and all after it."""
        mine, other = self._pair(anchor)
        found: ColumnElement[bool] = mine <= other if self.descending else mine >= other
        return found

    def before(self, anchor: Anchor) -> ColumnElement[bool]:
        """All before that row."""
        mine, other = self._pair(anchor)
        found: ColumnElement[bool] = mine > other if self.descending else mine < other
        return found

    def _pair(self, anchor: Anchor) -> tuple[Any, Any]:
        key, row_id = anchor
        return tuple_(self.key, _R.id), tuple_(literal(key, self.key.type), literal(row_id, _R.id.type))
