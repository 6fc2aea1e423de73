"""One request with everything about it."""

from collections.abc import Mapping

from sqlalchemy import select

from app.domain.errors import Refusal
from app.services.ports.views import CommandView, HistoryLine, KeptDeadline, RequestCard
from app.store.clients import StoredClients
from app.store.commands import StoredCommands
from app.store.convert import deadline_of, request_of
from app.store.queries.journal import rows_of_subscriber
from app.store.rows import ContactRow, DeadlineRow, EventRow, OperatorRow, RequestRow
from app.store.session import Session


def card(session: Session, request_id: int) -> RequestCard:
    """Everything about one request.

    Raises:
        Refusal: request-unknown.
    """
    row = session.get(RequestRow, request_id)
    if row is None:
        raise Refusal("request-unknown", number=str(request_id))
    request = request_of(row)
    clients, commands = StoredClients(session), StoredCommands(session)
    meters = tuple(clients.meters_of(request.subscriber_id))
    names = _names(session)
    return RequestCard(
        request=request,
        client=clients.client(request.client_id),
        subscriber=clients.subscriber(request.subscriber_id),
        meters=meters,
        last_states={m.id: state for m in meters if (state := commands.last_state(m.id)) is not None},
        filed_by=names.get(request.filed_by, ""),
        deadlines=_deadlines(session, request_id),
        history=_history(session, request_id, names),
        commands=tuple(
            CommandView(command, names.get(command.planned_by, ""), tuple(commands.steps(command.id)))
            for command in commands.of_request(request_id)
        ),
        others_open=rows_of_subscriber(session.connection(), request.subscriber_id, without=request_id),
    )


def _names(session: Session) -> Mapping[int, str]:
    return {row.id: row.name for row in session.execute(select(OperatorRow.id, OperatorRow.name))}


def _deadlines(session: Session, request_id: int) -> tuple[KeptDeadline, ...]:
    rows = list(
        session.scalars(select(DeadlineRow).where(DeadlineRow.request_id == request_id).order_by(DeadlineRow.id))
    )
    newest = {row.which: row.id for row in rows}
    return tuple(KeptDeadline(r.which, deadline_of(r), r.made_at, current=newest[r.which] == r.id) for r in rows)


def _history(session: Session, request_id: int, names: Mapping[int, str]) -> tuple[HistoryLine, ...]:
    rows = session.scalars(
        select(EventRow).where(EventRow.subject == "request", EventRow.subject_id == request_id).order_by(EventRow.seq)
    )
    contacts = {
        c.id: {"with_whom": c.with_whom, "phone": c.phone, "note": c.note}
        for c in session.scalars(select(ContactRow).where(ContactRow.request_id == request_id))
    }
    return tuple(
        HistoryLine(
            seq=row.seq,
            at=row.at,
            who=names.get(row.operator_id or 0, ""),
            console=row.console,
            action=row.action,
            from_state=row.from_state,
            to_state=row.to_state,
            why=row.why,
            met=row.data.get("met"),
            data={**row.data, **contacts.get(row.data.get("contact", 0), {})},
        )
        for row in rows
    )
