"""A report on paper: A4 across, the heading on every page; where there is no printer, the same as PDF."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.documents.aside import written_aside
from app.domain.errors import Refusal
from app.services.ports.tables import Holds
from app.services.report_tables import Report
from ui.context import ScreenContext
from ui.screens.reports.cells import say_cell

_MARGINS = QMarginsF(10, 10, 10, 10)
"""Millimetres."""
_DPI = 300
_RIGHT = frozenset({Holds.NUMBER, Holds.MONEY, Holds.SHARE})


def report_html(report: Report, *, title: str, foot: str) -> str:
    """Black on white, each row with room for a pen where one is needed."""
    columns = report.table.columns
    whole = sum(column.width for column in columns)
    head = "".join(f'<th width="{round(100 * c.width / whole)}%">{escape(c.title)}</th>' for c in columns)
    padding = 9 if report.by_hand else 3
    lines = []
    for at, row in enumerate(report.rows):
        cells = []
        for column, cell in zip(columns, row, strict=True):
            side = ' align="right"' if column.holds in _RIGHT else ""
            text = escape(say_cell(cell, column.holds)).replace("\n", "<br>")
            cells.append(f"<td{side}>{f'<b>{text}</b>' if at in report.totals else text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (
        '<html><body style="color:#000000; font-size:8pt">'
        f'<p style="font-size:13pt"><b>{escape(title)}</b></p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="{padding}" '
        'style="border-collapse:collapse; border-style:solid; border-color:#555555">'
        f'<thead><tr style="background-color:#e4e8ed">{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
        f'<p style="font-size:7pt">{escape(foot)}</p></body></html>'
    )


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
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, _MARGINS)


def _put(html: str, pages: QPagedPaintDevice) -> None:
    document = QTextDocument()
    document.setHtml(html)
    document.print_(pages)
