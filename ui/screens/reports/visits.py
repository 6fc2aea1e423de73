"""The on-site list of a day (R10): whom to find where, when, and why; room for the result and a signature."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.services.ports.reports import Visit
from app.services.report_tables import Report, visits_report
from app.texts.speech import say_day
from ui.screens.reports.page import ReportPage
from ui.widgets.periods import Unit


class VisitsPage(ReportPage):
    """By client, hour and plot."""

    key = "visits"
    units = (Unit.DAY,)

    def ask(self, first: date, last: date) -> Callable[[], Sequence[Visit]]:
        """The visits of the day."""
        return lambda: self.context.app.queries.visits(first)

    def tell(self, answer: Sequence[Visit]) -> Report:  # type: ignore[override] # what `ask` has read
        """As a table."""
        return visits_report(answer, self.texts)

    def say_count(self) -> str:
        """How many."""
        return self.texts("visits-count", n=len(self.report.rows) if self.report else 0)

    def title(self) -> str:
        """`Выезды на ср 25.02.2026`."""
        return self.texts("visits-title", day=say_day(self.texts, self.picker.day))

    def leave_empty(self) -> None:
        """To the next day: a list is made for what comes."""
        self.picker.go(self.picker.day + timedelta(days=1))
