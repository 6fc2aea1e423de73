"""A table of partnerships that were registered before Pult (G2), read like a register: one line a client."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.domain.keys import search_key
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.columns import ColumnMatch
from app.domain.registers.fields import CLIENT_FIELDS, Field
from app.domain.registers.layout import Layout
from app.domain.registers.preview import ClientRow, Part, Problem, RegisterKind, RegisterPreview, Severity
from app.domain.registers.reading import choose_sheet, require
from app.domain.registers.sheet import Cell, Row, Workbook
from app.domain.registers.values import Bad, check_fault, clean, is_nothing, parse_date

_T = TypeVar("_T")

SYSTEMS = ("СУП-04", "ТПП Smart Metering")
DAYS = {"СУП-04": (22, 25, 30), "ТПП Smart Metering": (*range(22, 32), 1)}
"""The statement days that S1 allows for each metering system."""

_FORM = re.compile(r"^(СНТ|СНП|ДНП|ДНТ|ДПК|ДНК|ПСК|ТСН|ТСЖ|КП|ОНТ|СПК)\b\.?\s*", re.IGNORECASE)
_LONG_FORMS = (
    (r"садовод\w*\s+некоммерческ\w*\s+товариществ\w*", "СНТ"),
    (r"садовод\w*\s+некоммерческ\w*\s+партн[её]рств\w*", "СНП"),
    (r"дачн\w*\s+потребительск\w*\s+кооператив\w*", "ДПК"),
    (r"дачн\w*\s+некоммерческ\w*\s+партн[её]рств\w*", "ДНП"),
    (r"товариществ\w*\s+собственник\w*\s+недвижимост\w*", "ТСН"),
)
_QUOTES = "«»\"'“”„ "
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")


def split_name(text: str) -> tuple[str, str]:
    """`СНТ «Ромашка»` → (`СНТ`, `Ромашка`); a long form becomes its usual letters; ("", name) where there is none."""
    name = clean(text)
    for pattern, form in _LONG_FORMS:
        name = re.sub(pattern, form, name, flags=re.IGNORECASE)
    found = _FORM.match(name)
    form = found.group(1).upper() if found else ""
    return form, (name[found.end() :] if found else name).strip(_QUOTES)


def parse_system(text: str) -> str:
    """The metering system's full name; a `Bad` for another one."""
    folded = re.sub(r"[\s\-–«»\"]+", "", text.casefold())
    if folded.startswith("суп"):
        return SYSTEMS[0]
    if folded.startswith(("тпп", "tpp", "smartmetering")):
        return SYSTEMS[1]
    raise Bad("system-unknown", known=", ".join(SYSTEMS))


@dataclass(slots=True)
class _ClientReader:
    matches: Mapping[Field, ColumnMatch]
    today: date
    problems: list[Problem]

    def read(self, row: Row) -> ClientRow | None:
        """None where a cell of the line is bad: a client is taken whole or not at all."""
        before = len(self.problems)
        form, name = split_name(self._text(row, Field.NAME))
        system = self._value(row, Field.SYSTEM, lambda cell: parse_system(cell.text)) or ""
        client = ClientRow(
            number=row.number,
            name=name,
            form=clean(self._text(row, Field.FORM)).upper() or form,
            email=self._value(row, Field.EMAIL, _parse_email) or "",
            phone=self._text(row, Field.PHONE),
            contract=self._text(row, Field.CONTRACT),
            metering_system=system,
            statement_day=self._value(row, Field.STATEMENT_DAY, lambda cell: _parse_day(cell, system)),
            registered_on=self._value(row, Field.REGISTERED, lambda cell: _parse_past(cell, self.today)),
            comment=self._text(row, Field.COMMENT),
            cells={field.value: f"{match.letter}{row.number}" for field, match in self.matches.items()},
        )
        if not name:
            self.refuse(row, Field.NAME, "name-missing")
        if not client.email and not any(p.heading == self.matches[Field.EMAIL].heading for p in self.problems[before:]):
            self.refuse(row, Field.EMAIL, "email-missing")
        return client if len(self.problems) == before else None

    def refuse(self, row: Row, field: Field, reason: str, **data: object) -> None:
        match, cell = self.matches[field], row.cells.get(self.matches[field].column)
        value = cell.text.strip() if cell else ""
        place = f"{match.letter}{row.number}"
        self.problems.append(Problem(place, match.heading, value, reason, Severity.REFUSED, Part.ROW, row.number, data))

    def _cell(self, row: Row, field: Field) -> Cell | None:
        match = self.matches.get(field)
        cell = row.cells.get(match.column) if match else None
        return None if cell is None or (is_nothing(cell.text) and not cell.fault) else cell

    def _text(self, row: Row, field: Field) -> str:
        return self._value(row, field, lambda cell: clean(cell.text)) or ""

    def _value(self, row: Row, field: Field, parse: Callable[[Cell], _T]) -> _T | None:
        cell = self._cell(row, field)
        if cell is None:
            return None
        try:
            check_fault(cell)
            return parse(cell)
        except Bad as bad:
            self.refuse(row, field, bad.reason, **bad.data)
            return None


def _parse_email(cell: Cell) -> str:
    text = clean(cell.text).removeprefix("mailto:")
    if len(re.findall("@", text)) > 1:
        raise Bad("email-several")  # G2: exactly one address
    if not _EMAIL.fullmatch(text) or not text.isascii():
        raise Bad("email-unreadable")
    return text.lower()


def _parse_day(cell: Cell, system: str) -> int:
    found = re.fullmatch(r"(\d{1,2})(?:[- ]?(?:е|го|числа|число))*\.?", clean(cell.text))
    day = int(found.group(1)) if found else 0
    allowed = DAYS.get(system, DAYS[SYSTEMS[1]])
    if day not in allowed:
        raise Bad("statement-day", allowed=", ".join(map(str, allowed)))
    return day


def _parse_past(cell: Cell, today: date) -> date:
    registered = parse_date(cell, today)
    if registered > today:
        raise Bad("registered-future", today=today.strftime("%d.%m.%Y"))
    return registered


def read_clients(
    workbook: Workbook,
    *,
    today: date,
    told: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    sheet: str | None = None,
    steps: Steps = NO_STEPS,
) -> RegisterPreview:
    """What can be taken of a table of clients: name and exactly one e-mail address each (G2), both unique."""
    choice = choose_sheet(workbook, CLIENT_FIELDS, told or {}, sheet, remembered=remembered or {})
    require(choice, [Field.NAME, Field.EMAIL])
    layout = Layout(choice.sheet, choice.heading, {field: match.column for field, match in choice.by_field.items()})
    reader = _ClientReader(choice.by_field, today, [])
    rows = {line.row.number: line.row for line in layout.lines()}
    steps.at(0, len(rows))
    read = [client for row in rows.values() if (client := reader.read(row))]
    twice: set[int] = set()
    keys: tuple[tuple[Field, Callable[[ClientRow], str]], ...] = (
        (Field.EMAIL, lambda client: client.email),
        (Field.NAME, lambda client: search_key(f"{client.form} {client.name}")),
    )
    for field, key_of in keys:
        groups: dict[str, list[ClientRow]] = defaultdict(list)
        for client in read:
            groups[key_of(client)].append(client)
        for group in groups.values():
            for client in group if len(group) > 1 else ():
                others = ", ".join(other.cells[field.value] for other in group if other is not client)
                reader.refuse(rows[client.number], field, f"{field.value}-twice", others=others)
                twice.add(client.number)
    problems = sorted(reader.problems, key=lambda problem: problem.row)
    return RegisterPreview(
        kind=RegisterKind.CLIENTS,
        sheet=choice.sheet.name,
        columns=choice.columns,
        clients=tuple(client for client in read if client.number not in twice),
        problems=tuple(problems),
        ignored=(*choice.ignored, *layout.ignored),
        titles=layout.titles,
        heading=choice.heading,
    )
