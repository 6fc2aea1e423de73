"""What every screen is given: the desk, the words, the looks, the threads, the door to the user, the changes.

How screens and dialogs work together (so that the two can be written apart):
- a dialog is a function `open_<name>(context, request_id, parent)`; a screen opens it late, by its module;
- a service call goes through `context.write`, a query through `context.read`; both answer on the GUI thread;
- after a write the changes are broadcast by `context.changes.changed`, and every screen refreshes by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.desk import Operator
from app.domain.errors import PultError
from app.domain.times import Office
from app.services.ports.repositories import Clock
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import Queries
from app.texts import Texts
from ui.background.changes import ChangeFeed
from ui.background.exports import Exports
from ui.background.runner import READ, WRITE, Runner
from ui.shell.messages import Messages
from ui.texts import Said
from ui.theme import Theme

T = TypeVar("T")


class Desk(Protocol):
    """What the window needs of `app.bootstrap.App`; tests give a fake one."""

    @property
    def queries(self) -> Queries:
        """Reading, from any thread."""
        ...

    @property
    def clock(self) -> Clock:
        """The only source of now."""
        ...

    @property
    def office(self) -> Office:
        """The desk's zone."""
        ...

    @property
    def operator(self) -> Operator:
        """Who sits here: the `by` of every service call."""
        ...

    @property
    def training(self) -> bool:
        """C10: no command reaches a real driver."""
        ...

    def unit_of_work(self) -> UnitOfWork:
        """One transaction."""
        ...


@dataclass(frozen=True)
class ScreenContext:
    """One for the whole window; frozen, handed down, never looked up."""

    app: Desk
    texts: Texts
    theme: Theme
    runner: Runner
    messages: Messages
    changes: ChangeFeed
    exports: Exports
    now: Callable[[], datetime]

    @property
    def said(self) -> Said:
        """Moments in the office's time and the current language."""
        return Said(self.texts, self.app.office)

    def write(
        self,
        fn: Callable[[UnitOfWork], Changes],
        on_done: Callable[[Changes], None] | None = None,
        *,
        owner: QObject,
        on_refusal: Callable[[PultError], None] | None = None,
    ) -> None:
        """Run one service call in the write lane, broadcast its changes, then call `on_done(changes)`.

        `fn` is given a fresh unit of work, e.g. `lambda uow: requests.confirm(uow, request_id=…, by=…, now=…)`.
        `on_refusal` gets what the user can mend or wait for (Refusal, Conflict, Unavailable) in place of the window's
        bar: a dialog shows it beside the field and stays open. Bugs go to the door in any case.
        """

        def done(changes: Changes) -> None:
            self.changes.publish(changes)
            if on_done is not None:
                on_done(changes)

        def failed(error: BaseException) -> None:
            if on_refusal is not None and isinstance(error, PultError):
                on_refusal(error)
            else:
                self.messages.error(error)

        def work() -> Changes:
            return fn(self.app.unit_of_work())

        self.runner.submit(WRITE, work, owner=owner, on_done=done, on_error=failed)

    def read(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], None],
        *,
        owner: QObject,
        key: str = "",
        lane: str = READ,
        on_refusal: Callable[[PultError], None] | None = None,
    ) -> None:
        """Run a query off the GUI thread; with a `key` only the newest of this owner's calls is answered."""

        def failed(error: BaseException) -> None:
            if on_refusal is not None and isinstance(error, PultError):
                on_refusal(error)
            else:
                self.messages.error(error)

        self.runner.submit(lane, fn, owner=owner, on_done=on_done, on_error=failed, key=key)
