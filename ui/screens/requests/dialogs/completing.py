"""Done, with evidence (R12, R13): what was asked beside what the meter showed; a check's result; a false call."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.changes import Changes
from app.domain.kinds import RequestKind
from app.domain.requests import Completion
from app.domain.standing import Standing
from app.services import requests
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.card_command import advice_words, aged_state, outcome_words
from ui.screens.requests.card_model import Fact, Section, Tone
from ui.screens.requests.card_parts import SectionView
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.fields import Form, WordsEdit
from ui.screens.requests.steps import deed, last_command, standing
from ui.texts import Said


def evidence_section(said: Said, card: RequestCard, now: datetime) -> Section:
    """What was asked, and beside it what the command came to and what the meter showed."""
    texts, command, stands = said.texts, last_command(card), standing(card)
    asked = deed(texts, card.request.kind, card.subscriber.plot, card.request.watts)
    facts = [Fact(texts("complete-asked"), asked)]
    if command is not None:
        facts.append(Fact(texts("card-command-title"), outcome_words(texts, command)))
    state = command.after if command is not None and command.after is not None else card.last_state
    facts.append(Fact(texts("complete-showed"), aged_state(said, state, now) if state else texts("card-state-never")))
    advice = advice_words(texts, stands)
    if advice and stands is not Standing.VERIFIED:
        facts.append(Fact(texts("complete-advice"), advice))
    tone = Tone.GOOD if stands is Standing.VERIFIED else Tone.WARNING
    return Section("evidence", texts("complete-evidence"), facts=tuple(facts), tone=tone)


class CompleteDialog(RequestDialog):
    """*in progress* → *done*."""

    def __init__(self, context: ScreenContext, request_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="complete", request_id=request_id)
        self.seen_by: WordsEdit | None = None
        self.outcome: WordsEdit | None = None
        self.false_call: QCheckBox | None = None
        self._evidence: SectionView | None = None

    def fill(self) -> None:
        """For a control kind the evidence, and words only where no reading proves it; for a check its result."""
        texts, form, request = self.texts, Form(self.context, self.body, self), self.card.request
        self.say_title(texts("complete-title", number=request.number))
        self.say_done(texts("complete-done", number=request.number))
        if request.kind.is_control:
            self._fill_control(form)
        else:
            self.outcome = form.words("complete-result", name="result")
            self.fields["result-missing"] = self.outcome
            if request.kind is RequestKind.ONSITE_CHECK:
                self.false_call = form.check("complete-false-call", name="false-call")
        form.note(name="letter-note", text=texts("complete-letter", email=self.card.client.email))
        self.say_deed(texts("complete-deed-words" if self.seen_by is not None else "complete-deed"))

    def _fill_control(self, form: Form) -> None:
        self._evidence = SectionView(self.context.theme, self)
        self.body.addWidget(self._evidence)
        self._show_evidence()
        if standing(self.card) is not Standing.VERIFIED:
            form.note(name="no-proof", text=self.texts("complete-no-proof"), strong=True)
            self.seen_by = form.words("complete-seen-by", name="seen-by")
            self.seen_by.setPlaceholderText(self.texts("complete-seen-by-hint"))
            self.fields["evidence-missing"] = self.seen_by

    def _show_evidence(self) -> None:
        if self._evidence is not None:
            self._evidence.show_section(evidence_section(self.context.said, self.card, self.context.now()))

    def ready(self) -> None:
        """Begin with what is to be written, else with the deed."""
        target = self.seen_by or self.outcome or self.primary
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reloaded(self, card: RequestCard) -> None:
        """Show what stands now; what is typed stays."""
        self._show_evidence()

    def call(self) -> Call | None:
        """Mark it done."""
        completion = Completion(
            result=self.outcome.words() if self.outcome else "",
            seen_by=self.seen_by.words() if self.seen_by else "",
            false_call=self.false_call.isChecked() if self.false_call else False,
        )
        by, now, seen = self.context.app.operator, self.context.now(), self.seen_version

        def complete(uow: UnitOfWork) -> Changes:
            return requests.complete(
                uow, request_id=self.request_id, seen_version=seen, completion=completion, by=by, now=now
            )

        return complete
