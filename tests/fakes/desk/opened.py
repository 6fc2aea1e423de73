"""An opened desk, what it is made of and what is seen of it."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg

from app import bootstrap
from app.domain.commands import Command
from app.domain.desk import Meter, Subscriber
from app.domain.requests import Request
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from drivers.simulator import LoggedCommand, World
from tests.fakes.clock import FakeClock

FORBIDDEN = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""What `sql` raises where a constraint or a guard says no."""


@dataclass
class Opened:
    """A desk, its clock, its meters' world and folder; `wait` is what its workers and meters do instead of waiting."""

    app: bootstrap.App
    clock: FakeClock
    world: World
    folder: Path
    wait: Callable[[float], None]

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction."""
        return self.app.unit_of_work()

    def request(self, request_id: int) -> Request:
        """As it stands."""
        return self.card(request_id).request

    def card(self, request_id: int) -> RequestCard:
        """Everything about it."""
        return self.app.queries.card(request_id)

    def commands(self, request: Request) -> Sequence[Command]:
        """Its commands, the oldest first."""
        return [view.command for view in self.card(request.id).commands]

    def meters(self, subscriber: Subscriber) -> Sequence[Meter]:
        """The household's meters."""
        with self.unit_of_work() as uow:
            return uow.clients.meters_of(subscriber.id)

    def received(self, subscriber: Subscriber) -> list[LoggedCommand]:
        """What reached the household's meters, as the meters know it."""
        return [line for meter in self.meters(subscriber) for line in self.world.log(meter.serial)]

    @property
    def is_shared(self) -> bool:
        """True on PostgreSQL."""
        return not self.app.database.startswith("sqlite")

    @property
    def database(self) -> Path:
        """The desk's file (SQLite)."""
        return self.folder / "desk.sqlite"

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Plain SQL, `?` for values, by another program's connection, committed at once. JSON and days come as text.

        Raises `sqlite3.Error` or `psycopg.Error`; `FORBIDDEN` are those of constraints and guards.
        """
        if not self.is_shared:
            with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys=ON")
                return connection.execute(statement, values).fetchall()
        with psycopg.connect(plain_address(self.app.database), autocommit=True) as other:
            cursor = other.execute(statement.replace("%", "%%").replace("?", "%s").encode(), values or None)
            rows = cursor.fetchall() if cursor.description else []
            return [tuple(map(_as_sqlite_has_it, row)) for row in rows]

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns."""
        if self.is_shared:
            found = self.sql("SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0", table)
            return [str(name) for (name,) in found]
        return [str(row[1]) for row in self.sql(f"PRAGMA table_info({table})")]


def plain_address(url: str) -> str:
    """A PostgreSQL address as libpq takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _as_sqlite_has_it(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value.isoformat() if type(value) is date else value
