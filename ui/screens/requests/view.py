"""The journal: filters above, the list, the card beside it (SCREENS.md). Widgets only; what is decided stands beside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.changes import Changes, Subject
from app.services.ports.views import JournalFilter
from app.services.preferences import JOURNAL_COLUMNS, JOURNAL_FILTERS, columns_value, read_columns
from ui.background.runner import COUNT
from ui.context import ScreenContext
from ui.screens.requests.afterwards import Afterwards
from ui.screens.requests.card import RequestCardWidget
from ui.screens.requests.columns import journal_columns
from ui.screens.requests.deeds import RowDeeds
from ui.screens.requests.filter_bar import FilterBar
from ui.screens.requests.filters import Counter, DayFacts, Filters, Quick
from ui.screens.requests.grid import JournalGrid
from ui.screens.requests.keeper import Keeper
from ui.screens.requests.keys import add_keys
from ui.screens.requests.layout import lay_out
from ui.screens.requests.ordering import HeadingOrder
from ui.screens.requests.presenter import RowWords, empty_words
from ui.screens.requests.saving import SavedFilters
from ui.screens.requests.several import CLEAR, COPY, EXPORT, PLAN, SeveralPanel
from ui.screens.requests.steps import Intent
from ui.screens.requests.table import Held, JournalModel
from ui.widgets.bars import Bar
from ui.widgets.blink import Blink
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty import EmptyState
from ui.widgets.motion import wants_less_motion
from ui.widgets.screen import Screen

SEARCH_DELAY_MS: Final = 200
TICK_MS: Final = 1000


class JournalScreen(Screen):
    """The home of the console."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        texts = context.texts
        self.filters = Filters()
        self._facts: DayFacts | None = None
        self._minute = -1
        self._said_at = context.now()
        self._wanted: int | None = None
        self._typed = ""
        self.bar = FilterBar(texts, context.theme)
        self.announcement = Bar("notice")
        self.bar.show_filters(self.filters)
        self.model = JournalModel(context, journal_columns(texts, self.words), self.words, self, where=self._where())
        self.grid = JournalGrid(self.model, context.theme, self.words, context.app.clock)
        self.grid.setAccessibleName(texts("journal-table-name"))
        self.card = RequestCardWidget(context, self)
        self.order = HeadingOrder(self.grid, self.model, lambda: self.filters)
        self.several = SeveralPanel(texts, context.theme)
        self.deeds = RowDeeds(context, self.model, self.grid, self)
        self.afterwards = Afterwards(self.grid, self._read_clients, self._read_facts)
        self.keeper = Keeper(context, self)
        self.saved = SavedFilters(
            context, self.keeper, self.bar.saved, self, present=lambda: self.filters, client=self.bar.client_name
        )
        self.empty = EmptyState(context.theme, self.grid.viewport())
        self.found = QLabel(texts("journal-loading"))
        self.blink_words = QLabel()
        self.left_out = ElidedLabel()
        self.left_out.setProperty("muted", True)
        self._build()
        self._connect()
        add_keys(self)
        self.keeper.read()
        self.grid.set_blink(Blink(still=wants_less_motion()))
        self._show_blink_words()
        self.order.show()
        self.deeds.others = [
            ("journal-menu-open", "Enter", self.grid.opened.emit),
            ("journal-menu-next", "F2", self.next_step),
            ("journal-menu-read", "F5", self.read_meter),
            ("journal-menu-columns", "F9", self.arrange_columns),
            ("journal-menu-save", "Ctrl+S", self.saved.save_present),
        ]

    def words(self) -> RowWords:
        """The sayings of rows as of this moment."""
        return RowWords(self._context.said, self._context.now())

    # --- filters --------------------------------------------------------------------------------------------------

    def choose(self, filters: Filters) -> None:
        """Show what these filters keep. Of several selected rows the current one stays: a deed must not meet unseen ones."""
        if replace(filters, order=self.filters.order) != self.filters:
            self.grid.keep_current()
        self.filters = filters
        self.bar.show_filters(filters)
        self.saved.show()
        self.order.show()
        self.counter_shown.emit(filters.counter.value if filters.counter else "")
        if filters.text != self._typed.strip():
            self._typed = filters.text
            self.search_shown.emit(filters.text)
        self.announcement.hide()
        self.found.setText(self._context.texts("journal-loading"))
        self.model.show_filter(self._where())

    def search(self, text: str) -> None:
        """The window's search field; waits until typing pauses."""
        self._typed = text
        self._search_timer.start(SEARCH_DELAY_MS)

    def show_counter(self, name: str) -> None:
        """A counter was pressed."""
        self.choose(self.filters.with_counter(Counter(name)))
        self.arrived()  # the journal's keys work at once

    def _search_now(self) -> None:
        if self._typed.strip() != self.filters.text:
            self.choose(self.filters.searching(self._typed))

    def _where(self) -> JournalFilter:
        now = self._context.now()
        office = self._context.app.office
        today = office.day_of(now)
        # Until the calendar has answered: the regulation's usual 18:00, and the day after.
        facts = self._facts or DayFacts(today, time(18), today + timedelta(days=1))
        return self.filters.where(now, office, facts)

    def _read_facts(self) -> None:
        now = self._context.now()
        today = self._context.app.office.day_of(now)

        def ask() -> DayFacts:
            with self._context.app.unit_of_work().reading() as uow:
                return DayFacts(today, uow.regulations.at(now).day_end, uow.calendar.next_working_day(today))

        self._context.read(ask, self._know_facts, owner=self, key="facts", lane=COUNT)

    def _know_facts(self, facts: DayFacts) -> None:
        self._facts = facts
        if self.filters.depends_on_now or self.filters.before_next_working_day:
            self.choose(self.filters)

    def _read_clients(self) -> None:
        clients = self._context.app.queries.clients
        self._context.read(clients, self.bar.show_clients, owner=self, key="clients", lane=COUNT)

    # --- rows -----------------------------------------------------------------------------------------------------

    def _rows_shown(self) -> None:
        self.afterwards.begin()
        texts, count = self._context.texts, self.model.rowCount()
        self.found.setText(texts("journal-found", n=count))
        self.grid.settle()
        if not self.model.is_held:
            self.announcement.hide()
        if count:
            self.empty.hide()
        else:
            self.empty.say(*empty_words(texts, self.filters))
            self._place_empty()
        if self._wanted is not None:
            self._pick_wanted()

    def _pick_wanted(self) -> None:
        place = self.model.place_of(self._wanted) if self._wanted is not None else None
        if place is not None:
            self._wanted = None
            self.grid.pick(place)

    def _picked(self, request_id: int) -> None:
        self._wanted = None
        self.card.show_request(request_id)

    def show_request(self, request_id: int) -> None:
        """Bring a request into view and select it; its card opens even where the filter hides the row."""
        self._wanted = request_id
        self.grid.unpick()
        self.card.show_request(request_id)
        self.model.release(track=request_id)

    def _announce(self, held: Held) -> None:
        texts = self._context.texts
        sentence = texts("journal-new-above", n=held.above) if held.above else texts("journal-order-changed")
        self.announcement.say(
            sentence, button=texts("journal-let-in"), name=texts("journal-let-in-name", what=sentence)
        )

    def _changed(self, changes: Changes) -> None:
        self.model.changed(changes)
        if changes.ids(Subject.CLIENT) or changes.ids(Subject.IMPORT):
            self._read_clients()
        if changes.ids(Subject.CALENDAR) or changes.ids(Subject.REGULATION):
            self._read_facts()

    # --- what the operator arranges -------------------------------------------------------------------------------

    def arrange_columns(self) -> None:
        """F9."""
        from ui.screens.requests.columns_dialog import ColumnsDialog  # late: no first screen needs it

        ColumnsDialog(self.grid.columns, self._context.texts, self.window()).open()

    def _kept_came(self, kept: Mapping[str, Mapping[str, object]]) -> None:
        known = self.grid.columns.usual.order
        if JOURNAL_COLUMNS in kept:
            self.grid.columns.arrange(read_columns(kept[JOURNAL_COLUMNS], known))
        self.saved.take(kept.get(JOURNAL_FILTERS))

    def _show_left_out(self) -> None:
        names = self.grid.columns.left_out
        self.left_out.setText(self._context.texts("columns-left-out", names=", ".join(names)) if names else "")
        tip = self._context.texts("columns-left-out-tip")
        self.left_out.setToolTip(f"{self.left_out.text()}\n{tip}" if names else "")

    def _selection_said(self) -> None:
        self.several.say(len(self.grid.selection.chosen))

    def _several_asked(self, deed: str) -> None:
        deeds = {COPY: self.deeds.copy, PLAN: self.deeds.plan, EXPORT: self.deeds.export, CLEAR: self.leave_several}
        deeds[deed]()

    def leave_several(self) -> None:
        """Esc: of several selected rows only the current one stays selected."""
        self.grid.keep_current()
        self.arrived()

    # --- steps ----------------------------------------------------------------------------------------------------

    def begin(self, intent: str, request_id: int) -> None:
        """A next step was chosen: open its dialog."""
        self._open(intent, request_id)

    def new_request(self) -> None:
        """Ctrl+N."""
        self._open(Intent.FILE, None)

    def _open(self, intent: str, request_id: int | None) -> None:
        if self._context.changes.is_stale:
            return  # A8
        from ui.screens.requests.dialogs import open_dialog

        dialog = open_dialog(self._context, intent, request_id, self)
        if dialog is not None and intent in (Intent.FILE, Intent.OPPOSITE):
            dialog.wrote.connect(lambda changes: self.show_request(changes.one(Subject.REQUEST)))

    def next_step(self) -> None:
        """F2."""
        intent, request_id = self.card.default_intent(), self.card.request_id
        if intent is not None and request_id is not None:
            self.begin(intent, request_id)

    def read_meter(self) -> None:
        """F5."""
        if self.card.request_id is not None:
            self.begin(Intent.READ_AGAIN, self.card.request_id)

    # --- blinking -------------------------------------------------------------------------------------------------

    def stop_blinking(self) -> None:
        """F8: stop; pressed again: blink on."""
        now, blink = self._context.now(), self.grid.blink
        self.grid.set_blink(blink.resume() if blink.is_stopped(now) else blink.stop(now))
        self._show_blink_words()

    def newly_overdue(self, request_ids: Sequence[int]) -> None:
        """A4: what is newly overdue blinks, whatever was stopped; the rows of an overdue filter grow."""
        if not request_ids:
            return
        self.grid.set_blink(self.grid.blink.resume())
        self._show_blink_words()
        self.model.refresh(self._where() if self.filters.depends_on_now else None)

    def _show_blink_words(self) -> None:
        texts, now, blink = self._context.texts, self._context.now(), self.grid.blink
        stopped = blink.is_stopped(now)
        if blink.still:
            self.blink_words.setText(texts("journal-blinking-still"))
        elif stopped and blink.stopped_until is not None:
            until = self._context.said.moment(blink.stopped_until, now)
            self.blink_words.setText(texts("journal-blinking-stopped", until=until))
        else:
            self.blink_words.setText("")
        text = texts("journal-resume-blinking" if stopped else "journal-stop-blinking")
        self.stop_button.setText(f"{text}  F8")
        self.stop_button.setAccessibleName(text)
        self.stop_button.setEnabled(not blink.still)

    def _tick(self) -> None:
        """Once a second: a row may have become overdue; once a minute all that is said of time is said anew."""
        now = self._context.now()
        if self.grid.blink.stopped_until is not None and not self.grid.blink.is_stopped(now):
            self.grid.set_blink(self.grid.blink.resume())
            self._show_blink_words()
        if now.minute != self._minute:
            self._said_anew(now)
        self.grid.watch_blink()

    def _said_anew(self, now: datetime) -> None:
        self._minute = now.minute
        self.grid.viewport().update()
        if self._facts is not None and self._facts.day != self._context.app.office.day_of(now):
            self._read_facts()

    # --- the window -----------------------------------------------------------------------------------------------

    def set_stale(self, *, stale: bool) -> None:
        """A8: nothing here takes a command, and it looks so; the rows stay readable."""
        for widget in (self.grid, self.card, self.new_button):
            widget.setEnabled(not stale)
        if not stale:
            self.model.refresh()

    def arrived(self) -> None:
        """The list takes the keyboard."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The empty state covers the list, whatever its size."""
        if event.type() is QEvent.Type.Resize:
            self._place_empty()
        return super().eventFilter(watched, event)

    def _place_empty(self) -> None:
        self.empty.setGeometry(self.grid.viewport().rect())

    def _build(self) -> None:
        texts = self._context.texts
        self.stop_button = QPushButton()
        self.stop_button.setToolTip(texts("journal-stop-blinking-tip"))
        self.new_button = QPushButton(f"{texts('journal-new')}  Ctrl+N")
        self.new_button.setAccessibleName(texts("journal-new"))
        self.new_button.setToolTip(texts("journal-new-tip"))
        self.new_button.setProperty("primary", True)
        self.bar.first_row.addWidget(self.stop_button)
        self.bar.first_row.addWidget(self.new_button)
        self.splitter = lay_out(
            self,
            self.bar,
            left=(self.announcement, self.grid),
            foot=(self.found, self.left_out, self.blink_words, self.deeds.export_button),
            right=(self.several, self.card),
        )
        self._restore()

    def _connect(self) -> None:
        self.bar.chosen.connect(self.choose)
        self.bar.save_asked.connect(self.saved.save_present)
        self.bar.manage_asked.connect(self.saved.manage)
        self.saved.chosen.connect(self.choose)
        self.saved.counted.connect(lambda n: self.bar.manage.setEnabled(n > 0))
        self.keeper.arrived.connect(self._kept_came)
        self.grid.columns.changed.connect(lambda choice: self.keeper.put(JOURNAL_COLUMNS, columns_value(choice)))
        self.grid.columns.fitted.connect(self._show_left_out)
        self.order.chosen.connect(self.choose)
        self.grid.columns.asked.connect(self.arrange_columns)
        self.grid.selection.changed.connect(self._selection_said)
        self.several.asked.connect(self._several_asked)
        self.announcement.pressed.connect(self.model.release)
        self.model.shown.connect(self._rows_shown)
        self.model.held.connect(self._announce)
        self.grid.idle.connect(self.model.release)
        self.grid.picked.connect(self._picked)
        self.grid.opened.connect(lambda: self.card.setFocus(Qt.FocusReason.OtherFocusReason))
        self.card.intent.connect(self.begin)
        self.stop_button.clicked.connect(self.stop_blinking)
        self.new_button.clicked.connect(self.new_request)
        self.empty.pressed.connect(self._leave_empty)
        self.grid.viewport().installEventFilter(self)
        self._context.changes.changed.connect(self._changed)
        self._search_timer = QTimer(self, singleShot=True)
        self._search_timer.timeout.connect(self._search_now)
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self._tick)
        self._second.start()

    def _leave_empty(self) -> None:
        if self.filters == Filters() or (self.filters.quick is Quick.ALL and not self.filters.narrows):
            self.new_request()
        else:
            self.choose(Filters())

    def _restore(self) -> None:
        state = QSettings().value("journal/splitter")
        if state is not None:
            self.splitter.restoreState(state)

    def keep(self) -> None:
        """Remember columns, filters and the border for the next start."""
        self.keeper.flush()
        QSettings().setValue("journal/splitter", self.splitter.saveState())
