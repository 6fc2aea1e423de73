"""One side of the journal's bench in a process of its own: `python -m tests.bench.journal_child ours|peer desk.sqlite [first]`.

Both sides are a `Side`: the same steps in the same order, timed here until what was asked for has been painted. The
last line printed is the figures as JSON; milliseconds, MB, CPU seconds a second.
"""

import gc
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen
from time import monotonic, perf_counter, process_time, thread_time
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

SIZE: Final = (1600, 1500)
"""px: room for more than 40 rows in both windows."""
BEAT_MS: Final = 2
BLINK_SECONDS: Final = 5.0
PATIENCE_MS: Final = 60_000
FILTERS: Final = ("status", "overdue", "client", "kind", "month", "search")
TIMES: Final = 3


class Side(Protocol):
    """What is measured. Each step returns the question whether its outcome is what a painting now would show."""

    window: QWidget
    viewport: QWidget

    def compose(self) -> Callable[[], bool]:
        """Model, view and window, shown; all requests, by deadline."""
        ...

    def show_all(self) -> Callable[[], bool]:
        """All requests, from the top."""
        ...

    def jump(self) -> Callable[[], bool]:
        """To the last row."""
        ...

    def narrow(self, name: str) -> Callable[[], bool]:
        """One of FILTERS, with its count."""
        ...

    def unsort(self) -> Callable[[], bool]:
        """The newest first."""
        ...

    def sort(self) -> Callable[[], bool]:
        """By deadline, from another order."""
        ...

    def blink(self, *, on: bool) -> None:
        """Let the overdue rows in view blink, or not."""
        ...

    def overdue_in_view(self) -> int:
        """How many blink."""
        ...

    def first_id(self) -> int:
        """The request in the first place."""
        ...

    def expect(self, code: str) -> Callable[[], bool]:
        """Is that command code of the first request what a painting now would show?"""
        ...

    def is_whole(self) -> bool:
        """False while a painting is not finished yet."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Heart(QObject):
    """Beats in the GUI thread; `worst` is by how much one came late: how long the thread could not answer, in ms."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = 0.0
        self.busy = 0.0
        self.log: list[tuple[int, int]] = []
        self.last = 0.0
        self._worked = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self.last, self.worst = perf_counter(), 0.0
        self._worked = thread_time()
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        worked = thread_time()
        self.worst = max(self.worst, (now - self.last) * 1000 - BEAT_MS)
        self.busy = max(self.busy, (worked - self._worked) * 1000)
        self.last, self._worked = now, worked

    def take(self) -> float:
        """The worst since the last call."""
        worst, self.worst = self.worst, 0.0
        self.log.append((round(worst), round(self.busy)))
        self.busy = 0.0
        return worst

    def stop(self) -> None:
        """Rest."""
        self._timer.stop()


class Painting(QObject):
    """Waits until a viewport has painted what was asked for."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side
        self._loop = QEventLoop()
        self._shown: Callable[[], bool] = lambda: False
        self._ended = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The painting goes on after this; what a timer of zero finds is after it, and after the flush."""
        if event.type() is QEvent.Type.Paint and self._loop.isRunning() and self._shown():
            self._shown = lambda: False
            QTimer.singleShot(0, self._end)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        if self._side.is_whole():
            self._ended = monotonic()
            self._loop.quit()
        else:
            self._shown = lambda: True

    def wait(self, shown: Callable[[], bool]) -> float:
        """Until `shown()` is true of a painting; the monotonic moment."""
        self._shown, self._ended = shown, 0.0
        late = QTimer(singleShot=True, interval=PATIENCE_MS)
        late.timeout.connect(self._loop.quit)
        late.start()
        self._loop.exec()
        late.stop()
        if not self._ended:
            message = f"not painted within {PATIENCE_MS} ms"
            raise RuntimeError(message)
        return self._ended

    def after(self, step: Callable[[], Callable[[], bool]]) -> float:
        """How long from the step to its painting, in ms."""
        begin = monotonic()
        return (self.wait(step()) - begin) * 1000


def rest(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def memory() -> float:
    """This process's share of memory (PSS) in MB."""
    gc.collect()
    for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def blinking(side: Side) -> float:
    """CPU seconds a second that blinking adds to the same window at rest."""
    used = []
    for on in (False, True):
        side.blink(on=on)
        rest(1)
        begin, wall = process_time(), perf_counter()
        rest(BLINK_SECONDS)
        used.append((process_time() - begin) / (perf_counter() - wall))
    return used[1] - used[0]


def foreign(side: Side, painting: Painting, heart: Heart, file: str) -> tuple[float, float]:
    """From another process's commit to its painting, the mean of TIMES, and the longest stall meanwhile; ms."""
    taken, stalls = [], []
    command = [sys.executable, "-m", "tests.bench.journal_writer", file]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as writer:
        if writer.stdin is None or writer.stdout is None:
            raise RuntimeError
        writer.stdout.readline()
        for n in range(TIMES):
            rest(0.137 * (n + 1))  # not in step with anybody's poll
            code = f"bench-{os.getpid()}-{n}"
            shown = side.expect(code)
            heart.take()
            writer.stdin.write(f"{side.first_id()} {code}\n")
            writer.stdin.flush()
            painted = painting.wait(shown)
            stalls.append(heart.take())
            taken.append((painted - float(writer.stdout.readline())) * 1000)
        writer.stdin.close()
    return sum(taken) / len(taken), max(stalls)


def measure(side: Side, file: str) -> dict[str, float]:
    """All steps."""
    figures: dict[str, float] = {}
    empty = QMainWindow()
    empty.resize(*SIZE)
    empty.show()
    rest(0.2)
    base = memory()
    painting, heart = Painting(side), Heart()
    stalls = {}
    begin = monotonic()
    shown = side.compose()
    side.viewport.installEventFilter(painting)
    figures["first"] = (painting.wait(shown) - begin) * 1000
    rest(1)
    heart.start()
    figures["jump"] = painting.after(side.jump)
    stalls["jump"] = heart.take()
    figures["memory"] = memory() - base
    rest(0.1)
    heart.take()  # looking at the memory was none of theirs
    for name in FILTERS:
        painting.after(side.show_all)
        figures[name] = painting.after(lambda name=name: side.narrow(name))  # type: ignore[misc]
        stalls[name] = heart.take()
    painting.after(side.unsort)
    heart.take()
    figures["sort"] = painting.after(side.sort)
    stalls["sort"] = heart.take()
    figures["foreign"], stalls["foreign"] = foreign(side, painting, heart, file)
    painting.after(lambda: side.narrow("overdue"))
    heart.take()
    side.blink(on=True)
    rest(3)
    stalls["blinking"] = heart.take()
    heart.stop()
    figures["blink-rows"] = side.overdue_in_view()
    figures["blink"] = blinking(side)
    figures["memory-end"] = memory() - base
    figures["stall"] = max(stalls.values())
    side.close()
    return figures | {f"stall-{name}": stall for name, stall in stalls.items()}


def first(side: Side) -> dict[str, float]:
    """Only the first painting, of the list alone."""
    painting = Painting(side)
    begin = monotonic()
    shown = side.compose()
    side.viewport.installEventFilter(painting)
    taken = (painting.wait(shown) - begin) * 1000
    side.close()
    return {"first": taken}


def main(which: str, file: str, what: str = "all") -> int:
    """Measure one side."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, folder)
        sides = importlib.import_module(f"tests.bench.journal_{which}")
        if what == "first":
            figures = first(sides.make_list(application, file))
        else:
            figures = measure(sides.make(application, file), file)
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
