"""Confirming for the client (R2, R7, R9): how it was confirmed, when that came, and the deadline it gives."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.deadlines import Deadline
from app.domain.kinds import ConfirmedBy, RequestKind
from app.services import filing, requests
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.fields import Combo, Form, MomentEdit, Preview


def ways(kind: RequestKind) -> tuple[ConfirmedBy, ...]:
    """R2: a check may be confirmed by a call; a control request never by a call alone."""
    control = (ConfirmedBy.MESSAGE, ConfirmedBy.SIGNED_LETTER)
    return control if kind.is_control else (*control, ConfirmedBy.CALL)


class ConfirmDialog(RequestDialog):
    """*filed* → *confirmed*."""

    def __init__(self, context: ScreenContext, request_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="confirm", request_id=request_id)

    def fill(self) -> None:
        """The ways that this kind allows, the moment, and the deadline said before anything is pressed."""
        texts, form = self.texts, Form(self.context, self.body, self)
        self.say_title(texts("confirm-title", number=self.card.request.number))
        self.say_deed(texts("confirm-deed"))
        self.say_done(texts("confirm-done", number=self.card.request.number))
        self.how = Combo(self)
        for way in ways(self.card.request.kind):
            self.how.add(texts(f"confirm-how-{way.value}"), way)
        form.add("confirm-how", self.how, name="how")
        self.received = MomentEdit(self.context.app.office, self.context.now(), self)
        form.add("confirm-received", self.received, name="received")
        self.received.dateTimeChanged.connect(self._preview)
        self.preview = Preview(form, self.texts)
        if self.card.request.kind.is_control:
            form.note(name="no-call", text=texts("confirm-no-call"))
        self.fields = {"received-in-future": self.received, "call-confirms-nothing": self.how}
        self._preview()

    def ready(self) -> None:
        """Begin with how."""
        self.how.setFocus(Qt.FocusReason.OtherFocusReason)

    def reloaded(self, card: RequestCard) -> None:
        """The deadline may have moved with the regulation."""
        self._preview()

    def _preview(self) -> None:
        app, at = self.context.app, self.received.moment()

        def arrived(deadline: Deadline) -> None:
            due = self.context.said.due(deadline.due, self.context.now())
            self.preview.say_deadline(self.texts("card-due-start", due=due), deadline)
            self.fit()

        self.context.read(
            lambda: filing.preview_start_due(app.unit_of_work(), confirmed_at=at), arrived, owner=self, key="preview"
        )

    def call(self) -> Call | None:
        """Confirm as of the moment of receipt."""
        how, received = ConfirmedBy(str(self.how.value())), self.received.moment()
        by, now, seen = self.context.app.operator, self.context.now(), self.seen_version

        def confirm(uow: UnitOfWork) -> Changes:
            return requests.confirm(
                uow, request_id=self.request_id, seen_version=seen, how=how, received_at=received, by=by, now=now
            )

        return confirm
