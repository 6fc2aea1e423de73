"""Our side of the journal's bench: the console as `python -m ui` composes it, on the opened desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.bootstrap import open_desk
from app.demo_desk import GUEST
from app.domain.kinds import RequestKind, Status
from app.texts import Texts
from tests.bench.facts import RARE_PLOT
from tests.bench.journal_child import SIZE
from ui.background.changes import ChangeFeed
from ui.background.collector import keep_all
from ui.background.exports import Exports
from ui.background.runner import Runner
from ui.composition import build_console, dress, prepare_application
from ui.context import ScreenContext
from ui.screens.requests.columns import journal_columns
from ui.screens.requests.filters import DayFacts, Filters, Order, Period, Quick
from ui.screens.requests.grid import JournalGrid
from ui.screens.requests.presenter import RowWords
from ui.screens.requests.table import JournalModel
from ui.screens.requests.view import JournalScreen
from ui.shell.messages import Messages
from ui.theme import make_theme
from ui.widgets.blink import Blink

ALL = Filters(quick=Quick.ALL)
NARROWED = {
    "status": ALL.with_status(Status.REJECTED),
    "overdue": Filters(quick=Quick.OVERDUE),
    "client": replace(ALL, client_id=17),
    "kind": replace(ALL, kind=RequestKind.LIMIT),
    "month": replace(ALL, period=Period.MONTH),
    "search": replace(ALL, text=RARE_PLOT),
}


class Ours:
    """The window, its journal, and what a person would do there."""

    def __init__(self, application: QApplication, file: str) -> None:
        prepare_application(application)
        QSettings().setValue("reduce_motion", "false")
        theme = make_theme(dark=False)
        dress(application, theme)
        self._desk = open_desk(f"sqlite:///{Path(file).absolute()}", login=GUEST)
        self._texts, self._theme = Texts("ru"), theme
        self.window: QWidget
        self.viewport: QWidget

    def compose(self) -> Callable[[], bool]:
        console = build_console(self._desk, texts=self._texts, theme=self._theme, database="bench", catch=False)
        self._console, self.window = console, console.window
        journal = console.window.screens[0]
        if not isinstance(journal, JournalScreen):
            raise TypeError
        self._journal, self._model = journal, journal.model
        self._grid, self.viewport = journal.grid, journal.grid.viewport()
        self.window.resize(*SIZE)
        self.window.show()
        self.window.start()
        keep_all()  # as the program does
        journal.choose(ALL)
        return self._settled

    def _settled(self) -> bool:
        """Counted, and every row in view is a row."""
        if self._journal.found.text() == self._texts("journal-loading"):
            return False
        return self._rows_here()

    def _rows_here(self) -> bool:
        model = self._model
        first, last = self._grid.visible_places()
        return model.loaded and all(model.row_at(n) for n in range(first, min(last + 1, model.rowCount())))

    def show_all(self) -> Callable[[], bool]:
        self._grid.verticalScrollBar().setValue(0)
        self._journal.choose(ALL)
        return self._settled

    def jump(self) -> Callable[[], bool]:
        bar = self._grid.verticalScrollBar()
        bar.setValue(bar.maximum())
        return lambda: bar.value() == bar.maximum() and self._rows_here()

    def narrow(self, name: str) -> Callable[[], bool]:
        self._journal.choose(NARROWED[name])
        return self._settled

    def unsort(self) -> Callable[[], bool]:
        self._journal.choose(replace(ALL, order=Order.NEWEST))
        return self._settled

    def sort(self) -> Callable[[], bool]:
        self._journal.choose(ALL)
        return self._settled

    def blink(self, *, on: bool) -> None:
        now = self._console.context.now()
        self._grid.set_blink(Blink() if on else Blink().stop(now + timedelta(hours=1)))

    def overdue_in_view(self) -> int:
        return len(self._grid.overdue_places())

    def first_id(self) -> int:
        row = self._model.row_at(0)
        return 0 if row is None else row.id

    def expect(self, code: str) -> Callable[[], bool]:
        def shown() -> bool:
            row = self._model.row_at(0)
            return row is not None and row.command_code == code

        return shown

    def is_whole(self) -> bool:
        return self._grid.is_whole

    def close(self) -> None:
        self.window.close()
        self._console.close()
        self._desk.close()


class OurList(Ours):
    """The journal's list in a bare window, as bare as the peer's."""

    def compose(self) -> Callable[[], bool]:
        desk = self._desk
        runner, messages = Runner(), Messages(self._texts)
        changes = ChangeFeed(desk.queries, desk.clock, runner, messages)
        exports = Exports(runner, messages)
        context = ScreenContext(desk, self._texts, self._theme, runner, messages, changes, exports, desk.clock.utc)

        def words() -> RowWords:
            return RowWords(context.said, context.now())

        window = QMainWindow()
        self.window = window
        self._model = JournalModel(context, journal_columns(self._texts, words), words, self.window)
        self._grid = JournalGrid(self._model, self._theme, words, desk.clock)
        window.setCentralWidget(self._grid)
        self.viewport = self._grid.viewport()
        self.window.resize(*SIZE)
        self.window.show()
        facts = DayFacts(desk.office.day_of(context.now()), time(18), desk.office.day_of(context.now()))
        self._model.show_filter(ALL.where(context.now(), desk.office, facts))
        self._runner = runner
        return self._rows_here

    def close(self) -> None:
        self.window.close()
        self._runner.close()
        self._desk.close()


make, make_list = Ours, OurList
