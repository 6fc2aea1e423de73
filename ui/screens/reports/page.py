"""What every report is: a period above, the list below, print and export; a sentence where there is nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.changes import Changes, Subject
from app.services.ports.tables import Table, TableWriter, Watch
from app.services.report_tables import Report
from ui.context import ScreenContext
from ui.screens.reports.printing import print_report
from ui.screens.reports.table import ReportTable
from ui.theme import SPACE_M, SPACE_S
from ui.widgets.empty import EmptyState
from ui.widgets.export_dialog import Choice, Offer, open_export
from ui.widgets.periods import PeriodPicker, Unit

_ABOUT: Final = (Subject.REQUEST, Subject.CLIENT, Subject.SUBSCRIBER, Subject.METER, Subject.REGULATION, Subject.IMPORT)


class ReportPage(QWidget):
    """Base of the pages: a page says what to `ask` (off the GUI thread), how to `tell` it, and its words.

    `key` begins its texts: `<key>-title`, `<key>-empty`, `<key>-empty-hint`, `<key>-empty-button`.
    """

    key = ""
    units: tuple[Unit, ...] = (Unit.MONTH,)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.texts = context.texts
        self.report: Report | None = None
        self._is_due = True
        self.picker = PeriodPicker(self.texts, self.units, self._today())
        self.table = ReportTable(self.texts, context.theme)
        self.count = QLabel(self.texts("reports-loading"))
        self.print_button = self._button("reports-print", "Ctrl+P", "reports-print-tip", self.print_out)
        self.export_button = self._button("export-button", "Ctrl+E", "export-button-tip", self.export)
        self.empty = EmptyState(context.theme, self.table.viewport())
        self.empty.pressed.connect(self.leave_empty)
        self.controls = QHBoxLayout()
        self.controls.setSpacing(SPACE_M)
        self.controls.addWidget(self.picker)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_S)
        self.column.setSpacing(SPACE_M)
        self.column.addLayout(self.controls)
        self.build()
        self.controls.addStretch(1)
        for widget in (self.count, self.print_button, self.export_button):
            self.controls.addWidget(widget)
        self.table.viewport().installEventFilter(self)
        self.picker.changed.connect(self.refresh)
        context.changes.changed.connect(self._changed)
        self._allow()

    # --- what a page says -----------------------------------------------------------------------------------------

    def build(self) -> None:
        """Put the page together; the list alone unless a page has more."""
        self.column.addWidget(self.table, 1)

    def ask(self, first: date, last: date) -> Callable[[], object]:
        """What to read, as a call for another thread."""
        return tuple

    def tell(self, answer: object) -> Report:
        """The report of what was read, shown by the page in its own way beside the list."""
        return Report(Table(self.title(), ()), ())

    def say_count(self) -> str:
        """The sum in a sentence."""
        return ""

    def title(self) -> str:
        """The heading on paper and the name of files."""
        return ""

    # --- reading --------------------------------------------------------------------------------------------------

    def refresh(self, *_: object) -> None:
        """Read again, once the page is seen."""
        self._is_due = True
        if self.isVisible():
            self._is_due = False
            self.context.read(self.ask(*self.picker.period), self._answered, owner=self, key="report")

    def arrived(self) -> None:
        """The page is shown: read what is due, and take the keyboard."""
        self.picker.new_day(self._today())
        if self._is_due:
            self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self, answer: object) -> None:
        self.report = self.tell(answer)
        self.table.show_report(self.report)
        self.count.setText(self.say_count())
        if self.report.rows:
            self.empty.hide()
        else:
            self.empty.say(*(self.texts(f"{self.key}-{part}") for part in ("empty", "empty-hint", "empty-button")))
            self._place_empty()
        self._allow()

    def _changed(self, changes: Changes) -> None:
        if any(changes.ids(subject) for subject in _ABOUT):
            self.refresh()

    def leave_empty(self) -> None:
        """The button of an empty page: the period before."""
        self.picker.earlier.click()

    # --- out of the window ----------------------------------------------------------------------------------------

    def print_out(self) -> None:
        """Ctrl+P."""
        if self.report is not None and self.report.rows:
            print_report(self.context, self.report, self.title(), self)

    def export(self) -> None:
        """Ctrl+E."""
        report = self.report
        if report is None or not report.rows:
            return

        def work(path: Path, write: TableWriter, _every_column: bool, watch: Watch) -> int:
            return write(path, report.table, report.rows, watch=watch)

        rows = len(report.rows)
        choice = Choice(self.texts("reports-export-rows", n=rows), rows, work)
        open_export(self.context, Offer(self.title().replace(":", ""), (choice,)), self)

    def _allow(self) -> None:
        has_rows = self.report is not None and bool(self.report.rows)
        self.print_button.setEnabled(has_rows)
        self.export_button.setEnabled(has_rows)

    # --- the widget -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The empty state covers the list, whatever its size."""
        if event.type() is QEvent.Type.Resize:
            self._place_empty()
        return super().eventFilter(watched, event)

    def _place_empty(self) -> None:
        self.empty.setGeometry(self.table.viewport().rect())

    def _today(self) -> date:
        return self.context.app.office.day_of(self.context.now())

    def _button(self, words: str, key: str, tip: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(f"{self.texts(words)}  {key}")
        button.setAccessibleName(self.texts(words))
        button.setToolTip(self.texts(tip))
        button.clicked.connect(pressed)
        button.setObjectName(words)
        return button
