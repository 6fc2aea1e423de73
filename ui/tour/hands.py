"""A person's hands and eyes for the tour: clicks and keys on the real window, waiting by the event loop, pictures.

Nothing here calls presenters, services or slots: only what a mouse, a keyboard and a look at the screen can do.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

PATIENCE_S = 30.0
"""How long something may take to appear before the step has failed."""


class StepFailed(Exception):
    """A step of the tour did not show what it should; the message says what was waited for."""


class Hands:
    """Works the window `window`; pictures go to `folder` as 01-name.png, 02-name.png, …"""

    def __init__(self, window: QWidget, folder: Path, say: Callable[[str], None]) -> None:
        self.window = window
        self._folder = folder
        self._say = say
        self._count = len(list(folder.glob("[0-9][0-9]-*.png")))  # an earlier part of the tour took some

    @property
    def folder(self) -> Path:
        """Where pictures go, and files that the tour writes."""
        return self._folder

    def wait(self, seen: Callable[[], bool], what: str, *, seconds: float = PATIENCE_S) -> None:
        """Let the program run until `seen`.

        Raises:
            StepFailed: it was not seen in time.
        """
        end = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > end:
                raise StepFailed(what)
            self._turn(20)

    def rest(self, milliseconds: int) -> None:
        """Let the program run for a while, as a person who only looks."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            self._turn(10)

    def _turn(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def find(self, name: str, *, within: QWidget | None = None) -> QWidget:
        """The visible widget of that object name, in the front dialog if one is open.

        Raises:
            StepFailed: there is none.
        """
        found: list[QWidget] = []

        def look() -> bool:
            place = within or self.front()
            found[:] = [w for w in [place, *place.findChildren(QWidget)] if w.objectName() == name and w.isVisible()]
            return bool(found)

        self.wait(look, f"a widget named {name}")
        return found[0]

    def front(self) -> QWidget:
        """The window that takes input now: the topmost dialog, else the main window."""
        return QApplication.activeModalWidget() or self._dialog() or self.window

    def _dialog(self) -> QWidget | None:
        # A widget that was just deleted may come as another thing that lives at its address now.
        things: list[object] = list(QApplication.topLevelWidgets())
        widgets = [thing for thing in things if isinstance(thing, QWidget)]
        open_dialogs = [w for w in widgets if w.isVisible() and w is not self.window and w.isModal()]
        return open_dialogs[-1] if open_dialogs else None

    def click(self, name: str) -> None:
        """Press and release the left button in the middle of a widget, once it can be pressed."""
        widget = self.find(name)
        self.wait(widget.isEnabled, f"{name} to become enabled")
        at = QPoint(min(widget.width() // 2, 20), widget.height() // 2)
        if isinstance(widget, QAbstractButton):
            at = widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self._turn(30)

    def click_at(self, widget: QWidget, at: QPoint, *, double: bool = False) -> None:
        """Click (or double-click) at a point of a widget."""
        press = QTest.mouseDClick if double else QTest.mouseClick
        press(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self._turn(30)

    def roll(self, widget: QWidget, notches: int) -> None:
        """Turn the wheel over a widget; downwards is negative."""
        inside = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        at = QPointF(inside.rect().center())
        for _ in range(abs(notches)):
            turned = QPoint(0, 120 if notches > 0 else -120)
            wheel = QWheelEvent(
                at,
                QPointF(inside.mapToGlobal(at.toPoint())),
                QPoint(),
                turned,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(inside, wheel)
            self._turn(30)

    def type(self, name: str, text: str) -> None:
        """Click into a field, take out what stands there, and type."""
        self.click(name)
        widget = QApplication.focusWidget() or self.find(name)
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(widget, Qt.Key.Key_Delete)
        self.keys(widget, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._keyboard(), key, modifier)
        self._turn(30)

    def _keyboard(self) -> QWidget:
        """Where typed keys go: an open list, else the focus, else the window in front."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            inside: QWidget | None = popup.focusWidget()
            return popup if inside is None else inside
        front = self.front()
        if QApplication.focusWidget() is None:
            front.activateWindow()  # what a window manager does when a dialog has closed; offscreen there is none
            self._turn(30)
        focused: QWidget | None = QApplication.focusWidget()
        return front if focused is None else focused

    def keys(self, widget: QWidget | None, text: str) -> None:
        """Type into a widget, or where the focus is."""
        for sign in text:  # QTest knows Latin letters only
            target = widget or self._keyboard()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
        self._turn(30)

    def picture(self, name: str, line: str) -> None:
        """Save what is on the screen, dialogs over the window, and say the step's line."""
        self._turn(60)
        self._count += 1
        picture = self.window.grab()
        dialog = self._dialog()
        if dialog is not None:
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
            offset = (self.window.size() - dialog.size()) / 2
            painter.drawPixmap(max(0, offset.width()), max(0, offset.height()), dialog.grab())
            painter.end()
        path = self._folder / f"{self._count:02d}-{name}.png"
        if not picture.save(str(path)):
            msg = f"the picture {path} to be written"
            raise StepFailed(msg)
        self._say(f"{self._count:02d} {name}: {line}")
