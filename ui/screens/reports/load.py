"""Requests by day and kind with the share of kept terms: the chart, and the same numbers as a list."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSplitter, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.desk import Client
from app.domain.kinds import RequestKind
from app.services.ports.reports import DayLoad
from app.services.report_tables import DayFigures, Report, by_day, load_report
from app.texts.speech import say_number, say_short_day
from ui.screens.reports.page import ReportPage
from ui.theme import KINDS, SPACE_S
from ui.widgets.periods import Unit

if TYPE_CHECKING:
    from ui.widgets.plots import DayPlot

_CHART_HEIGHT = 320
_LEAST_AXIS = timedelta(days=6)
"""From the first day to the last in the chart: on the first of a month, one bar as wide as the window says nothing."""


class LoadPage(ReportPage):
    """A month, a quarter or a year, of all clients or of one."""

    key = "load"
    units = (Unit.MONTH, Unit.QUARTER, Unit.YEAR)

    def build(self) -> None:
        """The chart above the list; it is made when the page is first shown."""
        self.plot: DayPlot | None = None
        self.figures: tuple[DayFigures, ...] = ()
        self._all_days: tuple[date, ...] = ()
        self.clients = QComboBox()
        self.clients.setAccessibleName(self.texts("load-client"))
        self.clients.setObjectName("load-client")
        self.clients.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.clients.setMaximumWidth(self.clients.fontMetrics().averageCharWidth() * 36)
        self.clients.addItem(self.texts("load-any-client"), None)
        self.clients.currentIndexChanged.connect(self.refresh)
        self.controls.addWidget(self.clients)
        self._upper = QWidget()
        upper = QVBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(SPACE_S)
        self.hint = QLabel(self.texts("load-hint"))
        self.hint.setProperty("muted", "true")
        self.hint.setWordWrap(True)
        upper.addWidget(self.hint)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._upper)
        self.splitter.addWidget(self.table)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.column.addWidget(self.splitter, 1)
        self._read_clients()

    def ask(self, first: date, last: date) -> Callable[[], Sequence[DayLoad]]:
        """What was filed in the period."""
        client, now = self.clients.currentData(), self.context.now()
        return lambda: self.context.app.queries.load(first, last, client_id=client, now=now)

    def tell(self, answer: Sequence[DayLoad]) -> Report:  # type: ignore[override] # what `ask` has read
        """The chart of every day of the period, today the last but for its first week; the list of those on which something was filed."""
        self.figures = by_day(answer)
        self._draw()
        return load_report(self.figures, self.texts)

    def say_count(self) -> str:
        """All of them."""
        return self.texts("load-summary", n=sum(day.filed for day in self.figures))

    def title(self) -> str:
        """`Заявки и сроки: февраль 2026, СНТ «Ромашка»`."""
        period = self.picker.said
        if self.clients.currentData() is not None:
            period = f"{period}, {self.clients.currentText()}"
        return self.texts("load-title", period=period)

    def arrived(self) -> None:
        """The chart takes the keyboard."""
        super().arrived()
        if self.plot is not None and self.figures:
            self.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the chart ------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        from ui.widgets.plots import DayChart, DayPlot, Series, day_ticks

        if self.plot is None:
            self.plot = DayPlot(self.context.theme, self._say_day)
            self.plot.setMinimumHeight(_CHART_HEIGHT)
            self.plot.setAccessibleName(self.texts("load-plot-name"))
            self.plot.setObjectName("load-plot")
            layout = self._upper.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(0, self.plot, 1)
        self._upper.setVisible(bool(self.figures))
        first, last = self.picker.period
        last = min(last, max(first + _LEAST_AXIS, self._today()))
        days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        known = {day.day: day for day in self.figures}
        self._all_days = days
        names = {kind: self.texts(f"journal-kind-{kind.value}") for kind in RequestKind}
        chart = DayChart(
            days=days,
            series=tuple(
                Series(names[kind], KINDS[kind], tuple(_of(known.get(day), kind) for day in days))
                for kind in RequestKind
            ),
            line_name=self.texts("load-line"),
            line=tuple(known[day].share if day in known else None for day in days),
            left=self.texts("load-axis-filed"),
            right=self.texts("load-axis-share"),
        )
        self.plot.show_chart(chart, day_ticks(days, self._say_tick))

    def _say_tick(self, day: date) -> str:
        if self.picker.unit is Unit.MONTH:
            return str(day.day)
        return f"{day:%d.%m}" if self.picker.unit is Unit.QUARTER else self.texts(f"month-{day.month}")[:3]

    def _say_day(self, place: int) -> str:
        """A day's numbers in words."""
        texts, day = self.texts, self._all_days[place]
        said = say_short_day(texts, day)
        figures = next((one for one in self.figures if one.day == day), None)
        if figures is None:
            return texts("load-day-none", day=said)
        kinds = [
            texts("load-kind", kind=texts(f"journal-kind-{kind.value}").lower(), n=figures.by_kind[kind])
            for kind in RequestKind
            if figures.by_kind.get(kind)
        ]
        terms = texts("load-terms-none")
        if figures.share is not None:
            share = say_number(figures.share)
            terms = texts("load-terms", kept=figures.in_term, judged=figures.judged, share=share)
        return f"{texts('load-day', day=said, n=figures.filed)}: {', '.join(kinds)}; {terms}"

    # --- clients --------------------------------------------------------------------------------------------------

    def _read_clients(self) -> None:
        self.context.read(self.context.app.queries.clients, self._show_clients, owner=self, key="clients")

    def _show_clients(self, clients: Sequence[Client]) -> None:
        chosen = self.clients.currentData()
        self.clients.blockSignals(True)
        self.clients.clear()
        self.clients.addItem(self.texts("load-any-client"), None)
        for client in clients:
            self.clients.addItem(f"{client.form} «{client.name}»" if client.form else client.name, client.id)
        self.clients.setCurrentIndex(max(0, self.clients.findData(chosen)))
        self.clients.blockSignals(False)

    def _changed(self, changes: Changes) -> None:
        super()._changed(changes)
        if any(touched.subject.value in ("client", "import") for touched in changes.touched):
            self._read_clients()


def _of(day: DayFigures | None, kind: RequestKind) -> int:
    return 0 if day is None else day.by_kind.get(kind, 0)
