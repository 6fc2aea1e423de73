"""An archive laid at once is as if it had been filed: same columns, keys, numbers; and the desk goes on after it."""

from datetime import timedelta

import pytest

from app.calendars import base_year
from app.domain.audit import EventEntry
from app.domain.calendar import WorkingCalendar
from app.domain.errors import Refusal
from app.domain.kinds import RequestKind, Status
from app.domain.regulation import Regulation
from app.domain.requests import Terms
from app.services import audit
from app.services.demo import DemoWords
from app.services.demo_archive import Archive, ArchivePlan
from app.services.ports.views import JournalFilter
from app.store import archive as store
from app.store.convert import request_columns
from tests.fakes.clock import FakeClock, msk
from tests.fakes.desk import DATABASES, desk_on

NOW = msk("2026-02-20 11:00")
COUNT = 3_000
ALL = JournalFilter(statuses=tuple(s.value for s in Status))
WORDS = DemoWords(
    *([("a", "А")], ("Петров",), ("вх. 1",), ("Ёлка упала",), ("треск в щите",), ("верны",), ("целы",), ("автомат",)),
    *(("видел сторож",), ("повторяет",), "неясно", ("не берут",)),
)


def plan(desk, *, seed=1, count=COUNT):
    with desk.unit_of_work() as uow:
        places = [p for client in uow.clients.clients() for p in uow.clients.subscribers(client.id)]
    return ArchivePlan(
        count=count,
        places=places,
        operators=(desk.app.operator.id,),
        until=NOW - timedelta(days=10),
        now=NOW,
        terms=Terms(WorkingCalendar(base_year), Regulation(), desk.app.office),
        words=WORDS,
        seed=seed,
    )


def lay(desk, requests, terms):
    event = EventEntry(NOW, desk.app.operator.id, "desk-1", "archive", 0, "lay", data={"seed": 1})
    return store.lay(desk.app.database, requests, terms=terms, event=event)


@pytest.fixture(scope="module", params=DATABASES)
def laid(request, tmp_path_factory):
    """A desk with an archive; `requests` are those that were laid."""
    with desk_on(request.param, tmp_path_factory.mktemp("archive"), FakeClock(NOW)) as desk:
        yield filled(desk)


def filled(desk):
    for name in ("Ромашка", "Берёзка-2"):
        client = desk.client(name)
        for plot in range(1, 61):
            desk.subscriber(client, f"{plot}а", meter=plot % 7 > 0)
    planned = plan(desk)
    desk.requests = list(Archive(planned))
    desk.schema = desk.sql(SCHEMA[desk.is_shared])
    assert lay(desk, desk.requests, planned.terms) == COUNT
    return desk


def test_every_request_is_read_back_as_it_was_laid(laid):
    with laid.unit_of_work() as uow:
        for request in laid.requests[::37]:
            stored = uow.requests.by_number(request.number)
            assert request_columns(stored) == request_columns(request) | {"id": stored.id}


def test_the_derived_columns_are_those_that_the_services_would_store(laid):
    """Filed anew beside it, by the way that every request comes, each has the same text, order and deadline."""
    with laid.unit_of_work() as uow:
        for number, request in enumerate(laid.requests[::101]):
            twin = uow.requests.add(_twin(request, number))
            uow.requests._session.flush()
            rows = uow.requests._session.connection().exec_driver_sql(
                "SELECT replace(search_text, number, ''), sort_key, due, status, kind, start_due, quota_day, visit_since"
                f" FROM requests WHERE number IN ('{request.number}', '{twin.number}')"
            )
            first, second = rows.fetchall()
            assert first == second


def _twin(request, number):
    columns = {name: getattr(request, name) for name in request.__dataclass_fields__}
    return type(request)(**columns | {"uid": f"twin-{number}", "number": f"1999-{number:06d}"})


@pytest.mark.rule("R8")
def test_numbers_have_no_gap_within_a_year_and_follow_the_filing(laid):
    by_year = {}
    for request in laid.requests:
        by_year.setdefault(request.number[:4], []).append(request)
    assert len(by_year) > 1
    for year, requests in by_year.items():
        assert [r.number for r in requests] == [f"{year}-{n:06d}" for n in range(1, len(requests) + 1)]
        assert [r.filed_at for r in requests] == sorted(r.filed_at for r in requests)
        assert {str(laid.app.office.civil(r.filed_at).year) for r in requests} == {year}


@pytest.mark.rule("R8")
def test_filing_goes_on_after_its_last_number(laid):
    with laid.unit_of_work() as uow:
        last = laid.requests[-1].number
        assert uow.requests.next_number(int(last[:4])) == f"{last[:4]}-{int(last[5:]) + 1:06d}"


@pytest.mark.rule("R15")
def test_one_event_says_what_was_laid_and_the_chain_holds(laid):
    with laid.unit_of_work() as uow:
        (event,) = uow.events.of("archive", 0)
    assert (event.entry.action, event.entry.data["count"]) == ("lay", COUNT)
    assert event.entry.data["first"] == laid.requests[0].number
    assert audit.verify(laid.unit_of_work()).intact


@pytest.mark.rule("R17")
def test_it_leaves_some_open_of_which_some_are_overdue_each_with_its_explained_deadlines(laid):
    open_ones = [r for r in laid.requests if r.status.is_open]
    counted = laid.app.queries.counters(NOW)
    assert counted.confirmed + counted.in_progress == len(open_ones) > 20
    assert 0 < counted.overdue < len(open_ones)
    assert len({r.subscriber_id for r in open_ones}) == len(open_ones)
    page = laid.app.queries.journal_page(JournalFilter(statuses=("in-progress",)), first=0, count=5, total=5)
    for row in page.rows:
        kept = {d.which: d.deadline for d in laid.card(row.id).deadlines if d.current}
        assert (kept["start"].due, kept["completion"].due) == (row.start_due, row.completion_due)
        assert kept["start"].steps


def test_what_is_searched_is_found_in_it(laid):
    assert laid.app.queries.journal_count(JournalFilter(statuses=ALL.statuses, text="ёлка упала")) == sum(
        r.kind is RequestKind.REMOTE_CHECK for r in laid.requests
    )


def test_the_schema_is_the_same_as_before_and_whole(laid):
    assert laid.sql(SCHEMA[laid.is_shared]) == laid.schema
    if not laid.is_shared:
        assert laid.sql("PRAGMA integrity_check") == [("ok",)]
        assert laid.sql("PRAGMA foreign_key_check") == []
        laid.sql("INSERT INTO request_search (request_search, rank) VALUES ('integrity-check', 1)")


SCHEMA = {
    False: "SELECT type, name, sql FROM sqlite_master ORDER BY type, name",
    True: "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 2",
}


def test_the_same_seed_gives_the_same_archive_and_another_another(laid):
    one, two = list(Archive(plan(laid))), list(Archive(plan(laid)))
    assert one == two == laid.requests
    assert list(Archive(plan(laid, seed=2))) != one


def test_nothing_is_laid_on_a_desk_with_requests_and_a_failure_leaves_it_as_it_was(desk):
    client = desk.client()
    for plot in range(1, 30):
        desk.subscriber(client, str(plot), meter=False)
    planned = plan(desk, count=300)

    def breaking():
        yield from list(Archive(planned))[:200]
        raise InterruptedError

    with pytest.raises(InterruptedError):
        lay(desk, breaking(), planned.terms)
    assert desk.app.queries.journal_count(ALL) == 0
    first = desk.file(RequestKind.DISCONNECT, desk.subscriber(client, "99"))
    assert first.number == "2026-000001"
    assert desk.app.queries.journal_count(JournalFilter(statuses=("filed",), text="ромашка")) == 1
    with pytest.raises(Refusal, match="desk-not-empty"):
        lay(desk, Archive(planned), planned.terms)
