"""Chosen rows as text for the clipboard: read page by page beside the window, tab-separated and as an HTML table.

Pure functions: no widget. A cell that a spreadsheet would take for a formula gets an apostrophe before it, as in the
exported CSV: whoever pastes it runs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from app.domain.errors import Refusal
from app.services.ports.views import JournalFilter, JournalRow, Queries
from ui.screens.requests.spans import Chosen
from ui.widgets.columns import Column

MOST_COPIED: Final = 10_000
"""Rows: more than that is what the export is for."""
MOST_PLANNED: Final = 200
"""Requests in one dry run: a list that a person can still read."""
_AT_ONCE: Final = 500
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Copied:
    """The same table twice, and how many rows stand in it without the heading."""

    text: str
    html: str
    rows: int


def gather(
    queries: Queries, where: JournalFilter, chosen: Chosen, *, total: int, most: int, code: str
) -> list[JournalRow]:
    """The chosen rows in the list's order, those out of it at the end; `total` is how many the list has.

    Raises:
        Refusal: `code` with n and most, where more than `most` are chosen.
    """
    if len(chosen) > most:
        raise Refusal(code, n=len(chosen), most=most)
    rows: list[JournalRow] = []
    if chosen.is_exact:
        found = queries.journal_rows([*chosen.ids.values(), *chosen.adrift])
        wanted = [i for _place, i in sorted(chosen.ids.items())]
        return [found[i] for i in (*wanted, *sorted(chosen.adrift)) if i in found]
    for span in chosen.spans:
        for first in range(span.first, span.last + 1, _AT_ONCE):
            count = min(_AT_ONCE, span.last + 1 - first)
            rows += queries.journal_page(where, first=first, count=count, total=total).rows
    return rows


def copied(columns: Sequence[Column[JournalRow]], rows: Sequence[JournalRow]) -> Copied:
    """Headings and rows in the order of `columns`."""
    lines = [[column.name or column.title for column in columns]]
    lines += [[_cell(column, row) for column in columns] for row in rows]
    text = "\n".join("\t".join(harmless(cell) for cell in line) for line in lines) + "\n"
    head, *body = lines
    html = "".join(f"<tr>{''.join(f'<td>{escape(harmless(cell))}</td>' for cell in line)}</tr>" for line in body)
    heading = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    return Copied(text, f'<meta charset="utf-8"><table><tr>{heading}</tr>{html}</table>', len(rows))


def _cell(column: Column[JournalRow], row: JournalRow) -> str:
    # The status column shows a letter in a shape; alone on the clipboard it says nothing.
    text = column.tip(row) if column.key == "status" else column.text(row)
    return "" if text == "—" else text


def harmless(cell: str) -> str:
    """One cell on one line, never a formula: `=1+1` becomes `'=1+1`."""
    flat = " ".join(cell.split("\n")).replace("\t", " ").replace("\r", " ")
    return f"'{flat}" if cell.startswith(_FORMULA) else flat
