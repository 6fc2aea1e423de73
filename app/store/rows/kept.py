"""What operators keep for themselves, and what the meters' ciphering keeps."""

from typing import Any

from sqlalchemy import ForeignKey

from app.store.base import Base, BigId, Mapped, mapped_column


class PreferenceRow(Base):
    """One thing that an operator arranged: the journal's columns, a saved filter. `value` holds no secrets."""

    __tablename__ = "preferences"

    operator_id: Mapped[int] = mapped_column(ForeignKey("operators.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class InvocationCounterRow(Base):
    """Up to which number a key's invocation counter is used or reserved; never goes back."""

    __tablename__ = "invocation_counters"

    key: Mapped[str] = mapped_column(primary_key=True)
    reserved: Mapped[int] = mapped_column(BigId)
