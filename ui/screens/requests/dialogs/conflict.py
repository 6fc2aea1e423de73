"""A10: two people changed one request. Was / theirs / mine, and the choice; inside the dialog that met it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import Conflict
from app.domain.kinds import Status
from app.texts import Texts
from app.texts.speech import say_day
from ui.context import ScreenContext
from ui.screens.requests.card_parts import PlainLabel
from ui.theme import SPACE_M, SPACE_S


def conflict_words(texts: Texts, conflict: Conflict) -> list[str]:
    """`Пока Вы правили, Анна в 14:05 изменил эту заявку.`, then a line a field: was, theirs, mine."""
    who = str(conflict.data["who"]) or texts("conflict-somebody")
    lines = [texts("conflict-head", who=who, when=str(conflict.data["when"]))]
    for one in conflict.fields:
        key = f"conflict-field-{one.field}"
        lines.append(
            texts(
                "conflict-field",
                field=texts(key) if texts.has(key) else one.field,
                was=value_words(texts, one.was),
                theirs=value_words(texts, one.theirs),
                mine=value_words(texts, one.mine),
            )
        )
    return lines


def value_words(texts: Texts, value: str) -> str:
    """A field's value as one says it: statuses and days have words, the rest stands for itself."""
    if value in set(Status):
        return texts(f"status-{value}")
    try:
        return say_day(texts, date.fromisoformat(value))
    except ValueError:
        return value or "—"


class ConflictPanel(QFrame):
    """The sentences and the two buttons."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = context.texts
        self._keep: Callable[[], None] | None = None
        self._take: Callable[[], None] | None = None
        self.setObjectName("conflict")
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, context.theme.colour("warning"))
        palette.setColor(QPalette.ColorRole.WindowText, context.theme.colour("on_warning"))
        self.setPalette(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        self._words = PlainLabel("", self)
        self._words.setObjectName("conflict-words")
        column.addWidget(self._words)
        row = QHBoxLayout()
        for name, press in (("keep", self._keep_pressed), ("take", self._take_pressed)):
            button = QPushButton(self._texts(f"conflict-{name}"), self)
            button.setObjectName(f"conflict-{name}")
            button.setAutoDefault(False)
            button.clicked.connect(press)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def show_conflict(self, conflict: Conflict, *, keep: Callable[[], None], take: Callable[[], None]) -> None:
        """Show it; one of the two is called when its button is pressed."""
        self._keep, self._take = keep, take
        self._words.say("\n".join(conflict_words(self._texts, conflict)))
        self.show()

    def _keep_pressed(self) -> None:
        if self._keep is not None:
            self._keep()

    def _take_pressed(self) -> None:
        if self._take is not None:
            self._take()
