"""Kilowatts or watts: the unit of a power column, by its heading and by what is plausible for a plot.

3 W in place of 3 kW would switch a house off, so where heading and figures disagree a person is asked (R5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.errors import Refusal
from app.domain.registers.columns import ColumnMatch
from app.domain.registers.preview import Question
from app.domain.registers.sheet import Cell
from app.domain.registers.values import HIGHEST_KW, LOWEST_W, Bad, is_nothing, power_number

UNITS = ("kW", "W")
_SURELY_WATTS = Decimal(500)


@dataclass(frozen=True, slots=True)
class PowerUnit:
    """`unit` is kW, W or "" while the question is open; `guessed` when the figures alone told it."""

    unit: str
    guessed: bool = False
    question: Question | None = None


def unit_of_column(match: ColumnMatch, place: str, cells: Iterable[Cell], answers: Mapping[str, str]) -> PowerUnit:
    """`place` is the heading's cell, by which a question is answered: `{"G4": "kW"}`."""
    if place in answers:
        said = {unit.lower(): unit for unit in UNITS}.get(answers[place].lower())
        if said is None:
            raise Refusal("import-answer-invalid", cell=place, answer=answers[place], known=", ".join(UNITS))
        return PowerUnit(said, question=Question(place, "unit", match.heading, UNITS, answer=said))
    if match.told and match.unit:
        return PowerUnit(match.unit)
    numbers = _bare_numbers(cells)
    small = sum(number < LOWEST_W for number in numbers)
    large = sum(number > HIGHEST_KW for number in numbers)
    doubtful = PowerUnit("", question=Question(place, "unit", match.heading, UNITS))
    if match.unit:
        against = large if match.unit == "kW" else small
        return doubtful if against * 2 > len(numbers) else PowerUnit(match.unit)
    if not numbers:
        return PowerUnit("")
    if max(numbers) <= HIGHEST_KW:
        return PowerUnit("kW", guessed=True)
    return PowerUnit("W", guessed=True) if min(numbers) >= _SURELY_WATTS else doubtful


def _bare_numbers(cells: Iterable[Cell]) -> list[Decimal]:
    """The figures that do not name their unit themselves."""
    numbers = []
    for cell in cells:
        if is_nothing(cell.text):
            continue
        try:
            number, own = power_number(cell)
        except Bad:
            continue
        if not own and number > 0:
            numbers.append(number)
    return numbers
