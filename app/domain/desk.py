"""Clients, their subscribers and meters, and the operators who work for them, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Registration(StrEnum):
    """Where a client's registration stands (G1, G5)."""

    PENDING = "pending"
    REGISTERED = "registered"
    BOUNCED = "bounced"


class Role(StrEnum):
    """What an operator may do; finer rights come with the shared desk."""

    VIEWER = "viewer"
    DISPATCHER = "dispatcher"
    SENIOR = "senior"
    ADMINISTRATOR = "administrator"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Operator:
    """A person at the desk, or a job that acts by itself."""

    id: int
    login: str
    name: str
    role: Role = Role.DISPATCHER
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """A partnership (G2). `registered_before_pult` says by which import it came, where it did."""

    id: int
    name: str
    form: str
    email: str
    phone: str
    contract: str
    metering_system: str
    statement_day: int | None
    registration: Registration
    registered_at: datetime | None
    registered_before_pult: bool = False
    version: int = 1

    @property
    def full_name(self) -> str:
        """The name as people say it: СНТ «Ромашка»."""
        return f"{self.form} «{self.name}»" if self.form else self.name


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One household of a client (R3). `max_w` is the allowed maximum in W where known; protected ones by C5."""

    id: int
    client_id: int
    plot: str
    name: str
    phone: str
    street: str
    max_w: int | None
    protected: bool = False
    protected_by: str = ""
    note: str = ""
    contract: str = ""
    version: int = 1


MANUAL = "manual"
"""The driver of meters that are worked by hand."""


@dataclass(frozen=True, slots=True)
class Meter:
    """A subscriber's meter and how it is reached. `driver` names an entry of the drivers package."""

    id: int
    subscriber_id: int
    serial: str
    mac: str
    model: str
    driver: str
    gateway: str
    address: str
    installed_on: date | None = None
    limit_w: int | None = None
    """The limit that this desk has set and not lifted; None where it set none."""
    limit_before_w: int | None = None
    """What stood before that limit (C4); None where there was no limit."""
    note: str = ""
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The driver's own settings of this meter (client id, logical address); never secrets."""
    version: int = 1

    @property
    def is_by_hand(self) -> bool:
        """True where nobody reaches it from here: a dispatcher works it in the vendor's program and enters what was seen."""
        return self.driver == MANUAL
