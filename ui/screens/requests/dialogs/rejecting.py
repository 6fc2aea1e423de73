"""Rejecting and withdrawal (R14): a reason; and where a command was sent, that it stands, with the opposite at hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.domain.changes import Changes
from app.domain.kinds import RejectReason, RequestKind
from app.services import filing, requests
from app.services.ports.unit_of_work import UnitOfWork
from ui.context import ScreenContext
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.fields import Combo, Form
from ui.screens.requests.dialogs.filing_words import watts_of
from ui.screens.requests.steps import deed, was_sent

WATTS_CODES = ("watts-missing", "watts-not-positive", "watts-over-maximum")


class RejectDialog(RequestDialog):
    """→ *rejected*. With the box ticked the opposite command is filed with it, or nothing is done at all."""

    def __init__(
        self, context: ScreenContext, request_id: int, parent: QWidget | None = None, *, withdrawn: bool = False
    ) -> None:
        super().__init__(context, parent, name="withdraw" if withdrawn else "reject", request_id=request_id)
        self._withdrawn = withdrawn
        self.reason: Combo | None = None
        self.opposite: QCheckBox | None = None
        self.watts: QLineEdit | None = None

    def fill(self) -> None:
        """Reason and words; for a request whose command was sent the warning and the offer."""
        texts, form, number = self.texts, Form(self.context, self.body, self), self.card.request.number
        self.say_title(texts("withdraw-title" if self._withdrawn else "reject-title", number=number))
        self.say_deed(texts("withdraw-deed" if self._withdrawn else "reject-deed"))
        self.say_done(texts("reject-done", number=number))
        if not self._withdrawn:
            self.reason = Combo(self)
            for reason in RejectReason:
                self.reason.add(texts(f"reason-{reason.value}"), reason)
            self.reason.setPlaceholderText(texts("reject-reason-choose"))
            self.reason.setCurrentIndex(-1)  # a reason that nobody chose must not reach the client
            form.add("reject-reason", self.reason, name="reason")
        self.words = form.words("withdraw-words" if self._withdrawn else "reject-words", name="words")
        self.fields["reason-missing"] = self.words
        if was_sent(self.card):
            self._fill_sent(form)
        form.note(name="letter-note", text=texts("reject-letter", email=self.card.client.email))

    def _fill_sent(self, form: Form) -> None:
        kind = self.card.request.kind.opposite
        form.note(name="sent", text=self.texts("reject-sent"), strong=True)
        if kind is None:
            return
        words = self.texts("next-opposite", deed=deed(self.texts, kind, self.card.subscriber.plot, None))
        self.opposite = form.check("reject-opposite", name="opposite")
        self.opposite.setText(words.replace("&", "&&"))
        self.opposite.setAccessibleName(words)
        if kind is RequestKind.LIMIT:
            self.watts = form.line("file-watts", name="watts")
            row = form.rows["watts"]
            row.hide()
            self.opposite.toggled.connect(row.setVisible)
            self.opposite.toggled.connect(self.fit)
            self.fields |= dict.fromkeys(WATTS_CODES, self.watts)

    def ready(self) -> None:
        """Begin with the reason."""
        (self.reason or self.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def call(self) -> Call | None:
        """Reject, and file the opposite where it is wanted."""
        if self.reason is not None and self.reason.currentIndex() < 0:
            self.refuse(self.texts("reject-reason-choose"), self.reason)
            return None
        reason = RejectReason(str(self.reason.value())) if self.reason else RejectReason.WITHDRAWN
        words = self.words.words()
        opposite = self.opposite is not None and self.opposite.isChecked()
        watts = watts_of(self.watts.text()) if opposite and self.watts is not None else None
        if opposite and self.watts is not None and watts is None:
            self.refuse(self.texts("refusal-watts-missing"), self.watts)
            return None
        if opposite:
            self.say_done(self.texts("reject-opposite-done", number=self.card.request.number))
        by, now, seen = self.context.app.operator, self.context.now(), self.seen_version

        def reject(uow: UnitOfWork) -> Changes:
            return requests.reject(
                uow,
                request_id=self.request_id,
                seen_version=seen,
                reason=reason,
                words=words,
                opposite=opposite,
                watts=watts,
                by=by,
                now=now,
            )

        return reject


class OppositeDialog(RequestDialog):
    """R14: the desk's own opposite of a rejected request whose command was sent."""

    def __init__(self, context: ScreenContext, request_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="opposite", request_id=request_id)
        self.watts: QLineEdit | None = None

    def fill(self) -> None:
        """What will be filed; a limit needs its watts."""
        form, texts = Form(self.context, self.body, self), self.texts
        kind = self.card.request.kind.opposite
        words = deed(texts, kind, self.card.subscriber.plot, None) if kind else ""
        self.say_title(texts("opposite-title", deed=words))
        self.say_deed(texts("next-opposite", deed=words))
        self.say_done(texts("opposite-done", number=self.card.request.number))
        form.note(name="sent", text=texts("opposite-why", number=self.card.request.number))
        if kind is RequestKind.LIMIT:
            self.watts = form.line("file-watts", name="watts")
            self.fields |= dict.fromkeys(WATTS_CODES, self.watts)

    def ready(self) -> None:
        """Begin with the watts, where they are asked for."""
        (self.watts or self.primary).setFocus(Qt.FocusReason.OtherFocusReason)

    def call(self) -> Call | None:
        """File and confirm it; its command is then started like any other."""
        watts = watts_of(self.watts.text()) if self.watts else None
        by, now = self.context.app.operator, self.context.now()

        def opposite(uow: UnitOfWork) -> Changes:
            return filing.file_opposite(uow, request_id=self.request_id, by=by, now=now, watts=watts)

        return opposite
