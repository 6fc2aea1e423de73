"""What the request card says, as plain values: no widgets, no thread, the moment is given (A1, A11, C1, R12, R15).

`card_text` turns a `RequestCard` into sections of sentences; the widget only lays them out, and compares them to know
what to redraw.
"""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.commands import state_line
from app.domain.kinds import RejectReason, Status
from app.domain.requests import Request, Visit
from app.domain.urgency import Urgency, attention
from app.services.ports.views import KeptDeadline, RequestCard
from app.texts import Texts
from app.texts.speech import say_day, say_span, say_state, say_steps, say_watts
from ui.screens.requests.card_command import aged_state, command_section
from ui.screens.requests.card_history import history_section
from ui.screens.requests.card_model import Fact, Line, Section, Tone, breakable
from ui.screens.requests.steps import NextStep, is_pending, next_steps, planned_by_hand
from ui.texts import Said

DASH = "—"


@dataclass(frozen=True, slots=True)
class CardText:
    """Everything the card shows of a request at a moment."""

    request_id: int
    number: str
    status: Status
    letter: str
    status_words: str
    what: str
    where: str
    accessible: str
    steps: tuple[NextStep, ...]
    waiting: str
    """Why there is no right step now, where only waiting helps; else empty."""
    sections: tuple[Section, ...] = field(default=())

    def as_text(self) -> str:
        """The whole card for the clipboard."""
        parts = [f"{self.number} · {self.status_words}", self.what, self.where]
        for section in self.sections:
            parts += ["", section.title]
            parts += [line.text for line in section.lines]
            parts += [f"{fact.label}: {fact.value}" for fact in section.facts]
        return "\n".join(parts).replace("\u200b", "")


def card_text(said: Said, card: RequestCard, now: datetime) -> CardText:
    """The card's sentences as of `now`."""
    texts, request = said.texts, card.request
    status_words = texts(f"status-{request.status.value}")
    steps = next_steps(texts, card)
    waits = request.status.is_open and is_pending(card)
    waiting = "card-waiting" if planned_by_hand(card) is None else "card-waiting-by-hand"
    sections = (
        due_section(said, card, now),
        command_section(said, card, now),
        _asked(said, card, now),
        _subscriber(texts, card),
        *_meters(said, card, now),
        _others(said, card, now),
        history_section(said, card, now),
    )
    return CardText(
        request_id=request.id,
        number=request.number,
        status=request.status,
        letter=texts(f"card-letter-{request.status.value}"),
        status_words=status_words,
        what=what_words(texts, request),
        where=breakable(texts("card-where", client=card.client.full_name, plot=card.subscriber.plot)),
        accessible=_accessible(texts, card, status_words, now),
        steps=steps,
        waiting=texts(waiting) if waits else "",
        sections=tuple(section for section in sections if section is not None),
    )


def what_words(texts: Texts, request: Request) -> str:
    """`Ввод ограничения, 5 000 Вт`."""
    kind = texts(f"kind-{request.kind.value}")
    return kind if request.watts is None else f"{kind}, {say_watts(texts, request.watts)}"


def _accessible(texts: Texts, card: RequestCard, status_words: str, now: datetime) -> str:
    """A9: all of it in one sentence."""
    looks = attention(card.request.due, now)
    overdue = ""
    if looks.urgency is Urgency.OVERDUE and looks.left is not None:
        overdue = texts("card-overdue", span=say_span(texts, looks.left)).lower()
    return ", ".join(
        part
        for part in (
            texts("card-accessible", number=card.request.number),
            status_words.lower(),
            overdue,
            what_words(texts, card.request),
            texts("card-where", client=card.client.full_name, plot=card.subscriber.plot),
        )
        if part
    )


# --- deadlines ----------------------------------------------------------------------------------------------------


def due_section(said: Said, card: RequestCard, now: datetime) -> Section | None:
    """The running deadline in big words, then where each deadline comes from (A11), then former ones (R11)."""
    texts, request = said.texts, card.request
    lines: list[Line] = []
    tone = Tone.PLAIN
    looks = attention(request.due, now)
    if looks.left is not None:
        overdue = looks.urgency is Urgency.OVERDUE
        tone = Tone.OVERDUE if overdue else Tone.SOON if looks.urgency is Urgency.SOON else Tone.PLAIN
        key = "card-overdue" if overdue else "card-left"
        lines.append(Line(texts(key, span=say_span(texts, looks.left)), strong=True, sign="◷" if overdue else ""))
    lines += _met_lines(texts, request)
    kept = sorted(card.deadlines, key=lambda one: (not one.current, one.which != _running(request), one.made_at))
    for one in kept:
        lines += _explained(said, one, now)
    if not lines:
        if request.status is Status.FILED:
            lines.append(Line(texts("card-due-none")))
        else:
            return None
    return Section("due", texts("card-due-title"), lines=tuple(lines), tone=tone)


def _running(request: Request) -> str:
    return "start" if request.status is Status.CONFIRMED else "completion"


def _met_lines(texts: Texts, request: Request) -> list[Line]:
    """R15: what became of the deadlines that no longer run."""
    lines = []
    if request.start_met is not None:
        begun = "start" if request.started_at is not None else "closed-unbegun"
        lines.append(Line(texts(f"card-{begun}-met" if request.start_met else f"card-{begun}-missed")))
    if request.completion_met is not None:
        lines.append(Line(texts("card-completion-met" if request.completion_met else "card-completion-missed")))
    return lines


def _explained(said: Said, one: KeptDeadline, now: datetime) -> list[Line]:
    """`Начать до пн 12.01, 18:00`, its steps, and the rule with the versions that made it."""
    texts, deadline = said.texts, one.deadline
    which = one.which if one.which in ("start", "completion") else "completion"
    if not one.current:
        return [Line(texts("card-due-former", due=said.exact_due(deadline.due)), muted=True)]
    steps = say_steps(texts, deadline.steps)
    source = texts(
        "card-due-source",
        rules=", ".join(deadline.rules),
        regulation=str(deadline.regulation_version),
        official="yes" if deadline.official else "no",
    )
    return [
        Line(texts(f"card-due-{which}", due=said.due(deadline.due, now)), tip=said.exact_due(deadline.due), gap=True),
        Line(texts("card-due-why", steps=" → ".join(steps))),
        Line(source, muted=True, tip=texts("card-due-calendar", version=deadline.calendar_version)),
    ]


# --- what was asked, and of whom ----------------------------------------------------------------------------------


def _asked(said: Said, card: RequestCard, now: datetime) -> Section:
    """Text, source and caller, confirmation, visit, result, reason."""
    texts, request = said.texts, card.request
    filed = texts("card-filed-value", at=said.moment(request.filed_at, now), who=card.filed_by or DASH)
    facts = [
        _fact(texts, "text", request.text),
        _fact(texts, "filed", filed, said.exact(request.filed_at)),
        _fact(texts, "source", _source_words(said, request, now)),
    ]
    if request.confirmed_at and request.confirmed_by:
        how = texts(f"confirmed-by-{request.confirmed_by.value}")
        at = said.moment(request.confirmed_at, now)
        facts.append(_fact(texts, "confirmed", f"{at}, {how}", said.exact(request.confirmed_at)))
    if request.visit:
        facts.append(_fact(texts, "visit", visit_words(texts, request.visit)))
    facts += [
        _fact(texts, "result", request.result),
        _fact(texts, "evidence", evidence_words(texts, card)),
        _fact(texts, "false-call", texts("card-false-call-value") if request.false_call else ""),
        _fact(texts, "reason", reason_words(texts, request.reject_reason, request.reason)),
    ]
    return Section("asked", texts("card-asked-title"), facts=tuple(fact for fact in facts if fact.value))


def _source_words(said: Said, request: Request, now: datetime) -> str:
    words = said.texts(f"source-{request.source.value}")
    if request.caller:
        words = f"{words}, {request.caller}"
    if request.reported_at and request.reported_at != request.filed_at:
        words = f"{words}, {said.moment(request.reported_at, now)}"
    return words


def evidence_words(texts: Texts, card: RequestCard) -> str:
    """The evidence as kept; where it is a reading's line of plain data, the reading in words (R12)."""
    words = card.request.evidence
    for view in card.commands:
        if view.command.after is not None:
            words = words.replace(state_line(view.command.after), say_state(texts, view.command.after))
    return words


def visit_words(texts: Texts, visit: Visit) -> str:
    """`ср 25.02.2026, 10:00-12:00; Иванов, +7 900 …`."""
    day = say_day(texts, visit.day)
    if visit.since and visit.until:
        day = f"{day}, {visit.since:%H:%M}-{visit.until:%H:%M}"
    elif visit.since:
        day = texts("card-visit-since", day=day, since=f"{visit.since:%H:%M}")
    elif visit.until:
        day = texts("card-visit-until", day=day, until=f"{visit.until:%H:%M}")
    contact = ", ".join(part for part in (visit.with_whom, visit.phone) if part)
    return f"{day}; {contact}" if contact else day


def reason_words(texts: Texts, reason: RejectReason | None, words: str) -> str:
    """The standard reason with the operator's own words; "other" is only the words."""
    if reason is None:
        return words
    if reason is RejectReason.OTHER and words:
        return words
    standard = texts(f"reason-{reason.value}")
    return f"{standard}: {words}" if words else standard


def _subscriber(texts: Texts, card: RequestCard) -> Section:
    subscriber, client = card.subscriber, card.client
    facts = [
        _fact(texts, "name", subscriber.name),
        _fact(texts, "phone", subscriber.phone),
        _fact(texts, "street", subscriber.street),
        _fact(texts, "maximum", say_watts(texts, subscriber.max_w) if subscriber.max_w is not None else DASH),
        _fact(texts, "contract", subscriber.contract),
        _fact(texts, "note", subscriber.note),
        _fact(texts, "client-phone", client.phone),
        _fact(texts, "client-email", client.email),
        _fact(texts, "client-contract", client.contract),
    ]
    badge = ""
    if subscriber.protected:
        badge = texts("card-protected", document=subscriber.protected_by or DASH)
    return Section(
        "subscriber",
        texts("card-subscriber-title"),
        facts=tuple(fact for fact in facts if fact.value),
        badge=breakable(badge),
    )


def _meters(said: Said, card: RequestCard, now: datetime) -> tuple[Section, ...]:
    texts = said.texts
    if not card.meters:
        return (Section("meter", texts("card-meter-title"), lines=(Line(texts("card-no-meter")),), tone=Tone.WARNING),)
    sections = []
    for place, meter in enumerate(card.meters):
        facts = [
            _fact(texts, "serial", meter.serial),
            _fact(texts, "mac", meter.mac),
            _fact(texts, "model", meter.model),
            _fact(texts, "system", card.client.metering_system),
            _fact(texts, "gateway", meter.gateway),
            _fact(texts, "meter-note", meter.note),
        ]
        if place == 0:
            facts.append(_state_fact(said, card, now))
        sections.append(
            Section(f"meter-{place}", texts("card-meter-title"), facts=tuple(fact for fact in facts if fact.value))
        )
    return tuple(sections)


def _state_fact(said: Said, card: RequestCard, now: datetime) -> Fact:
    if card.last_state is None:
        return _fact(said.texts, "state", said.texts("card-state-never"))
    return _fact(said.texts, "state", aged_state(said, card.last_state, now), said.exact(card.last_state.read_at))


def _others(said: Said, card: RequestCard, now: datetime) -> Section | None:
    """Other open requests of the same plot."""
    if not card.others_open:
        return None
    texts = said.texts
    lines = []
    for row in card.others_open:
        kind = texts(f"kind-{row.kind.value}")
        words = texts("card-other", number=row.number, kind=kind, status=texts(f"status-{row.status}"))
        due = texts("card-other-due", due=said.due(row.due, now)) if row.due else ""
        lines.append(Line(f"{words}{due}"))
    return Section("others", texts("card-others-title"), lines=tuple(lines), tone=Tone.WARNING)


def _fact(texts: Texts, key: str, value: str, tip: str = "") -> Fact:
    return Fact(texts(f"card-fact-{key}"), breakable(value), tip)
