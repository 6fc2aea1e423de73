"""A report as a list on the screen: read only, sums in bold, texts whole in their tooltips."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.services.ports.tables import Holds
from app.services.report_tables import Report
from app.texts import Texts
from ui.screens.reports.cells import say_cell
from ui.theme import SPACE_L, Theme

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS: Final = frozenset({Holds.NUMBER, Holds.MONEY, Holds.SHARE})
_LOOKED_AT: Final = 400
"""Rows that decide the widths."""
_WIDEST: Final = 38
"""Characters; a longer text is cut on the screen, and whole in the tooltip, in print and in files."""
_Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    """The rows of a `Report`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.report: Report | None = None

    def show_report(self, report: Report) -> None:
        """Other rows, perhaps other columns."""
        self.beginResetModel()
        self.report = report
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows."""
        return 0 if self.report is None or parent.isValid() else len(self.report.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if self.report is None or parent.isValid() else len(self.report.table.columns)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        if self.report is None:
            return ""
        return say_cell(self.report.rows[row][column], self.report.table.columns[column].holds)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tooltip, side, boldness."""
        if self.report is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.report.table.columns[index.column()].holds in _NUMBERS else _LEFT
        if role == Qt.ItemDataRole.FontRole and index.row() in self.report.totals:
            return self._theme.bold
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headings, on the side of their numbers."""
        if self.report is None or orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.report.table.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.holds in _NUMBERS else _LEFT
        return None


class ReportTable(QTableView):
    """The list itself."""

    def __init__(self, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole: list[int] = []
        """px: how wide each column would be with nothing cut."""
        self.rows = ReportModel(theme)
        self.setModel(self.rows)
        self.setAccessibleName(texts("reports-table-name"))
        self.setObjectName("report-table")
        self.setFont(theme.font)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setFixedHeight(theme.row_height + SPACE_L // 2)
        self.horizontalHeader().setHighlightSections(False)

    def show_report(self, report: Report) -> None:
        """Show these rows, columns as wide as what stands in them."""
        self.rows.show_report(report)
        plain, bold = QFontMetrics(self._theme.font), QFontMetrics(self._theme.bold)
        self._whole = []
        for at, column in enumerate(report.table.columns):
            wide = bold.horizontalAdvance(column.title)
            for row in range(min(len(report.rows), _LOOKED_AT)):
                metrics = bold if row in report.totals else plain
                wide = max(wide, metrics.horizontalAdvance(self.rows.text(row, at)))
            self._whole.append(wide + 2 * SPACE_L)
        self._span_totals(report)
        for at in range(len(report.table.columns)):
            # What is only for a pen has no room on the screen.
            self.setColumnHidden(at, at in report.by_hand and not any(row[at] for row in report.rows))
        self.horizontalHeader().setStretchLastSection(report.table.columns[-1].holds is Holds.TEXT)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long texts are whole where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = QFontMetrics(self._theme.font).averageCharWidth() * _WIDEST + 2 * SPACE_L
        shown = [at for at in range(len(self._whole)) if not self.isColumnHidden(at)]
        spare = self.viewport().width() - sum(min(self._whole[at], most) for at in shown)
        for at in shown:
            wide = min(self._whole[at], most)
            more = min(self._whole[at] - wide, max(0, spare))
            spare -= more
            self.setColumnWidth(at, wide + more)

    def _span_totals(self, report: Report) -> None:
        """A sum's sentence takes the room of the empty cells after it."""
        self.clearSpans()
        for row in report.totals:
            if (room := report.room_of(row)) > 1:
                self.setSpan(row, 0, 1, room)
