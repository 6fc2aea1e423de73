"""What every dialog of a request is: a heading, a body that scrolls, an error line inside, one named deed, Cancel.

A refusal shows inside and loses nothing that was typed; a conflict shows was / theirs / mine and keeps the dialog open
(A10). While the write runs the dialog waits and cannot be closed.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.changes import Changes
from app.domain.errors import Conflict, PultError
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.card_model import breakable
from ui.screens.requests.card_parts import PlainLabel
from ui.screens.requests.dialogs.conflict import ConflictPanel
from ui.screens.requests.dialogs.dates import CarefulDate
from ui.theme import SPACE_L, SPACE_M

Call = Callable[[UnitOfWork], Changes]
"""One service call, given a fresh unit of work."""

WIDTH: Final = 520
_SCREEN_SHARE: Final = 0.92


class DeskDialog(QDialog):
    """Base of the dialogs. A dialog fills `self.body`, says what to write in `call`, and opens with `begin`."""

    wrote = Signal(object)
    """The `Changes` of its write, just before it closes: the journal goes to what was filed."""
    fields: dict[str, QWidget]
    """Which widget a refusal's code is about: it gets the focus."""

    def __init__(self, context: ScreenContext, parent: QWidget | None, *, name: str, title: str, deed: str) -> None:
        super().__init__(parent)
        self.context = context
        self.texts = context.texts
        self.fields = {}
        self._busy = False
        self._done_words = ""
        self._focused: QWidget | None = None
        self.setObjectName(f"dialog-{name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setFont(context.theme.font)
        self._build(deed)
        self.say_title(title)
        self.finished.connect(lambda: context.runner.forget(self))

    # --- what a dialog says of itself ----------------------------------------------------------------------------

    def call(self) -> Call | None:
        """The service call for what is typed now, or None after `refuse` has said what is missing."""
        return None

    def ready(self) -> None:
        """Called once the dialog is filled: set the focus."""

    def reloaded(self, card: RequestCard) -> None:
        """After "take the new" in a conflict: show the new state, keep what is typed."""

    # --- what dialogs use ----------------------------------------------------------------------------------------

    def say_title(self, title: str) -> None:
        """The title, in the frame and, wrapped, inside."""
        self.setWindowTitle(title)
        self._heading.say(breakable(title))

    def say_deed(self, deed: str) -> None:
        """What the button does."""
        self.primary.setText(deed.replace("&", "&&"))

    def say_done(self, words: str) -> None:
        """What the window says when it was done."""
        self._done_words = words

    def refuse(self, sentence: str, field: QWidget | None = None) -> None:
        """Say what is wrong, inside; nothing typed is lost."""
        self._error.say(sentence)
        self._error.setVisible(bool(sentence))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field))
        self.fit()

    def submit(self) -> None:
        """Write what is typed; the answer closes the dialog or shows what is wrong."""
        if self._busy or not self.primary.isEnabled():
            return
        self.refuse("")
        self._conflict.hide()
        if self.context.changes.is_stale:  # A8: what is shown may be long past
            self.refuse(self.texts("dialog-stale"))
            return
        unsound = next((one for one in self.findChildren(CarefulDate) if one.impossible and one.isVisible()), None)
        if unsound is not None:
            self.refuse(self.texts("moment-impossible", typed=unsound.impossible), unsound)
            return
        call = self.call()
        if call is not None:
            self._set_busy(busy=True)
            self.context.write(call, self._written, owner=self, on_refusal=self._refused)

    def fit(self) -> None:
        """As high as its content, but never higher than the screen: then the body scrolls."""
        QTimer.singleShot(0, self, self._fit)

    # --- inside --------------------------------------------------------------------------------------------------

    def _build(self, deed: str) -> None:
        theme = self.context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        self._heading = PlainLabel("", self, font=theme.bold)
        self._heading.setObjectName("heading")
        column.addWidget(self._heading)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE_M)
        self._inside = inside
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)
        self._conflict = ConflictPanel(self.context, self)
        self._conflict.hide()
        column.addWidget(self._conflict)
        self._error = PlainLabel("", self, font=theme.bold)
        self._error.setObjectName("error")
        palette = self._error.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("alarm"))
        self._error.setPalette(palette)
        self._error.hide()
        column.addWidget(self._error)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(SPACE_M)
        self._progress.setAccessibleName(self.texts("dialog-writing"))
        self._progress.hide()
        column.addWidget(self._progress)
        self._buttons = self._build_buttons(deed)
        column.addLayout(self._buttons)

    def _build_buttons(self, deed: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self.cancel = QPushButton(self.texts("dialog-cancel"), self)
        self.cancel.setObjectName("cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.primary = QPushButton("", self)
        self.primary.setObjectName("primary")
        self.primary.setAutoDefault(False)
        self.primary.setDefault(True)
        self.primary.setFont(self.context.theme.bold)
        self.primary.clicked.connect(self.submit)
        self.say_deed(deed)
        self.extra_buttons = QHBoxLayout()
        row.addLayout(self.extra_buttons)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.primary)
        return row

    def _set_busy(self, *, busy: bool) -> None:
        if busy:
            self._focused = self.focusWidget()
        self._busy = busy
        self._progress.setVisible(busy)
        for widget in (self._inside, self.primary, self.cancel, self._conflict):
            widget.setEnabled(not busy)
        if not busy and self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, changes: Changes) -> None:
        self._set_busy(busy=False)
        if self._done_words:
            self.context.messages.note(self._done_words)
        self.written(changes)
        self.wrote.emit(changes)
        self.accept()

    def written(self, changes: Changes) -> None:
        """Called after the write, before the dialog closes."""

    def _refused(self, error: PultError) -> None:
        self._set_busy(busy=False)
        self.refused(error)
        if isinstance(error, Conflict):
            self._show_conflict(error)
            return
        self.refuse(self.context.messages.sentence(error), self.fields.get(error.code))

    def refused(self, error: PultError) -> None:
        """Called before a refusal is shown; a dialog may reload what has changed."""

    def _show_conflict(self, conflict: Conflict) -> None:
        """A10: nothing closes, nothing typed is lost; the next press knows the version it has seen."""
        self._conflict.show_conflict(
            conflict, keep=lambda: self._keep_mine(conflict), take=lambda: self._take_new(conflict)
        )
        self.fit()

    def _keep_mine(self, conflict: Conflict) -> None:
        self._conflict.hide()
        self.seen_version = conflict.version
        self.submit()

    def _take_new(self, conflict: Conflict) -> None:
        self._conflict.hide()
        self.seen_version = conflict.version
        self.reload()
        self.fit()

    seen_version: int = 0
    """The version of the request that the person has seen (A10)."""

    def reload(self) -> None:
        """Read anew what the dialog shows; nothing where it shows nothing that can change."""

    def _fit(self) -> None:
        screen = self.screen().availableGeometry()
        width = min(
            max(WIDTH, self._inside.minimumSizeHint().width() + 2 * SPACE_L), int(screen.width() * _SCREEN_SHARE)
        )
        inner = width - 2 * SPACE_L
        body = (
            self._inside.heightForWidth(inner) if self._inside.hasHeightForWidth() else self._inside.sizeHint().height()
        )
        above_and_below = [w for w in (self._heading, self._conflict, self._error, self._progress) if not w.isHidden()]
        around = 2 * SPACE_L + sum(SPACE_M + _height(part, inner) for part in above_and_below)
        around += SPACE_M + self._buttons.sizeHint().height()
        self.resize(QSize(width, min(body + around + 2, int(screen.height() * _SCREEN_SHARE))))

    def begin(self) -> None:
        """Open without blocking the window."""
        self.fit()
        self.open()
        self.ready()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc while a write runs would leave nobody to hear the answer."""
        if self._busy and event.key() == Qt.Key.Key_Escape:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # in a field of several lines Enter is a line
                self.submit()
                return
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):  # Enter presses what has the focus: Cancel stays Cancel (C9)
                focused.click()
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        super().closeEvent(event)


class RequestDialog(DeskDialog):
    """A dialog about one request: it opens at once, says that it loads, and fills when the card is there."""

    card: RequestCard

    def __init__(self, context: ScreenContext, parent: QWidget | None, *, name: str, request_id: int) -> None:
        super().__init__(
            context, parent, name=name, title=context.texts("card-loading"), deed=context.texts("dialog-wait")
        )
        self.request_id = request_id
        self._filled = False
        self.primary.setEnabled(False)
        self._what = PlainLabel("", self)
        self._what.setObjectName("what")
        self.body.addWidget(self._what)

    def begin(self) -> None:
        """Open, then load."""
        self.fit()
        self.open()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reload()

    def reload(self) -> None:
        """Read the card; the first time it fills the dialog, later it only shows what has changed."""
        self.context.read(
            lambda: self.context.app.queries.card(self.request_id),
            self._loaded,
            owner=self,
            key="dialog-card",
            on_refusal=lambda error: self.refuse(self.context.messages.sentence(error)),
        )

    def fill(self) -> None:
        """Make the fields for `self.card`; here there are none."""

    def _loaded(self, card: RequestCard) -> None:
        self.card = card
        self.seen_version = card.request.version
        self._what.say(self.what(card))
        if self._filled:
            self.reloaded(card)
        else:
            self._filled = True
            self.primary.setEnabled(True)
            self.fill()
            self.body.addStretch(1)
            self.ready()
        self.fit()

    def what(self, card: RequestCard) -> str:
        """One line on the request: status, kind, client, plot, subscriber."""
        from ui.screens.requests.card_words import what_words

        parts = (
            self.texts(f"status-{card.request.status.value}"),
            what_words(self.texts, card.request),
            self.texts("card-where", client=card.client.full_name, plot=card.subscriber.plot),
            card.subscriber.name,
            card.subscriber.phone,
        )
        return breakable(" · ".join(part for part in parts if part))


def _height(part: QWidget, width: int) -> int:
    """As a layout would give it. No layout is asked for its items: see `tests/ui/test_layout_items.py`."""
    wanted = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
    return min(max(wanted, part.minimumHeight()), part.maximumHeight())
