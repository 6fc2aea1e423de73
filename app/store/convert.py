"""Rows to the domain's values and back: the one place where a column's name meets a field's."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from app.domain.audit import ChainedEvent, EventEntry
from app.domain.calendar import CalendarStatus, YearCalendar
from app.domain.commands import Command, MeterState, Relay
from app.domain.deadlines import Deadline, Step
from app.domain.desk import Client, Meter, Operator, Subscriber
from app.domain.keys import mac_key, plot_key, search_key, serial_key
from app.domain.requests import Request, Visit
from app.domain.urgency import journal_order
from app.store.rows import (
    CalendarYearRow,
    ClientRow,
    CommandRow,
    DeadlineRow,
    EventRow,
    MeterRow,
    OperatorRow,
    RequestRow,
    SubscriberRow,
)

_REQUEST_FIELDS = tuple(f for f in Request.__dataclass_fields__ if f != "visit")
_COMMAND_FIELDS = tuple(f for f in Command.__dataclass_fields__ if f not in ("before", "after"))


def _same(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def request_of(row: RequestRow) -> Request:
    """A request as stored."""
    visit = None
    if row.visit_day is not None:
        visit = Visit(row.visit_with, row.visit_phone, row.visit_day, row.visit_since, row.visit_until)
    return Request(visit=visit, **_same(row, _REQUEST_FIELDS))


def request_columns(request: Request) -> dict[str, Any]:
    """The columns of a request, the derived ones (`due`, `sort_key`) included."""
    visit = request.visit
    return {
        **_same(request, _REQUEST_FIELDS),
        "visit_with": visit.with_whom if visit else "",
        "visit_phone": visit.phone if visit else "",
        "visit_day": visit.day if visit else None,
        "visit_since": visit.since if visit else None,
        "visit_until": visit.until if visit else None,
        "due": request.due,
        "sort_key": journal_order(
            request.status, due=request.due, filed_at=request.filed_at, closed_at=request.closed_at
        ),
    }


def command_of(row: CommandRow) -> Command:
    """A command as stored."""
    return Command(before=state_of(row.before), after=state_of(row.after), **_same(row, _COMMAND_FIELDS))


def command_columns(command: Command) -> dict[str, Any]:
    """The columns of a command."""
    return {
        **_same(command, _COMMAND_FIELDS),
        "before": state_json(command.before),
        "after": state_json(command.after),
    }


def state_of(stored: Mapping[str, Any] | None) -> MeterState | None:
    """A meter's state from its JSON."""
    if stored is None:
        return None
    return MeterState(
        read_at=datetime.fromisoformat(stored["read_at"]).astimezone(UTC),
        relay=Relay(stored["relay"]),
        output_on=stored["output_on"],
        limit_w=stored["limit_w"],
        power_w=stored["power_w"],
        serial=stored["serial"],
        raw=stored["raw"],
        limit_told=stored.get("limit_told", True),
    )


def state_json(state: MeterState | None) -> dict[str, Any] | None:
    """A meter's state as JSON."""
    if state is None:
        return None
    return {
        "read_at": state.read_at.isoformat(),
        "relay": state.relay.value,
        "output_on": state.output_on,
        "limit_w": state.limit_w,
        "power_w": state.power_w,
        "serial": state.serial,
        "raw": state.raw,
        "limit_told": state.limit_told,
    }


def client_of(row: ClientRow) -> Client:
    """A client as stored."""
    return Client(**_same(row, tuple(Client.__dataclass_fields__)))


def client_columns(client: Client) -> dict[str, Any]:
    """The columns of a client, keys included."""
    return {
        **_same(client, tuple(Client.__dataclass_fields__)),
        "name_key": search_key(client.name),
        "email_key": client.email.strip().casefold() or None,
    }


def subscriber_of(row: SubscriberRow) -> Subscriber:
    """A subscriber as stored."""
    return Subscriber(**_same(row, tuple(Subscriber.__dataclass_fields__)))


def subscriber_columns(subscriber: Subscriber) -> dict[str, Any]:
    """The columns of a subscriber, keys included."""
    return {
        **_same(subscriber, tuple(Subscriber.__dataclass_fields__)),
        "plot_key": plot_key(subscriber.plot),
        "plot_order": plot_order(subscriber.plot),
    }


def plot_order(plot: str) -> str:
    """A text that sorts plots as people do: 2 before 12, 12 before 12а."""
    parts, digits = [], ""
    for sign in plot_key(plot):
        if sign.isdigit():
            digits += sign
            continue
        if digits:
            parts.append(digits.zfill(8))
            digits = ""
        parts.append(sign)
    return "".join(parts) + (digits.zfill(8) if digits else "")


def meter_of(row: MeterRow) -> Meter:
    """A meter as stored."""
    return Meter(**_same(row, tuple(Meter.__dataclass_fields__)))


def meter_columns(meter: Meter) -> dict[str, Any]:
    """The columns of a meter, keys included."""
    return {
        **_same(meter, tuple(Meter.__dataclass_fields__)),
        "options": dict(meter.options),
        "serial_key": serial_key(meter.serial),
        "mac_key": mac_key(meter.mac) if meter.mac else None,
    }


def operator_of(row: OperatorRow) -> Operator:
    """An operator as stored."""
    return Operator(row.id, row.login, row.name, row.role, row.locked)


def event_of(row: EventRow) -> ChainedEvent:
    """An event in its place of the chain."""
    entry = EventEntry(
        at=row.at,
        operator_id=row.operator_id,
        console=row.console,
        subject=row.subject,
        subject_id=row.subject_id,
        action=row.action,
        from_state=row.from_state,
        to_state=row.to_state,
        why=row.why,
        data=row.data,
    )
    return ChainedEvent(row.seq, entry, row.previous, row.hash)


def deadline_of(row: DeadlineRow) -> Deadline:
    """A deadline as it was made."""
    return Deadline(
        due=row.due,
        rules=tuple(row.rules.split()),
        steps=tuple(step_of(s) for s in row.steps),
        regulation_version=row.regulation_version,
        calendar_version=row.calendar_version,
        official=row.official,
    )


def step_json(step: Step) -> list[Any]:
    """A step as JSON: its code, then name, type and text of each datum."""
    return [step.code, [[name, *_typed(value)] for name, value in step.data]]


def step_of(stored: list[Any]) -> Step:
    """A step from its JSON."""
    code, data = stored
    return Step(code, tuple((name, _untyped(kind, text)) for name, kind, text in data))


def _typed(value: object) -> tuple[str, object]:
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, time):
        return "time", value.isoformat()
    return "plain", value


def _untyped(kind: str, text: Any) -> object:
    readers = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}
    return readers[kind](text) if kind in readers else text


def year_of(row: CalendarYearRow) -> YearCalendar:
    """An imported calendar year."""

    def days(name: str) -> frozenset[date]:
        return frozenset(date.fromisoformat(d) for d in row.days[name])

    moved = {date.fromisoformat(k): date.fromisoformat(v) for k, v in row.days["moved_from"].items()}
    return YearCalendar(
        year=row.year,
        status=CalendarStatus(row.status),
        version=f"imported-{row.version}",
        days_off=days("days_off"),
        working_weekends=days("working_weekends"),
        shortened=days("shortened"),
        holidays=days("holidays"),
        moved_from=moved,
    )


def year_json(year: YearCalendar) -> dict[str, Any]:
    """A calendar year as JSON."""
    return {
        "days_off": sorted(d.isoformat() for d in year.days_off),
        "working_weekends": sorted(d.isoformat() for d in year.working_weekends),
        "shortened": sorted(d.isoformat() for d in year.shortened),
        "holidays": sorted(d.isoformat() for d in year.holidays),
        "moved_from": {k.isoformat(): v.isoformat() for k, v in sorted(year.moved_from.items())},
    }
