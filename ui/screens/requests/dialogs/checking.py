"""Beginning a remote check (R10): what becomes of the request, and until when the check must be done (R11)."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.deadlines import Deadline, completion_deadline
from app.domain.kinds import RequestKind
from app.services import requests
from app.services.ports.unit_of_work import UnitOfWork
from ui.context import ScreenContext
from ui.screens.requests.card_model import breakable
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.fields import Form, Preview


def completion_preview(uow: UnitOfWork, kind: RequestKind, at: datetime, agreed: date | None) -> Deadline:
    """R11: the completion deadline that beginning (or agreeing) at that moment would give."""
    with uow.reading():
        return completion_deadline(
            kind,
            started=at,
            agreed=agreed,
            calendar=uow.calendar,
            regulation=uow.regulations.at(at),
            office=uow.office,
        )


class BeginCheckDialog(RequestDialog):
    """*confirmed* → *in progress* for a remote check."""

    def __init__(self, context: ScreenContext, request_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="begin-check", request_id=request_id)

    def fill(self) -> None:
        """What is to be checked, and the deadline."""
        form, now, app = Form(self.context, self.body, self), self.context.now(), self.context.app
        request = self.card.request
        self.say_title(self.texts("check-title", plot=self.card.subscriber.plot))
        self.say_deed(self.texts("next-begin-check"))
        self.say_done(self.texts("check-done", number=request.number))
        form.note(name="text", text=breakable(request.text))
        self.preview = Preview(form, self.texts)

        def arrived(deadline: Deadline) -> None:
            due = self.context.said.due(deadline.due, now)
            self.preview.say_deadline(self.texts("card-due-completion", due=due), deadline)
            self.fit()

        self.context.read(
            lambda: completion_preview(app.unit_of_work(), RequestKind.REMOTE_CHECK, now, None),
            arrived,
            owner=self,
            key="preview",
        )

    def ready(self) -> None:
        """Enter begins."""
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def call(self) -> Call | None:
        """Begin it."""
        by, now, seen = self.context.app.operator, self.context.now(), self.seen_version

        def begin(uow: UnitOfWork) -> Changes:
            return requests.begin_check(uow, request_id=self.request_id, seen_version=seen, by=by, now=now)

        return begin
