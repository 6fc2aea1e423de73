"""The operator's saved filters: saved, shown again, renamed, replaced, deleted; kept by the keeper."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.services.preferences import (
    JOURNAL_FILTERS,
    SavedFilter,
    filters_value,
    read_filters,
    renamed,
    with_filter,
)
from ui.context import ScreenContext
from ui.screens.requests.filters import Filters
from ui.screens.requests.keeper import Keeper
from ui.screens.requests.saved import as_choice, describe, read_choice
from ui.screens.requests.saved_bar import SavedBar


class SavedFilters(QObject):
    """`chosen(Filters)`: one was asked for. `present` says the filters shown now, `client` a client's name by id."""

    chosen = Signal(object)
    counted = Signal(int)

    def __init__(
        self,
        context: ScreenContext,
        keeper: Keeper,
        bar: SavedBar,
        screen: QWidget,
        *,
        present: Callable[[], Filters],
        client: Callable[[int], str],
    ) -> None:
        super().__init__(screen)
        self._context, self._keeper, self._bar, self._screen = context, keeper, bar, screen
        self._present, self._client = present, client
        self.saved: tuple[SavedFilter, ...] = ()
        bar.chosen.connect(self.choose)
        bar.replace_asked.connect(self.replace_by_present)
        bar.rename_asked.connect(self.rename)
        bar.delete_asked.connect(self.delete)
        bar.manage_asked.connect(self.manage)

    def take(self, kept: Mapping[str, object] | None) -> None:
        """What was kept."""
        self.saved = read_filters(kept)
        self.show()

    def show(self) -> None:
        """The chips, and which of them is shown now."""
        present = self._present()
        same = (n for n, one in enumerate(self.saved) if read_choice(one.choice) == present)
        self._bar.show_saved(self.saved, next(same, None))
        self.counted.emit(len(self.saved))

    def choose(self, number: int) -> None:
        """Show one; nothing where there is none of that number."""
        if 0 <= number < len(self.saved):
            self.chosen.emit(read_choice(self.saved[number].choice))

    def save_present(self) -> None:
        """Ctrl+S: name what is shown now."""
        what = self.describe(self._present())

        def named(name: str) -> None:
            self._keep(with_filter(self.saved, SavedFilter(name, as_choice(self._present()))))

        self._ask_name(named, suggestion=what[0] if len(what) == 1 else " · ".join(what[:3]), what=what)

    def replace_by_present(self, number: int) -> None:
        """The name stays, what it means is what is shown now."""
        one = replace(self.saved[number], choice=as_choice(self._present()))
        self._keep(with_filter(self.saved, one, instead=True))
        self._context.messages.note(self._context.texts("saved-replaced", name=one.name))

    def rename(self, number: int) -> None:
        """Another name for one."""

        def named(name: str) -> None:
            self._keep(renamed(self.saved, number, name))

        one = self.saved[number]
        self._ask_name(named, suggestion=one.name, what=self.describe(read_choice(one.choice)))

    def delete(self, number: int) -> None:
        """Gone; the list goes on showing what it shows."""
        name = self.saved[number].name
        self._keep((*self.saved[:number], *self.saved[number + 1 :]))
        self._context.messages.note(self._context.texts("saved-deleted", name=name))

    def manage(self) -> None:
        """All of them in a list."""
        from ui.screens.requests.saved_dialogs import SavedFiltersDialog

        dialog = SavedFiltersDialog(self.saved, self._context.texts, self._say, self._screen.window())
        dialog.changed.connect(self._keep)
        dialog.open()

    def describe(self, filters: Filters) -> list[str]:
        """What a choice means, in words."""
        return describe(self._context.texts, filters, self._client)

    def _ask_name(self, named: Callable[[str], None], *, suggestion: str, what: list[str]) -> None:
        from ui.screens.requests.saved_dialogs import NameDialog

        texts = self._context.texts
        NameDialog(
            texts,
            named,
            self._say,
            suggestion=suggestion,
            what=texts("saved-what", what=" · ".join(what)),
            parent=self._screen.window(),
        ).open()

    def _say(self, refusal: Refusal) -> str:
        return self._context.messages.sentence(refusal)

    def _keep(self, saved: tuple[SavedFilter, ...]) -> None:
        self.saved = saved
        self._keeper.put(JOURNAL_FILTERS, filters_value(saved))
        self.show()
