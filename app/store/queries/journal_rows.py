"""A journal row's columns, and what is read of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select

from app.domain.kinds import RequestKind
from app.services.ports import JournalRow
from app.store.rows import ClientRow, RequestRow, SubscriberRow

_R = RequestRow
_KINDS = {kind.value: kind for kind in RequestKind}


def columns() -> Select[*tuple[Any, ...]]:
    """All that a `JournalRow` shows."""
    return (
        select(
            _R.id,
            _R.number,
            _R.kind,
            _R.status,
            ClientRow.form,
            ClientRow.name,
            SubscriberRow.plot,
            _R.watts,
            _R.filed_at,
            _R.confirmed_at,
            _R.started_at,
            _R.closed_at,
            _R.start_due,
            _R.completion_due,
            _R.due,
            _R.start_met,
            _R.completion_met,
            _R.command,
            _R.command_code,
            _R.reject_reason,
            _R.reason,
            _R.version,
            _R.sort_key,
            _R.source,
            SubscriberRow.name.label("subscriber"),
        )
        .join(ClientRow, ClientRow.id == _R.client_id)
        .join(SubscriberRow, SubscriberRow.id == _R.subscriber_id)
    )


def read_moment(stored: Any) -> datetime | None:
    """As the driver gives it: text in UTC on SQLite, aware in the session's zone on PostgreSQL."""
    if stored is None:
        return None
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    aware: datetime = stored.astimezone(UTC)
    return aware


def journal_row(r: Sequence[Any]) -> JournalRow:
    """One of `columns`, as the driver gives it, as a value."""
    (
        row_id, number, kind, status, form, name, plot, watts, filed_at, confirmed_at, started_at, closed_at,
        start_due, completion_due, due, start_met, completion_met, command, command_code, reject_reason, reason,
        version, sort_key, source, subscriber,
    ) = r  # fmt: skip
    met = start_met if completion_met is None else completion_met
    filed = read_moment(filed_at)
    assert filed is not None  # noqa: S101 - the column is NOT NULL
    return JournalRow(
        id=row_id,
        number=number,
        kind=_KINDS[kind],
        status=status,
        client=f"{form} «{name}»" if form else name,
        plot=plot,
        watts=watts,
        filed_at=filed,
        confirmed_at=read_moment(confirmed_at),
        started_at=read_moment(started_at),
        closed_at=read_moment(closed_at),
        start_due=read_moment(start_due),
        completion_due=read_moment(completion_due),
        due=read_moment(due),
        met=None if met is None else bool(met),
        command=command,
        command_code=command_code,
        reason=reason or reject_reason or "",
        version=version,
        sort_key=sort_key,
        source=source,
        subscriber=subscriber,
    )
