"""Calendar years, versions of the regulation, settings of the desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint

from app.domain.calendar import CalendarStatus
from app.store.base import Base, BigId, EnumText, Mapped, mapped_column


class CalendarYearRow(Base):
    """An imported year; the highest version of a year stands."""

    __tablename__ = "calendar_years"
    __table_args__ = (UniqueConstraint("year", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    year: Mapped[int]
    version: Mapped[int]
    status: Mapped[CalendarStatus] = mapped_column(EnumText(CalendarStatus))
    days: Mapped[dict[str, Any]]
    source: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[int] = mapped_column(ForeignKey("operators.id"))


class RegulationRow(Base):
    """A version of the regulation's figures and from when it holds."""

    __tablename__ = "regulations"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    effective_from: Mapped[datetime]
    figures: Mapped[dict[str, Any]]
    stored_at: Mapped[datetime]
    stored_by: Mapped[int | None] = mapped_column(ForeignKey("operators.id"))


class DeskSettingRow(Base):
    """What is true of the whole desk: its zone, whether it is for training."""

    __tablename__ = "desk_settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
