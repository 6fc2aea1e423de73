"""A real desk: a database made by the migrations, simulated meters in a temporary folder, one clock for all of it.

`make_desk` makes one, `desk_on` on either kind of database; what is on it and what is done there are words of `Desk`.
Fixtures: `clock` and `desk` (empty but for its operator; on SQLite). tests/store and tests/services have a `desk` of
their own, on SQLite and on PostgreSQL, and a `file_desk` where a test is about SQLite's file; tests/ui a small one with
people on it (`tests.fakes.small_desk`). Nothing in it waits: where a worker or a meter would, the clock moves.
"""

from tests.fakes.desk.acting import WORKER, Desk
from tests.fakes.desk.making import (
    DATABASES,
    POSTGRESQL,
    SQLITE,
    clock,
    close_desk,
    database_of,
    desk,
    desk_on,
    make_desk,
    shared_desk,
)
from tests.fakes.desk.opened import FORBIDDEN, plain_address

__all__ = [
    "DATABASES",
    "FORBIDDEN",
    "POSTGRESQL",
    "SQLITE",
    "WORKER",
    "Desk",
    "clock",
    "close_desk",
    "database_of",
    "desk",
    "desk_on",
    "make_desk",
    "plain_address",
    "shared_desk",
]
