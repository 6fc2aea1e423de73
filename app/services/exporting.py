"""The journal and the reports as tables that leave the program: which columns there are and what their cells hold.

Moments are given in the office's civil time, which is what a sheet can hold; words come from whoever speaks to the user.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from app.domain.times import Office
from app.services.ports.tables import Cell, Holds, Table, TableColumn, TableWriter, Watch
from app.services.ports.views import JournalRow

Say = Callable[..., str]
"""`say("key", n=3)`: a sentence in the user's language."""


class RowSayings(Protocol):
    """What is said of a row as of one moment, as the journal on the screen says it."""

    @property
    def texts(self) -> Say:
        """The current language."""
        ...

    def status(self, row: JournalRow) -> str:
        """The status in full."""
        ...

    def term(self, row: JournalRow) -> str:
        """How the deadline stands."""
        ...

    def command(self, row: JournalRow) -> str:
        """Where the last command is."""
        ...

    def reason(self, row: JournalRow) -> str:
        """Why it was rejected."""
        ...

    def met(self, row: JournalRow) -> str:
        """Whether the last deadline that ended was kept."""
        ...

    def source_tip(self, row: JournalRow) -> str:
        """Where it came from."""
        ...


@dataclass(frozen=True, slots=True)
class _Column:
    width: int
    cell: Callable[[JournalRow, RowSayings, Office], Cell]
    holds: Holds = Holds.TEXT


def _kind(row: JournalRow, words: RowSayings, _office: Office) -> str:
    return words.texts(f"kind-{row.kind.value}")


def _moment(of: Callable[[JournalRow], datetime | None]) -> _Column:
    def cell(row: JournalRow, _words: RowSayings, office: Office) -> Cell:
        moment = of(row)
        return None if moment is None else office.civil(moment).replace(tzinfo=None)

    return _Column(17, cell, Holds.MOMENT)


_COLUMNS: Final[dict[str, _Column]] = {
    "status": _Column(22, lambda row, words, _: words.status(row)),
    "number": _Column(14, lambda row, _w, _o: row.number),
    "client": _Column(26, lambda row, _w, _o: row.client),
    "plot": _Column(11, lambda row, _w, _o: row.plot),
    "subscriber": _Column(30, lambda row, _w, _o: row.subscriber),
    "kind": _Column(34, _kind),
    "watts": _Column(14, lambda row, _w, _o: row.watts, Holds.NUMBER),
    "filed": _moment(lambda row: row.filed_at),
    "confirmed": _moment(lambda row: row.confirmed_at),
    "started": _moment(lambda row: row.started_at),
    "closed": _moment(lambda row: row.closed_at),
    "due": _moment(lambda row: row.due),
    "start-due": _moment(lambda row: row.start_due),
    "completion-due": _moment(lambda row: row.completion_due),
    "term": _Column(26, lambda row, words, _: words.term(row)),
    "met": _Column(16, lambda row, words, _: words.met(row)),
    "command": _Column(20, lambda row, words, _: words.command(row)),
    "reason": _Column(30, lambda row, words, _: words.reason(row) if row.reason else ""),
    "source": _Column(24, lambda row, words, _: words.source_tip(row)),
    "version": _Column(10, lambda row, _w, _o: row.version, Holds.NUMBER),
}
EVERY_COLUMN: Final = tuple(key for key in _COLUMNS if key != "version")


def journal_keys(shown: Sequence[str]) -> tuple[str, ...]:
    """The columns of an export that follows the journal: those shown, in their order; the kind brings its watts along.

    What has no column here is left out: "form", which the client's name begins with.
    """
    keys = [key for key in shown if key in _COLUMNS]
    if "kind" in keys and "watts" not in keys:
        keys.insert(keys.index("kind") + 1, "watts")
    return tuple(keys)


def journal_table(keys: Sequence[str], say: Say) -> Table:
    """Headings and widths of these columns."""
    columns = [TableColumn(say(f"export-column-{key}"), _COLUMNS[key].holds, _COLUMNS[key].width) for key in keys]
    return Table(say("export-sheet-journal"), tuple(columns))


def journal_cells(
    rows: Iterable[JournalRow], keys: Sequence[str], words: RowSayings, office: Office
) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row, one row at a time."""
    cells = [_COLUMNS[key].cell for key in keys]
    for row in rows:
        yield tuple(cell(row, words, office) for cell in cells)


def export_journal(
    rows: Iterable[JournalRow],
    path: Path,
    *,
    write: TableWriter,
    keys: Sequence[str],
    words: RowSayings,
    office: Office,
    watch: Watch,
) -> int:
    """Write rows of the journal to `path`; returns how many. Memory does not grow with their number.

    Raises:
        Stopped: `watch` wished it. Refusal: see `TableWriter`. In either case no file is left that was not there.
    """
    # A query that is not read to its end would hold the database's snapshot.
    with closing(_each(rows)) as source:
        return write(path, journal_table(keys, words.texts), journal_cells(source, keys, words, office), watch=watch)


def _each(rows: Iterable[JournalRow]) -> Generator[JournalRow, None, None]:
    yield from rows
