"""Files as people send them: any of three formats in, hostile ones refused by a code, never a traceback."""

import contextlib
import datetime as dt
import io
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from app.documents import limits, xlsx_book
from app.documents.container import MAX_FILE, MAX_UNPACKED
from app.documents.delimited import delimiter_of, encoding_of
from app.documents.limits import MAX_ROWS
from app.documents.sheets import parse_workbook, read_workbook
from app.domain.errors import Refusal, Unavailable

SAMPLES = Path(__file__).parents[1] / "samples"


def saved(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def package(**parts: bytes) -> bytes:
    """A copy of a small valid xlsx with some parts replaced or added (`__` stands for `/`)."""
    book = openpyxl.Workbook()
    book.active.append(["Участок"])
    replaced = {name.replace("__", "/"): content for name, content in parts.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(book))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, replaced.pop(name, None) or source.read(name))
        for name, content in replaced.items():
            target.writestr(name, content)
    return stream.getvalue()


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        parse_workbook(content)
    return refused.value


def cell(sheet, address):
    return next(cell for row in sheet.rows for cell in row.cells.values() if cell.address == address)


def test_a_workbook_gives_values_texts_hidden_places_merges_and_notes():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Абоненты"
    sheet.append(["Участок", "Зав. №", "Дата", None, "тайное"])
    sheet.append([1, 4711013, dt.datetime(2026, 11, 1), 7.5, "x"])  # noqa: DTZ001
    sheet.append(["2", "04711026", None, "=1+1", "y"])
    sheet["B2"].number_format = "00000000"
    sheet["B3"].comment = Comment("заменён", "автор")
    sheet["D4"].comment = Comment("только заметка", "автор")
    sheet["A5"] = "#N/A"
    sheet.merge_cells("D1:E1")
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Черновик").sheet_state = "hidden"
    workbook = parse_workbook(saved(book))
    first, second = workbook.sheets
    assert (workbook.kind, workbook.macros, first.name, first.hidden, second.hidden) == (
        "xlsx",
        False,
        "Абоненты",
        False,
        True,
    )
    assert cell(first, "B2").text == "04711013"
    assert cell(first, "B2").value == 4711013
    assert cell(first, "B3").text == "04711026"
    assert cell(first, "B3").note == "заменён"
    assert cell(first, "D4").note == "только заметка"
    assert cell(first, "C2").text == "01.11.2026"
    assert cell(first, "C2").hidden
    assert cell(first, "A3").hidden
    assert not cell(first, "A2").hidden
    assert (cell(first, "D3").fault, cell(first, "A5").fault) == ("formula", "error-value")
    assert [str(area) for area in first.merged] == ["D1:E1"]
    assert first.hidden_columns == {3}
    assert [row.number for row in first.rows] == [1, 2, 3, 4, 5]


def test_the_old_binary_format_gives_the_same():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    sheet.write_merge(0, 0, 0, 1, "Счётчик")
    zeros = xlwt.easyxf(num_format_str="00000000")
    sheet.write(1, 0, 4711013, zeros)
    sheet.write(1, 1, "04711026")
    sheet.write(1, 2, dt.date(2026, 11, 1), xlwt.easyxf(num_format_str="DD.MM.YYYY"))
    sheet.write(1, 3, 7.5)
    sheet.col(1).hidden = True
    workbook = parse_workbook(saved(book))
    (first,) = workbook.sheets
    assert workbook.kind == "xls"
    assert [c.text for c in first.rows[1].cells.values()] == ["04711013", "04711026", "01.11.2026", "7.5"]
    assert cell(first, "B2").hidden
    assert [str(area) for area in first.merged] == ["A1:B1"]


RUSSIAN = "Реестр точек учёта СНП «Северный»\r\n\r\nуч.;зав.№ счетчика;Р макс, Вт\r\n1;55120003;7 500\r\n"


@pytest.mark.parametrize(
    "encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "mac-cyrillic"]
)
def test_a_text_table_is_read_in_any_encoding(encoding):
    workbook = parse_workbook(RUSSIAN.encode(encoding))
    (sheet,) = workbook.sheets
    assert workbook.delimiter == ";"
    assert sheet.rows[0].texts == ("Реестр точек учёта СНП «Северный»",)
    assert [c.text for c in sheet.rows[1].cells.values()] == ["уч.", "зав.№ счетчика", "Р макс, Вт"]
    assert sheet.rows[2].number == 4


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "cp1251", "mac-cyrillic", "iso8859-5", "utf-8"])
@pytest.mark.parametrize("heading", ["участок;счетчик\n1;2\n", "УЧАСТОК;ФИО\n1;ИВАНОВ\n", "Уч;Тип\n1;Меркурий 201\n"])
def test_few_words_are_enough_to_tell_the_encoding(encoding, heading):
    assert heading.encode(encoding).decode(encoding_of(heading.encode(encoding))) == heading


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a,b,c\n1,2,3\n", ","),
        ("Список, как есть; на 01.11\na;b;c\n1;2;3\n", ";"),
        ("просто\nстолбец\n", ";"),
    ],
)
def test_the_delimiter_cuts_most_lines_alike(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_a_declared_delimiter_and_quoted_line_ends_are_honoured():
    (sheet,) = parse_workbook('sep=,\r\nA,"два\r\nряда"\r\n1,"x, y"\r\n'.encode()).sheets
    assert [row.number for row in sheet.rows] == [2, 3]
    assert cell(sheet, "B2").text == "два\r\nряда"
    assert cell(sheet, "B3").text == "x, y"


@pytest.mark.parametrize(
    ("name", "kind"), [("snt-romashka.xlsx", "xlsx"), ("dpk-berezka-2.xls", "xls"), ("snp-severny.csv", "csv")]
)
def test_the_kind_is_told_by_content_and_not_by_name(tmp_path, name, kind):
    disguised = tmp_path / "register.csv.xls.pdf"
    disguised.write_bytes((SAMPLES / name).read_bytes())
    assert read_workbook(disguised).kind == kind


def test_macros_are_left_alone_and_said():
    workbook = parse_workbook(package(**{"xl__vbaProject.bin": b"\xd0\xcf"}))
    assert workbook.macros


def test_a_bomb_is_refused_while_it_unpacks():
    sheet = b"<worksheet>" + b" " * (MAX_UNPACKED + 1)
    assert refusal_of(package(**{"xl__worksheets__sheet1.xml": sheet})).code == "sheet-bomb"


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = package(**{"xl__worksheets__sheet1.xml": b"<worksheet>" + b" " * (MAX_UNPACKED + 1)})
    lied = content.replace((MAX_UNPACKED + 12).to_bytes(4, "little"), (4096).to_bytes(4, "little"))
    assert lied != content
    assert refusal_of(lied).code in {"sheet-bomb", "sheet-damaged"}


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>',
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><sst>&x;</sst>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?><sst></sst>',
        b" " * (2**18 - 5) + b"<!DOCTYPE a><sst></sst>",
    ],
)
@pytest.mark.parametrize("part", ["xl__sharedStrings.xml", "xl__worksheets__sheet1.xml", "docProps__core.xml"])
def test_entities_and_document_types_are_refused_in_every_part(xml, part):
    assert refusal_of(package(**{part: xml})).code == "sheet-unsafe"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet-empty"),
        (b" \r\n\t", "sheet-empty"),
        (b";;;\r\n;;;\r\n", "sheet-empty"),
        (saved(openpyxl.Workbook()), "sheet-empty"),
        (b"%PDF-1.7\n", "sheet-format"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "sheet-format"),
        (b'<?xml version="1.0"?><Workbook/>', "sheet-format"),
        (bytes(range(1, 256)) * 20, "sheet-encoding"),
        (b"\1\2\3\4" * 20, "sheet-format"),
        (b"PK\x03\x04broken", "sheet-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "sheet-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Root Entry".encode("utf-16-le"), "sheet-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "sheet-encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le"), "sheet-damaged"),
        (b"1;2\n" * (MAX_FILE // 4 + 1), "sheet-too-large"),
        (b'"' + b"x" * 300_000, "sheet-damaged"),
    ],
    ids=range(16),
)
def test_what_is_no_register_is_refused_by_a_code(content, code):
    assert refusal_of(content).code == code


def test_another_package_is_named():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("content.xml", "<a/>")
    assert refusal_of(stream.getvalue()).data["format"] == "ods"


def test_a_missing_file_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        read_workbook(tmp_path / "nothing.xlsx")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_more_rows_than_any_register_has_are_refused_in_bounded_memory(kind, monkeypatch):
    assert MAX_ROWS == 250_000
    most = MAX_ROWS // 10  # the whole of it takes a minute under tracemalloc
    for module in (limits, xlsx_book):
        monkeypatch.setattr(module, "MAX_ROWS", most)
    if kind == "csv":
        content = b"uch;serial\n" + b"".join(b"%d;%d\n" % (n, 40000000 + n) for n in range(most))
    else:
        lines = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, most + 2))
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        content = package(
            **{
                "xl__worksheets__sheet1.xml": b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>'
                % (main, lines)
            }
        )
    tracemalloc.start()
    try:
        assert refusal_of(content).data == {"limit": most}
        assert tracemalloc.get_traced_memory()[1] < 25 * 2**20
    finally:
        tracemalloc.stop()


def test_a_sheet_that_claims_to_fill_the_world_costs_nothing():
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        b'<worksheet xmlns="%s"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1000000"><c r="B1000000"><v>2</v></c></row></sheetData></worksheet>' % main
    )
    (first,) = parse_workbook(package(**{"xl__worksheets__sheet1.xml": sheet})).sheets
    assert [c.address for row in first.rows for c in row.cells.values()] == ["A1", "B1000000"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["snt-romashka.xlsx", "dpk-berezka-2.xls"]),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=40),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name, place, garbage):
    content = (SAMPLES / name).read_bytes()
    place %= len(content)
    for damaged in (content[:place] + garbage + content[place + len(garbage) :], content[: place + 1]):
        with contextlib.suppress(Refusal):
            parse_workbook(damaged)
