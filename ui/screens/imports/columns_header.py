"""The heading above the sheet: for each column what it is taken for, as a list one can change, and how that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from ui.theme import SPACE_M, SPACE_S, Theme

_MOST: Final = 60
"""Columns with a list of their own; no register has as many, and each is a widget."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One entry of the lists: `value` is the field's name, "ignore", or "" for: as the program guesses."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What stands above one column: its letter, the chosen entry's value, how it is known, the full story."""

    letter: str
    value: str
    state: str
    name: str
    tip: str
    strong: bool = False


class FieldCombo(QComboBox):
    """A list that the mouse wheel does not change while one scrolls past, and that brings its column into view."""

    focused = Signal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class ColumnsHeader(QHeaderView):
    """`chosen(section, value)`: a person says what the column is; `entered(section)`: its list has the focus."""

    chosen = Signal(int, str)
    entered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._heads: tuple[ColumnHead, ...] = ()
        self._choices: tuple[FieldChoice, ...] = ()
        self._small = QFontMetrics(theme.small)
        self.combos: list[FieldCombo] = []
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(24)
        self.setFixedHeight(self.wanted_height)
        self.sectionResized.connect(self._place_all)
        self.viewport().installEventFilter(self)

    @property
    def wanted_height(self) -> int:
        """px: a list and a line of words."""
        return self._combo_height + self._small.height() + SPACE_M + SPACE_S

    @property
    def _combo_height(self) -> int:
        return max(self._theme.row_height, QFontMetrics(self._theme.font).height() + SPACE_M)

    def show_heads(self, heads: Sequence[ColumnHead], choices: Sequence[FieldChoice]) -> None:
        """Say the columns; the lists that are there are used again, so that the focus stays where it is."""
        self._heads = tuple(heads)
        wanted = min(len(heads), _MOST)
        while len(self.combos) < wanted:
            self.combos.append(self._make(len(self.combos)))
        new_choices = tuple(choices) != self._choices
        self._choices = tuple(choices)
        for section, combo in enumerate(self.combos):
            combo.setVisible(section < wanted)
            if section < wanted:
                with QSignalBlocker(combo):
                    self._fill(combo, self._heads[section], anew=new_choices or combo.count() == 0)
        self._place_all()
        self.viewport().update()

    def _make(self, section: int) -> FieldCombo:
        combo = FieldCombo(self.viewport())
        combo.setObjectName(f"column-{section}")
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.setMaxVisibleItems(30)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.activated.connect(lambda at: self.chosen.emit(section, str(combo.itemData(at))))
        combo.focused.connect(lambda: self.entered.emit(section))
        return combo

    def _fill(self, combo: FieldCombo, head: ColumnHead, *, anew: bool) -> None:
        if anew:
            combo.clear()
            for choice in self._choices:
                combo.addItem(choice.words, choice.value)
            metrics = QFontMetrics(self._theme.font)
            widest = max((metrics.horizontalAdvance(choice.words) for choice in self._choices), default=0)
            combo.view().setMinimumWidth(widest + 4 * SPACE_M)
        combo.setCurrentIndex(combo.findData(head.value))
        combo.setAccessibleName(head.name)
        combo.setToolTip(head.tip)
        font = self._theme.bold if head.strong else self._theme.font
        combo.setFont(font)

    def _place_all(self) -> None:
        for section, combo in enumerate(self.combos):
            if section < min(len(self._heads), self.count()):
                left = self.sectionViewportPosition(section)
                box = QRect(left + 2, 2, max(20, self.sectionSize(section) - 4), self._combo_height)
                combo.setGeometry(box)

    def setOffset(self, offset: int) -> None:
        super().setOffset(offset)
        self._place_all()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The lists follow the sections, however they moved."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) or (
            event.type() is QEvent.Type.Paint and self._is_out_of_place()
        ):
            self._place_all()
        return super().eventFilter(watched, event)

    def _is_out_of_place(self) -> bool:
        return bool(self.combos and self.count()) and self.combos[0].x() != self.sectionViewportPosition(0) + 2

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The panel, and under the list the letter and how the column is known."""
        if logicalIndex >= len(self._heads):
            super().paintSection(painter, rect, logicalIndex)
            return
        head, colour = self._heads[logicalIndex], self._theme.colour
        painter.save()
        painter.fillRect(rect, colour("panel"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        area = rect.adjusted(SPACE_S + 2, self._combo_height + 2, -SPACE_S, -1)
        painter.setFont(self._theme.small)
        painter.setPen(colour("accent" if head.strong else "muted"))
        words = self._small.elidedText(f"{head.letter} · {head.state}", Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, words)
        painter.restore()

    def width_for(self, section: int) -> int:
        """px that the words above the column need."""
        if section >= len(self._heads):
            return 0
        head = self._heads[section]
        metrics = QFontMetrics(self._theme.bold if head.strong else self._theme.font)
        words = next((choice.words for choice in self._choices if choice.value == head.value), "")
        state = self._small.horizontalAdvance(f"{head.letter} · {head.state}") + 3 * SPACE_S
        return max(metrics.horizontalAdvance(words) + 4 * SPACE_M + 10, state)
