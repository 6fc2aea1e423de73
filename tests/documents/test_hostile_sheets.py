"""Files that mean harm or were made in a hurry: each is read, or refused by a code that has a sentence in ru and en."""

import datetime as dt
import io
import struct
import zipfile

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.container import MAX_UNPACKED
from app.documents.limits import MAX_COLUMN, MAX_MERGED
from app.documents.sheets import parse_workbook
from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind
from app.domain.registers.reading import read_register
from app.domain.registers.sheet import Workbook, sheet_of
from app.texts import Texts, speech

TODAY = dt.date(2026, 2, 20)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def register(*lines) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for line in lines or (("Участок", "Владелец"), (1, "Иванов"), (2, "Петров")):
        book.active.append(line)
    return book


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """A copy of an xlsx with parts replaced or added (`__` stands for `/`)."""
    replaced = {name.replace("__", "/"): part for name, part in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, replaced.pop(name, None) or source.read(name))
        for name, part in replaced.items():
            target.writestr(name, part)
    return stream.getvalue()


def sheet_xml(data: bytes, after: bytes = b"") -> bytes:
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (MAIN, data, after)


def refusal_of(content: bytes, **told: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        parse_workbook(content, **told)
    for lang in ("ru", "en"):
        said = speech.say_error(Texts(lang), refused.value)
        assert said.endswith((".", ",")), said
        assert "{" not in said
    return refused.value


def read(book: bytes | Workbook, **more):
    workbook = book if isinstance(book, Workbook) else parse_workbook(book)
    return read_register(workbook, kind=RegisterKind.SUBSCRIBERS, today=TODAY, **more)


def reasons(preview):
    return {problem.cell: problem.reason for problem in preview.not_taken}


def old_excel_with_a_password() -> bytes:
    """An .xls whose second record says that all after it is ciphered (FILEPASS, RC4)."""
    book = xlwt.Workbook()
    book.add_sheet("Лист").write(0, 0, "Участок")
    content = saved(book)
    start = content.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005))  # BOF of the workbook's globals
    second = start + 4 + 16
    length = struct.unpack_from("<H", content, second + 2)[0]
    return content[:second] + struct.pack("<HH", 0x002F, length) + content[second + 4 :]


def test_a_password_is_told_in_both_formats():
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal_of(container).code == "sheet-encrypted"
    assert refusal_of(old_excel_with_a_password()).code == "sheet-encrypted"


def test_a_file_with_macros_is_read_without_them_and_says_so():
    content = with_parts(saved(register()), xl__vbaProject_bin=b"\0" * 100)
    content = content.replace(b"xl/vbaProject_bin", b"xl/vbaProject.bin")
    workbook = parse_workbook(content)
    assert (workbook.macros, len(read(workbook).rows)) == (True, 2)


def test_a_bomb_of_texts_is_refused():
    texts = b'<sst xmlns="%s">%s' % (MAIN, b"<si><t>a</t></si>" * 10) + b" " * MAX_UNPACKED + b"</sst>"
    assert refusal_of(with_parts(saved(register()), xl__sharedStrings__xml=texts)).code == "sheet-bomb"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_file_cut_short_is_damaged(kind, share):
    book = xlwt.Workbook() if kind == "xls" else register()
    if kind == "xls":
        sheet = book.add_sheet("Лист")
        for row in range(200):
            sheet.write(row, 0, f"Участок {row}")
    content = saved(book)
    try:
        parse_workbook(content[: int(len(content) * share)])
    except Refusal as refusal:
        assert refusal.code in {"sheet-damaged", "sheet-empty"}  # noqa: PT017 - an .xls may still give what it has


def test_a_merge_over_the_whole_sheet_costs_nothing():
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c><c r="B%d" t="inlineStr"><is><t>x%d</t></is></c></row>'
        % (n, n, b"\xd0\xa3\xd1\x87\xd0\xb0\xd1\x81\xd1\x82\xd0\xbe\xd0\xba" if n == 1 else b"%d" % n, n, n)
        for n in range(1, 50)
    )
    merged = b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A2:B1048576"/><mergeCell ref="A1:XFD1048576"/>' * 500)
    content = with_parts(saved(register()), **{"xl__worksheets__sheet1.xml": sheet_xml(rows, merged)})
    workbook = parse_workbook(content)
    assert len(workbook.sheets[0].merged) == 1000
    assert read(workbook).columns[0].field == "plot"


def test_merges_without_end_are_refused():
    merged = b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A1:A2"/>' * (MAX_MERGED + 1))
    content = with_parts(saved(register()), **{"xl__worksheets__sheet1.xml": sheet_xml(b"", merged)})
    assert refusal_of(content).code == "sheet-too-merged"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_all_columns_that_a_sheet_may_have_are_too_many(kind):
    if kind == "csv":
        content = ";".join(f"Столбец {n}" for n in range(16_384)).encode()
    else:
        book = openpyxl.Workbook()
        book.active.append([f"Столбец {n}" for n in range(16_384)])
        content = saved(book)
    assert refusal_of(content).data == {"limit": MAX_COLUMN}


def test_as_many_columns_as_may_be_are_looked_through_in_time():
    line = [f"Участок владельца {n}" for n in range(MAX_COLUMN)]
    book = Workbook("csv", (sheet_of("", [line] * 43),))
    with pytest.raises(Refusal):
        read(book)


def test_formulas_without_results_and_errors_are_named_by_cell():
    book = register(("Участок", "Владелец", "Зав. №"), ("=1+1", "Иванов", "4711001"), (2, "#N/A", "=A1"))
    found = read(saved(book))
    assert reasons(found)["A2"] == "formula"
    assert {"B3", "C3"} <= set(reasons(found))


def test_duplicate_headings_leave_the_choice_to_a_person():
    book = register(("Участок", "Участок", "Владелец"), (1, 101, "Иванов"), (2, 102, "Петров"))
    workbook = parse_workbook(saved(book))
    found = read(workbook)
    assert [(c.field, c.why, c.other) for c in found.columns[:2]] == [("plot", "", ""), (None, "taken", "A")]
    assert [row.plot for row in read(workbook, told={"B": "plot"}).rows] == ["101", "102"]
    with pytest.raises(Refusal, match="import-column-ambiguous"):
        read(workbook, told={"Участок": "plot"})


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31.02.2025", "date-unreadable"),
        ("вчера", "date-unreadable"),
        (45_678, "date-serial"),
        ("45678", "date-serial"),
        (45_678.0, "date-serial"),
    ],
)
def test_a_date_that_is_none_says_what_it_is(written, reason):
    book = register(("Участок", "Зав. №", "Дата установки"), (1, "4711001", "01.02.2025"), (2, "4711002", written))
    found = read(saved(book), told={"C": "installed"})
    assert reasons(found) == {"C3": reason}
    if reason == "date-serial":
        assert found.not_taken[0].data == {"shown": "21.01.2025"}


def test_one_serial_in_every_line_names_a_few_others_only():
    lines = [("Участок", "Зав. №"), *((n, "4711001") for n in range(1, 3001))]
    found = read(Workbook("csv", (sheet_of("", lines),)))
    told = [problem.data["others"] for problem in found.not_taken]
    assert len(told) == 3000
    assert max(map(len, told)) < 60
    assert told[0].endswith("…")


RUSSIAN = "Участок;Владелец\n1;Иванов Пётр\n2;Щукина Юлия\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16", "utf-16-le", "koi8-r", "cp866"])
def test_a_wrongly_guessed_encoding_can_be_told(encoding):
    content = RUSSIAN.encode(encoding)
    workbook = parse_workbook(content, encoding="utf-16" if encoding == "utf-16-le" else encoding)
    assert [row.texts for row in workbook.sheets[0].rows][1:] == [("1", "Иванов Пётр"), ("2", "Щукина Юлия")]


def test_an_encoding_that_cannot_be_is_refused():
    content = RUSSIAN.encode("cp1251")
    assert refusal_of(content, encoding="utf-8").code == "sheet-encoding"
    assert refusal_of(content, encoding="нет такой").code == "sheet-encoding-unknown"
    assert refusal_of(content, delimiter="::").code == "sheet-delimiter"


def test_a_wrong_encoding_told_is_seen_and_mended():
    workbook = parse_workbook(RUSSIAN.encode("cp1251"), encoding="cp866")
    assert "Участок" not in workbook.sheets[0].rows[0].texts
    with pytest.raises(Refusal, match="import-no"):
        read(workbook)


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(allow_nan=False)), max_size=6),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_openpyxl_wrote_is_read_back(lines):
    """Values survive our own reader: peer writer, our reader."""
    book = openpyxl.Workbook()
    wanted = {}
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            if isinstance(value, str):
                value = "".join(sign for sign in value if sign.isprintable() and sign != "=")  # noqa: PLW2901
            if isinstance(value, float) and not abs(value) < 1e300:
                continue
            if value is None or value == "" or (isinstance(value, str) and not value.strip()):
                continue
            if isinstance(value, str) and value.startswith("#"):
                continue
            book.active.cell(row, column).value = value
            wanted[row, column] = value
    try:
        sheet = parse_workbook(saved(book)).sheets[0]
    except Refusal as refusal:
        assert refusal.code == "sheet-empty"  # noqa: PT017 - nothing was written
        assert not wanted
        return
    found = {(row.number, column): cell.value for row in sheet.rows for column, cell in row.cells.items()}
    assert (
        found == pytest.approx(wanted)
        if all(isinstance(v, float) for v in wanted.values())
        else found.keys() == wanted.keys()
    )
    assert {k: v for k, v in found.items() if isinstance(v, str)} == {
        k: v for k, v in wanted.items() if isinstance(v, str)
    }
