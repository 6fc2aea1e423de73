"""Alembic runs this: it gets its connection from `app.store.schema`, so there is no alembic.ini."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeEngine

from app.store.base import Base, EnumText, UtcDateTime
from app.store.rows import RequestRow  # noqa: F401 - importing the rows completes Base.metadata


def _render(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write our types into migrations in a form that later changes of the code do not touch."""
    if kind == "type" and isinstance(item, EnumText):
        return "sa.String(40)"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "UtcDateTime()"
    if kind == "type" and isinstance(item, TypeEngine) and item.__class__.__name__ in ("JSON", "JSONB"):
        return "Json"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=_render,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
