"""Imports: taking a register with a preview, and the journal of what was taken (SCREENS.md, principle 7)."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes, Subject
from ui.context import ScreenContext
from ui.screens.imports.history import HistoryPage
from ui.screens.imports.keys import open_keys
from ui.screens.imports.page import ImportPage
from ui.theme import SPACE_L, SPACE_M, SPACE_S
from ui.widgets.screen import Screen

TAKE, HISTORY = 0, 1
_TABS: Final = ("imports-tab-take", "imports-tab-history")


class ImportsScreen(Screen):
    """Two pages: the file at hand, and the journal of imports."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.page = ImportPage(context)
        self.history = HistoryPage(context)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.history)
        self._tabs: list[QPushButton] = []
        tabs = QHBoxLayout()
        tabs.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, 0)
        tabs.setSpacing(SPACE_S)
        group = QButtonGroup(self)
        for at, key in enumerate(_TABS):
            button = QPushButton(context.texts(key))
            button.setObjectName(key)
            button.setAccessibleName(button.text())
            button.setCheckable(True)
            button.setChecked(at == TAKE)
            button.clicked.connect(lambda _on, page=at: self.show_page(page))
            group.addButton(button)
            tabs.addWidget(button)
            self._tabs.append(button)
        tabs.addSpacing(SPACE_L)
        tabs.addWidget(self.page.files, 1)
        self._rest = QWidget()
        self._rest.hide()
        tabs.addWidget(self._rest, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(self.pages, 1)
        self.page.journal_asked.connect(self._show_import)
        self.history.import_asked.connect(self._begin)
        context.changes.changed.connect(self._changed)
        help_key = QShortcut(QKeySequence("F1"), self)
        help_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        help_key.activated.connect(lambda: open_keys(context, self))

    def show_page(self, page: int) -> None:
        """Switch between taking and the journal."""
        self.pages.setCurrentIndex(page)
        self._tabs[page].setChecked(True)
        self.page.files.setVisible(page == TAKE)
        self._rest.setVisible(page != TAKE)
        if page == HISTORY:
            self.history.reload()

    def _show_import(self, import_id: int) -> None:
        self.show_page(HISTORY)
        self.history.show_import(import_id)

    def _begin(self) -> None:
        self.show_page(TAKE)
        self.page.files.ask()

    def _changed(self, changes: Changes) -> None:
        self.history.changed(changes)
        if changes.ids(Subject.CLIENT):
            self.page.read_clients()

    def arrived(self) -> None:
        """Work goes on where it was; the first time at the button that begins."""
        if self.pages.currentIndex() == HISTORY:
            self.history.reload()
            self.history.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.page.prepared is not None:
            self.page.pair.left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page.files.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """The window closes: nobody waits for a preview any more."""
        self.page.work.leave()

    def set_stale(self, *, stale: bool) -> None:
        """A8: nothing is taken or taken back while the database is away."""
        self.page.set_stale(stale=stale)
        self.history.set_stale(stale=stale)
