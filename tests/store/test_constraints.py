"""What may never be stored, whoever connects with whatever program: plain SQL against a desk with real rows in it."""

from datetime import date

import pytest

from app.domain.kinds import RequestKind
from app.domain.requests import Completion, Visit
from app.services import audit
from app.store import schema
from tests.fakes.clock import FakeClock
from tests.fakes.desk import DATABASES, FORBIDDEN, close_desk, desk_on, make_desk, shared_desk


@pytest.fixture(scope="module", params=DATABASES)
def lived(request, tmp_path_factory):
    """A desk where everything has happened once, `ids` by a short name. Shared: what is forbidden changes nothing."""
    with desk_on(request.param, tmp_path_factory.mktemp("lived"), FakeClock()) as desk:
        desk.ids = live(desk)
        yield desk


def live(desk):
    """Let everything happen once."""
    client = desk.client()
    plot = desk.subscriber(client)
    protected = desk.subscriber(client, "87", protected="справка № 5")
    done = desk.complete(desk.started(RequestKind.LIMIT, plot, watts=3000))
    rejected = desk.reject(desk.confirmed(RequestKind.DISCONNECT, plot))
    lapsed = desk.file(RequestKind.LIFT, plot)
    desk.clock.move(hours=72)
    desk.work()
    check = desk.agree(
        desk.confirmed(RequestKind.ONSITE_CHECK, plot), Visit("Петрова", "+7 900 000-00-00", date(2026, 2, 25))
    )
    confirmed = desk.confirmed(RequestKind.DISCONNECT, plot)
    return {
        "client": client.id,
        "plot": plot.id,
        "protected meter": desk.meters(protected)[0].id,
        "done": done.id,
        "rejected": rejected.id,
        "lapsed": lapsed.id,
        "running": check.id,
        "confirmed": confirmed.id,
    }


@pytest.fixture
def own(lived, tmp_path):
    """A copy of it, to be changed."""
    clock = FakeClock(lived.clock.utc())
    if lived.is_shared:
        lived.app.close()  # PostgreSQL copies only what nobody uses; the next call connects again
        with shared_desk(tmp_path, clock, like=lived.app.database) as desk:
            desk.ids = lived.ids
            yield desk
        return
    schema.backup(lived.app.database, tmp_path / "desk.sqlite")
    desk = make_desk(tmp_path, clock)
    desk.ids = lived.ids
    yield desk
    close_desk(desk)


def forbidden(desk, statement, *values):
    with pytest.raises(FORBIDDEN) as refused:
        desk.sql(statement, *values)
    return str(refused.value).replace("UNIQUE", "unique").replace("FOREIGN KEY", "foreign key")


@pytest.mark.rule("R15")
@pytest.mark.parametrize("table", ["events", "command_steps", "deadlines"])
def test_what_happened_is_neither_changed_nor_deleted(lived, table):
    assert lived.sql(f"SELECT count(*) FROM {table}")[0][0] > 0
    for column in lived.columns(table):
        assert "append-only" in forbidden(lived, f"UPDATE {table} SET {column} = {column}")
    assert "append-only" in forbidden(lived, f"DELETE FROM {table}")
    if lived.is_shared:
        assert "append-only" in forbidden(lived, f"TRUNCATE {table} CASCADE")


@pytest.mark.rule("R15")
@pytest.mark.parametrize("table", ["requests", "commands"])
def test_nothing_is_deleted(lived, table):
    assert "never deleted" in forbidden(lived, f"DELETE FROM {table}")
    if lived.is_shared:
        said = forbidden(lived, f"TRUNCATE {table} CASCADE")
        assert "never deleted" in said or "append-only" in said


@pytest.mark.rule("R15")
@pytest.mark.parametrize("name", ["done", "rejected", "lapsed"])
@pytest.mark.parametrize("status", ["filed", "confirmed", "in-progress", "done", "rejected", "lapsed"])
def test_what_is_final_stays_so(lived, name, status):
    if status == name:
        return
    forbidden(lived, "UPDATE requests SET status = ? WHERE id = ?", status, lived.ids[name])
    assert lived.request(lived.ids[name]).status == name


@pytest.mark.rule("R15")
@pytest.mark.parametrize("name", ["done", "rejected"])
@pytest.mark.parametrize(
    "change",
    [
        "closed_at = '2020-01-01 00:00:00'",
        "completion_met = NOT coalesce(completion_met, false)",
        "watts = coalesce(watts, 0) + 1",
        "false_call = NOT false_call",
        "confirmed_at = '2020-01-01 00:00:00'",
        "start_due = '2020-01-01 00:00:00'",
        "completion_due = '2020-01-01 00:00:00'",
        "started_at = '2020-01-01 00:00:00'",
        "client_id = client_id + 1",
        "kind = 'reconnect'",
        "filed_at = '2020-01-01 00:00:00'",
        "reject_reason = 'unclear'",
    ],
)
def test_what_a_final_request_says_stays_so(lived, name, change):
    forbidden(lived, f"UPDATE requests SET {change} WHERE id = ?", lived.ids[name])


def test_words_about_a_person_may_be_erased_from_a_final_request(own):
    erased = "caller = '', visit_with = '', visit_phone = '', evidence = '', text = '', search_text = ''"
    own.sql(f"UPDATE requests SET {erased} WHERE id = ?", own.ids["done"])
    assert own.request(own.ids["done"]).caller == ""


@pytest.mark.rule("R8")
def test_numbers_are_unique_and_kept(lived):
    number = lived.request(lived.ids["done"]).number
    assert "unique" in copied(lived, "requests", number=number, uid="other")
    assert "keeps its number" in forbidden(
        lived, "UPDATE requests SET number = '2026-999999' WHERE id = ?", lived.ids["running"]
    )


@pytest.mark.rule("R4")
def test_a_quota_slot_is_one_requests_own_and_not_above_the_quota(lived):
    day, slot = lived.sql("SELECT day, slot FROM quota_slots LIMIT 1")[0]
    insert = "INSERT INTO quota_slots (request_id, client_id, day, slot, quota) VALUES (?, ?, ?, ?, ?)"
    free = lived.ids["running"]
    client = lived.ids["client"]
    assert "unique" in forbidden(lived, insert, free, client, day, slot, 10)
    assert "slot_within_quota" in forbidden(lived, insert, free, client, day, 11, 10)
    assert "slot_within_quota" in forbidden(lived, insert, free, client, day, 0, 10)
    assert "unique" in forbidden(lived, insert, lived.ids["confirmed"], client, "2030-01-09", 1, 10)
    assert "foreign key" in forbidden(lived, insert, 99999, client, "2030-01-09", 1, 10)


@pytest.mark.rule("R5")
@pytest.mark.parametrize("watts", [0, -1])
def test_watts_are_above_zero(lived, watts):
    assert "watts_positive" in copied(lived, "requests", number="2026-000999", uid="x", watts=watts)
    assert "watts_positive" in copied(lived, "commands", uid="x", action="limit", watts=watts)


@pytest.mark.rule("R5")
def test_only_a_limit_has_watts_and_it_always_has(lived):
    assert "watts_for_limits_only" in copied(lived, "requests", number="2026-000999", uid="x", kind="lift", watts=5)
    assert "watts_for_limits_only" in copied(lived, "requests", number="2026-000999", uid="x", kind="limit", watts=None)


@pytest.mark.rule("C3")
def test_verified_needs_a_reading(lived):
    assert "verified_has_reading" in copied(
        lived, "commands", uid="x", action="lift", watts=None, state="verified", after=None
    )


@pytest.mark.rule("C5")
@pytest.mark.parametrize(("action", "watts"), [("limit", 3000), ("disconnect", None)])
def test_a_protected_subscribers_meter_is_sent_no_such_command(lived, action, watts):
    meter = lived.ids["protected meter"]
    row = {"uid": "x", "action": action, "watts": watts, "state": "planned", "after": None, "meter_id": meter}
    assert "protected (C5)" in copied(lived, "commands", **row)


@pytest.mark.rule("C5")
def test_a_protected_subscriber_is_reconnected_and_freed_of_limits(own):
    row = {"watts": None, "state": "planned", "after": None, "meter_id": own.ids["protected meter"]}
    for action in ("reconnect", "lift", "read"):
        assert copied(own, "commands", uid=action, action=action, **row) == ""


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("status = 'in-progress'", "started_has_term"),
        ("start_due = NULL", "confirmed_has_term"),
        ("closed_at = '2026-02-20 10:00:00'", "closed_when_final"),
        ("status = 'done', started_at = confirmed_at, completion_due = start_due", "closed_when_final"),
        ("status = 'rejected', closed_at = confirmed_at", "rejected_has_reason"),
    ],
)
def test_a_status_without_what_belongs_to_it_is_not_stored(lived, change, constraint):
    assert constraint in forbidden(lived, f"UPDATE requests SET {change} WHERE id = ?", lived.ids["confirmed"])


@pytest.mark.rule("G2")
def test_addresses_plots_and_serial_numbers_are_unique_however_they_are_typed(lived):
    from app.domain.desk import Client, Meter, Registration, Subscriber

    client, plot = lived.ids["client"], lived.ids["plot"]
    serial = lived.card(lived.ids["done"]).meters[0].serial

    def added(what, value):
        with lived.unit_of_work() as uow, pytest.raises(Exception, match=r"(?i)unique"):
            getattr(uow.clients, f"add_{what}")(value)

    other = Client(0, "Иная", "СНТ", " РОМАШКА@example.org", "", "", "", None, Registration.PENDING, None)
    added("client", other)
    added("subscriber", Subscriber(0, client, "12 A", "", "", "", None))
    added("meter", Meter(0, plot, serial.lstrip("0"), "", "", "", "", ""))


def test_events_of_a_strange_hand_break_the_chain(own):
    """Inserting is possible to whoever holds the file: the chain is what shows it."""
    seq, digest = own.sql("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")[0]
    own.sql(
        "INSERT INTO events (seq, at, console, subject, subject_id, action, from_state, to_state, why, data, previous, hash)"
        " VALUES (?, '2026-02-20 08:00:00.000000', 'x', 'request', 1, 'confirm', '', '', '', '{}', ?, 'made-up')",
        seq + 1,
        digest,
    )
    report = audit.verify(own.unit_of_work())
    assert (report.intact, report.first_break) == (False, seq + 1)


@pytest.mark.rule("R15")
def test_a_row_changed_behind_the_triggers_is_found_by_the_chain(own):
    report = audit.verify(own.unit_of_work())
    assert report.intact
    where = " ON events" if own.is_shared else ""
    own.sql(f"DROP TRIGGER events_no_update{where}")
    own.sql("UPDATE events SET why = 'иначе' WHERE seq = 7")
    assert audit.verify(own.unit_of_work()).first_break == 7
    own.sql(f"DROP TRIGGER events_no_delete{where}")
    own.sql("DELETE FROM events WHERE seq > 6")
    assert audit.verify(own.unit_of_work()).intact
    assert audit.verify(own.unit_of_work(), expected_head=report.head).first_break == 7


def test_done_with_words_is_the_services_way_too(own):
    """The guards forbid nothing that the services do."""
    check = own.request(own.ids["running"])
    assert own.complete(check, Completion(result="Исправен")).status == "done"


def copied(desk, table, **changes):
    """Insert a copy of the table's first row with some columns changed; returns what forbade it, or nothing."""
    columns = [name for name in desk.columns(table) if name != "id"]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join("?" if name in changes else f'"{name}"' for name in columns)
    first = f"SELECT {values} FROM {table} WHERE id = (SELECT min(id) FROM {table})"
    try:
        desk.sql(f"INSERT INTO {table} ({names}) {first}", *(changes[name] for name in columns if name in changes))
    except FORBIDDEN as error:
        return str(error).replace("UNIQUE", "unique")
    return ""
