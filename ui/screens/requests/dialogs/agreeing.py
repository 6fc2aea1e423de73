"""Agreeing a visit by phone (R10, R11): whom one spoke to, day and hours, attempts; another date shows old and new."""

from datetime import datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.changes import Changes
from app.domain.deadlines import Deadline
from app.domain.kinds import RequestKind, Status
from app.domain.requests import Visit
from app.services import requests
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.card_history import history_words
from ui.screens.requests.card_model import breakable
from ui.screens.requests.card_words import visit_words
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.checking import completion_preview
from ui.screens.requests.dialogs.fields import ClockEdit, DayEdit, Form, Preview, say_note
from ui.texts import Said


def attempts_words(said: Said, card: RequestCard, now: datetime) -> str:
    """The calls that were made so far, the newest first; empty where there was none."""
    calls = [entry for entry in card.history if entry.action == "call"]
    if not calls:
        return ""
    lines = [said.texts("agree-attempts", n=len(calls))]
    lines += [f"{said.moment(entry.at, now)} {entry.who}: {history_words(said, entry)}" for entry in reversed(calls)]
    return breakable("\n".join(lines))


class AgreeDialog(RequestDialog):
    """The first agreement turns the request *in progress*; a later one makes a new deadline."""

    def __init__(self, context: ScreenContext, request_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="agree", request_id=request_id)

    def fill(self) -> None:
        """Contact, day, hours; what was agreed before; attempts; the button for nobody answering."""
        texts, form = self.texts, Form(self.context, self.body, self)
        request = self.card.request
        again = request.status is Status.IN_PROGRESS
        visit = request.visit
        self.say_title(texts("agree-title-again" if again else "agree-title", plot=self.card.subscriber.plot))
        self.say_deed(texts("agree-deed-again" if again else "agree-deed"))
        self.say_done(texts("agree-done", number=request.number))
        self.old = form.note(name="old-visit")
        self.with_whom = form.line("agree-with", name="with-whom", text=visit.with_whom if visit else "")
        self.phone = form.line("agree-phone", name="phone", text=visit.phone if visit else self.card.client.phone)
        today = self.context.app.office.day_of(self.context.now())
        self.day = DayEdit(max(visit.day, today) if visit else today, self)
        form.add("agree-day", self.day, name="day")
        self.day.dateChanged.connect(self._preview)
        self._build_window(form, visit)
        self.preview = Preview(form, self.texts)
        self.attempts = form.note(name="attempts")
        self.no_answer = QPushButton(texts("agree-no-answer"), self)
        self.no_answer.setObjectName("no-answer")
        self.no_answer.setAutoDefault(False)
        self.no_answer.clicked.connect(self._log_attempt)
        self.extra_buttons.addWidget(self.no_answer)
        self.fields = {
            "visit-contact-missing": self.with_whom,
            "visit-in-the-past": self.day,
            "visit-window": self.since,
        }
        self.reloaded(self.card)

    def _build_window(self, form: Form, visit: Visit | None) -> None:
        self.window_wanted = form.check("agree-window", name="window")
        row = QWidget(self)
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        self.since = ClockEdit(visit.since if visit and visit.since else time(10), self)
        self.until = ClockEdit(visit.until if visit and visit.until else time(12), self)
        for field, name in ((self.since, "since"), (self.until, "until")):
            field.setObjectName(name)
            field.setAccessibleName(self.texts(f"agree-{name}"))
            inside.addWidget(field)
        inside.addStretch(1)
        self.body.addWidget(row)
        row.setEnabled(False)
        self.window_wanted.toggled.connect(row.setEnabled)
        self.window_wanted.setChecked(bool(visit and visit.since))

    def ready(self) -> None:
        """Begin with whom."""
        self.with_whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def reloaded(self, card: RequestCard) -> None:
        """What stands now: the agreed visit and the attempts; typed fields stay."""
        visit = card.request.visit
        say_note(self.old, self.texts("agree-old", visit=breakable(visit_words(self.texts, visit))) if visit else "")
        say_note(self.attempts, attempts_words(self.context.said, card, self.context.now()))
        self._preview()

    def _preview(self) -> None:
        app, now, day = self.context.app, self.context.now(), self.day.day()

        def arrived(deadline: Deadline) -> None:
            said, former = self.context.said, self.card.request.completion_due
            words = self.texts("card-due-completion", due=said.due(deadline.due, now))
            if former is not None and former != deadline.due:
                words = f"{words}\n{self.texts('card-due-former', due=said.exact_due(former))}"
            self.preview.say_deadline(words, deadline)
            self.fit()

        self.context.read(
            lambda: completion_preview(app.unit_of_work(), RequestKind.ONSITE_CHECK, now, day),
            arrived,
            owner=self,
            key="preview",
        )

    def _log_attempt(self) -> None:
        """`Не дозвонились`: the attempt is kept, the dialog stays."""
        app, now = self.context.app, self.context.now()
        with_whom, phone = self.with_whom.text().strip(), self.phone.text().strip()

        def log(uow: UnitOfWork) -> Changes:
            return requests.log_call(
                uow,
                request_id=self.request_id,
                with_whom=with_whom,
                phone=phone,
                note=self.texts("agree-no-answer-note"),
                by=app.operator,
                now=now,
            )

        def logged(_changes: Changes) -> None:
            self._set_busy(busy=False)
            self.reload()

        self.refuse("")
        self._set_busy(busy=True)
        self.context.write(log, logged, owner=self, on_refusal=self._refused)

    def call(self) -> Call | None:
        """Keep what was agreed."""
        window = self.window_wanted.isChecked()
        visit = Visit(
            with_whom=self.with_whom.text().strip(),
            phone=self.phone.text().strip(),
            day=self.day.day(),
            since=self.since.clock() if window else None,
            until=self.until.clock() if window else None,
        )
        by, now, seen = self.context.app.operator, self.context.now(), self.seen_version

        def agree(uow: UnitOfWork) -> Changes:
            return requests.agree_visit(uow, request_id=self.request_id, seen_version=seen, visit=visit, by=by, now=now)

        return agree


class CallDialog(RequestDialog):
    """An attempt to reach the client, kept while the start deadline runs (R10)."""

    def __init__(self, context: ScreenContext, request_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="log-call", request_id=request_id)

    def fill(self) -> None:
        """Whom one tried to reach, and what came of it."""
        form = Form(self.context, self.body, self)
        self.say_title(self.texts("call-title", number=self.card.request.number))
        self.say_deed(self.texts("call-deed"))
        self.say_done(self.texts("call-done", number=self.card.request.number))
        self.with_whom = form.line("agree-with", name="with-whom")
        self.phone = form.line("agree-phone", name="phone", text=self.card.client.phone)
        self.note = form.line("call-note", name="note", text=self.texts("agree-no-answer-note"))
        form.note(name="attempts", text=attempts_words(self.context.said, self.card, self.context.now()))

    def ready(self) -> None:
        """Begin with whom."""
        self.with_whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def call(self) -> Call | None:
        """Keep the attempt."""
        app, now = self.context.app, self.context.now()
        with_whom, phone, note = self.with_whom.text().strip(), self.phone.text().strip(), self.note.text().strip()

        def log(uow: UnitOfWork) -> Changes:
            return requests.log_call(
                uow,
                request_id=self.request_id,
                with_whom=with_whom,
                phone=phone,
                note=note,
                by=app.operator,
                now=now,
            )

        return log
