"""The chain of events, the change feed, letters waiting to be sent, workers' heartbeats."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index

from app.store.base import Base, BigId, Mapped, mapped_column


class EventRow(Base):
    """Who did what, when; each row carries the hash of the row before it. Triggers forbid change and deletion."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_subject", "subject", "subject_id", "seq"),)

    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operators.id"))
    console: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int] = mapped_column(BigId)
    action: Mapped[str]
    from_state: Mapped[str] = mapped_column(default="")
    to_state: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    data: Mapped[dict[str, Any]]
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class FeedRow(Base):
    """What changed, for other processes to refresh by."""

    __tablename__ = "feed"

    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    subject: Mapped[str]
    subject_id: Mapped[int] = mapped_column(BigId)
    console: Mapped[str]


class LetterRow(Base):
    """A letter stored to be sent; its key makes it unique."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state", "state", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    to: Mapped[str]
    data: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="waiting")
    created_at: Mapped[datetime]


class WorkerRow(Base):
    """When each worker was last alive."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
