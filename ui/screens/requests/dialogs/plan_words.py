"""What the command dialog says of a plan (C8, C9): what goes to which meter, what is blocked, what is expected back."""

from datetime import datetime

from app.domain.commands import Action, Plan, PlanLine
from app.domain.kinds import RequestKind
from app.services.ports.views import RequestCard
from app.texts import Texts
from app.texts.speech import say_watts
from ui.screens.requests.card_command import aged_state
from ui.screens.requests.card_model import Fact, Section, Tone, breakable
from ui.screens.requests.steps import deed
from ui.texts import Said

LAST_DIGITS = 4
"""C9: how much of the serial number is asked for."""


def start_title(texts: Texts, card: RequestCard, plan: Plan) -> str:
    """C9: a disconnect names client, plot, address and meter; the others what they do."""
    subscriber = card.subscriber
    if card.request.kind is not RequestKind.DISCONNECT:
        return texts("start-title", deed=deed(texts, card.request.kind, subscriber.plot, card.request.watts))
    serials = ", ".join(line.serial for line in plan.lines if line.serial) or "—"
    return texts(
        "start-title-disconnect",
        client=card.client.full_name,
        plot=subscriber.plot,
        address=subscriber.street or "—",
        meter=serials,
    )


def plan_section(said: Said, line: PlanLine, place: int, now: datetime) -> Section:
    """One line of the plan as a section of facts; blocked ones stand out."""
    texts = said.texts
    action = texts(f"card-action-{line.action.value}")
    if line.watts is not None:
        action = f"{action}, {say_watts(texts, line.watts)}"
    state = aged_state(said, line.last_state, now) if line.last_state else texts("card-state-never")
    facts = [
        Fact(texts("start-fact-action"), action),
        Fact(texts("start-fact-meter"), breakable(line.serial or "—")),
        Fact(texts("card-fact-system"), breakable(line.system or "—")),
        Fact(texts("start-fact-state"), state),
        Fact(texts("start-fact-expected"), expected_words(texts, line)),
    ]
    return Section(
        f"plan-{place}",
        texts("start-plan"),
        facts=tuple(facts),
        badge="\n".join(blocked_words(texts, line)),
        tone=Tone.WARNING if line.blocked else Tone.PLAIN,
    )


def expected_words(texts: Texts, line: PlanLine) -> str:
    """The reading that will prove it (C3, C4)."""
    if line.action is Action.LIMIT and line.watts is not None:
        return texts("start-expected-limit", watts=say_watts(texts, line.watts))
    return texts(f"start-expected-{line.action.value}")


def blocked_words(texts: Texts, line: PlanLine) -> list[str]:
    """Why it is not sent, and what to be aware of."""
    return [texts("refusal-plan-blocked", reason=code) for code in line.blocked] + [
        texts("refusal-plan-blocked", reason=code) for code in line.warnings
    ]


def digits_match(plan: Plan, typed: str) -> bool:
    """C9: the last four digits of the serial number; of several meters all of them, with blanks between."""
    serials = ["".join(sign for sign in line.serial if sign.isdigit())[-LAST_DIGITS:] for line in plan.lines]
    return bool(serials) and all(serials) and sorted(typed.split()) == sorted(serials)
