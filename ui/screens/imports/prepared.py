"""What a review comes to for the two tables: made beside the window, so that drawing looks nothing up twice."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.registers.preview import Problem, Question, RegisterKind, Severity
from app.services.import_orders import ImportResult, Outcome
from app.services.import_review import ImportReview
from app.services.import_views import Place, RowView

BLOCK: Final = 24
"""Rows that are made at once."""
_BLOCKS: Final = 24
_SAMPLED: Final = 300


class Keep(StrEnum):
    """Which rows are shown: all, those worth a look (changed, asked about, remarked on), those not taken."""

    ALL = "all"
    LOOK = "look"
    REFUSED = "refused"


@dataclass(frozen=True)
class Prepared:
    """A review with its rows sorted out. `places` by filter: numbers of rows, from the top.

    `fields`: the register's fields that the right side shows. `remarks`: what concerns a column or the whole sheet.
    """

    review: ImportReview
    places: Mapping[Keep, Sequence[int]]
    by_row: Mapping[int, Sequence[Problem]]
    remarks: tuple[Problem, ...]
    fields: tuple[str, ...]
    left_widest: Mapping[int, str]
    right_widest: Mapping[str, str]

    @property
    def kind(self) -> RegisterKind:
        """What is imported."""
        return self.review.order.kind

    @property
    def result(self) -> ImportResult | None:
        """The preview, None where nothing can be taken yet."""
        return self.review.result

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a person is asked, answered ones too."""
        return self.result.preview.questions if self.result else ()

    @property
    def lost_lines(self) -> int:
        """Lines of which nothing is taken."""
        counts = self.review.counts
        return counts.get(Outcome.NOT_TAKEN, 0) + counts.get(Outcome.HELD, 0)

    @property
    def partly_lost(self) -> int:
        """Lines that are taken without something that stands in them."""
        return max(0, len(self.places[Keep.REFUSED]) - self.lost_lines)


def prepare(review: ImportReview) -> Prepared:
    """Sort a review's rows; runs in a lane, and warms what the review looks up only once."""
    by_row: dict[int, list[Problem]] = defaultdict(list)
    remarks: list[Problem] = []
    for problem in review.result.problems if review.result else ():
        if problem.row:
            by_row[problem.row].append(problem)
        else:
            remarks.append(problem)
    refused = set(review.rows_with(Outcome.NOT_TAKEN, Outcome.HELD))
    refused |= {row for row, found in by_row.items() if any(p.severity is not Severity.WARNING for p in found)}
    look = refused | set(review.rows_with(Outcome.CHANGED)) | set(by_row)
    places: dict[Keep, Sequence[int]] = {
        Keep.ALL: range(1, review.last_row + 1),
        Keep.LOOK: tuple(sorted(look)),
        Keep.REFUSED: tuple(sorted(refused)),
    }
    sample = review.cells(1, _SAMPLED)
    return Prepared(
        review, places, by_row, tuple(remarks), _fields(review, sample), _widest_left(sample), _widest_right(sample)
    )


def _fields(review: ImportReview, sample: Sequence[RowView]) -> tuple[str, ...]:
    said = {column.field for column in review.columns if column.kept and column.field}
    said |= {name for row in sample for name in row.becomes}
    return tuple(name for name in review.fields if name in said)


def _widest_left(sample: Sequence[RowView]) -> dict[int, str]:
    """The longest text of each column's lines; titles go on over their neighbours."""
    widest: dict[int, str] = {}
    for row in sample:
        if row.place in (Place.LINE, Place.HEADING):
            for column, cell in row.cells.items():
                if len(cell.text) > len(widest.get(column, "")):
                    widest[column] = cell.text
    return widest


def _widest_right(sample: Sequence[RowView]) -> dict[str, str]:
    widest: dict[str, str] = {}
    for row in sample:
        for name, text in row.becomes.items():
            if len(text) > len(widest.get(name, "")):
                widest[name] = text
    return widest


@dataclass
class Rows:
    """The rows in view, made block by block and forgotten when they are far; shared by both tables."""

    prepared: Prepared | None = None
    places: Sequence[int] = ()
    _blocks: dict[int, tuple[RowView, ...]] = field(default_factory=dict)

    def show(self, prepared: Prepared | None, keep: Keep) -> None:
        """Take another review, or another filter of it."""
        self.prepared = prepared
        self.places = prepared.places[keep] if prepared else ()
        self._blocks.clear()

    def at(self, place: int) -> RowView:
        """The row at a place."""
        number, within = divmod(place, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= _BLOCKS:
                self._blocks.pop(next(iter(self._blocks)))
            chosen = self.places[number * BLOCK : (number + 1) * BLOCK]
            block = self._blocks[number] = self.prepared.review.rows(chosen) if self.prepared else ()
        return block[within]

    def place_of(self, number: int) -> int | None:
        """Where the row of that number stands under this filter."""
        place = bisect_left(self.places, number)
        return place if place < len(self.places) and self.places[place] == number else None
