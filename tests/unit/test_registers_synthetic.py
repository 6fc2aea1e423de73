"""Registers nobody has seen: other headings, another order, other units. The same rows come out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind, Severity
from app.domain.registers.reading import read_register
from app.domain.registers.sheet import Cell, Range, Row, Sheet, Workbook, sheet_of

TODAY = date(2026, 11, 24)
HEADINGS = {
    "plot": ["Участок", "№ уч.", "Уч-к", "Номер участка", "уч.", "Садовый участок №", "№ участка", "Участки"],
    "owner": ["ФИО", "Ф.И.О. владельца", "Владелец", "Собственник", "Абонент", "Член СНТ"],
    "phone": ["Телефон", "тел.", "Контактный телефон", "Моб. тел."],
    "contract": ["Договор", "№ договора", "Л/с", "Лицевой счёт"],
    "serial": ["Зав. №", "Заводской номер", "№ счётчика", "Серийный номер ПУ", "зав.№ счетчика", "Номер прибора учёта"],
    "mac": ["MAC", "МАС-адрес", "mac address"],
    "model": ["Тип", "Модель счётчика", "Марка ПУ", "тип счетчика"],
    "power": ["Макс. мощность", "Р макс", "Разрешённая мощность", "Лимит"],
    "installed": ["Дата установки", "Установлен", "Дата ввода в эксплуатацию"],
    "comment": ["Примечание", "Прим.", "Комментарии"],
    "row-number": ["№ п/п", "п/п", "№ пп"],
    "none": ["Задолженность, руб.", "Площадь, м2", "Дата поверки", "Тариф"],
}
MODELS = ["Меркурий 201", "НЕВА СП1", "Милур 107"]
MAC_FORMS = [lambda m: m, str.lower, lambda m: ":".join(m[i : i + 2] for i in range(0, 12, 2)),
             lambda m: ".".join(m[i : i + 4] for i in range(0, 12, 4)).lower(),
             lambda m: "-".join(m[i : i + 2] for i in range(0, 12, 2))]  # fmt: skip
POWER_FORMS = {
    "кВт": [lambda w: w / 1000, lambda w: f"{w / 1000:g}".replace(".", ","), lambda w: f"{w / 1000:g}"],
    "Вт": [lambda w: w, lambda w: f"{w // 1000} {w % 1000:03d}", lambda w: f"{w // 1000} {w % 1000:03d},0", str],
    "": [lambda w: f"{w / 1000:g} кВт", lambda w: f"{w} Вт"],
}


def shown(draw, unit, name, index, row):
    """How a register may write the value."""
    if name == "row-number":
        return index
    if name == "none":
        return f"{index * 7},5"
    if name == "mac":
        return draw(st.sampled_from(MAC_FORMS))(row["mac"])
    if name == "power":
        return draw(st.sampled_from(POWER_FORMS[unit]))(row["power"])
    if name == "installed":
        return draw(st.sampled_from([row["installed"], row["installed"].strftime("%d.%m.%Y")]))
    if name == "plot" and row["plot"].isdigit():
        return draw(st.sampled_from([row["plot"], int(row["plot"])]))
    return row[name]


@st.composite
def registers(draw):
    """A sheet and the values that must come out of it."""
    count = draw(st.integers(4, 25))
    suffixes = st.sampled_from(["", "", "", "а", " Б", "/1"])
    wanted = []
    for number in range(1, count + 1):
        watts = draw(st.sampled_from([3000, 5000, 7500, 10000, 15000]))
        wanted.append({
            "plot": f"{number}{draw(suffixes)}",
            "owner": draw(st.sampled_from(["Иванов И. И.", "Петрова Анна", "Семёнов С."])),
            "phone": f"+7 914 {1_000_000 + number}",
            "contract": f"Д-{100 + number}",
            "serial": draw(st.sampled_from(["0", ""])) + str(4_711_000 + number * 13),
            "mac": f"{0xA0B1C2D30000 + number * 257:012X}",
            "model": draw(st.sampled_from(MODELS)),
            "power": watts,
            "installed": date(2020 + number % 6, 1 + number % 12, 1 + number % 28),
            "comment": draw(st.sampled_from(["", "звонить вечером"])),
        })  # fmt: skip
    unit = draw(st.sampled_from(["кВт", "Вт", ""]))
    optional = ["owner", "phone", "contract", "mac", "model", "power", "installed", "comment", "row-number", "none"]
    chosen = ["plot", "serial", *draw(st.lists(st.sampled_from(optional), unique=True))]
    order = draw(st.permutations(chosen))
    heads = [
        draw(st.sampled_from(HEADINGS[name])) + (f", {unit}" if name == "power" and unit else "") for name in order
    ]

    lines = [["Список абонентов"]] * draw(st.integers(0, 2)) + [[]] * draw(st.integers(0, 1)) + [heads]
    for index, row in enumerate(wanted, start=1):
        if draw(st.integers(0, 9)) == 0:
            lines.append([f"Улица {index}-я Садовая"])
        lines.append([shown(draw, unit, name, index, row) for name in order])
        if draw(st.integers(0, 9)) == 0:
            lines.append([])
    if draw(st.booleans()):
        lines.append(["Итого", *([None] * (len(order) - 1))])
    return sheet_of("Лист1", lines), wanted, chosen


def read(*sheets, kind=RegisterKind.SUBSCRIBERS, **more):
    return read_register(Workbook("xlsx", sheets), kind=kind, today=TODAY, **more)


def table(*lines, **more):
    return read(sheet_of("Лист1", lines), **more)


@settings(max_examples=150, deadline=None)
@given(registers())
def test_any_order_headings_and_units_give_the_same_rows(register):
    sheet, wanted, chosen = register
    found = read(sheet)
    assert found.not_taken == ()
    assert [row.plot for row in found.rows] == [row["plot"] for row in wanted]
    for row, want in zip(found.rows, wanted, strict=True):
        assert row.meter.serial == want["serial"]
        for name, value in (
            ("owner", row.owner), ("phone", row.phone), ("contract", row.contract), ("mac", row.meter.mac),
            ("model", row.meter.model), ("power", row.max_watts), ("installed", row.meter.installed_on),
            ("comment", row.comment),
        ):  # fmt: skip
            assert value == (want[name] if name in chosen else (None if name in {"power", "installed"} else ""))


def test_a_heading_over_two_rows_without_merges():
    found = table(
        ["№", "Счётчик", None, None, "Показания", None],
        [None, "№", "тип", "MAC", "день", "ночь"],
        [1, "4711001", "Меркурий", "A0B1C2D30001", "10,5", 3],
        [2, "4711002", "Меркурий", "A0B1C2D30002", "11", 4],
    )
    assert [(m.letter, m.field) for m in found.columns] == [
        ("A", "plot"), ("B", "serial"), ("C", "model"), ("D", "mac"), ("E", "t1"), ("F", "t2"),
    ]  # fmt: skip
    assert found.rows[0].meter.readings[0].wh == 10_500


def test_a_bare_number_sign_is_the_plot_only_where_no_other_column_is():
    found = table(["№", "Участок", "Зав. №"], [1, "101", "4711001"], [2, "102а", "4711002"])
    assert [row.plot for row in found.rows] == ["101", "102а"]


def test_row_numbers_taken_for_plots_are_said():
    found = table(["№", "ФИО", "Зав. №"], [1, "Иванов", "4711001"], [2, "Петров", "4711002"])
    assert [row.plot for row in found.rows] == ["1", "2"]
    assert [(p.cell, p.reason, p.severity) for p in found.problems] == [("A1", "plot-counts", Severity.WARNING)]


def test_a_plot_at_the_end_of_an_address_is_found():
    found = table(
        ["№", "ФИО", "Адрес участка", "№ счётчика"],
        [1, "Иванов", "ул. Садовая, уч. 12", "4711001"],
        [2, "Петров", "ул. Садовая, участок №13 а", "4711002"],
    )
    assert [row.plot for row in found.rows] == ["12", "13 а"]
    assert found.problems == ()


def test_a_bare_number_beside_the_meter_is_its_serial():
    found = table(
        ["Участок", "Прибор учёта", "Номер", "Нач. показания", "Кон. показания"],
        ["12", "Меркурий 201", "4711001", 1, 2],
        ["13", "Меркурий 201", "4711014", 3, 4],
    )
    assert [(row.meter.model, row.meter.serial, row.meter.readings[0].wh) for row in found.rows] == [
        ("Меркурий 201", "4711001", 2000), ("Меркурий 201", "4711014", 4000),
    ]  # fmt: skip


def test_a_column_that_does_not_hold_what_it_promises_is_said():
    found = table(["Участок", "Заводской №"], ["1", "Меркурий"], ["2", "НЕВА, 12345679"], ["3", "Нева"])
    assert [(p.cell, p.reason) for p in found.not_taken] == [("B2", "serial-unreadable"), ("B3", "serial-unreadable"), ("B4", "serial-unreadable")]  # fmt: skip
    found = table(["Участок", "Счётчик"], ["1", "Меркурий 201 №12345678"], ["2", "12345679"])
    assert [(p.cell, p.reason, p.severity) for p in found.problems] == [("B1", "column-unsure", Severity.WARNING)]


def test_meters_without_a_column_of_serials_are_not_lost_silently():
    found = table(["Участок", "Тип счётчика"], ["1", "Меркурий 201"], ["2", "НЕВА"])
    assert [(p.cell, p.reason, p.part) for p in found.not_taken] == [("B1", "serial-no-column", "meter")]
    assert found.meters == 0


def test_numbered_columns_repeated_headings_totals_and_footers_are_left_out():
    heading = ["Участок", "Владелец", "Зав. №"]
    found = table(
        heading,
        [1, 2, 3],
        ["12", "Иванов И.", "4711001"],
        heading,
        ["13", "Петров П.", "4711002"],
        ["Итого:", "2 участка"],
        [None, None, None, "Председатель ________"],
    )
    assert [row.plot for row in found.rows] == ["12", "13"]
    assert [(i.place, i.why) for i in found.ignored] == [
        ("A2:C2", "column-numbers"), ("A4:C4", "repeated-heading"), ("A6:B6", "total"), ("D7", "text"),
    ]  # fmt: skip


def test_a_plot_with_nothing_else_is_taken_and_a_line_without_a_plot_is_named():
    found = table(["Участок", "Владелец", "Зав. №"], ["12"], [None, "Иванов И.", "4711001"], ["14", "Петров", None])
    assert [(row.plot, row.meter) for row in found.rows] == [("12", None), ("14", None)]
    assert [(p.cell, p.reason) for p in found.not_taken] == [("A3", "plot-missing")]


def test_two_meters_of_one_merged_plot():
    sheet = sheet_of("Лист1", [
        ["Участок", "Владелец", "Зав. №"], ["12", "Иванов И.", "4711001"], [None, None, "4711002"], ["13", "Петров", "4711003"],
    ])  # fmt: skip
    merged = Sheet(sheet.name, sheet.rows, merged=(Range(2, 1, 3, 1),))
    found = read(merged)
    assert [(row.plot, row.meter.serial, row.additional) for row in found.rows] == [
        ("12", "4711001", False), ("12", "4711002", True), ("13", "4711003", False),
    ]  # fmt: skip
    assert (found.subscribers, found.meters) == (2, 3)
    assert [p.cell for p in read(sheet).not_taken] == ["A3"]


@pytest.mark.parametrize(
    ("heading", "figures", "watts"),
    [
        ("Мощность, кВт", [3, "7,5", "15"], [3000, 7500, 15000]),
        ("Мощность, Вт", ["3 000", 7500, "15 000,0"], [3000, 7500, 15000]),
        ("Мощность", [3, 7.5, 15], [3000, 7500, 15000]),
        ("Мощность", [3000, "7 500", 15000], [3000, 7500, 15000]),
        ("Мощность", ["3 кВт", "7500 Вт", "200 кВт"], [3000, 7500, 200_000]),
    ],
)
@pytest.mark.rule("R5")
def test_kilowatts_and_watts_by_heading_cell_and_size(heading, figures, watts):
    found = table(["Участок", heading], *[[str(n), figure] for n, figure in enumerate(figures, 1)])
    assert [row.max_watts for row in found.rows] == watts


@pytest.mark.rule("R5")
def test_three_watts_for_three_kilowatts_never_pass_silently():
    odd = table(["Участок", "Мощность, Вт"], ["1", 3], ["2", 7500], ["3", 15000])
    assert [(p.cell, p.reason) for p in odd.not_taken] == [("B2", "power-looks-kilowatts")]
    odd = table(["Участок", "Мощность, кВт"], ["1", 3000], ["2", 7.5], ["3", 15])
    assert [(p.cell, p.reason) for p in odd.not_taken] == [("B2", "power-looks-watts")]


@pytest.mark.rule("R5")
@pytest.mark.parametrize("heading", ["Мощность, Вт", "Мощность"])
def test_a_column_whose_unit_is_in_doubt_is_asked_about(heading):
    lines = (["Участок", heading], ["1", 3], ["2", 7.5], ["3", 7500 if heading == "Мощность" else 15], ["4", None])
    asked = table(*lines)
    assert [(q.cell, q.kind, q.answers) for q in asked.questions] == [("B1", "unit", ("kW", "W"))]
    assert [row.plot for row in asked.rows] == ["4"]
    assert {p.reason for p in asked.not_taken} == {"unit-unanswered"}
    told = table(*lines, answers={"B1": "kw"})
    assert [row.max_watts for row in told.rows][:2] == [3000, 7500]
    assert table(*lines, told={"B": "power-kw"}).questions == ()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("plot", date(2026, 5, 12), "plot-date"),  # 12/5, as Excel understands it
        ("serial", "4,71E+12", "serial-scientific"),
        ("serial", 4711000000000001, "serial-rounded"),
        ("serial", "Меркурий 201", "serial-unreadable"),
        ("serial", "0000000", "serial-zeros"),
        ("serial", "12", "serial-unreadable"),
        ("mac", "00:00:00:00:00:00", "mac-placeholder"),
        ("mac", "A0B1C2D3000", "mac-length"),
        ("mac", "A0B1C2D3000G", "mac-character"),
        ("power", "по договору", "power-unreadable"),
        ("power", 1e22, "power-unreadable"),
        ("power", "9 999 999 999 999 кВт", "power-unreadable"),
        ("power", 0, "power-zero"),
        ("power", "1,2345 кВт", "power-fraction"),
        ("installed", "осенью", "date-unreadable"),
        ("installed", "31.02.2024", "date-unreadable"),
        ("t1", "обрыв", "reading-unreadable"),
        ("t1", -5, "reading-unreadable"),
    ],
)
def test_a_bad_cell_is_named_with_its_reason_and_refuses_its_part(field, value, reason):
    order = ["plot", "serial", "mac", "power", "installed", "t1"]
    good = {"plot": "1", "serial": "4711001", "mac": "A0B1C2D30001", "power": 5, "installed": "01.02.2024", "t1": 10}
    bad = good | {"plot": "2", "serial": "4711002", "mac": "A0B1C2D30002"} | {field: value}
    third = good | {"plot": "3", "serial": "4711003", "mac": "A0B1C2D30003"}
    heads = ["Участок", "Зав. №", "MAC", "Мощность, кВт", "Дата установки", "Т1"]
    found = table(heads, *[[line[name] for name in order] for line in (good, bad, third)])
    (problem,) = found.not_taken
    assert (problem.cell, problem.reason) == (f"{'ABCDEF'[order.index(field)]}3", reason)
    if field in {"plot", "power"}:
        assert [row.plot for row in found.rows] == ["1", "3"]
    elif field == "t1":
        assert [len(row.meter.readings) for row in found.rows] == [1, 0, 1]
    else:
        assert [bool(row.meter) for row in found.rows] == [True, False, True]


def test_dashes_and_words_for_nothing_are_nothing():
    found = table(["Участок", "Зав. №", "Мощность, кВт", "Телефон"], ["1", "нет", "-", "—"], ["2", "н/д", "н/д", " "])
    assert [(row.meter, row.max_watts, row.phone) for row in found.rows] == [(None, None, "")] * 2
    assert found.not_taken == ()


def test_error_values_and_uncomputed_formulas_are_refused_by_cell():
    sheet = sheet_of("Лист1", [["Участок", "Зав. №"], ["1", "4711001"], ["2", "4711002"]])
    formula = Cell(4, 1, "=A3+1", "=A3+1", fault="formula")
    wrong = Cell(5, 2, "#N/A", "#N/A", fault="error-value")
    rows = (*sheet.rows, Row(4, {1: formula}), Row(5, {1: Cell(5, 1, "5", "5"), 2: wrong}))
    found = read(Sheet("Лист1", rows))
    assert [(p.cell, p.reason, p.part) for p in found.not_taken] == [
        ("A4", "formula", "row"),
        ("B5", "error-value", "meter"),
    ]
    assert [row.plot for row in found.rows] == ["1", "2", "5"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("котельная", True), ("Лифт", True), ("НЕ ОТКЛЮЧАТЬ", True), ("кислородный концентратор", True),
        ("не ограничивать: насосная станция", True), ("звонить вечером", False), ("оплачено", False), ("Лифтова А.", True),
    ],
)  # fmt: skip
@pytest.mark.rule("C5")
def test_hints_at_protection_are_questions_wherever_they_stand(text, asked):
    for heading in ("Примечание", "Владелец", "Особое"):
        found = table(["Участок", heading, "Зав. №"], ["1", text, "4711001"], ["2", "Иванов", "4711002"])
        assert bool(found.questions) is asked
        assert (len(found.rows) == 1) is asked


def test_the_fullest_visible_sheet_is_the_register():
    old = sheet_of("2019", [["Участок", "Зав. №"], ["1", "4711001"]])
    new = sheet_of("2026", [["Участок", "Зав. №", "ФИО"], ["1", "4711001", "Иванов"], ["2", "4711002", "Петров"]])
    hidden = Sheet("тайный", new.rows, hidden=True)
    found = read(hidden, old, new)
    assert found.sheet == "2026"
    assert [(i.place, i.why) for i in found.ignored] == [("тайный!A1:C3", "hidden-sheet"), ("2019!A1:B2", "sheet")]


def test_a_filtered_row_is_taken_and_said():
    sheet = sheet_of("Лист1", [["Участок", "Зав. №"], ["1", "4711001"], ["2", "4711002"]])
    rows = (*sheet.rows[:2], Row(3, sheet.rows[2].cells, hidden=True))
    found = read(Sheet("Лист1", rows))
    assert len(found.rows) == 2
    assert [(p.cell, p.reason, p.severity) for p in found.problems] == [("A3:B3", "rows-hidden", Severity.WARNING)]


def test_a_table_without_headings_is_read_by_letters():
    lines = (["1", "4711001"], ["2", "4711002"])
    with pytest.raises(Refusal) as refused:
        table(*lines)
    assert refused.value.code in {"import-no-heading", "import-no-column"}
    found = table(*lines, told={"A": "plot", "B": "serial"})
    assert [row.meter.serial for row in found.rows] == ["4711001", "4711002"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.dates(),
       st.sampled_from(["Участок", "Зав. №", "Мощность", "MAC", "Итого", "Улица Садовая", "12а"])), max_size=6), max_size=12))  # fmt: skip
def test_any_table_is_read_or_refused(lines):
    for kind in (RegisterKind.SUBSCRIBERS, RegisterKind.METERS):
        try:
            found = table(*lines, kind=kind)
        except Refusal:
            continue
        assert all(row.plot_key for row in found.rows)
        assert len({row.plot_key for row in found.rows if not row.additional}) == found.subscribers
