"""The journal's columns, declared as data."""

from collections.abc import Callable

from app.domain.commands import CommandState
from app.domain.kinds import Status
from app.services.ports import JournalRow
from app.texts import Texts
from ui.screens.requests.presenter import RowWords, widest_kinds
from ui.widgets.columns import Column

STATUS, NUMBER, CLIENT, PLOT, KIND, CONFIRMED, DUE, TERM, COMMAND = range(9)

_TERMS = (Status.FILED, Status.LAPSED)


def journal_columns(texts: Texts, words: Callable[[], RowWords]) -> tuple[Column[JournalRow], ...]:
    """In the order shown; `words` gives the sayings as of the present moment."""

    def column(
        key: str,
        text: Callable[[JournalRow], str],
        tip: Callable[[JournalRow], str],
        *samples: str,
        stretch: bool = False,
        fixed: bool = False,
        least: int = 0,
        drop: int = 0,
    ) -> Column[JournalRow]:
        title = texts(f"journal-column-{key}")
        return Column(key, text, tip, (title, *samples), title, stretch, fixed, least, drop)

    weekday = max((texts(f"weekday-{n}") for n in range(1, 8)), key=len)
    commands = tuple(texts(f"journal-command-{state.value}") for state in CommandState)
    terms = tuple(texts(f"journal-term-{status.value}") for status in _TERMS)
    span = texts("span-days-hours", days="28", hours="23")
    return (
        column("status", lambda r: words().letter(r), lambda r: words().status(r), fixed=True),
        column("number", lambda r: r.number, lambda r: words().whole(r), "2026-000000", fixed=True),
        column("client", lambda r: r.client, lambda r: r.client, "СНТ «Ромашка»", stretch=True, least=17),
        column("plot", lambda r: r.plot, lambda r: texts("journal-row-plot", plot=r.plot), "128/12а", fixed=True),
        column("kind", lambda r: words().kind(r), lambda r: words().kind_tip(r), *widest_kinds(texts)),
        column("confirmed", lambda r: words().confirmed(r), lambda r: words().confirmed_tip(r), "28.08 08:48", drop=1),
        column("due", lambda r: words().due(r), lambda r: words().due_tip(r), "28.08 08:48", f"{weekday} 08:48"),
        column(
            "term",
            lambda r: words().term(r),
            lambda r: f"{words().term(r)}\n{words().due_tip(r)}",
            texts("journal-overdue", span=span),
            texts("journal-late"),
            *terms,
            fixed=True,
        ),
        column("command", lambda r: words().command(r), lambda r: words().command_tip(r), *commands, drop=2),
    )
