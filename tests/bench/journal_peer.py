"""The other side of the journal's bench: QSqlTableModel and QTableView, as one would write it first.

The same columns in the same order over a view that joins client and plot; the status by its colour; blinking by a
timer that repaints the viewport; another process's changes by asking again every 100 ms. Texts stay as the database
has them, which is less work than ours.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QBrush, QColor
from PySide6.QtSql import QSqlDatabase, QSqlQuery, QSqlTableModel
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from tests.bench.facts import RARE_PLOT
from tests.bench.journal_child import SIZE

POLL_MS = 100
FLIP_MS = 667
ROW_HEIGHT = 28
COLOURS = {"confirmed": "#D98880", "in-progress": "#FFF3B0", "done": "#9FD8CB", "rejected": "#A0A0C4"}
VIEW = """
CREATE TEMP VIEW journal AS
SELECT r.status, r.number, c.form || ' «' || c.name || '»' AS client, s.plot, r.kind, r.confirmed_at,
       r.due, coalesce(r.due, r.closed_at) AS term, r.command,
       r.id, r.command_code, r.sort_key, r.client_id, r.filed_at, r.search_text
FROM requests r JOIN clients c ON c.id = r.client_id JOIN subscribers s ON s.id = r.subscriber_id
"""
SHOWN, ID, CODE, SORT_KEY, FILED_AT, DUE = 9, 9, 10, 11, 13, 6
FILTERS = {
    "status": "status = 'rejected'",
    "overdue": "due <= '{now}'",
    "client": "client_id = 17",
    "kind": "kind = 'limit'",
    "month": "filed_at >= '{month}'",
    "search": f"search_text LIKE '%{RARE_PLOT}%'",
}


class Delegate(QStyledItemDelegate):
    """The status's colour behind the row, white in every second phase of an overdue one."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.white = False
        self.now = ""
        self._brushes = {status: QBrush(QColor(colour)) for status, colour in COLOURS.items()}
        self._white = QBrush(QColor("white"))

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        status = index.sibling(index.row(), 0).data()
        due = index.sibling(index.row(), DUE).data()
        overdue = bool(due) and due <= self.now
        option.backgroundBrush = self._white if overdue and self.white else self._brushes.get(status, self._white)
        if overdue:
            option.font.setBold(True)


class Peer:
    """One window with the table and a count."""

    def __init__(self, _application: QApplication, file: str) -> None:
        self._database = QSqlDatabase.addDatabase("QSQLITE")
        self._database.setDatabaseName(file)
        self._database.open()
        QSqlQuery(VIEW, self._database)

    def compose(self) -> Callable[[], bool]:
        self.window = QMainWindow()
        self._model = QSqlTableModel(None, self._database)
        self._model.setTable("journal")
        self._model.setSort(SORT_KEY, Qt.SortOrder.AscendingOrder)
        self._view = QTableView()
        self._view.setModel(self._model)
        self._view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._view.verticalHeader().hide()
        self._view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._view.setShowGrid(False)
        self._view.setWordWrap(False)
        self._delegate = Delegate(self._view)
        self._view.setItemDelegate(self._delegate)
        self.viewport = self._view.viewport()
        for column in range(SHOWN, self._model.columnCount()):
            self._view.hideColumn(column)
        for column in range(SHOWN):
            self._view.setColumnWidth(column, (SIZE[0] - 40) // SHOWN)
        self._count = QLabel()
        self.window.setCentralWidget(self._view)
        self.window.statusBar().addWidget(self._count)
        self._flip_timer = QTimer(interval=FLIP_MS)
        self._flip_timer.timeout.connect(self._flip)
        self._poll_timer = QTimer(interval=POLL_MS)
        self._poll_timer.timeout.connect(self._poll)
        self.window.resize(*SIZE)
        self.window.show()
        return self._select("")

    def _select(self, condition: str) -> Callable[[], bool]:
        now = datetime.now(UTC)
        self._delegate.now = f"{now:%Y-%m-%d %H:%M:%S.%f}"
        condition = condition.format(now=self._delegate.now, month=f"{now - timedelta(days=30):%Y-%m-%d}")
        self._model.setFilter(condition)
        self._model.select()
        count = QSqlQuery(f"SELECT count(*) FROM requests {'WHERE ' if condition else ''}{condition}", self._database)
        count.next()
        self._count.setText(str(count.value(0)))
        self.viewport.update()
        return lambda: self._model.rowCount() > 0

    def show_all(self) -> Callable[[], bool]:
        self._view.scrollToTop()
        return self._select("")

    def jump(self) -> Callable[[], bool]:
        while self._model.canFetchMore():
            self._model.fetchMore()
        self._view.scrollToBottom()
        return lambda: True

    def narrow(self, name: str) -> Callable[[], bool]:
        return self._select(FILTERS[name])

    def unsort(self) -> Callable[[], bool]:
        self._model.setSort(FILED_AT, Qt.SortOrder.DescendingOrder)
        return self._select("")

    def sort(self) -> Callable[[], bool]:
        self._model.setSort(SORT_KEY, Qt.SortOrder.AscendingOrder)
        return self._select("")

    def blink(self, *, on: bool) -> None:
        self._poll_timer.stop()
        self._delegate.white = False
        if on:
            self._flip_timer.start()
        else:
            self._flip_timer.stop()

    def _flip(self) -> None:
        self._delegate.white = not self._delegate.white
        self.viewport.update()

    def overdue_in_view(self) -> int:
        rows = self.viewport.height() // ROW_HEIGHT + 1
        dues = (self._model.index(row, DUE).data() for row in range(min(rows, self._model.rowCount())))
        return sum(1 for due in dues if due and due <= self._delegate.now)

    def first_id(self) -> int:
        self._poll_timer.start()
        return int(self._model.index(0, ID).data())

    def _poll(self) -> None:
        """A SELECT that is not read to its end holds the old snapshot for its whole connection: it is closed first."""
        self._model.query().finish()
        self._model.select()

    def expect(self, code: str) -> Callable[[], bool]:
        self._poll_timer.start()
        return lambda: str(self._model.index(0, CODE).data()) == code

    def is_whole(self) -> bool:
        return True

    def close(self) -> None:
        self._poll_timer.stop()
        self._flip_timer.stop()
        self.window.close()


make, make_list = Peer, Peer
