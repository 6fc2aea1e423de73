"""Journal pages against a plain sorted list; how many statements a page costs; which indexes the queries walk."""

import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import event

from app.domain.changes import Subject
from app.domain.keys import plot_key, search_key, serial_key
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.requests import Request
from app.services.ports.views import JournalFilter, JournalSort
from tests.fakes.clock import FakeClock, msk
from tests.fakes.desk import DATABASES, SQLITE, desk_on

NOW = msk("2026-02-20 11:00")
ROWS = 400
TEXTS = ("Искрит", "не показывает", "Ёлка упала на провода", "")


@pytest.fixture(scope="module", params=DATABASES)
def full(request, tmp_path_factory):
    """A desk with 400 requests in every status; `rows` are those requests, `about` what each is searched by."""
    with desk_on(request.param, tmp_path_factory.mktemp("journal"), FakeClock(NOW)) as desk:
        fill(desk)
        yield desk


@pytest.fixture(scope="module")
def full_file(tmp_path_factory):
    """The same on SQLite alone: its plans are what is looked at."""
    with desk_on(SQLITE, tmp_path_factory.mktemp("journal"), FakeClock(NOW)) as desk:
        fill(desk)
        yield desk


def fill(desk):
    random = Random(17)
    clients = [desk.client(name) for name in ("Ромашка", "Берёзка-2", "Ёлочка")]
    plots = [desk.subscriber(c, plot) for c in clients for plot in ("12а", "33", "4/1", "120")]
    serials = {p.id: desk.meters(p)[0].serial for p in plots}
    names = {c.id: c.name for c in clients}
    desk.rows, desk.about = [], {}
    with desk.unit_of_work() as uow:
        for n in range(1, ROWS + 1):
            plot = random.choice(plots)
            uow.requests.next_number(2026)
            stored = uow.requests.add(a_row(random, n, plot, desk.app.operator.id))
            desk.rows.append(stored)
            desk.about[stored.id] = (names[plot.client_id], plot.plot, plot.name, serials[plot.id])
            uow.touch(Subject.REQUEST, stored.id)
        uow.commit()


def a_row(random, n, plot, operator):
    kind, status = random.choice(list(RequestKind)), random.choice(list(Status))
    # Whole and half seconds, and many alike: ties must not shake the order.
    filed = NOW - timedelta(seconds=random.randrange(40) * 43_200.5)
    confirmed = filed + timedelta(hours=1)
    started = confirmed + timedelta(hours=2)
    is_started = status in (Status.IN_PROGRESS, Status.DONE)
    is_confirmed = is_started or status is Status.CONFIRMED
    return Request(
        id=0,
        uid=f"uid-{n}",
        number=f"2026-{n:06d}",
        kind=kind,
        status=status,
        client_id=plot.client_id,
        subscriber_id=plot.id,
        filed_at=filed,
        filed_by=operator,
        source=Source.PHONE,
        watts=3000 if kind is RequestKind.LIMIT else None,
        text=random.choice(TEXTS),
        confirmed_at=confirmed if is_confirmed else None,
        confirmed_by=ConfirmedBy.MESSAGE if is_confirmed else None,
        start_due=confirmed + timedelta(hours=random.randrange(5) * 12) if is_confirmed else None,
        started_at=started if is_started else None,
        completion_due=started + timedelta(hours=48) if is_started else None,
        closed_at=started + timedelta(hours=random.randrange(6)) if status.is_final else None,
        reject_reason=RejectReason.UNCLEAR if status is Status.REJECTED else None,
    )


# --- the plain list -------------------------------------------------------------------------------------------------

SHOWN = {Status.CONFIRMED, Status.IN_PROGRESS, Status.DONE, Status.REJECTED}


def running(request):
    return {Status.CONFIRMED: request.start_due, Status.IN_PROGRESS: request.completion_due}.get(request.status)


def place_in_order(request):
    """Open work by its deadline, then the unconfirmed by their filing, then the closed, the newest first; then by id."""
    if running(request):
        return 0, int(running(request).timestamp()), request.id
    if request.status is Status.FILED:
        return 1, int(request.filed_at.timestamp()), request.id
    return 2, -int(request.closed_at.timestamp()), request.id


def place_as_filed(request):
    return request.filed_at, request.id


def found(word, request, about):
    name, plot, person, serial = about
    if plot_key(word) == plot_key(plot):
        return True
    if len(word) < 3 and not any(sign.isdigit() for sign in word):  # a plot or the beginning of a client's name
        return search_key(name).startswith(search_key(word))
    if len(word) <= 3 and any(sign.isdigit() for sign in word):  # a plot or a request's number, and nothing else
        return word.isdecimal() and int(word) == int(request.number[-6:])
    everything = [request.number, search_key(name), search_key(person), search_key(request.text)]
    if any(search_key(word) in part for part in everything):
        return True
    return serial_key(word).lower() in serial_key(serial).lower()


def keeps(where, request, about):
    due = running(request)
    return all(
        (
            request.status in ({Status(s) for s in where.statuses} or SHOWN),
            not where.kinds or request.kind in where.kinds,
            where.client_id in (None, request.client_id),
            where.subscriber_id in (None, request.subscriber_id),
            where.overdue_at is None or (due is not None and due <= where.overdue_at),
            where.due_before is None or (due is not None and due < where.due_before),
            where.since is None or request.filed_at >= where.since,
            where.until is None or request.filed_at < where.until,
            all(found(word, request, about) for word in meant(where.text)),
        )
    )


def meant(text):
    """Signs alone say nothing beside words; alone they are found nowhere."""
    words = text.split()
    return [word for word in words if any(sign.isalnum() for sign in word)] or words


def plain(desk, where):
    key = place_in_order if where.sort is JournalSort.URGENCY else place_as_filed
    return [r.id for r in sorted(desk.rows, key=key, reverse=where.descending) if keeps(where, r, desk.about[r.id])]


def page(desk, where, first, count, total):
    got = desk.app.queries.journal_page(where, first=first, count=count, total=total)
    assert got.first == first
    return [row.id for row in got.rows]


def a_filter(random, desk):
    def sometimes(value):
        return value if random.random() < 0.3 else None

    day = timedelta(days=random.randrange(20))
    return JournalFilter(
        statuses=tuple(random.sample([s.value for s in Status], random.randrange(4))),
        kinds=tuple(random.sample([k.value for k in RequestKind], random.randrange(3))),
        client_id=sometimes(random.choice(desk.rows).client_id),
        subscriber_id=sometimes(random.choice(desk.rows).subscriber_id),
        overdue_at=sometimes(NOW - day),
        due_before=sometimes(NOW - day),
        since=sometimes(NOW - day),
        until=sometimes(NOW - day),
        text=sometimes(random.choice(WORDS)) or "",
        sort=random.choice(list(JournalSort)),
        descending=random.random() < 0.4,
    )


WORDS = (
    "12а",
    "12A",
    "120",
    "12",
    "ромашка",
    "РОМ",
    "ёлка",
    "елочка",
    "искрит",
    "2026-0001",
    "004711",
    "ромашка 33",
    "%",
    "_",
    "ро",
    "2026-00012",
    "искрит 004711 ёлочка",
    "ромашка - 12а",
)


def check_windows(desk, where, random, tries=6):
    expected = plain(desk, where)
    total = desk.app.queries.journal_count(where)
    assert total == len(expected)
    for _ in range(tries):
        count = random.choice((1, 7, 41))
        first = random.choice((0, max(0, total - count), random.randrange(total + 1)))
        assert page(desk, where, first, count, total) == expected[first : first + count]
    with closing(desk.app.queries.journal_stream(where, chunk=random.choice((1, 50, 1000)))) as stream:
        assert [row.id for chunk in stream for row in chunk] == expected
    for request_id in random.sample(expected, min(2, total)):
        assert desk.app.queries.journal_place(where, request_id) == expected.index(request_id)


# --- windows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(90))
def test_windows_of_random_filters_are_those_of_a_plain_list(full, seed):
    random = Random(seed)
    check_windows(full, a_filter(random, full), random)


@pytest.mark.parametrize("where", [JournalFilter(), JournalFilter(statuses=("confirmed", "in-progress"))])
def test_scrolling_from_end_to_end_shows_every_row_once(full, where):
    expected = plain(full, where)
    forth = [i for first in range(0, len(expected), 13) for i in page(full, where, first, 13, len(expected))]
    starts = list(range(0, len(expected), 13))[::-1]
    back = [page(full, where, first, 13, len(expected)) for first in starts]
    assert forth == expected
    assert [i for window in back[::-1] for i in window] == expected


def test_beyond_the_end_is_nothing(full):
    total = full.app.queries.journal_count(JournalFilter())
    assert page(full, JournalFilter(), total, 41, total) == []
    assert page(full, JournalFilter(), total + 100, 41, total) == []
    assert page(full, JournalFilter(client_id=999), 0, 41, 0) == []


def test_what_the_filter_hides_has_no_place(full):
    hidden = next(r for r in full.rows if r.status is Status.LAPSED)
    assert full.app.queries.journal_place(JournalFilter(), hidden.id) is None


@pytest.mark.rule("R7")
def test_unconfirmed_and_lapsed_are_hidden_until_asked_for(full):
    shown = {full.app.queries.journal_rows([i])[i].status for i in plain(full, JournalFilter())}
    assert shown == {"confirmed", "in-progress", "done", "rejected"}


@pytest.mark.rule("R17")
def test_counters_count_what_the_list_counts(full):
    for now in (NOW - timedelta(days=10), NOW, NOW + timedelta(days=10)):
        counted = full.app.queries.counters(now)
        of = [r.status for r in full.rows]
        assert (counted.confirmed, counted.in_progress, counted.filed) == (
            of.count(Status.CONFIRMED),
            of.count(Status.IN_PROGRESS),
            of.count(Status.FILED),
        )
        overdue = [r.id for r in full.rows if running(r) and running(r) <= now]
        assert counted.overdue == len(overdue)
        since = now - timedelta(days=3)
        fresh = {r.id for r in full.rows if running(r) and since < running(r) <= now}
        assert set(full.app.queries.newly_overdue(since, now)) == fresh


def test_windows_stay_right_while_rows_change(full):
    """Rows move, vanish and appear between pages; what a reader remembered of earlier pages must not mislead it."""
    random = Random(5)
    for _ in range(25):
        place = random.choice([n for n, r in enumerate(full.rows) if r.status is Status.CONFIRMED])
        old = full.rows[place]
        if random.random() < 0.5:
            new = replace(old, start_due=old.start_due + timedelta(hours=random.randrange(-90, 90)))
        else:
            new = replace(old, status=Status.REJECTED, closed_at=NOW, reject_reason=RejectReason.UNCLEAR)
        with full.unit_of_work() as uow:
            full.rows[place] = uow.requests.update(new, seen_version=old.version)
            uow.touch(Subject.REQUEST, old.id)
            uow.commit()
        check_windows(full, JournalFilter(), random, tries=3)
        check_windows(full, JournalFilter(statuses=("confirmed",)), random, tries=2)


# --- what it costs --------------------------------------------------------------------------------------------------


@contextmanager
def statements(desk):
    seen = []
    engine = desk.app.store._engine

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def explained(desk, statement, values):
    with closing(sqlite3.connect(desk.database)) as connection:
        return connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()


def plans(desk, seen):
    """The steps of SQLite's plan for each statement that was seen."""
    return [step[3] for statement, values in seen for step in explained(desk, statement, values)]


FILTERS = [
    JournalFilter(),
    JournalFilter(statuses=("confirmed",)),
    JournalFilter(statuses=("confirmed", "in-progress"), overdue_at=NOW),
    JournalFilter(client_id=1),
    JournalFilter(text="ромашка 12а"),
]


@pytest.mark.parametrize("where", FILTERS)
def test_a_page_is_one_or_two_statements_wherever_it_is(full, where):
    """The rows, where they are gathered the feed's number before: never one for each row, never the whole journal. What is gathered, is so once."""
    total = full.app.queries.journal_count(where)
    page(full, where, 1, 1, total)
    for first in (0, total // 2, max(0, total - 41)):
        with statements(full) as seen:
            page(full, where, first, 41, total)
        assert len(seen) <= 2
        assert "LIMIT" in seen[-1][0] or re.search(r"requests.id (IN|= ANY)", seen[-1][0])


def test_a_page_after_a_known_one_skips_no_rows(full):
    """Read on from where the last page began: the offset stays the distance between the two."""
    total = full.app.queries.journal_count(JournalFilter())
    page(full, JournalFilter(), 0, 20, total)
    for first in range(20, total // 2 - 20, 20):
        with statements(full) as seen:
            page(full, JournalFilter(), first, 20, total)
        statement, values = seen[-1]
        assert "(requests.sort_key, requests.id) >=" in statement
        assert values["skip"] <= 20


def test_a_card_costs_a_bounded_number_of_statements(full):
    with statements(full) as seen:
        full.card(full.rows[0].id)
    assert len(seen) <= 14


@pytest.mark.parametrize("where", [FILTERS[0], FILTERS[1], FILTERS[3]])
@pytest.mark.parametrize("end", ["start", "end"])
def test_a_page_walks_an_index_and_sorts_nothing(full_file, where, end):
    total = full_file.app.queries.journal_count(where)
    with statements(full_file) as seen:
        page(full_file, where, 0 if end == "start" else max(0, total - 10), 10, total)
    steps = plans(full_file, seen)
    assert [step for step in steps if step.startswith("SCAN requests") and "INDEX" not in step] == []
    assert [step for step in steps if "TEMP B-TREE FOR ORDER BY" in step] == []


def test_open_work_alone_is_found_by_its_status(full_file):
    """Few rows among a million: they may be sorted, the journal may not be walked for them."""
    with statements(full_file) as seen:
        page(full_file, FILTERS[2], 0, 10, 100)
    assert any("ix_requests_status_order (status=?" in s or "ix_requests_due" in s for s in plans(full_file, seen))


def test_counters_numbers_and_cards_search_by_index(full_file):
    with statements(full_file) as seen:
        full_file.app.queries.counters(NOW)
        full_file.app.queries.newly_overdue(NOW - timedelta(days=1), NOW)
        full_file.app.queries.journal_rows([1, 2, 3])
        full_file.app.queries.card(5)
        with full_file.unit_of_work() as uow:
            uow.requests.by_number("2026-000005")
            uow.requests.lapsing(NOW, 100)
            uow.requests.open_of_subscriber(1)
            uow.requests.slots_taken(1, NOW.date())
            uow.commands.pending_of_meter(1)
            uow.commands.leased()
            uow.events.of("request", 1)
    scans = [
        step
        for step in plans(full_file, seen)
        if step.startswith("SCAN") and "INDEX" not in step and step.split()[1] not in SMALL
    ]
    assert scans == []


SMALL = {"operators", "regulations", "desk_settings", "calendar_years"}
"""Tables that hold a handful of rows."""
