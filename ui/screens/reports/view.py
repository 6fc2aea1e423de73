"""Reports: the day's visits, the month's false calls, requests and kept terms by day. A tab each."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.context import ScreenContext
from ui.screens.reports.calls import CallsPage
from ui.screens.reports.load import LoadPage
from ui.screens.reports.page import ReportPage
from ui.screens.reports.visits import VisitsPage
from ui.theme import SPACE_M, SPACE_S
from ui.widgets.screen import Screen


class ReportsScreen(Screen):
    """Keys and commands go to the page that is shown."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = context.texts
        self.visits, self.calls, self.load = VisitsPage(context), CallsPage(context), LoadPage(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("report-tabs")
        self.tabs.tabBar().setAccessibleName(texts("screen-reports"))
        self.tabs.setAccessibleName(texts("screen-reports"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in (self.visits, self.calls, self.load):
            self.tabs.addTab(page, texts(f"reports-tab-{page.key}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self.arrived)
        for key, slot in (("Ctrl+E", self._export), ("Ctrl+P", self._print)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(slot)

    @property
    def page(self) -> ReportPage:
        """The page that is shown."""
        page = self.tabs.currentWidget()
        if not isinstance(page, ReportPage):
            raise TypeError(page)
        return page

    def _export(self) -> None:
        self.page.export()

    def _print(self) -> None:
        self.page.print_out()

    def arrived(self) -> None:
        """The page reads what is due and takes the keyboard."""
        self.page.arrived()

    def set_stale(self, *, stale: bool) -> None:
        """A8: nothing is written from here; what was read stays readable."""
        self.calls.price_button.setVisible(not stale)
        if not stale:
            self.page.refresh()
