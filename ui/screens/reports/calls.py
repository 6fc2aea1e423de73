"""The month's false calls with their prices, summed for each client (R13), and the price itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from app.domain.desk import Role
from app.domain.regulation import Regulations
from app.services import reports
from app.services.report_tables import Report, false_calls_report
from app.services.reports import ClientTotal
from ui.screens.reports.cells import say_rubles
from ui.screens.reports.page import ReportPage
from ui.screens.reports.price import PriceDialog
from ui.theme import SPACE_M
from ui.widgets.periods import Unit


@dataclass(frozen=True, slots=True)
class CallsAnswer:
    """What the page shows: the clients' calls, and the prices there are."""

    totals: tuple[ClientTotal, ...]
    regulations: Regulations


class CallsPage(ReportPage):
    """A client's calls, its sum, the next client's; what has no price says so."""

    key = "calls"
    units = (Unit.MONTH,)

    def build(self) -> None:
        """The price stands between the period and the list."""
        self._answer: CallsAnswer | None = None
        self.price_words = QLabel()
        self.price_button = QPushButton(self.texts("calls-price-set"))
        self.price_button.setObjectName("price-button")
        self.price_button.clicked.connect(self.set_price)
        if self.context.app.operator.role is not Role.ADMINISTRATOR:
            self.price_button.setEnabled(False)
            self.price_button.setToolTip(self.texts("calls-price-administrator"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.price_words)
        row.addWidget(self.price_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)

    def ask(self, first: date, last: date) -> Callable[[], CallsAnswer]:
        """The calls of the month and the regulation's versions."""
        app = self.context.app

        def read() -> CallsAnswer:
            calls = app.queries.false_calls(first.year, first.month, app.office)
            with app.unit_of_work().reading() as uow:
                regulations = uow.regulations
            return CallsAnswer(reports.priced(calls, regulations), regulations)

        return read

    def tell(self, answer: CallsAnswer) -> Report:  # type: ignore[override] # what `ask` has read
        """As a table; the price in a sentence above it."""
        self._answer = answer
        self._say_price(answer.regulations)
        return false_calls_report(answer.totals, self.context.app.office, self.texts)

    def say_count(self) -> str:
        """How many, and what they come to."""
        totals = self._answer.totals if self._answer else ()
        count, unpriced = sum(len(total.calls) for total in totals), sum(total.unpriced for total in totals)
        if unpriced == count:
            return self.texts("calls-count-plain", n=count)
        rubles = sum((total.rubles for total in totals), Decimal(0))
        return self.texts("calls-count", n=count, rubles=say_rubles(rubles))

    def title(self) -> str:
        """`Ложные вызовы за февраль 2026`."""
        return self.texts("calls-title", month=self.picker.said)

    def set_price(self) -> None:
        """Open the dialog of the price."""
        if self._answer is not None and not self.context.changes.is_stale:
            now = reports.price_at(self._answer.regulations, self.context.now())
            PriceDialog(self.context, now, self.picker.period[0], self).open()

    def _say_price(self, regulations: Regulations) -> None:
        now = self.context.now()
        price = reports.price_at(regulations, now)
        later = [
            v
            for v in regulations.versions
            if v.effective_from > now and reports.price_at(regulations, v.effective_from) not in (None, price)
        ]
        if later:
            begins = later[0].effective_from
            following = reports.price_at(regulations, begins) or Decimal(0)
            day = f"{self.context.app.office.civil(begins):%d.%m.%Y}"
            words = self.texts(
                "calls-price-is-next",
                rubles="—" if price is None else say_rubles(price),
                day=day,
                next=say_rubles(following),
            )
        elif price is None:
            words = self.texts("calls-price-none")
        else:
            words = self.texts("calls-price-is", rubles=say_rubles(price))
        self.price_words.setText(words)
        button = self.texts("calls-price-set" if price is None and not later else "calls-price-change")
        self.price_button.setText(button)
        self.price_button.setAccessibleName(button)
