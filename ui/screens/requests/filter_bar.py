"""The buttons above the journal and the row that narrows it; emits the whole choice as one value."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.desk import Client
from app.domain.kinds import RequestKind, Status
from app.texts import Texts
from ui.screens.requests.filters import Filters, Order, Period, Quick
from ui.screens.requests.saved_bar import SavedBar
from ui.theme import SPACE_M, Theme
from ui.widgets.flow import FlowLayout


class FilterBar(QWidget):
    """`chosen(Filters)` at each change by hand; `save_asked`, `manage_asked`: of the saved filters."""

    chosen = Signal(object)
    save_asked = Signal()
    manage_asked = Signal()

    def __init__(self, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._filters = Filters()
        self._quick = QButtonGroup(self)
        self._quick.setExclusive(False)
        self._buttons: dict[Quick, QPushButton] = {}
        self.first_row = FlowLayout()
        for quick in Quick:
            self.first_row.addWidget(self._quick_button(quick))
        self.more = QPushButton(texts("journal-filter-more"))
        self.more.setCheckable(True)
        self.more.setAccessibleName(texts("journal-filter-more"))
        self.more.toggled.connect(self._toggle)
        self.first_row.addWidget(self.more)
        self.first_row.push_right()
        self.panel = self._make_panel(theme)
        self.panel.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addLayout(self.first_row)
        layout.addWidget(self.panel)
        self._show_dates()
        self.saved = SavedBar(texts)
        layout.addWidget(self.saved)

    def show_filters(self, filters: Filters) -> None:
        """Show a choice that was made elsewhere, without telling it again."""
        self._filters = filters
        for quick, button in self._buttons.items():
            button.setChecked(filters.shown_quick is quick)
        boxes = (self._status, self._kind, self._client, self._period, self._order)
        widgets = (*boxes, self._since, self._until, self._next_day)
        blockers = [QSignalBlocker(widget) for widget in widgets]
        _select(self._status, filters.status)
        _select(self._kind, filters.kind)
        _select(self._client, filters.client_id)
        _select(self._period, filters.period)
        _select(self._order, filters.order)
        self._next_day.setChecked(filters.before_next_working_day)
        del blockers
        self._show_dates()
        self._clear.setEnabled(filters.narrows)
        more = self._texts("journal-filter-more")
        self.more.setText(f"{more} •" if filters.narrows_here or filters.order is not Order.URGENCY else more)

    def show_clients(self, clients: Sequence[Client]) -> None:
        """Fill the list of clients; the chosen one stays."""
        blocker = QSignalBlocker(self._client)
        self._client.clear()
        self._client.addItem(self._texts("journal-filter-any-client"), None)
        for client in clients:
            self._client.addItem(client.full_name, client.id)
        _select(self._client, self._filters.client_id)
        del blocker

    def _quick_button(self, quick: Quick) -> QPushButton:
        text = self._texts(f"journal-quick-{quick.value}")
        button = QPushButton(text)
        button.setObjectName(f"quick-{quick.value}")
        button.setCheckable(True)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _=False, q=quick: self._choose(self._filters.with_quick(q)))
        self._quick.addButton(button)
        self._buttons[quick] = button
        return button

    def _make_panel(self, theme: Theme) -> QWidget:
        texts = self._texts
        self._status = self._combo("status", None, *Status)
        self._kind = self._combo("kind", None, *RequestKind)
        self._client = QComboBox()
        self._client.setAccessibleName(texts("journal-filter-client"))
        self._client.addItem(texts("journal-filter-any-client"), None)
        self._client.setMinimumContentsLength(16)
        self._client.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._client.currentIndexChanged.connect(self._changed)
        self._period = self._combo("period", *Period)
        self._since, self._until = self._date("since"), self._date("until")
        self._dash = QLabel("–")
        self._order = self._combo("order", *Order)
        self._order.setToolTip(texts("journal-filter-order-tip"))
        self._next_day = QCheckBox(texts("journal-filter-next-day"))
        self._next_day.setToolTip(texts("journal-filter-next-day-tip"))
        self._next_day.toggled.connect(self._changed)
        self._clear = QPushButton(texts("journal-filter-clear"))
        self._clear.setAccessibleName(texts("journal-filter-clear"))
        self._clear.clicked.connect(lambda: self._choose(self._filters.plain()))
        panel = QWidget()
        row = FlowLayout(panel)
        dates = (self._since, self._dash, self._until)
        chosen = (self._status, self._kind, self._client, self._period, *dates, self._next_day, self._order)
        for widget in (*chosen, self._clear, self._save_button(), self._manage_button()):
            row.addWidget(widget)
        return panel

    def _save_button(self) -> QPushButton:
        words = self._texts("saved-save")
        button = QPushButton(f"{words}  Ctrl+S")
        button.setObjectName("save-filter")
        button.setAccessibleName(words)
        button.setToolTip(self._texts("saved-save-tip"))
        button.clicked.connect(self.save_asked)
        return button

    def _manage_button(self) -> QPushButton:
        self.manage = QPushButton(self._texts("saved-manage"))
        self.manage.setObjectName("manage-filters")
        self.manage.setAccessibleName(self._texts("saved-manage"))
        self.manage.clicked.connect(self.manage_asked)
        self.manage.setEnabled(False)
        return self.manage

    def client_name(self, client_id: int) -> str:
        """A client's name by id, as far as it is known."""
        for at in range(self._client.count()):
            if self._client.itemData(at) == client_id:
                return self._client.itemText(at)
        return "…"

    def _combo(self, name: str, *choices: object) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._texts(f"journal-filter-{name}"))
        for choice in choices:
            if choice is None:
                box.addItem(self._texts(f"journal-filter-any-{name}"), None)
            else:
                key = f"journal-{name}-{choice}" if name in ("period", "order") else f"{name}-{choice}"
                box.addItem(self._texts(key), choice)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(self._changed)
        return box

    def _date(self, name: str) -> QDateEdit:
        edit = QDateEdit(QDate.currentDate())
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("dd.MM.yyyy")
        edit.setAccessibleName(self._texts(f"journal-filter-{name}"))
        edit.dateChanged.connect(self._changed)
        return edit

    def _toggle(self, shown: bool) -> None:
        self.panel.setVisible(shown)
        if shown:
            self._status.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_dates(self) -> None:
        for widget in (self._since, self._dash, self._until):
            widget.setVisible(self._filters.period is Period.DATES)

    def _changed(self) -> None:
        status = self._status.currentData()
        period = Period(self._period.currentData())
        kind = self._kind.currentData()
        chosen = replace(
            self._filters,
            kind=None if kind is None else RequestKind(kind),
            client_id=self._client.currentData(),
            period=period,
            since=_day(self._since) if period is Period.DATES else None,
            until=_day(self._until) if period is Period.DATES else None,
            before_next_working_day=self._next_day.isChecked(),
            order=Order(self._order.currentData()),
        )
        wanted = None if status is None else Status(status)
        self._choose(chosen if wanted is chosen.status else chosen.with_status(wanted))

    def _choose(self, filters: Filters) -> None:
        self.show_filters(filters)
        self.chosen.emit(filters)


def _select(box: QComboBox, data: object) -> None:
    for at in range(box.count()):
        if box.itemData(at) == data:
            box.setCurrentIndex(at)
            return


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
