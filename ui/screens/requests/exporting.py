"""Ctrl+E in the journal: what the filter found, or the selected rows, to a file; read beside the screen."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.exporting import EVERY_COLUMN, export_journal, journal_keys
from app.services.ports.tables import TableWriter, Watch
from app.services.ports.views import JournalFilter, JournalRow, Queries
from app.texts.speech import say_number
from ui.context import ScreenContext
from ui.screens.requests.copying import gather
from ui.screens.requests.grid import JournalGrid
from ui.screens.requests.presenter import RowWords
from ui.screens.requests.spans import Chosen, Span
from ui.screens.requests.table import JournalModel
from ui.widgets.export_dialog import Choice, ExportDialog, Offer, Work, open_export

_AT_ONCE: Final = 1000


def open_journal_export(
    context: ScreenContext, model: JournalModel, grid: JournalGrid, parent: QWidget
) -> ExportDialog:
    """Offer the selected rows first where several are selected, else everything found."""
    texts, count, chosen = context.texts, model.rowCount(), grid.selection.chosen
    source = _Source(context, model.where, count, tuple(c.key for c in grid.columns.columns_shown()))
    choices = [
        Choice(texts("export-what-filtered", n=count, rows=say_number(count)), count, source.work(None)),
    ]
    some = len(chosen)
    if some:
        words = texts("export-what-selected", n=some, rows=say_number(some))
        choices.insert(0 if some > 1 else 1, Choice(words, some, source.work(chosen)))
    return open_export(context, Offer(texts("export-sheet-journal"), tuple(choices), has_columns=True), parent)


@dataclass(frozen=True, slots=True)
class _Source:
    """What was shown when the export was asked for; the rows are read when the file is written."""

    context: ScreenContext
    where: JournalFilter
    total: int
    shown: tuple[str, ...]

    def work(self, chosen: Chosen | None) -> Work:
        """The dialog's work for these rows, None for all that the filter keeps."""

        def write_rows(path: Path, write: TableWriter, every: bool, watch: Watch) -> int:
            return export_journal(
                rows_of(self.context.app.queries, self.where, chosen, self.total),
                path,
                write=write,
                keys=EVERY_COLUMN if every else journal_keys(self.shown),
                words=RowWords(self.context.said, self.context.now()),
                office=self.context.app.office,
                watch=watch,
            )

        return write_rows


def rows_of(queries: Queries, where: JournalFilter, chosen: Chosen | None, total: int) -> Iterator[JournalRow]:
    """The chosen rows, or all as of one moment; never more than a window of them in memory."""
    if chosen is None or chosen.spans == (Span(0, total - 1),):
        with closing(_windows(queries, where)) as windows:
            for window in windows:
                yield from window
        return
    if chosen.is_exact:
        yield from gather(queries, where, chosen, total=total, most=len(chosen), code="")
        return
    for span in chosen.spans:
        for first in range(span.first, span.last + 1, _AT_ONCE):
            count = min(_AT_ONCE, span.last + 1 - first)
            yield from queries.journal_page(where, first=first, count=count, total=total).rows


def _windows(queries: Queries, where: JournalFilter) -> Generator[tuple[JournalRow, ...], None, None]:
    yield from queries.journal_stream(where, chunk=_AT_ONCE)  # which is closed when this is
