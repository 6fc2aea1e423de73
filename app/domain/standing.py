"""Where a control command stands, judged by the newest reading of its meter (C1-C3): what may be done next.

The one place for it: the service that sends again, the one that accepts *done*, and the card's next steps all ask here.
"""

from collections.abc import Iterable
from enum import StrEnum

from app.domain.commands import Action, Command, CommandState, MeterState, Verdict, verdict


class Standing(StrEnum):
    """How far a command is, as far as the next step is concerned."""

    NONE = "none"
    VERIFIED = "verified"
    PENDING = "pending"
    REFUSED = "refused"
    AGREES = "agrees"
    """Unknown still, though a later reading shows what was asked: reading again through the ledger settles it."""
    WAITS_FOR_BUTTON = "waits-for-button"
    """Ready for reconnection: the consumer must press the meter's button (C3)."""
    DIFFERS = "differs"
    """Unknown or refused, and a reading shows that the state is another: it may be sent again (C2)."""
    CONTRADICTED = "contradicted"
    """Verified once, but a later reading shows another state: no proof any more, and nothing to repeat unasked."""
    UNREAD = "unread"
    """Unknown, and nothing was read since: read first (C1)."""


_WORSE = {standing: place for place, standing in enumerate(Standing)}


def newest_reading(command: Command, readings: Iterable[MeterState | None]) -> MeterState | None:
    """The newest state read since the command was sent, its own read-back included; None where there is none."""
    sent = command.sent_at
    if sent is None:  # it never left the desk: no reading can speak of it
        return None
    later = [s for s in readings if s is not None and s.read_at >= sent and s != command.before]
    since = [*later, command.after] if command.after is not None else later
    return max(since, key=lambda state: state.read_at, default=None)


def standing_of(command: Command, newest: MeterState | None, *, restored_w: int | None) -> Standing:
    """Judge a control command by `newest` (see `newest_reading`); `restored_w` is what lifting a limit brings back."""
    if command.state.is_pending:
        return Standing.PENDING
    verified = command.state is CommandState.VERIFIED
    if newest is None:
        if verified:
            return Standing.VERIFIED
        return Standing.REFUSED if command.state is CommandState.REFUSED else Standing.UNREAD
    if verified and command.action is Action.LIFT and command.after is not None:
        restored_w = command.after.limit_w  # once lifted, the meter's record of what stood before is gone
    found = verdict(command.action, watts=command.watts, restored_w=restored_w, state=newest)
    if verified:
        return Standing.VERIFIED if found is Verdict.MATCHES else Standing.CONTRADICTED
    return {
        Verdict.MATCHES: Standing.AGREES,
        Verdict.DIFFERS: Standing.DIFFERS,
        Verdict.READY: Standing.WAITS_FOR_BUTTON,
    }[found]


def worst(standings: Iterable[Standing]) -> Standing:
    """Of several meters' standings the one that asks for most; NONE where there is none."""
    return max(standings, key=lambda standing: _WORSE[standing], default=Standing.NONE)
