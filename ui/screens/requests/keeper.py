"""Keeps what the operator arranges: read once, written a moment after the last change, in the write lane."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import Changes
from app.domain.errors import PultError
from app.services import preferences
from app.services.ports.unit_of_work import UnitOfWork
from ui.context import ScreenContext

WAIT_MS: Final = 700
"""A column that is dragged to and fro is written once."""


class Keeper(QObject):
    """`arrived(values by key)`: what was kept; nothing that was changed meanwhile is among it."""

    arrived = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: dict[str, Mapping[str, object]] = {}
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.flush)

    def read(self) -> None:
        """Ask for what was kept. Where it cannot be had all stands as usual: the list must not wait for its looks."""
        app = self._context.app
        self._context.read(
            lambda: app.queries.preferences(app.operator.id),
            self._came,
            owner=self,
            key="preferences",
            on_refusal=lambda _error: None,
        )

    def put(self, key: str, value: Mapping[str, object]) -> None:
        """Keep it soon."""
        self._waiting[key] = value
        self._timer.start()

    def flush(self) -> None:
        """Keep now what waits."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        by = self._context.app.operator
        for key, value in waiting.items():

            def keep(uow: UnitOfWork, key: str = key, value: Mapping[str, object] = value) -> Changes:
                return preferences.keep(uow, key=key, value=value, by=by)

            self._context.write(keep, owner=self, on_refusal=partial(self._failed, key, value))

    def _failed(self, key: str, value: Mapping[str, object], error: PultError) -> None:
        """Said once; kept at the next change or at the end, unless something newer waits."""
        self._waiting.setdefault(key, value)
        self._context.messages.error(error)

    def _came(self, kept: Mapping[str, Mapping[str, object]]) -> None:
        self.arrived.emit({key: value for key, value in kept.items() if key not in self._waiting})
