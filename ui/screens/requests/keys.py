"""The journal's keys. The list that `?` shows is told by the same names in the catalogue."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.screens.requests.saved_bar import BY_KEY

if TYPE_CHECKING:
    from ui.screens.requests.view import JournalScreen


def add_keys(screen: "JournalScreen") -> None:
    """Every action of the journal has a key (A9); they work wherever the focus is on the screen."""
    for key, slot in (
        ("F2", screen.next_step),
        ("F5", screen.read_meter),
        ("F8", screen.stop_blinking),
        ("Ctrl+N", screen.new_request),
        ("Esc", screen.leave_several),
        ("F4", screen.deeds.plan),
        ("Ctrl+E", screen.deeds.export),
        ("F9", screen.arrange_columns),
        ("Ctrl+S", screen.saved.save_present),
        *((f"Alt+{n + 1}", partial(screen.saved.choose, n)) for n in range(BY_KEY)),
    ):
        shortcut = QShortcut(QKeySequence(key), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
