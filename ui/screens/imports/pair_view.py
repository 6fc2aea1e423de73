"""The preview: filter and counts above, the sheet beside what it becomes, the current row explained below."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.registers.sheet import column_of, letters_of
from ui.context import ScreenContext
from ui.screens.imports.columns_header import ColumnsHeader
from ui.screens.imports.grids import Pair, PairedTable
from ui.screens.imports.models import OutcomeModel, SheetModel
from ui.screens.imports.prepared import Keep, Prepared, Rows
from ui.screens.imports.words import METER, OUTCOME, WHY, ImportWords
from ui.theme import SPACE_M, SPACE_S

_EXPLAINED_LINES: Final = 4
_FEW_LINES: Final = 2
_LOW_ROWS: Final = 14
"""Below this height in rows, titles and explanation give way."""
_LEAST, _MOST = 8, 26
"""Characters of a column on the left."""
_WHY_CHARACTERS: Final = 44
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


class PairView(QWidget):
    """`told(letter, field)`: a column was matched by hand."""

    told = Signal(str, str)

    def __init__(self, context: ScreenContext, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._theme = words, context.theme
        texts = context.texts
        self.rows = Rows()
        self.keep = Keep.ALL
        self.sheet_model, self.outcome_model = SheetModel(self.rows, words, self), OutcomeModel(self.rows, words, self)
        self.left = PairedTable(self.sheet_model, context.theme, marks_changes=False)
        self.right = PairedTable(self.outcome_model, context.theme, marks_changes=True)
        self.left.setObjectName("sheet")
        self.right.setObjectName("becomes")
        self.left.setAccessibleName(texts("imports-left-name"))
        self.right.setAccessibleName(texts("imports-right-name"))
        self.header = ColumnsHeader(context.theme, self.left)
        self.left.setHorizontalHeader(self.header)
        self.right.horizontalHeader().setFixedHeight(self.header.wanted_height)
        self.right.verticalHeader().hide()
        self.right.horizontalHeader().setStretchLastSection(True)
        self.header.chosen.connect(lambda section, said: self.told.emit(letters_of(section + 1), said))
        self.header.entered.connect(self._bring_column)
        self.pair = Pair(self.left, self.right, self._explain)
        self.explanation = QPlainTextEdit()
        self.explanation.setObjectName("explanation")
        self.explanation.setReadOnly(True)
        self.explanation.setTabChangesFocus(True)
        self.explanation.setAccessibleName(texts("imports-explanation-name"))
        self._explain_in(_EXPLAINED_LINES)
        self.counts = QLabel()
        self.counts.setObjectName("counts")
        self.counts.setWordWrap(True)
        self._buttons: dict[Keep, QPushButton] = {}
        self._titles: list[QLabel] = []
        self._is_low = False
        self._current: int | None = None
        self._build(texts)

    def _build(self, texts: Callable[..., str]) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(SPACE_S)
        group = QButtonGroup(self)
        for keep in Keep:
            button = QPushButton()
            button.setObjectName(f"keep-{keep.value}")
            button.setCheckable(True)
            button.setChecked(keep is self.keep)
            button.clicked.connect(lambda _on, chosen=keep: self.choose(chosen))
            group.addButton(button)
            filters.addWidget(button)
            self._buttons[keep] = button
        filters.addSpacing(SPACE_M)
        filters.addWidget(self.counts, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE_M)
        for side, (title, table) in enumerate(
            ((texts("imports-left"), self.left), (texts("imports-right"), self.right))
        ):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SPACE_S)
            label = QLabel(title)
            label.setFont(self._theme.bold)
            label.setBuddy(table)
            self._titles.append(label)
            column.addWidget(label)
            column.addWidget(table, 1)
            self.splitter.addWidget(box)
            self.splitter.setStretchFactor(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(filters)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.explanation)

    def _explain_in(self, lines: int) -> None:
        self.explanation.setFixedHeight(self.explanation.fontMetrics().lineSpacing() * lines + 2 * SPACE_M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where height is short, at 200 % on a small screen, the tables have it."""
        super().resizeEvent(event)
        is_low = self.height() < _LOW_ROWS * self._theme.row_height
        if is_low != self._is_low:
            self._is_low = is_low
            for title in self._titles:
                title.setVisible(not is_low)
            self._explain_in(_FEW_LINES if is_low else _EXPLAINED_LINES)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_prepared(self, prepared: Prepared) -> None:
        """Another preview: place and current row stay where the sheet is the same one."""
        former = self.rows.prepared
        same = former is not None and _place(former) == _place(prepared)
        top, current = self.right.verticalScrollBar().value(), self._current
        sideways = [bar.value() for bar in self._lower_bars()]
        if not same:
            self.keep = Keep.ALL
        self._fill(prepared)
        self._say_counts(prepared)
        if same:
            self.right.verticalScrollBar().setValue(top)
            for bar, value in zip(self._lower_bars(), sideways, strict=True):
                bar.setValue(value)
            self._restore(current)
        else:
            self._current = None
            for bar in (self.right.verticalScrollBar(), *self._lower_bars()):
                bar.setValue(0)
            self._say_remarks()

    def _lower_bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self.left.horizontalScrollBar(), self.right.horizontalScrollBar()

    def clear(self) -> None:
        """Show nothing: another file is being read."""
        for model in (self.sheet_model, self.outcome_model):
            model.beginResetModel()
        self.rows.show(None, Keep.ALL)
        for model in (self.sheet_model, self.outcome_model):
            model.endResetModel()
        self._current = None
        self.explanation.setPlainText("")

    def choose(self, keep: Keep) -> None:
        """Another filter; the current row stays current where it is still there."""
        if self.rows.prepared is None:
            return
        self.keep = keep
        self._fill(self.rows.prepared)
        self._restore(self._current)

    def _fill(self, prepared: Prepared) -> None:
        for model in (self.sheet_model, self.outcome_model):
            model.beginResetModel()
        self.rows.show(prepared, self.keep)
        for model in (self.sheet_model, self.outcome_model):
            model.endResetModel()
        by_column = {column.column: column for column in prepared.review.columns}
        heads = [
            self._words.head(by_column[number]) if number in by_column else self._words.blank_head(letters_of(number))
            for number in range(1, prepared.review.width + 1)
        ]
        self.header.show_heads(heads, self._words.choices(prepared))
        self._fit(prepared)
        self._buttons[self.keep].setChecked(True)

    def _restore(self, number: int | None) -> None:
        place = self.rows.place_of(number) if number is not None else None
        if place is not None:
            self._select(place)
            self._explain(place)
        else:
            self._say_remarks()

    def _select(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for table in (self.left, self.right):
            model = table.selectionModel()
            blocked = model.blockSignals(True)
            model.setCurrentIndex(table.model().index(place, 0), flags.ClearAndSelect | flags.Rows)
            model.blockSignals(blocked)
            table.viewport().update()

    def _say_counts(self, prepared: Prepared) -> None:
        texts = self._words.texts
        for keep, button in self._buttons.items():
            button.setText(texts(f"imports-keep-{keep.value}", n=len(prepared.places[keep])))
            button.setAccessibleName(button.text())
        self.counts.setText(self._words.counts(prepared))
        self.counts.setAccessibleName(self.counts.text())

    def _say_remarks(self) -> None:
        prepared = self.rows.prepared
        self.explanation.setPlainText(self._words.remarks(prepared) if prepared else "")
        self.explanation.setPlaceholderText(self._words.texts("imports-explanation-hint"))

    def _explain(self, place: int) -> None:
        prepared = self.rows.prepared
        if prepared is None or place >= len(self.rows.places):
            return
        row = self.rows.at(place)
        self._current = row.number
        self.explanation.setPlainText(self._words.explanation(prepared, row))

    def go(self, address: str) -> None:
        """Bring the cell of that address (`K18`) into view; a filter that hides it is taken off."""
        found = _ADDRESS.match(address)
        if found is None or self.rows.prepared is None:
            return
        number = int(found[2])
        if self.rows.place_of(number) is None:
            self.choose(Keep.ALL)
        place = self.rows.place_of(number)
        if place is not None:
            self.pair.go(place, (column_of(found[1]) or 1) - 1)

    # --- widths ---------------------------------------------------------------------------------------------------

    def _bring_column(self, section: int) -> None:
        bar, left = self.left.horizontalScrollBar(), self.header.sectionPosition(section)
        right = left + self.header.sectionSize(section)
        if left < bar.value():
            bar.setValue(left)
        elif right > bar.value() + self.left.viewport().width():
            bar.setValue(right - self.left.viewport().width())

    def _fit(self, prepared: Prepared) -> None:
        plain, bold = QFontMetrics(self._theme.font), QFontMetrics(self._theme.bold)
        character = plain.averageCharWidth()
        margin = 2 * SPACE_M + SPACE_S

        def left(column: int) -> int:
            text = plain.horizontalAdvance(prepared.left_widest.get(column + 1, "")[:60]) + margin
            return max(self.header.width_for(column), min(max(text, _LEAST * character), _MOST * character))

        def right(column: int) -> int:
            key = self.outcome_model.keys[column]
            title = bold.horizontalAdvance(self._words.outcome_title(key)) + margin
            if key in (OUTCOME, METER):
                widest = max(bold.horizontalAdvance(word) for word in self._words.outcome_samples())
                return max(title, widest + margin + character * 2)
            if key == WHY:
                return max(title, character * _WHY_CHARACTERS)
            text = plain.horizontalAdvance(prepared.right_widest.get(key, "")[:60]) + margin
            return max(title, min(text, _MOST * character))

        self.left.fit(left)
        self.right.fit(right)


def _place(prepared: Prepared) -> tuple[str, str]:
    """What makes two previews ones of the same sheet, though it may have been read anew."""
    return prepared.review.order.file_name, prepared.review.sheet.name
