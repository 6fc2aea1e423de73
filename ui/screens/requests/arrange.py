"""The order, choice and widths of the list's columns: by their samples, as dragged, and as room allows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu, QTableView

from app.services.ports.views import JournalRow
from app.services.preferences import NARROWEST, WIDEST, ColumnsChoice
from app.texts import Texts
from ui.screens.requests.delegate import BAR
from ui.theme import SPACE_M, SPACE_S, Theme
from ui.widgets.columns import Column

SETTLE_MS: Final = 200
"""A border that is being dragged comes to rest before the other columns follow it."""


_SHORTEST: Final = 8
"""Characters of the stretching column where even the columns that never go leave it no more: its tooltip has the rest."""


class ColumnArrangement(QObject):
    """`changed(ColumnsChoice)`: arranged by hand; `fitted`: other columns may be left out for want of room; `asked`: for the
    dialog of columns."""

    changed = Signal(object)
    fitted = Signal()
    asked = Signal()

    def __init__(self, view: QTableView, columns: Sequence[Column[JournalRow]], theme: Theme, texts: Texts) -> None:
        super().__init__(view)
        self._view, self._columns, self._theme, self._texts = view, tuple(columns), theme, texts
        self._header = view.horizontalHeader()
        self._at = {column.key: at for at, column in enumerate(self._columns)}
        self._busy = False
        self.usual = ColumnsChoice(
            tuple(column.key for column in self._columns), tuple(c.key for c in self._columns if c.usual or c.fixed)
        )
        self.choice = self.usual
        self.left_out: tuple[str, ...] = ()
        """Names of the chosen columns for which there is no room."""
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        header = self._header
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(0)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)
        header.sectionHandleDoubleClicked.connect(self.forget_width)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._menu_asked)

    # --- what others ask and say ----------------------------------------------------------------------------------

    def columns_in_order(self) -> list[Column[JournalRow]]:
        """All of them, chosen or not, as arranged."""
        return [self._columns[self._at[key]] for key in self.choice.order]

    def columns_shown(self) -> list[Column[JournalRow]]:
        """Those that stand on the screen, from the left."""
        header = self._header
        logical = (header.logicalIndex(visual) for visual in range(header.count()))
        return [self._columns[at] for at in logical if not header.isSectionHidden(at)]

    def arrange(self, choice: ColumnsChoice | None, *, by_hand: bool = False) -> None:
        """Take over a choice; None for the usual one. What it does not name stands as usual, fixed ones always show."""
        self.choice = self._completed(choice or self.usual)
        self._busy = True
        for visual, key in enumerate(self.choice.order):
            self._header.moveSection(self._header.visualIndex(self._at[key]), visual)
        self._busy = False
        self.fit()
        if by_hand:
            self.changed.emit(self.choice)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide one."""
        wanted = {*self.choice.shown, key} if shown else {*self.choice.shown} - {key}
        self.arrange(replace(self.choice, shown=tuple(wanted)), by_hand=True)

    def forget_width(self, logical: int) -> None:
        """A double click on a heading's border: as wide as its contents need."""
        key = self._columns[logical].key
        widths = {name: wide for name, wide in self.choice.widths.items() if name != key}
        self._settle.stop()
        self.arrange(replace(self.choice, widths=widths), by_hand=True)

    # --- widths ---------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Widths by hand, else by the widest sample in bold; where room is short the columns least needed are left out."""
        metrics = QFontMetrics(self._theme.bold)
        widths = {at: self._width(column, metrics) for at, column in enumerate(self._columns)}
        order = [self._at[key] for key in self.choice.order]
        shown = [at for at in order if self._columns[at].key in self.choice.shown]
        room = self._view.viewport().width()
        # The lowest number goes first, of equal ones the rightmost.
        droppable = sorted((at for at in reversed(shown) if self._columns[at].drop), key=self._drop_order)
        left_out = []
        while droppable and sum(widths[at] for at in shown) > room:
            shown.remove(droppable[0])
            left_out.append(droppable.pop(0))
        left = room - sum(widths[at] for at in shown)
        self._busy = True
        for at, column in enumerate(self._columns):
            self._view.setColumnHidden(at, at not in shown)
            stretches = column.stretch and column.key not in self.choice.widths
            self._header.resizeSection(at, max(self._unit * _SHORTEST, widths[at] + left) if stretches else widths[at])
        self._busy = False
        self.left_out = tuple(self._columns[at].name for at in order if at in left_out)
        self.fitted.emit()

    def _drop_order(self, at: int) -> int:
        return self._columns[at].drop

    def _width(self, column: Column[JournalRow], metrics: QFontMetrics) -> int:
        if column.key in self.choice.widths:
            return round(self.choice.widths[column.key] * self._unit)
        if column.key == "status":
            return self._theme.row_height + BAR + SPACE_S
        title = metrics.horizontalAdvance(column.title) + 2 * SPACE_M + SPACE_S
        if column.sorts:
            title += metrics.ascent()  # the arrow
        width = max(metrics.horizontalAdvance(sample) for sample in column.samples) + SPACE_M + SPACE_S + 2
        if column.key == "term":
            width += metrics.ascent() + SPACE_S
        return max(width, title, metrics.averageCharWidth() * column.least)

    @property
    def _unit(self) -> int:
        return max(1, QFontMetrics(self._theme.bold).averageCharWidth())

    # --- by hand --------------------------------------------------------------------------------------------------

    def _moved(self, _logical: int, _old: int, _new: int) -> None:
        if self._busy:
            return
        header = self._header
        order = tuple(self._columns[header.logicalIndex(visual)].key for visual in range(header.count()))
        self.arrange(replace(self.choice, order=order), by_hand=True)

    def _resized(self, logical: int, _old: int, new: int) -> None:
        if self._busy or new == 0:
            return
        width = min(max(new / self._unit, NARROWEST), WIDEST)
        self.choice = replace(self.choice, widths={**self.choice.widths, self._columns[logical].key: round(width, 2)})
        self._settle.start()

    def _settled(self) -> None:
        if QApplication.mouseButtons().value:
            self._settle.start()  # still being dragged
            return
        self.arrange(self.choice, by_hand=True)

    def _menu_asked(self, at: QPoint) -> None:
        self.make_menu(self._header.logicalIndexAt(at)).popup(self._header.mapToGlobal(at))

    def make_menu(self, logical: int) -> QMenu:
        """What a heading's menu offers: hide this one, show that one, all in a dialog, back as it was."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = self._texts
        if logical >= 0 and not self._columns[logical].fixed:
            here = self._columns[logical]
            hide = menu.addAction(texts("columns-hide", name=here.name))
            hide.triggered.connect(lambda: self.show_column(here.key, shown=False))
            menu.addSeparator()
        for column in self.columns_in_order():
            if not column.fixed:
                action = menu.addAction(column.name)
                action.setCheckable(True)
                action.setChecked(column.key in self.choice.shown)
                action.toggled.connect(lambda shown, key=column.key: self.show_column(key, shown=shown))
        menu.addSeparator()
        menu.addAction(f"{texts('columns-menu')}\tF9").triggered.connect(self.asked)
        menu.addAction(texts("columns-usual")).triggered.connect(lambda: self.arrange(None, by_hand=True))
        return menu

    def _completed(self, choice: ColumnsChoice) -> ColumnsChoice:
        named = [key for key in choice.order if key in self._at]
        order = list(named)
        for at, column in enumerate(self._columns):
            if column.key not in order:  # new since it was saved: after the one that usually stands before it
                before = [self._columns[n].key for n in range(at)]
                order.insert(max((order.index(key) + 1 for key in before if key in order), default=0), column.key)
        first = self._columns[0].key
        order.remove(first)
        order.insert(0, first)
        shown = {
            column.key
            for column in self._columns
            if column.fixed or column.key in choice.shown or (column.key not in named and column.usual)
        }
        return ColumnsChoice(tuple(order), tuple(key for key in order if key in shown), dict(choice.widths))
