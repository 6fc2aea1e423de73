"""The part of the tour that takes the work out of the window: the journal as a file, the day's visits, false calls, the chart."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QTableView, QTabWidget, QWidget

from app.texts import Texts
from ui.shell.screens import SCREENS
from ui.tour.hands import Hands

CONTROL: Final = Qt.KeyboardModifier.ControlModifier
VISITS, CALLS, LOAD = range(3)
MOST_STEPS_BACK: Final = 20
"""Days, or months, to look through for something to show."""
PRICE: Final = "1500"


def screen_key(name: str) -> Qt.Key:
    """The digit that leads to a screen, with Ctrl."""
    return Qt.Key(Qt.Key.Key_1.value + [entry.key for entry in SCREENS].index(name))


class Reports:
    """Every step looks for what a dispatcher would see before it goes on."""

    def __init__(self, hands: Hands, texts: Texts) -> None:
        self._hands, self._texts = hands, texts

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Names and steps, in order."""
        yield from (
            ("export", self.export_journal),
            ("visits", self.list_visits),
            ("false-calls", self.price_false_calls),
            ("chart", self.draw_chart),
        )

    def export_journal(self) -> None:
        """Ctrl+E: what the filter found, to Excel; the journal goes on meanwhile."""
        hands = self._hands
        hands.key(screen_key("journal"), CONTROL)
        hands.key(Qt.Key.Key_E, CONTROL)
        hands.find("dialog-export")
        hands.type("export-file", str(hands.folder / "journal.xlsx"))
        hands.picture("export", "export: what, in which form, to which file")
        hands.click("primary")
        hands.wait(lambda: self._shown("export-stop") or self._shown("export-open-folder"), "the export to begin")
        if self._shown("export-stop"):
            hands.rest(600)
        if self._shown("export-stop"):
            hands.picture("export-progress", "the file is written beside the journal, and can be stopped")
        hands.wait(lambda: self._shown("export-open-folder"), "the finished file", seconds=600)
        hands.picture("export-done", "written: how many rows, and the folder one click away")

    def list_visits(self) -> None:
        """The on-site list of a day."""
        hands = self._hands
        hands.key(screen_key("reports"), CONTROL)
        hands.find("report-tabs")
        hands.rest(400)
        self._back_to_rows()
        hands.picture("visits", "the on-site list of a day: whom to find where, when and why; to print and export")

    def price_false_calls(self) -> None:
        """The month's false calls get their price."""
        hands = self._hands
        self._open_tab(CALLS)
        self._back_to_rows()
        hands.click("price-button")
        hands.find("dialog-price")
        hands.type("rubles", PRICE)
        hands.picture("price", "the price of a false call, from a day on: what was before keeps its own")
        hands.click("primary")
        hands.wait(lambda: hands.front() is hands.window, "the dialog to close")
        hands.wait(lambda: any(text.startswith("1\u00a0500") for text in self._column(5)), "the price in the list")
        hands.picture("false-calls", "the month's false calls, summed for each client, with their prices")

    def draw_chart(self) -> None:
        """Requests by day and kind, and the share of kept terms."""
        hands = self._hands
        self._open_tab(LOAD)
        self._back_to_rows()
        plot = hands.find("load-plot")
        hands.click_at(plot, plot.rect().center())
        hands.key(Qt.Key.Key_End)
        hands.wait(lambda: bool(self._day_words()), "a day's numbers in words")
        before = self._day_words()
        hands.key(Qt.Key.Key_Left)
        hands.wait(lambda: self._day_words() != before, "the day before in words")
        hands.picture("chart", "requests by day and kind, the share done in time; a day's numbers in words")
        units = hands.find("period-unit")
        hands.click("period-unit")
        hands.keys(None, self._texts("reports-unit-year"))
        hands.key(Qt.Key.Key_Return)
        hands.wait(
            lambda: isinstance(units, QComboBox) and units.currentData() == "year", "the whole year in the chart"
        )
        hands.rest(600)
        hands.picture("chart-year", "the same for a year; the numbers below are exported and printed")

    # --- what is seen ---------------------------------------------------------------------------------------------

    def _shown(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self._hands.window.findChildren(QWidget, name))

    def _day_words(self) -> str:
        words = self._hands.find("day-words")
        return words.text() if isinstance(words, QLabel) else ""

    def _table(self) -> QTableView:
        table = self._hands.find("report-table")
        if not isinstance(table, QTableView):
            raise TypeError(table)
        return table

    def _column(self, column: int) -> list[str]:
        model = self._table().model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def _back_to_rows(self) -> None:
        """A person leafs back until there is something."""
        for _ in range(MOST_STEPS_BACK):
            if self._table().model().rowCount():
                return
            self._hands.click("period-earlier")
            self._hands.rest(250)
        self._hands.wait(lambda: self._table().model().rowCount() > 0, "rows in the report")

    def _open_tab(self, place: int) -> None:
        tabs = self._hands.find("report-tabs")
        if isinstance(tabs, QTabWidget):
            self._hands.click_at(tabs.tabBar(), tabs.tabBar().tabRect(place).center())
        self._hands.rest(500)
