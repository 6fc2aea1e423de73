"""A plot with a sound meter, for tests of services."""

import pytest


@pytest.fixture
def plot(desk):
    return desk.subscriber(desk.client())
