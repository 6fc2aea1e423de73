"""The tables, one module a subject. Importing this package makes `Base.metadata` complete."""

from app.store.rows.commands import CommandRow, CommandStepRow, MeterStateRow
from app.store.rows.desk import ClientRow, MeterRow, OperatorRow, SubscriberRow
from app.store.rows.events import EventRow, FeedRow, LetterRow, WorkerRow
from app.store.rows.imports import ImportChangeRow, ImportReversalRow, ImportRow, RememberedColumnRow
from app.store.rows.kept import InvocationCounterRow, PreferenceRow
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
    "ImportChangeRow",
    "ImportReversalRow",
    "ImportRow",
    "InvocationCounterRow",
    "LetterRow",
    "MeterRow",
    "MeterStateRow",
    "NumberRow",
    "OperatorRow",
    "PreferenceRow",
    "QuotaSlotRow",
    "RegulationRow",
    "RememberedColumnRow",
    "RequestRow",
    "SubscriberRow",
    "WorkerRow",
]
