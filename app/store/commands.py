"""The command ledger: intents, leases, steps, states as read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update

from app.domain.commands import Action, Command, CommandState, MeterState
from app.domain.desk import MANUAL
from app.domain.errors import Refusal
from app.services.ports.repositories import LedgerStep, StaleVersion
from app.store.convert import command_columns, command_of, state_json, state_of
from app.store.rows import CommandRow, CommandStepRow, MeterRow, MeterStateRow, RequestRow
from app.store.session import Session

_PENDING = (CommandState.PLANNED, CommandState.SENDING, CommandState.SENT)

_WORSE = {
    CommandState.VERIFIED: 0,
    CommandState.PLANNED: 1,
    CommandState.SENDING: 2,
    CommandState.SENT: 3,
    CommandState.REFUSED: 4,
    CommandState.UNKNOWN: 5,
}


class StoredCommands:
    """`CommandRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, command_id: int) -> Command:
        """By id."""
        row = self._session.get(CommandRow, command_id, populate_existing=True)
        if row is None:
            raise Refusal("command-unknown", command=str(command_id))
        return command_of(row)

    def add(self, command: Command) -> Command:
        """Store an intent."""
        columns = command_columns(command)
        del columns["id"]
        row = CommandRow(**columns)
        self._session.add(row)
        self._session.flush()
        self._show_on_request(command)
        return command_of(row)

    def update(self, command: Command, *, seen_version: int) -> Command:
        """Store the next version over the one that was seen."""
        columns = command_columns(command) | {"version": seen_version + 1}
        del columns["id"]
        done = self._session.execute(
            update(CommandRow).where(CommandRow.id == command.id, CommandRow.version == seen_version).values(**columns),
            execution_options={"synchronize_session": False},
        )
        if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
            raise StaleVersion
        self._show_on_request(command)
        return self.get(command.id)

    def _show_on_request(self, command: Command) -> None:
        """The journal shows what its control commands came to: of several meters' last ones the worst; no reads."""
        if command.request_id is None or command.action is Action.READ:
            return
        last = {c.meter_id: c for c in self.of_request(command.request_id) if c.action is not Action.READ}
        worst = max(last.values(), key=lambda c: _WORSE[c.state])
        self._session.execute(
            update(RequestRow)
            .where(RequestRow.id == command.request_id)
            .values(command=worst.state.value, command_code=worst.code),
            execution_options={"synchronize_session": False},
        )

    def of_request(self, request_id: int) -> Sequence[Command]:
        """All of a request, the oldest first."""
        rows = self._session.scalars(
            select(CommandRow).where(CommandRow.request_id == request_id).order_by(CommandRow.id)
        )
        return [command_of(row) for row in rows]

    def last_control_of_meter(self, meter_id: int) -> Command | None:
        """The last one to a meter that was to change something."""
        row = self._session.scalar(
            select(CommandRow)
            .where(CommandRow.meter_id == meter_id, CommandRow.action != Action.READ)
            .order_by(CommandRow.id.desc())
            .limit(1)
        )
        return None if row is None else command_of(row)

    def pending_of_meter(self, meter_id: int) -> Sequence[Command]:
        """What is planned or under way for a meter."""
        rows = self._session.scalars(
            select(CommandRow)
            .where(CommandRow.meter_id == meter_id, CommandRow.state.in_(_PENDING))
            .order_by(CommandRow.id)
        )
        return [command_of(row) for row in rows]

    def lease(self, *, worker: str, now: datetime, until: datetime, actions: Sequence[Action]) -> Command | None:
        """The oldest planned command that is due and that nobody holds; what is done by hand is for no worker."""
        row = self._session.scalar(
            select(CommandRow)
            .where(
                CommandRow.state == CommandState.PLANNED,
                CommandRow.action.in_(actions),
                or_(CommandRow.not_before.is_(None), CommandRow.not_before <= now),
                or_(CommandRow.leased_until.is_(None), CommandRow.leased_until <= now),
                CommandRow.meter_id.not_in(select(MeterRow.id).where(MeterRow.driver == MANUAL)),
            )
            .order_by(CommandRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.leased_by, row.leased_until, row.version = worker, until, row.version + 1
        self._session.flush()
        return command_of(row)

    def leased(self) -> Sequence[Command]:
        """Unfinished ones that some worker holds or held."""
        rows = self._session.scalars(
            select(CommandRow).where(CommandRow.state.in_(_PENDING), CommandRow.leased_by != "").order_by(CommandRow.id)
        )
        return [command_of(row) for row in rows]

    def add_step(self, command_id: int, step: LedgerStep) -> None:
        """Append to the ledger."""
        self._session.add(
            CommandStepRow(
                command_id=command_id,
                at=step.at,
                state=step.state,
                code=step.code,
                detail=step.detail,
                worker=step.worker,
            )
        )

    def steps(self, command_id: int) -> Sequence[LedgerStep]:
        """The ledger in its order."""
        rows = self._session.scalars(
            select(CommandStepRow).where(CommandStepRow.command_id == command_id).order_by(CommandStepRow.id)
        )
        return [LedgerStep(r.at, r.state, r.code, r.detail, r.worker) for r in rows]

    def keep_state(self, meter_id: int, state: MeterState) -> None:
        """Keep the newest state; an older reading that comes late changes nothing."""
        row = self._session.get(MeterStateRow, meter_id)
        stored = state_json(state) or {}
        if row is None:
            self._session.add(MeterStateRow(meter_id=meter_id, read_at=state.read_at, state=stored))
        elif row.read_at <= state.read_at:
            row.read_at, row.state = state.read_at, stored
        self._session.flush()

    def last_state(self, meter_id: int) -> MeterState | None:
        """The state as last read."""
        row = self._session.get(MeterStateRow, meter_id, populate_existing=True)
        return None if row is None else state_of(row.state)
