"""Carrying one command out at once, for whoever waits for its outcome: `pultctl meter …`, `pultctl request start --wait`."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from app.domain.commands import Command
from app.domain.errors import Unavailable
from app.services.carrying import Carrier
from app.services.ports.unit_of_work import UnitOfWork

PATIENCE = timedelta(minutes=4)
"""Longer than a lease and all attempts at a meter that cannot be reached."""

_PAUSE_S = 0.3


def carry_out(
    carrier: Carrier, unit_of_work: Callable[[], UnitOfWork], *, command_ids: Sequence[int]
) -> tuple[Command, ...]:
    """Work as a worker until these commands have their outcome; another worker may be quicker with them.

    One to a meter that is worked by hand is not waited for: it stays planned until a person says that it is done.

    Raises:
        Unavailable: command-still-pending, after `PATIENCE`; it stays in the queue.
    """
    give_up = carrier.clock.monotonic() + PATIENCE.total_seconds()
    while True:
        with unit_of_work().reading() as uow:
            found = tuple(uow.commands.get(command_id) for command_id in command_ids)
            by_hand = {command.meter_id for command in found if uow.clients.meter(command.meter_id).is_by_hand}
        if not any(command.state.is_pending and command.meter_id not in by_hand for command in found):
            return found
        if carrier.clock.monotonic() > give_up:
            raise Unavailable("command-still-pending", command=command_ids[0])
        if carrier.carry_next() is None:
            carrier.wait(_PAUSE_S)
