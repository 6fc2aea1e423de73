"""What a dispatcher does with requests, through the services over a real desk: steps, refusals, what is stored."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.changes import Subject
from app.domain.desk import Registration, Role
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.requests import Completion, Draft, Visit
from app.services import audit, operators, requests
from tests.fakes.clock import msk

VISIT = Visit("Петрова, председатель", "+7 900 111-11-11", date(2026, 2, 25))


@pytest.fixture
def plot(desk):
    return desk.subscriber(desk.client())


def code_of(call, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        call(*args, **kwargs)
    return refused.value.code


def events(desk):
    return desk.sql("SELECT seq, action, from_state, to_state, why FROM events WHERE subject = 'request' ORDER BY seq")


def letters(desk):
    return [kind for (kind,) in desk.sql("SELECT kind FROM outbox ORDER BY id")]


# --- filing ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R8")
@pytest.mark.rule("R2")
def test_filing_gives_a_number_and_says_who_asked(desk, plot):
    filed = desk.file(RequestKind.LIMIT, plot, watts=3000)
    assert (filed.number, filed.status, filed.watts) == ("2026-000001", Status.FILED, 3000)
    assert (filed.source, filed.caller, filed.filed_at) == (Source.PHONE, "Петрова, председатель", desk.clock.utc())
    assert filed.filed_by == desk.app.operator.id
    assert filed.quota_day == date(2026, 2, 20)
    assert events(desk) == [(events(desk)[0][0], "file", "", "filed", "phone")]


@pytest.mark.rule("G1")
@pytest.mark.rule("R2")
@pytest.mark.parametrize("registration", [Registration.PENDING, Registration.BOUNCED])
@pytest.mark.parametrize("kind", list(RequestKind))
def test_nothing_is_accepted_from_a_client_that_is_not_registered(desk, registration, kind):
    plot = desk.subscriber(desk.client(registration=registration))
    assert code_of(desk.file, kind, plot) == "client-not-registered"
    assert desk.sql("SELECT count(*) FROM requests") == [(0,)]


@pytest.mark.rule("R3")
def test_a_subscriber_of_another_client_is_refused(desk, plot):
    other = desk.client("Берёзка")
    stranger = replace(plot, client_id=other.id)
    assert code_of(desk.file, RequestKind.DISCONNECT, stranger) == "subscriber-not-clients"


@pytest.mark.rule("R5")
def test_a_limit_over_the_subscribers_maximum_is_refused(desk):
    client = desk.client()
    plot = desk.subscriber(client, max_w=5000)
    assert code_of(desk.file, RequestKind.LIMIT, plot, watts=5001) == "watts-over-maximum"
    desk.file(RequestKind.LIMIT, plot, watts=5000)
    unbounded = desk.subscriber(client, "13", max_w=None)
    desk.file(RequestKind.LIMIT, unbounded, watts=50_000)


@pytest.mark.rule("R6")
@pytest.mark.parametrize("kind", [RequestKind.REMOTE_CHECK, RequestKind.ONSITE_CHECK])
def test_a_check_without_a_reason_is_refused(desk, plot, kind):
    assert code_of(desk.file, kind, plot, text="  ") == "text-missing"


def test_a_call_that_has_not_come_yet_is_refused(desk, plot):
    draft = Draft(
        RequestKind.LIFT, plot.client_id, plot.id, caller="П", reported_at=desk.clock.utc() + timedelta(minutes=1)
    )
    assert (
        code_of(requests.file, desk.unit_of_work(), draft=draft, by=desk.app.operator, now=desk.clock.utc())
        == "reported-in-future"
    )


def test_who_may_not_act_changes_nothing(desk, plot):
    draft = Draft(RequestKind.LIFT, plot.client_id, plot.id, caller="П")
    locked = desk.operator("lev")  # as of a session that began before the lock
    operators.lock(desk.unit_of_work(), login="lev", by=desk.app.operator, now=desk.clock.utc())
    for by, code in ((desk.operator("viktor", Role.VIEWER), "operator-may-not"), (locked, "operator-locked")):
        assert code_of(requests.file, desk.unit_of_work(), draft=draft, by=by, now=desk.clock.utc()) == code
    assert desk.sql("SELECT count(*) FROM requests") == [(0,)]


def test_a_request_of_the_same_plot_is_warned_of_and_contradictions_named(desk, plot):
    limit = desk.file(RequestKind.LIMIT, plot)
    confirmed = desk.confirmed(RequestKind.RECONNECT, plot)
    desk.reject(desk.confirmed(RequestKind.DISCONNECT, plot))

    def similar(kind):
        found = requests.similar_open(desk.unit_of_work(), subscriber_id=plot.id, kind=kind)
        return {s.request.id: s.contradicts for s in found}

    assert similar(RequestKind.DISCONNECT) == {confirmed.id: True, limit.id: False}
    assert similar(RequestKind.LIFT) == {confirmed.id: False, limit.id: True}


# --- confirming -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("R2")
def test_a_control_request_is_never_confirmed_by_a_call(desk, plot):
    filed = desk.file(RequestKind.DISCONNECT, plot)
    assert code_of(desk.confirm, filed, how=ConfirmedBy.CALL) == "call-confirms-nothing"
    assert desk.request(filed.id).status is Status.FILED
    check = desk.file(RequestKind.REMOTE_CHECK, plot)
    assert desk.confirm(check, how=ConfirmedBy.CALL).status is Status.CONFIRMED


@pytest.mark.rule("R9")
def test_a_confirming_letter_counts_from_its_receipt(desk, plot):
    """It came at 11:50 and was entered at 12:30: the deadline is today's."""
    filed = desk.file(RequestKind.DISCONNECT, plot, at="2026-02-20 11:00")
    desk.clock.set("2026-02-20 12:30")
    confirmed = desk.confirm(filed, how=ConfirmedBy.SIGNED_LETTER, received_at=msk("2026-02-20 11:50"))
    assert (confirmed.confirmed_at, confirmed.start_due) == (msk("2026-02-20 11:50"), msk("2026-02-20 18:00"))


@pytest.mark.rule("R9")
def test_a_letter_that_came_before_the_filing_was_entered_counts_from_its_receipt(desk, plot):
    filed = desk.file(RequestKind.DISCONNECT, plot, at="2026-02-20 12:30")
    confirmed = desk.confirm(filed, received_at=msk("2026-02-20 11:50"))
    assert confirmed.start_due == msk("2026-02-20 18:00")


def test_a_letter_from_the_future_is_refused(desk, plot):
    filed = desk.file(RequestKind.DISCONNECT, plot)
    later = desk.clock.utc() + timedelta(seconds=1)
    assert code_of(desk.confirm, filed, received_at=later) == "received-in-future"


@pytest.mark.rule("R7")
def test_a_second_ok_changes_nothing(desk, plot):
    confirmed = desk.confirm(desk.file(RequestKind.DISCONNECT, plot), how=ConfirmedBy.CABINET)
    before = (events(desk), letters(desk), desk.request(confirmed.id))
    desk.clock.move(seconds=2)
    desk.confirm(replace(confirmed, version=1), how=ConfirmedBy.CABINET)  # a second tab still sees version 1
    desk.order(confirmed)
    desk.work()
    started = desk.request(confirmed.id)
    desk.confirm(replace(confirmed, version=1), how=ConfirmedBy.CABINET)  # and a tab that slept until now
    assert desk.request(confirmed.id) == started
    assert (events(desk)[: len(before[0])], letters(desk)) == (before[0], before[1])


@pytest.mark.rule("R8")
def test_each_letter_is_put_once(desk, plot):
    done = desk.complete(desk.started(RequestKind.DISCONNECT, plot))
    rejected = desk.reject(desk.confirmed(RequestKind.LIMIT, plot))
    assert letters(desk) == ["request-confirmed", "request-done", "request-confirmed", "request-rejected"]
    to, content = desk.sql('SELECT "to", data FROM outbox WHERE kind = ?', "request-done")[0]
    assert to == "ромашка@example.org"
    assert done.number in content
    assert rejected.number not in content


@pytest.mark.rule("R7")
def test_an_unconfirmed_request_lapses_and_gives_its_place_back(desk, plot):
    filed = desk.file(RequestKind.DISCONNECT, plot)
    checked = desk.file(RequestKind.REMOTE_CHECK, plot)
    confirmed = desk.confirmed(RequestKind.LIMIT, plot)
    assert requests.quota(desk.unit_of_work(), client_id=plot.client_id, now=desk.clock.utc()).used == 2
    now = filed.filed_at + timedelta(hours=72)
    assert requests.lapse_due(desk.unit_of_work(), now=now - timedelta(microseconds=1)).touched == ()
    changes = requests.lapse_due(desk.unit_of_work(), now=now)
    assert set(changes.ids(Subject.REQUEST)) == {filed.id, checked.id}
    assert (desk.request(filed.id).status, desk.request(filed.id).number) == (Status.LAPSED, filed.number)
    assert desk.request(confirmed.id).status is Status.CONFIRMED
    assert desk.sql("SELECT request_id FROM quota_slots") == [(confirmed.id,)]
    assert requests.lapse_due(desk.unit_of_work(), now=now).touched == ()
    assert letters(desk) == ["request-confirmed"]


@pytest.mark.rule("R7")
def test_a_lapsed_request_is_never_shown_as_open_work(desk, plot):
    from app.services.ports.views import JournalFilter

    filed = desk.file(RequestKind.DISCONNECT, plot)
    desk.clock.move(hours=73)
    desk.work()
    assert desk.request(filed.id).status is Status.LAPSED
    assert desk.app.queries.journal_count(JournalFilter()) == 0
    found = desk.app.queries.counters(desk.clock.utc())
    assert (found.confirmed, found.in_progress, found.overdue, found.filed) == (0, 0, 0, 0)
    assert code_of(desk.confirm, desk.request(filed.id)) == "wrong-status"


# --- checks ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R10")
@pytest.mark.rule("R12")
def test_a_remote_check_from_red_to_green(desk, plot):
    check = desk.begin_check(desk.confirmed(RequestKind.REMOTE_CHECK, plot))
    assert (check.status, check.completion_due) == (Status.IN_PROGRESS, msk("2026-02-23 00:00"))
    assert code_of(desk.complete, check) == "result-missing"
    assert desk.complete(check, Completion(result="Показания сняты: 001234")).status is Status.DONE


@pytest.mark.rule("R10")
def test_a_visit_keeps_with_whom_and_every_attempt(desk, plot):
    check = desk.confirmed(RequestKind.ONSITE_CHECK, plot)
    requests.log_call(
        desk.unit_of_work(),
        request_id=check.id,
        with_whom="Петрова",
        phone="+7 900 111-11-11",
        note="Не отвечает",
        by=desk.app.operator,
        now=desk.clock.utc(),
    )
    agreed = desk.agree(check, VISIT)
    assert agreed.visit == VISIT
    history = desk.card(check.id).history
    call = next(line for line in history if line.action == "call")
    assert (call.data["with_whom"], call.data["note"]) == ("Петрова", "Не отвечает")
    start = next(line for line in history if line.action == "start")
    assert (start.data["with_whom"], start.data["day"]) == (VISIT.with_whom, "2026-02-25")


@pytest.mark.rule("R11")
def test_the_old_date_stays_in_the_history(desk, plot):
    check = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    desk.clock.set("2026-02-24 10:00")
    moved = desk.agree(check, replace(VISIT, day=date(2026, 2, 27)))
    kept = [(d.deadline.due, d.current) for d in desk.card(check.id).deadlines if d.which == "completion"]
    assert kept == [(msk("2026-02-26 00:00"), False), (msk("2026-02-28 00:00"), True)]
    assert moved.completion_due == msk("2026-02-28 00:00")
    assert moved.started_at == check.started_at


@pytest.mark.rule("R13")
def test_false_calls_stand_in_the_list_of_their_month(desk, plot):
    check = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    desk.clock.set("2026-02-28 23:30")  # still February here, and in UTC
    desk.complete(check, Completion(result="Никого нет", false_call=True))
    other = desk.agree(
        desk.confirmed(RequestKind.ONSITE_CHECK, plot),
        replace(VISIT, day=date(2026, 3, 2)),
    )
    desk.clock.set("2026-03-01 00:30")  # March here, February in UTC
    desk.complete(other, Completion(result="Калитка заперта", false_call=True))
    ordinary = desk.agree(
        desk.confirmed(RequestKind.ONSITE_CHECK, plot),
        replace(VISIT, day=date(2026, 3, 2)),
    )
    desk.complete(ordinary, Completion(result="Исправен"))

    def listed(month):
        return [call.number for call in desk.app.queries.false_calls(2026, month, desk.app.office)]

    assert (listed(2), listed(3), listed(4)) == ([check.number], [other.number], [])


def test_checks_are_not_begun_by_the_wrong_door(desk, plot):
    onsite = desk.confirmed(RequestKind.ONSITE_CHECK, plot)
    remote = desk.confirmed(RequestKind.REMOTE_CHECK, plot)
    control = desk.confirmed(RequestKind.LIMIT, plot)
    assert code_of(desk.begin_check, onsite) == "not-a-remote-check"
    assert code_of(desk.begin_check, control) == "not-a-remote-check"
    assert code_of(desk.agree, remote, VISIT) == "not-on-site"
    assert code_of(desk.order, onsite) == "not-control"


# --- wrong steps ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("R15")
def test_done_from_confirmed_is_refused(desk, plot):
    confirmed = desk.confirmed(RequestKind.DISCONNECT, plot)
    assert code_of(desk.complete, confirmed, Completion(seen_by="Видел сам")) == "wrong-status"
    assert desk.request(confirmed.id) == confirmed


@pytest.mark.rule("R14")
@pytest.mark.rule("R15")
def test_a_done_one_is_not_rejected_and_a_rejected_one_not_done(desk, plot):
    done = desk.complete(desk.started(RequestKind.DISCONNECT, plot))
    assert code_of(desk.reject, done) == "wrong-status"
    rejected = desk.reject(desk.confirmed(RequestKind.LIMIT, plot))
    assert code_of(desk.complete, rejected, Completion(seen_by="Видел сам")) == "wrong-status"
    assert code_of(desk.reject, rejected) == "wrong-status"
    assert (desk.request(done.id), desk.request(rejected.id)) == (done, rejected)


@pytest.mark.rule("R14")
def test_an_own_reason_for_rejecting_is_not_blank(desk, plot):
    confirmed = desk.confirmed(RequestKind.DISCONNECT, plot)
    assert code_of(desk.reject, confirmed, RejectReason.OTHER, words=" \n") == "reason-missing"
    rejected = desk.reject(confirmed, RejectReason.OTHER, words=" Снежный занос ")
    assert (rejected.status, rejected.reason) == (Status.REJECTED, "Снежный занос")


@pytest.mark.rule("R15")
def test_each_step_keeps_who_when_from_to_and_whether_its_deadline_was_met(desk, plot):
    started = desk.started(RequestKind.DISCONNECT, plot)
    desk.clock.move(hours=49)
    desk.complete(started)
    steps = [h for h in desk.card(started.id).history if h.action in ("file", "confirm", "start", "complete")]
    lines = [(h.who, h.from_state, h.to_state, h.met) for h in steps]
    assert lines == [
        ("anna", "", "filed", None),
        ("anna", "filed", "confirmed", None),
        ("anna", "confirmed", "in-progress", True),
        ("anna", "in-progress", "done", False),
    ]
    closed = desk.request(started.id)
    assert (closed.start_met, closed.completion_met) == (True, False)
    assert audit.verify(desk.unit_of_work()).intact


@pytest.mark.rule("R15")
@pytest.mark.rule("A11")
def test_a_deadline_is_kept_with_what_made_it_and_not_moved_by_a_later_calendar(desk, plot):
    from app.services import calendar

    confirmed = desk.confirm(desk.file(RequestKind.DISCONNECT, plot, at="2026-02-20 12:30"))
    assert confirmed.start_due == msk("2026-02-24 18:00")
    with desk.unit_of_work() as uow:
        year = uow.calendar.year(2026)
    moved = replace(year, days_off=year.days_off | {date(2026, 2, 24)})
    calendar.apply(desk.unit_of_work(), imported=moved, source="2026.xml", by=desk.app.operator, now=desk.clock.utc())
    assert desk.request(confirmed.id).start_due == msk("2026-02-24 18:00")
    later = desk.confirmed(RequestKind.DISCONNECT, plot)
    assert later.start_due == msk("2026-02-25 18:00")
    versions = [desk.card(r.id).deadlines[0].deadline.calendar_version for r in (confirmed, later)]
    assert versions[0].startswith("2026:base-")
    assert versions[1] == "2026:imported-1"


# --- a clock that jumps back ----------------------------------------------------------------------------------------


@pytest.mark.rule("R15")
def test_a_clock_that_jumps_back_leaves_the_order_of_events(desk, plot):
    filed = desk.file(RequestKind.DISCONNECT, plot)
    desk.clock.move(minutes=5)
    confirmed = desk.confirm(filed)
    desk.clock.move(days=-1)
    desk.order(confirmed)
    desk.clock.move(hours=-3)
    desk.work()
    desk.clock.move(hours=-1)
    done = desk.complete(desk.request(filed.id))
    assert done.status is Status.DONE
    history = desk.card(filed.id).history
    assert [line.action for line in history] == ["file", "confirm", "order", "start", "outcome", "complete"]
    assert [line.seq for line in history] == sorted(line.seq for line in history)
    assert [line.at for line in history] != sorted(line.at for line in history)
    assert audit.verify(desk.unit_of_work()).intact
    feed = [seq for (seq,) in desk.sql("SELECT seq FROM feed ORDER BY seq")]
    assert feed == list(range(1, len(feed) + 1))
