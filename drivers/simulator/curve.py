"""The load of a simulated household: a pure function of (seed, serial, time), and its integral.

Power is constant within a half-hour of the meter's own civil time (a fixed offset from UTC, no summer
time) and always an even number of watts, so that a whole half-hour is a whole number of Wh.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

SLOT_MS = 30 * 60 * 1000
DAY_SLOTS = 48
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
WH_MJ = 3_600_000  # one Wh in W·ms (millijoules)
TARIFFS = 4

# Share of the household's evening peak by hour of the day, in per cent: asleep, breakfast, day, evening.
_SHAPE = (12, 10, 9, 9, 10, 14, 28, 48, 55, 42, 36, 38, 45, 42, 36, 36, 42, 58, 78, 95, 100, 88, 55, 25)
_NIGHT = frozenset((23, 0, 1, 2, 3, 4, 5, 6))
_PEAK = frozenset((7, 8, 9, 17, 18, 19, 20))
_KETTLE_W = 1800


def _tariff(zones: int, hour: int) -> int:
    if zones == 1:
        return 0
    if hour in _NIGHT:
        return 1
    return 2 if zones == 3 and hour not in _PEAK else 0


_TARIFF_OF_SLOT = {zones: tuple(_tariff(zones, slot // 2) for slot in range(DAY_SLOTS)) for zones in (1, 2, 3)}


@dataclass(frozen=True, slots=True)
class Household:
    """What makes one curve. `zones`: 1 = one tariff, 2 = day T1 and night T2, 3 = peak T1, night T2, half-peak T3."""

    seed: int
    serial: str
    utc_offset_h: int = 3
    zones: int = 2

    def power_w(self, at_ms: int) -> int:
        """Unlimited load at `at_ms` (milliseconds since 1970, UTC)."""
        day, slot = divmod(at_ms // SLOT_MS + self.utc_offset_h * 2, DAY_SLOTS)
        return _day(self.seed, self.serial, day)[slot]

    def tariff(self, at_ms: int) -> int:
        """Index of the tariff register (0 = T1) that counts at `at_ms`."""
        return _TARIFF_OF_SLOT[self.zones][(at_ms // SLOT_MS + self.utc_offset_h * 2) % DAY_SLOTS]

    def energy_mj(self, from_ms: int, to_ms: int, limit_w: int | None) -> tuple[int, ...]:
        """Energy in W·ms by tariff while connected, the load held to `limit_w`.

        Whole civil days go by the day: a year would otherwise be 17,520 pieces at every reading.
        """
        sums = [0] * TARIFFS
        shift_ms = self.utc_offset_h * HOUR_MS
        first_day, last_day = -(-(from_ms + shift_ms) // DAY_MS), (to_ms + shift_ms) // DAY_MS
        if first_day >= last_day:
            edges = [(from_ms, to_ms)]
        else:
            edges = [(from_ms, first_day * DAY_MS - shift_ms), (last_day * DAY_MS - shift_ms, to_ms)]
            tariffs = _TARIFF_OF_SLOT[self.zones]
            for day in range(first_day, last_day):
                for tariff, power in zip(tariffs, _day(self.seed, self.serial, day), strict=True):
                    sums[tariff] += (power if limit_w is None or power < limit_w else limit_w) * SLOT_MS
        for start, length in (piece for edge in edges for piece in slots(*edge)):
            power = self.power_w(start)
            sums[self.tariff(start)] += (power if limit_w is None or power < limit_w else limit_w) * length
        return tuple(sums)


def slots(from_ms: int, to_ms: int) -> Iterator[tuple[int, int]]:
    """(start, length) in ms of each piece of a half-hour between two moments."""
    at = from_ms
    while at < to_ms:
        end = min((at // SLOT_MS + 1) * SLOT_MS, to_ms)
        yield at, end - at
        at = end


@lru_cache(maxsize=4096)
def _day(seed: int, serial: str, day: int) -> tuple[int, ...]:
    """The 48 loads of one day since 1970, in even watts."""
    house = blake2b(f"{seed}:{serial}".encode(), digest_size=2).digest()
    peak_w = 600 + int.from_bytes(house) % 2400
    dice = blake2b(f"{seed}:{serial}:{day}".encode(), digest_size=DAY_SLOTS).digest()
    return tuple(
        (peak_w * _SHAPE[slot // 2] * (160 + dice[slot]) // 57600) * 2 + (_KETTLE_W if dice[slot] > 248 else 0)
        for slot in range(DAY_SLOTS)
    )
