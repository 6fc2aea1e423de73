"""The reading side: queries that give frozen rows to screens, without locks."""

from app.store.queries.all import StoredQueries

__all__ = ["StoredQueries"]
