"""The screen of imports over a real desk, worked by clicks, and the registers that partnerships send."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget

from tests.fakes.small_desk import SmallDesk
from tests.fakes.window import end, make_context, settle
from ui.composition import dress
from ui.context import ScreenContext
from ui.screens.imports.view import ImportsScreen

SAMPLES = Path(__file__).parents[2] / "samples"


class Worked:
    """A shown screen with short words for what tests do to it."""

    def __init__(self, screen: ImportsScreen, context: ScreenContext, desk: SmallDesk, folder: Path) -> None:
        self.screen, self.context, self.desk, self.folder = screen, context, desk, folder
        self.page, self.pair, self.history = screen.page, screen.page.pair, screen.history
        self.refused: list[str] = []
        self.broke: list[str] = []
        context.messages.refused.connect(self.refused.append)
        context.messages.broke.connect(self.broke.append)

    def settle(self) -> None:
        settle(self.context)
        settle(self.context)

    def open(self, path: Path) -> None:
        self.page.open_file(path)
        self.settle()

    def sample(self, name: str) -> Path:
        """A copy that a test may change."""
        return Path(shutil.copy(SAMPLES / name, self.folder / name))

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def press(self, name: str, within: QWidget | None = None) -> None:
        button = next(
            button
            for button in (within or self.screen).findChildren(QPushButton, name)
            if button.isVisibleTo(within or self.screen)
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, combo: QComboBox, value: object) -> None:
        """By the keyboard, as a person does."""
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Home)
        combo.setCurrentIndex(combo.findData(value))
        combo.activated.emit(combo.currentIndex())
        self.settle()

    def head(self, letter: str) -> QComboBox:
        return self.pair.header.combos[ord(letter) - ord("A")]

    def right(self, number: int) -> dict[str, str]:
        """What the right side says of a row of the sheet."""
        place = self.pair.rows.place_of(number)
        model = self.pair.outcome_model
        return {key: model.data(model.index(place, at)) for at, key in enumerate(model.keys)}

    def dialog(self) -> QDialog:
        return next(
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()
        )

    def count(self, table: str) -> int:
        ((count,),) = self.desk.whole.sql(f"SELECT count(*) FROM {table}")
        return int(str(count))


@pytest.fixture
def show(qapp: QApplication, desk: SmallDesk, tmp_path: Path) -> Iterator[Callable[..., Worked]]:
    """Call it for a shown screen; `language`, `dark` and `size` as wanted."""
    shown: list[tuple[ImportsScreen, ScreenContext]] = []

    def make(*, language: str = "ru", dark: bool = False, size: tuple[int, int] = (1280, 800)) -> Worked:
        context = make_context(desk, language=language, dark=dark)
        dress(qapp, context.theme)
        screen = ImportsScreen(context)
        shown.append((screen, context))
        screen.resize(*size)
        screen.show()
        worked = Worked(screen, context, desk, tmp_path)
        worked.settle()
        return worked

    yield make
    for screen, context in shown:
        screen.page.work.stop()
        screen.close()
        screen.deleteLater()
        end(context)
    qapp.setStyleSheet("")


@pytest.fixture
def worked(show: Callable[..., Worked]) -> Worked:
    return show()
