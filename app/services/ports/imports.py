"""Where imported rows came from, kept with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.changes import Subject


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One applied import: which file (name and SHA-256), who, when, and what became of it."""

    what: str
    file_name: str
    sha256: str
    at: datetime
    operator_id: int
    taken: int
    refused: int
    details: Mapping[str, object]
    id: int = 0


class ImportRepository(Protocol):
    """Imports that were applied."""

    def add(self, record: ImportRecord) -> ImportRecord:
        """Store it; returns it with its id."""
        ...

    def mark(self, subject: Subject, ids: Sequence[int], import_id: int) -> None:
        """Say of clients, subscribers or meters that this import brought them."""
        ...

    def all(self) -> Sequence[ImportRecord]:
        """All, the newest first."""
        ...

    def source_of(self, subject: Subject, row_id: int) -> ImportRecord | None:
        """The import that brought a client, subscriber or meter; None where none did."""
        ...
