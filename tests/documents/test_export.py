"""Tables as .xlsx and CSV: read back by openpyxl and csv, whole or not there at all."""

import csv
import os
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import export_xlsx
from app.documents.export_csv import write_csv
from app.documents.export_xlsx import write_xlsx
from app.domain.errors import Refusal
from app.services.ports.tables import Holds, Stopped, Table, TableColumn, nobody_watches

TABLE = Table(
    "Журнал",
    (
        TableColumn("Номер", width=14),
        TableColumn("Мощность, Вт", Holds.NUMBER),
        TableColumn("Цена", Holds.MONEY),
        TableColumn("День", Holds.DAY),
        TableColumn("Срок", Holds.MOMENT, width=18),
    ),
)
ROW = ("2026-000123", 5000, Decimal("1234.50"), date(2026, 11, 24), datetime.fromisoformat("2026-11-24 18:00:59"))
WRITERS = pytest.mark.parametrize("write", [write_xlsx, write_csv])


def rows(count: int) -> Iterator[tuple[object, ...]]:
    return (ROW for _ in range(count))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- what stands in the files -----------------------------------------------------------------------------------------


def test_a_sheet_has_real_numbers_dates_and_moments(tmp_path: Path) -> None:
    assert write_xlsx(tmp_path / "j.xlsx", TABLE, rows(2)) == 2
    sheet = openpyxl.load_workbook(tmp_path / "j.xlsx")["Журнал"]
    assert [cell.value for cell in sheet[1]] == ["Номер", "Мощность, Вт", "Цена", "День", "Срок"]
    assert [cell.value for cell in sheet[3]] == [
        "2026-000123",
        5000,
        1234.5,
        datetime.fromisoformat("2026-11-24"),
        datetime.fromisoformat("2026-11-24 18:00:59"),
    ]
    assert [cell.number_format for cell in sheet[3]][3:] == ["dd\\.mm\\.yyyy", "dd\\.mm\\.yyyy\\ hh:mm"]


def test_a_sheet_is_ready_to_read_and_print(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "j.xlsx", TABLE, rows(2))
    sheet = openpyxl.load_workbook(tmp_path / "j.xlsx").active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["E"].width == 18
    assert sheet["A1"].font.b
    assert not sheet["A2"].font.b
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", False)


def test_a_table_without_rows_is_a_heading(tmp_path: Path) -> None:
    assert write_xlsx(tmp_path / "j.xlsx", TABLE, ()) == 0
    sheet = openpyxl.load_workbook(tmp_path / "j.xlsx").active
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:E1")


def test_every_moment_reads_back_to_the_second(tmp_path: Path) -> None:
    table = Table("t", (TableColumn("m", Holds.MOMENT),))
    moments = [datetime.fromisoformat("2026-01-01") + timedelta(seconds=n * 5003) for n in range(5000)]
    write_xlsx(tmp_path / "j.xlsx", table, [(m,) for m in moments])
    sheet = openpyxl.load_workbook(tmp_path / "j.xlsx").active
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == moments


@pytest.mark.parametrize("text", ["=1+1", "+7 914 000-00-00", "-5", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1"])
def test_a_formula_in_a_text_stays_a_text(tmp_path: Path, text: str) -> None:
    table = Table("t", (TableColumn("a"),))
    write_xlsx(tmp_path / "j.xlsx", table, [(text,)])
    cell = openpyxl.load_workbook(tmp_path / "j.xlsx").active["A2"]
    assert (cell.data_type, cell.value) == ("s", text) or (cell.data_type, cell.value) == ("inlineStr", text)
    write_csv(tmp_path / "j.csv", table, [(text,)])
    assert (tmp_path / "j.csv").read_text("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n&<>\"'")))
def test_any_text_reads_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    read = ET.fromstring(export_xlsx.text_xml(text))
    assert (read.text or "") == text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def test_what_xml_and_excel_cannot_hold_does_not_break_the_file(tmp_path: Path) -> None:
    table = Table("Журнал [2]: *?/\\'" + "я" * 40, (TableColumn("a & <b>"),))
    odd = ["\x00\x0b", "\ud800", "x" * 40_000, " _x0041_ ", "два\r\nряда", "", None]
    write_xlsx(tmp_path / "j.xlsx", table, [(text,) for text in odd])
    book = openpyxl.load_workbook(tmp_path / "j.xlsx")
    (name,) = book.sheetnames
    assert len(name) == 31
    assert not set(name) & set("[]:*?/\\'")
    values = [cell.value for (cell,) in book.active.iter_rows(min_row=2)]
    assert values[:2] == ["\ufffd\ufffd", "\ufffd"]
    assert len(values[2]) == 32_767
    assert values[4] == "два\nряда"
    write_csv(tmp_path / "j.csv", table, [(text,) for text in odd])
    assert "два" in (tmp_path / "j.csv").read_text("utf-8-sig")


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_xlsx, "MOST_ROWS", 1200)
    table = Table("Журнал", (TableColumn("n", Holds.NUMBER),))
    for count, sheets in ((1200, 1), (1201, 2), (3000, 3)):
        assert write_xlsx(tmp_path / "j.xlsx", table, ((n,) for n in range(count))) == count
        book = openpyxl.load_workbook(tmp_path / "j.xlsx")
        assert book.sheetnames == ["Журнал", "Журнал 2", "Журнал 3"][:sheets]
        values = [c.value for sheet in book for (c,) in sheet.iter_rows(min_row=2)]
        assert values == list(range(count))
        assert all(sheet.freeze_panes == "A2" and sheet["A1"].value == "n" for sheet in book)


def test_every_part_is_well_formed_and_listed(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "j.xlsx", TABLE, rows(3))
    with zipfile.ZipFile(tmp_path / "j.xlsx") as package:
        assert package.testzip() is None
        names = set(package.namelist())
        trees = {name: ET.fromstring(package.read(name)) for name in names}
    listed = {part.get("PartName", "").lstrip("/") for part in trees["[Content_Types].xml"]} - {""}
    assert listed == {name for name in names if name.endswith(".xml")} - {"[Content_Types].xml"}


def test_a_russian_excel_opens_the_csv(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "j.csv", TABLE, [ROW, ("а;б", None, None, None, None)]) == 2
    raw = (tmp_path / "j.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert lines == [
        ["Номер", "Мощность, Вт", "Цена", "День", "Срок"],
        ["2026-000123", "5000", "1234,50", "24.11.2026", "24.11.2026 18:00"],
        ["а;б", "", "", "", ""],
    ]
    assert raw.endswith(b"\r\n")


# --- whole, or not there ----------------------------------------------------------------------------------------------


@WRITERS
def test_a_file_stopped_midway_is_not_there(tmp_path: Path, write: Callable[..., int]) -> None:
    def stop(written: int) -> None:
        if written >= 1500:
            raise Stopped

    with pytest.raises(Stopped):
        write(tmp_path / "j.out", TABLE, rows(100_000), watch=stop)
    assert left_in(tmp_path) == []


@WRITERS
def test_a_file_stopped_at_its_last_row_leaves_the_old_one(tmp_path: Path, write: Callable[..., int]) -> None:
    (tmp_path / "j.out").write_text("the old one")

    def stop(written: int) -> None:
        if written == 1700:
            raise Stopped

    with pytest.raises(Stopped):
        write(tmp_path / "j.out", TABLE, rows(1700), watch=stop)
    assert left_in(tmp_path) == ["j.out"]
    assert (tmp_path / "j.out").read_text() == "the old one"


@WRITERS
def test_a_source_that_fails_leaves_nothing(tmp_path: Path, write: Callable[..., int]) -> None:
    def failing() -> Iterator[tuple[object, ...]]:
        yield from rows(1200)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        write(tmp_path / "j.out", TABLE, failing())
    assert left_in(tmp_path) == []


@WRITERS
def test_an_existing_file_is_replaced_only_when_the_new_one_is_whole(tmp_path: Path, write: Callable[..., int]) -> None:
    path = tmp_path / "j.out"
    path.write_text("the old one")
    seen: list[str] = []
    write(path, TABLE, rows(1000), watch=lambda _n: seen.append(path.read_text()))
    assert seen
    assert set(seen) == {"the old one"}
    assert path.read_bytes()[:3] in (b"PK\x03", b"\xef\xbb\xbf")
    assert left_in(tmp_path) == ["j.out"]


@WRITERS
def test_how_many_rows_are_written_is_told_in_order(tmp_path: Path, write: Callable[..., int]) -> None:
    told: list[int] = []
    assert write(tmp_path / "j.out", TABLE, rows(1234), watch=told.append) == 1234
    assert told == sorted(told)
    assert told[-1] == 1234
    assert len(told) >= 3


@WRITERS
def test_a_folder_that_is_not_there_is_said(tmp_path: Path, write: Callable[..., int]) -> None:
    with pytest.raises(Refusal) as refused:
        write(tmp_path / "gone" / "j.out", TABLE, rows(1))
    assert (refused.value.code, refused.value.data["file"]) == ("file-no-folder", "j.out")


@WRITERS
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, write: Callable[..., int]) -> None:
    (tmp_path / "j.out").mkdir()  # a folder of that name: root, who runs tests in containers, is refused here too
    with pytest.raises(Refusal) as refused:
        write(tmp_path / "j.out", TABLE, rows(1))
    assert refused.value.code == "file-not-writable"
    assert left_in(tmp_path) == ["j.out"]


LIMITED = """
import resource, sys
from pathlib import Path
from app.domain.errors import Refusal
from app.documents.{module} import {name} as write
from app.services.ports.tables import Table, TableColumn
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
rows = ((f"{{n * 7919 % 1_000_003}} заявка", f"{{n * 104729 % 999_983}}") for n in range(200_000))
try:
    write(Path(sys.argv[1]), Table("t", (TableColumn("a"), TableColumn("b"))), rows, watch=lambda n: None)
except Refusal as refusal:
    print(refusal.code)
"""


@pytest.mark.parametrize(("module", "name"), [("export_xlsx", "write_xlsx"), ("export_csv", "write_csv")])
def test_a_disk_that_fills_up_leaves_no_broken_file(tmp_path: Path, module: str, name: str) -> None:
    target = tmp_path / "out" / "j.out"
    target.parent.mkdir()
    target.write_text("the old one")
    run = subprocess.run(
        [sys.executable, "-X", "dev", "-c", textwrap.dedent(LIMITED).format(module=module, name=name), str(target)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stdout.strip() == "file-no-room", run.stderr
    assert run.stderr == ""
    assert left_in(target.parent) == ["j.out"]
    assert target.read_text() == "the old one"


def test_a_pipe_or_a_device_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "j.csv"
    os.mkfifo(target)
    with pytest.raises(Refusal, match="file-not-writable"):
        write_csv(target, TABLE, [], watch=nobody_watches)
    assert target.is_fifo()
    assert left_in(tmp_path) == ["j.csv"]
