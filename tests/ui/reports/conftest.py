"""The reports' screen over a real desk."""

import pytest

from tests.fakes.window import settle
from ui.qss import style_sheet
from ui.screens.reports.view import ReportsScreen


@pytest.fixture
def screen(context, qtbot):
    kept: list[ReportsScreen] = []

    def make() -> ReportsScreen:
        shown = ReportsScreen(context)
        kept.append(shown)
        qtbot.addWidget(shown)
        shown.setStyleSheet(style_sheet(context.theme))
        shown.resize(1400, 800)
        shown.show()
        shown.arrived()
        settle(context)
        return shown

    yield make
    kept.clear()
