"""The three samples: what must come out was counted in the files by hand, not taken from the code's answer."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.documents.sheets import read_workbook
from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind, Severity
from app.domain.registers.reading import read_register

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2026, 11, 24)


def preview(name, kind=RegisterKind.SUBSCRIBERS, **more):
    return read_register(read_workbook(SAMPLES / name), kind=kind, today=TODAY, **more)


def fields(found):
    return {match.letter: match.field.value if match.field else None for match in found.columns}


def by_plot(found):
    return {row.plot: row for row in found.rows}


def test_romashka_columns_are_taken_for_what_they_are():
    found = preview("snt-romashka.xlsx")
    assert found.sheet == "Абоненты"
    assert fields(found) == {
        "A": "row-number", "B": "plot", "C": "owner", "D": "serial", "E": "mac", "F": "model", "G": "power", "H": "t1",
        "I": "t2", "J": "phone", "K": "comment",
    }  # fmt: skip
    assert all(match.confidence > 0.9 for match in found.columns)
    assert [match.letter for match in found.columns if match.hidden] == ["C"]
    assert {match.letter: match.unit for match in found.columns}["G"] == "kW"


def test_romashka_lists_exactly_what_is_not_taken():
    found = preview("snt-romashka.xlsx")
    assert [(p.cell, p.reason, p.part.value, p.severity.value) for p in found.not_taken] == [
        ("K18", "protected-unanswered", "row", "held"),
        ("E39", "mac-length", "meter", "refused"),  # 8B14.B3C2.8EF: eleven digits
        ("E40", "mac-cyrillic", "meter", "refused"),  # О6: the first letter is Cyrillic
        ("H57", "reading-unreadable", "reading", "refused"),  # обрыв
        ("B67", "plot-twice", "row", "refused"),  # 12 А
        ("B68", "plot-twice", "row", "refused"),  # 12а
        ("D83", "serial-twice", "meter", "refused"),  # 4711988
        ("D84", "serial-twice", "meter", "refused"),
        ("D110", "serial-missing", "meter", "refused"),
    ]
    others = {p.cell: p.data["others"] for p in found.problems if "others" in p.data}
    assert others == {"B67": "B68", "B68": "B67", "D83": "D84", "D84": "D83"}
    assert next(p for p in found.problems if p.cell == "E40").data["letter"] == "О"


def test_romashka_counts():
    found = preview("snt-romashka.xlsx")
    # 210 lines; two plots twice and one asked about leave 207; of their meters two have a bad MAC address, two a
    # serial in common and one has none; one reading of two for each meter is not a figure.
    assert (found.subscribers, found.meters) == (207, 202)
    assert sum(len(row.meter.readings) for row in found.rows if row.meter) == 2 * 202 - 1
    assert Counter(row.street for row in found.rows) == {
        "Улица Садовая": 39, "Улица Луговая": 38, "Улица Лесная": 40, "Улица Речная": 40, "Улица Полевая": 40,
        "Улица Заречная": 10,
    }  # fmt: skip


def test_romashka_values():
    rows = by_plot(preview("snt-romashka.xlsx"))
    assert {"17а", "23/1", "б/н (сторожка)", "207/1", "34а"} <= set(rows)
    assert rows["б/н (сторожка)"].max_watts == 15_000
    assert rows["1"].meter.serial == "4711013"
    assert rows["3"].meter.serial == "04711039"
    assert rows["29"].meter.serial == "04711377"  # ' 04711377 ' in the file
    assert [rows[plot].meter.mac for plot in ("1", "2", "3", "4", "5")] == [
        "58011646EEFA", "7E26001D48E7", "B48025268253", "8789BA47AB0F", "91EFCDF5CEDA",
    ]  # fmt: skip
    assert [rows[plot].max_watts for plot in ("1", "6", "9", "10", "2", "13")] == [7500, 7500, 15000, 5000, 10000, None]
    assert (rows["1"].meter.readings[0].register, rows["1"].meter.readings[0].wh) == ("T1", 3_878_520)
    assert [reading.register for reading in rows["50"].meter.readings] == ["T2"]
    assert rows["101"].meter is None
    assert rows["76"].meter is None
    assert rows["1"].owner == "владелец уч. 1"


def test_the_note_about_a_replaced_meter_is_kept_with_it_and_said():
    found = preview("snt-romashka.xlsx")
    assert by_plot(found)["13"].meter.note == "заменён 14.10.2026, старый 00398112"
    problem = next(p for p in found.problems if p.cell == "D19")
    assert (problem.reason, problem.severity, problem.data["old"]) == ("meter-replaced", Severity.WARNING, "00398112")


@pytest.mark.rule("C5")
def test_life_support_is_asked_about_and_never_guessed():
    asked = preview("snt-romashka.xlsx")
    assert [(q.cell, q.kind, q.text, q.plot) for q in asked.questions] == [
        ("K18", "protected", "аппарат ИВЛ, не отключать!", "12")
    ]
    assert "12" not in by_plot(asked)
    protected = preview("snt-romashka.xlsx", answers={"k18": "Protected"})
    assert by_plot(protected)["12"].protected
    assert by_plot(protected)["12"].protected_by == "аппарат ИВЛ, не отключать!"
    assert (protected.subscribers, protected.meters) == (208, 203)
    ordinary = preview("snt-romashka.xlsx", answers={"K18": "ordinary"})
    assert not by_plot(ordinary)["12"].protected
    assert by_plot(ordinary)["12"].comment == "аппарат ИВЛ, не отключать!"
    for answers, code in (({"K19": "ordinary"}, "import-answer-unknown"), ({"K18": "maybe"}, "import-answer-invalid")):
        with pytest.raises(Refusal) as refused:
            preview("snt-romashka.xlsx", answers=answers)
        assert refused.value.code == code


def test_romashka_says_what_it_left_out():
    found = preview("snt-romashka.xlsx")
    assert [(i.place, i.why) for i in found.ignored] == [
        ("Старые!A1:A4", "sheet"), ("A1", "title"), ("A2", "title"), ("A6", "street"), ("A47", "street"),
        ("A89", "street"), ("A130", "street"), ("A172", "street"), ("A213", "street"), ("A224:H224", "total"),
    ]  # fmt: skip
    assert found.titles[0] == "Садоводческое некоммерческое товарищество «Ромашка»"
    assert "999" not in by_plot(found)


def test_the_other_sheet_can_be_named():
    found = preview("snt-romashka.xlsx", sheet="Старые")
    assert [row.plot for row in found.rows] == ["999"]


def test_berezka_comes_in_whole():
    found = preview("dpk-berezka-2.xls")
    assert fields(found) == {
        "A": "contract", "B": "owner", "C": "plot", "D": "serial", "E": "mac", "F": "power", "G": "system",
    }  # fmt: skip
    assert (found.subscribers, found.meters, found.problems, found.questions) == (180, 180, (), ())
    assert Counter(row.max_watts for row in found.rows) == {7500: 90, 15000: 90}
    rows = by_plot(found)
    assert (rows["11/2"].contract, rows["11/2"].meter.serial, rows["11/2"].meter.mac) == (
        "Д-1011",
        "30990077",
        "BDE5B2B210A4",
    )
    assert sum("/2" in plot for plot in rows) == 16


def test_severny_comes_in_whole_with_three_dates_to_look_at():
    found = preview("snp-severny.csv")
    assert fields(found) == {"A": "plot", "B": "serial", "C": "power", "D": "installed", "E": "reading"}
    assert (found.subscribers, found.meters) == (320, 320)
    assert [(p.cell, p.value, p.reason, p.severity) for p in found.problems] == [
        ("D68", "27.12.2026", "date-future", Severity.WARNING),
        ("D97", "18.12.2026", "date-future", Severity.WARNING),
        ("D279", "13.12.2026", "date-future", Severity.WARNING),
    ]
    assert Counter(row.max_watts for row in found.rows) == {15000: 89 + 72, 5000: 84, 7500: 75}  # 72 as "15 000,0"
    rows = by_plot(found)
    assert rows["31б"].meter.installed_on == date(2024, 6, 7)
    assert rows["2"].max_watts == 7500
    assert rows["6"].max_watts == 15000  # 15 000,0
    assert rows["320"].meter.readings[0].wh == 5_869_870
    assert found.titles == ("Реестр точек учёта СНП «Северный», система СУП-04",)


def test_meters_alone_ask_nothing_about_people():
    found = preview("snt-romashka.xlsx", kind=RegisterKind.METERS)
    assert found.questions == ()
    assert found.meters == len(found.rows) == 203  # plot 12 too: its remark is about the subscriber
    assert {row.owner for row in found.rows} == {""}


@pytest.mark.parametrize("line", [3, 4, 5])
def test_a_column_that_is_told_otherwise_is_taken_so(line):
    told = {3: {"Зав.№ счетчика": "serial"}, 4: {"b": "serial"}, 5: {"зав. № счётчика": "serial"}}[line]
    assert preview("snp-severny.csv", told=told).meters == 320


def test_what_is_told_wrong_is_refused():
    for told, code in (
        ({"Зав. №": "serial"}, "import-column-unknown"),
        ({"уч.": "plots"}, "import-field-unknown"),
        ({"уч.": "ignore"}, "import-no-column"),
        ({"A": "plot", "B": "plot"}, "import-column-twice"),
    ):
        with pytest.raises(Refusal) as refused:
            preview("snp-severny.csv", told=told)
        assert refused.value.code == code
    assert preview("snp-severny.csv", told={"дата установки": "ignore"}).rows[0].meter.installed_on is None
