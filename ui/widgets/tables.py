"""What every long table of the window has in common: rows of one height, selected whole, never typed in, never measured."""

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def set_up_rows(view: QTableView, row_height: int) -> None:
    """Fixed rows of `row_height` px that scroll by the pixel; a height of its own would have Qt ask every row."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(row_height)
    rows.setDefaultSectionSize(row_height)
    view.verticalScrollBar().setSingleStep(row_height)
    view.horizontalHeader().setHighlightSections(False)
