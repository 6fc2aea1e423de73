"""An opened database as the rest of the program sees it: units of work, queries, what is true of the whole desk."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.calendar import YearCalendar
from app.domain.times import Office
from app.services.ports import UnitOfWork
from app.store.counters import StoredCounters
from app.store.engine import reaching
from app.store.events import ChainEnd
from app.store.queries import StoredQueries
from app.store.rows import DeskSettingRow
from app.store.schema import open_checked
from app.store.unit_of_work import StoredUnitOfWork


class OpenedStore:
    """One database, opened; `close` lets go of it."""

    def __init__(self, engine: Engine, *, console: str, base_year: Callable[[int], YearCalendar]) -> None:
        self._engine = engine
        self._console = console
        self._base_year = base_year
        self._chain_end = ChainEnd(engine)
        self.settings: Mapping[str, str] = self._read_settings()
        self.office = Office(ZoneInfo(self.settings.get("zone", "Europe/Moscow")))
        self.queries = StoredQueries(engine, office=self.office, base_year=base_year)
        self.counters = StoredCounters(engine)

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction, not begun."""
        return StoredUnitOfWork(
            self._engine, console=self._console, base_year=self._base_year, chain_end=self._chain_end
        )

    def close(self) -> None:
        """Let go of every connection."""
        self.queries.close()
        self._chain_end.close()
        self._engine.dispose()

    def _read_settings(self) -> Mapping[str, str]:
        with reaching(self._engine.url.render_as_string(hide_password=False)), Session(self._engine) as session:
            return {row.key: row.value for row in session.scalars(select(DeskSettingRow))}


def open_store(url: str, *, console: str, base_year: Callable[[int], YearCalendar]) -> OpenedStore:
    """Open a database whose schema is the program's.

    Raises:
        Unavailable: database-missing, -newer, -older, -locked, -read-only, -corrupt, -cannot-open, -not-a-desk.
    """
    engine = open_checked(url)
    try:
        return OpenedStore(engine, console=console, base_year=base_year)
    except BaseException:
        engine.dispose()
        raise
