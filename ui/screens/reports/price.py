"""The price of a false call (R13): rubles, and the day from which it holds."""

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QWidget

from app.domain.changes import Changes
from app.domain.errors import PultError
from app.services import reports
from ui.context import ScreenContext
from ui.screens.reports.cells import say_rubles
from ui.shell.popups import Popup
from ui.theme import SPACE_L, SPACE_M


def parse_rubles(text: str) -> Decimal | None:
    """`1 500,50` as a person types it; None for what is no number."""
    plain = "".join(text.split()).replace(",", ".").removesuffix("₽")
    try:
        rubles = Decimal(plain)
    except InvalidOperation:
        return None
    return rubles if rubles.is_finite() else None


class PriceDialog(Popup):
    """Closes when the price is stored; a refusal stands inside, and what was typed stays."""

    def __init__(self, context: ScreenContext, price: Decimal | None, since: date, parent: QWidget) -> None:
        texts = context.texts
        super().__init__(texts("price-title"), parent)
        self._context = context
        self.setObjectName("dialog-price")
        self.setModal(True)
        self.setFont(context.theme.font)
        self.say(texts("price-former-none") if price is None else texts("price-former", rubles=say_rubles(price)))
        self.rubles = QLineEdit()
        self.rubles.setObjectName("rubles")
        self.since = QDateEdit(QDate(since.year, since.month, since.day))
        self.since.setObjectName("price-since")
        self.since.setCalendarPopup(True)
        self.since.setDisplayFormat("dd.MM.yyyy")
        self.problem = QLabel()
        self.problem.setObjectName("price-problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty("alarm", "true")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        for line, (key, widget) in enumerate((("price-rubles", self.rubles), ("price-since", self.since))):
            label = QLabel(texts(key))
            label.setBuddy(widget)
            widget.setAccessibleName(label.text())
            grid.addWidget(label, line, 0)
            grid.addWidget(widget, line, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        hint = QLabel(texts("price-hint"))
        hint.setWordWrap(True)
        hint.setProperty("muted", "true")
        self.column.addWidget(hint)
        self.column.addWidget(self.problem)
        self.primary = self.add_button(texts("price-set-plain"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.primary.setObjectName("primary")
        self.primary.setDefault(True)
        self.add_button(texts("price-cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.write)
        self.buttons.rejected.connect(self.reject)
        self.rubles.textChanged.connect(self._say)
        self.since.dateChanged.connect(self._say)
        self._say()
        self.rubles.setFocus()

    @property
    def day(self) -> date:
        """From when it holds."""
        chosen = self.since.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def write(self) -> None:
        """Store it."""
        rubles = parse_rubles(self.rubles.text())
        if rubles is None:
            self._refuse(self._context.texts("price-not-a-number"))
            return
        app, day, now = self._context.app, self.day, self._context.now()
        self.primary.setEnabled(False)
        self._context.write(
            lambda uow: reports.set_false_call_price(uow, rubles=rubles, since=day, by=app.operator, now=now),
            lambda changes: self._done(changes, rubles, day),
            owner=self,
            on_refusal=self._refused,
        )

    def _done(self, _changes: Changes, rubles: Decimal, day: date) -> None:
        words = self._context.texts("price-done", rubles=say_rubles(rubles), day=f"{day:%d.%m.%Y}")
        self._context.messages.note(words)
        self.accept()

    def _refused(self, error: PultError) -> None:
        self._refuse(self._context.messages.sentence(error))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.primary.setEnabled(True)
        self.rubles.setFocus()

    def _say(self) -> None:
        """The button says what it will do."""
        texts, rubles = self._context.texts, parse_rubles(self.rubles.text())
        words = texts("price-set-plain")
        if rubles is not None and abs(rubles) < reports.MOST_RUBLES * 10:
            words = texts("price-set", rubles=say_rubles(rubles), day=f"{self.day:%d.%m.%Y}")
        self.primary.setText(words)
        self.primary.setAccessibleName(words)
        self.problem.hide()
