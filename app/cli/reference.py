"""Calendar, regulation and office as a desk has them, or as the program ships them where there is no desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.bootstrap import local_desk
from app.calendars import base_year
from app.cli.call import Call
from app.domain.calendar import WorkingCalendar
from app.domain.regulation import Regulation, Regulations
from app.domain.times import Office
from app.store.desk import open_store
from app.store.engine import sqlite_path


@dataclass(frozen=True)
class Reference:
    """What deadlines and gates are computed by."""

    office: Office
    calendar: WorkingCalendar
    regulations: Regulations


@contextmanager
def reference(call: Call) -> Iterator[Reference]:
    """The named desk's, or the local one's where it exists: what was imported there counts. Nobody needs to sign in."""
    path = sqlite_path(local_desk())
    address = call.address if call.database or (path is not None and path.exists()) else ""
    if not address:
        yield Reference(Office(), WorkingCalendar(base_year), Regulations([Regulation()]))
        return
    store = open_store(address, console="pultctl", base_year=base_year)
    try:
        with store.unit_of_work().reading() as uow:
            yield Reference(uow.office, uow.calendar, uow.regulations)
    finally:
        store.close()
