"""A journal row's columns, and what is read of them."""

from typing import Any

from sqlalchemy import Row, Select, select

from app.services.ports import JournalRow
from app.store.rows import ClientRow, RequestRow, SubscriberRow

_R = RequestRow


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


def journal_row(r: Row[*tuple[Any, ...]]) -> JournalRow:
    """One of `columns` as a value."""
    (
        row_id, number, kind, status, form, name, plot, watts, filed_at, confirmed_at, started_at, closed_at,
        start_due, completion_due, due, start_met, completion_met, command, command_code, reject_reason, reason,
        version, sort_key, source, subscriber,
    ) = r  # fmt: skip
    return JournalRow(
        id=row_id,
        number=number,
        kind=kind,
        status=status.value,
        client=f"{form} «{name}»" if form else name,
        plot=plot,
        watts=watts,
        filed_at=filed_at,
        confirmed_at=confirmed_at,
        started_at=started_at,
        closed_at=closed_at,
        start_due=start_due,
        completion_due=completion_due,
        due=due,
        met=start_met if completion_met is None else completion_met,
        command=command,
        command_code=command_code,
        reason=reason or (reject_reason.value if reject_reason else ""),
        version=version,
        sort_key=sort_key,
        source=source.value,
        subscriber=subscriber,
    )
