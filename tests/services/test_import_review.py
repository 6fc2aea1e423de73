"""What the screen of an import is given: the sheet with its marks, what each line becomes, columns and what is kept."""

from pathlib import Path

import pytest

from app.documents.sheets import parse_workbook, read_workbook
from app.domain.changes import Subject
from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind
from app.services import imports
from app.services.import_orders import Outcome
from app.services.import_views import Mark, Place
from app.services.imports import ImportOrder

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = "Участок;Владелец;Телефон;Мощность, кВт;Зав. №;MAC\n{}\n"


def order(source, kind=RegisterKind.SUBSCRIBERS, *, client="Ромашка", **more):
    workbook = parse_workbook(source.encode()) if isinstance(source, str) else read_workbook(source)
    return ImportOrder(workbook, kind, "register.csv", client=client, **more)


def review(desk, source, kind=RegisterKind.SUBSCRIBERS, *, progress=None, is_cancelled=None, **more):
    return imports.review(
        desk.unit_of_work(),
        order=order(source, kind, **more),
        by=desk.app.operator,
        now=desk.clock.utc(),
        progress=progress,
        is_cancelled=is_cancelled,
    )


def apply(desk, source, kind=RegisterKind.SUBSCRIBERS, **more):
    return imports.apply(
        desk.unit_of_work(), order=order(source, kind, **more), by=desk.app.operator, now=desk.clock.utc()
    )


def marks(row):
    return {column: (cell.mark.value, cell.reason, cell.becomes) for column, cell in row.cells.items()}


def test_every_cell_says_what_it_becomes(desk):
    desk.client()
    found = review(desk, REGISTER.format("12;Иванов;900;7,5;04711001;A0-B1-C2-D3-00-01\n13;Петров;;ноль;4711002;"))
    heading, good, bad = found.cells(1, 10)
    assert (heading.place, good.place, good.outcome, good.meter) == (
        Place.HEADING,
        Place.LINE,
        Outcome.NEW,
        Outcome.NEW,
    )
    assert marks(good) == {
        1: ("taken", "", ""),
        2: ("taken", "", ""),
        3: ("taken", "", ""),
        4: ("adjusted", "", "7500"),
        5: ("taken", "", ""),
        6: ("adjusted", "", "A0B1C2D30001"),
    }
    assert good.becomes["power"] == "7500"
    assert set(good.becomes) < set(found.fields)
    assert (bad.outcome, bad.cells[4].mark, bad.cells[4].reason) == (
        Outcome.NOT_TAKEN,
        Mark.REFUSED,
        "power-unreadable",
    )
    assert bad.becomes == {}
    assert (found.counts, found.rows_with(Outcome.NOT_TAKEN)) == ({Outcome.NEW: 1, Outcome.NOT_TAKEN: 1}, [3])


def test_what_changes_is_told_old_and_new(desk):
    desk.client()
    apply(desk, REGISTER.format("1;Иванов;;7,5;4711001;\n2;Петров;;15;4711002;\n3;Котов;;15;;"))
    second = REGISTER.format("1;Иванов;900;7,5;4711001;A0B1C2D30001\n2;Сидоров;;15;4711002;\n3;Котов;;15;4711003;")
    one, two, three = review(desk, second).cells(2, 3)
    assert (one.outcome, one.meter) == (Outcome.CHANGED, Outcome.CHANGED)
    assert [(c.field, c.old, c.new) for c in one.changes] == [("phone", "", "900"), ("mac", "", "A0B1C2D30001")]
    assert (two.outcome, two.meter, two.cells[2].reason) == (Outcome.NOT_TAKEN, Outcome.SAME, "differs")
    assert (three.outcome, three.meter) == (Outcome.SAME, Outcome.NEW)
    found = review(desk, second, overwrite=True)
    assert [(c.field, c.old, c.new) for c in found.cells(3, 1)[0].changes] == [("owner", "Петров", "Сидоров")]
    assert found.cells(3, 1)[0].cells[2].mark is Mark.WARNING


@pytest.mark.rule("C5")
def test_a_real_register_shows_titles_streets_questions_and_sheets(desk):
    desk.client("Ромашка")
    found = review(desk, SAMPLES / "snt-romashka.xlsx")
    assert found.refusal is None
    assert [sheet.chosen for sheet in found.sheets] == [True, False]
    rows = {row.number: row for row in found.cells(1, found.last_row)}
    assert rows[1].place is Place.TITLE
    asked = rows[18]
    assert (asked.outcome, asked.cells[11].mark) == (Outcome.HELD, Mark.QUESTION)
    assert found.counts[Outcome.HELD] == 1
    assert rows[224].place is Place.LEFT_OUT
    assert rows[224].why == "total"
    assert rows[39].cells[5].reason == "mac-length"
    assert (rows[39].outcome, rows[39].meter) == (Outcome.NEW, Outcome.NOT_TAKEN)
    assert sum(found.counts.values()) == 207 + len(found.rows_with(Outcome.NOT_TAKEN, Outcome.HELD)) - sum(
        row.outcome is Outcome.NEW and row.meter is Outcome.NOT_TAKEN for row in rows.values()
    )
    answered = review(desk, SAMPLES / "snt-romashka.xlsx", answers={"K18": "protected"})
    assert answered.cells(18, 1)[0].outcome is Outcome.NEW
    column = {c.letter: c for c in found.columns}["D"]
    assert (column.field, column.by, column.kept) == ("serial", "guessed", True)
    assert 0.5 <= column.evidence <= 1.0


def test_windows_never_pass_the_end_and_show_blank_rows(desk):
    desk.client()
    found = review(desk, "Участок;Владелец\n1;Иванов\n\n\n2;Петров\n")
    assert [row.place for row in found.cells(1, 100)] == [
        Place.HEADING,
        Place.LINE,
        Place.BLANK,
        Place.BLANK,
        Place.LINE,
    ]
    assert found.cells(6, 10) == ()
    assert [row.number for row in found.rows([5, 2])] == [5, 2]


def test_a_register_that_cannot_be_read_yet_shows_its_columns_all_the_same(desk):
    desk.client()
    found = review(desk, "Чей;Где\nИванов;12\nПетров;13\n")
    assert (found.result, found.refusal.code) == (None, "import-no-heading")
    assert [column.letter for column in found.columns] == ["A", "B"]
    assert [cell.text for cell in found.cells(2, 1)[0].cells.values()] == ["Иванов", "12"]
    told = review(desk, "Чей;Где\nИванов;12\nПетров;13\n", told={"Где": "plot", "Чей": "owner"})
    assert (told.refusal, told.result.taken) == (None, 2)
    wrong = review(desk, "Чей;Участок\nИванов;12\n", told={"Кто": "owner"})
    assert wrong.refusal.code == "import-column-unknown"
    assert len(wrong.columns) == 2
    assert "owner" in found.choices
    assert "guess" in found.choices


def test_what_was_told_is_remembered_overruled_and_forgotten(desk):
    desk.client()
    register = "Участок;Чей;Кто\n1;Иванов;Петров\n"
    apply(desk, register, told={"Чей": "owner"})

    def owner(**told):
        found = review(desk, register, told=told)
        return {c.heading: c.by for c in found.columns if c.field == "owner"}

    assert owner() == {"Чей": "remembered"}
    assert owner(Кто="owner") == {"Кто": "told"}
    assert owner(Чей="guess") == {}
    assert owner(Чей="ignore") == {}
    (kept,) = desk.app.queries.remembered_columns("subscribers")
    assert (kept.heading_key, kept.said) == ("чей", "owner")
    assert desk.app.queries.remembered_columns("meters") == []
    forget = {"kind": "subscribers", "heading_key": "чей", "by": desk.app.operator, "now": desk.clock.utc()}
    imports.forget_column(desk.unit_of_work(), **forget)
    assert owner() == {}
    with pytest.raises(Refusal, match="import-column-not-remembered"):
        imports.forget_column(desk.unit_of_work(), **forget)
    apply(desk, register, told={"Чей": "owner"}, overwrite=True)
    apply(desk, register, told={"Чей": "guess"}, overwrite=True)
    assert desk.app.queries.remembered_columns("subscribers") == []


def test_a_preview_and_a_refused_import_remember_nothing(desk):
    review(desk, "Участок;Чей\n1;Иванов\n", told={"Чей": "owner"}, client=None)
    with pytest.raises(Refusal, match="import-client-missing"):
        apply(desk, "Участок;Чей\n1;Иванов\n", told={"Чей": "owner"}, client=None)
    assert desk.app.queries.remembered_columns("subscribers") == []


def test_a_remembered_heading_that_stands_twice_decides_nothing(desk):
    desk.client()
    apply(desk, "Участок;Чей\n1;Иванов\n", told={"Чей": "owner"})
    found = review(desk, "Участок;Чей;Чей\n1;Иванов;Петров\n")
    assert [column.field for column in found.columns] == ["plot", "", ""]


def test_work_says_how_far_it_is_and_can_be_called_off(desk):
    client = desk.client()
    lines = "\n".join(f"{n};Иванов {n};;7,5;;" for n in range(1, 3000))
    said = []
    review(desk, REGISTER.format(lines), progress=lambda done, total: said.append((done, total)))
    assert said == sorted(said)
    assert all(0 <= done <= total for done, total in said)
    assert len(said) > 4
    seen = iter([False] * 5)
    with pytest.raises(Refusal, match="cancelled"):
        imports.apply(
            desk.unit_of_work(),
            order=order(REGISTER.format(lines)),
            by=desk.app.operator,
            now=desk.clock.utc(),
            is_cancelled=lambda: next(seen, True),
        )
    assert desk.app.queries.subscribers(client.id) == []
    assert desk.app.queries.imports() == []


def test_a_large_import_names_the_client_and_not_every_row(desk):
    client = desk.client()
    lines = "\n".join(f"{n};Иванов {n};;7,5;{4700000 + n};" for n in range(1, 2501))
    done = apply(desk, REGISTER.format(lines))
    assert done.taken == 2500
    assert len(done.changes.touched) == 2002

    assert done.changes.ids(Subject.CLIENT) == (client.id,)
    assert desk.sql("SELECT count(*) FROM meters WHERE import_id = ?", done.import_id) == [(2500,)]
    again = review(desk, REGISTER.format(lines))
    assert again.counts == {Outcome.SAME: 2500}
