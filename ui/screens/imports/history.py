"""The journal of imports: what was taken from which file, by whom; one of them in full at the right, and its end."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.changes import Changes, Subject
from app.services.ports.imports import ImportDetails, ImportLine
from ui.context import ScreenContext
from ui.screens.imports.history_words import CHANGES_SHOWN, COLUMNS, HistoryWords
from ui.screens.imports.taking_back import TakeBackDialog
from ui.screens.imports.words import ImportWords
from ui.theme import SPACE_L, SPACE_M, SPACE_S
from ui.widgets.empty import EmptyState

_ROOT: Final = QModelIndex()
_RIGHT: Final = ("taken", "refused")
_SAMPLES: Final = {"at": "24.11 18:00", "taken": "50 000", "refused": "50 000"}
_MOST: Final = 34
SPLIT: Final = (820, 460)
"""px: list and details before anybody moved the border."""


class HistoryModel(QAbstractTableModel):
    """The imports, the newest first."""

    def __init__(self, words: Callable[[], HistoryWords], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines: tuple[ImportLine, ...] = ()

    def show_lines(self, lines: Sequence[ImportLine]) -> None:
        """Take the list."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, key = self.lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words().cell(line, key)
        if role == Qt.ItemDataRole.ToolTipRole and key == "at":
            return self._words().said.exact(line.record.at)
        if role == Qt.ItemDataRole.TextAlignmentRole and key in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._words().said.texts(f"imports-history-{COLUMNS[section]}")


class HistoryPage(QWidget):
    """`import_asked`: the empty journal's button was pressed."""

    import_asked = Signal()

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._texts = texts = context.texts
        self._import_words = ImportWords(texts)
        self._wanted: int | None = None
        self._shown: ImportDetails | None = None
        self._stale = False
        self.model = HistoryModel(self._words, self)
        self.table = QTableView()
        self.table.setObjectName("imports")
        self.table.setAccessibleName(texts("imports-history-name"))
        self.table.setModel(self.model)
        self.title = QLabel(texts("imports-history-choose"))
        self.title.setFont(context.theme.bold)
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.details = QPlainTextEdit()
        self.details.setObjectName("details")
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(texts("imports-details-name"))
        self.back = QPushButton(texts("imports-back-open"))
        self.back.setObjectName("take-back")
        self.back.setAccessibleName(self.back.text())
        self.back.clicked.connect(self.open_take_back)
        self.back.setEnabled(False)
        self.empty = EmptyState(context.theme, self.table.viewport())
        self.empty.pressed.connect(self.import_asked)
        self._set_up()
        self._build()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _was: self._choose(now.row()))

    def _words(self) -> HistoryWords:
        return HistoryWords(self._context.said, self._import_words, self._context.now())

    def _set_up(self) -> None:
        table, theme = self.table, self._context.theme
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.row_height)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(theme.row_height)
        header.setStretchLastSection(True)
        table.setStyleSheet(f"QTableView::item {{ padding: 0 {SPACE_S + 2}px; border: none; }}")

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE_S, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.title)
        column.addWidget(self.details, 1)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignRight)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE_M)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes(list(SPLIT))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.addWidget(self.splitter)

    # --- the list -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list; the chosen import stays chosen."""
        self._context.read(self._context.app.queries.imports, self._arrived, owner=self, key="imports")

    def show_import(self, import_id: int) -> None:
        """Choose that one as soon as it is in the list."""
        self._wanted = import_id
        self.reload()

    def changed(self, changes: Changes) -> None:
        """Something was imported, taken back, or changed what depends on an import."""
        if self.isVisible() or changes.ids(Subject.IMPORT):
            self.reload()

    def _arrived(self, lines: Sequence[ImportLine]) -> None:
        wanted = self._wanted if self._wanted is not None else self.import_id
        self._wanted = None
        self.model.show_lines(lines)
        self._fit()
        texts = self._texts
        if not lines:
            self.empty.say(texts("imports-history-empty"), texts("imports-history-empty-hint"), texts("imports-begin"))
            self.empty.setGeometry(self.table.viewport().rect())
            self._show(None)
            return
        self.empty.hide()
        place = next((at for at, line in enumerate(lines) if line.record.id == wanted), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags.ClearAndSelect | flags.Rows)

    @property
    def import_id(self) -> int | None:
        """The chosen import."""
        return self._shown.line.record.id if self._shown else None

    def _fit(self) -> None:
        theme, words = self._context.theme, self._words()
        plain, bold = QFontMetrics(theme.font), QFontMetrics(theme.bold)
        for at, key in enumerate(COLUMNS):
            samples = [_SAMPLES.get(key, ""), *(words.cell(line, key) for line in self.model.lines[:50])]
            text = max(plain.horizontalAdvance(sample) for sample in samples)
            title = bold.horizontalAdvance(self._texts(f"imports-history-{key}"))
            most = plain.averageCharWidth() * _MOST
            self.table.setColumnWidth(at, max(title, min(text, most)) + 2 * SPACE_L + SPACE_S)

    # --- one of them ----------------------------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        if not 0 <= place < len(self.model.lines):
            return
        import_id = self.model.lines[place].record.id
        queries = self._context.app.queries
        self._context.read(
            lambda: queries.import_record(import_id, count=CHANGES_SHOWN), self._show, owner=self, key="import"
        )

    def _show(self, found: ImportDetails | None) -> None:
        self._shown = found
        self._judge()
        if found is None:
            self.title.setText(self._texts("imports-history-choose"))
            self.details.setPlainText("")
            return
        words = self._words()
        self.title.setText(words.title(found.line))
        self.details.setPlainText("\n\n".join(f"{head}\n{text}" for head, text in words.details(found)))

    def _judge(self) -> None:
        can = self._shown is not None and self._shown.line.taken_back is None
        self.back.setEnabled(can and not self._stale)

    def open_take_back(self) -> None:
        """The dialog for the chosen import."""
        if self._shown is not None and self.back.isEnabled():
            TakeBackDialog(self._context, self._shown.line, self).begin()

    def set_stale(self, *, stale: bool) -> None:
        """A8."""
        self._stale = stale
        self._judge()
