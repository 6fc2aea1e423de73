"""Operators, calendar years, versions of the regulation, settings of the desk."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update

from app.domain.calendar import YearCalendar
from app.domain.desk import Operator, Role
from app.domain.errors import Refusal
from app.domain.regulation import Regulation
from app.store.convert import operator_of, year_json, year_of
from app.store.rows import CalendarYearRow, DeskSettingRow, OperatorRow, RegulationRow
from app.store.session import Session


class StoredOperators:
    """`OperatorRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_login(self, login: str) -> Operator | None:
        """By login."""
        row = self._session.scalar(select(OperatorRow).where(OperatorRow.login == login))
        return None if row is None else operator_of(row)

    def get(self, operator_id: int) -> Operator:
        """By id."""
        row = self._session.get(OperatorRow, operator_id, populate_existing=True)
        if row is None:
            raise Refusal("operator-unknown", login=str(operator_id))
        return operator_of(row)

    def add(self, login: str, name: str, role: Role) -> Operator:
        """Store a new one."""
        if self.by_login(login) is not None:
            raise Refusal("operator-exists", login=login)
        row = OperatorRow(login=login, name=name, role=role, locked=False)
        self._session.add(row)
        self._session.flush()
        return operator_of(row)

    def lock(self, operator_id: int) -> None:
        """A locked one may do nothing."""
        self._session.execute(update(OperatorRow).where(OperatorRow.id == operator_id).values(locked=True))

    def all(self) -> Sequence[Operator]:
        """All, by login."""
        return [operator_of(row) for row in self._session.scalars(select(OperatorRow).order_by(OperatorRow.login))]


class StoredReference:
    """`ReferenceRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store_year(self, year: YearCalendar, *, source: str, now: datetime, by: int) -> None:
        """Keep a further version of a year."""
        self._session.add(
            CalendarYearRow(
                year=year.year,
                version=self.next_calendar_version(year.year),
                status=year.status,
                days=year_json(year),
                source=source,
                imported_at=now,
                imported_by=by,
            )
        )
        self._session.flush()

    def stored_year(self, year: int) -> YearCalendar | None:
        """The version of a year that stands."""
        row = self._session.scalar(
            select(CalendarYearRow)
            .where(CalendarYearRow.year == year)
            .order_by(CalendarYearRow.version.desc())
            .limit(1)
        )
        return None if row is None else year_of(row)

    def next_calendar_version(self, year: int) -> int:
        """One more than the last."""
        return (
            self._session.scalar(select(func.max(CalendarYearRow.version)).where(CalendarYearRow.year == year)) or 0
        ) + 1

    def add_regulation(self, regulation: Regulation, *, now: datetime, by: int) -> None:
        """Keep a further version of the regulation."""
        self._session.add(
            RegulationRow(
                version=regulation.version,
                effective_from=regulation.effective_from,
                figures=figures_json(regulation),
                stored_at=now,
                stored_by=by,
            )
        )
        self._session.flush()

    def regulations(self) -> list[Regulation]:
        """All versions stored."""
        rows = self._session.scalars(select(RegulationRow).order_by(RegulationRow.version))
        return [regulation_of(row) for row in rows]

    def setting(self, key: str, default: str) -> str:
        """A setting of the whole desk."""
        row = self._session.get(DeskSettingRow, key)
        return default if row is None else row.value


def figures_json(regulation: Regulation) -> dict[str, Any]:
    """The regulation's figures as JSON: times as "12:00:00", spans in seconds."""
    figures: dict[str, Any] = {}
    for field in fields(regulation):
        value = getattr(regulation, field.name)
        if field.name in ("version", "effective_from"):
            continue
        if isinstance(value, time):
            value = value.isoformat()
        elif isinstance(value, timedelta):
            value = value.total_seconds()
        figures[field.name] = value
    return figures


def regulation_of(row: RegulationRow) -> Regulation:
    """A version of the regulation; figures that a newer program knows and the row does not keep their defaults."""
    defaults = {field.name: getattr(Regulation(), field.name) for field in fields(Regulation)}
    figures: dict[str, Any] = {}
    for name, stored in row.figures.items():
        standing = defaults.get(name)
        if isinstance(standing, time):
            figures[name] = time.fromisoformat(stored)
        elif isinstance(standing, timedelta):
            figures[name] = timedelta(seconds=stored)
        elif name in defaults:
            figures[name] = stored
    return Regulation(version=row.version, effective_from=row.effective_from, **figures)
