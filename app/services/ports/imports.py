"""Imports: where imported rows came from, what each import changed, what was taken back, and headings kept in mind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.changes import Subject
from app.domain.progress import NO_STEPS, Steps
from app.domain.registers.sheet import Workbook

NOT_TAKEN_KEPT = 10_000
"""Cells not taken that a record keeps by name; beyond them only their count."""


class WorkbookReader(Protocol):
    """Reads a register's file into frozen sheets, whatever its format."""

    def __call__(self, path: Path, *, encoding: str = "", delimiter: str = "", steps: Steps = NO_STEPS) -> Workbook:
        """`encoding` (one of `ENCODINGS`) and `delimiter` mend a CSV that was guessed wrongly; "" guesses.

        Raises:
            Refusal: sheet-* (see `app.documents.sheets`), cancelled. Unavailable: file-unreadable.
        """
        ...


ENCODINGS = ("utf-8", "cp1251", "utf-16", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
"""What a CSV may be told to be, the usual ones first."""
DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One applied import: which file (name and SHA-256), who, when, and what became of it.

    `details`: client (id), sheet, encoding, columns {letter: [heading, field]}, tallies {name: [added, updated, same]},
    not_taken [[cell, reason, data]] (the first `NOT_TAKEN_KEPT`), answers {cell: answer}. No personal data.
    """

    what: str
    file_name: str
    sha256: str
    at: datetime
    operator_id: int
    taken: int
    refused: int
    details: Mapping[str, object]
    id: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An import's end: when, by whom (a name), why."""

    at: datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A line of the journal of imports. `who` and `client` are names; `client` is "" for an import of clients."""

    record: ImportRecord
    who: str
    client: str = ""
    taken_back: TakenBack | None = None

    @property
    def tallies(self) -> Mapping[str, tuple[int, int, int]]:
        """What was counted (clients, subscribers, meters) → (added, updated, as it was)."""
        kept = self.record.details.get("tallies", {})
        return {name: (added, updated, same) for name, (added, updated, same) in kept.items()}  # type: ignore[attr-defined]  # as kept


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a client, subscriber or meter: register's field name, value before and after, as texts."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that an import added or changed, as it stands now.

    `label`: the client's name, the plot or the meter's serial; "" where the row is gone. `is_as_left`: nobody has
    changed it since.
    """

    subject: Subject
    subject_id: int
    label: str
    added: bool
    is_as_left: bool
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Dependence:
    """Why an import cannot be taken back: worded as `import-depends-<kind>` with `n` and `data`.

    Kinds: `requests`, `commands`, `readings` (states read from its meters), `changed` (rows that somebody changed
    since), `imports` (later imports on top; data: ids), `subscribers` and `meters` (hung on what it added), `letters`,
    `protected` (subscribers who would lose their protection, C5).
    """

    kind: str
    n: int
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A cell that an import did not take: worded as `import-reason-<reason>` with `data`."""

    cell: str
    heading: str
    reason: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ImportDetails:
    """One import in full. `changes` is a window of its added and changed rows, `changes_total` how many there are."""

    line: ImportLine
    not_taken: tuple[NotTaken, ...]
    changes: tuple[ChangedRow, ...]
    changes_total: int
    dependences: tuple[Dependence, ...]


@dataclass(frozen=True, slots=True)
class RememberedColumn:
    """A heading that a person matched by hand: `said` is what was told (a field's name, power-kw, power-w, ignore)."""

    kind: str
    heading_key: str
    said: str
    operator_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an import did to one row: `before` is its image as columns' texts, None for an added row."""

    subject: Subject
    subject_id: int
    version: int
    before: Mapping[str, object] | None


class ImportRepository(Protocol):
    """Imports that were applied."""

    def add(self, record: ImportRecord) -> ImportRecord:
        """Store it; returns it with its id."""
        ...

    def get(self, import_id: int) -> ImportRecord:
        """Refusal "import-unknown" where there is none."""
        ...

    def complete(self, record: ImportRecord) -> None:
        """Store counts and details of one that was added, and say of each row it added that it came by it."""
        ...

    def count_changes(self, import_id: int) -> int:
        """How many rows it added or changed."""
        ...

    def all(self) -> Sequence[ImportRecord]:
        """All, the newest first."""
        ...

    def source_of(self, subject: Subject, row_id: int) -> ImportRecord | None:
        """The import that brought a client, subscriber or meter; None where none did."""
        ...

    def add_changes(self, import_id: int, changes: Iterable[RowChange]) -> None:
        """Keep what the import did, row by row, for taking it back."""
        ...

    def changes(self, import_id: int) -> Iterable[RowChange]:
        """What it did, in order, streamed."""
        ...

    def dependences(self, import_id: int) -> Sequence[Dependence]:
        """What stands on it now, counted; empty where it can be taken back."""
        ...

    def taken_back_at(self, import_id: int) -> datetime | None:
        """When it was taken back; None where it stands."""
        ...

    def undo(self, import_id: int) -> None:
        """Delete what it added and restore what it changed; raises `StaleVersion` where a row is not as it left it."""
        ...

    def add_reversal(self, import_id: int, *, at: datetime, operator_id: int, why: str) -> None:
        """Note that it was taken back."""
        ...

    def remembered(self, kind: str) -> Sequence[RememberedColumn]:
        """Headings kept in mind for that kind of register, by heading."""
        ...

    def remember(self, column: RememberedColumn) -> None:
        """Keep a heading in mind in place of what was kept of it."""
        ...

    def forget(self, kind: str, heading_key: str) -> bool:
        """Drop one; False where there was none."""
        ...
