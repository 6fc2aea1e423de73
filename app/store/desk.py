"""An opened database as the rest of the program sees it: units of work, queries, what is true of the whole desk."""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from app.domain.calendar import CalendarStatus, YearCalendar
from app.domain.times import Office
from app.services.ports.unit_of_work import UnitOfWork
from app.store.counters import StoredCounters
from app.store.engine import reaching
from app.store.queries import StoredQueries, desk
from app.store.schema import open_checked

if TYPE_CHECKING:
    from app.store.events import ChainEnd
# At run time what works on whole rows is imported with the first unit of work: a console that shows its first rows has
# none yet.


class OpenedStore:
    """One database, opened; `close` lets go of it."""

    def __init__(
        self,
        engine: Engine,
        *,
        console: str,
        base_year: Callable[[int], YearCalendar],
        base_status: Callable[[int], CalendarStatus] | None = None,
    ) -> None:
        self._engine = engine
        self._console = console
        self._base_year = base_year
        self._lock = threading.Lock()
        self._chain_end: ChainEnd | None = None
        self.settings: Mapping[str, str] = self._read_settings()
        self.office = Office(ZoneInfo(self.settings.get("zone", "Europe/Moscow")))
        self.queries = StoredQueries(engine, office=self.office, base_year=base_year, base_status=base_status)
        self.counters = StoredCounters(engine)

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction, not begun."""
        from app.store.events import ChainEnd
        from app.store.unit_of_work import StoredUnitOfWork

        with self._lock:
            if self._chain_end is None:
                self._chain_end = ChainEnd(self._engine)
            chain_end = self._chain_end
        return StoredUnitOfWork(self._engine, console=self._console, base_year=self._base_year, chain_end=chain_end)

    def close(self) -> None:
        """Let go of every connection."""
        self.queries.close()
        with self._lock:
            if self._chain_end is not None:
                self._chain_end.close()
        self._engine.dispose()

    def _read_settings(self) -> Mapping[str, str]:
        with reaching(self._engine.url.render_as_string(hide_password=False)), self._engine.connect() as connection:
            return desk.settings(connection)


def open_store(
    url: str,
    *,
    console: str,
    base_year: Callable[[int], YearCalendar],
    base_status: Callable[[int], CalendarStatus] | None = None,
) -> OpenedStore:
    """Open a database whose schema is the program's. `base_status`: that of `base_year`, where it can be had sooner.

    Raises:
        Unavailable: database-missing, -newer, -older, -locked, -read-only, -corrupt, -cannot-open, -not-a-desk.
    """
    engine = open_checked(url)
    try:
        return OpenedStore(engine, console=console, base_year=base_year, base_status=base_status)
    except BaseException:
        engine.dispose()
        raise
