"""What the journal says of a row and decides about it: no widget, no database, the moment passed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.domain.commands import CommandState
from app.domain.kinds import RejectReason, RequestKind, Source, Status
from app.domain.urgency import Urgency, attention
from app.services.ports.views import JournalRow
from app.texts import Texts
from app.texts.speech import say_watts
from ui.screens.requests.filters import Counter, Filters, Quick
from ui.texts import Said

_COMMANDS: Final = frozenset(CommandState)
_REASONS: Final = frozenset(RejectReason)
_SOURCES: Final = frozenset(Source)


@dataclass(frozen=True, slots=True)
class RowWords:
    """Says the cells of rows as of `now`."""

    said: Said
    now: datetime

    @property
    def texts(self) -> Texts:
        """The current language."""
        return self.said.texts

    def is_overdue(self, row: JournalRow) -> bool:
        """R17: only what is confirmed or in progress can be."""
        return attention(row.due, self.now).urgency is Urgency.OVERDUE

    def letter(self, row: JournalRow) -> str:
        """П, В, Г, О; empty for statuses without a colour."""
        return self.texts(f"letter-{row.status}")

    def status(self, row: JournalRow) -> str:
        """The status in full."""
        return self.texts(f"status-{row.status}")

    def kind(self, row: JournalRow) -> str:
        """The kind in short, with its watts."""
        short = self.texts(f"journal-kind-{row.kind.value}")
        return f"{short}, {say_watts(self.texts, row.watts)}" if row.watts is not None else short

    def kind_tip(self, row: JournalRow) -> str:
        """The kind as the regulation names it."""
        full = self.texts(f"kind-{row.kind.value}")
        return f"{full}, {say_watts(self.texts, row.watts)}" if row.watts is not None else full

    def confirmed(self, row: JournalRow) -> str:
        """When it was confirmed."""
        return self.said.moment(row.confirmed_at, self.now) or "—"

    def confirmed_tip(self, row: JournalRow) -> str:
        """Filed, confirmed and begun, exactly."""
        lines = [self.texts("journal-tip-filed", at=self.said.exact(row.filed_at))]
        if row.confirmed_at is not None:
            lines.append(self.texts("journal-tip-confirmed", at=self.said.exact(row.confirmed_at)))
        if row.started_at is not None:
            lines.append(self.texts("journal-tip-started", at=self.said.exact(row.started_at)))
        if row.closed_at is not None:
            lines.append(self.texts("journal-tip-closed", at=self.said.exact(row.closed_at)))
        return "\n".join(lines)

    def due(self, row: JournalRow) -> str:
        """The deadline that runs; for a closed one when it was closed."""
        return self.said.due(row.due, self.now) if row.due is not None else "—"

    def due_tip(self, row: JournalRow) -> str:
        """The exact moment, the zone and the rule (A11: the card has the steps)."""
        if row.due is None:
            return self.texts("journal-tip-no-due")
        key = "journal-tip-start-due" if row.status == Status.CONFIRMED else "journal-tip-completion-due"
        return self.texts(key, at=self.said.exact_due(row.due))

    def term(self, row: JournalRow) -> str:
        """How the deadline stands, in words."""
        now = attention(row.due, self.now)
        if now.left is not None:
            key = "journal-overdue" if now.urgency is Urgency.OVERDUE else "journal-left"
            return self.texts(key, span=self.said.span(_whole_minutes(now.left)))
        if row.status == Status.REJECTED:
            return self.reason(row)
        if row.status == Status.DONE:
            return self.texts("journal-late" if row.met is False else "journal-in-time")
        return self.texts(f"journal-term-{row.status}")

    def reason(self, row: JournalRow) -> str:
        """Why it was rejected: own words, or the standard reason's."""
        known = row.reason in _REASONS
        return self.texts(f"reason-{row.reason}") if known else row.reason

    def command(self, row: JournalRow) -> str:
        """Where the last command is; its code only beside words."""
        if row.command not in _COMMANDS:
            return ""
        return self.texts(f"journal-command-{row.command}")

    def command_tip(self, row: JournalRow) -> str:
        """The same in full, with what to do about an unknown outcome (C1)."""
        if row.command not in _COMMANDS:
            return self.texts("journal-tip-no-command")
        full = self.texts(f"command-{row.command}")
        if row.command == CommandState.UNKNOWN:
            return self.texts("journal-tip-unknown")
        return f"{full} ({row.command_code})" if row.command_code else full

    def moment(self, moment: datetime | None) -> str:
        """A moment in short, a dash where there is none."""
        return self.said.moment(moment, self.now) or "—"

    def deadline(self, due: datetime | None) -> str:
        """A deadline in short, a dash where there is none."""
        return self.said.due(due, self.now) or "—"

    def deadline_tip(self, due: datetime | None) -> str:
        """The same exactly."""
        return self.said.exact_due(due) or self.texts("journal-tip-no-due")

    def watts(self, row: JournalRow) -> str:
        """The limit asked for; empty for other kinds."""
        return "" if row.watts is None else say_watts(self.texts, row.watts)

    def met(self, row: JournalRow) -> str:
        """Whether the last deadline that ended was kept; empty while none has."""
        return "" if row.met is None else self.texts("journal-in-time" if row.met else "journal-late")

    def source(self, row: JournalRow) -> str:
        """Where it came from, in a word."""
        return self.texts(f"journal-source-{row.source}") if row.source in _SOURCES else ""

    def source_tip(self, row: JournalRow) -> str:
        """The same in full."""
        return self.texts(f"source-{row.source}") if row.source in _SOURCES else ""

    def form(self, row: JournalRow) -> str:
        """The client's form alone: СНТ."""
        form, quote, _name = row.client.partition(" «")
        return form if quote else ""

    def whole(self, row: JournalRow) -> str:
        """A9: everything about the row in one sentence."""
        parts = [
            self.texts("journal-row-name", number=row.number),
            self.status(row).lower(),
            self.term_in_words(row),
            self.kind_tip(row).lower(),
            row.client,
            self.texts("journal-row-plot", plot=row.plot),
            self.command(row).removesuffix(" ✓"),
        ]
        return ", ".join(part for part in parts if part)

    def term_in_words(self, row: JournalRow) -> str:
        """`просрочено 12 минут`, for those who listen."""
        now = attention(row.due, self.now)
        if now.left is None:
            return self.term(row)
        key = "journal-overdue" if now.urgency is Urgency.OVERDUE else "journal-left"
        return self.texts(key, span=long_span(self.texts, now.left))


def _whole_minutes(left: timedelta) -> timedelta:
    """Rounded down in size either way: "осталось 0:00" and "просрочено 0:00" are the minute around the deadline."""
    return timedelta(minutes=abs(left) // timedelta(minutes=1))


def long_span(texts: Texts, span: timedelta) -> str:
    """`2 дня 3 часа`, `1 час 5 минут`, `12 минут`."""
    minutes = abs(span) // timedelta(minutes=1)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [texts("long-days", n=days)] if days else []
    parts += [texts("long-hours", n=hours)] if hours else []
    if not days and (minutes or not hours):
        parts.append(texts("long-minutes", n=minutes))
    return " ".join(parts)


def widest_kinds(texts: Texts) -> tuple[str, ...]:
    """The longest things the kind's column must hold uncut."""
    names = [texts(f"journal-kind-{kind.value}") for kind in RequestKind]
    return (*names, f"{texts('journal-kind-limit')}, {say_watts(texts, 15000)}")


def empty_words(texts: Texts, filters: Filters) -> tuple[str, str, str]:
    """Headline, hint and button of an empty journal, by what was looked for."""
    if filters.narrows:
        return texts("journal-empty-found"), texts("journal-empty-found-hint"), texts("journal-filter-clear")
    if filters.quick is Quick.OPEN:
        return texts("journal-empty-open"), texts("journal-empty-open-hint"), texts("journal-new")
    if filters.quick is Quick.ALL:
        return texts("journal-empty-none"), texts("journal-empty-none-hint"), texts("journal-new")
    if filters.quick is Quick.OVERDUE or filters.counter is Counter.OVERDUE:
        hint = texts("journal-empty-overdue-hint")
        return texts("journal-empty-overdue"), hint, texts("journal-show-open")
    return texts("journal-empty-found"), texts("journal-empty-found-hint"), texts("journal-show-open")
