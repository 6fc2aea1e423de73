"""The main window: navigation, top, the screens, messages, status bar; what every screen shares and nothing else."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout

from app.domain.errors import Conflict
from app.services.ports.views import Counters, DeskStatus
from ui.context import ScreenContext
from ui.shell.exporting import ExportDone, ExportGuard, ExportProgress
from ui.shell.navigation import Navigation, make_icon
from ui.shell.popups import BugDialog, ConflictDialog, KeysDialog
from ui.shell.pulse import Pulse
from ui.shell.screens import SCREENS
from ui.shell.status import StatusBar
from ui.shell.topbar import TopBar
from ui.widgets.bars import Bar
from ui.widgets.screen import Screen

NOTE_MS: Final = 6000
SIZE: Final = (1600, 900)
NARROW: Final = 1500
"""px at 100 %: below it the navigation folds by itself, until somebody unfolds it."""
_KEYS: Final = (
    ("Ctrl+K", "key-search"),
    ("Ctrl+N", "key-new"),
    ("Enter", "key-open"),
    ("F2", "key-next"),
    ("F4", "key-dry-run"),
    ("F5", "key-read-meter"),
    ("F8", "key-stop-blinking"),
    ("F9", "key-columns"),
    ("Shift+↓, Ctrl", "key-select-several"),
    ("Ctrl+A", "key-select-all"),
    ("Ctrl+C", "key-copy"),
    ("Ctrl+Shift+C", "key-copy-number"),
    ("Ctrl+S", "key-save-filter"),
    ("Alt+1…9", "key-saved-filters"),
    ("Shift+F10", "key-menu"),
    ("Ctrl+E", "key-export"),
    ("Ctrl+P", "key-print"),
    ("Ctrl+1…9", "key-screens"),
    ("Ctrl+B", "key-fold"),
    ("Esc", "key-back"),
    ("?", "key-keys"),
)


class MainWindow(QMainWindow):
    """`closing` is emitted once, when the window is being closed."""

    closing = Signal()

    def __init__(self, context: ScreenContext, *, database: str) -> None:
        super().__init__()
        self._context = context
        texts, theme = context.texts, context.theme
        training = context.app.training
        self.setWindowTitle(texts("shell-title-training" if training else "shell-title"))
        self.setWindowIcon(make_icon("pult", "#FFFFFF"))
        self.screens: dict[int, Screen] = {}
        self.navigation = Navigation(SCREENS, texts, theme)
        self.top = TopBar(context.said, context.app.operator.name)
        self.stack = QStackedWidget()
        self.training, self.stale, self.message = Bar("training"), Bar("stale"), Bar("warning")
        if training:
            self.training.say(texts("shell-training"))
        self.status = StatusBar(context.said, database)
        self.status.setFont(theme.small)
        self.setStatusBar(self.status)
        self.export_done = ExportDone(texts, context.exports)
        self.export_progress = ExportProgress(texts, context.exports)
        self.export_guard = ExportGuard(texts, context.exports, self)
        self.status.addPermanentWidget(self.export_progress)
        self.pulse = Pulse(context, self)
        self._folds_itself = True
        self._build(training=training)
        self._connect()
        self._add_keys()
        self._second = QTimer(self, interval=1000, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._tick)
        self._second.start()
        self._tick()
        room = self.screen().availableSize()
        self.navigation.fold(folded=min(SIZE[0], room.width()) < NARROW)  # or its width would hold the window open
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        self._restore()
        self.navigation.show_screen(0)

    # --- screens --------------------------------------------------------------------------------------------------

    @property
    def screen_shown(self) -> Screen:
        """The screen that is shown."""
        return self.screens[self.navigation.list.currentRow()]

    def show_screen(self, number: int) -> None:
        """Switch; a screen is made when it is first shown."""
        if not 0 <= number < len(SCREENS):
            return
        screen = self.screens.get(number)
        if screen is None:
            screen = self.screens[number] = SCREENS[number].make(self._context)
            screen.counter_shown.connect(self.top.show_counter)
            screen.search_shown.connect(self.top.show_search)
            screen.set_stale(stale=self._context.changes.is_stale)
            self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)
        screen.arrived()

    def _journal(self) -> Screen:
        """Search and counters lead to the journal, whatever screen is shown."""
        self.navigation.show_screen(0)
        return self.screens[0]

    def _search(self, text: str) -> None:
        self.navigation.show_screen(0)
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.screens[0].search(text)

    # --- messages -------------------------------------------------------------------------------------------------

    def _note(self, sentence: str) -> None:
        self._say(sentence, "notice")
        self._note_timer.start(NOTE_MS)

    def _refuse(self, sentence: str) -> None:
        self._note_timer.stop()
        self._say(sentence, "warning")

    def _say(self, sentence: str, kind: str) -> None:
        self.message.setProperty("bar", kind)
        texts = self._context.texts
        self.message.say(sentence, button=texts("shell-close"), name=texts("shell-dismiss"))
        for widget in (self.message, self.message.label):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _show_bug(self, report: str) -> None:
        BugDialog(report, self._context.texts, self).open()

    def _show_conflict(self, conflict: Conflict) -> None:
        ConflictDialog(conflict, self._context.texts, self._context.theme, self).open()

    def show_keys(self) -> None:
        """The list of keys."""
        texts = self._context.texts
        KeysDialog([(key, texts(words)) for key, words in _KEYS], texts, self._context.theme, self).open()

    def _went_stale(self, since: datetime) -> None:
        civil = self._context.app.office.civil(since)
        self.stale.say(self._context.texts("shell-stale", since=f"{civil:%H:%M:%S}"))
        for screen in self.screens.values():
            screen.set_stale(stale=True)

    def _went_fresh(self) -> None:
        self.stale.hide()
        for screen in self.screens.values():
            screen.set_stale(stale=False)

    # --- figures --------------------------------------------------------------------------------------------------

    def _counted(self, counters: Counters) -> None:
        self.top.show_counters(counters)
        self.navigation.show_waiting(counters)
        for screen in self.screens.values():
            screen.counted(counters)

    def _show_status(self, status: DeskStatus) -> None:
        self.status.show_status(status, self._context.now())

    def _newly_overdue(self, request_ids: tuple[int, ...]) -> None:
        for screen in self.screens.values():
            screen.newly_overdue(request_ids)

    def _tick(self) -> None:
        self.top.show_time(self._context.now())

    # --- the window -----------------------------------------------------------------------------------------------

    def _build(self, *, training: bool) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self.training, self.stale, self.top, self.message, self.export_done):
            inner.addWidget(widget)
        inner.addWidget(self.stack, 1)
        frame = QFrame()
        frame.setObjectName("frame")
        frame.setProperty("training", "true" if training else "false")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(inner, 1)
        self.setCentralWidget(frame)
        self._note_timer = QTimer(self, singleShot=True)
        self._note_timer.timeout.connect(self.message.hide)

    def _connect(self) -> None:
        context = self._context
        self.navigation.chosen.connect(self.show_screen)
        self.navigation.fold_asked.connect(self._fold)
        self.top.searched.connect(self._search)
        self.top.counter.connect(lambda name: self._journal().show_counter(name))
        self.top.help_asked.connect(self.show_keys)
        self.message.pressed.connect(self.message.hide)
        self.status.retry_asked.connect(context.changes.poll)
        self.pulse.counted.connect(self._counted)
        self.pulse.status.connect(self._show_status)
        self.pulse.newly_overdue.connect(self._newly_overdue)
        context.changes.stale.connect(self._went_stale)
        context.changes.fresh.connect(self._went_fresh)
        context.runner.failed.connect(context.messages.error)
        context.messages.refused.connect(self._refuse)
        context.messages.noted.connect(self._note)
        context.messages.broke.connect(self._show_bug)
        context.messages.conflicted.connect(self._show_conflict)
        context.messages.went_away.connect(self.status.went_away)
        context.messages.came_back.connect(self.status.came_back)
        context.exports.stopped.connect(lambda: context.messages.note(context.texts("export-stopped")))

    def _add_keys(self) -> None:
        self._key("Ctrl+K", self._focus_search)
        self._key("Ctrl+B", self._fold)
        for number in range(len(SCREENS)):
            self._key(f"Ctrl+{number + 1}", partial(self.navigation.show_screen, number))
        leave = QShortcut(QKeySequence("Esc"), self.top)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave_search)

    def _key(self, key: str, slot: Callable[[], None]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _leave_search(self) -> None:
        self.screen_shown.arrived()

    def _focus_search(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`?` where nobody types: a shortcut of that letter would take it from the text fields."""
        if event.text() == "?":
            self.show_keys()
            return
        super().keyPressEvent(event)

    def _restore(self) -> None:
        settings = QSettings()
        geometry = settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        folded = settings.value("window/folded")
        self._folds_itself = folded is None
        if folded is not None:
            self.navigation.fold(folded=str(folded) == "true")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a narrow window's room to the journal."""
        super().resizeEvent(event)
        if self._folds_itself:
            self.navigation.fold(folded=self.width() < NARROW)

    def _fold(self) -> None:
        self._folds_itself = False
        self.navigation.fold(folded=not self.navigation.folded)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes, then let go of everything that runs; a person is asked first where a file is half written."""
        if not self.export_guard.may_close(asked_by_user=event.spontaneous()):
            event.ignore()
            return
        self._context.exports.close()
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        if not self._folds_itself:
            settings.setValue("window/folded", "true" if self.navigation.folded else "false")
        for screen in self.screens.values():
            screen.keep()
        self._second.stop()
        self.pulse.stop()
        self._context.changes.stop()
        self.closing.emit()
        super().closeEvent(event)

    def start(self) -> None:
        """Begin to follow the desk."""
        self._context.changes.start()
        self.pulse.start()
