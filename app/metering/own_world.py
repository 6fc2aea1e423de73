"""A simulator's driver that closes the world that was opened for it."""

from drivers.simulator import SimulatorDriver


class OwnWorld(SimulatorDriver):
    """As its base, but the world is its own."""

    async def close(self) -> None:
        """Close the world."""
        self._world.close()
