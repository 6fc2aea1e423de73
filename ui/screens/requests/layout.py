"""Where the parts of the journal stand: filters above, list and foot left, several and card right. No decision here."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.theme import SPACE_M, SPACE_S

SPLIT: Final = (1200, 360)
"""px: list and card before anybody moved the border between them."""


def lay_out(
    page: QWidget, bar: QWidget, *, left: Sequence[QWidget], foot: Sequence[QWidget], right: Sequence[QWidget]
) -> QSplitter:
    """Put them on `page`. The last of `left` and of `right` takes the room; so does the second of `foot`."""
    line = QHBoxLayout()
    line.setSpacing(SPACE_M)
    for at, widget in enumerate(foot):
        line.addWidget(widget, 1 if at == 1 else 0)
    column = _column(left)
    _layout(column).addLayout(line)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(SPACE_M)
    splitter.addWidget(column)
    splitter.addWidget(_column(right))
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setSizes(list(SPLIT))
    whole = QVBoxLayout(page)
    whole.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_S)
    whole.setSpacing(SPACE_M)
    whole.addWidget(bar)
    whole.addWidget(splitter, 1)
    return splitter


def _column(widgets: Sequence[QWidget]) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_S)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return column


def _layout(column: QWidget) -> QVBoxLayout:
    layout = column.layout()
    if not isinstance(layout, QVBoxLayout):
        raise TypeError(layout)
    return layout
