"""A line of a register into a row: each bad cell refuses its part, and is named with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.domain.keys import serial_key
from app.domain.registers.columns import ColumnMatch
from app.domain.registers.fields import METER_FIELDS, READINGS, Field
from app.domain.registers.layout import Line
from app.domain.registers.preview import MeterEntry, Part, Places, Problem, Reading, RegisterKind, RegisterRow, Severity
from app.domain.registers.remarks import old_serials, tells_of_replacement
from app.domain.registers.sheet import Cell, PackedCells, letters_of
from app.domain.registers.values import (
    Bad,
    clean,
    is_nothing,
    parse_date,
    parse_mac,
    parse_plot,
    parse_power,
    parse_reading,
    parse_serial,
)

_T = TypeVar("_T")
_EARLIEST_METER = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed line. `serial_key` and `mac` are known even where the meter was refused: duplicates count by them."""

    line: Line
    row: RegisterRow
    problems: tuple[Problem, ...] = ()
    serial_key: str = ""
    mac: str = ""

    def refused(self, part: Part) -> bool:
        return any(problem.part is part and problem.severity is not Severity.WARNING for problem in self.problems)


class RowReader:
    """Parses lines of one sheet; `unit` is the power column's."""

    def __init__(self, kind: RegisterKind, matches: Mapping[Field, ColumnMatch], *, unit: str, today: date) -> None:
        self._kind = kind
        self._matches = matches
        self._columns = {field: match.column for field, match in matches.items()}
        self._letters = {field.value: match.letter for field, match in matches.items()}
        self._meter_fields = [field for field in METER_FIELDS if field in matches]
        self._readings = [field for field in READINGS if field in matches]
        self._unit = unit
        self._today = today
        self._cells: dict[Field, Cell] = {}
        self._problems: list[Problem] = []
        self._serial_key = self._mac = ""

    def read(self, line: Line, plot_cell: Cell | None) -> Draft:
        """The draft of a line; `plot_cell` may stand in a row above, where plots' cells are merged."""
        self._problems, self._serial_key, self._mac = [], "", ""
        found = line.row.cells.all() if isinstance(line.row.cells, PackedCells) else line.row.cells
        self._cells = {field: found[column] for field, column in self._columns.items() if column in found}
        number = line.row.number
        plot, key = self._plot(line, plot_cell)
        whole = self._kind is RegisterKind.SUBSCRIBERS
        row = RegisterRow(
            number=number,
            plot=plot,
            plot_key=key,
            owner=self._text(line, Field.OWNER) if whole else "",
            phone=self._text(line, Field.PHONE) if whole else "",
            contract=self._text(line, Field.CONTRACT) if whole else "",
            street=(self._text(line, Field.STREET) or line.street) if whole else "",
            max_watts=self._power(line) if whole else None,
            comment=self._comment(line) if whole else "",
            meter=self._meter(line),
            additional=line.plot_row != number,
            cells=Places(number, self._letters),
        )
        return Draft(line, row, tuple(self._problems), self._serial_key, self._mac)

    def problem(self, line: Line, field: Field, reason: str, severity: Severity, part: Part, **data: object) -> Problem:
        """A problem of the field's cell in that line."""
        match, cell = self._matches[field], line.row.cells.get(self._matches[field].column)
        return Problem(
            cell=f"{match.letter}{line.row.number}",
            heading=match.heading,
            value=cell.text.strip() if cell else "",
            reason=reason,
            severity=severity,
            part=part,
            row=line.row.number,
            data=data,
        )

    def _power(self, line: Line) -> int | None:
        return self._value(line, Field.POWER, lambda cell: parse_power(cell, self._unit), Part.ROW)

    def _text(self, line: Line, field: Field) -> str:
        cell = self._cells.get(field)
        if cell is None or is_nothing(cell.text):
            return ""
        if cell.fault:
            part = Part.METER if field in METER_FIELDS else Part.ROW
            self._problems.append(self.problem(line, field, cell.fault, Severity.REFUSED, part))
            return ""
        return clean(cell.text)

    def _comment(self, line: Line) -> str:
        """The comment's cell, and the notes on other cells that do not go with the meter."""
        notes = [clean(note) for _, note in line.row.notes]
        kept = [self._text(line, Field.COMMENT), *(note for note in notes if not tells_of_replacement(note))]
        return "; ".join(filter(None, kept))

    def _value(self, line: Line, field: Field, parse: Callable[[Cell], _T], part: Part) -> _T | None:
        cell = self._cells.get(field)
        if cell is None or (is_nothing(cell.text) and not cell.fault):
            return None
        try:
            return parse(cell)
        except Bad as bad:
            severity = Severity.HELD if bad.reason == "unit-unanswered" else Severity.REFUSED
            self._problems.append(self.problem(line, field, bad.reason, severity, part, **bad.data))
            return None

    def _plot(self, line: Line, cell: Cell | None) -> tuple[str, str]:
        if cell is None or not cell.text.strip():
            self._problems.append(self.problem(line, Field.PLOT, "plot-missing", Severity.REFUSED, Part.ROW))
            return "", ""
        try:
            return parse_plot(cell)
        except Bad as bad:
            found = self.problem(line, Field.PLOT, bad.reason, Severity.REFUSED, Part.ROW, **bad.data)
            self._problems.append(replace(found, cell=cell.address, value=cell.text.strip()))
            return "", ""

    def _meter(self, line: Line) -> MeterEntry | None:
        cells = (self._cells.get(field) for field in self._meter_fields)
        if all(cell is None or (not cell.fault and is_nothing(cell.text)) for cell in cells):
            return None
        serial = self._value(line, Field.SERIAL, parse_serial, Part.METER)
        mac = self._value(line, Field.MAC, parse_mac, Part.METER)
        installed = self._value(line, Field.INSTALLED, lambda cell: parse_date(cell, self._today), Part.METER)
        self._serial_key, self._mac = serial[1] if serial else "", mac or ""
        if serial is None:
            cell = self._cells.get(Field.SERIAL)
            if Field.SERIAL in self._matches and (cell is None or is_nothing(cell.text)):
                self._problems.append(self.problem(line, Field.SERIAL, "serial-missing", Severity.REFUSED, Part.METER))
            return None
        if installed is not None:
            self._judge_date(line, installed)
        meter = MeterEntry(
            serial=serial[0],
            serial_key=serial[1],
            mac=mac or "",
            model=self._text(line, Field.MODEL),
            installed_on=installed,
            gateway=self._text(line, Field.GATEWAY),
            address=self._text(line, Field.ADDRESS),
            note=self._note(line, serial[1]),
            readings=self._read_readings(line),
        )
        refused = any(p.part is Part.METER and p.severity is Severity.REFUSED for p in self._problems)
        return None if refused else meter

    def _judge_date(self, line: Line, installed: date) -> None:
        if installed > self._today:
            found = self.problem(
                line,
                Field.INSTALLED,
                "date-future",
                Severity.WARNING,
                Part.METER,
                today=self._today.strftime("%d.%m.%Y"),
            )
            self._problems.append(found)
        elif installed < _EARLIEST_METER:
            self._problems.append(self.problem(line, Field.INSTALLED, "date-old", Severity.WARNING, Part.METER))

    def _read_readings(self, line: Line) -> tuple[Reading, ...]:
        readings = []
        for field in self._readings:
            wh = self._value(line, field, parse_reading, Part.READING)
            if wh is not None:
                readings.append(Reading("" if field is Field.READING else field.value.upper(), wh))
        return tuple(readings)

    def _note(self, line: Line, key: str) -> str:
        """Remarks about the meter (a replaced one) go with it, and are said."""
        notes = []
        noted: dict[int, list[str]] = {}
        if (comment := self._cells.get(Field.COMMENT)) is not None:
            noted[comment.column] = [comment.text]
        for column, note in line.row.notes:
            noted.setdefault(column, []).append(note)
        for column, texts in sorted(noted.items()):
            for text in filter(None, map(clean, texts)):
                if not tells_of_replacement(text):
                    continue
                notes.append(text)
                named = [serial for serial in old_serials(text) if serial_key(serial) != key]
                heading = next((m.heading for m in self._matches.values() if m.column == column), "")
                self._problems.append(
                    Problem(
                        cell=f"{letters_of(column)}{line.row.number}",
                        heading=heading,
                        value=text,
                        reason="meter-replaced" if named else "meter-replaced-unnamed",
                        severity=Severity.WARNING,
                        part=Part.METER,
                        row=line.row.number,
                        data={"old": ", ".join(named)},
                    )
                )
        return "; ".join(notes)
