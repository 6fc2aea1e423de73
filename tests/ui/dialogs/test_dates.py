"""A typed day that does not exist is refused: it never becomes another day unseen."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.kinds import RequestKind
from app.domain.times import Office
from tests.fakes.small_desk import SmallDesk
from tests.ui.dialogs.hands import opened, press
from ui.context import ScreenContext
from ui.screens.requests.dialogs.dates import CarefulDate
from ui.screens.requests.dialogs.fields import DayEdit, MomentEdit
from ui.screens.requests.steps import Intent


@pytest.fixture
def field(qtbot):
    edit = MomentEdit(Office(), datetime(2026, 11, 24, 12, tzinfo=UTC))
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    return edit


def type_section(field: CarefulDate, section: CarefulDate.Section, digits: str) -> None:
    field.setSelectedSection(section)
    QTest.keyClicks(field, digits)


def test_the_31st_of_november_is_kept_as_typed_and_is_no_day(field):
    type_section(field, field.Section.DaySection, "31")
    assert field.text().startswith("31.11.2026")
    assert field.impossible.startswith("31.11.2026")


def test_leaving_it_behind_does_not_make_it_sound(field):
    type_section(field, field.Section.DaySection, "31")
    type_section(field, field.Section.HourSection, "10")
    assert field.impossible.startswith("31.11.2026")


def test_the_day_typed_anew_is_sound(field):
    type_section(field, field.Section.DaySection, "31")
    type_section(field, field.Section.DaySection, "15")
    assert (field.text()[:10], field.impossible) == ("15.11.2026", "")


def test_a_day_that_exists_is_taken_as_before(qtbot):
    edit = DayEdit(date(2026, 12, 24))
    qtbot.addWidget(edit)
    edit.show()
    type_section(edit, edit.Section.DaySection, "31")
    assert (edit.day(), edit.impossible) == (date(2026, 12, 31), "")


def test_a_dialog_refuses_it_by_its_text_and_writes_nothing(context: ScreenContext, desk: SmallDesk, host: QWidget):
    request_id = desk.file(RequestKind.DISCONNECT, "33")
    dialog = opened(context, Intent.CONFIRM, request_id, host)
    received = dialog.findChild(MomentEdit)
    type_section(received, received.Section.DaySection, "30")  # it is February
    assert received.impossible.startswith("30.02")
    press(context, dialog)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("такой даты нет" in words for words in said)
    assert desk.card(request_id).request.status == "filed"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
