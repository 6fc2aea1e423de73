"""How an import meets what the desk already holds: by key, filling blanks, naming contradictions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from app.domain.audit import EventEntry
from app.domain.changes import Subject
from app.domain.desk import Client, Meter, Operator, Registration, Subscriber
from app.domain.errors import Refusal
from app.domain.keys import search_key
from app.domain.registers.preview import (
    ClientRow,
    Part,
    Problem,
    RegisterPreview,
    RegisterRow,
    Severity,
)
from app.services.ports import UnitOfWork

_Stored = TypeVar("_Stored", Client, Subscriber, Meter)
_NAMED = re.compile(r"[«\"“„]([^»\"”“]{2,60})[»\"”]")


@dataclass(slots=True)
class Tally:
    """How many of one kind are new, changed, and as they were."""

    added: int = 0
    updated: int = 0
    same: int = 0

    @property
    def taken(self) -> int:
        return self.added + self.updated + self.same


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
    added: dict[Subject, list[int]] = field(default_factory=dict)
    _events: list[tuple[Subject, int, str, list[str]]] = field(default_factory=list)

    def record(self, import_id: int) -> None:
        """An event for every client, subscriber and meter that was added or changed, with ids and fields only."""
        for subject, row_id, action, fields in self._events:
            self.uow.events.append(
                EventEntry(
                    at=self.now,
                    operator_id=self.by.id,
                    console=self.uow.console,
                    subject=subject.value,
                    subject_id=row_id,
                    action=action,
                    data={"import": import_id, "fields": fields},
                )
            )

    def note(self, subject: Subject, row_id: int, *, added: bool, fields: Sequence[str]) -> None:
        if added:
            self.added.setdefault(subject, []).append(row_id)
        self._events.append((subject, row_id, "import-add" if added else "import-change", sorted(fields)))
        self.uow.touch(subject, row_id)

    def merge(
        self,
        stored: _Stored,
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
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


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
            elif by_name:
                self._update(by_name, row, tally)
            else:
                self._add(row)
                tally.added += 1
        return {"clients": tally}

    def _add(self, row: ClientRow) -> None:
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
        self.note(Subject.CLIENT, client.id, added=True, fields=["registered-before-pult"])

    def _update(self, client: Client, row: ClientRow, tally: Tally) -> None:
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
            return
        changed |= address
        if changed:
            self.uow.clients.update_client(replace(client, **changed))  # type: ignore[arg-type]  # fields by name
            self.note(Subject.CLIENT, client.id, added=False, fields=list(changed))
            tally.updated += 1
        else:
            tally.same += 1


def _same_client(client: Client, row: ClientRow) -> bool:
    same_form = not client.form or not row.form or search_key(client.form) == search_key(row.form)
    return same_form and search_key(client.name) == search_key(row.name)
