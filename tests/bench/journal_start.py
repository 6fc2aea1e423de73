"""From nothing to a usable journal: `python -m tests.bench.journal_start ours|peer desk.sqlite`.

Prints the monotonic moment at which the first rows and their count had been painted. Ours is `ui.__main__.main` as
`python -m ui --database …` runs it; the peer is a window with a table view over a page read by SQLAlchemy.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic


def address(file: str) -> str:
    """The file as a database's address."""
    return f"sqlite:///{Path(file).absolute()}"


def ours(file: str, settings: str) -> None:
    """The console, as a guest of the desk."""
    import ui.__main__ as program  # first, as `python -m ui` has it

    os.environ["XDG_CONFIG_HOME"] = settings
    os.environ["LOGNAME"] = "bench"  # app.demo_desk.GUEST, whose import is no part of the start
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.composition import Console

    def until_painted(_application: QApplication, console: Console) -> int:
        from ui.screens.requests.view import JournalScreen

        journal = console.window.screens[0]
        if not isinstance(journal, JournalScreen):
            raise TypeError
        loop = QEventLoop()

        class Watch(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
                if event.type() is QEvent.Type.Paint:
                    QTimer.singleShot(0, look)
                return super().eventFilter(watched, event)

        def look() -> None:
            model = journal.model
            if model.loaded and (model.row_at(0) or not model.rowCount()) and journal.grid.is_whole:
                loop.quit()

        watch = Watch()
        journal.grid.viewport().installEventFilter(watch)
        loop.exec()
        tell()
        return 0

    # In place of the event loop: it returns, and the window is closed.
    program._loop = until_painted  # type: ignore[assignment] # the module imports its Console late
    program.main(["--database", address(file), "--lang", "ru"])


def peer(file: str, _settings: str) -> None:
    """A window of one's own."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTableView
    from sqlalchemy import Row, create_engine, text

    class Model(QAbstractTableModel):
        def __init__(self, rows: list[Row[tuple[object, ...]]]) -> None:
            super().__init__()
            self._rows = rows

        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
            return 0 if parent.isValid() else len(self._rows)

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
            return 0 if parent.isValid() else 9

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            return str(self._rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None

    application = QApplication([])
    window = QMainWindow()
    with create_engine(address(file)).connect() as connection:
        rows = list(connection.execute(text(_PAGE)))
        count = connection.scalar(text("SELECT count(*) FROM requests WHERE status IN ('confirmed', 'in-progress')"))
    view = QTableView()
    model = Model(rows)
    view.setModel(model)
    window.setCentralWidget(view)
    window.statusBar().addWidget(QLabel(str(count)))
    window.resize(1600, 900)
    window.show()
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, application.quit))
    application.exec()
    tell()


_PAGE = """
SELECT r.status, r.number, c.name, s.plot, r.kind, r.confirmed_at, r.due, r.closed_at, r.command
FROM requests r JOIN clients c ON c.id = r.client_id JOIN subscribers s ON s.id = r.subscriber_id
WHERE r.status IN ('confirmed', 'in-progress') ORDER BY r.sort_key, r.id LIMIT 100
"""


def tell() -> None:
    """Now it is painted."""
    sys.stdout.write(f"{monotonic()}\n")
    sys.stdout.flush()


SIDES: dict[str, Callable[[str, str], None]] = {"ours": ours, "peer": peer}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        SIDES[sys.argv[1]](sys.argv[2], folder)
