"""The working calendar: showing a year, importing an official one after seeing what it changes."""

from dataclasses import replace
from datetime import datetime

from app.domain.calendar import CalendarDifference, YearCalendar, difference
from app.domain.changes import Changes, Subject
from app.domain.desk import Operator
from app.services.acting import acting, put_event
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction


def show(uow: UnitOfWork, *, year: int) -> YearCalendar:
    """The year that stands: imported, else the base."""
    with uow.reading():
        return uow.calendar.year(year)


def compare(uow: UnitOfWork, *, imported: YearCalendar) -> CalendarDifference:
    """What an import would change; nothing is stored."""
    with uow.reading():
        return difference(uow.calendar.year(imported.year), imported)


@transaction
def apply(uow: UnitOfWork, *, imported: YearCalendar, source: str, by: Operator, now: datetime) -> Changes:
    """Store an official year. Deadlines already computed are not moved: each names the version that made it."""
    with acting(uow, by):
        version = uow.reference.next_calendar_version(imported.year)
        uow.reference.store_year(replace(imported, version=f"imported-{version}"), source=source, now=now, by=by.id)
        put_event(uow, ("calendar", imported.year), "import", by=by.id, now=now, why=source, data={"version": version})
        uow.touch(Subject.CALENDAR, imported.year)
        return uow.commit()
