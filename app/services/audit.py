"""The chain of events, walked from its first row."""

from app.domain.audit import ChainReport, verify_chain
from app.services.ports.unit_of_work import UnitOfWork


def verify(uow: UnitOfWork, *, expected_head: str | None = None) -> ChainReport:
    """Any change, insertion or deletion shows; with a head kept elsewhere a truncation too."""
    with uow.reading():
        return verify_chain(uow.events.all(), expected_head=expected_head)
