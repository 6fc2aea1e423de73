"""Clients, subscribers, meters, operators."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint

from app.domain.desk import Registration, Role
from app.store.base import Base, BigId, EnumText, Mapped, mapped_column


class OperatorRow(Base):
    """Who acts at the desk; `login` is the operating system's on a local desk."""

    __tablename__ = "operators"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumText(Role))
    locked: Mapped[bool] = mapped_column(default=False)


class ClientRow(Base):
    """A client. `name_key` is folded for search; the address is unique (G2)."""

    __tablename__ = "clients"
    __table_args__ = (
        UniqueConstraint("email_key"),
        CheckConstraint("statement_day IS NULL OR statement_day BETWEEN 1 AND 31", name="statement_day"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    form: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    email_key: Mapped[str | None]
    phone: Mapped[str] = mapped_column(default="")
    contract: Mapped[str] = mapped_column(default="")
    metering_system: Mapped[str] = mapped_column(default="")
    statement_day: Mapped[int | None]
    registration: Mapped[Registration] = mapped_column(EnumText(Registration))
    registered_at: Mapped[datetime | None]
    registered_before_pult: Mapped[bool] = mapped_column(default=False)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    version: Mapped[int] = mapped_column(default=1)


class SubscriberRow(Base):
    """A household. A plot is unique within its client by its key; `plot_order` sorts 2 before 12."""

    __tablename__ = "subscribers"
    __table_args__ = (
        UniqueConstraint("client_id", "plot_key"),
        CheckConstraint("max_w IS NULL OR max_w > 0", name="max_w_positive"),
        Index("ix_subscribers_plot_key", "plot_key"),
        Index("ix_subscribers_client_order", "client_id", "plot_order"),
        Index("ix_subscribers_import", "import_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    plot: Mapped[str]
    plot_key: Mapped[str]
    plot_order: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    max_w: Mapped[int | None]
    protected: Mapped[bool] = mapped_column(default=False)
    protected_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    contract: Mapped[str] = mapped_column(default="", server_default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    version: Mapped[int] = mapped_column(default=1)


class MeterRow(Base):
    """A meter in use. Serial and MAC are unique by their keys, where there are any."""

    __tablename__ = "meters"
    __table_args__ = (
        UniqueConstraint("serial_key"),
        UniqueConstraint("mac_key"),
        Index("ix_meters_subscriber", "subscriber_id"),
        Index("ix_meters_import", "import_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"))
    serial: Mapped[str]
    serial_key: Mapped[str]
    mac: Mapped[str] = mapped_column(default="")
    mac_key: Mapped[str | None]
    model: Mapped[str] = mapped_column(default="")
    driver: Mapped[str] = mapped_column(default="")
    gateway: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    options: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    installed_on: Mapped[date | None]
    limit_w: Mapped[int | None]
    limit_before_w: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    version: Mapped[int] = mapped_column(default=1)
