"""Statements built and compiled once, then run by the driver: for what a screen asks at every scroll and keystroke.

To build a statement anew costs more than the database takes to answer it. Values are given by name; what is read comes
as the driver gives it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, CursorResult, Select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from app.store.engine import is_postgres

_KEPT = 128

_SQLITE = sqlite_dialect(paramstyle="named")

Statement = tuple[str, Mapping[str, Any]]


class Prepared:
    """The last statements that were asked for, each under a key that tells all that it is built of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._statements: OrderedDict[Hashable, Statement] = OrderedDict()

    def rows(
        self, connection: Connection, key: Hashable, build: Callable[[], Select[*tuple[Any, ...]]], **values: Any
    ) -> list[tuple[Any, ...]]:
        """All that `run` gives, straight from the driver."""
        result = self.run(connection, key, build, **values)
        found = result.cursor.fetchall()
        result.close()
        return list(found)

    def run(
        self, connection: Connection, key: Hashable, build: Callable[[], Select[*tuple[Any, ...]]], **values: Any
    ) -> CursorResult[Any]:
        """Run what `build` gives, which names `values` by `bindparam`."""
        with self._lock:
            known = self._statements.get(key)
        if known is None:
            known = _compiled(connection, build())
            with self._lock:
                self._statements[key] = known
                while len(self._statements) > _KEPT:
                    self._statements.popitem(last=False)
        sql, given = known
        postgres = is_postgres(connection)
        return connection.exec_driver_sql(
            sql, {**given, **{name: _for_driver(value, postgres=postgres) for name, value in values.items()}}
        )


def _compiled(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Statement:
    postgres = is_postgres(connection)
    compiled = statement.compile(
        dialect=connection.dialect if postgres else _SQLITE, compile_kwargs={"render_postcompile": True}
    )
    return str(compiled), {name: _for_driver(value, postgres=postgres) for name, value in compiled.params.items()}


def _for_driver(value: Any, *, postgres: bool) -> Any:
    """As the columns' types would hand it over."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime) and not postgres:
        return value.astimezone(UTC).isoformat(" ", "microseconds")[:26]
    return value
