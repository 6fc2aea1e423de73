"""One import taken back as a whole while nothing depends on it, and named in words and counts where something does."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.sheets import parse_workbook, read_workbook
from app.domain.changes import Subject
from app.domain.desk import Role
from app.domain.errors import Refusal
from app.domain.kinds import RequestKind
from app.domain.registers.preview import RegisterKind
from app.services import audit, imports
from app.services.imports import Depended, ImportOrder
from drivers.simulator import NewMeter

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = "Участок;Владелец;Телефон;Мощность, кВт;Зав. №;MAC\n{}\n"
TABLES = ("clients", "subscribers", "meters")


def take(desk, text, kind=RegisterKind.SUBSCRIBERS, client="Ромашка", **more):
    workbook = parse_workbook(text.encode()) if isinstance(text, str) else read_workbook(text)
    order = ImportOrder(
        workbook, kind, "register.csv", client=client if kind is not RegisterKind.CLIENTS else None, **more
    )
    return imports.apply(desk.unit_of_work(), order=order, by=desk.app.operator, now=desk.clock.utc()).import_id


def back(desk, import_id, *, why="не тот файл", by=None):
    return imports.take_back(
        desk.unit_of_work(), import_id=import_id, why=why, by=by or desk.app.operator, now=desk.clock.utc()
    )


def content(desk):
    """All that clients, subscribers and meters say, without versions."""
    hidden = {"version"}
    everything = []
    for table in TABLES:
        names = [name for name in desk.columns(table) if name not in hidden]
        everything.append(desk.sql(f"SELECT {', '.join(names)} FROM {table} ORDER BY id"))
    return everything


def dependences(desk, import_id):
    return {d.kind: d.n for d in imports.can_take_back(desk.unit_of_work(), import_id)}


def test_what_was_added_goes_and_what_was_changed_is_as_before(desk):
    desk.client()
    take(desk, REGISTER.format("12а;Иванов;;7,5;04711001;\n13;Петров;;15;4711002;"))
    before = content(desk)
    second = take(
        desk,
        REGISTER.format("12а;Иванова;900-00-01;5;4711001;A0B1C2D30001\n14;Новый;;15;4711014;\n13;Петров;;15;4711002;"),
        overwrite=True,
    )
    assert content(desk) != before
    assert dependences(desk, second) == {}
    changes = back(desk, second)
    assert content(desk) == before
    assert set(changes.ids(Subject.IMPORT)) == {second}
    assert len(changes.ids(Subject.SUBSCRIBER)) == 2
    assert audit.verify(desk.unit_of_work()).intact


def test_the_keys_of_a_restored_row_are_restored_with_it(desk):
    client = desk.client()
    take(desk, REGISTER.format("1;Иванов;;7,5;4711001;A0B1C2D30001"))
    back(desk, take(desk, REGISTER.format("1;Иванов;;7,5;4711001;A0B1C2D3FFF0"), overwrite=True))
    take(desk, REGISTER.format("2;Петров;;7,5;4711002;A0B1C2D3FFF0"))  # free again
    with desk.unit_of_work() as uow:
        found = uow.clients.find_meter("A0-B1-C2-D3-00-01")
        assert uow.clients.subscriber(found.subscriber_id).plot == "1"
        assert len(uow.clients.subscribers(client.id)) == 2


def test_a_whole_register_comes_and_goes_and_comes_again(desk):
    desk.client("Ромашка")
    empty = content(desk)
    first = take(desk, SAMPLES / "snt-romashka.xlsx")
    full = content(desk)
    back(desk, first)
    assert content(desk) == empty
    take(desk, SAMPLES / "snt-romashka.xlsx")
    assert [len(rows) for rows in content(desk)] == [len(rows) for rows in full]


def test_clients_go_too_and_their_order_of_going_is_right(desk):
    text = "Наименование;E-mail\nСНТ «Ромашка»;r@example.org\nСНП «Северный»;s@example.org\n"
    first = take(desk, text, RegisterKind.CLIENTS)
    second = take(desk, REGISTER.format("1;Иванов;;7,5;4711001;"))
    assert dependences(desk, first) == {"imports": 1, "subscribers": 1}
    with pytest.raises(Depended) as depended:
        back(desk, first)
    assert depended.value.code == "import-depended-on"
    back(desk, second)
    back(desk, first)
    assert content(desk) == [[], [], []]


def test_twice_is_refused_and_so_is_without_a_reason(desk):
    desk.client()
    first = take(desk, REGISTER.format("1;Иванов;;7,5;4711001;"))
    with pytest.raises(Refusal, match="import-why-missing"):
        back(desk, first, why="  ")
    back(desk, first)
    with pytest.raises(Refusal, match="import-taken-back"):
        back(desk, first)
    with pytest.raises(Refusal, match="import-taken-back"):
        imports.can_take_back(desk.unit_of_work(), first)
    with pytest.raises(Refusal, match="import-unknown"):
        back(desk, 999)


def test_who_may_only_look_may_not_take_back(desk):
    desk.client()
    first = take(desk, REGISTER.format("1;Иванов;;7,5;4711001;"))
    with pytest.raises(Refusal, match="operator-may-not"):
        back(desk, first, by=desk.operator("vera", Role.VIEWER))
    assert len(content(desk)[1]) == 1


def test_a_request_and_a_command_hold_an_import_fast(desk):
    client = desk.client()
    serial = "4711001"
    register = f"Участок;Владелец;Мощность, кВт;Зав. №;Адрес счётчика\n1;Иванов;15;{serial};{serial}\n"
    first = take(desk, register, driver="simulator")
    (subscriber,) = desk.app.queries.subscribers(client.id)
    request = desk.file(RequestKind.DISCONNECT, subscriber)
    assert dependences(desk, first) == {"requests": 1}
    desk.world.add_meter(NewMeter(serial, installed_at=desk.clock.utc()))
    desk.confirm(request)
    desk.order(desk.request(request.id))
    desk.work()
    found = dependences(desk, first)
    assert (found["requests"], found["commands"], found["readings"]) == (1, 1, 1)
    kept = content(desk)
    with pytest.raises(Depended):
        back(desk, first)
    assert content(desk) == kept


def test_a_row_that_somebody_changed_since_is_counted_and_left(desk):
    client = desk.client()
    first = take(desk, REGISTER.format("1;Иванов;;7,5;4711001;\n2;Петров;;7,5;4711002;"))
    with desk.unit_of_work() as uow:
        one = uow.clients.find_subscriber(client.id, "1")
        uow.clients.update_subscriber(replace(one, phone="900"))
        uow.commit()
    assert dependences(desk, first) == {"changed": 1}
    with pytest.raises(Depended):
        back(desk, first)
    assert len(content(desk)[1]) == 2


def test_a_meter_hung_on_by_hand_and_a_later_import_are_named(desk):
    client = desk.client()
    first = take(desk, REGISTER.format("1;Иванов;;7,5;;\n2;Петров;;7,5;4711002;"))
    desk.meter({s.plot: s for s in desk.app.queries.subscribers(client.id)}["1"])
    assert dependences(desk, first) == {"meters": 1}
    second = take(desk, REGISTER.format("2;Петров;900-00-02;7,5;4711002;"))
    assert dependences(desk, first) == {"meters": 1, "imports": 1}
    back(desk, second)
    # The rows are of a later version than the first import left, and yet as it left them.
    assert dependences(desk, first) == {"meters": 1}


@pytest.mark.rule("C5")
def test_taking_back_never_takes_a_protection_off_a_subscriber_that_stays(desk):
    desk.client("Ромашка")
    first = take(desk, SAMPLES / "snt-romashka.xlsx", answers={"K18": "ordinary"})
    second = take(desk, SAMPLES / "snt-romashka.xlsx", answers={"K18": "protected"})
    assert dependences(desk, second) == {"protected": 1}
    with pytest.raises(Depended):
        back(desk, second)
    assert dependences(desk, first) == {"imports": 1}


def test_no_person_stands_in_the_events(desk):
    desk.client()
    take(desk, REGISTER.format("1;Иванов;;7,5;4711001;"))
    second = take(desk, REGISTER.format("1;Сидорова;900-11-22;7,5;4711001;"), overwrite=True)
    back(desk, second)
    with desk.unit_of_work() as uow:
        events = " ".join(f"{e.entry.action} {e.entry.why} {e.entry.data}" for e in uow.events.all())
        kept = [change.before for change in uow.imports.changes(second)]
    assert "import-undo-change" in events
    for person in ("Иванов", "Сидорова", "900-11-22"):
        assert person not in events
    assert kept == [{"name": "Иванов", "phone": ""}]


def test_the_journal_tells_of_each_import_with_its_end(desk):
    desk.client()
    first = take(desk, REGISTER.format("1;Иванов;;7,5;4711001;\n1;Двойник;;7,5;;\n3;Котов;;семь;;"))
    second = take(desk, REGISTER.format("4;Иванов;;7,5;4711004;"))
    third = take(desk, REGISTER.format("4;Иванова;;7,5;4711004;"), overwrite=True)
    back(desk, third, why="не тот файл")
    newest, middle, oldest = desk.app.queries.imports()
    assert [line.record.id for line in (newest, middle, oldest)] == [third, second, first]
    assert (newest.taken_back.why, newest.taken_back.who) == ("не тот файл", desk.app.operator.name)
    assert (middle.taken_back, middle.client, middle.who) == (None, "СНТ «Ромашка»", desk.app.operator.name)
    assert middle.tallies == {"subscribers": (1, 0, 0), "meters": (1, 0, 0)}
    assert (oldest.record.taken, oldest.record.refused) == (0, 3)
    details = desk.app.queries.import_record(first)
    assert [(cell.cell, cell.reason, cell.heading) for cell in details.not_taken] == [
        ("A2", "plot-twice", "Участок"),
        ("A3", "plot-twice", "Участок"),
        ("D4", "power-unreadable", "Мощность, кВт"),
    ]
    assert details.changes == ()
    added = desk.app.queries.import_record(second, first=1, count=1)
    assert (added.changes_total, [(row.label, row.added) for row in added.changes]) == (2, [("4711004", True)])
    undone = desk.app.queries.import_record(third)
    assert [(c.field, c.old) for c in undone.changes[0].changes] == [("owner", "Иванов")]
    assert not undone.changes[0].is_as_left
    with pytest.raises(Refusal, match="import-unknown"):
        desk.app.queries.import_record(999)


def test_the_record_keeps_the_reason_and_no_person(desk):
    desk.client()
    take(desk, REGISTER.format("1;Иванов;;7,5;4711001;"))
    second = take(desk, REGISTER.format("1;Сидорова;;7,5;4711001;"))
    (cell,) = desk.app.queries.import_record(second).not_taken
    assert (cell.cell, cell.heading, cell.reason, cell.data) == ("B2", "Владелец", "differs", {"stored": "…"})
    with desk.unit_of_work() as uow:
        assert "Иванов" not in str(uow.imports.get(second).details)


def test_imports_on_top_of_each_other_go_one_after_the_other(desk):
    desk.client()
    empty = content(desk)
    taken = [
        take(desk, REGISTER.format(f"1;{name};;7,5;4711001;"), overwrite=True)
        for name in ("Иванов", "Петров", "Сидоров", "Козлов")
    ]
    for import_id in reversed(taken):
        back(desk, import_id)
    assert content(desk) == empty


def test_what_somebody_changed_between_two_imports_still_holds_the_first(desk):
    client = desk.client()
    first = take(desk, REGISTER.format("1;Иванов;;7,5;4711001;"))
    with desk.unit_of_work() as uow:
        uow.clients.update_subscriber(replace(uow.clients.find_subscriber(client.id, "1"), note="звонить вечером"))
        uow.commit()
    for name in ("Петров", "Сидоров"):
        taken = take(desk, REGISTER.format(f"1;{name};;7,5;4711001;"), overwrite=True)
        back(desk, taken)
    assert dependences(desk, first) == {"changed": 1}


@pytest.mark.parametrize("add", ["by hand", "by an import"])
def test_the_id_of_a_client_taken_back_is_nobody_elses(desk, add):
    """Events of the one would stand in the other's history."""
    text = "Наименование;E-mail\nСНТ «Ромашка»;r@example.org\n"
    back(desk, take(desk, text, RegisterKind.CLIENTS))
    if add == "by hand":
        desk.client("Северный")
    else:
        take(desk, text, RegisterKind.CLIENTS)
    [(new,)] = desk.sql("SELECT id FROM clients")
    assert desk.sql(
        f"SELECT count(*) FROM events WHERE subject = 'client' AND subject_id = {new} AND action LIKE '%undo%'"
    ) == [(0,)]
