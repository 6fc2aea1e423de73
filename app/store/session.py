"""Sessions over whole rows. Importing this maps every row, which takes a fifth of a second: nothing on the console's way
to its first rows does (a test holds it to that).
"""

from sqlalchemy.orm import Session, aliased, registry

import app.store.rows  # noqa: F401 - all that there is to map
from app.store.base import Base
from app.store.light import TableBase

__all__ = ["Session", "aliased"]


def _map_all() -> None:
    """Once a process: imports are. Statements that another thread builds meanwhile mean the same before and after."""
    known = registry(metadata=Base.metadata)
    for row in TableBase.declared:
        known.map_imperatively(row, row.__table__)
        del row.__clause_element__  # type: ignore[attr-defined] # from now on the class stands for itself


_map_all()
