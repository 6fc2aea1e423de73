"""Which rows under a heading are lines of the register and which are streets, totals, numbers of columns, notes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.registers.fields import METER_FIELDS, READINGS, Field, fold_heading
from app.domain.registers.headings import Heading
from app.domain.registers.preview import Ignored
from app.domain.registers.sheet import Range, Row, Sheet, letters_of
from app.domain.registers.values import clean

_TOTAL = re.compile(r"^(?:итого|итог|всего|общий итог|сумма|total)\b", re.IGNORECASE)
_STREET = re.compile(
    r"^(?:улица|ул|переулок|пер|проезд|линия|аллея|квартал|просека|тупик|массив|сектор|бригада|очередь|шоссе|набережная)\b\.?"
    r"|^\d+-?я?\s+(?:улица|линия|аллея|просека|бригада|очередь)\b|\b(?:улица|линия|аллея|проезд|переулок)$",
    re.IGNORECASE,
)
_MERGED_ROWS = 1_000_000
_SAYS_SOMETHING = {Field.OWNER, Field.PHONE, Field.CONTRACT, Field.POWER, *METER_FIELDS, *READINGS}


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be parsed, with the street it stands under and the row of the plot's cell where that is merged."""

    row: Row
    street: str
    plot_row: int


class Layout:
    """Walks a sheet below its heading; what it leaves out it lists in `ignored`."""

    def __init__(self, sheet: Sheet, heading: Heading, columns: Mapping[Field, int]) -> None:
        self._sheet = sheet
        self._heading = heading
        self._columns = columns
        self._key = columns.get(Field.PLOT) or columns.get(Field.NAME)
        last = sheet.rows[-1].number if sheet.rows else 0
        self._above = _merged_downwards(sheet, self._key, last)
        self._spread = _spread_rows(sheet, self._key or 1, last)
        self._names = {fold_heading(part) for parts in heading.names.values() for part in parts}
        self._initials = {name[:1] for name in self._names}
        self.ignored: list[Ignored] = []

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts above the heading."""
        above = (row for row in self._sheet.rows if row.number < self._heading.top)
        return tuple(clean(text) for row in above for text in dict.fromkeys(row.texts))

    def lines(self) -> Iterator[Line]:
        """The register's lines, in order."""
        street = ""
        for row in self._sheet.rows:
            if self._heading.top <= row.number <= self._heading.bottom:
                continue
            texts = row.texts
            if row.number < self._heading.top:
                self._leave(row, "title")
            elif found := self._street(texts):
                street = found
                self._leave(row, "street")
            elif why := self._why_not(row, texts):
                self._leave(row, why)
            else:
                yield Line(row, street, self._above.get(row.number, row.number))

    def _leave(self, row: Row, why: str) -> None:
        if not row.texts:
            return
        filled = [column for column, cell in row.cells.items() if cell.text.strip()]
        place = Range(row.number, min(filled), row.number, max(filled))
        self.ignored.append(Ignored(str(place), why, clean(" · ".join(row.texts))[:120]))

    def _street(self, texts: tuple[str, ...]) -> str:
        """A row of one text that is no plot: `Улица Садовая`, merged or not."""
        if len(texts) != 1 or not _STREET.search(texts[0]):
            return ""
        return clean(texts[0])

    def _why_not(self, row: Row, texts: tuple[str, ...]) -> str:
        if not texts:
            return "blank"
        if any(_TOTAL.search(text) for text in texts):
            return "total"
        if self._repeats_heading(texts):
            return "repeated-heading"
        if row.number == self._heading.bottom + 1 and _counts_columns(texts):
            return "column-numbers"
        if row.text(self._key) or row.number in self._above:
            return "text" if self._is_note(row, texts) else ""
        said = {field for field, column in self._columns.items() if row.text(column)}
        if not said & (_SAYS_SOMETHING | {Field.EMAIL}):
            return "only-row-number" if said and said <= {Field.ROW_NUMBER} else "text"
        return ""

    def _is_note(self, row: Row, texts: tuple[str, ...]) -> bool:
        """One long merged text that happens to begin in the plot's column."""
        if len(texts) != 1 or self._sheet.width < 3:
            return False
        return row.number in self._spread or len(texts[0]) > 40

    def _repeats_heading(self, texts: tuple[str, ...]) -> bool:
        # Most lines end here by their initials: folding every text of a long sheet would take minutes.
        alike = [text for text in texts if text[:1].casefold().replace("ё", "е") in self._initials]
        if len(alike) < 2 or len(alike) * 2 <= len(texts):
            return False
        same = sum(fold_heading(text) in self._names for text in alike)
        return same >= 2 and same * 2 > len(texts)


def _counts_columns(texts: tuple[str, ...]) -> bool:
    """1, 2, 3 … under the heading: the columns are numbered, as official forms do."""
    return len(texts) > 2 and list(texts) == [str(number) for number in range(1, len(texts) + 1)]


def _merged_downwards(sheet: Sheet, column: int | None, last: int) -> dict[int, int]:
    """Row → the row above whose cell of that column is merged over it: a further meter of one plot."""
    areas = (area for area in sheet.merged if column is not None and area.left <= column <= area.right)
    narrow = (area for area in areas if area.right - area.left < 2)
    return {row: area.top for row, area in _rows_of(narrow, last, first=1)}


def _spread_rows(sheet: Sheet, column: int, last: int) -> set[int]:
    """Rows where that column's cell is merged over at least three columns."""
    areas = (area for area in sheet.merged if area.left <= column <= area.right and area.right - area.left >= 2)
    return {row for row, _ in _rows_of(areas, last, first=0)}


def _rows_of(areas: Iterable[Range], last: int, *, first: int) -> Iterator[tuple[int, Range]]:
    """Each area's rows from its `first` on, none below the sheet's last; areas that overlap without end are cut short."""
    left = _MERGED_ROWS
    for area in areas:
        for row in range(area.top + first, min(area.bottom, last) + 1):
            yield row, area
            left -= 1
            if not left:
                return


def span_of(sheet: Sheet) -> str:
    """`A1:K224`: all that a sheet fills."""
    if not sheet.rows:
        return "A1"
    return f"A{sheet.rows[0].number}:{letters_of(sheet.width)}{sheet.rows[-1].number}"
