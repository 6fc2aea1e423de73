"""The one door to the user: each kind of failure has one way (refusal, conflict, unavailable, bug), as signals.

The window connects the ways to widgets; tests connect them to lists. Nothing here knows a widget.
"""

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Signal

from app.domain.errors import Conflict, PultError, Unavailable
from app.texts import Texts
from app.texts.speech import say_error
from app.version import VERSION

_OF_A_MOMENT = ("database-busy", "database-outcome-unknown")
"""They say how one call ended, not that something is away: nothing will come back."""


class Messages(QObject):
    """Takes failures and notices in any screen's stead.

    `refused(sentence)`: a bar in the window. `noted(sentence)`: the same, for good news. `conflicted(Conflict)`: was /
    theirs / mine. `went_away(code, sentence)` and `came_back(code)`: the status bar, once down and once up.
    `broke(report)`: the bug dialog, with a report to copy.
    """

    refused = Signal(str)
    noted = Signal(str)
    conflicted = Signal(object)
    went_away = Signal(str, str)
    came_back = Signal(str)
    broke = Signal(str)

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._away: set[str] = set()
        self._reported: set[str] = set()

    def error(self, error: BaseException) -> None:
        """Send a failure the way of its kind."""
        if isinstance(error, Conflict):
            self.conflicted.emit(error)
        elif isinstance(error, Unavailable) and error.code not in _OF_A_MOMENT:
            self.unavailable(error)
        elif isinstance(error, PultError):
            self.refused.emit(self.sentence(error))
        else:
            self._bug(error)

    def note(self, sentence: str) -> None:
        """Say that something was done."""
        self.noted.emit(sentence)

    def unavailable(self, error: Unavailable) -> None:
        """Say once that a thing outside is away."""
        if error.code not in self._away:
            self._away.add(error.code)
            self.went_away.emit(error.code, self.sentence(error))

    def available(self) -> None:
        """What was away answers again."""
        away, self._away = self._away, set()
        for code in sorted(away):
            self.came_back.emit(code)

    def sentence(self, error: PultError) -> str:
        """What happened and what to do, in the user's language; an unworded code is said as such, never raised."""
        if not self._texts.has(f"refusal-{error.code}"):
            return self._texts("shell-refused-unworded", code=error.code)
        try:
            return say_error(self._texts, error)
        except KeyError:
            return self._texts("shell-refused-unworded", code=error.code)

    def _bug(self, error: BaseException) -> None:
        report = bug_report(error)
        # A fault in a timer would open a dialog each second: the same one is told once.
        if report not in self._reported:
            self._reported.add(report)
            self.broke.emit(report)


def bug_report(error: BaseException) -> str:
    """A report to copy: versions, the kind of error and where; no values, which may be somebody's personal data."""
    lines = [
        f"Pult {VERSION}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}",
        type(error).__qualname__,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        lines.append(f"  {'/'.join(path.parts[-3:])}:{frame.lineno} {frame.name}")
    if error.__cause__ is not None:
        lines += ["caused by", *bug_report(error.__cause__).splitlines()[1:]]
    return "\n".join(lines)


def catch_everything(messages: Messages) -> Callable[[], None]:
    """Send what nobody caught through the door; returns the call that puts the former hook back."""
    former = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            former(kind, error, trace)
            return
        messages.error(error.with_traceback(trace))

    sys.excepthook = hook

    def restore() -> None:
        sys.excepthook = former

    return restore
