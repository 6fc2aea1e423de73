"""What every writing service does first and last: who may act, the event that is kept, what a stale version means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from app.domain.audit import ChainedEvent, EventEntry
from app.domain.desk import Operator, Role
from app.domain.errors import Conflict, FieldConflict, Refusal
from app.services.ports.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from app.domain.requests import Request, Transition

SUBJECT = "request"


@contextmanager
def acting(uow: UnitOfWork, by: Operator) -> Iterator[UnitOfWork]:
    """A transaction in which `by` acts, judged as stored now: a session that has stood for hours proves nothing.

    Raises:
        Refusal: operator-locked, operator-may-not (a viewer).
    """
    with uow:
        must_act(uow.operators.get(by.id))
        yield uow


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
    put_event(
        uow,
        (SUBJECT, request.id),
        action,
        by=by.id if by else None,
        now=now,
        from_state=transition.from_status.value,
        to_state=request.status.value,
        why=transition.why,
        data={"version": request.version, "met": transition.met, **transition.data, **(more or {})},
    )


def put_event(
    uow: UnitOfWork,
    about: tuple[str, int],
    action: str,
    *,
    by: int | None,
    now: datetime,
    from_state: str = "",
    to_state: str = "",
    why: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """Put an event into the chain. `about`: the subject's kind and id; `by`: the operator's id, None for a job.

    `data` holds ids and facts, never personal data: events are kept for good.
    """
    uow.events.append(
        EventEntry(
            at=now.astimezone(UTC),
            operator_id=by,
            console=uow.console,
            subject=about[0],
            subject_id=about[1],
            action=action,
            from_state=from_state,
            to_state=to_state,
            why=why,
            data=data or {},
        )
    )
