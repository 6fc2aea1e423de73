"""The tables, one module a subject. Importing this package makes `Base.metadata` complete."""

from app.store.rows.commands import CommandRow, CommandStepRow, MeterStateRow
from app.store.rows.desk import ClientRow, ImportRow, MeterRow, OperatorRow, SubscriberRow
from app.store.rows.events import EventRow, FeedRow, LetterRow, WorkerRow
from app.store.rows.reference import CalendarYearRow, DeskSettingRow, RegulationRow
from app.store.rows.requests import ContactRow, DeadlineRow, NumberRow, QuotaSlotRow, RequestRow

__all__ = [
    "CalendarYearRow",
    "ClientRow",
    "CommandRow",
    "CommandStepRow",
    "ContactRow",
    "DeadlineRow",
    "DeskSettingRow",
    "EventRow",
    "FeedRow",
    "ImportRow",
    "LetterRow",
    "MeterRow",
    "MeterStateRow",
    "NumberRow",
    "OperatorRow",
    "QuotaSlotRow",
    "RegulationRow",
    "RequestRow",
    "SubscriberRow",
    "WorkerRow",
]
