"""What can be wrong with a simulated meter. Several may be switched on at once."""

from dataclasses import dataclass, fields
from math import inf
from typing import Self


@dataclass(frozen=True, slots=True)
class Faults:
    """All off by default. Judged in the order of the fields: an unreachable meter cannot be silent.

    unreachable    nobody answers at the address: `NotSent`, the meter receives nothing
    silent         takes commands in, does nothing, answers nothing, reads included: `NoAnswer`
    refusing       refuses every command with this code; reads answer
    lying          says success to every command and changes nothing; reads tell the truth
    lost_answer    does what it is told, the answer is lost: `NoAnswer`; reads answer
    slow           seconds until an answer comes; what was commanded is done at once
    needs_button   reconnect ends "ready for reconnection" until the button is pressed
    opens_on_lift  lifting a limit opens the relay (inverted limiter actions)
    answers_as     readings carry this serial number: another meter hangs at that address
    """

    unreachable: bool = False
    silent: bool = False
    refusing: str = ""
    lying: bool = False
    lost_answer: bool = False
    slow: float = 0.0
    needs_button: bool = False
    opens_on_lift: bool = False
    answers_as: str = ""

    def __post_init__(self) -> None:
        """ValueError for what could not be written in words and read back, or waited for."""
        if not 0 <= self.slow < inf:
            raise ValueError(f"slow by {self.slow} s")
        for value in (self.refusing, self.answers_as):
            if "," in value or value != value.strip():
                raise ValueError(f"not a code or serial number: {value!r}")

    @classmethod
    def parse(cls, words: str) -> Self:
        """`"slow=2.5,lying"` -> Faults; the opposite of `str()`. ValueError names the unknown word."""
        kinds = {f.name: f.type for f in fields(cls)}
        values: dict[str, object] = {}
        for word in filter(None, (part.strip() for part in words.split(","))):
            name, _, value = word.partition("=")
            match kinds.get(name):
                case t if t is bool and not value:
                    values[name] = True
                case t if t is float and value:
                    values[name] = float(value)
                case t if t is str and value:
                    values[name] = value
                case _:
                    raise ValueError(f"not a fault of a simulated meter: {word!r}")
        return cls(**values)  # type: ignore[arg-type]  # each value was made from its field's type

    def __str__(self) -> str:
        on = ((f.name, getattr(self, f.name)) for f in fields(self))
        return ",".join(name if value is True else f"{name}={value}" for name, value in on if value)


NO_FAULTS = Faults()
