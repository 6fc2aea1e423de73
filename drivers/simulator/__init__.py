"""Simulated meters: a relay, a limiter, registers, a load curve, and faults to switch on.

`World(path)` is the meters' side, shared by processes; `SimulatorDriver(world, clock)` the desk's.
"""

from drivers.simulator.driver import SimulatorDriver
from drivers.simulator.faults import Faults
from drivers.simulator.meter import Kind
from drivers.simulator.world import LoggedCommand, NewMeter, NoSuchMeter, World, WorldUnusable

__all__ = ["Faults", "Kind", "LoggedCommand", "NewMeter", "NoSuchMeter", "SimulatorDriver", "World", "WorldUnusable"]
