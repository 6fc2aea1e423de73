"""The command dialog (C8, C9): the plan is seen and confirmed by its hash; a disconnect is guarded.

For a disconnect the focus is on Cancel, the last four digits of the serial number are asked for, and the dialog closes
itself after 60 seconds in which nothing was done.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.changes import Changes
from app.domain.commands import Plan
from app.domain.errors import PultError
from app.domain.kinds import RequestKind
from app.services import commands
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.card_parts import SectionView
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.fields import Form, say_note
from ui.screens.requests.dialogs.plan_words import digits_match, plan_section, start_title
from ui.screens.requests.steps import Intent, meters_by_hand, step_label

IDLE_MS: Final = 60_000
_STIRRING = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class StartDialog(RequestDialog):
    """Sends the command of a request, the first time or again (C2). `idle` may be given by a test."""

    def __init__(
        self,
        context: ScreenContext,
        request_id: int,
        parent: QWidget | None = None,
        *,
        again: bool = False,
        idle: QTimer | None = None,
    ) -> None:
        super().__init__(context, parent, name="send-again" if again else "start", request_id=request_id)
        self._again = again
        self._plan = Plan(())
        self._views: list[SectionView] = []
        self.digits: QLineEdit | None = None
        self.idle = idle or QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(IDLE_MS)
        self.idle.timeout.connect(self._idled)
        self.finished.connect(self.idle.stop)

    # --- reading -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Card and plan together, so that what is confirmed is what is shown."""
        app, now, wanted = self.context.app, self.context.now(), self.request_id

        def read() -> tuple[RequestCard, Plan]:
            plan = commands.plan(app.unit_of_work(), request_ids=[wanted], now=now)
            return app.queries.card(wanted), plan

        def arrived(found: tuple[RequestCard, Plan]) -> None:
            self._plan = found[1]
            self._loaded(found[0])

        self.context.read(
            read,
            arrived,
            owner=self,
            key="plan",
            on_refusal=lambda error: self.refuse(self.context.messages.sentence(error)),
        )

    def fill(self) -> None:
        """The plan, its hash, and for a disconnect the digits to type."""
        form = Form(self.context, self.body, self)
        self._place = self.body.count()
        self._show_plan()
        self.hash = form.note(name="plan-hash")
        if self._dangerous:
            self.digits = form.line("start-digits", name="digits", hint=self.texts("start-digits-hint"))
            self.digits.setMaxLength(8)
            self.digits.textChanged.connect(self._judge)
            self._idle_note = form.note(name="idle-note", text=self.texts("start-idle"))
            self._digits_row = form.rows["digits"]
            self.primary.setDefault(False)
            self.cancel.setDefault(True)
            self.installEventFilter(self)
            for child in self.findChildren(QWidget):
                child.installEventFilter(self)
            self.idle.start()
        self._say()

    def ready(self) -> None:
        """C9: a disconnect opens with the focus on Cancel."""
        target = self.cancel if self._dangerous or not self.primary.isEnabled() else self.primary
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reloaded(self, card: RequestCard) -> None:
        """Another plan: what was typed stays, what is shown is the new one."""
        self._show_plan()
        self._say()

    @property
    def _dangerous(self) -> bool:
        return self.card.request.kind is RequestKind.DISCONNECT

    def _show_plan(self) -> None:
        for view in self._views:
            self.body.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = []
        for place, line in enumerate(self._plan.lines):
            view = SectionView(self.context.theme, self)
            view.show_section(plan_section(self.context.said, line, place, self.context.now()))
            self.body.insertWidget(self._place + place, view)
            self._views.append(view)

    def _say(self) -> None:
        texts = self.texts
        self.say_title(start_title(texts, self.card, self._plan))
        self.say_deed(step_label(texts, self.card, Intent.SEND_AGAIN if self._again else Intent.START))
        by_hand = bool(meters_by_hand(self.card))
        self.say_done(texts("manual-planned" if by_hand else "start-done", number=self.card.request.number))
        say_note(self.hash, texts("card-command-plan", hash=self._plan.hash))
        self._judge()

    def _judge(self) -> None:
        possible = bool(self._plan.lines) and not self._plan.blocked
        typed = self.digits is None or digits_match(self._plan, self.digits.text())
        self.primary.setEnabled(possible and typed)
        if self.digits is not None:
            self._digits_row.setVisible(possible)
            self._idle_note.setVisible(possible)
            self.fit()

    # --- C9 ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever a person does begins the 60 seconds anew."""
        if event.type() in _STIRRING and self.idle.isActive():
            self.idle.start()
        return super().eventFilter(watched, event)

    def _idled(self) -> None:
        if not self._busy:
            self.context.messages.note(self.texts("start-idled", number=self.card.request.number))
            self.reject()

    # --- writing -------------------------------------------------------------------------------------------------

    def call(self) -> Call | None:
        """Confirm the plan that is shown, by its hash (C8)."""
        by, now, seen, plan_hash = self.context.app.operator, self.context.now(), self.seen_version, self._plan.hash
        service = commands.send_again if self._again else commands.start

        def send(uow: UnitOfWork) -> Changes:
            return service(uow, request_id=self.request_id, seen_version=seen, plan_hash=plan_hash, by=by, now=now)

        return send

    def refused(self, error: PultError) -> None:
        """The plan is no longer that plan: show the new one, and let it be confirmed anew."""
        if error.code in ("plan-changed", "plan-blocked", "command-pending"):
            if self.digits is not None:
                self.digits.clear()
            self.reload()
