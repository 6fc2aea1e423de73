"""A million journal rows to .xlsx: seconds and memory beside openpyxl's write-only mode, and beside XlsxWriter.

Each writer runs in a process of its own, over the same made-up rows. Memory is what the process takes above what it had
with its imports done. Run as a program it is such a process: `python -m tests.bench.export ours 1000000`.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil

from app.services.ports.tables import Cell, Holds, Table, TableColumn
from tests.bench.figures import Figure

ROWS = 1_000_000
FEWER = 100_000
"""For XlsxWriter, which needs no goal: it says why the rows are written by our own code."""
ROUNDS = 3
SAMPLE_SECONDS = 0.02
_HOLDS = (Holds.TEXT,) * 5 + (Holds.NUMBER,) + (Holds.MOMENT,) * 5 + (Holds.TEXT,) * 3
TABLE = Table("Журнал", tuple(TableColumn(f"Столбец {n}", holds) for n, holds in enumerate(_HOLDS, 1)))


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    seconds: float
    megabytes: float


def rows(count: int) -> Iterator[tuple[Cell, ...]]:
    """Rows like the journal's: five texts, watts, five moments, three texts; every sixth is a limit."""
    began = datetime.fromisoformat("2025-01-01 10:00")
    for n in range(count):
        at = began + timedelta(minutes=n % 500_000)
        watts = 5000 if n % 6 == 0 else None
        ends = ("в срок", "исполнение проверено", None)
        yield ("Выполнена", f"2026-{n:06d}", "СНТ «Ромашка»", f"{n % 300}/12а", "Отключение", watts, *[at] * 5, *ends)


def ours(path: Path) -> Callable[[int], None]:
    """The program's own."""
    from app.documents.export_xlsx import write_xlsx

    return lambda count: _ignore(write_xlsx(path, TABLE, rows(count)))


def openpyxl_write_only(path: Path) -> Callable[[int], None]:
    """The peer of the goal."""
    import openpyxl

    def write(count: int) -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Журнал")
        sheet.append([column.title for column in TABLE.columns])
        for row in rows(count):
            sheet.append(row)
        book.save(path)

    return write


def xlsxwriter_constant_memory(path: Path) -> Callable[[int], None]:
    """The other library, in its mode for long sheets."""
    import xlsxwriter  # type: ignore[import-untyped] # a peer here, nothing of the program

    def write(count: int) -> None:
        options = {"constant_memory": True, "tmpdir": str(path.parent), "default_date_format": "dd.mm.yyyy hh:mm"}
        book = xlsxwriter.Workbook(str(path), options)
        sheet = book.add_worksheet("Журнал")
        put = {Holds.TEXT: sheet.write_string, Holds.NUMBER: sheet.write_number, Holds.MOMENT: sheet.write_datetime}
        for line, row in enumerate(rows(count), 1):
            for at, (column, cell) in enumerate(zip(TABLE.columns, row, strict=True)):
                if cell is not None:
                    put[column.holds](line, at, cell)
        book.close()

    return write


WRITERS: dict[str, Callable[[Path], Callable[[int], None]]] = {
    "ours": ours,
    "openpyxl": openpyxl_write_only,
    "xlsxwriter": xlsxwriter_constant_memory,
}


def measure() -> Iterator[Figure]:
    """Once each: the peer takes minutes, and the goal is far from the noise."""
    mine, theirs = _run("ours", ROWS), _run("openpyxl", ROWS)
    took, memory = mine.seconds, mine.megabytes
    faster = theirs.seconds / took
    yield Figure(
        "export of 1,000,000 rows to .xlsx (peer: openpyxl write-only)",
        "s",
        round(took, 1),
        round(theirs.seconds, 1),
        took / theirs.seconds,
        "<= 1/3 of the time",
        holds=faster >= 3,
    )
    yield Figure(
        "export of 1,000,000 rows to .xlsx, memory above imports (peer: openpyxl write-only)",
        "MB",
        round(memory, 1),
        round(theirs.megabytes, 1),
        memory / theirs.megabytes if theirs.megabytes else None,
        "flat: <= 16 MB",
        holds=memory <= 16,
    )
    few, library = median(_run("ours", FEWER).seconds for _ in range(ROUNDS)), _run("xlsxwriter", FEWER)
    yield Figure(
        "export of 100,000 rows to .xlsx (peer: XlsxWriter, constant memory)",
        "s",
        round(few, 2),
        round(library.seconds, 2),
        few / library.seconds,
        "<= 1/2, else take the library",
        holds=few <= library.seconds / 2,
    )


def _run(writer: str, count: int) -> Run:
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.export", writer, str(count)], check=True, capture_output=True, text=True
    )
    return Run(**json.loads(answer.stdout))


def _child(writer: str, count: int) -> Run:
    """Write in this process, watched by a thread that looks at the memory fifty times a second."""
    process, peak, over = psutil.Process(), 0, threading.Event()

    def look() -> None:
        nonlocal peak
        while not over.wait(SAMPLE_SECONDS):
            peak = max(peak, process.memory_info().rss)

    with tempfile.TemporaryDirectory() as folder:
        write = WRITERS[writer](Path(folder) / "out.xlsx")
        before = process.memory_info().rss
        watcher = threading.Thread(target=look)
        watcher.start()
        began = perf_counter()
        write(count)
        took = perf_counter() - began
        over.set()
        watcher.join()
    return Run(took, max(0.0, (peak - before) / 2**20))


def _ignore(_written: int) -> None:
    pass


if __name__ == "__main__":
    done = _child(sys.argv[1], int(sys.argv[2]))
    sys.stdout.write(json.dumps({"seconds": done.seconds, "megabytes": done.megabytes}))
