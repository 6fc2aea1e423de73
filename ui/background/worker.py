"""The worker child of a local desk: `pultctl worker` in a process of its own, so that work never holds this window.

It is started again when it ends, after a pause that doubles; it is stopped by its own pid, never by name.
"""

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

FIRST_PAUSE_S: Final = 1
LONGEST_PAUSE_S: Final = 60
STEADY_MS: Final = 30_000
"""Having run for so long it is well, and the next pause is short again."""
GOODBYE_MS: Final = 5000


def worker_command(database: str) -> list[str]:
    """How this very program is started as a worker; a packaged one has no `-m`.

    It ends with its input, a pipe of this process: so a window that was killed leaves no worker behind.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, "worker", "--until-input-ends", "--database", database]
    return [sys.executable, "-m", "app", "worker", "--until-input-ends", "--database", database]


class WorkerChild(QObject):
    """Keeps one child; `state(name, seconds)`: starting, running, failed (with the pause in seconds), off."""

    state = Signal(str, int)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._pause = FIRST_PAUSE_S
        self._stopping = False
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.started.connect(self._started)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)
        self._steady = QTimer(self, singleShot=True, interval=STEADY_MS)
        self._steady.timeout.connect(self._is_steady)

    @property
    def pid(self) -> int:
        """The child's process id, 0 while there is none."""
        return int(self._process.processId())

    def start(self) -> None:
        """Start it unless it runs."""
        if self._process.state() is QProcess.ProcessState.NotRunning and not self._stopping:
            self.state.emit("starting", 0)
            self._process.start(self._command[0], self._command[1:])

    def stop(self) -> None:
        """Ask it to end, wait, and end it by force if it will not (safe: C2, what was in flight shows as unknown)."""
        self._stopping = True
        self._again.stop()
        self._steady.stop()
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.terminate()
            if not self._process.waitForFinished(GOODBYE_MS):
                self._process.kill()
                self._process.waitForFinished(GOODBYE_MS)
        self.state.emit("off", 0)

    def _started(self) -> None:
        self.state.emit("running", 0)
        self._steady.start()

    def _is_steady(self) -> None:
        self._pause = FIRST_PAUSE_S

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self) -> None:
        self._steady.stop()
        if self._stopping:
            return
        self.state.emit("failed", self._pause)
        self._again.start(self._pause * 1000)
        self._pause = min(self._pause * 2, LONGEST_PAUSE_S)
