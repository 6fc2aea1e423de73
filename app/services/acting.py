"""What every writing service does first and last: who may act, the event that is kept, what a stale version means."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

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


def expect_version(
    uow: UnitOfWork, request: Request, *, seen_version: int, mine: str, my_day: date | None = None
) -> None:
    """Raises Conflict (A10) where the request changed since version `seen_version`: was / theirs / mine.

    `mine` is the status that this change wanted to reach, `my_day` the date that it wanted to agree.
    """
    if request.version == seen_version:
        return
    events = uow.events.of(SUBJECT, request.id)
    since = [e for e in events if _version_after(e) > seen_version]
    last = since[-1].entry if since else None
    who = uow.operators.get(last.operator_id).name if last and last.operator_id else ""
    when = last.at if last else request.filed_at
    was = since[0].entry.from_state if since else request.status.value
    fields = [FieldConflict("status", was, request.status.value, mine)]
    if my_day is not None and request.visit is not None:
        days = [str(e.entry.data["day"]) for e in events if "day" in e.entry.data and _version_after(e) <= seen_version]
        fields.append(
            FieldConflict("visit-day", days[-1] if days else "", request.visit.day.isoformat(), my_day.isoformat())
        )
    raise Conflict(
        who=who,
        when=uow.office.civil(when).strftime("%H:%M"),
        fields=tuple(f for f in fields if f.was != f.theirs) or tuple(fields[:1]),
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
