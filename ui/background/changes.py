"""Other processes' changes: a cheap version is polled, and only when it moves is the feed read and broadcast.

On PostgreSQL the poll itself listens for nearly all of the time between two polls, so what is called out is heard at once.

Also the stale guard's source (A8): it knows when the database last answered.
"""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import EVERYTHING, Changes
from app.domain.errors import PultError, Unavailable
from app.services.ports.repositories import Clock
from app.services.ports.views import Queries
from ui.background.runner import FEED, Runner
from ui.shell.messages import Messages

POLL_MS: Final = 100
RETRY_MS: Final = 1000
STALE_AFTER: Final = timedelta(seconds=30)
"""A8."""


class ChangeFeed(QObject):
    """Broadcasts `changed(Changes)`; `stale(since)` after 30 s without an answer, `fresh()` when it is over."""

    changed = Signal(object)
    stale = Signal(object)
    fresh = Signal()

    def __init__(
        self, queries: Queries, clock: Clock, runner: Runner, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queries, self._clock, self._runner, self._messages = queries, clock, runner, messages
        self._version: int | None = None
        self._seq: int | None = None
        self._heard_at: datetime | None = None
        self._heard = clock.monotonic()
        self._under_way = False
        self._away = False
        self.is_stale = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)

    def start(self) -> None:
        """Begin to poll; the first answer only says where the feed stands."""
        self._heard, self._heard_at = self._clock.monotonic(), self._clock.utc()
        self._timer.start()
        self.poll()

    def stop(self) -> None:
        """Poll no more."""
        self._timer.stop()
        self._runner.forget(self)

    def publish(self, changes: Changes) -> None:
        """Broadcast the window's own write at once; the feed will tell it again, which only refreshes twice."""
        if changes.touched:
            self.changed.emit(changes)

    def poll(self) -> None:
        """Ask once; never while an answer is still owed."""
        self._judge()
        if not self._under_way:
            self._under_way = True
            self._runner.submit(FEED, self._ask, owner=self, on_done=self._answered, on_error=self._failed)

    def _ask(self) -> tuple[int, int, Changes]:
        """In the lane: the version first, so that a commit between the two is told again, never lost."""
        version = self._queries.data_version()
        if self._seq is None:
            return version, self._queries.status(self._clock.utc()).feed_seq, Changes()
        if version == self._version:
            return version, self._seq, Changes()
        seq, changes = self._queries.changes_since(self._seq)
        return version, seq, changes

    def _answered(self, answer: tuple[int, int, Changes]) -> None:
        self._under_way = False
        self._version, self._seq, changes = answer
        self._heard, self._heard_at = self._clock.monotonic(), self._clock.utc()
        came_back, self._away = self._away, False
        if came_back:
            self._timer.setInterval(POLL_MS)
            self._messages.available()
        self._judge()
        # What was read meanwhile failed, whatever the feed says: all is read anew.
        self.publish(Changes(changes.touched + EVERYTHING.touched) if came_back else changes)

    def _failed(self, error: BaseException) -> None:
        self._under_way = False
        if not isinstance(error, PultError):
            self._timer.stop()  # a bug: it would be the same ten times a second
            self._messages.error(error)
            return
        self._away = True
        self._timer.setInterval(RETRY_MS)
        self._messages.unavailable(error if isinstance(error, Unavailable) else Unavailable(error.code, **error.data))
        self._judge()

    def _judge(self) -> None:
        stale = self._clock.monotonic() - self._heard >= STALE_AFTER.total_seconds()
        if stale and not self.is_stale:
            self.is_stale = True
            self.stale.emit(self._heard_at)
        elif self.is_stale and not stale:
            self.is_stale = False
            self.fresh.emit()
