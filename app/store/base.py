"""What every table shares: names for constraints, and types that are the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.types import TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.orm import DeclarativeBase as TableBase
    from sqlalchemy.orm import Mapped, mapped_column
else:
    from app.store.light import Mapped, TableBase, mapped_column

__all__ = ["Base", "BigId", "EnumText", "Json", "Mapped", "UtcDateTime", "mapped_column"]

E = TypeVar("E", bound=StrEnum)

BigId = BigInteger().with_variant(Integer, "sqlite")
"""bigint; on SQLite INTEGER, since only that one is the row's own key."""


class Json(TypeDecorator[Any]):
    """JSON; jsonb on PostgreSQL, whose dialect is imported only there: it would slow every start on SQLite."""

    impl = JSON
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own kind."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC: timestamptz on PostgreSQL, text that sorts on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments: guessing their zone would move deadlines."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a stored moment needs an offset"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class's form
        """Give the moment back as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnumText(TypeDecorator[E]):
    """An enum by its value, as text: readable in any tool, and a new member needs no migration of a type."""

    impl = String(40)
    cache_ok = True

    def __init__(self, members: type[E]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The member's value."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002
        """The member."""
        return None if value is None else self.members(value)


class Base(TableBase):
    """Base of all rows; rows never leave app.store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: Json(), list[Any]: Json()}  # noqa: RUF012 - SQLAlchemy's own form
