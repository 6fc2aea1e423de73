"""The demo desk: days of work made through the very services that people use, with a clock that is moved by hand.

So that its history, chain, numbers, quota slots, deadlines, letters and command ledgers are as genuine as a real
desk's. The same seed and the same `until` give the same desk.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.desk import Meter, Operator, Role
from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind
from app.domain.registers.reading import read_register
from app.domain.registers.sheet import Workbook
from app.domain.times import Office
from app.services import imports, operators
from app.services.carrying import Carrier
from app.services.demo_clock import MovingClock
from app.services.ports.unit_of_work import UnitOfWork

DRIVER = "simulator"


@dataclass(frozen=True, slots=True)
class DemoWords:
    """The made-up sentences of a demo desk, in the language of its people."""

    operators: Sequence[Sequence[str]]
    callers: Sequence[str]
    letters: Sequence[str]
    remote_texts: Sequence[str]
    visit_texts: Sequence[str]
    remote_results: Sequence[str]
    visit_results: Sequence[str]
    false_calls: Sequence[str]
    seen_by: Sequence[str]
    other_reasons: Sequence[str]
    unclear: str
    call_notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class DemoRegister:
    """A register to import: `client` is the partnership's name, None for the table of clients."""

    file_name: str
    workbook: Workbook
    kind: RegisterKind
    client: str | None = None


@dataclass(frozen=True)
class DemoStage:
    """What the stories are played on. `break_meter(serial, words)` switches a simulated meter's faults on ("" off)."""

    unit_of_work: Callable[[], UnitOfWork]
    carrier: Carrier
    clock: MovingClock
    office: Office
    by: Operator
    words: DemoWords
    break_meter: Callable[[str, str], None]
    chance: random.Random


def take_in(stage: DemoStage, registers: Sequence[DemoRegister]) -> tuple[Meter, ...]:
    """Operators, and the registers by the same import as anybody's; returns every meter.

    Raises:
        Refusal: desk-not-empty.
    """
    with stage.unit_of_work() as uow:
        if uow.clients.clients():
            raise Refusal("desk-not-empty")
    for login, name in stage.words.operators:
        operators.add(
            stage.unit_of_work(), login=login, name=name, role=Role.DISPATCHER, by=stage.by, now=stage.clock.utc()
        )
    for register in registers:
        _import(stage, register)
    with stage.unit_of_work() as uow:
        return tuple(
            meter
            for client in uow.clients.clients()
            for subscriber in uow.clients.subscribers(client.id)
            for meter in uow.clients.meters_of(subscriber.id)
        )


def _import(stage: DemoStage, register: DemoRegister) -> None:
    """Like anybody's import; what the register asks is answered on the safe side (C5: protected)."""
    now = stage.clock.utc()
    answers: dict[str, str] = {}
    if register.kind is not RegisterKind.CLIENTS:
        read = read_register(register.workbook, kind=register.kind, today=stage.office.day_of(now))
        answers = {question.cell: question.answers[0] for question in read.questions}
    order = imports.ImportOrder(
        workbook=register.workbook,
        kind=register.kind,
        file_name=register.file_name,
        client=register.client,
        answers=answers,
        driver="" if register.kind is RegisterKind.CLIENTS else DRIVER,
    )
    imports.apply(stage.unit_of_work(), order=order, by=stage.by, now=now)
