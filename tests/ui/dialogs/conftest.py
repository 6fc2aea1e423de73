"""A host for dialogs, and what the window was told."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from ui.context import ScreenContext


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
