"""Reading a meter within an association: each value with the bytes that it came in, kept as evidence (C3)."""

from collections.abc import Callable
from datetime import datetime

from drivers.base import DriverError, RefusedByMeter, Registers, Relay, StateReading, Target, Unsupported
from drivers.dlms import objects
from drivers.dlms.conversation import Broken, Conversation, Excepted
from drivers.dlms.data import DataError, Value, encode
from drivers.dlms.messages import ABSENT
from drivers.dlms.objects import Attribute, Scale
from drivers.dlms.settings import Settings

UNTOLD = -1
"""In place of a limit, W."""

UNREADABLE = ABSENT | {3}
"""No such thing, or not for this client: both mean that the meter does not tell."""


class Meter:
    """One meter in a conversation; `said` is all that it said so far, in words with the hex beside."""

    def __init__(self, conversation: Conversation, target: Target, settings: Settings) -> None:
        self._conversation = conversation
        self.target = target
        self.settings = settings
        self._notes: list[str] = []
        self._hidden: set[Attribute] = set()

    def note(self, words: str) -> None:
        """Keep a piece of evidence."""
        self._notes.append(words)

    def said(self) -> str:
        """The evidence so far."""
        return "; ".join(self._notes)

    async def get(self, attribute: Attribute, name: str) -> Value | None:
        """Read an attribute; None where the meter has it not or does not show it.

        Raises:
            RefusedByMeter: any other error that the meter answers with. Broken, Excepted.
        """
        result = await self._conversation.get(attribute)
        if result.value is not None:
            self.note(f"{name} {_said(attribute, result.value)} [{encode(result.value).hex()}]")
            return result.value
        self.note(f"{name}: {result.words} [{result.code:02x}]")
        if result.code in UNREADABLE:
            if result.code not in ABSENT:
                self._hidden.add(attribute)
            return None
        raise RefusedByMeter(str(result.code), f"{name}: {result.words}", raw=self.said())

    async def serial(self) -> str | None:
        """The serial number as the meter says it: its own, or the end of its logical device name."""
        wanted = self.target.serial
        value = await self.get(objects.SERIAL, "serial")
        if value is not None:
            told = objects.text_of(value)
            return wanted if objects.same_serial(told, wanted) else told
        value = await self.get(objects.DEVICE_NAME, "logical device name")
        if value is None:
            return None
        told = objects.text_of(value)
        return wanted if wanted and told.upper().endswith(wanted.upper()) else told

    async def must_be_ours(self) -> None:
        """Before any command.

        Raises:
            Unsupported: code "wrong-meter", another one answers at the address, or one that does not say who it is.
        """
        told = await self.serial()
        if told is None or told != self.target.serial:
            raise Unsupported(f"meter {told} in place of {self.target.serial}", raw=self.said(), code="wrong-meter")

    async def control_mode(self) -> int | None:
        """The disconnect control's mode; None where the meter does not tell."""
        value = await self.get(objects.CONTROL_MODE, "control_mode")
        return None if value is None else value.number()

    async def relay(self) -> tuple[Relay | None, bool | None]:
        """control_state and output_state."""
        output = await self.get(objects.OUTPUT_STATE, "output_state")
        state = await self.get(objects.CONTROL_STATE, "control_state")
        on = bool(output.plain) if output is not None else None
        return (None if state is None else objects.relay_of(state)), on

    async def power_w(self) -> int | None:
        """Active power, W; None where the meter has none in watts."""
        return await self.whole(objects.POWER, "power", objects.WATT)

    async def whole(self, register: Attribute, name: str, unit: int) -> int | None:
        """A register in whole units; None where the meter has it not, or counts it in another unit."""
        value = await self.get(register, name)
        scale = None if value is None else await self.scale(register, name)
        if value is None or scale is None or scale.unit != unit:
            return None
        return scale.whole(value.number())

    async def scale(self, register: Attribute, name: str) -> Scale | None:
        """A register's scaler and unit."""
        value = await self.get(objects.scale_of(register), f"{name} scaler_unit")
        return None if value is None else Scale.read(value)

    async def look_again(self) -> None:
        """After a command was answered: what the relay says now, as far as it says; the caller reads it anew anyway."""
        try:
            await self.relay()
        except (Broken, Excepted, DataError, DriverError) as error:
            self.note(f"relay not read: {error}")

    async def limit_w(self) -> int | None:
        """The threshold that acts now, W; None where there is no limiter or none that limits, `UNTOLD` where it is hidden."""
        active = await self.get(objects.THRESHOLD_ACTIVE, "threshold_active")
        watched = None if active is None else await self.get(objects.MONITORED, "monitored_value")
        if active is None or watched is None:
            return UNTOLD if self._hidden & {objects.THRESHOLD_ACTIVE, objects.MONITORED} else None
        if objects.is_unlimited(active.number(), active.tag, self.settings.unlimited):
            self.note("no limit stands")
            return None
        try:
            scale = await self.scale(objects.monitored_register(watched), "monitored")
        except DataError as error:
            self.note(str(error))
            return UNTOLD
        if scale is None or scale.unit != objects.WATT:
            return UNTOLD
        if active.number() == 0:
            self.note("a threshold of 0: what it means differs from meter to meter")
            return UNTOLD
        return scale.whole(active.number())


async def read_all(meter: Meter, clock: Callable[[], datetime]) -> StateReading:
    """Relay, output, limit, power and who says so."""
    serial = await meter.serial()
    relay, output = await meter.relay()
    limit_w = await meter.limit_w()
    power_w = await meter.power_w()
    return StateReading(
        read_at=clock(),
        relay=relay,
        output_state=output,
        limit_w=None if limit_w == UNTOLD else limit_w,
        active_power_w=power_w,
        serial=serial,
        raw=meter.said(),
        limit_told=limit_w != UNTOLD,
    )


async def read_counters(meter: Meter, clock: Callable[[], datetime]) -> Registers:
    """The total and the tariffs, Wh.

    Raises:
        Unsupported: the meter has no total in watt-hours.
    """
    serial = await meter.serial()
    total = await meter.whole(objects.ENERGY[0], "1.8.0", objects.WATT_HOUR)
    if total is None:
        raise Unsupported("no active energy in watt-hours", raw=meter.said())
    tariffs: list[int] = []
    for number, register in enumerate(objects.ENERGY[1:], start=1):
        energy = await meter.whole(register, f"1.8.{number}", objects.WATT_HOUR)
        if energy is None:
            break
        tariffs.append(energy)
    return Registers(as_of=clock(), total_wh=total, tariffs_wh=tuple(tariffs), serial=serial, raw=meter.said())


_SAID: dict[Attribute, dict[int, str]] = {
    objects.OUTPUT_STATE: {False: "off", True: "on"},
    objects.CONTROL_STATE: {0: "disconnected", 1: "connected", 2: "ready for reconnection"},
    objects.EMERGENCY_ACTIVE: {False: "no", True: "yes"},
}


def _said(attribute: Attribute, value: Value) -> str:
    plain = value.plain
    known = _SAID.get(attribute, {})
    return known[plain] if isinstance(plain, int) and plain in known else _words(value)


def _words(value: Value) -> str:
    if isinstance(value.plain, bytes):
        return objects.text_of(value)
    if value.items:
        return f"({', '.join(_words(item) for item in value.items)})"
    return str(value.plain)
