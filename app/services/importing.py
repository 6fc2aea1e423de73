"""How an import meets what the desk already holds: by key, filling blanks, naming contradictions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from app.domain.audit import EventEntry
from app.domain.changes import Subject
from app.domain.desk import Client, Meter, Operator, Registration, Subscriber
from app.domain.errors import Refusal
from app.domain.keys import search_key
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.preview import (
    ClientRow,
    Part,
    Problem,
    RegisterPreview,
    RegisterRow,
    Severity,
)
from app.services.import_orders import LineOutcome, Outcome, Tally, line_outcome
from app.services.ports.imports import FieldChange, RowChange
from app.services.ports.unit_of_work import UnitOfWork

Stored = Client | Subscriber | Meter
REGISTER_FIELDS: Mapping[str, str] = {
    "form": "form",
    "name": "owner",
    "email": "email",
    "phone": "phone",
    "contract": "contract",
    "metering_system": "system",
    "statement_day": "statement-day",
    "street": "street",
    "max_w": "power",
    "note": "comment",
    "protected": "protected",
    "protected_by": "protected-by",
    "serial": "serial",
    "mac": "mac",
    "model": "model",
    "gateway": "gateway",
    "address": "address",
    "installed_on": "installed",
}
"""A stored field → the register's, by which it is worded (`import-field-…`)."""
TOUCHED_ONE_BY_ONE = 2_000
"""Rows that the change feed names; of a larger import it names the import and its client."""
_NAMED = re.compile(r"[«\"“„]([^»\"”“]{2,60})[»\"”]")


def named_client(uow: UnitOfWork, name: str | None, read: RegisterPreview) -> Client | None:
    """The client that the operator names, or the only known one that the file's titles name; else None."""
    if name:
        return uow.clients.find_client(name)
    found: dict[int, Client] = {}
    for named in names_in(read.titles):
        try:
            client = uow.clients.find_client(named)
        except Refusal:
            continue  # a name in a title may be anything: only a known client counts
        found[client.id] = client
    return next(iter(found.values())) if len(found) == 1 else None


def names_in(titles: Sequence[str]) -> tuple[str, ...]:
    """What stands in quotes in the titles: the partnership's name."""
    return tuple(name.strip() for title in titles for name in _NAMED.findall(title))


def title_problems(read: RegisterPreview, client: Client) -> list[Problem]:
    """A warning where the file names another partnership than the one it is imported for."""
    names = names_in(read.titles)
    if not names or search_key(client.name) in map(search_key, names):
        return []
    place = next(ignored.place for ignored in read.ignored if ignored.why == "title")
    data = {"named": f"«{names[0]}»", "client": client.full_name}
    return [Problem(place, "", names[0], "other-client", Severity.WARNING, Part.COLUMN, 0, data)]


@dataclass
class Taker:
    """What takers of clients and of registers do: merge by rule, count, name contradictions, and keep an event for each change."""

    uow: UnitOfWork
    read: RegisterPreview
    overwrite: bool
    by: Operator
    now: datetime
    problems: list[Problem] = field(default_factory=list)
    import_id: int | None = None
    """None in a preview: then nothing is written at all."""
    steps: Steps = NO_STEPS
    outcomes: dict[int, LineOutcome] = field(default_factory=dict)
    changed: dict[int, tuple[FieldChange, ...]] = field(default_factory=dict)
    noted: int = 0
    """How many rows were added or changed."""
    _noted: list[RowChange] = field(default_factory=list)
    _telling: dict[tuple[Subject, int], tuple[str, ...]] = field(default_factory=dict)
    _macs: dict[int, str] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)

    def events(self, import_id: int) -> Iterator[EventEntry]:
        """An event of each row that was added or changed, with ids and fields only; made as they are stored."""
        for change in self.uow.imports.changes(import_id):
            fields = self._telling.get((change.subject, change.subject_id), ())
            yield EventEntry(
                at=self.now.astimezone(UTC),
                operator_id=self.by.id,
                console=self.uow.console,
                subject=change.subject.value,
                subject_id=change.subject_id,
                action="import-add" if change.before is None else "import-change",
                data={"import": import_id, "fields": [*fields, *sorted(change.before or ())]},
            )

    def note_added(self, subject: Subject, row_id: int, *fields: str) -> None:
        """A row came in; `fields` are worth telling of it."""
        if fields:
            self._telling[subject, row_id] = fields
        self._note(RowChange(subject, row_id, 1, None))

    def note_changed(self, subject: Subject, stored: Stored, changed: Mapping[str, object]) -> None:
        """A row is changed: what stood there before is kept."""
        before = {name: _as_kept(getattr(stored, name)) for name in sorted(changed)}
        self._note(RowChange(subject, stored.id, stored.version + 1, before))

    def _note(self, change: RowChange) -> None:
        if self.import_id is None:
            return
        self._noted.append(change)
        self.noted += 1
        if self.noted <= TOUCHED_ONE_BY_ONE:
            self.uow.touch(change.subject, change.subject_id)

    def keep_noted(self) -> None:
        """Store what was done since the last time, for taking it back."""
        if self.import_id is not None:
            self.uow.imports.add_changes(self.import_id, self._noted)
            self._noted.clear()

    def client_name(self, client_id: int) -> str:
        """The full name, looked up once."""
        if client_id not in self._names:
            self._names[client_id] = self.uow.clients.client(client_id).full_name
        return self._names[client_id]

    def settle(self, row: RegisterRow | ClientRow, outcome: Outcome, meter: Outcome | None = None) -> None:
        """Say what becomes of a line (or of its meter)."""
        self.outcomes[row.number] = line_outcome(outcome, meter)

    def tell(self, row: RegisterRow | ClientRow, stored: Stored, changed: Mapping[str, object]) -> None:
        """Old and new values of a line that changes what is stored."""
        told = tuple(
            FieldChange(REGISTER_FIELDS.get(name, name), _shown(getattr(stored, name)), _shown(value))
            for name, value in changed.items()
        )
        self.changed[row.number] = (*self.changed.get(row.number, ()), *told)

    def merge(
        self,
        stored: Stored,
        wanted: Mapping[str, tuple[str, object]],
        row: RegisterRow | ClientRow,
        part: Part,
        *,
        overwrite: bool,
    ) -> dict[str, object] | None:
        """The values to write over `stored`; None where the file contradicts it and may not overwrite.

        `wanted`: attribute → (register's field, value); blank values say nothing.
        """
        changed: dict[str, object] = {}
        contradicts = False
        for name, (register_field, value) in wanted.items():
            known = getattr(stored, name)
            if value in {"", None} or _same(known, value):
                continue
            if known not in {"", None}:
                severity = Severity.WARNING if overwrite else Severity.REFUSED
                self.problem(row, register_field, "differs", part, severity, value=_shown(value), stored=_shown(known))
                contradicts = contradicts or not overwrite
            changed[name] = value
        return None if contradicts else changed

    def problem(
        self,
        row: RegisterRow | ClientRow,
        register_field: str,
        reason: str,
        part: Part,
        severity: Severity = Severity.REFUSED,
        *,
        value: str = "",
        **data: object,
    ) -> None:
        fallback = next(iter(row.cells.values()), f"A{row.number}")
        cell = row.cells.get(register_field) or row.cells.get("plot") or fallback
        matches = (match for match in self.read.columns if match.field is not None)
        heading = next((match.heading for match in matches if match.field == register_field), "")
        self.problems.append(Problem(cell, heading, value, reason, severity, part, row.number, data))


def _same(known: object, value: object) -> bool:
    if isinstance(known, str) and isinstance(value, str):
        return search_key(known) == search_key(value)
    return known == value


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def _as_kept(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@dataclass
class ClientTaker(Taker):
    """Clients: registered before Pult (G1), by e-mail address and name."""

    def take(self) -> Mapping[str, Tally]:
        """Add or fill each; G6 holds: a registered address is never changed by an import."""
        tally = Tally()
        known = list(self.uow.clients.clients())
        for row in self.read.clients:
            by_email = next((c for c in known if c.email.casefold() == row.email.casefold()), None)
            by_name = next((c for c in known if _same_client(c, row)), None)
            if by_email and not by_name:
                self.problem(row, "email", "email-elsewhere", Part.ROW, value=row.email, client=by_email.full_name)
                self.settle(row, Outcome.NOT_TAKEN)
            elif by_name:
                self.settle(row, self._update(by_name, row, tally))
            else:
                self._add(row)
                tally.added += 1
                self.settle(row, Outcome.NEW)
        self.keep_noted()
        return {"clients": tally}

    def _add(self, row: ClientRow) -> None:
        if self.import_id is None:
            return
        registered_at = self.uow.office.start_of(row.registered_on) if row.registered_on else self.now.astimezone(UTC)
        client = self.uow.clients.add_client(
            Client(
                id=0,
                name=row.name,
                form=row.form,
                email=row.email,
                phone=row.phone,
                contract=row.contract,
                metering_system=row.metering_system,
                statement_day=row.statement_day,
                registration=Registration.REGISTERED,
                registered_at=registered_at,
                registered_before_pult=True,
            )
        )
        self.note_added(Subject.CLIENT, client.id, "registered-before-pult")

    def _update(self, client: Client, row: ClientRow, tally: Tally) -> Outcome:
        wanted: dict[str, tuple[str, object]] = {
            "form": ("form", row.form),
            "phone": ("phone", row.phone),
            "contract": ("contract", row.contract),
            "metering_system": ("system", row.metering_system),
            "statement_day": ("statement-day", row.statement_day),
        }
        # G6: a registered address changes by a letter alone.
        address = self.merge(client, {"email": ("email", row.email)}, row, Part.ROW, overwrite=False)
        changed = self.merge(client, wanted, row, Part.ROW, overwrite=self.overwrite)
        if address is None or changed is None:
            return Outcome.NOT_TAKEN
        changed |= address
        if not changed:
            tally.same += 1
            return Outcome.SAME
        if self.import_id is not None:
            self.uow.clients.update_client(replace(client, **changed))  # type: ignore[arg-type]  # fields by name
        self.note_changed(Subject.CLIENT, client, changed)
        self.tell(row, client, changed)
        tally.updated += 1
        return Outcome.CHANGED


def _same_client(client: Client, row: ClientRow) -> bool:
    same_form = not client.form or not row.form or search_key(client.form) == search_key(row.form)
    return same_form and search_key(client.name) == search_key(row.name)
