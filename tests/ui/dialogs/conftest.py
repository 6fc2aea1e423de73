"""A real desk, a window's context and a host for dialogs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.fakes.small_desk import SmallDesk, make_small_desk
from tests.fakes.window import end, make_context
from ui.context import ScreenContext


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SmallDesk]:
    desk = make_small_desk(tmp_path)
    yield desk
    desk.app.close()


@pytest.fixture
def context(qapp: object, desk: SmallDesk) -> Iterator[ScreenContext]:
    context = make_context(desk)
    yield context
    end(context)


@pytest.fixture
def host(qtbot: object) -> Iterator[QWidget]:
    host = QWidget()
    host.show()
    yield host
    host.close()
    host.deleteLater()


@pytest.fixture
def noted(context: ScreenContext) -> list[str]:
    noted: list[str] = []
    context.messages.noted.connect(noted.append)
    return noted
