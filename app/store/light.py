"""Tables declared as SQLAlchemy's ORM declares them, built without it.

A console reads its first rows by their columns. The ORM and the mapping of every table take longer than that reading, so
here a declared class is its table with its columns, for `select(RequestRow.id)`; `app.store.session` maps the same
classes when whole rows are read or written. To the type checker they are declarative classes all along (`app.store.base`).
"""

from datetime import date, time
from types import NoneType
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_origin

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table, Time

T = TypeVar("T")

_KINDS: dict[Any, Any] = {int: Integer, str: String, bool: Boolean, date: Date, time: Time}


class Mapped(Generic[T]):
    """What a column holds: `Mapped[int | None]`."""


class mapped_column:  # noqa: N801 - SQLAlchemy's name
    """A column's type and traits, until the class that it stands in gives it its name."""

    def __init__(self, *given: Any, **traits: Any) -> None:
        self.given, self.traits = given, traits


class TableBase:
    """Each class under it that names its table has it as `__table__`, and every column under the column's name."""

    metadata: ClassVar[MetaData]
    type_annotation_map: ClassVar[dict[Any, Any]]
    __table__: ClassVar[Table]
    declared: ClassVar[list[type["TableBase"]]] = []

    def __init_subclass__(cls) -> None:
        name = cls.__dict__.get("__tablename__")
        if name is None:
            return
        columns = [
            cls._column(name, get_args(kind)[0], cls.__dict__.get(name))
            for name, kind in cls.__annotations__.items()
            if _is_column(kind)
        ]
        cls.__table__ = Table(name, cls.metadata, *columns, *cls.__dict__.get("__table_args__", ()))
        for column in columns:
            setattr(cls, column.key, column)
        # What stands for the class in a statement, until it is mapped.
        cls.__clause_element__ = classmethod(lambda c: c.__table__)  # type: ignore[attr-defined]
        TableBase.declared.append(cls)

    @classmethod
    def _column(cls, name: str, holds: Any, declared: mapped_column | None) -> Column[Any]:
        given, traits = (declared.given, declared.traits) if declared else ((), {})
        parts = get_args(holds) if NoneType in get_args(holds) else (holds,)
        kinds = [part for part in parts if part is not NoneType]
        if not given and kinds:
            known: Any = cls.type_annotation_map.get(kinds[0]) or _KINDS[kinds[0]]
            given = (known,)
        return Column(name, *given, **{"nullable": len(parts) > len(kinds), **traits})


def _is_column(kind: Any) -> bool:
    return get_origin(kind) is Mapped
