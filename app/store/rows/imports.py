"""Imports, what each of them changed, and those that were taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index

from app.store.base import Base, BigId, Mapped, mapped_column


class ImportRow(Base):
    """Where imported rows came from: file, hash, operator, moment, and what became of each part."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    what: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    at: Mapped[datetime]
    operator_id: Mapped[int] = mapped_column(ForeignKey("operators.id"))
    taken: Mapped[int]
    refused: Mapped[int]
    details: Mapped[dict[str, Any]]


class ImportChangeRow(Base):
    """A row that an import added (`before` is NULL) or changed; `version` is the one it left behind."""

    __tablename__ = "import_changes"
    __table_args__ = (
        Index("ix_import_changes_import", "import_id", "id"),
        Index("ix_import_changes_subject", "subject_id", "subject"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    subject: Mapped[str]
    subject_id: Mapped[int] = mapped_column(BigId)
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None]


class ImportReversalRow(Base):
    """An import that was taken back as a whole: by whom, when, why."""

    __tablename__ = "import_reversals"

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    operator_id: Mapped[int] = mapped_column(ForeignKey("operators.id"))
    why: Mapped[str]


class RememberedColumnRow(Base):
    """A heading that a person matched by hand, for all later registers of that kind."""

    __tablename__ = "remembered_columns"

    kind: Mapped[str] = mapped_column(primary_key=True)
    heading_key: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str]
    operator_id: Mapped[int] = mapped_column(ForeignKey("operators.id"))
    at: Mapped[datetime]
