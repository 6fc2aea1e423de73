"""What an operator arranged for themselves: the port of its repository."""

from collections.abc import Mapping
from typing import Protocol


class PreferenceRepository(Protocol):
    """One JSON object by operator and key; holds no secrets and nothing of the desk's business."""

    def get(self, operator_id: int, key: str) -> Mapping[str, object] | None:
        """As last put, None where nothing was."""
        ...

    def all(self, operator_id: int) -> Mapping[str, Mapping[str, object]]:
        """Everything of an operator, by key."""
        ...

    def put(self, operator_id: int, key: str, value: Mapping[str, object]) -> None:
        """Keep it in place of what was; the last one wins."""
        ...
