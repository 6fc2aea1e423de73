"""Scenarios 1, 3 and 4 whole, through the services over a real desk; the window's part is tested with the window."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.commands import CommandState
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.requests import Completion, Draft, Visit
from app.domain.urgency import is_overdue
from app.services import audit, requests
from app.services.ports.views import JournalFilter
from app.texts import Texts
from app.texts.speech import say_error, say_steps
from tests.fakes.clock import msk
from tests.fakes.desk import DATABASES, desk_on

RU = Texts("ru")


@pytest.fixture(params=DATABASES)
def desk(request, tmp_path, clock):
    """Each scenario on one's own desk and on a shared one."""
    with desk_on(request.param, tmp_path, clock) as made:
        yield made


# --- 1. The working Saturday ----------------------------------------------------------------------------------------


@pytest.mark.rule("R9")
@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("confirmed", "due", "reason"),
    [
        ("2025-10-31 11:59:59", "2025-10-31 18:00", "рабочий день"),
        ("2025-10-31 12:07", "2025-11-01 18:00", "рабочая суббота"),
        ("2025-11-01 11:59:59", "2025-11-01 18:00", "рабочая суббота"),
        ("2025-11-01 12:00:00", "2025-11-05 18:00", "нерабочий день (перенос)"),
        ("2025-11-02 10:00", "2025-11-05 18:00", "нерабочий день (перенос)"),
        ("2025-11-03 09:00", "2025-11-05 18:00", "нерабочий день (перенос)"),
    ],
)
def test_scenario_1_the_working_saturday(desk, confirmed, due, reason):
    desk.clock.set(msk(confirmed) - timedelta(minutes=30))
    plot = desk.subscriber(desk.client(), "12а")
    request = desk.confirm(desk.file(RequestKind.DISCONNECT, plot), at=confirmed)
    assert request.start_due == msk(due)
    kept = desk.card(request.id).deadlines[0].deadline
    assert kept.due == msk(due)
    assert any(reason in line for line in say_steps(RU, kept.steps))
    row = desk.app.queries.journal_page(JournalFilter(), first=0, count=1, total=1).rows[0]
    assert (row.start_due, row.due, row.status) == (msk(due), msk(due), "confirmed")


# --- 3. 48 hours, two days and an agreed visit ----------------------------------------------------------------------


@pytest.mark.rule("R10")
@pytest.mark.rule("R11")
@pytest.mark.rule("R12")
@pytest.mark.rule("R13")
@pytest.mark.rule("R17")
def test_scenario_3_three_completion_deadlines_of_one_friday(desk):
    desk.clock.set("2026-02-20 11:30")
    client = desk.client()
    plots = [desk.subscriber(client, plot) for plot in ("12а", "33", "87")]
    kinds = (RequestKind.LIMIT, RequestKind.REMOTE_CHECK, RequestKind.ONSITE_CHECK)
    first, second, third = (desk.confirmed(kind, plot) for kind, plot in zip(kinds, plots, strict=True))
    assert {r.start_due for r in (first, second, third)} == {msk("2026-02-20 18:00")}

    desk.clock.set("2026-02-20 17:40")
    desk.order(first)
    desk.work()
    first, second = desk.request(first.id), desk.begin_check(second)
    desk.clock.set("2026-02-20 17:50")
    third = desk.agree(third, Visit("Петрова, председатель", "+7 900 111-11-11", date(2026, 2, 25)))
    assert [r.completion_due for r in (first, second, third)] == [
        msk("2026-02-22 17:40"),
        msk("2026-02-23 00:00"),
        msk("2026-02-26 00:00"),
    ]
    assert [r.start_met for r in (first, second, third)] == [True, True, True]

    def blinking(now):
        page = desk.app.queries.journal_page(JournalFilter(), first=0, count=10, total=3)
        overdue = {row.id for row in page.rows if is_overdue(row.due, msk(now))}
        counted = JournalFilter(overdue_at=msk(now))
        assert desk.app.queries.journal_count(counted) == len(overdue)
        assert desk.app.queries.counters(msk(now)).overdue == len(overdue)
        return overdue

    assert blinking("2026-02-22 17:39") == set()
    assert blinking("2026-02-22 17:41") == {first.id}
    assert blinking("2026-02-23 00:01") == {first.id, second.id}
    assert desk.app.queries.newly_overdue(msk("2026-02-22 17:41"), msk("2026-02-23 00:01")) == (second.id,)

    desk.clock.set("2026-02-23 00:05")
    with pytest.raises(Refusal) as refused:
        desk.complete(second, Completion(result="  "))
    assert "Укажите результат проверки" in say_error(RU, refused.value)
    assert desk.request(second.id) == second

    desk.clock.set("2026-02-24 10:00")
    third = desk.agree(third, replace(third.visit, day=date(2026, 2, 27)))
    assert third.completion_due == msk("2026-02-28 00:00")
    kept = [(d.deadline.due, d.current) for d in desk.card(third.id).deadlines if d.which == "completion"]
    assert kept == [(msk("2026-02-26 00:00"), False), (msk("2026-02-28 00:00"), True)]

    desk.clock.set("2026-02-27 15:00")
    third = desk.complete(third, Completion(result="Счётчик исправен, вызов ложный", false_call=True))
    assert (third.status, third.false_call, third.completion_met) == (Status.DONE, True, True)
    false_calls = desk.app.queries.false_calls(2026, 2, desk.app.office)
    assert [(call.number, call.client, call.plot) for call in false_calls] == [(third.number, "СНТ «Ромашка»", "87")]

    first = desk.complete(first)
    assert (first.status, first.completion_met) == (Status.DONE, False)
    assert "limit=3000" in first.evidence
    assert desk.commands(first)[0].state is CommandState.VERIFIED
    assert blinking("2026-02-27 15:01") == {second.id}
    assert audit.verify(desk.unit_of_work()).intact


# --- 4. Ten requests over the 8th of March --------------------------------------------------------------------------


def refused_words(desk, plot):
    with pytest.raises(Refusal) as refused:
        desk.file(RequestKind.DISCONNECT, plot)
    assert refused.value.code == "quota-full"
    return say_error(RU, refused.value)


@pytest.mark.rule("R4")
def test_scenario_4_ten_requests_over_the_8th_of_march(desk):
    desk.clock.set("2026-03-06 15:00")
    client = desk.client()
    plot = desk.subscriber(client)

    def file(count, at, kind=RequestKind.DISCONNECT):
        return [desk.file(kind, plot, at=at) for _ in range(count)]

    friday = file(9, "2026-03-06 15:00") + file(1, "2026-03-06 23:59:59")
    assert len(friday) == 10
    said = refused_words(desk, plot)
    assert "с 00:00 сб 07.03, засчитается за вт 10.03." in said

    saturday = file(4, "2026-03-07 00:00:00")
    checks = file(10, "2026-03-07 00:00:00", RequestKind.REMOTE_CHECK)
    checks += file(10, "2026-03-07 00:00:00", RequestKind.ONSITE_CHECK)
    monday = file(3, "2026-03-09 12:00")
    state = requests.quota(desk.unit_of_work(), client_id=client.id, now=desk.clock.utc())
    assert (state.counted_to, state.left, state.limit) == (date(2026, 3, 10), 3, 10)

    tuesday = file(3, "2026-03-10 10:00")
    said = refused_words(desk, plot)
    assert "вт 10.03 уже подано 10 заявок" in said
    assert "с 00:00 ср 11.03." in said
    assert len(checks) == 20
    assert {r.quota_day for r in saturday + monday + tuesday} == {date(2026, 3, 10)}
    assert {r.quota_day for r in checks} == {None}

    for request in tuesday[:2]:
        desk.reject(desk.confirm(request), RejectReason.SUBSCRIBER_NOT_FOUND)
    refused_words(desk, plot)

    logged = desk.sql("SELECT why, subject_id FROM events WHERE action = 'filing-refused'")
    assert logged == [("quota-full", client.id)] * 3
    numbers = [number for (number,) in desk.sql("SELECT number FROM requests ORDER BY id")]
    assert numbers == [f"2026-{n:06d}" for n in range(1, 41)]  # the refused left no gap
    assert audit.verify(desk.unit_of_work()).intact


@pytest.mark.rule("R4")
@pytest.mark.rule("R8")
def test_scenario_4_fifty_filings_at_once_around_midnight(desk):
    """25 just before and 25 just after the midnight between Tuesday and Wednesday, in fifty threads."""
    desk.clock.set("2026-03-10 23:00")
    client = desk.client()
    plot = desk.subscriber(client)
    midnight = msk("2026-03-11 00:00")
    together = threading.Barrier(50)

    def file(n):
        now = midnight + timedelta(seconds=n - 25)
        draft = Draft(RequestKind.DISCONNECT, client.id, plot.id, source=Source.PHONE, caller="Петрова")
        together.wait(20)
        try:
            requests.file(desk.unit_of_work(), draft=draft, by=desk.app.operator, now=now)
        except Refusal as refused:
            return refused.code
        return "filed"

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(file, range(50)))
    assert sorted(answers) == ["filed"] * 20 + ["quota-full"] * 30
    assert desk.sql("SELECT quota_day, count(*) FROM requests GROUP BY quota_day ORDER BY quota_day") == [
        ("2026-03-10", 10),
        ("2026-03-11", 10),
    ]
    assert desk.sql("SELECT day, max(slot), count(DISTINCT slot) FROM quota_slots GROUP BY day ORDER BY day") == [
        ("2026-03-10", 10, 10),
        ("2026-03-11", 10, 10),
    ]
    numbers = [number for (number,) in desk.sql("SELECT number FROM requests ORDER BY number")]
    assert numbers == [f"2026-{n:06d}" for n in range(1, 21)]
    assert audit.verify(desk.unit_of_work()).intact


# --- 5. New Year's night, as far as the desk files for the client ---------------------------------------------------


@pytest.mark.rule("R7")
@pytest.mark.rule("R8")
@pytest.mark.rule("R9")
def test_scenario_5_new_years_night(desk):
    desk.clock.set("2025-12-31 23:50")
    client = desk.client()
    plot = desk.subscriber(client, "7")
    old = desk.file(RequestKind.REMOTE_CHECK, plot)
    assert old.number == "2025-000001"
    filed = desk.file(RequestKind.DISCONNECT, plot, at="2026-01-01 00:10")  # still 2025 in UTC
    assert (filed.number, filed.quota_day) == ("2026-000001", date(2026, 1, 12))
    second = desk.file(RequestKind.DISCONNECT, plot, at="2026-01-01 00:12")
    confirmed = desk.confirm(filed, at="2026-01-01 00:20", how=ConfirmedBy.CABINET)
    assert (confirmed.number, confirmed.start_due) == ("2026-000001", msk("2026-01-12 18:00"))
    desk.confirm(replace(confirmed, version=1), how=ConfirmedBy.CABINET)  # the second tab
    assert len(desk.sql("SELECT 1 FROM outbox")) == 1

    desk.clock.set("2026-01-04 00:12")
    desk.work()
    assert desk.request(second.id).status is Status.LAPSED
    used = requests.quota(desk.unit_of_work(), client_id=client.id, now=desk.clock.utc()).used
    assert used == 1
    assert [row.id for row in desk.app.queries.journal_page(JournalFilter(), first=0, count=9, total=1).rows] == [
        confirmed.id
    ]
