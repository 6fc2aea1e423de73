"""What is true of the whole desk, read by columns: settings, operators, what they arranged, the status bar's figures.

A console asks these before its first rows, so nothing here needs `app.store.session`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from app.domain.calendar import CalendarStatus
from app.domain.changes import Changes, Subject, Touched
from app.domain.commands import CommandState
from app.domain.desk import Operator
from app.store.rows import (
    CalendarYearRow,
    CommandRow,
    DeskSettingRow,
    FeedRow,
    LetterRow,
    OperatorRow,
    PreferenceRow,
    WorkerRow,
)

_PENDING = (CommandState.PLANNED, CommandState.SENDING, CommandState.SENT)


def settings(connection: Connection) -> Mapping[str, str]:
    """All settings of the desk."""
    return {row.key: row.value for row in connection.execute(select(DeskSettingRow.key, DeskSettingRow.value))}


def operators(connection: Connection) -> Sequence[Operator]:
    """All, by login."""
    found = select(OperatorRow.id, OperatorRow.login, OperatorRow.name, OperatorRow.role, OperatorRow.locked)
    rows = connection.execute(found.order_by(OperatorRow.login))
    return [Operator(id=r.id, login=r.login, name=r.name, role=r.role, locked=r.locked) for r in rows]


def preferences(connection: Connection, operator_id: int) -> Mapping[str, Mapping[str, object]]:
    """What an operator arranged, by key."""
    found = select(PreferenceRow.key, PreferenceRow.value).where(PreferenceRow.operator_id == operator_id)
    return {row.key: row.value for row in connection.execute(found)}


def calendar_status(connection: Connection, year: int) -> CalendarStatus | None:
    """Of the version of a year that stands; None where nobody imported one."""
    found = select(CalendarYearRow.status).where(CalendarYearRow.year == year)
    return connection.scalar(found.order_by(CalendarYearRow.version.desc()).limit(1))


def commands_pending(connection: Connection) -> int:
    """Not finished yet."""
    return connection.scalar(select(func.count(CommandRow.id)).where(CommandRow.state.in_(_PENDING))) or 0


def letters_waiting(connection: Connection) -> int:
    """Not sent yet."""
    return connection.scalar(select(func.count(LetterRow.id)).where(LetterRow.state == "waiting")) or 0


def worker_seen(connection: Connection) -> datetime | None:
    """When any worker last gave a sign."""
    return connection.scalar(select(func.max(WorkerRow.seen_at)))


def changes_since(connection: Connection, seq: int) -> tuple[int, Changes]:
    """The change feed after `seq`, and its last number."""
    rows = connection.execute(
        select(FeedRow.seq, FeedRow.subject, FeedRow.subject_id).where(FeedRow.seq > seq).order_by(FeedRow.seq)
    ).all()
    touched = dict.fromkeys(Touched(Subject(row.subject), row.subject_id) for row in rows)
    return (rows[-1].seq if rows else seq), Changes(tuple(touched))


def feed(connection: Connection) -> int:
    """The change feed's last number."""
    return connection.exec_driver_sql("SELECT max(seq) FROM feed").scalar() or 0
