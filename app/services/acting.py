"""What every writing service does first and last: who may act, the event that is kept, what a stale version means."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.audit import ChainedEvent, EventEntry
from app.domain.desk import Operator, Role
from app.domain.errors import Conflict, FieldConflict, Refusal
from app.domain.requests import Request, Transition
from app.services.ports import UnitOfWork

SUBJECT = "request"


def must_act(by: Operator) -> None:
    """Raises Refusal: operator-locked, operator-may-not (a viewer)."""
    if by.locked:
        raise Refusal("operator-locked", login=by.login)
    if by.role is Role.VIEWER:
        raise Refusal("operator-may-not", login=by.login)


def expect_version(uow: UnitOfWork, request: Request, *, seen_version: int, mine: str) -> None:
    """Raises Conflict (A10) where the request changed since version `seen_version`: was / theirs / mine.

    `mine` is the status (or field value) that this change wanted to reach.
    """
    if request.version == seen_version:
        return
    since = [e for e in uow.events.of(SUBJECT, request.id) if _version_after(e) > seen_version]
    last = since[-1].entry if since else None
    who = uow.operators.get(last.operator_id).name if last and last.operator_id else ""
    when = last.at if last else request.filed_at
    was = since[0].entry.from_state if since else request.status.value
    raise Conflict(
        who=who,
        when=uow.office.civil(when).strftime("%H:%M"),
        fields=(FieldConflict("status", was, request.status.value, mine),),
        version=request.version,
    )


def _version_after(event: ChainedEvent) -> int:
    version = event.entry.data.get("version")
    return version if isinstance(version, int) else 0


def record(
    uow: UnitOfWork,
    transition: Transition,
    *,
    action: str,
    by: Operator | None,
    now: datetime,
    more: Mapping[str, object] | None = None,
) -> None:
    """R15: keep who, when, from, to, why and whether the deadline was met, with the version that results."""
    request = transition.request
    uow.events.append(
        EventEntry(
            at=now.astimezone(UTC),
            operator_id=by.id if by else None,
            console=uow.console,
            subject=SUBJECT,
            subject_id=request.id,
            action=action,
            from_state=transition.from_status.value,
            to_state=request.status.value,
            why=transition.why,
            data={"version": request.version, "met": transition.met, **transition.data, **(more or {})},
        )
    )
