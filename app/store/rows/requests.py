"""Requests, their numbers, quota slots and deadlines."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text

from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.store.base import Base, BigId, EnumText, Mapped, mapped_column


class RequestRow(Base):
    """A request as it stands. `due` is the deadline that runs now, `sort_key` the place in the journal."""

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint("watts IS NULL OR watts > 0", name="watts_positive"),
        CheckConstraint("(kind = 'limit') = (watts IS NOT NULL)", name="watts_for_limits_only"),
        CheckConstraint(
            "status NOT IN ('confirmed', 'in-progress', 'done') OR (confirmed_at IS NOT NULL AND start_due IS NOT NULL)",
            name="confirmed_has_term",
        ),
        CheckConstraint(
            "status NOT IN ('in-progress', 'done') OR (started_at IS NOT NULL AND completion_due IS NOT NULL)",
            name="started_has_term",
        ),
        CheckConstraint(
            "(status IN ('done', 'rejected', 'lapsed')) = (closed_at IS NOT NULL)", name="closed_when_final"
        ),
        CheckConstraint("status <> 'rejected' OR reject_reason IS NOT NULL", name="rejected_has_reason"),
        # The journal's orders; behind id stands what is filtered by, so that counts and walks look no row up.
        Index("ix_requests_order", "sort_key", "id", "status", "kind", "client_id"),
        Index("ix_requests_status_order", "status", "sort_key", "id", "kind", "client_id"),
        Index("ix_requests_client_order", "client_id", "sort_key", "id", "status", "kind"),
        Index("ix_requests_filed_order", "filed_at", "id", "status", "kind", "client_id"),
        Index("ix_requests_kind_status", "kind", "status"),
        Index("ix_requests_subscriber", "subscriber_id", "id"),
        Index("ix_requests_due", "due"),
        # Partial on PostgreSQL too, by the migration: said here it would load that dialect at every start on SQLite.
        Index("ix_requests_visit_day", "visit_day", sqlite_where=text("visit_day IS NOT NULL")),
        Index("ix_requests_false_calls", "closed_at", sqlite_where=text("false_call")),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[RequestKind] = mapped_column(EnumText(RequestKind))
    status: Mapped[Status] = mapped_column(EnumText(Status))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"))
    watts: Mapped[int | None]
    text: Mapped[str] = mapped_column(default="")
    source: Mapped[Source] = mapped_column(EnumText(Source))
    caller: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime | None]
    filed_at: Mapped[datetime]
    filed_by: Mapped[int] = mapped_column(ForeignKey("operators.id"))
    quota_day: Mapped[date | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[ConfirmedBy | None] = mapped_column(EnumText(ConfirmedBy))
    start_due: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    start_met: Mapped[bool | None]
    visit_with: Mapped[str] = mapped_column(default="")
    visit_phone: Mapped[str] = mapped_column(default="")
    visit_day: Mapped[date | None]
    visit_since: Mapped[time | None]
    visit_until: Mapped[time | None]
    completion_due: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    completion_met: Mapped[bool | None]
    reject_reason: Mapped[RejectReason | None] = mapped_column(EnumText(RejectReason))
    reason: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    false_call: Mapped[bool] = mapped_column(default=False)
    opposite_of: Mapped[int | None] = mapped_column(ForeignKey("requests.id"))
    due: Mapped[datetime | None]
    sort_key: Mapped[int] = mapped_column(BigId)
    search_text: Mapped[str] = mapped_column(default="")
    command: Mapped[str] = mapped_column(default="")
    command_code: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class NumberRow(Base):
    """The last request number given in a year (R8)."""

    __tablename__ = "request_numbers"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class QuotaSlotRow(Base):
    """One of a client's places on a day (R4): unique, and not above the quota stored with it."""

    __tablename__ = "quota_slots"
    __table_args__ = (
        UniqueConstraint("client_id", "day", "slot"),
        CheckConstraint("slot BETWEEN 1 AND quota", name="slot_within_quota"),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    day: Mapped[date]
    slot: Mapped[int]
    quota: Mapped[int]


class DeadlineRow(Base):
    """A deadline as it was made, with rule, steps and versions; the newest of each sort is the current one."""

    __tablename__ = "deadlines"
    __table_args__ = (Index("ix_deadlines_request", "request_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    which: Mapped[str]
    due: Mapped[datetime]
    rules: Mapped[str]
    steps: Mapped[list[Any]]
    regulation_version: Mapped[int]
    calendar_version: Mapped[str]
    official: Mapped[bool]
    made_at: Mapped[datetime]


class ContactRow(Base):
    """With whom one spoke about a request (R10): personal data, beside the events and erasable."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_request", "request_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    at: Mapped[datetime]
    with_whom: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
