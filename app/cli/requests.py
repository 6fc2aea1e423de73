"""`pultctl request …`: the life of a request from the command line, by the same services as the window's."""

from datetime import datetime, time
from enum import StrEnum
from typing import Annotated, TypedDict

import typer

from app.bootstrap import App
from app.cli import request_words as words
from app.cli.call import Call, command, day, moment
from app.cli.meter import carry, outcome, said
from app.domain.changes import Changes, Subject
from app.domain.desk import Operator
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.requests import Completion, Draft, Request, Visit, kilowatts_doubted
from app.services import commands, filing, requests
from app.services.ports.views import JournalFilter, JournalRow
from app.texts import speech

group = typer.Typer(name="request")

_PAGE = 500

_Number = Annotated[str, typer.Argument(metavar="NUMBER", help="cli-argument-number")]
_Client = Annotated[str, typer.Option("--client", metavar="NAME", help="cli-option-client")]
_Watts = Annotated[int | None, typer.Option("--watts", metavar="W", help="cli-option-watts")]
_Wait = Annotated[bool, typer.Option("--wait", help="cli-option-wait")]


class ByHand(StrEnum):
    """How an operator may confirm (R2); the cabinet confirms by itself."""

    MESSAGE = ConfirmedBy.MESSAGE.value
    SIGNED_LETTER = ConfirmedBy.SIGNED_LETTER.value
    CALL = ConfirmedBy.CALL.value


class Origin(StrEnum):
    """Where a request that an operator files came from (R2)."""

    PHONE = Source.PHONE.value
    LETTER = Source.LETTER.value
    MESSAGE = Source.MESSAGE.value


@command(group, "list")
def list_(
    call: Call,
    *,
    status: Annotated[list[Status], typer.Option("--status", help="cli-option-status")] = [],  # noqa: B006 - typer makes a new list for each call
    client: _Client = "",
    kind: Annotated[list[RequestKind], typer.Option("--kind", help="cli-option-kind")] = [],  # noqa: B006 - likewise
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="cli-option-text-search")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="cli-option-overdue")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="cli-option-limit")] = 1_000_000,
) -> None:
    """Requests in the order of their deadlines: open ones, the unconfirmed, the closed."""
    with call.desk() as app:
        now = app.clock.utc()
        client_id = None
        if client:
            with app.unit_of_work().reading() as uow:
                client_id = uow.clients.find_client(client).id
        where = JournalFilter(
            statuses=tuple(s.value for s in status or Status),
            kinds=tuple(k.value for k in kind),
            client_id=client_id,
            text=text,
            overdue_at=now if overdue else None,
        )
        total = min(app.queries.journal_count(where), limit)
        rows: list[JournalRow] = []
        while len(rows) < total:
            page = app.queries.journal_page(where, first=len(rows), count=min(_PAGE, total - len(rows)), total=0)
            if not page.rows:
                break
            rows += page.rows
        office = app.office
    call.say(
        [words.row_data(row, office, now) for row in rows],
        [words.row_line(call.texts, row, office, now) for row in rows] or call.texts("cli-request-none"),
    )


@command(group, "show")
def show(call: Call, number: _Number) -> None:
    """Everything about one request."""
    with call.desk() as app:
        card = app.queries.card(_get(app, number).id)
        now = app.clock.utc()
        call.say(
            words.card_data(card, call.texts, app.office, now), words.card_lines(card, call.texts, app.office, now)
        )


@command(group, "file")
def file(
    call: Call,
    *,
    client: _Client,
    plot: Annotated[str, typer.Option("--plot", metavar="PLOT", help="cli-option-plot")],
    kind: Annotated[RequestKind, typer.Option("--kind", help="cli-option-kind")],
    watts: _Watts = None,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="cli-option-text")] = "",
    source: Annotated[Origin, typer.Option("--source", help="cli-option-source")] = Origin.PHONE,
    caller: Annotated[str, typer.Option("--caller", metavar="NAME", help="cli-option-caller")] = "",
    reported: Annotated[str, typer.Option("--reported", metavar="ISO", help="cli-option-reported")] = "",
    yes_watts: Annotated[bool, typer.Option("--yes-watts", help="cli-option-yes-watts")] = False,
) -> None:
    """File on a client's behalf (R2). So few watts that kilowatts may be meant ask for `--yes-watts` (R5)."""
    with call.desk() as app:
        now = app.clock.utc()
        with app.unit_of_work().reading() as uow:
            found = uow.clients.find_client(client)
            subscriber = uow.clients.find_subscriber(found.id, plot)
            regulation = uow.regulations.at(now)
        if kind is RequestKind.LIMIT and watts is not None and not yes_watts and kilowatts_doubted(watts, regulation):
            raise Refusal("watts-doubted", watts=watts)
        similar = filing.similar_open(app.unit_of_work(), subscriber_id=subscriber.id, kind=kind)
        draft = Draft(
            kind,
            found.id,
            subscriber.id,
            watts=watts,
            text=text,
            source=Source(source.value),
            caller=caller,
            reported_at=_moment(call, app, reported, "--reported"),
        )
        changes = filing.file(app.unit_of_work(), draft=draft, by=app.operator, now=now)
        quota = filing.quota(app.unit_of_work(), client_id=found.id, now=now)
        for other in similar:
            key = "cli-request-contradicts" if other.contradicts else "cli-request-similar"
            call.note(call.texts(key, number=other.request.number))
        more = {
            "similar": [{"number": o.request.number, "contradicts": o.contradicts} for o in similar],
            "quota_left": quota.left,
        }
        _say(call, app, changes.one(Subject.REQUEST), **more)


@command(group, "confirm")
def confirm(
    call: Call,
    number: _Number,
    *,
    how: Annotated[ByHand, typer.Option("--how", help="cli-option-how")],
    received: Annotated[str, typer.Option("--received", metavar="ISO", help="cli-option-received")] = "",
) -> None:
    """Confirm against a message from the registered address or a signed letter; a check also by a call (R2)."""
    with call.desk() as app:
        request = _get(app, number)
        requests.confirm(
            app.unit_of_work(),
            how=ConfirmedBy(how.value),
            received_at=_moment(call, app, received, "--received"),
            **_as_seen(app, request),
        )
        _say(call, app, request.id)


@command(group, "start")
def start(
    call: Call,
    number: _Number,
    *,
    plan: Annotated[str, typer.Option("--plan", metavar="HASH", help="cli-option-plan")] = "",
    wait: _Wait = False,
    again: Annotated[bool, typer.Option("--again", help="cli-option-again")] = False,
    agree: Annotated[str, typer.Option("--agree", metavar="DATE", help="cli-option-agree")] = "",
    since: Annotated[str, typer.Option("--since", metavar="HH:MM", help="cli-option-since")] = "",
    until: Annotated[str, typer.Option("--until", metavar="HH:MM", help="cli-option-until")] = "",
    with_whom: Annotated[str, typer.Option("--with", metavar="NAME", help="cli-option-with")] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="PHONE", help="cli-option-phone")] = "",
) -> None:
    """Begin it. A control request: without `--plan` the plan is shown and nothing is done; with its hash it is sent (C8).

    A remote check begins; an on-site check needs the agreed day and with whom it was agreed (R10).
    """
    with call.desk() as app:
        request = _get(app, number)
        if request.kind.is_control:
            _command(call, app, request, plan=plan, again=again, wait=wait)
            return
        if request.kind is RequestKind.REMOTE_CHECK:
            requests.begin_check(app.unit_of_work(), **_as_seen(app, request))
        else:
            if not agree:
                raise Refusal("visit-missing")
            visit = Visit(
                with_whom,
                phone,
                day(call, agree, "--agree"),
                since=_clock(call, since, "--since"),
                until=_clock(call, until, "--until"),
            )
            requests.agree_visit(
                app.unit_of_work(),
                visit=visit,
                **_as_seen(app, request),
            )
        _say(call, app, request.id)


def _command(call: Call, app: App, request: Request, *, plan: str, again: bool, wait: bool) -> None:
    if not plan:
        _show_plan(call, app, request)
        return
    work = commands.send_again if again else commands.start
    changes = work(app.unit_of_work(), plan_hash=plan, **_as_seen(app, request))
    _answer_command(call, app, request.id, changes, wait=wait)


def _answer_command(call: Call, app: App, request_id: int, changes: Changes, *, wait: bool) -> None:
    if not wait:
        _say(call, app, request_id, queued=True)
        return
    done = carry(app, list(changes.ids(Subject.COMMAND)))
    for one in done:
        if not call.as_json:
            call.note("\n".join(said(call.texts, one)))
    _say(call, app, request_id, commands=[outcome(one) for one in done])


def _show_plan(call: Call, app: App, request: Request) -> None:
    found = commands.plan(app.unit_of_work(), request_ids=[request.id], now=app.clock.utc())
    lines = []
    for line in found.lines:
        lines.append(
            call.texts(
                "cli-plan-line",
                action=call.texts(f"card-action-{line.action.value}"),
                client=line.client,
                plot=line.plot,
                meter=line.serial or "–",
                watts="" if line.watts is None else speech.say_watts(call.texts, line.watts),
            )
        )
        if line.last_state is not None:
            lines.append(call.texts("cli-meter-last", state=speech.say_state(call.texts, line.last_state)))
        lines += [call.texts("refusal-plan-blocked", reason=code) for code in line.blocked]
    if not found.blocked:
        lines.append(call.texts("cli-plan-hash", number=request.number, hash=found.hash))
    data = {
        "number": request.number,
        "status": request.status,
        "started": False,
        "plan": found.hash,
        "blocked": list(found.blocked),
        "lines": [
            {
                "client": line.client,
                "plot": line.plot,
                "meter": line.serial,
                "system": line.system,
                "action": line.action,
                "watts": line.watts,
                "blocked": line.blocked,
                "warnings": line.warnings,
            }
            for line in found.lines
        ],
    }
    call.say(data, lines)


@command(group, "read")
def read(
    call: Call,
    number: _Number,
    *,
    wait: _Wait = False,
) -> None:
    """Read the request's meter once more: a matching state turns an unknown outcome into a verified one (C1)."""
    with call.desk() as app:
        request = _get(app, number)
        changes = commands.read_again(app.unit_of_work(), request_id=request.id, by=app.operator, now=app.clock.utc())
        _answer_command(call, app, request.id, changes, wait=wait)


@command(group, "done")
def done(
    call: Call,
    number: _Number,
    *,
    result: Annotated[str, typer.Option("--result", metavar="TEXT", help="cli-option-result")] = "",
    seen_by: Annotated[str, typer.Option("--seen-by", metavar="TEXT", help="cli-option-seen-by")] = "",
    false_call: Annotated[bool, typer.Option("--false-call", help="cli-option-false-call")] = False,
) -> None:
    """Done: by the verified reading, by evidence in words, or with a check's result (R12, R13)."""
    with call.desk() as app:
        request = _get(app, number)
        requests.complete(
            app.unit_of_work(),
            completion=Completion(result=result, seen_by=seen_by, false_call=false_call),
            **_as_seen(app, request),
        )
        _say(call, app, request.id)


@command(group, "reject")
def reject(
    call: Call,
    number: _Number,
    *,
    reason: Annotated[RejectReason, typer.Option("--reason", help="cli-option-reason")],
    in_words: Annotated[str, typer.Option("--words", metavar="TEXT", help="cli-option-words")] = "",
) -> None:
    """Reject it with a reason, the client's own withdrawal included; a command that was sent is not undone (R14)."""
    with call.desk() as app:
        request = _get(app, number)
        requests.reject(
            app.unit_of_work(),
            reason=reason,
            words=in_words,
            **_as_seen(app, request),
        )
        if request.kind.is_control and request.started_at is not None:
            call.note(call.texts("cli-request-not-undone", number=request.number))
        _say(call, app, request.id)


@command(group, "opposite")
def opposite(
    call: Call,
    number: _Number,
    *,
    watts: _Watts = None,
) -> None:
    """File and confirm the desk's own opposite command after a rejection (R14)."""
    with call.desk() as app:
        request = _get(app, number)
        changes = filing.file_opposite(
            app.unit_of_work(), request_id=request.id, watts=watts, by=app.operator, now=app.clock.utc()
        )
        _say(call, app, changes.one(Subject.REQUEST), opposite_of=request.number)


def _get(app: App, number: str) -> Request:
    with app.unit_of_work().reading() as uow:
        return uow.requests.by_number(number)


class _Seen(TypedDict):
    request_id: int
    seen_version: int
    by: Operator
    now: datetime


def _as_seen(app: App, request: Request) -> _Seen:
    """Which request, as of which version, who and when: what every step of its life is told."""
    return {
        "request_id": request.id,
        "seen_version": request.version,
        "by": app.operator,
        "now": app.clock.utc(),
    }


def _say(call: Call, app: App, request_id: int, **more: object) -> None:
    with app.unit_of_work().reading() as uow:
        request = uow.requests.get(request_id)
    now = app.clock.utc()
    call.say(
        {**words.request_data(request, app.office, now), **more},
        words.request_line(call.texts, request, app.office, now),
    )


def _moment(call: Call, app: App, text: str, option: str) -> datetime | None:
    return moment(call, text, app.office, option) if text else None


def _clock(call: Call, text: str, option: str) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(call.texts("cli-usage-clock", text=text[:20]), param_hint=option) from None
