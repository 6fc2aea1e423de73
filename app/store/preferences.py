"""What operators arranged for themselves."""

from collections.abc import Mapping

from sqlalchemy import select

from app.store.rows import PreferenceRow
from app.store.session import Session


class StoredPreferences:
    """`PreferenceRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, operator_id: int, key: str) -> Mapping[str, object] | None:
        """By operator and key."""
        row = self._session.get(PreferenceRow, (operator_id, key), populate_existing=True)
        return None if row is None else row.value

    def all(self, operator_id: int) -> Mapping[str, Mapping[str, object]]:
        """All of an operator."""
        rows = self._session.scalars(select(PreferenceRow).where(PreferenceRow.operator_id == operator_id))
        return {row.key: row.value for row in rows}

    def put(self, operator_id: int, key: str, value: Mapping[str, object]) -> None:
        """Keep it."""
        self._session.merge(PreferenceRow(operator_id=operator_id, key=key, value=dict(value)))
        self._session.flush()
