"""Commands to meters (C1-C4, C8): their life in the ledger, and what a reading proves.

planned → sending → sent → verified | refused | unknown. An acknowledgement proves nothing (C3): only a state read
after the command gives the verdict.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.kinds import RequestKind


class Action(StrEnum):
    """What a command does to a meter; `read` changes nothing."""

    LIMIT = "limit"
    LIFT = "lift"
    DISCONNECT = "disconnect"
    RECONNECT = "reconnect"
    READ = "read"

    @classmethod
    def of(cls, kind: RequestKind) -> "Action":
        """The action of a control kind.

        Raises:
            ValueError: a check sends no command.
        """
        return cls(kind.value)


class CommandState(StrEnum):
    """Where a command is; the last three are the outcomes of C1.

    One that was never sent ends as refused too: its code ("unreachable", "dropped") says so, `sent_at` is None.
    """

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    VERIFIED = "verified"
    REFUSED = "refused"
    UNKNOWN = "unknown"

    @property
    def is_pending(self) -> bool:
        """True while a worker still owes something."""
        return self in (CommandState.PLANNED, CommandState.SENDING, CommandState.SENT)


class Relay(StrEnum):
    """COSEM class 70 `control_state`; "ready" waits for the consumer to press the meter's button (C3)."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    READY = "ready-for-reconnection"


BY_HAND = "by-hand: "
"""How the raw evidence begins of what a person entered; where it was seen follows."""


@dataclass(frozen=True, slots=True)
class MeterState:
    """A meter's state as read: the relay, whether current can flow, the limit (W) and the active power (W)."""

    read_at: datetime
    relay: Relay
    output_on: bool | None = None
    limit_w: int | None = None
    power_w: int | None = None
    serial: str = ""
    raw: str = ""
    limit_told: bool = True
    """False: `limit_w` is None because the meter does not tell whether one stands; that proves nothing (C1)."""

    @property
    def seen_where(self) -> str | None:
        """Where a person saw it who entered it by hand (R12); None for what a meter said itself."""
        return self.raw.removeprefix(BY_HAND) if self.raw.startswith(BY_HAND) else None


def state_line(state: MeterState) -> str:
    """A state as one line of plain data, for evidence that is kept: `2026-01-12T10:17:00+00:00 relay=disconnected …`."""
    parts = [state.read_at.isoformat(timespec="seconds"), f"relay={state.relay.value}"]
    if state.limit_w is not None:
        parts.append(f"limit={state.limit_w}")
    elif not state.limit_told:
        parts.append("limit=?")
    if state.power_w is not None:
        parts.append(f"power={state.power_w}")
    if state.seen_where is not None:
        parts.append("by-hand")
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Command:
    """One intent towards one meter, and how far it got (C2)."""

    id: int
    uid: str
    request_id: int | None
    meter_id: int
    action: Action
    watts: int | None
    state: CommandState
    planned_at: datetime
    planned_by: int
    version: int = 1
    attempts: int = 0
    leased_until: datetime | None = None
    leased_by: str = ""
    not_before: datetime | None = None
    before: MeterState | None = None
    after: MeterState | None = None
    sent_at: datetime | None = None
    finished_at: datetime | None = None
    code: str = ""
    detail: str = ""
    plan_hash: str = ""


class Verdict(StrEnum):
    """What a reading says of a command: it took effect, it did not, or it waits for the button."""

    MATCHES = "matches"
    DIFFERS = "differs"
    READY = "ready-for-reconnection"


def verdict(action: Action, *, watts: int | None, restored_w: int | None, state: MeterState) -> Verdict:
    """C3, C4: judge an action by a state read after it.

    A disconnect needs the relay open and, where the meter tells, no output and no load. Lifting a limit needs the old
    threshold back (or none) *and* the relay still closed: some meters open it.
    """
    if action is Action.DISCONNECT:
        off = state.relay is Relay.DISCONNECTED and state.output_on is not True
        return _matches(off and not state.power_w)
    if action is Action.RECONNECT:
        if state.relay is Relay.READY:
            return Verdict.READY
        return _matches(_is_on(state))
    if action is Action.LIMIT:
        return _matches(state.limit_w == watts)
    if action is Action.LIFT:
        return _matches(state.limit_told and state.limit_w == restored_w and _is_on(state))
    return Verdict.MATCHES


def _is_on(state: MeterState) -> bool:
    return state.relay is Relay.CONNECTED and state.output_on is not False


def _matches(holds: bool) -> Verdict:  # noqa: FBT001 - a pure mapping of a condition to its name
    return Verdict.MATCHES if holds else Verdict.DIFFERS


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What would be sent to one meter, and what stands against it (C5, C8): `blocked` are codes."""

    request_id: int
    number: str
    request_version: int
    client: str
    plot: str
    address: str
    meter_id: int | None
    serial: str
    system: str
    action: Action
    watts: int | None
    last_state: MeterState | None
    blocked: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The dry run that a dispatcher confirms by its hash (C8)."""

    lines: tuple[PlanLine, ...]

    @property
    def hash(self) -> str:
        """A short digest of all that would be sent; it differs as soon as anything in the plan does."""
        return hashlib.sha256(json.dumps(_plain(self.lines), ensure_ascii=False).encode()).hexdigest()[:16]

    @property
    def blocked(self) -> tuple[str, ...]:
        """Everything that stands against it."""
        return tuple(code for line in self.lines for code in line.blocked)


def _plain(lines: Sequence[PlanLine]) -> list[list[object]]:
    return [
        [
            line.request_id,
            line.number,
            line.request_version,
            line.client,
            line.plot,
            line.address,
            line.meter_id,
            line.serial,
            line.system,
            line.action.value,
            line.watts,
            _standing(line.last_state),
            list(line.blocked),
            list(line.warnings),
        ]
        for line in lines
    ]


def _standing(state: MeterState | None) -> list[object] | None:
    """What a command would change; a later reading of the same, or another load, is no other plan."""
    return None if state is None else [state.relay.value, state.output_on, state.limit_w]
