"""A request's life (R1-R3, R5-R7, R9-R15) as pure transitions: what is asked, checked, and what comes of it.

Each transition takes the request as it is and the moment, and returns a `Transition`: the request as it becomes,
what the journal of events keeps, and the deadline it started. A rule that is broken raises `Refusal`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from app.domain.calendar import WorkingCalendar
from app.domain.deadlines import Deadline, completion_deadline, start_deadline
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.regulation import Regulation
from app.domain.times import Office
from app.domain.urgency import is_overdue, running_due


@dataclass(frozen=True, slots=True)
class Terms:
    """What deadlines are computed by: calendar, the regulation in force, the office's zone."""

    calendar: WorkingCalendar
    regulation: Regulation
    office: Office


@dataclass(frozen=True, slots=True)
class Draft:
    """A request before it is filed: one subscriber (R3), and what is asked."""

    kind: RequestKind
    client_id: int
    subscriber_id: int
    watts: int | None = None
    text: str = ""
    source: Source = Source.PHONE
    caller: str = ""
    """Who asked: the caller's name, the letter's number and signer, the message's sender (R2)."""
    reported_at: datetime | None = None
    """When the call, letter or message came; None where it is being filed in that moment."""
    opposite_of: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What was agreed for an on-site check: with whom, for which day and hours (R10)."""

    with_whom: str
    phone: str
    day: date
    since: time | None = None
    until: time | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands. Moments are UTC; `watts` is W; `met` says whether the last deadline was met."""

    id: int
    uid: str
    number: str
    kind: RequestKind
    status: Status
    client_id: int
    subscriber_id: int
    filed_at: datetime
    filed_by: int
    source: Source
    version: int = 1
    watts: int | None = None
    text: str = ""
    caller: str = ""
    reported_at: datetime | None = None
    quota_day: date | None = None
    confirmed_at: datetime | None = None
    confirmed_by: ConfirmedBy | None = None
    start_due: datetime | None = None
    started_at: datetime | None = None
    start_met: bool | None = None
    visit: Visit | None = None
    completion_due: datetime | None = None
    closed_at: datetime | None = None
    completion_met: bool | None = None
    reject_reason: RejectReason | None = None
    reason: str = ""
    result: str = ""
    evidence: str = ""
    false_call: bool = False
    opposite_of: int | None = None

    @property
    def due(self) -> datetime | None:
        """The deadline that runs in this status."""
        return running_due(self.status, self.start_due, self.completion_due)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a request's life: its new state, the event to keep (R15), the deadline it began."""

    request: Request
    from_status: Status
    why: str
    deadline: Deadline | None = None
    met: bool | None = None
    data: Mapping[str, object] = field(default_factory=dict)


def check_draft(draft: Draft, *, allowed_max_w: int | None) -> None:
    """R2, R5, R6: what a request must carry.

    Raises:
        Refusal: watts-missing, watts-not-positive, watts-over-maximum, watts-not-wanted, text-missing, caller-missing.
    """
    if draft.kind is RequestKind.LIMIT:
        check_watts(draft.watts, allowed_max_w=allowed_max_w)
    elif draft.watts is not None:
        raise Refusal("watts-not-wanted", kind=draft.kind.value)
    if not draft.kind.is_control and not draft.text.strip():
        raise Refusal("text-missing")
    if draft.source in (Source.PHONE, Source.LETTER, Source.MESSAGE) and not draft.caller.strip():
        raise Refusal("caller-missing", source=draft.source.value)


def check_watts(watts: int | None, *, allowed_max_w: int | None) -> None:
    """R5: a whole number of watts above 0, not over the subscriber's allowed maximum where one is known."""
    if watts is None:
        raise Refusal("watts-missing")
    if watts <= 0:
        raise Refusal("watts-not-positive", watts=watts)
    if allowed_max_w is not None and watts > allowed_max_w:
        raise Refusal("watts-over-maximum", watts=watts, maximum=allowed_max_w)


def kilowatts_doubted(watts: int, regulation: Regulation) -> bool:
    """R5 ruling: so few watts that one asks whether kilowatts were meant."""
    return 0 < watts < regulation.kilowatt_doubt_below_w


def confirm(request: Request, *, at: datetime, by: ConfirmedBy, terms: Terms) -> Transition:
    """R2, R7, R9: *filed* → *confirmed*; `at` is the moment of confirmation, or of the letter's receipt.

    Raises:
        Refusal: wrong-status; call-confirms-nothing for a control request confirmed by a call; link-expired.
    """
    _expect(request, Status.FILED, wanted=Status.CONFIRMED)
    if by is ConfirmedBy.CALL and request.kind.is_control:
        raise Refusal("call-confirms-nothing")
    if by is ConfirmedBy.DESK and request.source is not Source.DESK:
        raise Refusal("desk-confirms-own-only")
    if has_lapsed(request, at, terms.regulation):
        raise Refusal("link-expired", number=request.number)
    deadline = start_deadline(at, calendar=terms.calendar, regulation=terms.regulation, office=terms.office)
    confirmed = replace(request, status=Status.CONFIRMED, confirmed_at=at, confirmed_by=by, start_due=deadline.due)
    return Transition(confirmed, request.status, why=by.value, deadline=deadline)


def has_lapsed(request: Request, now: datetime, regulation: Regulation) -> bool:
    """R7 ruling: an unconfirmed request lapses when its link dies, 72 hours after filing."""
    return request.status is Status.FILED and now >= request.filed_at + regulation.link_term


def lapse(request: Request, *, now: datetime, regulation: Regulation) -> Transition:
    """R7: *filed* → *lapsed*, by the clock and nobody else."""
    _expect(request, Status.FILED, wanted=Status.LAPSED)
    if not has_lapsed(request, now, regulation):
        raise Refusal("not-lapsed-yet", number=request.number)
    return Transition(replace(request, status=Status.LAPSED, closed_at=now), request.status, why="link-expired")


def start(request: Request, *, at: datetime, terms: Terms, visit: Visit | None = None) -> Transition:
    """R10, R11: *confirmed* → *in progress* at the moment the command was sent, the check begun, the visit agreed.

    Raises:
        Refusal: wrong-status; visit-missing, visit-contact-missing or visit-in-the-past for an on-site check.
    """
    _expect(request, Status.CONFIRMED, wanted=Status.IN_PROGRESS)
    if request.kind is RequestKind.ONSITE_CHECK:
        _check_visit(visit, at, terms.office)
    deadline = completion_deadline(
        request.kind,
        started=at,
        agreed=visit.day if visit else None,
        calendar=terms.calendar,
        regulation=terms.regulation,
        office=terms.office,
    )
    met = not is_overdue(request.start_due, at)
    started = replace(
        request,
        status=Status.IN_PROGRESS,
        started_at=at,
        start_met=met,
        visit=visit if request.kind is RequestKind.ONSITE_CHECK else None,
        completion_due=deadline.due,
    )
    return Transition(started, request.status, why="", deadline=deadline, met=met, data=_visit_data(visit))


def agree_again(request: Request, *, at: datetime, visit: Visit, terms: Terms) -> Transition:
    """R11: another date for an on-site check in progress makes a new deadline; the old one stays in the history.

    Raises:
        Refusal: wrong-status, not-on-site, or what `start` says of a visit.
    """
    _expect(request, Status.IN_PROGRESS, wanted=Status.IN_PROGRESS)
    if request.kind is not RequestKind.ONSITE_CHECK:
        raise Refusal("not-on-site", kind=request.kind.value)
    _check_visit(visit, at, terms.office)
    deadline = completion_deadline(
        request.kind,
        started=at,
        agreed=visit.day,
        calendar=terms.calendar,
        regulation=terms.regulation,
        office=terms.office,
    )
    old_due = request.completion_due.isoformat() if request.completion_due else ""
    return Transition(
        replace(request, visit=visit, completion_due=deadline.due),
        request.status,
        why="another-date",
        deadline=deadline,
        data={**_visit_data(visit), "old_due": old_due},
    )


@dataclass(frozen=True, slots=True)
class Completion:
    """What proves that a request is done: a verified command, or somebody's words (R12); a check's result (R12, R13)."""

    result: str = ""
    seen_by: str = ""
    """Who saw what and when: the evidence in words where no reading proves it; marked as such."""
    false_call: bool = False


def complete(request: Request, completion: Completion, *, at: datetime, proof: str | None) -> Transition:
    """R12, R13: *in progress* → *done*. `proof` is the verified reading of a control request, in words, or None.

    Raises:
        Refusal: wrong-status, result-missing, evidence-missing, false-call-not-on-site.
    """
    _expect(request, Status.IN_PROGRESS, wanted=Status.DONE)
    if request.kind.is_control and not proof and not completion.seen_by.strip():
        raise Refusal("evidence-missing")
    if not request.kind.is_control and not completion.result.strip():
        raise Refusal("result-missing")
    if completion.false_call and request.kind is not RequestKind.ONSITE_CHECK:
        raise Refusal("false-call-not-on-site", kind=request.kind.value)
    met = not is_overdue(request.completion_due, at)
    done = replace(
        request,
        status=Status.DONE,
        closed_at=at,
        completion_met=met,
        result=completion.result.strip(),
        evidence=proof or completion.seen_by.strip(),
        false_call=completion.false_call,
    )
    return Transition(
        done,
        request.status,
        why="read-back" if proof else ("words" if request.kind.is_control else "result"),
        met=met,
        data={"false_call": done.false_call},
    )


def reject(request: Request, *, at: datetime, reason: RejectReason, words: str) -> Transition:
    """R14: → *rejected* from *confirmed* or *in progress*, and from *filed* by the client's own withdrawal.

    Raises:
        Refusal: wrong-status; reason-missing, where "other" carries no words.
    """
    open_or_withdrawn = request.status.is_open or (request.status is Status.FILED and reason is RejectReason.WITHDRAWN)
    if not open_or_withdrawn:
        raise Refusal("wrong-status", number=request.number, status=request.status.value, wanted=Status.REJECTED.value)
    if reason is RejectReason.OTHER and not words.strip():
        raise Refusal("reason-missing")
    met = None if request.due is None else not is_overdue(request.due, at)
    rejected = replace(
        request,
        status=Status.REJECTED,
        closed_at=at,
        reject_reason=reason,
        reason=words.strip(),
        start_met=met if request.status is Status.CONFIRMED else request.start_met,
        completion_met=met if request.status is Status.IN_PROGRESS else None,
    )
    return Transition(rejected, request.status, why=reason.value, met=met)


def _expect(request: Request, status: Status, *, wanted: Status) -> None:
    if request.status is not status:
        raise Refusal("wrong-status", number=request.number, status=request.status.value, wanted=wanted.value)


def _check_visit(visit: Visit | None, at: datetime, office: Office) -> None:
    if visit is None:
        raise Refusal("visit-missing")
    if not visit.with_whom.strip():
        raise Refusal("visit-contact-missing")
    if visit.day < office.day_of(at):
        raise Refusal("visit-in-the-past", day=visit.day)
    if visit.since and visit.until and visit.since >= visit.until:
        raise Refusal("visit-window", since=visit.since, until=visit.until)


def _visit_data(visit: Visit | None) -> dict[str, object]:
    """Day and hours only: with whom one spoke is personal data, which events do not hold."""
    if visit is None:
        return {}
    return {
        "day": visit.day.isoformat(),
        "since": visit.since.isoformat("minutes") if visit.since else "",
        "until": visit.until.isoformat("minutes") if visit.until else "",
    }
