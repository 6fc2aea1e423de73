"""The tour: the real console driven through a shift by clicks and keys only, each step seen and pictured.

`run_tour` works a window that is already composed and shown: `Shift` on the demo desk that `tour_desk` makes, `Million`
on the desk that `large_desk` keeps.
"""

from ui.tour.meters import tour_meters
from ui.tour.million import Million
from ui.tour.run import QtWarnings, large_desk, run_tour, tour_desk
from ui.tour.shift import Shift

__all__ = ["Million", "QtWarnings", "Shift", "large_desk", "run_tour", "tour_desk", "tour_meters"]
