"""The journal's own line to PostgreSQL: one connection kept open, for questions that are asked at every scroll.

A pool asks the server whether it is still there each time, begins and ends a transaction: that costs more than a page.
Here a line that broke shows by the question itself, which is asked once more by a new one: it only reads.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.store.engine import is_postgres

T = TypeVar("T")


class Line:
    """Asks over the kept connection; over another one while it is busy, and always on SQLite, where that costs nothing."""

    def __init__(self, engine: Engine) -> None:
        self._postgres = is_postgres(engine)
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT") if self._postgres else engine
        self._busy = threading.Lock()
        self._kept: Connection | None = None

    def ask(self, question: Callable[[Connection], T]) -> T:
        """The question's answer. Raises DBAPIError where the database cannot be reached."""
        if not self._postgres or not self._busy.acquire(blocking=False):
            with self._engine.connect() as connection:
                return question(connection)
        try:
            return self._over_kept(question)
        finally:
            self._busy.release()

    def _over_kept(self, question: Callable[[Connection], T]) -> T:
        if self._kept is not None:
            try:
                return question(self._kept)
            except DBAPIError as error:
                self._hang_up()
                if not error.connection_invalidated:
                    raise
        self._kept = self._engine.connect()
        try:
            return question(self._kept)
        except BaseException:
            self._hang_up()
            raise

    def _hang_up(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            with suppress(DBAPIError):
                kept.close()

    def close(self) -> None:
        """Let go of it."""
        with self._busy:
            self._hang_up()
