"""A row that goes on in the next line where there is no room: nothing in it is ever cut or pushed out of the window."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import SPACE_M


class FlowLayout(QLayout):
    """Items from the left, line by line, `between` two of a line; hidden widgets take no room."""

    def __init__(self, parent: QWidget | None = None, *, between: int = SPACE_M) -> None:
        super().__init__(parent)
        self._between = between
        self._items: list[QLayoutItem] = []
        self._right_from: int | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACE_M)

    def push_right(self) -> None:
        """What is added from now on stands at the right end of its line."""
        self._right_from = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        """At the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """By place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are."""
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rectangle: QRect) -> None:
        """Put the widgets in their places."""
        super().setGeometry(rectangle)
        self._lay(rectangle, place=True)

    def sizeHint(self) -> QSize:
        """As narrow as it may be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest of its widgets."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rectangle: QRect, *, place: bool) -> int:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if lines[-1] and x + size.width() > rectangle.width():
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._between
        y = rectangle.y()
        for line in lines:
            height = max((size.height() for _item, size in line), default=0)
            x = rectangle.x()
            left = rectangle.width() - sum(size.width() + self._between for _item, size in line) + self._between
            right = self._items[self._right_from :] if self._right_from is not None else []
            first_right = next((item for item, _size in line if item in right), None)
            for item, size in line:
                if item is first_right:
                    x += max(0, left)
                if place:
                    wide = min(size.width(), max(rectangle.width(), item.minimumSize().width()))
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), QSize(wide, size.height())))
                x += size.width() + self._between
            y += height + self.spacing()
        return y - rectangle.y() - self.spacing()
