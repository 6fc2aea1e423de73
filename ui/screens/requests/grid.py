"""The journal's table widget: fixed rows, columns by their samples, blinking, place and selection kept by request."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.services.ports.repositories import Clock
from ui.screens.requests.arrange import ColumnArrangement
from ui.screens.requests.delegate import JournalDelegate
from ui.screens.requests.painting import RowPainting
from ui.screens.requests.presenter import RowWords
from ui.screens.requests.selection import TRACKED, RowSelection
from ui.screens.requests.table import JournalModel
from ui.theme import Theme
from ui.widgets.blink import Blink
from ui.widgets.tables import set_up_rows

IDLE_SECONDS: Final = 10.0
"""A7: after this long without mouse or keyboard in the list, what was held comes in."""


class JournalGrid(QTableView):
    """`picked(id or None)`: another request is selected; `opened`: Enter or a double click; `idle`: A7's wait is over."""

    picked = Signal(object)
    opened = Signal()
    idle = Signal()

    def __init__(
        self,
        model: JournalModel,
        theme: Theme,
        words: Callable[[], RowWords],
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal, self._theme, self._clock, self._words = model, theme, clock, words
        self.blink = Blink()
        self._painted_white = False
        self._used = float("-inf")
        self._anchor: tuple[int, int] | None = None
        self._picked: int | None = None
        self._blink_timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._blink_timer.timeout.connect(self._flip)
        self._idle_timer = QTimer(self, singleShot=True)
        self._idle_timer.timeout.connect(self._judge_idle)
        self.setModel(model)
        delegate = JournalDelegate(theme, model.columns, words, lambda: self._painted_white, self)
        self.setItemDelegate(delegate)
        self._painting = RowPainting(self, model, delegate, words)
        self.selection = RowSelection(self, model)
        self.columns = ColumnArrangement(self, model.columns, theme, words().texts)
        model.visible, model.tracked, model.is_busy = self.visible_places, self._tracked, self.is_busy
        model.moving.connect(self._remember_anchor)
        model.moved.connect(self._restore_anchor)
        model.dataChanged.connect(self.settle)
        model.dataChanged.connect(self._painting.hurry)
        model.layoutChanged.connect(self._painting.hurry)
        model.held.connect(self._wait_for_idle)
        self._set_up()
        self.viewport().setMouseTracking(True)
        self.viewport().installEventFilter(self)
        self.verticalScrollBar().valueChanged.connect(self._painting.hurry)
        self.verticalScrollBar().valueChanged.connect(self.watch_blink)
        self.selection.changed.connect(self._selection_changed)
        self.selectionModel().currentRowChanged.connect(self._selection_changed)
        self.selectionModel().currentRowChanged.connect(self._paint_current)

    # --- selection ------------------------------------------------------------------------------------------------

    @property
    def request_id(self) -> int | None:
        """The selected request; it stays selected while its row is elsewhere or out of memory."""
        return self._picked

    def pick(self, place: int) -> None:
        """Select the row at a place and bring it into view."""
        index = self._journal.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def keep_current(self) -> None:
        """Of several selected rows keep the current one alone."""
        place = self.selection.current_place()
        if len(self.selection.chosen) > 1 and place is not None:
            self.pick(place)

    def unpick(self) -> None:
        """Select nothing: the card shows a request whose row is not here (yet)."""
        self._picked = None
        self.selection.clear()

    def _selection_changed(self) -> None:
        place = self.selection.current_place()
        if place is None:
            return
        row = self._journal.row_at(place)
        if row is None:
            # asks for its page; `settle` comes back here when it is there
            self._journal.data(self._journal.index(place, 0))
        elif row.id != self._picked:
            self._picked = row.id
            self.picked.emit(row.id)

    def _paint_current(self, now: QModelIndex, before: QModelIndex) -> None:
        """Qt repaints a cell of each; the lines of the current one go through the row."""
        for index in (now, before):
            if index.isValid():
                self._update_place(index.row())

    def _tracked(self) -> tuple[int, ...]:
        """The current request first, then some of those selected."""
        others = self.selection.chosen.tracked(TRACKED)
        return others if self._picked is None else (self._picked, *(i for i in others if i != self._picked))

    def settle(self) -> None:
        """After rows came: a row selected while it was a placeholder is now known."""
        self.selection.note()
        self._selection_changed()
        self.watch_blink()

    # --- place ----------------------------------------------------------------------------------------------------

    def visible_places(self) -> tuple[int, int]:
        """The first and last place in view."""
        height = max(1, self._theme.row_height)
        top = self.verticalScrollBar().value()
        return top // height, (top + max(0, self.viewport().height() - 1)) // height

    def is_busy(self) -> bool:
        """A7: somebody used mouse or keyboard here less than 10 seconds ago."""
        return self._clock.monotonic() - self._used < IDLE_SECONDS

    def touch(self) -> None:
        """Mouse or keyboard was used here."""
        self._used = self._clock.monotonic()

    def _remember_anchor(self) -> None:
        first, _last = self.visible_places()
        row = self._journal.row_at(first)
        top = self.verticalScrollBar().value()
        self._anchor = (row.id, top - first * self._theme.row_height) if row is not None and top > 0 else None

    def _restore_anchor(self, asked: bool) -> None:
        """Keep what is in view in view; at the very top, or when asked, show what came in."""
        bar = self.verticalScrollBar()
        if asked and self._journal.arrived is not None:
            bar.setValue(self._journal.arrived * self._theme.row_height)
        elif self._anchor is not None:
            place = self._journal.place_of(self._anchor[0])
            if place is not None:
                bar.setValue(place * self._theme.row_height + self._anchor[1])
        self.settle()

    def _wait_for_idle(self) -> None:
        left = IDLE_SECONDS - (self._clock.monotonic() - self._used)
        self._idle_timer.start(max(50, round(left * 1000)))

    def _judge_idle(self) -> None:
        if not self._journal.is_held:
            return
        if self.is_busy():
            self._wait_for_idle()
        else:
            self.idle.emit()

    # --- blinking -------------------------------------------------------------------------------------------------

    def is_white(self) -> bool:
        """The phase in which overdue rows are painted white."""
        return self.blink.is_white(self._clock.utc(), self._clock.monotonic())

    def set_blink(self, blink: Blink) -> None:
        """Stopped, resumed or still: paint once, and run the timer only while something blinks."""
        self.blink = blink
        self.viewport().update()
        self.watch_blink()

    def overdue_places(self) -> list[int]:
        """The places in view whose rows are overdue."""
        words = self._words()
        first, last = self.visible_places()
        rows = ((place, self._journal.row_at(place)) for place in range(first, last + 1))
        return [place for place, row in rows if row is not None and words.is_overdue(row)]

    def watch_blink(self) -> None:
        """Run the one timer while something overdue is in view and blinking is not stopped; else let it rest."""
        wanted = self.isVisible() and self.blink.is_running(self._clock.utc()) and bool(self.overdue_places())
        if not wanted:
            self._blink_timer.stop()
        elif not self._blink_timer.isActive():
            self._blink_timer.start(self.blink.next_flip_ms(self._clock.monotonic()))

    @property
    def is_blinking(self) -> bool:
        """True while the timer runs."""
        return self._blink_timer.isActive()

    @property
    def is_whole(self) -> bool:
        """True where every row in view is painted with its words."""
        return self._painting.is_whole

    def _flip(self) -> None:
        self._painted_white = self.is_white()
        self._update_overdue()
        self.watch_blink()

    def _update_overdue(self) -> None:
        for place in self.overdue_places():
            self._update_place(place)

    def _update_place(self, place: int) -> None:
        height, top = self._theme.row_height, self.verticalScrollBar().value()
        self.viewport().update(QRect(0, place * height - top, self.viewport().width(), height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows of one painting in one phase; a part painted in another one than the rest repaints the rest (A2)."""
        white = self.is_white()
        if white is not self._painted_white:
            self._painted_white = white
            self._update_overdue()
        self._painting.paint(event.rect())

    # --- Qt -------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the mouse (A7)."""
        if event.type() in _MOUSE:
            self.touch()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the card; the rest is the table's."""
        self.touch()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        if event.text() == "?":
            event.ignore()  # the window's list of keys
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing letters does nothing: Qt would go through every row, a million of them, on the GUI thread."""

    def showEvent(self, event: QShowEvent) -> None:
        """Blinking begins when the screen is shown."""
        super().showEvent(event)
        self.watch_blink()

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer behind another screen."""
        super().hideEvent(event)
        self._blink_timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the stretching column what is left."""
        super().resizeEvent(event)
        self.fit_columns()
        self.watch_blink()

    # --- columns --------------------------------------------------------------------------------------------------

    def fit_columns(self) -> None:
        """Give the columns the room there is."""
        self.columns.fit()

    def take_sort(self, section: int | None, *, ascending: bool) -> None:
        """Show on the heading by what the rows are sorted; None for an order that no heading names."""
        order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(-1 if section is None else section, order)

    def _set_up(self) -> None:
        set_up_rows(self, self._theme.row_height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(24)
        # Asked whether a column is wholly selected Qt goes through every row: with all of a million selected, for half
        # a minute. The headings look the same either way, so they are told of no selection.
        header.setSelectionModel(QItemSelectionModel(self._journal, header))
        header.setFixedHeight(self._theme.row_height)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End mean the first and last request, not the first and last column."""
        actions = QAbstractItemView.CursorAction
        column = max(0, self.currentIndex().column())
        if action is actions.MoveHome:
            return self._journal.index(0, column)
        if action is actions.MoveEnd:
            return self._journal.index(self._journal.rowCount() - 1, column)
        return super().moveCursor(action, modifiers)


_MOUSE = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseButtonDblClick)
