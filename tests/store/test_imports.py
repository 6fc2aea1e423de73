"""An import on a real desk: what is taken, what is named, and that nothing is half taken or overwritten silently."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.documents.sheets import parse_workbook, read_workbook
from app.domain.changes import Subject
from app.domain.desk import Registration, Role
from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind
from app.services import audit, imports
from app.services.imports import ImportOrder

SAMPLES = Path(__file__).parents[1] / "samples"


def order(source, kind=RegisterKind.SUBSCRIBERS, **more):
    workbook = parse_workbook(source.encode()) if isinstance(source, str) else read_workbook(source)
    return ImportOrder(workbook, kind, "register.xlsx", **more)


def run(desk, source, kind=RegisterKind.SUBSCRIBERS, *, apply=True, by=None, **more):
    call = imports.apply if apply else imports.preview
    return call(
        desk.unit_of_work(), order=order(source, kind, **more), by=by or desk.app.operator, now=desk.clock.utc()
    )


def subscribers(desk, client):
    return {subscriber.plot: subscriber for subscriber in desk.app.queries.subscribers(client.id)}


def meters(desk):
    return desk.sql("SELECT count(*) FROM meters")[0][0]


def reasons(result):
    return [(problem.cell, problem.reason) for problem in result.not_taken]


def test_a_preview_keeps_nothing_and_says_what_the_import_then_does(desk):
    client = desk.client("Ромашка")
    seen = run(desk, SAMPLES / "snt-romashka.xlsx", apply=False)
    assert (seen.applied, seen.taken, seen.client.id) == (False, 207, client.id)
    assert subscribers(desk, client) == {}
    assert desk.sql("SELECT count(*) FROM imports") == [(0,)]
    done = run(desk, SAMPLES / "snt-romashka.xlsx")
    assert (done.applied, done.taken, done.not_taken, done.tallies) == (True, 207, seen.not_taken, seen.tallies)
    assert (len(subscribers(desk, client)), meters(desk)) == (207, 202)


def test_the_three_samples_go_in_and_each_client_is_told_by_the_title_or_the_name(desk):
    for name in ("Ромашка", "Берёзка-2", "Северный"):
        desk.client(name)
    run(desk, SAMPLES / "snt-romashka.xlsx", answers={"K18": "protected"})
    run(desk, SAMPLES / "dpk-berezka-2.xls", client="берёзка-2")
    run(desk, SAMPLES / "snp-severny.csv")
    assert desk.sql(
        "SELECT c.name, count(*) FROM subscribers s JOIN clients c ON c.id = s.client_id GROUP BY 1 ORDER BY 1"
    ) == [("Берёзка-2", 180), ("Ромашка", 208), ("Северный", 320)]
    assert meters(desk) == 203 + 180 + 320


@pytest.mark.rule("C5")
def test_a_protected_subscriber_comes_in_protected_and_is_never_unprotected(desk):
    client = desk.client("Ромашка")
    run(desk, SAMPLES / "snt-romashka.xlsx", answers={"K18": "protected"})
    twelve = subscribers(desk, client)["12"]
    assert (twelve.protected, twelve.protected_by) == (True, "аппарат ИВЛ, не отключать!")
    run(desk, SAMPLES / "snt-romashka.xlsx", answers={"K18": "ordinary"}, overwrite=True)
    assert subscribers(desk, client)["12"].protected


def test_the_record_names_file_hash_operator_moment_and_counts(desk):
    client = desk.client("Ромашка")
    done = run(desk, SAMPLES / "snt-romashka.xlsx")
    with desk.unit_of_work() as uow:
        (record,) = uow.imports.all()
        first = min(subscribers(desk, client).values(), key=lambda subscriber: subscriber.id)
        assert uow.imports.source_of(Subject.SUBSCRIBER, first.id) == record
    assert (record.id, record.what, record.file_name, record.at) == (
        done.import_id,
        "subscribers",
        "register.xlsx",
        desk.clock.utc(),
    )
    assert (record.operator_id, record.taken, record.refused) == (desk.app.operator.id, 207, 9)
    assert len(record.sha256) == 64
    assert ["K18", "protected-unanswered", {}] in record.details["not_taken"]
    assert done.changes.ids(Subject.IMPORT) == (record.id,)
    assert len(done.changes.ids(Subject.SUBSCRIBER)) == 207
    assert desk.sql("SELECT count(*) FROM events WHERE action = 'import-add'") == [(207 + 202,)]
    assert audit.verify(desk.unit_of_work()).intact
    assert desk.sql("SELECT count(*) FROM events WHERE CAST(data AS TEXT) LIKE '%владелец%'") == [(0,)]


def test_the_same_file_again_changes_nothing(desk):
    client = desk.client("Ромашка")
    run(desk, SAMPLES / "snt-romashka.xlsx")
    before = subscribers(desk, client)
    again = run(desk, SAMPLES / "snt-romashka.xlsx")
    assert (again.taken, again.tallies["subscribers"].same, again.tallies["meters"].same) == (207, 207, 202)
    assert subscribers(desk, client) == before


REGISTER = "Участок;Владелец;Телефон;Мощность, кВт;Зав. №;MAC\n{}\n"


def test_blanks_are_filled_and_contradictions_named_and_left(desk):
    client = desk.client()
    run(desk, REGISTER.format("12а;Иванов;;7,5;04711001;\n13;Петров;;15;4711002;"), client="Ромашка")
    second = REGISTER.format("12 A;Иванов;900-00-01;7,5;4711001;A0B1C2D30001\n13;Сидоров;900-00-02;15;4711002;")
    done = run(desk, second, client="Ромашка")
    assert reasons(done) == [("B3", "differs")]
    assert done.not_taken[0].data == {"stored": "Петров"}
    assert (done.tallies["subscribers"].updated, done.tallies["meters"].updated, done.taken) == (1, 1, 1)
    found = subscribers(desk, client)
    assert set(found) == {"12а", "13"}
    assert (found["12а"].phone, found["13"].name, found["13"].phone) == ("900-00-01", "Петров", "")
    assert [meter.mac for meter in desk.meters(found["12а"])] == ["A0B1C2D30001"]
    assert [meter.serial for meter in desk.meters(found["12а"])] == ["04711001"]
    won = run(desk, second, client="Ромашка", overwrite=True)
    assert won.not_taken == ()
    assert [problem.reason for problem in won.problems] == ["differs"]
    assert subscribers(desk, client)["13"].name == "Сидоров"


def test_a_meter_that_stands_elsewhere_is_named(desk):
    desk.client()
    desk.client("Другая")
    run(desk, REGISTER.format("1;Иванов;;;4711001;A0B1C2D30001\n2;Петров;;;4711002;"), client="Ромашка")
    other = run(desk, REGISTER.format("7;Сидоров;;;04711001;\n8;Котов;;;4711008;A0-B1-C2-D3-00-01"), client="Другая")
    assert reasons(other) == [("E2", "serial-elsewhere"), ("F3", "mac-elsewhere")]
    assert other.not_taken[0].data == {"plot": "1", "client": "СНТ «Ромашка»"}
    assert (other.tallies["subscribers"].added, other.tallies["meters"].added) == (2, 0)
    third = run(desk, REGISTER.format("2;Петров;;;4711099;"), client="Ромашка")
    assert reasons(third) == [("E2", "second-meter")]
    assert meters(desk) == 2


def test_meters_alone_go_to_plots_that_are_there(desk):
    client = desk.client()
    desk.subscriber(client, "1", meter=False)
    done = run(desk, REGISTER.format("1;Иванов;;;4711001;\n2;Петров;;;4711002;"), RegisterKind.METERS, client="Ромашка",
               driver="simulator", gateway="10.0.0.1")  # fmt: skip
    assert reasons(done) == [("A3", "subscriber-unknown")]
    assert done.taken == 1
    (meter,) = desk.meters(subscribers(desk, client)["1"])
    assert (meter.serial, meter.driver, meter.gateway) == ("4711001", "simulator", "10.0.0.1")
    assert subscribers(desk, client)["1"].name == "Иванов Иван Иванович"


def test_a_register_needs_to_be_somebodys(desk):
    seen = run(desk, SAMPLES / "dpk-berezka-2.xls", apply=False)
    assert (seen.client, seen.taken) == (None, 180)
    with pytest.raises(Refusal, match="import-client-missing"):
        run(desk, SAMPLES / "dpk-berezka-2.xls")
    with pytest.raises(Refusal, match="client-unknown"):
        run(desk, SAMPLES / "dpk-berezka-2.xls", client="Берёзка-2")


def test_a_register_that_names_another_partnership_is_warned_about(desk):
    desk.client("Берёзка-2")
    seen = run(desk, SAMPLES / "snp-severny.csv", client="Берёзка-2", apply=False)
    assert (seen.problems[0].reason, seen.problems[0].data["named"]) == ("other-client", "«Северный»")


def test_who_may_only_look_may_not_import(desk):
    desk.client()
    viewer = desk.operator("vera", Role.VIEWER)
    with pytest.raises(Refusal, match="operator-may-not"):
        run(desk, SAMPLES / "snt-romashka.xlsx", by=viewer)
    assert meters(desk) == 0


def test_an_import_that_breaks_in_the_middle_leaves_nothing(desk, monkeypatch):
    client = desk.client()
    monkeypatch.setattr("app.store.imports.StoredImports.complete", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(desk, SAMPLES / "snt-romashka.xlsx")
    assert subscribers(desk, client) == {}
    assert desk.sql("SELECT count(*) FROM imports") == [(0,)]


CLIENTS = "Наименование;E-mail;Телефон;Система учёта;День ведомости;Договор;Дата регистрации\n{}\n"


@pytest.mark.rule("G1")
def test_clients_come_in_as_registered_before_pult_with_date_source_and_operator(desk):
    done = run(
        desk,
        CLIENTS.format(
            "СНТ «Ромашка»;Romashka@example.org;+7 1;ТПП;25;Д-1;15.03.2024\nДПК «Берёзка-2»;b@example.org;;СУП-04;30;;"
        ),
        RegisterKind.CLIENTS,
    )
    assert (done.taken, done.applied, done.not_taken) == (2, True, ())
    birch, daisy = desk.app.queries.clients()
    assert (daisy.full_name, daisy.email, daisy.metering_system, daisy.statement_day, daisy.contract) == (
        "СНТ «Ромашка»",
        "romashka@example.org",
        "ТПП Smart Metering",
        25,
        "Д-1",
    )
    assert daisy.registered_before_pult
    assert daisy.registration is Registration.REGISTERED
    assert daisy.registered_at == datetime(2024, 3, 14, 21, tzinfo=UTC)  # 00:00 in Moscow
    assert (birch.full_name, birch.metering_system, birch.registered_at) == (
        "ДПК «Берёзка-2»",
        "СУП-04",
        desk.clock.utc(),
    )
    with desk.unit_of_work() as uow:
        record = uow.imports.source_of(Subject.CLIENT, daisy.id)
    assert (record.file_name, record.operator_id) == ("register.xlsx", desk.app.operator.id)
    again = run(desk, CLIENTS.format("СНТ Ромашка;romashka@example.org;;;;;"), RegisterKind.CLIENTS)
    assert again.tallies["clients"].same == 1


@pytest.mark.rule("G2")
@pytest.mark.rule("S1")
def test_bad_clients_are_named_by_cell(desk):
    desk.client("Ромашка")
    lines = [
        "СНТ «Ромашка»;other@example.org;;;;;",
        "СНТ «Другая»;ромашка@example.org;;;;;",
        "СНП «Один»;one@example.org, two@example.org;;;;;",
        "СНП «Два»;;;;;;",
        "СНП «Три»;three@example.org;;СУП-04;27;;",
        "СНП «Четыре»;four@example.org;;АСКУЭ;;;",
        "СНП «Пять»;five@example.org;;;;;01.01.2030",
        ";six@example.org;;;;;",
        "СНП «Семь»;seven@example.org;;;;;",
        "СНП «СЕМЬ»;eight@example.org;;;;;",
    ]
    done = run(desk, CLIENTS.format("\n".join(lines)), RegisterKind.CLIENTS)
    assert reasons(done) == [
        ("B2", "differs"),
        ("B3", "email-unreadable"),
        ("B4", "email-several"),
        ("B5", "email-missing"),
        ("E6", "statement-day"),
        ("D7", "system-unknown"),
        ("G8", "registered-future"),
        ("A9", "name-missing"),
        ("A10", "name-twice"),
        ("A11", "name-twice"),
    ]
    assert done.taken == 0
    taken = run(desk, CLIENTS.format("СНТ «Новая»;romashka@example.org;;;;;"), RegisterKind.CLIENTS)
    assert taken.taken == 1
    clash = run(desk, CLIENTS.format("СНТ «Ещё»;ROMASHKA@example.org;;;;;"), RegisterKind.CLIENTS)
    assert reasons(clash) == [("B2", "email-elsewhere")]
