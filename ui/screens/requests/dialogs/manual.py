"""Meters worked by hand: "done in the vendor's program", with what was seen; and what was seen later (R12, C1, C9).

The plan stands above the fields. After a disconnect the focus is on Cancel, and nothing about the relay is filled in beforehand:
what is entered is evidence, so the dispatcher says it, the dialog does not suggest it.
"""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.changes import Changes
from app.domain.commands import Action, Command, MeterState, PlanLine, Relay
from app.domain.desk import Meter
from app.services import manual
from app.services.ports.unit_of_work import UnitOfWork
from app.services.ports.views import RequestCard
from ui.context import ScreenContext
from ui.screens.requests.card_parts import SectionView
from ui.screens.requests.dialogs.base import Call, RequestDialog
from ui.screens.requests.dialogs.fields import Combo, Form, MomentEdit
from ui.screens.requests.dialogs.plan_words import plan_section
from ui.screens.requests.steps import deed, last_command, meters_by_hand, planned_by_hand


class ManualDialog(RequestDialog):
    """States the planned command done, or (`later`) enters a reading by eye."""

    def __init__(
        self, context: ScreenContext, request_id: int, parent: QWidget | None = None, *, later: bool = False
    ) -> None:
        super().__init__(context, parent, name="enter-seen" if later else "state-done", request_id=request_id)
        self._later = later

    def fill(self) -> None:
        """The plan, the relay, limit and power, when and where."""
        texts, now = self.texts, self.context.now()
        command = last_command(self.card) if self._later else planned_by_hand(self.card)
        self._command: Command | None = command
        meter = _meter(self.card, command)
        if meter is None or (command is None and not self._later):  # stated or called off while the dialog was opening
            self.primary.setEnabled(False)
            self.refuse(texts("refusal-command-not-planned", meter=meter.serial if meter else "—"))
            return
        self._meter = meter
        if command is not None:
            view = SectionView(self.context.theme, self)
            line = _line(self.card, meter, command)
            plan = plan_section(self.context.said, line, 0, now)
            view.show_section(replace(plan, title=texts("manual-plan")))
            self.body.addWidget(view)
        form = Form(self.context, self.body, self)
        self.relay = Combo(self)
        self.relay.add(texts("manual-relay-choose"), None)
        for state in Relay:
            self.relay.add(texts(f"relay-{state.value}"), state.value)
        form.add("manual-relay", self.relay, name="relay")
        self.limit = form.line("manual-limit", name="limit", hint=texts("manual-limit-hint"))
        self.before: QLineEdit | None = None
        if not self._later and command is not None and command.action is Action.LIMIT:
            stood = self.card.last_states.get(meter.id)
            shown = str(stood.limit_w) if stood is not None and stood.limit_w is not None else ""
            self.before = form.line(
                "manual-limit-before", name="limit-before", text=shown, hint=texts("manual-limit-before-hint")
            )
        self.power = form.line("manual-power", name="power", hint=texts("manual-power-hint"))
        self.seen_at = MomentEdit(self.context.app.office, now, self)
        form.add("manual-seen-at", self.seen_at, name="seen-at")
        system = self.card.client.metering_system
        self.where = form.line(
            "manual-where", name="where", text=texts("manual-where-value", system=system) if system else ""
        )
        form.note(name="by-hand", text=texts("manual-note"))
        self.fields = {
            "seen-where-blank": self.where,
            "seen-in-future": self.seen_at,
            "seen-before-plan": self.seen_at,
            "seen-before-sent": self.seen_at,
            "seen-limit": self.limit,
        }
        self._say()

    def _say(self) -> None:
        texts, request, subscriber = self.texts, self.card.request, self.card.subscriber
        if self._later:
            self.say_title(texts("manual-title-seen", plot=subscriber.plot, meter=self._meter.serial))
        elif self._dangerous:
            self.say_title(
                texts(
                    "manual-title-disconnect",
                    client=self.card.client.full_name,
                    plot=subscriber.plot,
                    address=subscriber.street or "—",
                    meter=self._meter.serial,
                )
            )
        else:
            words = deed(texts, request.kind, subscriber.plot, request.watts)
            self.say_title(texts("manual-title", deed=words, meter=self._meter.serial))
        self.say_deed(texts("manual-deed-seen" if self._later else "manual-deed-done"))
        self.say_done(texts("manual-done", number=request.number))

    @property
    def _dangerous(self) -> bool:
        return not self._later and self._command is not None and self._command.action is Action.DISCONNECT

    def ready(self) -> None:
        """C9: after a disconnect the focus is on Cancel."""
        if not self.primary.isEnabled() or self._dangerous:
            self.primary.setDefault(False)
            self.cancel.setDefault(True)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.relay.setFocus(Qt.FocusReason.OtherFocusReason)

    def reloaded(self, card: RequestCard) -> None:
        """Another version: what was typed stays."""
        self._say()

    def call(self) -> Call | None:
        """Enter it."""
        chosen = self.relay.value()  # Qt gives a plain string back
        if not isinstance(chosen, str):
            self.refuse(self.texts("manual-relay-missing"), self.relay)
            return None
        figures = [_watts(field) for field in (self.limit, self.before, self.power)]
        if any(figure == _NO_NUMBER for figure in figures):
            wrong = next(
                f
                for f, figure in zip((self.limit, self.before, self.power), figures, strict=True)
                if figure == _NO_NUMBER
            )
            self.refuse(self.texts("refusal-seen-limit"), wrong)
            return None
        limit_w, before_w, power_w = figures
        seen = manual.Seen(
            relay=Relay(chosen),
            seen_at=self.seen_at.moment(),
            where=self.where.text(),
            limit_w=limit_w,
            power_w=power_w,
            limit_before_w=before_w,
        )
        by, now, version = self.context.app.operator, self.context.now(), self.seen_version
        command, meter_id, request_id = self._command, self._meter.id, self.request_id

        def state(uow: UnitOfWork) -> Changes:
            if self._later or command is None:
                return manual.enter_seen(uow, meter_id=meter_id, request_id=request_id, seen=seen, by=by, now=now)
            return manual.state_done(uow, command_id=command.id, seen_version=version, seen=seen, by=by, now=now)

        return state


_NO_NUMBER = -1


def _watts(field: QLineEdit | None) -> int | None:
    """What is typed as watts; None for nothing, `_NO_NUMBER` for what is none."""
    text = "" if field is None else "".join(field.text().split())
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 9 else _NO_NUMBER


def _meter(card: RequestCard, command: Command | None) -> Meter | None:
    by_hand = meters_by_hand(card)
    wanted = [meter for meter in by_hand if command is not None and meter.id == command.meter_id]
    return next(iter([*wanted, *by_hand]), None)


def _line(card: RequestCard, meter: Meter, command: Command) -> PlanLine:
    """The plan of one command as it was confirmed."""
    last: MeterState | None = card.last_states.get(meter.id)
    return PlanLine(
        request_id=card.request.id,
        number=card.request.number,
        request_version=card.request.version,
        client=card.client.full_name,
        plot=card.subscriber.plot,
        address=card.subscriber.street,
        meter_id=meter.id,
        serial=meter.serial,
        system=card.client.metering_system,
        action=command.action,
        watts=command.watts,
        last_state=last,
    )
