"""Two ways to look at the window, both closed without a thread or a timer left.

`show` and `console`: the whole console, shown and settled, over a desk in memory. `desk` and `context`: a small real
desk and what a single screen or dialog over it is given.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.texts import Texts
from tests.fakes.queries import MemoryDesk, MemoryQueries, sample_rows
from tests.fakes.small_desk import SmallDesk, small_desk
from tests.fakes.window import end, make_context
from ui.composition import Console, build_console, dress, prepare_application
from ui.context import ScreenContext
from ui.screens.requests.view import JournalScreen
from ui.theme import make_theme


class ShownConsole:
    """A console with short words for what tests do to it."""

    def __init__(self, console: Console, desk: MemoryDesk, wait: Callable[..., None]) -> None:
        self.console, self.desk = console, desk
        self.window, self.context, self.queries = console.window, console.context, desk.queries
        self.wait_until = wait

    @property
    def journal(self) -> JournalScreen:
        screen = self.window.screens[0]
        assert isinstance(screen, JournalScreen)
        return screen

    def settle(self) -> None:
        """Wait until every lane has delivered."""
        self.wait_until(lambda: self.context.runner.pending == 0, timeout=5000)
        QApplication.processEvents()

    def hear(self) -> None:
        """Ask the change feed once and let everything follow from it."""
        self.settle()
        self.context.changes.poll()
        self.settle()
        self.settle()

    def numbers(self) -> list[int]:
        """The ids that are shown, from the top."""
        model = self.journal.model
        rows = [model.row_at(place) for place in range(model.rowCount())]
        return [row.id for row in rows if row is not None]


@pytest.fixture(autouse=True)
def private_settings(tmp_path: Path, qapp: QApplication) -> None:
    """No test reads or writes a person's settings."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    prepare_application(qapp)
    QSettings().clear()


@pytest.fixture
def show(qapp: QApplication, qtbot, private_settings) -> Iterator[Callable[..., ShownConsole]]:
    """Call it with a desk (or rows) to get a shown, settled console."""
    shown: list[ShownConsole] = []

    def make(
        desk: MemoryDesk | None = None, *, language: str = "ru", dark: bool = False, size: tuple[int, int] = (1600, 900)
    ) -> ShownConsole:
        desk = desk or MemoryDesk(MemoryQueries(sample_rows()))
        theme = make_theme(dark=dark)
        dress(qapp, theme)
        console = build_console(desk, texts=Texts(language), theme=theme, database="local", catch=False)
        one = ShownConsole(console, desk, qtbot.waitUntil)
        shown.append(one)
        console.window.resize(*size)
        console.window.show()
        console.window.pulse.start()
        console.window.pulse._beat.stop()
        one.context.changes.start()
        one.context.changes._timer.stop()  # tests ask it themselves
        one.settle()
        one.settle()
        return one

    yield make
    for one in shown:
        one.window.close()
        one.console.close()
        one.window.deleteLater()
        one.context.runner.deleteLater()
    QApplication.processEvents()
    qapp.setStyleSheet("")


@pytest.fixture
def console(show: Callable[..., ShownConsole]) -> ShownConsole:
    """One of everything, on the sketch's afternoon."""
    return show()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SmallDesk]:
    """Four plots of two clients, on a Monday morning."""
    with small_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def context(qapp: QApplication, desk: SmallDesk) -> Iterator[ScreenContext]:
    """Of a window over `desk`."""
    context = make_context(desk)
    yield context
    end(context)
