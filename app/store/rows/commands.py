"""The command ledger and meters' states as read."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index

from app.domain.commands import Action, CommandState
from app.store.base import Base, BigId, EnumText, Mapped, mapped_column


class CommandRow(Base):
    """An intent towards a meter and how far it got (C1, C2)."""

    __tablename__ = "commands"
    __table_args__ = (
        CheckConstraint("watts IS NULL OR watts > 0", name="watts_positive"),
        CheckConstraint("(action = 'limit') = (watts IS NOT NULL)", name="watts_for_limits_only"),
        CheckConstraint("state <> 'verified' OR after IS NOT NULL", name="verified_has_reading"),
        Index("ix_commands_queue", "state", "id"),
        Index("ix_commands_request", "request_id", "id"),
        Index("ix_commands_meter", "meter_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("requests.id"))
    meter_id: Mapped[int] = mapped_column(ForeignKey("meters.id"))
    action: Mapped[Action] = mapped_column(EnumText(Action))
    watts: Mapped[int | None]
    state: Mapped[CommandState] = mapped_column(EnumText(CommandState))
    planned_at: Mapped[datetime]
    planned_by: Mapped[int] = mapped_column(ForeignKey("operators.id"))
    plan_hash: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(default="")
    not_before: Mapped[datetime | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    code: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class CommandStepRow(Base):
    """One line of a command's ledger; triggers forbid to change or delete it."""

    __tablename__ = "command_steps"
    __table_args__ = (Index("ix_command_steps_command", "command_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    command_id: Mapped[int] = mapped_column(ForeignKey("commands.id"))
    at: Mapped[datetime]
    state: Mapped[str]
    code: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    worker: Mapped[str] = mapped_column(default="")


class MeterStateRow(Base):
    """A meter's state as last read."""

    __tablename__ = "meter_states"

    meter_id: Mapped[int] = mapped_column(ForeignKey("meters.id"), primary_key=True)
    read_at: Mapped[datetime]
    state: Mapped[dict[str, Any]]
