"""A report on paper: A4 across, the heading on every page; where there is no printer, the same as PDF."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.documents.aside import written_aside
from app.domain.errors import Refusal
from app.services.ports.tables import Cell, Holds, TableColumn
from app.services.report_tables import Report
from ui.context import ScreenContext
from ui.screens.reports.cells import say_cell

_MARGINS = QMarginsF(10, 10, 10, 10)
"""Millimetres."""
_DPI = 300
_FOOT_POINTS = 7
_RIGHT = frozenset({Holds.NUMBER, Holds.MONEY, Holds.SHARE})


def report_html(report: Report, *, title: str, foot: str) -> str:
    """Black on white, each row with room for a pen where one is needed."""
    columns = report.table.columns
    whole = sum(column.width for column in columns)
    head = "".join(f'<th width="{round(100 * c.width / whole)}%">{escape(c.title)}</th>' for c in columns)
    above = 8 if report.by_hand else 3
    lines = []
    for at, row in enumerate(report.rows):
        is_total = at in report.totals
        span = report.room_of(at)
        cells = [_cell_html(row[0], columns[0], bold=is_total, above=above, span=span)]
        cells += [_cell_html(row[n], columns[n], bold=is_total, above=above) for n in range(span, len(columns))]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (
        '<html><body style="color:#000000; font-size:7.5pt">'
        f'<p style="font-size:13pt"><b>{escape(title)}</b></p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3" '
        'style="border-collapse:collapse; border-style:solid; border-color:#555555">'
        f'<thead><tr style="background-color:#e4e8ed">{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
        f'<p style="font-size:7pt">{escape(foot)}</p></body></html>'
    )


def _cell_html(cell: Cell, column: TableColumn, *, bold: bool, above: int, span: int = 1) -> str:
    text = escape(say_cell(cell, column.holds)).replace("\n", "<br>")
    side = "right" if column.holds in _RIGHT else "left"
    inner = f"<b>{text}</b>" if bold else text
    padding = f"padding-top:{above}px; padding-bottom:{above}px"
    return f'<td colspan="{span}" align="{side}" style="{padding}">{inner}</td>'


def print_report(context: ScreenContext, report: Report, title: str, parent: QWidget) -> QWidget:
    """Open the system's print dialog, or where no printer is known ask where the PDF shall go."""
    texts = context.texts
    printed_at = context.said.exact(context.now())
    html = report_html(report, title=title, foot=texts("reports-printed-at", at=printed_at))
    printer = _printer()
    if QPrinterInfo.availablePrinterNames():
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(texts("reports-print-title"))
        dialog.accepted.connect(lambda: _put(html, printer))
        QDialog.open(dialog)  # its own `open` wants an old-style slot
        return dialog
    picker = QFileDialog(parent, texts("reports-pdf-title"))
    picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    picker.setNameFilter(f"{texts('reports-pdf-filter')} (*.pdf)")
    picker.setDefaultSuffix("pdf")
    picker.selectFile(f"{title.replace(':', '')}.pdf")
    picker.fileSelected.connect(lambda file: save_pdf(context, html, Path(file)))
    picker.open()
    return picker


def save_pdf(context: ScreenContext, html: str, path: Path) -> None:
    """Write the PDF whole or not at all, and say where it is."""
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    pages = QPdfWriter(content)
    pages.setPageLayout(_layout())
    pages.setResolution(_DPI)
    _put(html, pages)
    try:
        with written_aside(path) as file:
            file.write(content.data().data())
    except Refusal as refusal:
        context.messages.error(refusal)
    else:
        context.messages.note(context.texts("reports-pdf-done", file=path.name))


def _printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_layout())
    return printer


def _layout() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, _MARGINS, QPageLayout.Unit.Millimeter
    )


def _put(html: str, pages: QPagedPaintDevice) -> None:
    """Page by page, each with its number: QTextDocument's own printing keeps wide margins and breaks words for them."""
    area = pages.pageLayout().paintRectPixels(pages.logicalDpiX())
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(pages)
    painter = QPainter(pages)
    painter.setFont(QFont(document.defaultFont().family(), _FOOT_POINTS))
    foot = painter.fontMetrics().height() * 2
    height = area.height() - foot
    document.setPageSize(QSizeF(area.width(), height))
    document.setHtml(html)
    count = document.pageCount()
    for page in range(count):
        if page:
            pages.newPage()
        painter.save()
        painter.translate(0, -page * height)
        document.drawContents(painter, QRectF(0, page * height, area.width(), height))
        painter.restore()
        painter.drawText(
            QRectF(0, height, area.width(), foot),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom),
            f"{page + 1} / {count}",
        )
    painter.end()
