"""The journal as a table: which columns, what their cells hold, and rows that are not read to their end."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from app.documents.export_xlsx import write_xlsx
from app.domain.errors import Unavailable
from app.domain.kinds import RequestKind, Status
from app.domain.times import Office
from app.services.exporting import EVERY_COLUMN, export_journal, journal_cells, journal_keys, journal_table
from app.services.ports.tables import Holds, Stopped, nobody_watches
from app.texts import Texts
from tests.fakes.queries import NOW, row
from ui.screens.requests.presenter import RowWords
from ui.texts import Said

OFFICE = Office()


@pytest.fixture
def words() -> RowWords:
    return RowWords(Said(Texts("ru"), OFFICE), NOW)


def test_the_kind_brings_its_watts_and_unknown_columns_are_left_out() -> None:
    assert journal_keys(("status", "kind", "form", "due")) == ("status", "kind", "watts", "due")
    assert journal_keys(("watts", "kind")) == ("watts", "kind")
    assert journal_keys(()) == ()


def test_every_column_has_a_heading_in_both_languages() -> None:
    for language in ("ru", "en"):
        table = journal_table(EVERY_COLUMN, Texts(language))
        assert len({column.title for column in table.columns}) == len(EVERY_COLUMN)


def test_cells_hold_numbers_civil_moments_and_the_journals_words(words) -> None:
    one = row(7, kind=RequestKind.LIMIT, watts=5000, due=NOW, plot="4/1", command="verified")
    keys = ("number", "status", "kind", "watts", "plot", "due", "term", "command")
    (cells,) = journal_cells([one], keys, words, OFFICE)
    assert cells == (
        "2026-000007",
        "Подтверждена",
        "Ввод ограничения",
        5000,
        "4/1",
        datetime.fromisoformat("2026-11-24 15:46:21"),
        "просрочено 0:00",
        "проверено ✓",
    )
    holds = [column.holds for column in journal_table(keys, words.texts).columns]
    assert (holds[3], holds[5]) == (Holds.NUMBER, Holds.MOMENT)


def test_every_column_of_every_status_can_be_written(tmp_path: Path, words) -> None:
    rows = [row(n, status=status, reason="unclear") for n, status in enumerate(Status, 1)]
    path = tmp_path / "j.xlsx"
    written = export_journal(
        iter(rows), path, write=write_xlsx, keys=EVERY_COLUMN, words=words, office=OFFICE, watch=nobody_watches
    )
    sheet = openpyxl.load_workbook(path).active
    assert (written, sheet.max_row, sheet.max_column) == (len(Status), len(Status) + 1, len(EVERY_COLUMN))


class Stream:
    """Rows whose reading must be ended, as a query's transaction must."""

    def __init__(self, *, fails_at: int | None = None) -> None:
        self.fails_at = fails_at
        self.is_open = False

    def rows(self) -> Iterator[object]:
        self.is_open = True
        try:
            for n in range(1, 100_000):
                if n == self.fails_at:
                    raise Unavailable("database-away")
                yield row(n)
        finally:
            self.is_open = False


@pytest.mark.parametrize(("fails_at", "error"), [(None, Stopped), (1500, Unavailable)])
def test_rows_are_let_go_where_the_file_is_not_finished(tmp_path: Path, words, fails_at, error) -> None:
    stream = Stream(fails_at=fails_at)
    was_open: list[bool] = []

    def stop(written: int) -> None:
        was_open.append(stream.is_open)
        if written >= 2000:
            raise Stopped

    source = stream.rows()
    with pytest.raises(error):
        export_journal(
            source, tmp_path / "j.xlsx", write=write_xlsx, keys=("number",), words=words, office=OFFICE, watch=stop
        )
    assert was_open[0]
    assert not stream.is_open
    assert list(tmp_path.iterdir()) == []
