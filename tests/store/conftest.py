"""The same store on both databases. A test of SQLite's file (locks, copies, full disks) asks for `file_desk`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.desk import DATABASES, SQLITE, Desk, desk_on


@pytest.fixture(params=DATABASES)
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A new desk, on SQLite and on PostgreSQL."""
    with desk_on(request.param, tmp_path, clock) as made:
        yield made


@pytest.fixture
def file_desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A new desk on SQLite alone."""
    with desk_on(SQLITE, tmp_path, clock) as made:
        yield made
