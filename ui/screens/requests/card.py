"""The card beside the journal: everything about one request, and its next steps as buttons.

It loads off the window's thread, refreshes when anything of a request changes, and keeps its scroll position.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.changes import Changes, Subject
from app.domain.errors import PultError
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.card_parts import PlainLabel, SectionView, Skeleton, StatusBadge, StepButton, tint
from ui.screens.requests.steps import NextStep
from ui.theme import SPACE_L, SPACE_M, SPACE_S

if TYPE_CHECKING:
    from ui.screens.requests.card_words import CardText
# At run time with the first card: no first screen needs it.

TICK_MS: Final = 15_000
"""How often "осталось" and "просрочено" are said anew."""
NARROWEST, USUAL = 340, 400
_REFRESHED_BY = (Subject.REQUEST, Subject.COMMAND, Subject.CLIENT, Subject.SUBSCRIBER, Subject.METER)


class RequestCardWidget(QWidget):
    """Shows the request of `show_request(id)`; `intent(step, id)` says which next step a person chose."""

    intent = Signal(str, int)
    shown = Signal(int)
    """The card of that request stands on the screen."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._id: int | None = None
        self._card: RequestCard | None = None
        self._text: CardText | None = None
        self._views: list[SectionView] = []
        self._step_buttons: list[StepButton] = []
        self.setObjectName("request-card")
        self.setAccessibleName(context.texts("card-name"))
        self.setFont(context.theme.font)
        self.setMinimumWidth(NARROWEST)
        self._build()
        self._add_copying()
        context.changes.changed.connect(self._changed)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.say_again)
        self._tick.start()

    # --- what others call ---------------------------------------------------------------------------------------

    @property
    def request_id(self) -> int | None:
        """The request that was last asked for."""
        return self._id

    @property
    def card(self) -> RequestCard | None:
        """The card that is shown, once it is loaded."""
        return self._card

    def show_request(self, request_id: int | None) -> None:
        """Load and show a request; None shows what will be here."""
        if request_id == self._id and request_id is not None:
            return
        self._id, self._card, self._text = request_id, None, None
        self._pages.setCurrentWidget(self._empty if request_id is None else self._loading)
        if request_id is not None:
            self._load()

    def default_intent(self) -> str | None:
        """The right next step, which F2 begins; None where there is none."""
        steps = self._text.steps if self._text else ()
        return next((step.intent.value for step in steps if step.default), None)

    def say_again(self) -> None:
        """Say the same card as of now: time has passed."""
        if self._card is not None:
            self._say(self._card)

    def sizeHint(self) -> QSize:
        return QSize(USUAL, 600)

    # --- loading ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        wanted = self._id
        if wanted is None:
            return

        def arrived(card: RequestCard) -> None:
            if card.request.id == self._id:
                self._arrived(card)

        self._context.read(
            lambda: self._context.app.queries.card(wanted),
            arrived,
            owner=self,
            key="card",
            on_refusal=self._refused,
        )

    def _arrived(self, card: RequestCard) -> None:
        first = self._card is None
        self._card = card
        self._say(card)
        self._pages.setCurrentWidget(self._filled)
        if first:
            self._scroll.verticalScrollBar().setValue(0)
        self.shown.emit(card.request.id)

    def _refused(self, error: PultError) -> None:
        self._failed.say(self._context.messages.sentence(error))
        if self._card is None:
            self._pages.setCurrentWidget(self._failed)
        self._context.messages.error(error)

    def _changed(self, changes: Changes) -> None:
        if self._id is not None and any(touched.subject in _REFRESHED_BY for touched in changes.touched):
            self._load()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._context.runner.forget(self)
        super().closeEvent(event)

    # --- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        texts, theme = self._context.texts, self._context.theme
        self._pages = QStackedLayout(self)
        self._empty = QWidget(self)
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        empty.addWidget(PlainLabel(texts("card-empty-title"), self._empty, font=theme.bold))
        empty.addWidget(PlainLabel(texts("card-empty"), self._empty))
        empty.addStretch(1)
        self._loading = Skeleton(theme, texts("card-loading"), self)
        self._failed = PlainLabel("", self)
        self._failed.setMargin(SPACE_L)
        self._failed.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._filled = QWidget(self)
        for page in (self._empty, self._loading, self._failed, self._filled):
            self._pages.addWidget(page)
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(self._build_scroll(), 1)
        column.addWidget(self._build_steps())

    def _build_head(self) -> QLayout:
        theme = self._context.theme
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        head.setSpacing(SPACE_S)
        self._number = PlainLabel("", self, font=theme.title)
        self._number.setObjectName("card-number")
        self._number.setWordWrap(False)
        self._badge = StatusBadge(theme, self)
        self._badge.setObjectName("card-status")
        self._badge.setFont(theme.bold)
        self._what = PlainLabel("", self, font=theme.bold)
        self._what.setObjectName("card-what")
        self._where = PlainLabel("", self)
        self._where.setObjectName("card-where")
        for widget in (self._number, self._badge, self._what, self._where):
            head.addWidget(widget)
        return head

    def _build_scroll(self) -> QScrollArea:
        self._scroll = QScrollArea(self._filled)
        self._scroll.setObjectName("card-scroll")
        self._scroll.setAccessibleName(self._context.texts("card-name"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._sections = QVBoxLayout(inside)
        self._sections.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_M)
        self._sections.setSpacing(SPACE_M)
        self._sections.addStretch(1)
        self._scroll.setWidget(inside)
        return self._scroll

    def _build_steps(self) -> QWidget:
        self._bar = QFrame(self._filled)
        self._bar.setObjectName("card-steps")
        self._bar.setAccessibleName(self._context.texts("card-steps-name"))
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        self._waiting = PlainLabel("", self._bar)
        self._waiting.setObjectName("card-waiting")
        tint(self._waiting, self._context.theme, "muted")
        column.addWidget(self._waiting)
        self._step_rows = QWidget(self._bar)
        column.addWidget(self._step_rows)
        self._steps = column
        return self._bar

    def _add_copying(self) -> None:
        copy = QAction(self._context.texts("card-copy"), self)
        copy.setObjectName("card-copy")
        copy.setShortcut(QKeySequence("Ctrl+Shift+C"))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self._copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _copy(self) -> None:
        if self._text is not None:
            QGuiApplication.clipboard().setText(self._text.as_text())

    # --- showing ------------------------------------------------------------------------------------------------

    def _say(self, card: RequestCard) -> None:
        from ui.screens.requests.card_words import card_text

        self._show(card_text(self._context.said, card, self._context.now()))

    def _show(self, text: "CardText") -> None:
        if text == self._text:
            return
        before, self._text = self._text, text
        place = self._scroll.verticalScrollBar().value()
        self._number.say(text.number)
        self._badge.show_status(text.status, text.letter, text.status_words)
        self._what.say(text.what)
        self._where.say(text.where)
        self.setAccessibleDescription(text.accessible)
        self._show_sections(text)
        if before is None or before.steps != text.steps:
            self._show_steps(text.steps)
        self._waiting.say(text.waiting)
        self._waiting.setVisible(bool(text.waiting))
        self._bar.setVisible(bool(text.steps or text.waiting))
        self._later(lambda: self._scroll.verticalScrollBar().setValue(place))

    def _show_sections(self, text: "CardText") -> None:
        while len(self._views) < len(text.sections):
            view = SectionView(self._context.theme, self)
            self._sections.insertWidget(len(self._views), view)
            self._views.append(view)
        for view, section in zip(self._views, text.sections, strict=False):
            view.show_section(section)
            view.show()
        for view in self._views[len(text.sections) :]:
            view.hide()

    def _show_steps(self, steps: tuple[NextStep, ...]) -> None:
        focused = next((b.step.intent for b in self._step_buttons if b.hasFocus()), None)
        self._step_rows.hide()
        self._step_rows.deleteLater()
        self._step_rows = QWidget(self._bar)
        column = QVBoxLayout(self._step_rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self._step_buttons = [StepButton(step, self._context.theme, self._step_rows) for step in steps]
        for row in _rows(self._step_buttons):
            line = QHBoxLayout()
            line.setSpacing(SPACE_S)
            for button in row:
                line.addWidget(button, 1)
            column.addLayout(line)
        self._steps.addWidget(self._step_rows)
        for button in self._step_buttons:
            button.chosen.connect(self._chosen)
            button.show()
            if button.step.intent is focused:
                button.setFocus()

    def _chosen(self, intent: str) -> None:
        if self._id is not None:
            self.intent.emit(intent, self._id)

    def _later(self, call: Callable[[], None]) -> None:
        """After the layout has settled; never on a widget that is gone."""
        QTimer.singleShot(0, self, call)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._text = None
            self.say_again()
        super().changeEvent(event)


def _rows(buttons: Sequence[StepButton]) -> list[list[StepButton]]:
    """The default and long ones take a row each, short ones share it in pairs."""
    half = (NARROWEST - 2 * SPACE_L - SPACE_S) // 2
    rows: list[list[StepButton]] = []
    room = False
    for button in buttons:
        short = not button.step.default and button.sizeHint().width() <= half
        if short and room:
            rows[-1].append(button)
            room = False
        else:
            rows.append([button])
            room = short
    return rows
