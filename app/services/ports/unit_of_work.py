"""One transaction over everything that is stored."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from app.domain.errors import Unavailable

if TYPE_CHECKING:
    from app.domain.calendar import WorkingCalendar
    from app.domain.changes import Changes, Subject
    from app.domain.regulation import Regulations
    from app.domain.times import Office
    from app.services.ports.imports import ImportRepository
    from app.services.ports.preferences import PreferenceRepository
    from app.services.ports.repositories import (
        ClientRepository,
        CommandRepository,
        EventLog,
        OperatorRepository,
        Outbox,
        ReferenceRepository,
        RequestRepository,
        WorkerRepository,
    )


class Collided(Unavailable):
    """Another transaction came between: nothing was kept, and the same done once more will find how things stand now.

    `app.services.transactions.transaction` does it once more. `bug`: what to raise in its stead where that never helps.
    """

    bug: Exception | None = None


class UnitOfWork(Protocol):
    """One transaction over everything that is stored.

    Entering begins it (a writing one takes the database's write lock at once, so that what is read is what is
    changed); leaving without `commit` undoes it. `console` names the workstation in events.
    """

    @property
    def requests(self) -> RequestRepository:
        """Requests."""
        ...

    @property
    def clients(self) -> ClientRepository:
        """Clients, subscribers, meters."""
        ...

    @property
    def commands(self) -> CommandRepository:
        """The command ledger."""
        ...

    @property
    def events(self) -> EventLog:
        """The chain."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Letters."""
        ...

    @property
    def workers(self) -> WorkerRepository:
        """Heartbeats."""
        ...

    @property
    def operators(self) -> OperatorRepository:
        """Operators."""
        ...

    @property
    def imports(self) -> ImportRepository:
        """Applied imports."""
        ...

    @property
    def preferences(self) -> PreferenceRepository:
        """What operators arranged for themselves."""
        ...

    @property
    def reference(self) -> ReferenceRepository:
        """Calendar and regulation as stored."""
        ...

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar that stands."""
        ...

    @property
    def regulations(self) -> Regulations:
        """All versions of the regulation."""
        ...

    @property
    def office(self) -> Office:
        """The desk's zone."""
        ...

    @property
    def console(self) -> str:
        """The workstation, as events name it."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed."""
        ...

    def reading(self) -> AbstractContextManager[Self]:
        """In place of entering it: only to read, without the database's write lock, all as of one moment."""
        ...

    def leasing(self) -> AbstractContextManager[Self]:
        """In place of entering it: to take something off a queue, where what others took meanwhile is simply not there."""
        ...

    def touch(self, subject: Subject, subject_id: int) -> None:
        """Say that something changed: it goes into the change feed and into the returned `Changes`."""
        ...

    def commit(self) -> Changes:
        """Write events and feed in the order of commits, and keep everything."""
        ...
