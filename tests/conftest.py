"""What every test gets: Qt without a screen, reproducible Hypothesis runs, and no thread left behind."""

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fakes import postgres
from tests.fakes.desk import clock, desk  # noqa: F401 - fixtures

# Before anything imports Qt. Whoever wants to watch sets QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A failure prints @reproduce_failure with its blob; deadlines would judge the load of the machine, not our code.
settings.register_profile("pult", print_blob=True, deadline=None)
settings.load_profile("pult")

GOODBYE_SECONDS = 5.0

# The first process of a run owns its PostgreSQL; xdist's workers, and runs that a test starts, inherit the name.
os.environ.setdefault(postgres.OWNER, str(os.getpid()))


def pytest_unconfigure() -> None:
    """End the run's PostgreSQL, if any test started one and it is this process's to end."""
    postgres.stop_own()


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail the test that leaves a thread of its own running: it would work on in the next test's database."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and is_ours(thread)]
    for thread in left:
        thread.join(GOODBYE_SECONDS)
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"threads left running: {still}"


def is_ours(thread: threading.Thread) -> bool:
    """A dummy stands for a thread that Python did not start (Qt's); it stays listed after that thread has ended."""
    return not isinstance(thread, threading._DummyThread)
