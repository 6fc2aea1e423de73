"""The tour: the real console driven through a shift by clicks and keys only, each step seen and pictured.

`run_tour` works a window that is already composed and shown; `tour_desk` makes the demo desk it is shown on.
"""

from ui.tour.meters import tour_meters
from ui.tour.run import QtWarnings, run_tour, tour_desk

__all__ = ["QtWarnings", "run_tour", "tour_desk", "tour_meters"]
