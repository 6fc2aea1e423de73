"""No wrapper of a layout's item outlives the item.

PySide wraps each item that a layout is asked for (`itemAt`, `takeAt`), and all of a filled layout that is added to
another. It is not told when Qt deletes an item with its widget: the wrapper stays registered at an address that Qt uses
again, and when what then lives there is deleted, PySide 6.11 works on freed memory. The console crashed now and then.
"""

import re
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from app.domain.kinds import RequestKind
from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import settle
from ui.context import ScreenContext
from ui.screens.requests.card import NARROWEST, RequestCardWidget

ASKED = re.compile(r"\.(itemAt|takeAt)\(")


def items_of(layout: QLayout) -> set[int]:
    found = set()
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        found.add(shiboken6.getCppPointer(item)[0])
        within = item.layout()
        if within is not None:
            found |= items_of(within)
    return found


def outlived(before: set[int], within: QWidget) -> int:
    """How many wrappers made since `before` are of items that are in no layout of the widget any more."""
    wrapped = {item for item in wrapped_items() if item not in before}
    layouts = [widget.layout() for widget in (within, *within.findChildren(QWidget)) if widget.layout() is not None]
    return len(wrapped - set().union(*map(items_of, layouts)))


def wrapped_items() -> set[int]:
    kinds = ("QWidgetItem", "QSpacerItem", "QLayoutItem")
    return {shiboken6.getCppPointer(w)[0] for w in shiboken6.getAllValidWrappers() if type(w).__name__ in kinds}


def test_the_steps_of_a_card_leave_no_wrapper_behind(qtbot, context: ScreenContext, desk: SmallDesk):
    before = wrapped_items()
    card = RequestCardWidget(context)
    card.resize(NARROWEST, 700)
    card.show()
    for kind, plot in ((RequestKind.DISCONNECT, "33"), (RequestKind.LIMIT, "12а"), (RequestKind.RECONNECT, "33")):
        card.show_request(desk.confirmed(kind, plot, watts=3000 if kind is RequestKind.LIMIT else None))
        settle(context)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    try:
        assert outlived(before, card) == 0
    finally:
        card.close()
        card.deleteLater()


def test_no_layout_of_the_window_is_asked_for_its_items():
    asked = [
        f"{path}:{number}"
        for path in sorted(Path("ui").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ASKED.search(line)
    ]
    assert asked == []
