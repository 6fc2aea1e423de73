"""A small desk, made once by `pultctl` itself and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.fakes.pultctl import Desk, make_small_desk


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return make_small_desk(tmp_path_factory.mktemp("small-desk"))


@pytest.fixture
def pult(made_once: Desk, tmp_path: Path) -> Desk:
    """СНТ «Ромашка» with plots 1 … 30 and their simulated meters."""
    shutil.copytree(made_once.folder, tmp_path / "desk")
    return Desk(tmp_path / "desk")


@pytest.fixture
def nowhere(tmp_path: Path) -> Desk:
    """A folder in which no desk was made."""
    return Desk(tmp_path)
