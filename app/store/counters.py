"""Invocation counters on disk (drivers.base.InvocationCounters): reserved ahead of use, shared by all processes, never going back.

Each call is a small transaction of its own, apart from whatever else is being written: a number that was given out stays used,
even where all that followed was undone.
"""

from sqlalchemy import BigInteger, Engine, bindparam, text

from app.domain.errors import Unavailable
from app.store.engine import WRITING, reaching

LAST = 0xFFFFFFFF
"""A counter has 32 bits; behind them the meters' keys have to be exchanged."""

RESTORE_SKIPS = 1 << 24
"""Numbers left out when a saved copy is brought back: more than are used between a copy and the next, 255 times."""

_RESERVE = text(
    "INSERT INTO invocation_counters (key, reserved) VALUES (:key, :count) "
    "ON CONFLICT (key) DO UPDATE SET reserved = invocation_counters.reserved + excluded.reserved RETURNING reserved"
).bindparams(bindparam("count", type_=BigInteger))
_ADVANCE = text(
    "INSERT INTO invocation_counters (key, reserved) VALUES (:key, :last) "
    "ON CONFLICT (key) DO UPDATE SET reserved = excluded.reserved "
    "WHERE invocation_counters.reserved < excluded.reserved"
).bindparams(bindparam("last", type_=BigInteger))


class StoredCounters:
    """The counters of one database. Any thread may call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(**{WRITING: True})
        self._place = engine.url.render_as_string(hide_password=False)

    def reserve(self, key: str, count: int) -> int:
        """The first of `count` numbers that are nobody else's; 1 is the first of all.

        Raises:
            Unavailable: counters-exhausted, and what reaching the database may raise. ValueError for a count under 1.
        """
        if count < 1:
            raise ValueError(f"{count} numbers")
        with reaching(self._place), self._engine.begin() as connection:
            reserved = int(connection.execute(_RESERVE, {"key": key, "count": count}).scalar_one())
            if reserved > LAST:
                raise Unavailable("counters-exhausted", key=key)
        return reserved - count + 1

    def advance(self, key: str, last_used: int) -> None:
        """Give out no number up to `last_used` any more; a lower one than stands is nothing. ValueError beyond 32 bits."""
        if not 0 <= last_used <= LAST:
            raise ValueError(f"a counter of {last_used}")
        with reaching(self._place), self._engine.begin() as connection:
            connection.execute(_ADVANCE, {"key": key, "last": last_used})
