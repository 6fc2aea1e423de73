"""The values that the screen of an import is drawn from: cells with their marks, rows, columns, sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.services.import_orders import Outcome
from app.services.ports.imports import FieldChange


class Mark(StrEnum):
    """How a cell stands; of several the last in this order is shown. `adjusted`: taken in another form than written."""

    PLAIN = "plain"
    TAKEN = "taken"
    ADJUSTED = "adjusted"
    WARNING = "warning"
    QUESTION = "question"
    REFUSED = "refused"


class Place(StrEnum):
    """What a row of the sheet is."""

    TITLE = "title"
    HEADING = "heading"
    LINE = "line"
    LEFT_OUT = "left-out"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the left side. `reason` (worded `import-reason-<reason>` with `data`) is "" where nothing is to say.

    `becomes` is what is stored in place of `text`, where `mark` is adjusted: whole watts, a normalised MAC address, …
    """

    text: str
    mark: Mark = Mark.PLAIN
    reason: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    becomes: str = ""
    hidden: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of both sides. `cells` by column, 1 is A; a blank cell is not there.

    `outcome` is the line's: of the client, the subscriber, or in an import of meters of the meter; `meter` is that of
    the meter beside a subscriber, None where the line names none. `becomes`: register's field → what will be stored.
    `changes`: old → new where the desk holds another value. `why` (of a row left out) is worded
    `import-ignored-<why>`.
    """

    number: int
    place: Place
    cells: Mapping[int, CellView]
    hidden: bool = False
    outcome: Outcome | None = None
    meter: Outcome | None = None
    becomes: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[FieldChange] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the sheet: what it is taken for, how surely, and why.

    `field` is "" where it is left alone, and then `why` (worded `import-column-<why>` with `other`) says the reason.
    `by`: told, remembered or guessed. `confidence` and `evidence` 0 … 1: how sure heading and cells make us together,
    and the share of the column's first cells that look like the field (None where nothing can be said).
    `kept`: whether the import stores the field. `unit`: kW, W or "" of a power column. `heading_key` is what
    `forget_column` takes; `told` names the column by its heading or, surest, by its letter.
    """

    column: int
    letter: str
    heading: str
    heading_key: str
    field: str
    by: str
    confidence: float
    evidence: float | None
    why: str
    other: str
    unit: str
    hidden: bool
    filled: int
    kept: bool


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet of the workbook, to choose from."""

    name: str
    rows: int
    columns: int
    hidden: bool
    chosen: bool
