"""What can be done with the selected rows: copied, planned, exported; and the menu that says so."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.kinds import Status
from app.services.ports.views import JournalRow
from ui.background.runner import COUNT
from ui.context import ScreenContext
from ui.screens.requests.copying import MOST_COPIED, MOST_PLANNED, Copied, copied, gather
from ui.screens.requests.grid import JournalGrid
from ui.screens.requests.table import JournalModel
from ui.widgets.clipboard import copy_table

if TYPE_CHECKING:
    from ui.screens.requests.dry_run import DryRun
# At run time with the first plan: no first screen needs it.

_OPEN: Final = (Status.CONFIRMED, Status.IN_PROGRESS)


class RowDeeds(QObject):
    """Works on the selection of `grid`; `others` are the screen's own entries of the menu: words' key, key, slot."""

    def __init__(self, context: ScreenContext, model: JournalModel, grid: JournalGrid, screen: QWidget) -> None:
        super().__init__(screen)
        self._context, self._model, self._grid, self._screen = context, model, grid, screen
        self.others: list[tuple[str, str, Callable[[], None]]] = []
        texts = context.texts
        self.export_button = QPushButton(f"{texts('export-button')}  Ctrl+E")
        self.export_button.setObjectName("export-button")
        self.export_button.setAccessibleName(texts("export-button"))
        self.export_button.setToolTip(texts("export-button-tip"))
        self.export_button.clicked.connect(self.export)
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._menu_asked)
        for key, slot in ((QKeySequence.StandardKey.Copy, self.copy), ("Ctrl+Shift+C", self.copy_number)):
            shortcut = QShortcut(QKeySequence(key), grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    # --- deeds ----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Ctrl+C: the rows, with headings, as they stand; read beside the window, however many there are."""
        app, model, chosen = self._context.app, self._model, self._grid.selection.chosen
        if not len(chosen):
            return
        where, total, columns = model.where, model.rowCount(), self._grid.columns.columns_shown()

        def work() -> Copied:
            rows = gather(app.queries, where, chosen, total=total, most=MOST_COPIED, code="copy-too-many")
            return copied(columns, rows)

        self._context.read(work, self._put_on_clipboard, owner=self, key="copy", lane=COUNT)

    def copy_number(self) -> None:
        """Ctrl+Shift+C: the current request's number alone."""
        row = self._current()
        if row is not None:
            QGuiApplication.clipboard().setText(row.number)
            self._context.messages.note(self._context.texts("journal-copied-number", number=row.number))

    def plan(self) -> None:
        """F4: what the commands of the selected requests would do; sends nothing."""
        from app.services import commands
        from ui.screens.requests.dry_run import DryRun

        app, model, chosen = self._context.app, self._model, self._grid.selection.chosen
        if not len(chosen):
            return
        where, total, now = model.where, model.rowCount(), self._context.now()

        def work() -> "DryRun":
            rows = gather(app.queries, where, chosen, total=total, most=MOST_PLANNED, code="plan-too-many")
            wanted = [row.id for row in rows if row.kind.is_control and row.status in _OPEN]
            return DryRun(commands.plan(app.unit_of_work(), request_ids=wanted, now=now), tuple(rows))

        self._context.read(work, self._show_plan, owner=self, key="plan")

    def export(self) -> None:
        """Ctrl+E: to Excel or CSV."""
        from ui.screens.requests.exporting import open_journal_export

        open_journal_export(self._context, self._model, self._grid, self._screen.window())

    def _put_on_clipboard(self, table: Copied) -> None:
        copy_table(table.text, table.html)
        self._context.messages.note(self._context.texts("journal-copied", n=table.rows))

    def _show_plan(self, run: "DryRun") -> None:
        from ui.screens.requests.dry_run import DryRunDialog

        DryRunDialog(run, self._context.texts, self._context.theme, self._screen.window()).open()

    def _current(self) -> JournalRow | None:
        place = self._grid.selection.current_place()
        return None if place is None else self._model.row_at(place)

    # --- the menu -------------------------------------------------------------------------------------------------

    def _menu_asked(self, at: QPoint) -> None:
        place = self._grid.selection.current_place()
        if not self._grid.viewport().rect().contains(at) or place is None:
            at = QPoint(0, 0)
        self.make_menu().popup(self._grid.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Everything that can be done here, each with its key."""
        menu = QMenu(self._grid)
        menu.setObjectName("rows-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = self._context.texts
        some = len(self._grid.selection.chosen) > 0
        for words, key, slot in (*self.others[:3], *self._own(), *self.others[3:]):
            if not words:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{texts(words)}\t{key}")
            action.setObjectName(words)
            action.triggered.connect(slot)
            action.setEnabled(some or words in _ALWAYS)
        return menu

    def _own(self) -> list[tuple[str, str, Callable[[], None]]]:
        return [
            ("", "", self.copy),
            ("journal-menu-copy", "Ctrl+C", self.copy),
            ("journal-menu-copy-number", "Ctrl+Shift+C", self.copy_number),
            ("journal-menu-export", "Ctrl+E", self.export),
            ("journal-menu-plan", "F4", self.plan),
            ("journal-menu-all", "Ctrl+A", self._grid.selectAll),
            ("", "", self.copy),
        ]


_ALWAYS: Final = frozenset({"journal-menu-all", "journal-menu-columns", "journal-menu-save", "journal-menu-export"})
"""What needs no selected row."""
