"""What has to be true of a limiter before its threshold is written (C4), and the exact value that is written."""

from dataclasses import dataclass

from drivers.base import Unsupported
from drivers.dlms import objects
from drivers.dlms.data import DataError, Tag, Value, integer
from drivers.dlms.objects import Attribute, Method, Scale, Script
from drivers.dlms.reading import Meter


@dataclass(frozen=True, slots=True)
class Limiter:
    """A limiter that may be written to: its threshold's type, and the scale of what it watches."""

    tag: Tag
    scale: Scale


async def prepare_limit(meter: Meter, watts: int) -> Value:
    """The threshold for `watts`, in the meter's own type and steps.

    Raises:
        Unsupported: see `_limiter`; or the value does not fit, or would mean "no limit" to this meter.
    """
    limiter = await _limiter(meter)
    value = _value(meter, limiter, watts)
    if objects.is_unlimited(value.number(), value.tag, meter.settings.unlimited):
        raise Unsupported(f"{watts} W is no limit to this meter", raw=meter.said(), code="threshold-range")
    return value


async def prepare_lift(meter: Meter, restore_w: int | None) -> Value:
    """The threshold that stood before, or the one that limits nothing. Unsupported as for a limit."""
    limiter = await _limiter(meter)
    if restore_w is not None:
        return _value(meter, limiter, restore_w)
    try:
        return objects.unlimited(limiter.tag, meter.settings.unlimited)
    except DataError as error:
        raise Unsupported(str(error), raw=meter.said(), code="threshold-range") from error


def _value(meter: Meter, limiter: Limiter, watts: int) -> Value:
    try:
        return integer(limiter.tag, limiter.scale.number(watts))
    except DataError as error:
        raise Unsupported(str(error), raw=meter.said(), code="threshold-range") from error


async def _limiter(meter: Meter) -> Limiter:
    """Read everything that the threshold's meaning hangs on; all of it stands in the evidence, the old threshold too.

    Raises:
        Unsupported: no limiter ("no-limiter"); it watches something else ("limiter-watches"); its actions are the wrong
            way round or not to be known ("limiter-actions"); an emergency threshold acts ("limiter-emergency"); the
            threshold is 0, whose meaning is not standard, or no number ("threshold-range").
    """
    normal = await meter.get(objects.THRESHOLD_NORMAL, "threshold_normal, as it stood,")
    watched = await meter.get(objects.MONITORED, "monitored_value")
    if normal is None or watched is None:
        raise Unsupported("this meter has no limiter", raw=meter.said(), code="no-limiter")
    try:
        scale = await meter.scale(objects.monitored_register(watched), "monitored")
    except DataError as error:
        raise Unsupported(str(error), raw=meter.said(), code="limiter-watches") from error
    if scale is None or scale.unit != objects.WATT:
        raise Unsupported("the limiter does not count in watts", raw=meter.said(), code="limiter-watches")
    if not normal.number():
        raise Unsupported("a threshold of 0 means different things", raw=meter.said(), code="threshold-range")
    await meter.get(objects.OVER_FOR, "min_over_threshold_duration")
    emergency = await meter.get(objects.EMERGENCY_ACTIVE, "emergency_profile_active")
    if emergency is not None and emergency.plain:
        raise Unsupported("an emergency profile acts in its place", raw=meter.said(), code="limiter-emergency")
    await _judge_actions(meter)
    return Limiter(normal.tag, scale)


async def _judge_actions(meter: Meter) -> None:
    actions = await meter.get(objects.ACTIONS, "actions")
    if actions is None:
        raise Unsupported("the limiter does not tell its actions", raw=meter.said(), code="limiter-actions")
    try:
        over, under = objects.actions_of(actions)
        objects.judge_actions(await _invoked(meter, over), await _invoked(meter, under))
    except DataError as error:
        raise Unsupported(str(error), raw=meter.said(), code="limiter-actions") from error


async def _invoked(meter: Meter, script: Script) -> frozenset[Method]:
    """What an action does, as the meter's own script table says it."""
    if script.selector == 0:
        return frozenset()
    if len(script.table) != 6:
        raise DataError("a script table without a name")
    table = await meter.get(Attribute(objects.SCRIPTS, script.table, 2), "script table")
    if table is None:
        raise DataError("the limiter's scripts are not to be read")
    return objects.invoked(table, script.selector)
