"""What reading a register comes to: rows that can be taken, and everything that cannot, by cell and reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.registers.columns import ColumnMatch
from app.domain.registers.headings import NO_HEADING, Heading


class RegisterKind(StrEnum):
    """`subscribers` takes the plots with the meters that stand beside them, `meters` the meters alone."""

    CLIENTS = "clients"
    SUBSCRIBERS = "subscribers"
    METERS = "meters"


class Severity(StrEnum):
    """`refused` and `held` are not taken (held: until a question is answered); `warning` is taken, to be looked at."""

    REFUSED = "refused"
    HELD = "held"
    WARNING = "warning"


class Part(StrEnum):
    """What a problem concerns. A bad cell refuses its part, and a refused row refuses all that stands in it."""

    ROW = "row"
    METER = "meter"
    READING = "reading"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Problem:
    """`reason` is a code worded as `import-reason-<reason>` with `data`; `row` is 0 for a whole column."""

    cell: str
    heading: str
    value: str
    reason: str
    severity: Severity
    part: Part
    row: int
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can say: `protected` (answers: protected, ordinary) or `unit` (answers: kW, W)."""

    cell: str
    kind: str
    text: str
    answers: tuple[str, ...]
    plot: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A range left out and why: `total`, `repeated-heading`, `column-numbers`, `text`, `only-row-number`, `sheet`, …"""

    place: str
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`register` is T1, T2, T3 or "" for the sum; `wh` whole watt-hours."""

    register: str
    wh: int


@dataclass(frozen=True, slots=True)
class MeterEntry:
    serial: str
    serial_key: str
    mac: str = ""
    model: str = ""
    installed_on: date | None = None
    gateway: str = ""
    address: str = ""
    note: str = ""
    readings: tuple[Reading, ...] = ()


class Places(Mapping[str, str]):
    """Where a line's values stood, by field name: `A7`. All lines share the columns."""

    __slots__ = ("_letters", "_number")

    def __init__(self, number: int, letters: Mapping[str, str]) -> None:
        self._number = number
        self._letters = letters

    def __getitem__(self, name: str) -> str:
        return f"{self._letters[name]}{self._number}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._letters)

    def __len__(self) -> int:
        return len(self._letters)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line to be taken. `additional`: a further meter of the plot above, whose cell it is merged with.

    `cells` tells where each value stood, by field name. `meter` is None where there is none or it was refused.
    """

    number: int
    plot: str
    plot_key: str
    owner: str = ""
    phone: str = ""
    contract: str = ""
    street: str = ""
    max_watts: int | None = None
    comment: str = ""
    protected: bool = False
    protected_by: str = ""
    meter: MeterEntry | None = None
    additional: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client to be taken (G2); `statement_day` 1 or 22 … 31 as S1 allows, None where it is not told."""

    number: int
    name: str
    form: str
    email: str
    phone: str = ""
    contract: str = ""
    metering_system: str = ""
    statement_day: int | None = None
    registered_on: date | None = None
    comment: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterPreview:
    """`titles` are the texts above the heading, where the partnership's name usually stands."""

    kind: RegisterKind
    sheet: str
    columns: tuple[ColumnMatch, ...]
    rows: tuple[RegisterRow, ...] = ()
    clients: tuple[ClientRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    titles: tuple[str, ...] = ()
    heading: Heading = NO_HEADING

    @property
    def meters(self) -> int:
        return sum(row.meter is not None for row in self.rows)

    @property
    def subscribers(self) -> int:
        return sum(not row.additional for row in self.rows)

    @property
    def not_taken(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is not Severity.WARNING)
