"""R16, R17, A1: which deadline runs, what is overdue, in which order the journal stands."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kinds import RequestKind, Status
from app.domain.urgency import SOON, Urgency, attention, is_overdue, journal_order, running_due
from tests.fakes.clock import msk
from tests.fakes.requests import a_request

DUE = msk("2026-02-20 18:00")
LATER = msk("2026-02-22 17:40")
MOMENTS = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2028-01-01")).map(
    lambda d: msk(d.isoformat())
)


@pytest.mark.rule("R17")
@pytest.mark.parametrize(
    ("status", "runs"),
    [
        (Status.FILED, None),
        (Status.CONFIRMED, DUE),
        (Status.IN_PROGRESS, LATER),
        (Status.DONE, None),
        (Status.REJECTED, None),
        (Status.LAPSED, None),
    ],
)
def test_the_deadline_that_runs(status, runs):
    assert running_due(status, DUE, LATER) == runs


@pytest.mark.rule("R17")
@pytest.mark.parametrize("status", [Status.FILED, Status.DONE, Status.REJECTED, Status.LAPSED])
@pytest.mark.parametrize("kind", list(RequestKind))
def test_what_is_done_rejected_or_unconfirmed_never_blinks(status, kind):
    request = a_request(kind, status)
    assert attention(request.due, DUE + timedelta(days=365)).urgency is Urgency.NONE


@pytest.mark.rule("R17")
@pytest.mark.parametrize(
    ("now", "urgency"),
    [
        (DUE - SOON - timedelta(seconds=1), Urgency.OPEN),
        (DUE - SOON, Urgency.SOON),
        (DUE - timedelta(microseconds=1), Urgency.SOON),
        (DUE, Urgency.OVERDUE),
        (DUE + timedelta(minutes=12), Urgency.OVERDUE),
    ],
)
def test_a_row_becomes_overdue_when_its_deadline_has_passed(now, urgency):
    assert attention(DUE, now).urgency is urgency
    assert is_overdue(DUE, now) is (urgency is Urgency.OVERDUE)


@pytest.mark.rule("A1")
def test_how_long_it_is_overdue_is_told():
    assert attention(DUE, DUE + timedelta(minutes=12)).left == timedelta(minutes=-12)


@pytest.mark.rule("R17")
def test_three_requests_of_one_friday_blink_one_after_the_other():
    """Scenario 3: the completion deadlines, not the start deadlines, decide once they are in progress."""
    dues = {
        "limit": a_request(RequestKind.LIMIT, Status.IN_PROGRESS).due,
        "remote": a_request(RequestKind.REMOTE_CHECK, Status.IN_PROGRESS).due,
        "on-site": a_request(RequestKind.ONSITE_CHECK, Status.IN_PROGRESS).due,
    }

    def blinking(text):
        return [name for name, due in dues.items() if is_overdue(due, msk(text))]

    assert blinking("2026-02-20 18:30") == []
    assert blinking("2026-02-22 17:41") == ["limit"]
    assert blinking("2026-02-23 00:01") == ["limit", "remote"]
    assert blinking("2026-02-26 00:01") == ["limit", "remote", "on-site"]


@given(st.lists(st.tuples(MOMENTS, MOMENTS), min_size=2, max_size=8))
def test_the_journal_s_order_is_open_work_by_deadline_then_unconfirmed_then_closed_newest_first(moments):
    rows = []
    for filed, other in moments:
        rows += [
            (0, other.timestamp(), journal_order(Status.CONFIRMED, due=other, filed_at=filed, closed_at=None)),
            (1, filed.timestamp(), journal_order(Status.FILED, due=None, filed_at=filed, closed_at=None)),
            (2, -other.timestamp(), journal_order(Status.DONE, due=None, filed_at=filed, closed_at=other)),
        ]
    by_key = sorted(rows, key=lambda row: row[2])
    assert [(r[0], int(r[1])) for r in by_key] == sorted((r[0], int(r[1])) for r in rows)
