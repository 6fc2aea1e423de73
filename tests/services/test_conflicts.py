"""A10: two operators change one request; the second sees was / theirs / mine and nothing of theirs is lost."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import Conflict, FieldConflict
from app.domain.kinds import RejectReason, RequestKind, Status
from app.domain.requests import Completion, Visit
from app.services import commands, requests

VISIT = Visit("Петрова", "+7 900 111-11-11", date(2026, 2, 25))


@pytest.fixture
def plot(desk):
    return desk.subscriber(desk.client())


def conflict(call, *args, **kwargs):
    with pytest.raises(Conflict) as found:
        call(*args, **kwargs)
    return found.value


@pytest.mark.rule("A10")
def test_the_second_sees_was_theirs_and_mine(desk, plot):
    seen = desk.confirmed(RequestKind.DISCONNECT, plot)
    boris = desk.operator("boris")
    desk.clock.set("2026-02-20 12:41")
    requests.reject(
        desk.unit_of_work(),
        request_id=seen.id,
        seen_version=seen.version,
        reason=RejectReason.WITHDRAWN,
        by=boris,
        now=desk.clock.utc(),
    )
    desk.clock.set("2026-02-20 12:45")
    found = conflict(desk.order, seen)
    assert found.fields == (FieldConflict("status", "confirmed", "rejected", "in-progress"),)
    assert (found.data["who"], found.data["when"], found.version) == ("Boris", "12:41", seen.version + 1)
    assert desk.request(seen.id).status is Status.REJECTED
    assert desk.commands(seen) == []


@pytest.mark.rule("A10")
def test_what_was_is_what_i_saw_even_after_several_changes(desk, plot):
    seen = desk.file(RequestKind.DISCONNECT, plot)
    confirmed = desk.confirm(seen)
    desk.order(confirmed)
    desk.work()
    done = desk.complete(desk.request(seen.id))
    found = conflict(desk.reject, seen, RejectReason.WITHDRAWN)
    assert found.fields == (FieldConflict("status", "filed", "done", "rejected"),)
    assert found.version == done.version


@pytest.mark.rule("A10")
def test_another_date_agreed_meanwhile_is_shown_as_dates(desk, plot):
    seen = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    desk.agree(seen, replace(VISIT, day=date(2026, 2, 27)))
    found = conflict(desk.agree, seen, replace(VISIT, day=date(2026, 3, 3)))
    assert found.fields == (FieldConflict("visit-day", "2026-02-25", "2026-02-27", "2026-03-03"),)
    assert desk.request(seen.id).visit.day == date(2026, 2, 27)


@pytest.mark.rule("A10")
def test_two_first_agreements_show_both_status_and_date(desk, plot):
    seen = desk.confirmed(RequestKind.ONSITE_CHECK, plot)
    desk.agree(seen, VISIT)
    found = conflict(desk.agree, seen, replace(VISIT, day=date(2026, 3, 3)))
    assert found.fields == (
        FieldConflict("status", "confirmed", "in-progress", "in-progress"),
        FieldConflict("visit-day", "", "2026-02-25", "2026-03-03"),
    )


@pytest.mark.rule("A10")
@pytest.mark.parametrize("name", ["confirm", "begin", "agree", "complete", "reject", "start", "send again"])
def test_every_writing_step_names_the_version_it_saw(desk, plot, name):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    stale = {
        "request_id": request.id,
        "seen_version": request.version - 1,
        "by": desk.app.operator,
        "now": desk.clock.utc(),
    }
    calls = {
        "confirm": lambda: requests.confirm(desk.unit_of_work(), how=requests.ConfirmedBy.MESSAGE, **stale),
        "begin": lambda: requests.begin_check(desk.unit_of_work(), **stale),
        "agree": lambda: requests.agree_visit(desk.unit_of_work(), visit=VISIT, **stale),
        "complete": lambda: requests.complete(desk.unit_of_work(), completion=Completion(seen_by="x"), **stale),
        "reject": lambda: requests.reject(desk.unit_of_work(), reason=RejectReason.UNCLEAR, **stale),
        "start": lambda: commands.start(desk.unit_of_work(), plan_hash="", **stale),
        "send again": lambda: commands.send_again(desk.unit_of_work(), plan_hash="", **stale),
    }
    conflict(calls[name])
    assert desk.request(request.id) == request


@pytest.mark.rule("A10")
def test_a_logged_call_is_no_change_that_could_conflict(desk, plot):
    seen = desk.confirmed(RequestKind.ONSITE_CHECK, plot)
    requests.log_call(
        desk.unit_of_work(),
        request_id=seen.id,
        with_whom="Петрова",
        phone="",
        note="занято",
        by=desk.app.operator,
        now=desk.clock.utc(),
    )
    assert desk.agree(seen, VISIT).status is Status.IN_PROGRESS
