"""The journal's filter as SQL conditions, and its orders as keys to read on from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, tuple_
from sqlalchemy.sql.elements import ColumnElement

from app.domain.commands import CommandState
from app.domain.kinds import RequestKind, Status
from app.services.ports.views import JournalFilter, JournalRow, JournalSort
from app.store.rows import RequestRow

SHOWN = (Status.CONFIRMED, Status.IN_PROGRESS, Status.DONE, Status.REJECTED)

E = TypeVar("E", bound=StrEnum)

Anchor = tuple[Any, int]
"""A row's place in the order: its key and id."""

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

_R = RequestRow


def statuses_of(where: JournalFilter) -> tuple[Status, ...]:
    """Those that are kept, each once."""
    return tuple(dict.fromkeys(Status(s) for s in where.statuses)) or SHOWN


def has_key(where: JournalFilter) -> bool:
    """True where an index finds the few rows that are kept: by plot, client, deadline, day of filing, last command."""
    bounds = (where.client_id, where.subscriber_id, where.overdue_at, where.due_before, where.since, where.until)
    return where.outcome_unknown or any(bound is not None for bound in bounds)


def is_gathered(where: JournalFilter) -> bool:
    """True where no index has what is kept in the order asked for: where it is few, it is gathered and sorted once."""
    if where.client_id is not None and where.sort is JournalSort.FILED:
        return True
    return has_key(replace(where, client_id=None))


def conditions(where: JournalFilter, *, walking: bool, leading: bool = True) -> list[ColumnElement[bool]]:
    """All but the text. `walking`: for a page in the journal's order; else for all that is kept, by the best index;
    not `leading`: rows are at hand, no index shall look for them.

    SQLite keeps no statistics and takes the index of any column that is compared for equality, even where that gathers
    and sorts nearly every row. A column that shall not lead is compared by what it is not: no index serves that.
    """
    statuses = statuses_of(where)
    if where.overdue_at is not None or where.due_before is not None:
        statuses = tuple(status for status in statuses if status.is_open)  # no other has a deadline that runs
    leads = leading and (_leads(where, statuses) if walking else not has_key(where))
    found = _one_of(_R.status, statuses, Status, leads=leads)
    if where.kinds:
        kinds = tuple(RequestKind(kind) for kind in where.kinds)
        found += _one_of(_R.kind, kinds, RequestKind, leads=leads and not walking)
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


def _leads(where: JournalFilter, statuses: Sequence[Status]) -> bool:
    """Open work alone, or one status in its own order, is found by status; else the journal's order is walked."""
    if where.subscriber_id is not None:
        return False
    if all(not status.is_final for status in statuses):
        return True
    return len(statuses) == 1 and where.sort is JournalSort.URGENCY and where.client_id is None


def _one_of(
    what: "InstrumentedAttribute[E]", wanted: Sequence[E], every: type[E], *, leads: bool
) -> list[ColumnElement[bool]]:
    others = [member for member in every if member not in wanted]
    if not others:
        return []
    return [what.in_(wanted) if leads else what.not_in(others)]


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
    def key(self) -> "InstrumentedAttribute[Any]":
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

    def from_(self) -> ColumnElement[bool]:
        """The row at the anchor (`anchor_key`, `anchor_id`) and all after it."""
        mine, other = self._pair()
        found: ColumnElement[bool] = mine <= other if self.descending else mine >= other
        return found

    def before(self) -> ColumnElement[bool]:
        """All before the row at the anchor."""
        mine, other = self._pair()
        found: ColumnElement[bool] = mine > other if self.descending else mine < other
        return found

    def _pair(self) -> tuple[Any, Any]:
        anchor = tuple_(
            bindparam("anchor_key", None, type_=self.key.type), bindparam("anchor_id", None, type_=_R.id.type)
        )
        return tuple_(self.key, _R.id), anchor
