"""The reports as tables: the same cells for the screen, the printer and the files (R10, R13)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final

from app.domain.kinds import RequestKind
from app.domain.times import Office
from app.services.exporting import Say
from app.services.ports.reports import DayLoad, Visit
from app.services.ports.tables import Cell, Holds, Table, TableColumn
from app.services.reports import ClientTotal


@dataclass(frozen=True, slots=True)
class Report:
    """A table with its rows; `totals` are places of rows that sum up others, `by_hand` of columns left for a pen."""

    table: Table
    rows: tuple[tuple[Cell, ...], ...]
    totals: frozenset[int] = frozenset()
    by_hand: frozenset[int] = frozenset()

    def room_of(self, row: int) -> int:
        """How many columns the first cell of a row takes: a sum's sentence also takes the empty cells after it."""
        cells = self.rows[row]
        if row not in self.totals:
            return 1
        return next((at for at in range(1, len(cells)) if cells[at] not in ("", None)), len(cells) - 1)


_VISIT_COLUMNS: Final = (
    ("window", 18),
    ("client", 24),
    ("plot", 15),
    ("street", 22),
    ("subscriber", 26),
    ("phone", 24),
    ("agreed", 28),
    ("meters", 20),
    ("text", 32),
    ("number", 19),
    ("result", 30),
    ("signature", 18),
)


def visits_report(visits: Sequence[Visit], say: Say) -> Report:
    """The day's on-site checks; result and signature are written on the paper, the result once it is known."""
    rows = tuple(
        (
            _window(visit.since, visit.until, say),
            visit.client,
            visit.plot,
            visit.street,
            visit.subscriber,
            visit.phone,
            ", ".join(part for part in (visit.agreed_with, visit.agreed_phone) if part),
            ", ".join(visit.meters),
            visit.text,
            visit.number,
            visit.result,
            "",
        )
        for visit in visits
    )
    columns = tuple(TableColumn(say(f"visits-column-{key}"), Holds.TEXT, width) for key, width in _VISIT_COLUMNS)
    return Report(Table(say("visits-sheet"), columns), rows, by_hand=frozenset({10, 11}))


def _window(since: time | None, until: time | None, say: Say) -> str:
    if since is None and until is None:
        return say("visits-any-time")
    if since is None:
        return say("visits-until", until=f"{until:%H:%M}")
    if until is None:
        return say("visits-since", since=f"{since:%H:%M}")
    return f"{since:%H:%M}–{until:%H:%M}"


def false_calls_report(totals: Sequence[ClientTotal], office: Office, say: Say) -> Report:
    """The month's false calls, each client's followed by its sum; a call without a price has an empty cell."""
    rows: list[tuple[Cell, ...]] = []
    sums: set[int] = set()
    for total in totals:
        for one in total.calls:
            closed = office.civil(one.call.closed_at).replace(tzinfo=None)
            rows.append((total.client, one.call.number, one.call.plot, closed, one.call.result, one.price))
        words = say("calls-total", client=total.client, n=len(total.calls))
        if total.unpriced:
            words = f"{words}, {say('calls-unpriced', n=total.unpriced)}"
        sums.add(len(rows))
        rows.append((words, "", "", None, "", total.rubles if total.unpriced < len(total.calls) else None))
    if len(totals) > 1:
        sums.add(len(rows))
        count, unpriced = sum(len(total.calls) for total in totals), sum(total.unpriced for total in totals)
        rubles = sum((total.rubles for total in totals), Decimal(0)) if unpriced < count else None
        rows.append((say("calls-total-all", n=count), "", "", None, "", rubles))
    columns = (
        TableColumn(say("calls-column-client"), Holds.TEXT, 34),
        TableColumn(say("calls-column-number"), Holds.TEXT, 14),
        TableColumn(say("calls-column-plot"), Holds.TEXT, 11),
        TableColumn(say("calls-column-closed"), Holds.MOMENT, 18),
        TableColumn(say("calls-column-result"), Holds.TEXT, 44),
        TableColumn(say("calls-column-price"), Holds.MONEY, 14),
    )
    return Report(Table(say("calls-sheet"), columns), tuple(rows), totals=frozenset(sums))


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day of the chart; `share` of kept terms in percent with one place, None where nothing was judged."""

    day: date
    by_kind: dict[RequestKind, int]
    filed: int
    judged: int
    in_term: int

    @property
    def share(self) -> Decimal | None:
        """Percent, rounded down so that 100 means all of them."""
        return share(self.in_term, self.judged)


def share(in_term: int, judged: int) -> Decimal | None:
    """`in_term` of `judged` in percent with one place, rounded down; None of nothing."""
    return Decimal(in_term * 1000 // judged) / 10 if judged else None


def by_day(load: Sequence[DayLoad]) -> tuple[DayFigures, ...]:
    """The days on which anything was filed, in order."""
    days: defaultdict[date, list[DayLoad]] = defaultdict(list)
    for one in load:
        days[one.day].append(one)
    return tuple(
        DayFigures(
            day,
            {one.kind: one.filed for one in of_day},
            sum(one.filed for one in of_day),
            sum(one.judged for one in of_day),
            sum(one.in_term for one in of_day),
        )
        for day, of_day in sorted(days.items())
    )


def load_report(days: Sequence[DayFigures], say: Say) -> Report:
    """The chart's numbers: a row a day, a column a kind, the sum below."""
    rows: list[tuple[Cell, ...]] = [
        (day.day, *(day.by_kind.get(kind, 0) for kind in RequestKind), day.filed, day.judged, day.in_term, day.share)
        for day in days
    ]
    if rows:
        judged, in_term = sum(day.judged for day in days), sum(day.in_term for day in days)
        kinds = [sum(day.by_kind.get(kind, 0) for day in days) for kind in RequestKind]
        filed = sum(day.filed for day in days)
        rows.append((say("load-total"), *kinds, filed, judged, in_term, share(in_term, judged)))
    columns = (
        TableColumn(say("load-column-day"), Holds.DAY, 14),
        *(TableColumn(say(f"journal-kind-{kind.value}"), Holds.NUMBER, 20) for kind in RequestKind),
        TableColumn(say("load-column-filed"), Holds.NUMBER, 12),
        TableColumn(say("load-column-judged"), Holds.NUMBER, 18),
        TableColumn(say("load-column-in-term"), Holds.NUMBER, 12),
        TableColumn(say("load-column-share"), Holds.SHARE, 14),
    )
    totals = frozenset({len(rows) - 1}) if rows else frozenset()
    return Report(Table(say("load-sheet"), columns), tuple(rows), totals=totals)
