"""The same services on both databases; a plot with a sound meter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.desk import DATABASES, Desk, desk_on


@pytest.fixture(params=DATABASES)
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A new desk, on SQLite and on PostgreSQL."""
    with desk_on(request.param, tmp_path, clock) as made:
        yield made


@pytest.fixture
def plot(desk):
    return desk.subscriber(desk.client())
