"""The file that is being written beside the window: one at a time, in a lane of its own, seen and stopped from here."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Refusal
from app.services.ports.tables import Stopped, Watch
from ui.background.runner import EXPORT, Runner
from ui.shell.messages import Messages

LOOK_MS: Final = 200
_SWITCH_SECONDS: Final = 0.0005
"""While a file is written the window waits for the interpreter at each of the hundreds of calls that one paint makes:
Python's usual 5 ms would add up to a stall that can be seen."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A whole file and the rows in it."""

    path: Path
    rows: int


class Exports(QObject):
    """`began(total)`, `progressed(written, total)` five times a second, then one of `finished(Finished)`, `stopped()`
    and, for a failure that the window's door has told, `failed()`.
    """

    began = Signal(int)
    progressed = Signal(int, int)
    finished = Signal(object)
    stopped = Signal()
    failed = Signal()

    def __init__(self, runner: Runner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._messages = runner, messages
        self._stop = threading.Event()
        self._written = self._total = 0
        self._usual_switch = sys.getswitchinterval()
        self.is_busy = False
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(lambda: self.progressed.emit(self._written, self._total))

    def start(self, path: Path, total: int, work: Callable[[Watch], int]) -> bool:
        """Run `work(watch)`, which writes about `total` rows to `path`; False where another file is being written."""
        if self.is_busy:
            self._messages.error(Refusal("export-busy"))
            return False
        self.is_busy, self._written, self._total = True, 0, total
        self._stop.clear()
        self._usual_switch = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._look.start()
        self.began.emit(total)

        def done(rows: int) -> None:
            self._over()
            self.finished.emit(Finished(path, rows))

        self._runner.submit(EXPORT, lambda: work(self._watch), owner=self, on_done=done, on_error=self._ended_badly)
        return True

    def cancel(self) -> None:
        """Ask it to stop; it does within a few hundred rows, and leaves no file."""
        self._stop.set()

    def close(self) -> None:
        """The window goes: stop, and tell nobody."""
        self._stop.set()
        sys.setswitchinterval(self._usual_switch)
        self._look.stop()
        self._runner.forget(self)

    def _watch(self, written: int) -> None:
        """Called in the lane: a plain number is all that crosses over."""
        self._written = written
        if self._stop.is_set():
            raise Stopped

    def _over(self) -> None:
        self.is_busy = False
        sys.setswitchinterval(self._usual_switch)
        self._look.stop()

    def _ended_badly(self, error: BaseException) -> None:
        self._over()
        if isinstance(error, Stopped):
            self.stopped.emit()
        else:
            self.failed.emit()
            self._messages.error(error)
