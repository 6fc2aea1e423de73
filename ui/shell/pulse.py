"""What the frame knows of the desk at large: counters, the status bar's figures, and what has just become overdue."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import PultError
from app.services.ports.views import Counters, DeskStatus, Queries
from ui.background.runner import COUNT
from ui.context import ScreenContext

T = TypeVar("T")

BEAT_MS: Final = 2000
SETTLE_MS: Final = 150
"""A burst of changes is counted once."""
FULL_EVERY: Final = 15
"""Beats: half a minute, for what no change tells (a worker that died, letters sent by a server)."""


class Pulse(QObject):
    """Counts beside the GUI thread after changes, and watches deadlines pass."""

    counted = Signal(object)
    status = Signal(object)
    newly_overdue = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._seen_until: datetime | None = None
        self._beats = 0
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.count)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.beat)
        context.changes.changed.connect(lambda _changes: self._count_soon())

    def start(self) -> None:
        """Count once, then watch."""
        self._seen_until = self._context.now()
        self.count()
        self._beat.start()

    def stop(self) -> None:
        """Rest, for good."""
        self._beat.stop()
        self._soon.stop()
        self._context.runner.forget(self)

    def _count_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start(SETTLE_MS)

    def count(self) -> None:
        """Counters and status, as of now."""
        now, queries = self._context.now(), self._context.app.queries

        def ask() -> tuple[Counters, DeskStatus]:
            return queries.counters(now), queries.status(now)

        self._submit("count", ask, self._counted)

    def beat(self) -> None:
        """What passed its deadline since the last look."""
        since, until = self._seen_until or self._context.now(), self._context.now()
        queries: Queries = self._context.app.queries
        self._beats += 1
        if self._beats % FULL_EVERY == 0:
            self.count()
        if until <= since:
            return  # a clock that went back: what was seen is not told twice

        def passed(found: Sequence[int]) -> None:
            self._seen_until = until
            if found:
                self.newly_overdue.emit(tuple(found))
                self.count()

        self._submit("overdue", lambda: queries.newly_overdue(since, until), passed)

    def _counted(self, answer: tuple[Counters, DeskStatus]) -> None:
        self.counted.emit(answer[0])
        self.status.emit(answer[1])

    def _submit(self, key: str, fn: Callable[[], T], on_done: Callable[[T], None]) -> None:
        self._context.runner.submit(COUNT, fn, owner=self, on_done=on_done, on_error=self._failed, key=key)

    def _failed(self, error: BaseException) -> None:
        # Of a database that is away the change feed tells, once; a bug goes to the door.
        if not isinstance(error, PultError):
            self._context.messages.error(error)
