"""The window's single composition: a desk becomes a window with everything it needs, and one call lets go of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLibraryInfo, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from app.texts import LANGUAGES, Texts
from app.texts.catalogue import system_language
from ui.background.changes import ChangeFeed
from ui.background.collector import Collector
from ui.background.exports import Exports
from ui.background.runner import Runner
from ui.background.worker import WorkerChild
from ui.context import Desk, ScreenContext
from ui.qss import style_sheet
from ui.shell.messages import Messages, catch_everything
from ui.shell.window import MainWindow
from ui.theme import Theme, make_theme
from ui.widgets.clipboard import leave_as_text

USUAL_POINTS: Final = 10.0


@dataclass(frozen=True)
class Console:
    """The running window; `close` ends its threads (the desk is whoever's opened it)."""

    window: MainWindow
    context: ScreenContext
    close: Callable[[], None]


def prepare_application(application: QApplication) -> None:
    """Names for QSettings, and one style on every system."""
    application.setOrganizationName("Pult")
    application.setApplicationName("Pult")
    application.setDesktopFileName("pult")
    application.setStyle("Fusion")


def chosen_language(wanted: str | None) -> str:
    """`wanted`, else what was set, else the system's."""
    kept = str(QSettings().value("language", ""))
    return next((language for language in (wanted, kept) if language in LANGUAGES), system_language())


def chosen_theme() -> Theme:
    """As set; what is not set is the system's."""
    kept = str(QSettings().value("theme", ""))
    size = str(QSettings().value("text_size", ""))
    return make_theme(
        dark=kept == "dark" if kept in ("dark", "light") else None,
        points=float(size) if size.isdigit() else USUAL_POINTS,
    )


def speak(application: QApplication, language: str) -> None:
    """Qt's own words (menus of text fields, the file dialog, calendars) in the window's language."""
    words = QTranslator(application)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)


def dress(application: QApplication, theme: Theme) -> None:
    """Give the application the theme's looks."""
    application.setPalette(theme.palette())
    application.setFont(theme.font)
    application.setStyleSheet(style_sheet(theme))


def build_console(
    desk: Desk,
    *,
    texts: Texts,
    theme: Theme,
    database: str,
    worker: WorkerChild | None = None,
    catch: bool = True,
) -> Console:
    """Put the window together over an opened desk. `catch`: uncaught errors go through the door."""
    runner = Runner()
    messages = Messages(texts)
    changes = ChangeFeed(desk.queries, desk.clock, runner, messages)
    exports = Exports(runner, messages)
    collector = Collector(runner)
    context = ScreenContext(desk, texts, theme, runner, messages, changes, exports, desk.clock.utc)
    window = MainWindow(context, database=database)
    release = catch_everything(messages) if catch else _nothing
    collector.start()
    if worker is None:
        window.status.show_worker("elsewhere")
    else:
        worker.state.connect(window.status.show_worker)

    def close() -> None:
        if worker is not None:
            worker.stop()
        changes.stop()
        exports.close()
        runner.close()
        collector.stop()
        release()
        leave_as_text()

    return Console(window, context, close)


def _nothing() -> None:
    pass
