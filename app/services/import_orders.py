"""What an import is asked for, and what comes of it: plain values that the command line and the screen share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.changes import Changes
from app.domain.desk import Client
from app.domain.registers.fields import READINGS, Field
from app.domain.registers.preview import Problem, RegisterKind, RegisterPreview, Severity
from app.domain.registers.sheet import Workbook
from app.services.ports.imports import FieldChange

NOT_KEPT: Mapping[RegisterKind, frozenset[Field]] = {
    RegisterKind.CLIENTS: frozenset({Field.ROW_NUMBER, Field.COMMENT}),
    RegisterKind.SUBSCRIBERS: frozenset({Field.ROW_NUMBER, Field.SYSTEM, *READINGS}),
    RegisterKind.METERS: frozenset(
        {
            Field.ROW_NUMBER,
            Field.SYSTEM,
            Field.CONTRACT,
            Field.OWNER,
            Field.PHONE,
            Field.STREET,
            Field.POWER,
            Field.COMMENT,
            *READINGS,
        }
    ),
}
"""Columns that are recognised and checked, and that the desk has no place for (or this import leaves alone)."""


class Outcome(StrEnum):
    """What becomes of a line. `held`: until a question is answered. `left-out`: no line of the register at all."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NOT_TAKEN = "not-taken"
    HELD = "held"
    LEFT_OUT = "left-out"


@dataclass(slots=True)
class Tally:
    """How many of one kind are new, changed, and as they were."""

    added: int = 0
    updated: int = 0
    same: int = 0

    @property
    def taken(self) -> int:
        return self.added + self.updated + self.same


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be imported and how it is to be read.

    `workbook`: as a `WorkbookReader` read it (there an encoding and a delimiter are told). `client`: the partnership's
    name; where None, the file's title tells it. `told`: heading or letter → field (or `ignore`, or `guess`, which
    takes back what was remembered); `answers`: cell → answer; `overwrite`: the file wins over the database;
    `driver`, `gateway`: of meters whose register names none.
    """

    workbook: Workbook
    kind: RegisterKind
    file_name: str
    client: str | None = None
    sheet: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    overwrite: bool = False
    driver: str = ""
    gateway: str = ""


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What becomes of one line; `meter` is None where it names none beside a subscriber."""

    outcome: Outcome
    meter: Outcome | None = None


_LINES = {(outcome, meter): LineOutcome(outcome, meter) for outcome in Outcome for meter in (None, *Outcome)}


def line_outcome(outcome: Outcome, meter: Outcome | None = None) -> LineOutcome:
    """One object for all lines that end alike: a sheet has many."""
    return _LINES[outcome, meter]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came, or would come, of it. `tallies` by what was counted: clients, subscribers, meters.

    `taken` counts the lines that the desk holds (or would hold) as the file says: clients, subscribers, or for an
    import of meters the meters. `problems` are the register's and the database's, in the order of rows. `outcomes`
    and `changes` are by the number of the line.
    """

    preview: RegisterPreview
    client: Client | None
    problems: tuple[Problem, ...]
    tallies: Mapping[str, Tally]
    outcomes: Mapping[int, LineOutcome] = field(default_factory=dict)
    changed: Mapping[int, tuple[FieldChange, ...]] = field(default_factory=dict)
    applied: bool = False
    changes: Changes = field(default_factory=Changes)
    import_id: int | None = None

    @property
    def taken(self) -> int:
        return self.tallies[self.preview.kind.value].taken

    @property
    def not_taken(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is not Severity.WARNING)
