"""Which next steps a request has, and which one is right now: a pure answer from its card (R10-R15, C1, C2).

The right step comes first and is the default; whatever would only be possible later is not offered. Every intent is a
word that the journal, the card and `open_dialog` share.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.commands import Action, Command, CommandState, MeterState
from app.domain.desk import Meter
from app.domain.kinds import RequestKind, Source, Status
from app.domain.standing import Standing, newest_reading, standing_of, worst
from app.services.ports.views import RequestCard
from app.texts import Texts
from app.texts.speech import say_watts


class Intent(StrEnum):
    """What a dispatcher may want of a request."""

    FILE = "file"
    CONFIRM = "confirm"
    START = "start"
    BEGIN_CHECK = "begin-check"
    AGREE = "agree"
    LOG_CALL = "log-call"
    COMPLETE = "complete"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    READ_AGAIN = "read-again"
    SEND_AGAIN = "send-again"
    OPPOSITE = "opposite"
    STATE_DONE = "state-done"
    ENTER_SEEN = "enter-seen"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A button: what it begins, what it says, whether it is the right one now, and whether it can do harm (C9)."""

    intent: Intent
    label: str
    default: bool = False
    dangerous: bool = False


def last_command(card: RequestCard) -> Command | None:
    """The last one that was meant to change something; plain readings prove, but are no step of their own."""
    for view in reversed(card.commands):
        if view.command.action is not Action.READ:
            return view.command
    return None


def reading_since(card: RequestCard, command: Command) -> MeterState | None:
    """The newest state of the command's meter read since it was sent."""
    readings = [v.command.after for v in card.commands if v.command.meter_id == command.meter_id]
    return newest_reading(command, [*readings, card.last_states.get(command.meter_id)])


def standing(card: RequestCard) -> Standing:
    """Where the last command of each meter stands: of several meters the one that asks for most."""
    last = {v.command.meter_id: v.command for v in card.commands if v.command.action is not Action.READ}
    restored = {meter.id: meter.limit_before_w for meter in card.meters}
    return worst(
        standing_of(command, reading_since(card, command), restored_w=restored.get(meter_id))
        for meter_id, command in last.items()
    )


def is_pending(card: RequestCard) -> bool:
    """True while a worker owes the outcome of any command of the request: until then mostly waiting helps."""
    return any(view.command.state.is_pending for view in card.commands)


def meters_by_hand(card: RequestCard) -> tuple[Meter, ...]:
    """Those that the dispatcher works in the vendor's own program."""
    return tuple(meter for meter in card.meters if meter.is_by_hand)


def planned_by_hand(card: RequestCard) -> Command | None:
    """The first planned command that waits for the dispatcher to do it and say so; no worker ever takes it."""
    by_hand = {meter.id for meter in meters_by_hand(card)}
    waiting = (view.command for view in card.commands if view.command.state is CommandState.PLANNED)
    return next((command for command in waiting if command.meter_id in by_hand), None)


def can_be_dropped(card: RequestCard) -> bool:
    """True while no worker has taken anything of it: then it can still be called off."""
    pending = [view.command for view in card.commands if view.command.state.is_pending]
    return all(command.state is CommandState.PLANNED and not command.leased_by for command in pending)


def was_sent(card: RequestCard) -> bool:
    """True where a command of the request may have reached the meter, so that rejecting undoes nothing (R10, R14)."""
    return card.request.kind.is_control and card.request.started_at is not None


def next_intents(card: RequestCard) -> tuple[Intent, ...]:
    """The steps that are possible, the right one first; empty where nothing is left to do."""
    request = card.request
    if request.status.is_open and is_pending(card):
        closing = (Intent.REJECT, Intent.WITHDRAW) if can_be_dropped(card) else ()
        return closing if planned_by_hand(card) is None else (Intent.STATE_DONE, *closing)
    if request.status is Status.FILED:
        return (Intent.CONFIRM, Intent.WITHDRAW)
    if request.status is Status.CONFIRMED:
        return _of_confirmed(card)
    if request.status is Status.IN_PROGRESS:
        return _of_running(card)
    return (Intent.OPPOSITE,) if request.status is Status.REJECTED and was_sent(card) else ()


def default_intent(card: RequestCard) -> Intent | None:
    """What F2 does; None where nothing is to be done, or where only waiting helps."""
    intents = next_intents(card)
    waits = is_pending(card) and Intent.STATE_DONE not in intents
    return intents[0] if intents and not waits else None


def _of_confirmed(card: RequestCard) -> tuple[Intent, ...]:
    closing = (Intent.REJECT, Intent.WITHDRAW)
    kind = card.request.kind
    if kind is RequestKind.REMOTE_CHECK:
        return (Intent.BEGIN_CHECK, *closing)
    if kind is RequestKind.ONSITE_CHECK:
        return (Intent.AGREE, Intent.LOG_CALL, *closing)
    stands = standing(card)
    if stands in (Standing.NONE, Standing.REFUSED):
        return (Intent.START, *closing)
    return (*_after_command(card, stands), *closing)


def _of_running(card: RequestCard) -> tuple[Intent, ...]:
    closing = (Intent.REJECT, Intent.WITHDRAW)
    kind = card.request.kind
    if kind is RequestKind.REMOTE_CHECK:
        return (Intent.COMPLETE, *closing)
    if kind is RequestKind.ONSITE_CHECK:
        return (Intent.COMPLETE, Intent.AGREE, Intent.LOG_CALL, *closing)
    return (*_after_command(card, standing(card)), *closing)


def _after_command(card: RequestCard, stands: Standing) -> tuple[Intent, ...]:
    """C1, C2: unknown is read before anything else, and sent again only where a reading differs.

    Of a meter that is worked by hand the reading is what the dispatcher saw.
    """
    intents = _by_standing(stands)
    by_hand = meters_by_hand(card)
    if not by_hand:
        return intents
    reading = (Intent.ENTER_SEEN,) if len(by_hand) == len(card.meters) else (Intent.READ_AGAIN, Intent.ENTER_SEEN)
    return tuple(step for one in intents for step in (reading if one is Intent.READ_AGAIN else (one,)))


def _by_standing(stands: Standing) -> tuple[Intent, ...]:
    return {
        Standing.NONE: (Intent.COMPLETE,),
        Standing.VERIFIED: (Intent.COMPLETE, Intent.READ_AGAIN),
        Standing.REFUSED: (Intent.READ_AGAIN, Intent.COMPLETE),
        Standing.UNREAD: (Intent.READ_AGAIN, Intent.COMPLETE),
        Standing.AGREES: (Intent.READ_AGAIN, Intent.COMPLETE),
        Standing.DIFFERS: (Intent.SEND_AGAIN, Intent.READ_AGAIN, Intent.COMPLETE),
        Standing.CONTRADICTED: (Intent.READ_AGAIN, Intent.COMPLETE),
        Standing.WAITS_FOR_BUTTON: (Intent.READ_AGAIN, Intent.COMPLETE),
    }.get(stands, ())


def next_steps(texts: Texts, card: RequestCard) -> tuple[NextStep, ...]:
    """The buttons of the card, each saying what happens; the default one first."""
    default = default_intent(card)
    return tuple(
        NextStep(
            intent,
            step_label(texts, card, intent),
            default=intent is default,
            dangerous=intent in (Intent.START, Intent.SEND_AGAIN) and card.request.kind is RequestKind.DISCONNECT,
        )
        for intent in next_intents(card)
    )


def step_label(texts: Texts, card: RequestCard, intent: Intent) -> str:
    """What the button of a step says: `Отправить команду: отключить участок 33`."""
    request = card.request
    if intent is Intent.START and card.meters and len(meters_by_hand(card)) == len(card.meters):
        return texts("next-start-by-hand", deed=deed(texts, request.kind, card.subscriber.plot, request.watts))
    if intent in (Intent.START, Intent.SEND_AGAIN):
        return texts(f"next-{intent.value}", deed=deed(texts, request.kind, card.subscriber.plot, request.watts))
    if intent is Intent.OPPOSITE:
        opposite = request.kind.opposite or request.kind
        return texts("next-opposite", deed=deed(texts, opposite, card.subscriber.plot, None))
    if intent is Intent.AGREE and request.status is Status.IN_PROGRESS:
        return texts("next-agree-again")
    if intent is Intent.COMPLETE and request.kind.is_control and standing(card) is not Standing.VERIFIED:
        return texts("next-complete-words")
    if intent is Intent.CONFIRM and request.source is Source.CABINET:
        return texts("next-confirm-cabinet")
    return texts(f"next-{intent.value}")


def deed(texts: Texts, kind: RequestKind, plot: str, watts: int | None) -> str:
    """What a command does, in the infinitive: `отключить участок 33`, `ограничить участок 33 до 5 000 Вт`."""
    if kind is RequestKind.LIMIT and watts is not None:
        return texts("deed-limit-to", plot=plot, watts=say_watts(texts, watts))
    return texts(f"deed-{kind.value}", plot=plot)
