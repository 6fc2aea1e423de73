"""Meters that nobody reaches from here: the dispatcher works them in the vendor's own program and enters what was seen.

The desk never asks this driver for anything: a command for such a meter waits for a person's statement (app.services.manual).
Whoever asks nevertheless is told so, and nothing goes anywhere.
"""

from datetime import datetime
from typing import NoReturn

from drivers.base import Acknowledged, Capabilities, Profile, Registers, StateReading, Target, Unsupported


class ManualDriver:
    """A `drivers.base.Driver` that can do nothing."""

    @property
    def capabilities(self) -> Capabilities:
        """None."""
        return Capabilities.NONE

    async def limit(self, target: Target, watts: int, *, timeout_s: float | None = None) -> Acknowledged:  # noqa: ARG002
        """See Driver."""
        _by_hand(target)

    async def lift(self, target: Target, restore_w: int | None, *, timeout_s: float | None = None) -> Acknowledged:  # noqa: ARG002
        """See Driver."""
        _by_hand(target)

    async def disconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:  # noqa: ARG002
        """See Driver."""
        _by_hand(target)

    async def reconnect(self, target: Target, *, timeout_s: float | None = None) -> Acknowledged:  # noqa: ARG002
        """See Driver."""
        _by_hand(target)

    async def read_state(self, target: Target, *, timeout_s: float | None = None) -> StateReading:  # noqa: ARG002
        """See Driver."""
        _by_hand(target)

    async def read_registers(self, target: Target, *, timeout_s: float | None = None) -> Registers:  # noqa: ARG002
        """See Driver."""
        _by_hand(target)

    async def read_profile(
        self,
        target: Target,
        since: datetime,  # noqa: ARG002
        until: datetime,  # noqa: ARG002
        *,
        timeout_s: float | None = None,  # noqa: ARG002
    ) -> Profile:
        """See Driver."""
        _by_hand(target)

    async def close(self) -> None:
        """Nothing to give back."""


def _by_hand(target: Target) -> NoReturn:
    raise Unsupported(f"meter {target.serial} is worked by hand", code="by-hand")
