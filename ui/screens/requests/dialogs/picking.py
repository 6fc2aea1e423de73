"""A field that finds one of many by what is typed: clients by any part of the name, plots by their normalised key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the many: what is shown, the key it is found by, its id."""

    words: str
    key: str
    id: int


def matches(choices: Sequence[Choice], key: str, *, anywhere: bool) -> list[Choice]:
    """Those whose key begins with `key` (or holds it), the closest first; all for an empty one."""
    found = [c for c in choices if key in c.key] if anywhere else [c for c in choices if c.key.startswith(key)]
    return sorted(found, key=lambda c: (c.key != key, not c.key.startswith(key)))


def resolve(choices: Sequence[Choice], key: str, *, anywhere: bool) -> Choice | None:
    """The one that is meant: by its exact key, or the only one that fits; None where that is not clear."""
    if not key:
        return None
    exact = [c for c in choices if c.key == key]
    if len(exact) == 1:
        return exact[0]
    found = matches(choices, key, anywhere=anywhere) if anywhere else []
    return found[0] if len(found) == 1 else None


class PickEdit(QLineEdit):
    """Type to find; `picked(id)` when it is clear which one is meant, `picked(0)` when it no longer is."""

    picked = Signal(int)

    def __init__(self, key_of: Callable[[str], str], *, anywhere: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_of, self._anywhere = key_of, anywhere
        self._choices: list[Choice] = []
        self._now: Choice | None = None
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_SHOWN)
        completer.activated.connect(self._judge)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)
        self.textChanged.connect(self._judge)

    def choices(self, offered: Sequence[tuple[str, int]]) -> None:
        """What can be picked: words and id."""
        self._choices = [Choice(words, self._key_of(words), one) for words, one in offered]
        self._model.setStringList([choice.words for choice in self._choices])
        self._judge()

    def value(self) -> int | None:
        """The id of the one that is meant, or None."""
        return self._now.id if self._now else None

    def pick(self, one: int) -> None:
        """Pick by id."""
        for choice in self._choices:
            if choice.id == one:
                self.setText(choice.words)

    def _offer(self, text: str) -> None:
        found = matches(self._choices, self._key_of(text), anywhere=self._anywhere)
        self._model.setStringList([choice.words for choice in found])

    def _judge(self) -> None:
        found = resolve(self._choices, self._key_of(self.text()), anywhere=self._anywhere)
        if found != self._now:
            self._now = found
            self.picked.emit(found.id if found else 0)
