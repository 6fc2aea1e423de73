"""What the card says of a request's history (R15): who, when, from where to where, why, the deadline met or missed."""

from datetime import date, datetime

from app.domain.kinds import ConfirmedBy, RejectReason, Status
from app.services.ports.views import HistoryLine, RequestCard
from app.texts import Texts
from app.texts.speech import say_day
from ui.screens.requests.card_model import Line, Section, breakable
from ui.texts import Said


def history_section(said: Said, card: RequestCard, now: datetime) -> Section | None:
    """Two lines an entry, the newest first."""
    if not card.history:
        return None
    texts = said.texts
    lines: list[Line] = []
    for entry in reversed(card.history):
        when = texts(
            "card-history-when", at=said.moment(entry.at, now), who=entry.who or "—", console=entry.console or "—"
        )
        lines.append(Line(breakable(when), tip=said.exact(entry.at), muted=True, gap=True))
        lines.append(Line(breakable(history_words(said, entry))))
    return Section("history", texts("card-history-title"), lines=tuple(lines))


def history_words(said: Said, entry: HistoryLine) -> str:
    """`Подтверждена → В стадии выполнения; письмом…; срок соблюдён`."""
    texts = said.texts
    parts = [_what(texts, entry), _why(texts, entry), _data(texts, entry), _old_due(said, entry)]
    if entry.met is not None:
        parts.append(texts("card-history-met" if entry.met else "card-history-missed"))
    return "; ".join(part for part in parts if part)


def _what(texts: Texts, entry: HistoryLine) -> str:
    if entry.action == "file":
        return texts("card-history-file")
    if entry.from_state != entry.to_state and _is_status(entry.to_state):
        to = texts(f"status-{entry.to_state}")
        return f"{texts(f'status-{entry.from_state}')} → {to}" if _is_status(entry.from_state) else to
    if entry.action == "outcome":
        return texts("card-history-outcome", outcome=texts(f"command-{entry.to_state}"))
    key = f"card-history-{entry.action}"
    return texts(key) if texts.has(key) else entry.action


def _why(texts: Texts, entry: HistoryLine) -> str:
    why = entry.why
    if not why:
        return ""
    if why in set(RejectReason) and entry.to_state == Status.REJECTED.value:
        return texts(f"reason-{why}")
    if why in set(ConfirmedBy) and entry.to_state == Status.CONFIRMED.value:
        return texts(f"confirmed-by-{why}")
    for key in (f"card-why-{why}", f"card-action-{why}", f"source-{why}", f"command-code-{why}"):
        if texts.has(key):
            return texts(key)
    return why


def _data(texts: Texts, entry: HistoryLine) -> str:
    """The words of people that an entry carries; ids and hashes stay in the log."""
    said = [str(entry.data[name]) for name in ("with_whom", "phone", "note") if entry.data.get(name)]
    day = entry.data.get("day")
    if day:
        visit = texts("card-history-visit", day=say_day(texts, date.fromisoformat(str(day))))
        hours = "-".join(str(entry.data[name]) for name in ("since", "until") if entry.data.get(name))
        said.insert(0, f"{visit} {hours}" if hours else visit)
    if entry.data.get("false_call") is True:
        said.append(texts("card-false-call-value"))
    return ", ".join(said)


def _old_due(said: Said, entry: HistoryLine) -> str:
    """The deadline that this entry put another in place of (R11)."""
    old = entry.data.get("old_due")
    return said.texts("card-history-old-due", due=said.exact_due(datetime.fromisoformat(str(old)))) if old else ""


def _is_status(state: str) -> bool:
    return state in set(Status)
