"""Copying tables: as text and as a table, for a spreadsheet or a letter."""

from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_OURS: Final = "application/x-pult-rows"


def copy_table(text: str, html: str) -> None:
    """Put both forms on the clipboard."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    data.setData(_OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def leave_as_text() -> None:
    """At the program's end: what was copied stays as plain text.

    Qt frees the clipboard after Python is gone, and crashes on an object that Python had made.
    """
    clipboard = QGuiApplication.clipboard()
    data: QMimeData | None = clipboard.mimeData()  # None where it was never used
    if data is not None and data.hasFormat(_OURS):
        clipboard.setText(clipboard.text())
