"""The journal's Qt model: a count and a few pages, fetched beside the GUI thread; never a full load, never a reset.

Rows are refreshed in their places at once. What would *move* rows in view is held while the dispatcher is at work
there (A7): `held` announces it, `release` lets it in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.domain.changes import Changes, Subject
from app.services.ports.views import JournalFilter, JournalRow
from ui.background.runner import READ
from ui.context import ScreenContext
from ui.screens.requests.pages import PAGE, Look, Pages, Wanted, look, read_pages
from ui.screens.requests.presenter import RowWords
from ui.widgets.columns import Column

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The `JournalRow`, or None for a place whose page has not come yet."""
_NEW_REMEMBERED: Final = 20


@dataclass(frozen=True, slots=True)
class Held:
    """What waits to be let in: `above` rows came in above what is in view, 0 where only the order changed."""

    above: int


class JournalModel(QAbstractTableModel):
    """Rows by place. `shown`: a look arrived; `moving`/`moved`: around a change of places; `held`: A7.

    `rearranging()` and `rearranged(places by id, ids that are gone, count before)`: around every change of rows, even one
    that moves nothing: the selection is taken out and put back by whoever keeps it.
    """

    shown = Signal()
    moving = Signal()
    moved = Signal(bool)
    held = Signal(object)
    rearranging = Signal()
    rearranged = Signal(object, object, int)

    def __init__(
        self,
        context: ScreenContext,
        columns: Sequence[Column[JournalRow]],
        words: Callable[[], RowWords],
        parent: QObject | None = None,
        *,
        where: JournalFilter = JournalFilter(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.columns = tuple(columns)
        self._words = words
        self._pages = Pages()
        self._tracked: Mapping[int, int] = {}
        self._count = 0
        self._where = where
        self._asked: set[int] = set()
        self._touched: list[int] = []
        self._generation = 0
        self._under_way = False
        self._again = False
        self.arrived: int | None = None
        """The first place at which the last rearrangement brought a row that was not in view before."""
        self.loaded = False
        self.is_held = False
        self.visible: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self.tracked: Callable[[], tuple[int, ...]] = lambda: ()
        """Requests whose places every look finds again."""
        self.is_busy: Callable[[], bool] = lambda: False
        self._flush = QTimer(self, singleShot=True, interval=0)
        self._flush.timeout.connect(self._fetch_asked)

    # --- what views ask -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As last counted."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As declared."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles; how a click on one sorts."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            column = self.columns[section]
            hint = self._words().texts(f"columns-sort-{column.sorts or 'none'}")
            return f"{column.name}\n{hint}"
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tooltip, accessible sentence (A9) and the row itself; `…` until the page has come."""
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            self._ask(index.row() // PAGE)
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words().whole(row) if index.column() == 0 else f"{column.title}: {column.text(row)}"
        return None

    def row_at(self, place: int) -> JournalRow | None:
        """The row at a place, or None."""
        return self._pages.row(place) if place < self._count else None

    def place_of(self, request_id: int) -> int | None:
        """Where that request stands, as far as the rows in memory and the last look tell."""
        place = self._pages.places().get(request_id)
        return self._tracked.get(request_id) if place is None else place

    def places(self) -> dict[int, int]:
        """The same for all rows in memory, by id."""
        return {**self._tracked, **self._pages.places()}

    @property
    def where(self) -> JournalFilter:
        """The filter that is shown or being looked up."""
        return self._where

    # --- looks ----------------------------------------------------------------------------------------------------

    def show_filter(self, where: JournalFilter) -> None:
        """Show other rows; the selected request keeps its selection where it is among them."""
        self._where = where
        self._look(first=0, last=PAGE - 1, let_in=True)

    def refresh(self, where: JournalFilter | None = None) -> None:
        """Look again at what is in view; `where` only where the same choice asks for a later moment."""
        self._where = where or self._where
        self._look(*self.visible(), let_in=False)

    def release(self, *, track: int | None = None) -> None:
        """Let in what was held; also used to find a request (`track`) that was just made."""
        self._look(*self.visible(), let_in=True, track=() if track is None else (track,))

    def changed(self, changes: Changes) -> None:
        """Something was touched, here or in another process."""
        requests = changes.ids(Subject.REQUEST)
        others = (Subject.COMMAND, Subject.CLIENT, Subject.SUBSCRIBER, Subject.METER, Subject.IMPORT)
        if requests or any(changes.ids(subject) for subject in others):
            self._touched = [*self._touched, *requests][-_NEW_REMEMBERED:]
            if self._under_way:
                self._again = True  # one more look when this one has come: a busy feed must not starve them
            else:
                self.refresh()

    def _look(self, first: int, last: int, *, let_in: bool, track: tuple[int, ...] = ()) -> None:
        self._generation += 1
        rows = [self.row_at(place) for place in range(first, min(last + 1, self._count))]
        tracked = track + self.tracked() + tuple(self._touched if self.is_held else ())
        shown = tuple(row.id for row in rows if row is not None)
        wanted = Wanted(self._where, first, last, shown, (*shown[:1], *tracked))
        queries = self._context.app.queries
        self._under_way = not let_in

        def failed(error: BaseException) -> None:
            self._under_way = False
            self._context.messages.error(error)

        # A look that lets in must not be superseded by one that holds: the user's wish would be lost.
        self._context.runner.submit(
            READ,
            lambda: look(queries, wanted),
            on_done=lambda found: self._take(found, let_in=let_in),
            on_error=failed,
            owner=self,
            key="look-in" if let_in else "look",
        )

    def _take(self, found: Look, *, let_in: bool) -> None:
        self._under_way = False
        if found.wanted.where != self._where:
            return
        if let_in or not self.loaded:
            self._rearrange(found, asked=True)
        elif not self._moves_rows(found):
            self._rearrange(found, asked=False, quiet=True)
        elif self.is_busy():
            self._refresh_in_place(found)
            self.is_held = True
            self.held.emit(Held(self._above(found)))
        else:
            self._rearrange(found, asked=False)
        self.shown.emit()
        if self._again:
            self._again = False
            self.refresh()

    def _moves_rows(self, found: Look) -> bool:
        """True where a row in view would stand elsewhere, or be gone."""
        pages = Pages(found.pages)
        first, last = self.visible()
        for place in range(first, min(last + 1, self._count)):
            old, new = self.row_at(place), pages.row(place)
            if old is not None and (new is None or new.id != old.id):
                return True
        return False

    def _above(self, found: Look) -> int:
        """How many rows are new above what is in view: by how far the first row still there would move down."""
        old = self._pages.places()
        for request_id in found.wanted.shown:
            if request_id in found.places or any(r.id == request_id for p in found.pages.values() for r in p):
                new = found.places.get(request_id)
                if new is None:
                    new = Pages(found.pages).places()[request_id]
                shift = new - old.get(request_id, new)
                return max(shift, found.count - self._count if shift else 0, 0)
        return max(found.count - self._count, 0)

    def _refresh_in_place(self, found: Look) -> None:
        last = len(self.columns) - 1
        for place in self._pages.update(found.rows):
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def _rearrange(self, found: Look, *, asked: bool, quiet: bool = False) -> None:
        """Put the look's rows in: grow, move what Qt holds on to by id, shrink. Selection and current row follow."""
        if not quiet:
            self.moving.emit()
        self.rearranging.emit()
        before = self._count
        if found.count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, found.count - 1)
            self._count = found.count
            self.endInsertRows()
        self.layoutAboutToBeChanged.emit()
        ids = {place: i for i, place in self._pages.places().items()}
        fresh = Pages(found.pages)
        now = {**found.places, **fresh.places()}
        self._pages, self._tracked = fresh, found.places
        known = set(ids.values())
        self.arrived = min((now[i] for i in self._touched if i in now and i not in known), default=None)
        for index in self.persistentIndexList():
            request_id = ids.get(index.row())
            if request_id is None:
                continue
            place = now.get(request_id)
            target = QModelIndex() if place is None else self.index(place, index.column())
            self.changePersistentIndex(index, target)
        self.layoutChanged.emit()
        if found.count < self._count:
            self.beginRemoveRows(QModelIndex(), found.count, self._count - 1)
            self._count = found.count
            self.endRemoveRows()
        self.loaded, self.is_held, self._touched = True, False, []
        self.rearranged.emit(now, frozenset(found.gone), before)
        if not quiet:
            self.moved.emit(asked)

    # --- pages ----------------------------------------------------------------------------------------------------

    def _ask(self, page: int) -> None:
        self._asked.add(page)
        if not self._flush.isActive():
            self._flush.start()

    def _fetch_asked(self) -> None:
        first, last = self.visible()
        wanted = {n for n in self._asked if first // PAGE <= n <= last // PAGE} or set(list(self._asked)[-1:])
        numbers = sorted(n for n in wanted if not self._pages.has(n))
        self._asked.clear()
        if not numbers:
            return
        if self.is_held:
            # Another part of the list is wanted: its places are those of the new order, so that comes in now.
            self.release()
            return
        where, total, generation = self._where, self._count, self._generation
        queries = self._context.app.queries

        def came(pages: dict[int, tuple[JournalRow, ...]]) -> None:
            if (where, generation) == (self._where, self._generation):
                self._put(pages)

        self._context.read(lambda: read_pages(queries, where, numbers, total), came, owner=self, key="pages")

    def _put(self, pages: dict[int, tuple[JournalRow, ...]]) -> None:
        for number, rows in pages.items():
            self._pages.put(number, rows)
            last = min((number + 1) * PAGE, self._count) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1))
