"""The console over a real desk in a temporary folder, and a dispatcher at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.small_desk import SmallDesk, small_desk
from tests.ui.scenarios.dispatcher import Dispatcher


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SmallDesk]:
    """Set up on a Monday long before each scenario, so that all of them find it at work."""
    with small_desk(tmp_path, FakeClock("2025-10-27 10:00")) as desk:
        yield desk


@pytest.fixture
def sit_down(desk: SmallDesk, show: Callable) -> Callable[[str], Dispatcher]:
    """Call it with a moment, `2025-10-31 12:07`, to open the console then."""

    def sit_down(moment: str) -> Dispatcher:
        desk.clock.come_to(moment)
        return Dispatcher(desk, show(desk.app))

    return sit_down
