"""The windows of the journal that are in memory: a few pages of rows, found by place and by id. No Qt."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.services.ports.views import JournalFilter, JournalRow, Queries

PAGE: Final = 100
KEPT: Final = 12
_TRACKED: Final = 20


class Pages:
    """Pages by number, the least lately used dropped first."""

    def __init__(self, pages: Mapping[int, Sequence[JournalRow]] | None = None) -> None:
        self._pages: OrderedDict[int, list[JournalRow]] = OrderedDict()
        for number, rows in (pages or {}).items():
            self.put(number, rows)

    def put(self, number: int, rows: Sequence[JournalRow]) -> None:
        """Keep a page."""
        self._pages[number] = list(rows)
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def row(self, place: int) -> JournalRow | None:
        """The row at a place, or None where its page is not here."""
        page = self._pages.get(place // PAGE)
        if page is None:
            return None
        self._pages.move_to_end(place // PAGE)
        at = place % PAGE
        return page[at] if at < len(page) else None

    def has(self, number: int) -> bool:
        """True where the page is here."""
        return number in self._pages

    def places(self) -> dict[int, int]:
        """The place of each row that is here, by id."""
        return {row.id: place for place, row in self._all()}

    def update(self, rows: Mapping[int, JournalRow]) -> list[int]:
        """Put newer rows in the places of those with the same ids; returns the places."""
        changed = []
        for place, row in list(self._all()):
            newer = rows.get(row.id)
            if newer is not None and newer != row:
                self._pages[place // PAGE][place % PAGE] = newer
                changed.append(place)
        return changed

    def _all(self) -> Iterator[tuple[int, JournalRow]]:
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                yield number * PAGE + at, row


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a look at the journal asks for: the visible places, the rows shown there, and ids to find again."""

    where: JournalFilter
    first: int = 0
    last: int = 0
    shown: tuple[int, ...] = ()
    track: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What was found: the count, the pages in view, newer rows by id, and the places of those tracked."""

    wanted: Wanted
    count: int
    pages: Mapping[int, tuple[JournalRow, ...]]
    rows: Mapping[int, JournalRow]
    places: Mapping[int, int] = field(default_factory=dict)
    gone: tuple[int, ...] = ()
    """Those looked for that the filter no longer keeps."""


def look(queries: Queries, wanted: Wanted) -> Look:
    """Take a look, off the GUI thread: one count, one or two pages, the places of a few ids."""
    where = wanted.where
    count = queries.journal_count(where)
    pages = read_pages(queries, where, _numbers(wanted.first, wanted.last, count), count)
    places = {row.id: n * PAGE + at for n, rows in pages.items() for at, row in enumerate(rows)}
    gone = []
    for request_id in wanted.track[:_TRACKED]:
        if request_id not in places:
            place = queries.journal_place(where, request_id)
            if place is None:
                gone.append(request_id)
            else:
                places[request_id] = place
    if wanted.shown and wanted.shown[0] in places and places[wanted.shown[0]] // PAGE not in pages:
        # Much was put in above: what is in view now stands elsewhere, and will be looked at there.
        anchor = places[wanted.shown[0]]
        more = _numbers(anchor, anchor + wanted.last - wanted.first, count)
        pages = {**pages, **read_pages(queries, where, [n for n in more if n not in pages], count)}
    rows = {row.id: row for page in pages.values() for row in page}
    missing = [i for i in wanted.shown if i not in rows]
    newer = {**rows, **queries.journal_rows(missing)} if missing else rows
    return Look(wanted, count, pages, newer, places, tuple(gone))


def read_pages(
    queries: Queries, where: JournalFilter, numbers: Iterable[int], total: int
) -> dict[int, tuple[JournalRow, ...]]:
    """Those pages."""
    return {
        n: tuple(queries.journal_page(where, first=n * PAGE, count=PAGE, total=total).rows)
        for n in numbers
        if n * PAGE < total
    }


def _numbers(first: int, last: int, count: int) -> list[int]:
    end = max(0, min(last, count - 1))
    begin = max(0, min(first, end))
    return list(range(begin // PAGE, end // PAGE + 1))
