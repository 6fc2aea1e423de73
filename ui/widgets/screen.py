"""What every screen is to the main window: a widget that may be searched, filtered by counters, and shown as stale."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.ports.views import Counters


class Screen(QWidget):
    """Base of the screens.

    `counter_shown(name)`: which counter filters it now, "" for none. `search_shown(text)`: the search it shows was
    changed here (cleared, say), and the window's field should follow.
    """

    counter_shown = Signal(str)
    search_shown = Signal(str)

    def search(self, text: str) -> None:
        """The window's search field changed."""

    def show_counter(self, name: str) -> None:
        """A counter was pressed."""

    def newly_overdue(self, request_ids: Sequence[int]) -> None:
        """These passed their deadline just now (A4)."""

    def counted(self, counters: Counters) -> None:
        """Fresh counts."""

    def set_stale(self, *, stale: bool) -> None:
        """A8: grey and without commands, or alive again."""

    def arrived(self) -> None:
        """The screen was switched to: take the focus where work goes on."""

    def keep(self) -> None:
        """The window closes: remember what the next start should find."""
