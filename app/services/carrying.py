"""Carrying out one command: read, store, send, store, read back, judge. Run by a worker, never inside a transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from app.domain.commands import Action, Command, CommandState, MeterState, Verdict, verdict
from app.domain.keys import serial_key
from app.services import ledger
from app.services.ports.metering import Acknowledged, Metering, NoAnswer, NotSent, RefusedByMeter
from app.services.ports.repositories import Clock
from app.services.ports.unit_of_work import UnitOfWork

READ_TIMEOUT = timedelta(seconds=20)
SEND_TIMEOUT = timedelta(seconds=40)
READ_BACKS = 3
"""A relay and a limiter take a moment: a reading that differs is repeated before it is believed."""

SETTLING = timedelta(seconds=1)


@dataclass(frozen=True)
class Carrier:
    """What a worker works with: transactions, meters, the clock, a way to wait (seconds), its own name."""

    unit_of_work: Callable[[], UnitOfWork]
    metering: Metering
    clock: Clock
    wait: Callable[[float], None]
    worker: str

    def carry_next(self) -> Command | None:
        """Carry out the next command that is due, to its end; None where nothing waits."""
        errand = ledger.lease(self.unit_of_work(), worker=self.worker, now=self.clock.utc())
        if errand is None:
            return None
        try:
            return self._read_only(errand) if errand.command.action is Action.READ else self._control(errand)
        except ledger.LeaseLost:
            # This worker slept past its lease; the one that took over has the word (C2).
            return errand.command

    def _read_only(self, errand: ledger.Errand) -> Command:
        sending = ledger.note_sending(
            self.unit_of_work(), errand.command, before=None, worker=self.worker, now=self.clock.utc()
        )
        reading = self.metering.read_state(errand.address, timeout=READ_TIMEOUT)
        if isinstance(reading, MeterState) and not _is_same_meter(errand, reading):
            return self._end(sending, CommandState.REFUSED, "wrong-meter", reading.serial)
        if isinstance(reading, MeterState):
            return ledger.judge(self.unit_of_work(), sending, reading, worker=self.worker, now=self.clock.utc())[0]
        if isinstance(reading, RefusedByMeter):
            return self._end(sending, CommandState.REFUSED, reading.code, reading.detail)
        code = reading.code if isinstance(reading, NotSent) else "no-answer"
        return self._end(sending, CommandState.UNKNOWN, code, reading.detail)

    def _control(self, errand: ledger.Errand) -> Command:
        command = errand.command
        before = self.metering.read_state(errand.address, timeout=READ_TIMEOUT)
        if isinstance(before, RefusedByMeter):
            return self._end(command, CommandState.REFUSED, before.code, before.detail)
        if isinstance(before, NotSent | NoAnswer):
            code = before.code if isinstance(before, NotSent) else "silent"
            return self._put_back(command, code, before.detail)
        against = self._against(errand, before)
        if against is not None:
            return self._end(command, CommandState.REFUSED, *against)
        sending = ledger.note_sending(
            self.unit_of_work(), command, before=before, worker=self.worker, now=self.clock.utc()
        )
        answer = self.metering.execute(
            errand.address,
            command.action,
            watts=command.watts,
            restore_w=errand.meter.limit_before_w,
            timeout=SEND_TIMEOUT,
        )
        if isinstance(answer, NotSent):
            return self._put_back(sending, answer.code, answer.detail)
        if isinstance(answer, RefusedByMeter) and not answer.was_sent:
            return self._end(sending, CommandState.REFUSED, answer.code, answer.detail)
        sent = ledger.note_sent(
            self.unit_of_work(), sending, answer=_words(answer), worker=self.worker, now=self.clock.utc()
        )
        if isinstance(answer, RefusedByMeter):
            return self._end(sent, CommandState.REFUSED, answer.code, answer.detail)
        return self._read_back(errand, sent)

    def _against(self, errand: ledger.Errand, before: MeterState) -> tuple[str, str] | None:
        """What stands against sending, now that the meter was read: a code and its detail."""
        command = errand.command
        if not _is_same_meter(errand, before):
            return "wrong-meter", before.serial
        if command.action is Action.LIMIT and not before.limit_told:
            return "limit-not-told", before.raw  # C4: nobody would know what to restore
        if ledger.is_forbidden(self.unit_of_work(), command):
            return "protected", ""
        return None

    def _read_back(self, errand: ledger.Errand, sent: Command) -> Command:
        reading = self.metering.read_state(errand.address, timeout=READ_TIMEOUT)
        for _ in range(READ_BACKS - 1):
            if isinstance(reading, MeterState) and self._verdict(errand, sent, reading) is not Verdict.DIFFERS:
                break
            self.wait(SETTLING.total_seconds())
            reading = self.metering.read_state(errand.address, timeout=READ_TIMEOUT)
        if isinstance(reading, MeterState) and not _is_same_meter(errand, reading):
            return self._end(sent, CommandState.UNKNOWN, "wrong-meter", reading.serial)
        if isinstance(reading, MeterState):
            return ledger.judge(self.unit_of_work(), sent, reading, worker=self.worker, now=self.clock.utc())[0]
        return self._end(sent, CommandState.UNKNOWN, "no-answer", reading.detail)

    def _verdict(self, errand: ledger.Errand, command: Command, state: MeterState) -> Verdict:
        return verdict(command.action, watts=command.watts, restored_w=errand.meter.limit_before_w, state=state)

    def _end(self, command: Command, state: CommandState, code: str, detail: str) -> Command:
        return ledger.finish(
            self.unit_of_work(), command, state, code=code, detail=detail, worker=self.worker, now=self.clock.utc()
        )[0]

    def _put_back(self, command: Command, code: str, detail: str) -> Command:
        return ledger.put_back(
            self.unit_of_work(), command, code=code, detail=detail, worker=self.worker, now=self.clock.utc()
        )


def _is_same_meter(errand: ledger.Errand, state: MeterState) -> bool:
    """Another meter at the address proves nothing of ours; one that tells no serial number is taken at its address."""
    return not state.serial or serial_key(state.serial) == serial_key(errand.meter.serial)


def _words(answer: Acknowledged | NoAnswer | RefusedByMeter) -> str:
    if isinstance(answer, Acknowledged):
        return f"acknowledged {answer.detail}".strip()
    if isinstance(answer, RefusedByMeter):
        return f"refused {answer.code} {answer.detail}".strip()
    return f"no answer {answer.detail}".strip()
