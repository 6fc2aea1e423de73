"""Doing a thing once the layout has settled.

In place of `QTimer.singleShot`, whose timer deletes itself beside its Python half: now and then, under load, PySide6
6.11 crashes on that.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Later(QObject):
    """Calls what it was given, in order, when the event loop is reached next; never after `owner` is gone."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._calls: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._run)

    def do(self, call: Callable[[], None]) -> None:
        """Call it then."""
        self._calls.append(call)
        self._timer.start()

    def _run(self) -> None:
        calls, self._calls = self._calls, []
        for call in calls:
            call()
