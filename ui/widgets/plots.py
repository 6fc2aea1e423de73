"""Charts. The only module that knows pyqtgraph, and imported late: it costs a second that no other screen needs."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil, floor, nan
from typing import Any, Final

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolTip, QVBoxLayout, QWidget

from ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme

_BAR: Final = 0.84
"""Of a day's room."""
_LINED: Final = 100
"""Days up to which bars have an edge: beyond them the edges would be all there is."""
_HEADROOM: Final = 1.12
_SYMBOL: Final = 6
_MOST_TICKS: Final = 16
_SQUARE: Final = 12
_TICKS_UP: Final = 6


@dataclass(frozen=True, slots=True)
class Series:
    """A part of each day's bar."""

    name: str
    colour: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayChart:
    """Bars over `days`, a part for each of `series`; a line of percents on the right, None where there is a gap."""

    days: tuple[date, ...]
    series: tuple[Series, ...] = ()
    line_name: str = ""
    line: tuple[Decimal | None, ...] = ()
    left: str = ""
    right: str = ""
    totals: tuple[int, ...] = field(default=())


class DayPlot(QWidget):
    """Draws a `DayChart`. A day is chosen by the arrow keys or the mouse: `chosen(place)`; `say` words it.

    Everything that can be seen is said too: the sentence of the chosen day is the widget's accessible description.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, say: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._say = theme, say
        self.chart = DayChart(())
        self.place = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._explained: list[QWidget] = []
        self.legend = QHBoxLayout()
        self.legend.setSpacing(SPACE_L)
        self.legend.addStretch(1)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setObjectName("day-words")
        self._make_plot()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addLayout(self.legend)
        column.addWidget(self._view, 1)
        column.addWidget(self.words)

    # --- drawing --------------------------------------------------------------------------------------------------

    def _make_plot(self) -> None:
        theme = self._theme
        text = theme.colour("text")
        self._view = pg.PlotWidget(background=theme.colour("base"))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.viewport().installEventFilter(self)
        self._frame(shown=False)
        self._plot: Any = self._view.getPlotItem()
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.showAxis("right")
        for side in ("left", "bottom", "right"):
            axis = self._plot.getAxis(side)
            axis.setPen(theme.colour("muted"))
            axis.setTextPen(text)
            axis.setTickFont(theme.small)
        self._plot.getAxis("left").setZValue(-1)
        self._plot.showGrid(y=True, alpha=0.15)
        self._plot.getAxis("right").setGrid(False)
        for side in ("left", "bottom"):  # the ticks are few enough; it would hide those at the edges
            self._plot.getAxis(side).setStyle(hideOverlappingLabels=False)
        self._share: Any = pg.ViewBox(enableMenu=False)
        self._share.setMouseEnabled(x=False, y=False)
        self._share.setZValue(10)
        self._plot.scene().addItem(self._share)
        self._plot.getAxis("right").linkToView(self._share)
        self._share.setXLink(self._plot)
        self._share.setYRange(0, 100, padding=0.04)
        self._plot.getViewBox().sigResized.connect(self._follow)
        accent = QColor(theme.colour("accent"))
        accent.setAlpha(60)
        self._mark: Any = pg.LinearRegionItem(movable=False, brush=accent, pen=pg.mkPen(theme.colour("accent")))
        self._mark.setZValue(-5)
        self._line: Any = pg.PlotDataItem(
            pen=pg.mkPen(text, width=2),
            symbol="o",
            symbolSize=_SYMBOL,
            symbolBrush=theme.colour("base"),
            symbolPen=pg.mkPen(text, width=2),
            connect="finite",
        )
        self._share.addItem(self._line)

    def _follow(self) -> None:
        """The right axis's own view lies over the bars, whatever the size."""
        self._share.setGeometry(self._plot.getViewBox().sceneBoundingRect())
        self._share.linkedViewChanged(self._plot.getViewBox(), self._share.XAxis)

    def show_chart(self, chart: DayChart, ticks: Sequence[tuple[int, str]]) -> None:
        """Draw it; `ticks` are places and words below them. The chosen day stays chosen where it is still there."""
        kept = self.chart.days[self.place] if 0 <= self.place < len(self.chart.days) else None
        self.chart = chart
        self._plot.clear()
        self._plot.addItem(self._mark)
        count = len(chart.days)
        bottom = [0] * count
        edge = pg.mkPen(self._theme.colour("base")) if count <= _LINED else pg.mkPen(None)
        wide = _BAR if count <= _LINED else 1.0
        for series in chart.series:
            bars = pg.BarGraphItem(
                x=list(range(count)),
                y0=list(bottom),
                height=list(series.values),
                width=wide,
                brush=series.colour,
                pen=edge,
            )
            self._plot.addItem(bars)
            bottom = [below + value for below, value in zip(bottom, series.values, strict=True)]
        self._plot.setXRange(-0.6, count - 0.4, padding=0)
        self._plot.setYRange(0, max([1, *bottom]) * _HEADROOM, padding=0)
        self._plot.getAxis("left").setTicks([_whole_ticks(max([1, *bottom]))])
        self._plot.getAxis("bottom").setTicks([list(ticks)])
        self._plot.getAxis("right").setTicks([[(n, str(n)) for n in range(0, 101, 20)]])
        for side, words in (("left", chart.left), ("right", chart.right)):
            self._plot.getAxis(side).setLabel(words, color=self._theme.colours.text)
        shares = [nan if share is None else float(share) for share in chart.line]
        drawn = any(share is not None for share in chart.line)  # numpy warns of a line that is nothing but gaps
        self._line.setData(
            list(range(count)) if drawn else [], shares if drawn else [], symbol="o" if count <= _LINED else None
        )
        self._show_legend(chart)
        self._follow()
        place = bisect_left(chart.days, kept) if kept is not None else count - 1
        self.choose(min(max(0, place), count - 1))

    def _show_legend(self, chart: DayChart) -> None:
        for former in self._explained:
            former.hide()
            former.deleteLater()
        self._explained.clear()
        for series in chart.series:
            self._add_legend(series.name, series.colour, _SQUARE)
        if chart.line_name:
            self._add_legend(chart.line_name, self._theme.colours.text, 3)

    def _add_legend(self, name: str, colour: str, height: int) -> None:
        sign, words = QLabel(), QLabel(name)
        picture = QPixmap(_SQUARE + SPACE_S, height)
        picture.fill(QColor(colour))
        sign.setPixmap(picture)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(sign)
        row.addWidget(words)
        self.legend.insertWidget(len(self._explained), pair)
        self._explained.append(pair)

    # --- choosing a day -------------------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """Mark a day and say its numbers."""
        self.place = place if 0 <= place < len(self.chart.days) else -1
        self._mark.setVisible(self.place >= 0)
        self._mark.setRegion((self.place - 0.5, self.place + 0.5))
        words = self._say(self.place) if self.place >= 0 else ""
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self.chosen.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → a day, PgUp PgDn a week, Home End the first and the last."""
        last = len(self.chart.days) - 1
        keys = Qt.Key
        steps = {keys.Key_Left: -1, keys.Key_Right: 1, keys.Key_PageUp: -7, keys.Key_PageDown: 7}
        key = Qt.Key(event.key())
        if last < 0 or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.choose(min(max(0, self.place + steps[key]), last))
        elif key in (keys.Key_Home, keys.Key_End):
            self.choose(0 if key == keys.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse over a day chooses it, and its numbers stand beside the pointer."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            at = event.position()  # type: ignore[attr-defined] # these two are mouse events
            place = self._place_at(at)
            if place is not None and place != self.place:
                self.choose(place)
            if place is not None:
                QToolTip.showText(event.globalPosition().toPoint(), self.words.text(), self._view)  # type: ignore[attr-defined]
            if event.type() == QEvent.Type.MouseButtonPress:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)

    def _place_at(self, at: QPointF) -> int | None:
        scene = self._view.mapToScene(at.toPoint())
        if not self._plot.getViewBox().sceneBoundingRect().contains(scene):
            return None
        place = floor(self._plot.getViewBox().mapSceneToView(scene).x() + 0.5)
        return place if 0 <= place < len(self.chart.days) else None

    def focusInEvent(self, event: Any) -> None:
        """The frame shows where the keys go."""
        super().focusInEvent(event)
        self._frame(shown=True)

    def focusOutEvent(self, event: Any) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self._frame(shown=False)

    def _frame(self, *, shown: bool) -> None:
        colour = self._theme.colours.accent if shown else self._theme.colours.line
        self._view.setStyleSheet(f"border: {2 if shown else 1}px solid {colour};")

    def place_on_screen(self, place: int) -> QPointF:
        """Where the middle of a day's bar is in the view, for whoever works it by hand."""
        scene = self._plot.getViewBox().mapViewToScene(QPointF(place, 0.1))
        return QPointF(self._view.mapFromScene(scene))

    @property
    def surface(self) -> QWidget:
        """What the mouse moves over."""
        surface: QWidget = self._view.viewport()
        return surface

    def line_points(self) -> tuple[list[float], list[float]]:
        """The line as drawn: places and percents, not-a-number in the gaps."""
        x, y = self._line.getData()
        return [float(v) for v in x], [float(v) for v in y]


def day_ticks(days: Sequence[date], words: Callable[[date], str]) -> list[tuple[int, str]]:
    """Words below the days: each where there is room, else Mondays, else the first of each month."""
    if len(days) <= 2 * _MOST_TICKS:
        step = ceil(len(days) / (2 * _MOST_TICKS)) or 1
        return [(at, words(day)) for at, day in enumerate(days) if at % step == 0]
    mondays = [(at, words(day)) for at, day in enumerate(days) if day.weekday() == 0]
    if len(mondays) <= _MOST_TICKS:
        return mondays
    return [(at, words(day)) for at, day in enumerate(days) if day.day == 1]


def _whole_ticks(most: int) -> list[tuple[int, str]]:
    """Requests come whole: steps of 1, 2, 5, 10, 20, …, about six of them."""
    steps = (figure * 10**power for power in range(10) for figure in (1, 2, 5))
    step = next(step for step in steps if most / step <= _TICKS_UP)
    return [(n, str(n)) for n in range(0, ceil(most * _HEADROOM) + 1, step)]
