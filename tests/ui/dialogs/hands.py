"""Opening dialogs and working them by clicks and keys."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.domain.kinds import RequestKind
from app.domain.requests import Visit
from app.services.ports.views import JournalFilter
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from ui.context import ScreenContext
from ui.screens.requests.dialogs import open_dialog
from ui.screens.requests.dialogs.base import DeskDialog

METER_33 = "00471193"


def opened(context: ScreenContext, intent: str, request_id: int | None, host: QWidget) -> DeskDialog:
    dialog = open_dialog(context, intent, request_id, host)
    assert dialog is not None
    settle(context)
    settle(context)
    return dialog


def named(dialog: QWidget, kind: type, name: str):
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def press(context: ScreenContext, dialog: QWidget, name: str = "primary") -> None:
    QTest.mouseClick(named(dialog, QPushButton, name), Qt.MouseButton.LeftButton)
    settle(context)
    settle(context)


def type_in(context: ScreenContext, dialog: QWidget, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name) or named(dialog, QPlainTextEdit, name)
    field.setFocus()
    for sign in text:  # QTest.keyClicks knows Latin letters only
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
    settle(context)


def note(dialog: QWidget, name: str) -> str:
    label = named(dialog, QLabel, name)
    return label.text() if label.isVisible() else ""


def choose(dialog: QWidget, name: str, value: object) -> None:
    combo = named(dialog, QComboBox, name)
    for place in range(combo.count()):
        if combo.itemData(place) == value:
            combo.setFocus()
            QTest.keyClick(combo, Qt.Key.Key_Home)
            for _ in range(place):
                QTest.keyClick(combo, Qt.Key.Key_Down)
            return
    raise AssertionError(value)


def only_request(desk: SmallDesk):
    rows = desk.app.queries.journal_page(JournalFilter(statuses=("filed",)), first=0, count=5, total=5).rows
    assert len(rows) == 1
    return desk.card(rows[0].id).request


def fill_in_who(context: ScreenContext, dialog: QWidget, plot: str = "33") -> None:
    type_in(context, dialog, "client", "ромаш")
    settle(context)
    type_in(context, dialog, "plot", plot)
    settle(context)


def alive(dialog: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(dialog)


def agreed(desk: SmallDesk, day: date) -> int:
    request_id = desk.confirmed(RequestKind.ONSITE_CHECK, "33", text="щёлкает")
    desk.agree(request_id, Visit("Петрова", "+7 914 222", day))
    return request_id
