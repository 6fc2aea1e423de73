"""The screens there are, in the order of the navigation: another one is one line here (and its texts, and its icon)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.services.ports.views import Counters
from ui.context import ScreenContext
from ui.widgets.screen import Screen


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """`key` names texts `screen-<key>` and icon `<key>.svg`; `waiting` is what waits there for a hand, None for nothing."""

    key: str
    make: Callable[[ScreenContext], Screen]
    waiting: Callable[[Counters], int] | None = None


def _journal(context: ScreenContext) -> Screen:
    from ui.screens.requests.view import JournalScreen

    return JournalScreen(context)


def _imports(context: ScreenContext) -> Screen:
    from ui.screens.imports.view import ImportsScreen

    return ImportsScreen(context)


def _reports(context: ScreenContext) -> Screen:
    from ui.screens.reports.view import ReportsScreen

    return ReportsScreen(context)


def _settings(context: ScreenContext) -> Screen:
    from ui.screens.settings.view import SettingsScreen

    return SettingsScreen(context)


SCREENS: Final = (
    ScreenEntry("journal", _journal, waiting=lambda counters: counters.confirmed + counters.in_progress),
    ScreenEntry("imports", _imports),
    ScreenEntry("reports", _reports),
    ScreenEntry("settings", _settings),
)
