"""The only threads of the window: named lanes, one thread each, plain values in and out.

Results come back on the GUI thread by a queued signal. Nothing is delivered to an owner that is closed or destroyed,
nor of a read that a later one with the same key has superseded.

A lane knows a job by its number and keeps nothing of it: functions and owners hold widgets, and where the last hold on
a widget is let go in a foreign thread, Qt crashes when it comes to delete the widget itself.
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.domain.errors import PultError

T = TypeVar("T")

READ: Final = "read"
"""Pages, cards and searches that a person waits for."""
COUNT: Final = "count"
"""Counters and everything that may come a little later."""
WRITE: Final = "write"
"""Service calls, in the order they were asked for."""
FEED: Final = "feed"
"""The change feed."""
EXPORT: Final = "export"
"""Files that take minutes: nothing else waits behind them."""

_GOODBYE_SECONDS = 10.0
_TURN_SECONDS = 0.001
"""A lane that runs Python gives the interpreter back to the window after this long; usual are five times as much, and a
painting that has to ask for it several times would take longer than a frame."""


@dataclass(eq=False)
class _Job:
    lane: str
    serial: int
    fn: Callable[[], object]
    on_done: Callable[[object], None] | None
    on_error: Callable[[BaseException], None] | None
    owner: QObject
    key: tuple[int, str] | None
    result: object = None
    error: BaseException | None = None


class Runner(QObject):
    """Runs functions beside the window; `failed` gets every error that its owner did not ask for."""

    failed = Signal(object)
    idle = Signal()
    _arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_SECONDS)
        self._queues: dict[str, SimpleQueue[int | None]] = {}
        self._jobs: dict[int, _Job] = {}
        self._threads: list[threading.Thread] = []
        self._latest: dict[tuple[int, str], int] = {}
        self._forgotten: set[int] = set()
        self._serial = 0
        self._pending = 0
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        lane: str,
        fn: Callable[[], T],
        *,
        owner: QObject,
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[BaseException], None] | None = None,
        key: str = "",
    ) -> None:
        """Run `fn` in `lane`; call `on_done(result)` or `on_error(error)` on the GUI thread while `owner` lives.

        With a `key` the newest call of this owner and key wins: an older one is skipped or its result dropped.
        """
        if self._closed:
            return
        self._serial += 1
        self._pending += 1
        full_key = (id(owner), key) if key else None
        if full_key:
            self._latest[full_key] = self._serial
        job = _Job(lane, self._serial, fn, on_done, on_error, owner, full_key)  # type: ignore[arg-type] # T is erased
        self._jobs[self._serial] = job
        self._queue(lane).put(self._serial)

    def forget(self, owner: QObject) -> None:
        """Deliver nothing more to `owner`, which is being closed; its reads that have not begun are skipped."""
        who = id(owner)
        self._forgotten.add(who)
        owner.destroyed.connect(lambda: self._forgotten.discard(who))

    @property
    def pending(self) -> int:
        """How many calls are queued, running or not yet delivered."""
        return self._pending

    def close(self) -> None:
        """Finish what is queued to be written, drop what is only read, and end every thread."""
        self._closed = True
        for queue in self._queues.values():
            queue.put(None)
        for thread in self._threads:
            thread.join(_GOODBYE_SECONDS)
        self._queues.clear()
        self._threads.clear()

    def _queue(self, lane: str) -> SimpleQueue[int | None]:
        queue = self._queues.get(lane)
        if queue is None:
            queue = self._queues[lane] = SimpleQueue()
            thread = threading.Thread(target=self._work, args=(queue,), name=f"lane-{lane}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return queue

    def _work(self, queue: SimpleQueue[int | None]) -> None:
        while (serial := queue.get()) is not None:
            self._run(serial)
            self._arrived.emit(serial)

    def _run(self, serial: int) -> None:
        """In a lane; a call of its own, so that nothing of the job is held when the window is told."""
        job = self._jobs[serial]
        if job.lane != WRITE and (self._closed or not self._is_wanted(job)):
            return
        try:
            job.result = job.fn()
        except Exception as caught:  # noqa: BLE001 - every kind of failure goes to the one door
            job.error = caught

    def _is_wanted(self, job: _Job) -> bool:
        superseded = job.key is not None and self._latest.get(job.key) != job.serial
        return not superseded and id(job.owner) not in self._forgotten

    def _deliver(self, serial: int) -> None:
        job = self._jobs.pop(serial)
        self._pending -= 1
        wanted = self._is_wanted(job) and isValid(job.owner)
        error, job.error = job.error, None  # its trace holds the job
        try:
            if error is not None:
                self._deliver_error(job, error, wanted=wanted)
            elif wanted and job.on_done is not None:
                job.on_done(job.result)
        finally:
            if self._pending == 0:
                self.idle.emit()

    def _deliver_error(self, job: _Job, error: BaseException, *, wanted: bool) -> None:
        if wanted and job.on_error is not None:
            job.on_error(error)
        elif wanted or job.lane == WRITE or not isinstance(error, PultError):
            # A failed write, or a bug, is never silent, even if the screen that asked is gone.
            self.failed.emit(error)
