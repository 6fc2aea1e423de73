"""The journal's columns, declared as data."""

from collections.abc import Callable
from datetime import datetime

from app.domain.commands import CommandState
from app.domain.kinds import RejectReason, Source, Status
from app.services.ports.views import JournalRow
from app.texts import Texts
from app.texts.speech import say_watts
from ui.screens.requests.presenter import RowWords, widest_kinds
from ui.widgets.columns import Column

STATUS, NUMBER, CLIENT, PLOT, KIND, CONFIRMED, DUE, TERM, COMMAND = range(9)
"""Logical places of those that the delegate and the tests know by name; the further ones follow."""

_TERMS = (Status.FILED, Status.LAPSED)
_MOMENT = "28.08 08:48"
_FURTHER = 3
"""The `drop` of columns that somebody chose: they go after the usual ones that may go."""
_LAST = 4
"""The moment itself goes last: the state of the deadline beside it says how much is left."""

Words = Callable[[], RowWords]


def journal_columns(texts: Texts, words: Words) -> tuple[Column[JournalRow], ...]:
    """In their usual order; `words` gives the sayings as of the present moment."""
    return (*_usual_columns(texts, words), *_further_columns(texts, words))


def _column(
    texts: Texts,
    key: str,
    text: Callable[[JournalRow], str],
    tip: Callable[[JournalRow], str],
    *samples: str,
    stretch: bool = False,
    fixed: bool = False,
    least: int = 0,
    drop: int = 0,
    usual: bool = True,
    sorts: str = "",
) -> Column[JournalRow]:
    title = texts(f"journal-column-{key}")
    long = f"journal-column-name-{key}"
    name = texts(long) if texts.has(long) else title
    return Column(key, text, tip, (title, *samples), title, stretch, fixed, least, drop, usual, sorts, name)


def _usual_columns(texts: Texts, words: Words) -> tuple[Column[JournalRow], ...]:
    def column(
        key: str,
        text: Callable[[JournalRow], str],
        tip: Callable[[JournalRow], str],
        *samples: str,
        stretch: bool = False,
        fixed: bool = False,
        least: int = 0,
        drop: int = 0,
        sorts: str = "",
    ) -> Column[JournalRow]:
        return _column(
            texts, key, text, tip, *samples, stretch=stretch, fixed=fixed, least=least, drop=drop, sorts=sorts
        )

    weekday = max((texts(f"weekday-{n}") for n in range(1, 8)), key=len)
    commands = tuple(texts(f"journal-command-{state.value}") for state in CommandState)
    terms = tuple(texts(f"journal-term-{status.value}") for status in _TERMS)
    span = texts("span-days-hours", days="28", hours="23")
    overdue, late = texts("journal-overdue", span=span), texts("journal-late")
    return (
        column("status", lambda r: words().letter(r), lambda r: words().status(r), fixed=True),
        column("number", lambda r: r.number, lambda r: words().whole(r), "2026-000000", fixed=True, sorts="filed"),
        column("client", lambda r: r.client, lambda r: r.client, "СНТ «Ромашка»", stretch=True, least=17),
        column("plot", lambda r: r.plot, lambda r: texts("journal-row-plot", plot=r.plot), "128/12а", fixed=True),
        column("kind", lambda r: words().kind(r), lambda r: words().kind_tip(r), *widest_kinds(texts)),
        column("confirmed", lambda r: words().confirmed(r), lambda r: words().confirmed_tip(r), _MOMENT, drop=1),
        column(
            "due",
            lambda r: words().due(r),
            lambda r: words().due_tip(r),
            _MOMENT,
            f"{weekday} 08:48",
            drop=_LAST,
            sorts="urgency",
        ),
        column(
            "term",
            lambda r: words().term(r),
            lambda r: f"{words().term(r)}\n{words().due_tip(r)}",
            overdue,
            late,
            *terms,
            fixed=True,
            sorts="urgency",
        ),
        column("command", lambda r: words().command(r), lambda r: words().command_tip(r), *commands, drop=2),
    )


def _further_columns(texts: Texts, words: Words) -> tuple[Column[JournalRow], ...]:
    def column(
        key: str,
        text: Callable[[JournalRow], str],
        *samples: str,
        tip: Callable[[JournalRow], str] | None = None,
        sorts: str = "",
    ) -> Column[JournalRow]:
        return _column(texts, key, text, tip or text, *samples, drop=_FURTHER, usual=False, sorts=sorts)

    def moment(key: str, of: Callable[[JournalRow], datetime | None], *, sorts: str = "") -> Column[JournalRow]:
        def text(row: JournalRow) -> str:
            return words().moment(of(row))

        return column(key, text, _MOMENT, tip=lambda row: words().confirmed_tip(row), sorts=sorts)

    def deadline(key: str, of: Callable[[JournalRow], datetime | None]) -> Column[JournalRow]:
        return column(
            key, lambda row: words().deadline(of(row)), _MOMENT, tip=lambda row: words().deadline_tip(of(row))
        )

    met = tuple(texts(f"journal-{word}") for word in ("in-time", "late"))
    sources = tuple(texts(f"journal-source-{source.value}") for source in Source)
    reasons = tuple(texts(f"reason-{reason.value}") for reason in RejectReason)
    return (
        column("subscriber", lambda r: r.subscriber, "Константинопольская М. П."),
        column("watts", lambda r: words().watts(r), say_watts(texts, 15000)),
        moment("filed", lambda r: r.filed_at, sorts="filed"),
        moment("started", lambda r: r.started_at),
        moment("closed", lambda r: r.closed_at),
        deadline("start-due", lambda r: r.start_due),
        deadline("completion-due", lambda r: r.completion_due),
        column("met", lambda r: words().met(r), *met),
        column("reason", lambda r: words().reason(r), *reasons),
        column("source", lambda r: words().source(r), *sources, tip=lambda r: words().source_tip(r)),
        column("form", lambda r: words().form(r), "СНТ"),
        column("version", lambda r: str(r.version), "128"),
    )
