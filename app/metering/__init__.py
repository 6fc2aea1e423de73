"""The way to the meters: wraps the asynchronous drivers and translates their outcomes (C1-C3).

`build_metering(...)` gives the `app.services.ports.Metering` that services use.
"""

from app.metering.adapter import DriverMetering
from app.metering.registry import DRIVERS, build_metering

__all__ = ["DRIVERS", "DriverMetering", "build_metering"]
