"""What services need from outside, as Protocols: adapters implement them, bootstrap puts them together.

Everything inside one `with unit_of_work:` is one transaction, and nothing is kept unless `commit` was called.
"""

from app.services.ports.imports import ImportRecord, ImportRepository
from app.services.ports.metering import (
    Acknowledged,
    Answer,
    MeterAddress,
    Metering,
    NoAnswer,
    NotSent,
    Reading,
    RefusedByMeter,
)
from app.services.ports.preferences import PreferenceRepository
from app.services.ports.reports import DayLoad, FalseCall, Visit
from app.services.ports.repositories import (
    ClientRepository,
    Clock,
    CommandRepository,
    Contact,
    EventLog,
    LedgerStep,
    Letter,
    OperatorRepository,
    Outbox,
    ReferenceRepository,
    RequestRepository,
    SlotTaken,
    StaleVersion,
    WorkerRepository,
)
from app.services.ports.unit_of_work import (
    Collided,
    UnitOfWork,
)
from app.services.ports.views import (
    CalendarSource,
    CommandView,
    Counters,
    DeskStatus,
    HistoryLine,
    JournalFilter,
    JournalPage,
    JournalRow,
    KeptDeadline,
    Queries,
    RequestCard,
)

__all__ = [
    "Acknowledged",
    "Answer",
    "CalendarSource",
    "ClientRepository",
    "Clock",
    "Collided",
    "CommandRepository",
    "CommandView",
    "Contact",
    "Counters",
    "DayLoad",
    "DeskStatus",
    "EventLog",
    "FalseCall",
    "HistoryLine",
    "ImportRecord",
    "ImportRepository",
    "JournalFilter",
    "JournalPage",
    "JournalRow",
    "KeptDeadline",
    "LedgerStep",
    "Letter",
    "MeterAddress",
    "Metering",
    "NoAnswer",
    "NotSent",
    "OperatorRepository",
    "Outbox",
    "PreferenceRepository",
    "Queries",
    "Reading",
    "ReferenceRepository",
    "RefusedByMeter",
    "RequestCard",
    "RequestRepository",
    "SlotTaken",
    "StaleVersion",
    "UnitOfWork",
    "Visit",
    "WorkerRepository",
]
