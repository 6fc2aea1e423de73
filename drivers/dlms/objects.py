"""The COSEM objects that a desk asks of a meter, and what their values mean in watts and watt-hours. No I/O."""

from dataclasses import dataclass
from decimal import Decimal

from drivers.base import Relay
from drivers.dlms.data import DataError, Tag, Value, bounds, integer

DATA, REGISTER, EXTENDED_REGISTER, DEMAND_REGISTER, SCRIPTS, DISCONNECT_CONTROL, LIMITER = 1, 3, 4, 5, 9, 70, 71

WATT, WATT_HOUR = 27, 30
FARTHEST_SCALE = 9


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of one object."""

    class_id: int
    obis: bytes
    index: int

    def __str__(self) -> str:
        return f"{self.class_id}:{'.'.join(map(str, self.obis))}:{self.index}"


@dataclass(frozen=True, slots=True)
class Method:
    """One method of one object."""

    class_id: int
    obis: bytes
    index: int

    def __str__(self) -> str:
        return f"{self.class_id}:{'.'.join(map(str, self.obis))}:method {self.index}"


def obis(text: str) -> bytes:
    """`1.0.1.8.0.255` as its six bytes."""
    return bytes(int(part) for part in text.split("."))


RELAY = obis("0.0.96.3.10.255")
LIMIT = obis("0.0.17.0.0.255")

SERIAL = Attribute(DATA, obis("0.0.96.1.0.255"), 2)
DEVICE_NAME = Attribute(DATA, obis("0.0.42.0.0.255"), 2)
COUNTER = Attribute(DATA, obis("0.0.43.1.0.255"), 2)
OUTPUT_STATE = Attribute(DISCONNECT_CONTROL, RELAY, 2)
CONTROL_STATE = Attribute(DISCONNECT_CONTROL, RELAY, 3)
CONTROL_MODE = Attribute(DISCONNECT_CONTROL, RELAY, 4)
DISCONNECT = Method(DISCONNECT_CONTROL, RELAY, 1)
RECONNECT = Method(DISCONNECT_CONTROL, RELAY, 2)
MONITORED = Attribute(LIMITER, LIMIT, 2)
THRESHOLD_ACTIVE = Attribute(LIMITER, LIMIT, 3)
THRESHOLD_NORMAL = Attribute(LIMITER, LIMIT, 4)
OVER_FOR = Attribute(LIMITER, LIMIT, 6)
EMERGENCY_ACTIVE = Attribute(LIMITER, LIMIT, 10)
ACTIONS = Attribute(LIMITER, LIMIT, 11)
POWER = Attribute(REGISTER, obis("1.0.1.7.0.255"), 2)
ENERGY = tuple(Attribute(REGISTER, obis(f"1.0.1.8.{tariff}.255"), 2) for tariff in range(5))

_MONITORED_POWER = frozenset(obis(f"1.0.{c}.{d}.0.255") for c in (1, 15) for d in (4, 5, 7, 24, 25))
"""Active power, imported or of both directions: instantaneous, and averages over a current or a last period."""

MODE_NONE = 0
DIRECT_MODES = frozenset({2, 4})
READY_MODES = frozenset({1, 3, 5, 6})


def scale_of(register: Attribute) -> Attribute:
    """Where a register's scaler and unit stand."""
    return Attribute(register.class_id, register.obis, 4 if register.class_id == DEMAND_REGISTER else 3)


@dataclass(frozen=True, slots=True)
class Scale:
    """A register's value is `number * 10 ** exponent` of `unit`."""

    exponent: int
    unit: int

    @classmethod
    def read(cls, value: Value) -> "Scale":
        """From scaler_unit. DataError for a scaler that no meter has."""
        exponent, unit = (item.number() for item in value.structure(2))
        if abs(exponent) > FARTHEST_SCALE:
            raise DataError(f"a scaler of {exponent}")
        return cls(exponent, unit)

    def whole(self, number: int) -> int:
        """The value in whole units, rounded down as a meter's display does."""
        return int(Decimal(number).scaleb(self.exponent).to_integral_value(rounding="ROUND_FLOOR"))

    def number(self, whole: int) -> int:
        """What stands in the register for that many whole units. DataError where the meter's steps are too wide."""
        scaled = Decimal(whole).scaleb(-self.exponent)
        if scaled != scaled.to_integral_value():
            raise DataError(f"{whole} is no multiple of this meter's step of {Decimal(1).scaleb(self.exponent):f}")
        return int(scaled)


def relay_of(value: Value) -> Relay:
    """control_state. DataError for a number that the class has not."""
    number = value.number()
    if number not in Relay._value2member_map_:
        raise DataError(f"a control state of {number}")
    return Relay(number)


def text_of(value: Value) -> str:
    """A serial number as the meter says it: a string, printable or not, or a number."""
    if isinstance(value.plain, bytes):
        content = value.plain.strip(b"\0 ")
        return content.decode("ascii") if content.isascii() and content.decode("ascii").isprintable() else content.hex()
    return str(value.number())


def same_serial(told: str, wanted: str) -> bool:
    """The same number, whatever blanks, case or leading zeros it is written with."""
    return _plain_serial(told) == _plain_serial(wanted) != ""


def _plain_serial(text: str) -> str:
    plain = "".join(sign for sign in text if sign.isalnum()).upper()
    return plain.lstrip("0") or plain


# --- the limiter ------------------------------------------------------------------------------------------------------


def monitored_register(value: Value) -> Attribute:
    """The register that a limiter watches. DataError where it is not the active power."""
    class_id, name, index = value.structure(3)
    watched = Attribute(class_id.number(), name.octets(), index.number())
    wanted = watched.class_id in (REGISTER, EXTENDED_REGISTER, DEMAND_REGISTER)
    if not wanted or watched.obis not in _MONITORED_POWER or watched.index not in (2, 3):
        raise DataError(f"the limiter watches {watched}, which is not the active power")
    return watched


@dataclass(frozen=True, slots=True)
class Script:
    """A limiter's action: an entry of a script table; `selector` 0 is none."""

    table: bytes
    selector: int


def actions_of(value: Value) -> tuple[Script, Script]:
    """What a limiter does above and below its threshold."""
    over, under = (item.structure(2) for item in value.structure(2))
    return Script(over[0].octets(), over[1].number()), Script(under[0].octets(), under[1].number())


def invoked(table: Value, selector: int) -> frozenset[Method]:
    """What a script of a table invokes. DataError where it has none of that number, or one that writes."""
    for script in table.items:
        number, steps = script.structure(2)
        if number.number() != selector:
            continue
        found = set()
        for step in steps.items:
            service, class_id, name, index, _ = step.structure(5)
            if service.number() != 2:
                raise DataError(f"script {selector} writes an attribute")
            found.add(Method(class_id.number(), name.octets(), index.number()))
        return frozenset(found)
    raise DataError(f"no script {selector}")


def judge_actions(over: frozenset[Method], under: frozenset[Method]) -> None:
    """Above the threshold a limiter may disconnect, below it nothing or reconnect. DataError for anything else.

    With the actions the wrong way round a limit would leave the load alone, and lifting it would open the relay.
    """
    if over != {DISCONNECT}:
        raise DataError("above its threshold the limiter does something else than disconnect")
    if under and under != {RECONNECT}:
        raise DataError("below its threshold the limiter does something else than reconnect")


def is_unlimited(number: int, tag: Tag, told: int | None) -> bool:
    """True where a threshold is no limit: the greatest that its type holds, or what the meter's options say."""
    return number >= bounds(tag)[1] or (told is not None and number >= told)


def unlimited(tag: Tag, told: int | None) -> Value:
    """The threshold that is no limit."""
    return integer(tag, bounds(tag)[1] if told is None else told)
