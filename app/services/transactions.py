"""What came between two transactions is done once more, by whoever wrote the service: its caller never hears of it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from app.services.ports.unit_of_work import Collided, UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")

MOST_TRIES = 8
"""Each after the first waits for its turn (the store's matter), so that even the second all but never collides."""


def transaction(
    service: Callable[Concatenate[UnitOfWork, P], R],
) -> Callable[Concatenate[UnitOfWork, P], R]:
    """Make a service that writes start anew where another transaction came between, at most `MOST_TRIES` times.

    The whole service is run again, its checks included: what it refuses then is refused by how things stand now.
    """

    @wraps(service)
    def run(uow: UnitOfWork, /, *args: P.args, **kwargs: P.kwargs) -> R:
        for left in reversed(range(MOST_TRIES)):
            try:
                return service(uow, *args, **kwargs)
            except Collided as collided:
                if not left:
                    raise (collided.bug or collided) from collided
        raise AssertionError

    return run
