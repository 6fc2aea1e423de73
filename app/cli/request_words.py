"""How requests are answered: as the JSON that others rely on, and as lines for people."""

from datetime import datetime

from app.domain.requests import Request
from app.domain.times import Office
from app.domain.urgency import is_overdue
from app.services.ports.views import HistoryLine, JournalRow, RequestCard
from app.texts import Texts, speech


def _civil(office: Office, at: datetime | None) -> datetime | None:
    return None if at is None else office.civil(at)


def row_data(row: JournalRow, office: Office, now: datetime) -> dict[str, object]:
    """One row of `request list`."""
    return {
        "number": row.number,
        "status": row.status,
        "kind": row.kind,
        "client": row.client,
        "plot": row.plot,
        "watts": row.watts,
        "filed_at": office.civil(row.filed_at),
        "confirmed_at": _civil(office, row.confirmed_at),
        "start_due": _civil(office, row.start_due),
        "completion_due": _civil(office, row.completion_due),
        "overdue": is_overdue(row.due, now),
        "started_at": _civil(office, row.started_at),
        "closed_at": _civil(office, row.closed_at),
        "command": row.command or None,
        "command_code": row.command_code or None,
        "reason": row.reason or None,
    }


def row_line(texts: Texts, row: JournalRow, office: Office, now: datetime) -> str:
    """One row for people: number, status, kind, whose, until when."""
    due = ""
    if row.due is not None:
        due = speech.say_due(texts, office.civil(row.due), office.day_of(now))
        key = "cli-request-overdue" if is_overdue(row.due, now) else "cli-request-due"
        due = texts(key, due=due, span=speech.say_span(texts, now - row.due))
    return texts(
        "cli-request-line",
        number=row.number,
        status=texts(f"status-{row.status}"),
        kind=texts(f"kind-{row.kind.value}"),
        client=row.client,
        plot=row.plot,
        due=due,
    ).rstrip()


def request_data(request: Request, office: Office, now: datetime) -> dict[str, object]:
    """What a change of a request answers."""
    return {
        "number": request.number,
        "status": request.status,
        "kind": request.kind,
        "filed_at": office.civil(request.filed_at),
        "confirmed_at": _civil(office, request.confirmed_at),
        "start_due": _civil(office, request.start_due),
        "started_at": _civil(office, request.started_at),
        "completion_due": _civil(office, request.completion_due),
        "closed_at": _civil(office, request.closed_at),
        "overdue": is_overdue(request.due, now),
    }


def request_line(texts: Texts, request: Request, office: Office, now: datetime) -> str:
    """The same in words."""
    status = texts(f"status-{request.status.value}")
    if request.due is None:
        return texts("cli-request-is", number=request.number, status=status)
    due = speech.say_due(texts, office.civil(request.due), office.day_of(now))
    return texts("cli-request-is-due", number=request.number, status=status, due=due)


def card_data(card: RequestCard, texts: Texts, office: Office, now: datetime) -> dict[str, object]:
    """Everything about one request."""
    request = card.request
    visit = request.visit
    return {
        **request_data(request, office, now),
        "client": card.client.full_name,
        "plot": card.subscriber.plot,
        "subscriber": card.subscriber.name,
        "watts": request.watts,
        "text": request.text,
        "source": request.source,
        "caller": request.caller,
        "filed_by": card.filed_by,
        "confirmed_by": request.confirmed_by,
        "visit": None
        if visit is None
        else {"day": visit.day, "since": visit.since, "until": visit.until, "with": visit.with_whom},
        "result": request.result,
        "evidence": request.evidence,
        "false_call": request.false_call,
        "reject_reason": request.reject_reason,
        "reason": request.reason,
        "version": request.version,
        "meters": [meter.serial for meter in card.meters],
        "deadlines": [
            {
                "which": kept.which,
                "due": office.civil(kept.deadline.due),
                "rules": kept.deadline.rules,
                "steps": speech.say_steps(texts, kept.deadline.steps),
                "current": kept.current,
                "calendar": "official" if kept.deadline.official else "preliminary",
            }
            for kept in card.deadlines
        ],
        "commands": [
            {
                "action": view.command.action,
                "outcome": view.command.state,
                "code": view.command.code,
                "attempts": view.command.attempts,
                "planned_at": office.civil(view.command.planned_at),
                "by": view.planned_by,
            }
            for view in card.commands
        ],
        "history": [
            {
                "at": office.civil(line.at),
                "who": line.who,
                "console": line.console,
                "action": line.action,
                "from": line.from_state,
                "to": line.to_state,
                "why": line.why,
                "met": line.met,
            }
            for line in card.history
        ],
    }


def card_lines(card: RequestCard, texts: Texts, office: Office, now: datetime) -> list[str]:
    """The card for people."""
    request = card.request
    lines = [
        request_line(texts, request, office, now),
        texts(
            "cli-request-whose",
            kind=texts(f"kind-{request.kind.value}"),
            client=card.client.full_name,
            plot=card.subscriber.plot,
        ),
    ]
    if request.watts is not None:
        lines.append(speech.say_watts(texts, request.watts))
    lines += [text for text in (request.text, request.reason, request.result, request.evidence) if text]
    for kept in card.deadlines:
        if kept.current:
            lines.append(speech.say_exact_due(texts, office.civil(kept.deadline.due)) + ":")
            lines += [f"  {step}" for step in speech.say_steps(texts, kept.deadline.steps)]
    for view in card.commands:
        lines.append(
            f"{texts(f'card-action-{view.command.action.value}')}: {texts(f'command-{view.command.state.value}')}"
        )
    for line in card.history:
        lines.append(f"  {speech.say_exact(texts, office.civil(line.at))}  {line.who}  {_happened(texts, line)}")
    return lines


def _happened(texts: Texts, line: HistoryLine) -> str:
    if line.action == "outcome":
        return texts("card-history-outcome", outcome=texts(f"command-{line.to_state}"))
    key = f"card-history-{line.action}"
    return texts(key) if texts.has(key) else texts(f"status-{line.to_state}")
