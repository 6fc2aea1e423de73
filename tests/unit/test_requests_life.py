"""R1-R3, R5-R7, R9-R15 as pure steps. Random walks over them: tests/torture/walks.py."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.regulation import Regulation
from app.domain.requests import (
    Completion,
    Draft,
    agree_again,
    check_draft,
    complete,
    confirm,
    has_lapsed,
    kilowatts_doubted,
    lapse,
    reject,
    start,
)
from tests.fakes.clock import msk
from tests.fakes.requests import DONE_WELL, FILED_AT, STARTED_AT, TERMS, VISIT, a_request

CONTROL = [kind for kind in RequestKind if kind.is_control]
CHECKS = [kind for kind in RequestKind if not kind.is_control]
FINAL = [Status.DONE, Status.REJECTED, Status.LAPSED]
NOW = msk("2026-02-21 10:00")
BLANKS = ["", " ", "\t\n", "\u00a0"]


def refusal(call, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        call(*args, **kwargs)
    return refused.value.code


def draft(kind=RequestKind.DISCONNECT, **more):
    return Draft(kind, 1, 1, **{"caller": "Петрова", **more})


# --- what a request must carry --------------------------------------------------------------------------------------


@pytest.mark.rule("R1")
def test_the_six_kinds():
    assert [kind.value for kind in RequestKind] == [
        "limit",
        "lift",
        "disconnect",
        "reconnect",
        "remote-check",
        "on-site-check",
    ]


@pytest.mark.rule("R3")
def test_a_draft_names_exactly_one_subscriber():
    assert isinstance(draft().subscriber_id, int)


@pytest.mark.rule("R5")
@pytest.mark.parametrize(
    ("watts", "maximum", "code"),
    [
        (None, 5000, "watts-missing"),
        (0, 5000, "watts-not-positive"),
        (-1, None, "watts-not-positive"),
        (5001, 5000, "watts-over-maximum"),
        (5000, 5000, None),
        (1, 5000, None),
        (1_000_000, None, None),
    ],
)
def test_the_watts_of_a_limit(watts, maximum, code):
    limit = draft(RequestKind.LIMIT, watts=watts)
    if code is None:
        check_draft(limit, allowed_max_w=maximum)
    else:
        assert refusal(check_draft, limit, allowed_max_w=maximum) == code


@pytest.mark.rule("R5")
@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind is not RequestKind.LIMIT])
def test_no_other_kind_carries_watts(kind):
    assert refusal(check_draft, draft(kind, watts=3000, text="x"), allowed_max_w=None) == "watts-not-wanted"


@pytest.mark.rule("R5")
@pytest.mark.parametrize(("watts", "asked"), [(1, True), (3, True), (99, True), (100, False), (3000, False)])
def test_below_100_w_one_asks_whether_kilowatts_were_meant(watts, asked):
    assert kilowatts_doubted(watts, Regulation()) is asked
    check_draft(draft(RequestKind.LIMIT, watts=watts), allowed_max_w=None)  # asked, not refused


@pytest.mark.rule("R6")
@pytest.mark.parametrize("kind", CHECKS)
@pytest.mark.parametrize("text", BLANKS)
def test_a_check_needs_its_reason(kind, text):
    assert refusal(check_draft, draft(kind, text=text), allowed_max_w=None) == "text-missing"
    check_draft(draft(kind, text="Искрит"), allowed_max_w=None)


@pytest.mark.rule("R2")
@pytest.mark.parametrize("source", [Source.PHONE, Source.LETTER, Source.MESSAGE])
def test_whoever_asked_is_recorded(source):
    assert refusal(check_draft, draft(source=source, caller=" "), allowed_max_w=None) == "caller-missing"


# --- confirming -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("R2")
@pytest.mark.parametrize("kind", list(RequestKind))
@pytest.mark.parametrize("how", [how for how in ConfirmedBy if how is not ConfirmedBy.DESK])
def test_a_call_alone_never_confirms_a_control_request(kind, how):
    request = a_request(kind)
    if how is ConfirmedBy.CALL and kind.is_control:
        assert refusal(confirm, request, at=NOW, by=how, terms=TERMS) == "call-confirms-nothing"
        return
    step = confirm(request, at=NOW, by=how, terms=TERMS)
    assert (step.request.status, step.request.confirmed_by, step.request.confirmed_at) == (Status.CONFIRMED, how, NOW)


@pytest.mark.rule("R14")
def test_the_desk_confirms_only_what_it_filed_itself():
    request = a_request(RequestKind.RECONNECT)
    assert refusal(confirm, request, at=NOW, by=ConfirmedBy.DESK, terms=TERMS) == "desk-confirms-own-only"
    confirm(replace(request, source=Source.DESK), at=NOW, by=ConfirmedBy.DESK, terms=TERMS)


@pytest.mark.rule("R9")
def test_the_start_deadline_runs_from_the_confirmation_and_not_from_the_filing():
    """Scenario 5: filed at 11:50, confirmed at 12:05."""
    request = a_request(RequestKind.DISCONNECT, filed_at=msk("2026-02-06 11:50"))
    step = confirm(request, at=msk("2026-02-06 12:05"), by=ConfirmedBy.MESSAGE, terms=TERMS)
    assert step.request.start_due == msk("2026-02-09 18:00")
    assert step.deadline.due == step.request.start_due


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("after", "lapsed"),
    [
        (timedelta(hours=72) - timedelta(microseconds=1), False),
        (timedelta(hours=72), True),
        (timedelta(hours=73), True),
    ],
)
def test_a_link_lives_72_hours(after, lapsed):
    request = a_request(RequestKind.DISCONNECT)
    at = FILED_AT + after
    assert has_lapsed(request, at, TERMS.regulation) is lapsed
    if lapsed:
        assert refusal(confirm, request, at=at, by=ConfirmedBy.CABINET, terms=TERMS) == "link-expired"
        gone = lapse(request, now=at, regulation=TERMS.regulation).request
        assert (gone.status, gone.status.is_open, gone.number) == (Status.LAPSED, False, request.number)
    else:
        assert refusal(lapse, request, now=at, regulation=TERMS.regulation) == "not-lapsed-yet"


# --- in progress ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("R10")
@pytest.mark.rule("R11")
@pytest.mark.parametrize(
    ("kind", "due"),
    [*[(kind, "2026-02-22 17:40") for kind in CONTROL], (RequestKind.REMOTE_CHECK, "2026-02-23 00:00")],
)
def test_in_progress_starts_the_completion_deadline(kind, due):
    step = start(a_request(kind, Status.CONFIRMED), at=STARTED_AT, terms=TERMS)
    assert (step.request.status, step.request.started_at) == (Status.IN_PROGRESS, STARTED_AT)
    assert step.request.completion_due == step.request.due == msk(due)
    assert step.met is step.request.start_met is True


@pytest.mark.rule("R15")
@pytest.mark.parametrize(("at", "met"), [("2026-02-20 17:59:59", True), ("2026-02-20 18:00", False)])
def test_whether_the_start_deadline_was_met_is_kept(at, met):
    assert start(a_request(RequestKind.LIMIT, Status.CONFIRMED), at=msk(at), terms=TERMS).request.start_met is met


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("visit", "code"),
    [
        (None, "visit-missing"),
        (replace(VISIT, with_whom=" "), "visit-contact-missing"),
        (replace(VISIT, day=date(2026, 2, 19)), "visit-in-the-past"),
        (replace(VISIT, since=time(14), until=time(12)), "visit-window"),
        (replace(VISIT, since=time(12), until=time(12)), "visit-window"),
    ],
)
def test_an_on_site_check_needs_what_was_agreed_with_whom(visit, code):
    request = a_request(RequestKind.ONSITE_CHECK, Status.CONFIRMED)
    assert refusal(start, request, at=STARTED_AT, terms=TERMS, visit=visit) == code


@pytest.mark.rule("R10")
def test_a_visit_may_be_agreed_for_the_same_day():
    today = replace(VISIT, day=date(2026, 2, 20), since=time(18), until=time(20))
    step = start(a_request(RequestKind.ONSITE_CHECK, Status.CONFIRMED), at=STARTED_AT, terms=TERMS, visit=today)
    assert (step.request.visit, step.request.completion_due) == (today, msk("2026-02-21 00:00"))


@pytest.mark.rule("R11")
def test_another_date_makes_a_new_deadline_and_the_event_keeps_the_old_one():
    request = a_request(RequestKind.ONSITE_CHECK, Status.IN_PROGRESS)
    other = replace(VISIT, day=date(2026, 2, 27))
    step = agree_again(request, at=msk("2026-02-24 10:00"), visit=other, terms=TERMS)
    assert step.request.completion_due == msk("2026-02-28 00:00")
    assert step.request.started_at == request.started_at
    assert step.data["old_due"] == msk("2026-02-26 00:00").isoformat()


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind is not RequestKind.ONSITE_CHECK])
def test_only_an_on_site_check_has_a_date_to_agree(kind):
    request = a_request(kind, Status.IN_PROGRESS)
    assert refusal(agree_again, request, at=NOW, visit=VISIT, terms=TERMS) == "not-on-site"


@pytest.mark.rule("R15")
def test_events_hold_no_personal_data():
    step = start(a_request(RequestKind.ONSITE_CHECK, Status.CONFIRMED), at=STARTED_AT, terms=TERMS, visit=VISIT)
    assert VISIT.with_whom not in str(step.data)
    assert VISIT.phone not in str(step.data)


# --- done -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R12")
@pytest.mark.parametrize("kind", CONTROL)
def test_a_control_request_is_done_on_a_reading_or_on_words_never_on_nothing(kind):
    request = a_request(kind, Status.IN_PROGRESS)
    for blank in BLANKS:
        assert refusal(complete, request, Completion(seen_by=blank), at=NOW, proof=None) == "evidence-missing"
    read = complete(request, Completion(), at=NOW, proof="relay=disconnected")
    said = complete(request, Completion(seen_by=" Сидоров видел "), at=NOW, proof=None)
    assert (read.request.status, read.request.evidence, read.why) == (Status.DONE, "relay=disconnected", "read-back")
    assert (said.request.evidence, said.why) == ("Сидоров видел", "words")  # marked as such


@pytest.mark.rule("R12")
@pytest.mark.parametrize("kind", CHECKS)
def test_the_result_of_a_check_is_not_blank(kind):
    request = a_request(kind, Status.IN_PROGRESS)
    for blank in BLANKS:
        assert refusal(complete, request, Completion(result=blank), at=NOW, proof=None) == "result-missing"
    assert complete(request, DONE_WELL, at=NOW, proof=None).request.result == DONE_WELL.result


@pytest.mark.rule("R13")
@pytest.mark.parametrize("kind", list(RequestKind))
def test_only_an_on_site_check_can_be_a_false_call(kind):
    request = a_request(kind, Status.IN_PROGRESS)
    completion = replace(DONE_WELL, false_call=True)
    if kind is RequestKind.ONSITE_CHECK:
        assert complete(request, completion, at=NOW, proof=None).request.false_call
    else:
        assert refusal(complete, request, completion, at=NOW, proof=None) == "false-call-not-on-site"


@pytest.mark.rule("R15")
@pytest.mark.parametrize(("at", "met"), [("2026-02-22 17:39:59", True), ("2026-02-22 17:40", False)])
def test_whether_the_completion_deadline_was_met_is_kept(at, met):
    step = complete(a_request(RequestKind.LIFT, Status.IN_PROGRESS), DONE_WELL, at=msk(at), proof=None)
    assert step.met is step.request.completion_met is met


# --- rejected -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R14")
@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.IN_PROGRESS])
@pytest.mark.parametrize("reason", list(RejectReason))
def test_open_work_is_rejected_with_a_reason(status, reason):
    request = a_request(RequestKind.DISCONNECT, status)
    step = reject(request, at=NOW, reason=reason, words="Уточните участок")
    assert (step.request.status, step.request.reject_reason) == (Status.REJECTED, reason)
    assert step.request.reason == "Уточните участок"
    assert step.from_status is status


@pytest.mark.rule("R14")
@pytest.mark.parametrize("words", BLANKS)
def test_an_own_reason_is_not_blank(words):
    request = a_request(RequestKind.DISCONNECT, Status.CONFIRMED)
    assert refusal(reject, request, at=NOW, reason=RejectReason.OTHER, words=words) == "reason-missing"


@pytest.mark.rule("R14")
def test_withdrawal_is_one_of_the_standard_reasons():
    assert RejectReason.WITHDRAWN in RejectReason
    withdrawn = reject(a_request(RequestKind.LIMIT), at=NOW, reason=RejectReason.WITHDRAWN, words="")
    assert withdrawn.request.status is Status.REJECTED
    assert withdrawn.met is None  # nothing ran yet


@pytest.mark.rule("R14")
@pytest.mark.parametrize("reason", [reason for reason in RejectReason if reason is not RejectReason.WITHDRAWN])
def test_the_desk_does_not_reject_what_the_client_has_not_confirmed(reason):
    assert refusal(reject, a_request(RequestKind.LIMIT), at=NOW, reason=reason, words="x") == "wrong-status"


# --- wrong steps ----------------------------------------------------------------------------------------------------

STEPS = {
    "confirm": (Status.FILED, lambda r: confirm(r, at=NOW, by=ConfirmedBy.MESSAGE, terms=TERMS)),
    "lapse": (Status.FILED, lambda r: lapse(r, now=NOW + timedelta(days=9), regulation=TERMS.regulation)),
    "start": (Status.CONFIRMED, lambda r: start(r, at=NOW, terms=TERMS, visit=VISIT)),
    "agree again": (Status.IN_PROGRESS, lambda r: agree_again(r, at=NOW, visit=VISIT, terms=TERMS)),
    "complete": (Status.IN_PROGRESS, lambda r: complete(r, DONE_WELL, at=NOW, proof="relay=disconnected")),
}


@pytest.mark.rule("R15")
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_taken_from_its_own_status_only(name, status):
    wanted, step = STEPS[name]
    request = a_request(RequestKind.ONSITE_CHECK, status)
    if status is wanted:
        assert step(request).from_status is status
    else:
        with pytest.raises(Refusal) as refused:
            step(request)
        assert refused.value.code == "wrong-status"
        assert refused.value.data["number"] == request.number


@pytest.mark.rule("R15")
@pytest.mark.parametrize("status", FINAL)
@pytest.mark.parametrize("reason", list(RejectReason))
def test_what_is_final_is_not_rejected_either(status, reason):
    request = a_request(RequestKind.DISCONNECT, status)
    assert refusal(reject, request, at=NOW, reason=reason, words="x") == "wrong-status"


@given(st.sampled_from(list(RequestKind)), st.sampled_from(list(Status)))
def test_a_deadline_runs_exactly_while_work_is_open(kind, status):
    assert (a_request(kind, status).due is not None) is status.is_open
