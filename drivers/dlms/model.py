"""What a meter of our own is: its objects, what its relay and limiter do, and how it can be made to misbehave. No I/O."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from drivers.base import MeterKeys, Relay
from drivers.dlms import objects
from drivers.dlms.data import Tag, Value, bounds, integer, octets, structure
from drivers.dlms.messages import Result
from drivers.dlms.objects import Attribute, Method, Scale

TITLE = bytes.fromhex("504c540000004d01")
SCRIPT_TABLE = objects.obis("0.0.10.0.106.255")
OVER_SCRIPT, UNDER_SCRIPT = 1, 2
UNDEFINED, DENIED, MISMATCH = Result(4), Result(3), Result(12)
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Faults:
    """How it misbehaves; each is off by default. Of `refusing` the result's number."""

    refusing: str = ""
    silent: bool = False
    """Takes a command, does nothing, hangs up."""
    lost_answer: bool = False
    """Carries a command out and hangs up."""
    hangs: bool = False
    """Takes a command, does nothing, says nothing."""
    lying: bool = False
    """Says yes and does nothing."""
    needs_button: bool = False
    """Reconnects only as far as "ready" (control mode 3)."""
    opens_on_lift: bool = False
    inverted: bool = False
    """The limiter's actions stand the wrong way round."""
    answers_as: str = ""
    replays: bool = False
    """Answers with a counter that it has used before."""
    other_title: bool = False
    openly: bool = False
    """Answers in the clear."""
    false_proof: bool = False
    keeps_hold: bool = False
    """Refuses to release an association."""
    behind_unsaid: bool = False
    """Refuses an old counter without saying which it has seen."""
    spoiled: Callable[[bytes], bytes] | None = None
    """What becomes of a frame on its way out."""

    def spoil(self, framed: bytes) -> bytes:
        """A frame as it goes out."""
        return self.spoiled(framed) if self.spoiled else framed


@dataclass
class MeterModel:
    """One meter. `load_w` is what its household draws while the relay is closed; `threshold` is of type `tag`."""

    keys: MeterKeys
    serial: str
    clock: Callable[[], datetime]
    control_mode: int | None = 4
    tag: Tag = Tag.UINT32
    scale: Scale = field(default_factory=lambda: Scale(0, objects.WATT))
    monitored: Attribute = objects.POWER
    load_w: int = 1520
    relay: Relay = Relay.CONNECTED
    threshold: int | None = -1
    """The raw number; -1 becomes the one that limits nothing, None is a meter without a limiter."""
    faults: Faults = field(default_factory=Faults)
    received: list[str] = field(default_factory=list)
    """Commands that reached it, whatever it made of them: disconnect, reconnect, set."""
    seen: dict[bytes, int] = field(default_factory=dict)
    """The last counter of each client's title."""
    sent: int = 0
    """The last counter of its own."""
    tariffs_wh: list[int] = field(default_factory=lambda: [1_000_000, 500_000])
    public: bool = True
    """Tells a public client the counter that it has seen."""

    def __post_init__(self) -> None:
        self._counted_at = self.clock()
        self.sent = max(self.sent, int((self._counted_at - _EPOCH).total_seconds()) & 0x3FFFFFFF)
        if self.threshold == -1:
            self.threshold = bounds(self.tag)[1]

    # --- what it is -----------------------------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """True while current can flow."""
        return self.relay is Relay.CONNECTED

    @property
    def mode(self) -> int | None:
        """The control mode that it shows."""
        return 3 if self.faults.needs_button else self.control_mode

    @property
    def limit_w(self) -> int | None:
        """The threshold in watts; None where it limits nothing."""
        if self.threshold is None or objects.is_unlimited(self.threshold, self.tag, None):
            return None
        return self.scale.whole(self.threshold)

    @property
    def power_w(self) -> int:
        """What is drawn now: never above the limit, as if the household kept to it."""
        return min(self.load_w, self.limit_w or self.load_w) if self.is_on else 0

    def next_counter(self) -> int:
        """The next number of its own."""
        self.sent += 1
        return self.sent

    def count(self) -> None:
        """Add the energy since the last time, all of it to the first tariff but a third."""
        now = self.clock()
        energy = int(self.power_w * max(0.0, (now - self._counted_at).total_seconds()) / 3600)
        self.tariffs_wh[0] += energy - energy // 3
        self.tariffs_wh[1] += energy // 3
        self._counted_at = now

    # --- what it answers ------------------------------------------------------------------------------------------

    def get(self, wanted: Attribute) -> Result:
        """The value of an attribute."""
        self.count()
        value = self._values().get(wanted)
        return UNDEFINED if value is None else Result(0, value)

    def _values(self) -> dict[Attribute, Value]:
        serial = (self.faults.answers_as or self.serial).encode()
        found = {
            objects.SERIAL: octets(serial),
            objects.DEVICE_NAME: octets(b"PLT" + serial.rjust(13, b"0")),
            objects.OUTPUT_STATE: Value(Tag.BOOLEAN, self.is_on),
            objects.CONTROL_STATE: integer(Tag.ENUM, int(self.relay)),
            objects.POWER: integer(Tag.UINT32, self.power_w),
            objects.scale_of(objects.POWER): _scale(0, objects.WATT),
            Attribute(objects.SCRIPTS, SCRIPT_TABLE, 2): _script_table(),
        }
        if self.mode is not None:
            found[objects.CONTROL_MODE] = integer(Tag.ENUM, self.mode)
        for register, energy in zip(objects.ENERGY, (sum(self.tariffs_wh), *self.tariffs_wh), strict=False):
            found[register] = integer(Tag.UINT32, energy)
            found[objects.scale_of(register)] = _scale(0, objects.WATT_HOUR)
        return found | self._limiter()

    def _limiter(self) -> dict[Attribute, Value]:
        if self.threshold is None:
            return {}
        threshold = integer(self.tag, self.threshold)
        over, under = (UNDER_SCRIPT, OVER_SCRIPT) if self.faults.inverted else (OVER_SCRIPT, 0)
        found = {
            objects.MONITORED: structure(
                integer(Tag.UINT16, self.monitored.class_id),
                octets(self.monitored.obis),
                integer(Tag.INT8, self.monitored.index),
            ),
            objects.THRESHOLD_ACTIVE: threshold,
            objects.THRESHOLD_NORMAL: threshold,
            objects.OVER_FOR: integer(Tag.UINT32, 60),
            objects.EMERGENCY_ACTIVE: Value(Tag.BOOLEAN, plain=False),
            objects.ACTIONS: structure(_script(over), _script(under)),
        }
        found[objects.scale_of(self.monitored)] = _scale(self.scale.exponent, self.scale.unit)
        return found

    def set(self, wanted: Attribute, value: Value) -> Result:
        """Write an attribute: the normal threshold, and nothing else."""
        self.received.append("set")
        refused = self._obeys()
        if refused is not None:
            return refused
        if wanted != objects.THRESHOLD_NORMAL or self.threshold is None:
            return DENIED
        if value.tag is not self.tag:
            return MISMATCH
        self.count()
        self.threshold = value.number()
        if self.faults.opens_on_lift and self.limit_w is None:
            self.relay = Relay.DISCONNECTED
        return Result(0)

    def act(self, method: Method) -> Result:
        """Invoke a method of the disconnect control."""
        if method not in (objects.DISCONNECT, objects.RECONNECT):
            return UNDEFINED
        opens = method == objects.DISCONNECT
        self.received.append("disconnect" if opens else "reconnect")
        refused = self._obeys()
        if refused is not None:
            return refused
        if not self.mode:
            return DENIED if self.mode == 0 else UNDEFINED
        self.count()
        if opens:
            self.relay = Relay.DISCONNECTED
        elif self.relay is Relay.DISCONNECTED:
            self.relay = Relay.CONNECTED if self.mode in objects.DIRECT_MODES else Relay.READY_FOR_RECONNECTION
        return Result(0)

    def press_button(self) -> None:
        """What the consumer does at a meter that is ready for reconnection."""
        if self.relay is Relay.READY_FOR_RECONNECTION:
            self.relay = Relay.CONNECTED

    def _obeys(self) -> Result | None:
        """None where it does what it is told; else what it says in place of doing it."""
        if self.faults.refusing:
            return Result(int(self.faults.refusing))
        return Result(0) if self.faults.lying or self.faults.silent or self.faults.hangs else None


def _scale(exponent: int, unit: int) -> Value:
    return structure(integer(Tag.INT8, exponent), integer(Tag.ENUM, unit))


def _script(selector: int) -> Value:
    return structure(octets(SCRIPT_TABLE), integer(Tag.UINT16, selector))


def _script_table() -> Value:
    return Value(Tag.ARRAY, items=tuple(_entry(*one) for one in ((OVER_SCRIPT, 1), (UNDER_SCRIPT, 2))))


def _entry(selector: int, method: int) -> Value:
    action = structure(
        integer(Tag.ENUM, 2),
        integer(Tag.UINT16, objects.DISCONNECT_CONTROL),
        octets(objects.RELAY),
        integer(Tag.INT8, method),
        integer(Tag.INT8, 0),
    )
    return structure(integer(Tag.UINT16, selector), Value(Tag.ARRAY, items=(action,)))


# --- on disk ----------------------------------------------------------------------------------------------------------


def save(model: MeterModel, path: Path) -> None:
    """Keep what must survive: relay, threshold, energy, counters."""
    kept = {
        "relay": int(model.relay),
        "threshold": model.threshold,
        "tariffs_wh": model.tariffs_wh,
        "sent": model.sent,
        "seen": {title.hex(): number for title, number in model.seen.items()},
    }
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(kept))
    fresh.replace(path)


def load(model: MeterModel, path: Path) -> None:
    """Take up what was kept; nothing where nothing was."""
    if not path.exists():
        return
    kept = json.loads(path.read_text())
    model.relay = Relay(kept["relay"])
    model.threshold = kept["threshold"]
    model.tariffs_wh = list(kept["tariffs_wh"])
    model.sent = max(model.sent, int(kept["sent"]))
    model.seen = {bytes.fromhex(title): int(number) for title, number in kept["seen"].items()}
