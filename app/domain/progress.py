"""Long work that says how far it is and can be called off: two plain functions, passed down."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import Refusal

Progress = Callable[[int, int], None]
"""Called with (done, total); may be called from the thread that works, not the window's."""
IsCancelled = Callable[[], bool]
"""True as soon as nobody wants the result any more."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What a loop calls now and then. Nothing is told to nobody where both are None."""

    progress: Progress | None = None
    is_cancelled: IsCancelled | None = None

    def at(self, done: int, total: int) -> None:
        """Say how far it is. Raises Refusal("cancelled") where it was called off."""
        if self.is_cancelled is not None and self.is_cancelled():
            raise Refusal("cancelled")
        if self.progress is not None:
            self.progress(done, total)


NO_STEPS = Steps()
