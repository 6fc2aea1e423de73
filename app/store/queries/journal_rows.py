"""A journal row's columns, and what is read of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select

from app.domain.kinds import RequestKind
from app.services.ports.views import JournalRow
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


def _from_text(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored).replace(tzinfo=UTC)


def journal_row(r: Sequence[Any]) -> JournalRow:
    """One of `columns`, as the driver gives it: moments are text in UTC on SQLite, aware in any zone on PostgreSQL.

    Written for speed, since an export makes a million of them: fields by place, in the order of `JournalRow`.
    """
    (
        row_id, number, kind, status, form, name, plot, watts, filed, confirmed, started, closed, start_due,
        completion_due, due, start_met, completion_met, command, command_code, reject_reason, reason, version,
        sort_key, source, subscriber,
    ) = r  # fmt: skip
    if isinstance(filed, str):
        filed, confirmed, started = _from_text(filed), _from_text(confirmed), _from_text(started)
        closed, start_due = _from_text(closed), _from_text(start_due)
        completion_due, due = _from_text(completion_due), _from_text(due)
    else:
        filed = filed.astimezone(UTC)
        confirmed = confirmed and confirmed.astimezone(UTC)
        started = started and started.astimezone(UTC)
        closed = closed and closed.astimezone(UTC)
        start_due = start_due and start_due.astimezone(UTC)
        completion_due = completion_due and completion_due.astimezone(UTC)
        due = due and due.astimezone(UTC)
    met = start_met if completion_met is None else completion_met
    return JournalRow(
        row_id, number, _KINDS[kind], status, f"{form} «{name}»" if form else name, plot, watts, filed, confirmed,
        started, closed, start_due, completion_due, due, None if met is None else bool(met), command, command_code,
        reason or reject_reason or "", version, sort_key, source, subscriber,
    )  # fmt: skip
