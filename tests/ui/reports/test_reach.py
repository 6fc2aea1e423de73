"""The whole screen of reports by keyboard and by name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPushButton, QTableView, QWidget

from tests.ui.reports.hands import false_call, filed, show_tab, visit


def test_everything_on_the_screen_can_be_reached_and_has_a_name(desk, context, screen) -> None:
    filed(desk)
    visit(desk)
    false_call(desk)
    shown = screen()
    for place in range(3):
        page = show_tab(shown, place, context)
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or not isinstance(
                widget, QPushButton | QComboBox | QDateEdit | QTableView | QLineEdit
            ):
                continue
            if isinstance(widget.parent(), QDateEdit | QComboBox):
                continue
            text = widget.text() if isinstance(widget, QPushButton) else ""
            assert widget.accessibleName() or text, (place, widget)
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, (place, widget)
    assert shown.load.plot.accessibleName()
