"""What the card says of commands: the ledger as a timeline, the reading in words, the outcome, what to do (C1-C3)."""

from datetime import datetime

from app.domain.commands import Action, Command, CommandState, MeterState
from app.domain.standing import Standing
from app.services.ports.repositories import LedgerStep
from app.services.ports.views import CommandView, RequestCard
from app.texts import Texts
from app.texts.speech import say_span, say_state, say_watts
from ui.screens.requests.card_model import Line, Section, Tone, breakable
from ui.screens.requests.steps import last_command, standing
from ui.texts import Said

_TONES = {
    CommandState.VERIFIED: Tone.GOOD,
    CommandState.REFUSED: Tone.WARNING,
    CommandState.UNKNOWN: Tone.WARNING,
}


def command_section(said: Said, card: RequestCard, now: datetime) -> Section | None:
    """The outcome first, then what to do, the reading, and every command's ledger; None for a check without one."""
    if not card.commands:
        return None
    texts = said.texts
    last = last_command(card) or card.commands[-1].command
    lines = [Line(outcome_words(texts, last), strong=True)]
    advice = advice_words(texts, standing(card))
    if advice:
        lines.append(Line(advice))
    if last.after is not None:
        reading = texts("card-command-reading", state=aged_state(said, last.after, now))
        lines.append(Line(reading, tip=said.exact(last.after.read_at)))
    if last.before is not None:
        lines.append(Line(texts("card-command-before", state=say_state(texts, last.before)), muted=True))
    lines += _evidence(texts, last.after)
    for view in reversed(card.commands):
        lines += _ledger(said, view, now)
    return Section("command", texts("card-command-title"), lines=tuple(lines), tone=_TONES.get(last.state, Tone.PLAIN))


def _evidence(texts: Texts, state: MeterState | None) -> list[Line]:
    """R12: what the meter said itself, in words with the bytes beside; what was entered by hand is said already."""
    if state is None or not state.raw or state.seen_where is not None:
        return []
    said = [Line(breakable(part), muted=True) for part in state.raw.split("; ")]
    return [Line(texts("card-command-evidence"), muted=True, gap=True), *said]


def outcome_words(texts: Texts, command: Command) -> str:
    """The state of a command as one says it; a refusal with its code."""
    if command.action is Action.READ and command.state in (CommandState.VERIFIED, CommandState.UNKNOWN):
        return texts(f"card-outcome-read-{command.state.value}")
    if command.state is CommandState.REFUSED:
        return texts("card-outcome-refused", code=command.code or "—")
    return texts(f"card-outcome-{command.state.value}")


def advice_words(texts: Texts, stands: Standing) -> str:
    """What to do next about the command; empty where the outcome says it all."""
    key = f"card-advice-{stands.value}"
    return texts(key) if texts.has(key) else ""


def aged_state(said: Said, state: MeterState, now: datetime) -> str:
    """The state in words with when it was read and how long ago that is."""
    return said.texts(
        "card-state-aged",
        state=say_state(said.texts, state),
        at=said.moment(state.read_at, now),
        age=say_span(said.texts, now - state.read_at),
    )


def _ledger(said: Said, view: CommandView, now: datetime) -> list[Line]:
    texts, command = said.texts, view.command
    action = texts(f"card-action-{command.action.value}")
    if command.action is Action.LIMIT and command.watts is not None:
        action = f"{action}, {say_watts(texts, command.watts)}"
    head = texts(
        "card-command-head", action=action, who=view.planned_by or "—", at=said.moment(command.planned_at, now)
    )
    lines = [Line(head, tip=said.exact(command.planned_at), gap=True)]
    lines += [_step_line(said, step) for step in view.steps]
    if command.plan_hash:
        lines.append(Line(texts("card-command-plan", hash=command.plan_hash), muted=True))
    return lines


def _step_line(said: Said, step: LedgerStep) -> Line:
    """`14:05:07 отправлена`; to the second, since that is asked of evidence; what was seen on the wire is the tooltip."""
    texts = said.texts
    clock = f"{said.office.civil(step.at):%H:%M:%S}"
    key = f"card-ledger-{step.state}"
    words = texts(key) if texts.has(key) else step.state
    if step.code:
        code_key = f"command-code-{step.code}"
        code = texts(code_key) if texts.has(code_key) else texts("card-ledger-code", code=step.code)
        words = f"{words}: {code}"
    if step.detail and step.state == CommandState.REFUSED.value:
        words = f"{words} ({step.detail})"
    return Line(
        breakable(f"{clock} {words}"), tip="\n".join(part for part in (said.exact(step.at), step.detail) if part)
    )
