"""Simulated meters: faults in detail, the load curve and the registers, the log from the meter's side."""

import asyncio
import sqlite3
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import NoAnswer, NotSent, RefusedByMeter, Relay, Target, Unsupported
from drivers.simulator import Faults, NewMeter, NoSuchMeter, SimulatorDriver, World, WorldUnusable
from drivers.simulator.curve import Household, slots
from drivers.simulator.world import to_ms
from tests.drivers.conftest import INSTALLED, NOON, SERIAL, Bench


def run(work):
    return asyncio.run(work)


# --- faults -----------------------------------------------------------------------------------------------------------


def test_a_slow_meter_obeys_at_once_and_answers_late(sim: Bench) -> None:
    sim.break_with(slow=4.0)

    run(sim.driver.disconnect(sim.target, timeout_s=10))

    assert sim.time.slept == [4.0]
    assert sim.world.log(SERIAL)[0].at == NOON


def test_a_meter_slower_than_ones_patience_has_obeyed_all_the_same(sim: Bench) -> None:
    sim.break_with(slow=30.0)

    with pytest.raises(NoAnswer):
        run(sim.driver.disconnect(sim.target, timeout_s=3))

    assert sim.time.slept == [3]
    assert sim.is_really()[0] is Relay.DISCONNECTED


def test_a_slow_reading_is_of_the_moment_when_it_comes(sim: Bench) -> None:
    sim.break_with(slow=4.0)

    assert run(sim.driver.read_state(sim.target)).read_at == NOON + timedelta(seconds=4)


def test_a_silent_meter_answers_no_reading_either(sim: Bench) -> None:
    sim.break_with(silent=True)

    for call in (sim.driver.read_state, sim.driver.read_registers):
        with pytest.raises(NoAnswer):
            run(call(sim.target, timeout_s=2))


def test_a_lost_answer_can_be_read_back(sim: Bench) -> None:
    sim.break_with(lost_answer=True)

    with pytest.raises(NoAnswer):
        run(sim.driver.limit(sim.target, 700))

    assert run(sim.driver.read_state(sim.target)).limit_w == 700


def test_the_button_closes_a_ready_relay_and_no_other(sim: Bench) -> None:
    assert not sim.world.press_button(SERIAL, at=NOON)
    run(sim.driver.disconnect(sim.target))
    assert not sim.world.press_button(SERIAL, at=NOON)
    sim.break_with(needs_button=True)
    run(sim.driver.reconnect(sim.target))

    assert sim.world.press_button(SERIAL, at=NOON)
    assert sim.is_really()[0] is Relay.CONNECTED
    assert sim.received() == ["disconnect", "reconnect"]


def test_reconnecting_a_closed_relay_leaves_it_closed_even_where_it_needs_the_button(sim: Bench) -> None:
    sim.break_with(needs_button=True)

    run(sim.driver.reconnect(sim.target))

    assert sim.is_really()[0] is Relay.CONNECTED


def test_faults_go_when_they_are_switched_off(sim: Bench) -> None:
    sim.break_with(unreachable=True)
    sim.world.set_faults(SERIAL)

    run(sim.driver.disconnect(sim.target))

    assert sim.is_really()[0] is Relay.DISCONNECTED


def test_a_threshold_beyond_sixteen_bits_is_refused(sim: Bench) -> None:
    with pytest.raises(RefusedByMeter) as refused:
        run(sim.driver.limit(sim.target, 65_536))

    assert refused.value.code == "value-out-of-range"
    run(sim.driver.limit(sim.target, 65_535))


@pytest.mark.parametrize(
    "faults", [Faults(), Faults(slow=2.5, lying=True), Faults(refusing="3", answers_as="77"), Faults(unreachable=True)]
)
def test_faults_in_words_are_the_same_faults(faults: Faults) -> None:
    assert Faults.parse(str(faults)) == faults


@pytest.mark.parametrize("words", ["sloow=1", "slow", "lying=1", "slow=much", "refusing", "slow=-1", "slow=nan"])
def test_an_unknown_fault_is_named(words: str) -> None:
    with pytest.raises(ValueError):
        Faults.parse(words)


def test_a_meter_without_relay_or_limiter_is_sent_nothing(sim: Bench) -> None:
    sim.world.add_meter(NewMeter("bare", INSTALLED, has_relay=False, has_limiter=False, measures_power=False))
    bare = Target(address="", serial="bare")

    for call in (sim.driver.disconnect(bare), sim.driver.reconnect(bare), sim.driver.limit(bare, 5)):
        with pytest.raises(Unsupported):
            run(call)
    state = run(sim.driver.read_state(bare))
    assert (state.relay, state.output_state, state.active_power_w) == (None, None, None)
    assert sim.world.log("bare") == ()


def test_a_meter_that_nobody_installed_is_not_reached(sim: Bench) -> None:
    stranger = Target(address="sim://2", serial="stranger")

    with pytest.raises(NotSent):
        run(sim.driver.disconnect(stranger))
    for ask in (sim.world.look, sim.world.history, sim.world.set_faults):
        with pytest.raises(NoSuchMeter):
            ask("stranger")


def test_a_code_that_could_not_be_kept_is_no_code() -> None:
    with pytest.raises(ValueError):
        Faults(refusing="1,2")


# --- the meter's side -------------------------------------------------------------------------------------------------


def test_the_log_tells_what_was_received_and_what_was_done(sim: Bench) -> None:
    run(sim.driver.limit(sim.target, 700))
    sim.break_with(lying=True)
    run(sim.driver.disconnect(sim.target))
    sim.break_with(refusing="9")
    with pytest.raises(RefusedByMeter):
        run(sim.driver.lift(sim.target, None))

    lines = sim.world.log(SERIAL)
    assert [(line.kind, dict(line.args), line.executed, line.answer, line.code) for line in lines] == [
        ("limit", {"watts": 700}, True, "success", ""),
        ("disconnect", {}, False, "success", ""),
        ("lift", {"watts": None}, False, "refused", "9"),
    ]
    assert sim.world.log("another") == ()
    assert sim.world.log() == lines


@pytest.mark.parametrize("table", ["command", "stretch"])
@pytest.mark.parametrize("sql", ["DELETE FROM {}", "UPDATE {} SET serial = serial"])
def test_log_and_past_are_only_appended_to(sim: Bench, table: str, sql: str) -> None:
    run(sim.driver.disconnect(sim.target))

    with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
        sim.world._db.execute(sql.format(table))


def test_a_known_meter_is_left_as_it_is(sim: Bench) -> None:
    run(sim.driver.disconnect(sim.target))

    sim.world.add_meter(NewMeter(SERIAL, INSTALLED))

    assert sim.is_really()[0] is Relay.DISCONNECTED
    assert sim.world.meters() == (SERIAL,)


def test_a_clock_that_runs_back_is_held_at_the_last_change(sim: Bench) -> None:
    run(sim.driver.disconnect(sim.target))
    sim.time.now -= timedelta(hours=5)
    run(sim.driver.reconnect(sim.target))
    run(sim.driver.read_registers(sim.target))

    sinces = [stretch.since_ms for stretch in sim.world.history(SERIAL)]
    assert sinces == sorted(sinces)


# --- load, registers, profile -----------------------------------------------------------------------------------------


def test_the_load_is_the_same_for_the_same_seed_serial_and_time(tmp_path: Path, sim: Bench) -> None:
    with World(tmp_path / "other.sqlite") as other:
        other.add_meter(NewMeter(SERIAL, INSTALLED, seed=7, initial_wh=(1_000_000, 500_000)))
        twin = SimulatorDriver(other, sim.time.utc, sim.time.sleep)

        assert run(twin.read_state(sim.target)) == run(sim.driver.read_state(sim.target))
        assert run(twin.read_registers(sim.target)) == run(sim.driver.read_registers(sim.target))


def test_evenings_take_more_than_nights() -> None:
    days = [INSTALLED + timedelta(days=day) for day in range(60)]
    for serial in ("1", "2", "3"):
        house = Household(7, serial)
        night = sum(house.power_w(to_ms(day + timedelta(hours=0))) for day in days)  # 03:00 in Moscow
        evening = sum(house.power_w(to_ms(day + timedelta(hours=17))) for day in days)  # 20:00
        assert evening > 3 * night > 0


def test_households_differ() -> None:
    assert len({Household(7, str(n)).power_w(to_ms(NOON)) for n in range(50)}) > 25


def test_registers_are_the_profile_summed(sim: Bench) -> None:
    sim.time.now = INSTALLED + timedelta(days=40)
    registers = run(sim.driver.read_registers(sim.target))
    profile = run(sim.driver.read_profile(sim.target, INSTALLED, sim.time.now))

    assert registers.total_wh - 1_500_000 == sum(value.energy_wh for value in profile.values)


def test_nothing_is_counted_while_the_relay_is_open(sim: Bench) -> None:
    run(sim.driver.disconnect(sim.target))
    before = run(sim.driver.read_registers(sim.target))
    sim.time.now += timedelta(days=3)
    run(sim.driver.reconnect(sim.target))
    after = run(sim.driver.read_registers(sim.target))
    sim.time.now += timedelta(hours=1)

    assert after.tariffs_wh == before.tariffs_wh
    profile = run(sim.driver.read_profile(sim.target, NOON - timedelta(hours=1), sim.time.now))
    inside = [value.energy_wh for value in profile.values if NOON <= value.start < NOON + timedelta(days=3)]
    assert inside == [0] * 144
    assert all(
        value.energy_wh
        for value in profile.values
        if value.start not in {NOON + i * profile.interval for i in range(144)}
    )


def test_a_limit_holds_the_load_down(sim: Bench) -> None:
    free = run(sim.driver.read_state(sim.target)).active_power_w
    run(sim.driver.limit(sim.target, 100))
    held = run(sim.driver.read_state(sim.target)).active_power_w
    sim.time.now += timedelta(hours=2)
    profile = run(sim.driver.read_profile(sim.target, NOON, sim.time.now))

    assert free > 100 == held
    assert all(value.energy_wh <= 50 for value in profile.values)


def test_before_the_installation_the_profile_has_gaps(sim: Bench) -> None:
    profile = run(sim.driver.read_profile(sim.target, INSTALLED - timedelta(hours=1), INSTALLED + timedelta(hours=1)))

    assert [value.energy_wh is None for value in profile.values] == [True, True, False, False]


def test_the_profile_ends_with_the_last_finished_interval(sim: Bench) -> None:
    sim.time.now = NOON + timedelta(minutes=29)
    profile = run(sim.driver.read_profile(sim.target, NOON - timedelta(hours=1), NOON + timedelta(hours=9)))
    assert profile.values[-1].start == NOON - timedelta(minutes=30)

    sim.time.now = NOON + timedelta(minutes=30)
    profile = run(sim.driver.read_profile(sim.target, NOON - timedelta(hours=1), NOON + timedelta(hours=9)))
    assert profile.values[-1].start == NOON


@pytest.mark.parametrize(
    ("zones", "hour_in_moscow", "tariff"),
    [(1, 3, 0), (1, 12, 0), (2, 22, 0), (2, 23, 1), (2, 6, 1), (2, 7, 0), (3, 8, 0), (3, 3, 1), (3, 12, 2), (3, 22, 2)],
)
def test_tariffs_go_by_the_meters_civil_hour(zones: int, hour_in_moscow: int, tariff: int) -> None:
    at = datetime.fromisoformat(f"2026-03-10T{hour_in_moscow:02}:00+03:00")

    assert Household(1, "x", 3, zones).tariff(to_ms(at)) == tariff


@given(cuts=st.lists(st.integers(0, 10 * 86_400_000), min_size=2, max_size=6))
def test_energy_over_a_period_is_the_sum_over_its_parts(cuts: list[int]) -> None:
    house, cuts = Household(3, "x"), sorted(cuts)
    whole = house.energy_mj(cuts[0], cuts[-1], 800)
    parts = [house.energy_mj(a, b, 800) for a, b in pairwise(cuts)]

    assert whole == tuple(map(sum, zip(*parts, strict=True)))


@pytest.mark.parametrize("limit_w", [None, 500])
def test_energy_is_the_load_of_every_half_hour_added_up(limit_w: int | None) -> None:
    house, start = Household(3, "x", 10, 3), to_ms(NOON) + 12_345
    sums = [0, 0, 0, 0]
    for begin, length in slots(start, start + 5 * 86_400_000 + 777):
        sums[house.tariff(begin)] += min(house.power_w(begin), limit_w or 10**9) * length

    assert house.energy_mj(start, start + 5 * 86_400_000 + 777, limit_w) == tuple(sums)


# --- bad files --------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_world_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database " * 100)

    with pytest.raises(WorldUnusable):
        World(tmp_path / "text")
    with pytest.raises(WorldUnusable):
        World(tmp_path)


def test_a_world_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite"
    World(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()

    with pytest.raises(WorldUnusable, match="newer"):
        World(path)


def test_a_world_that_fails_has_received_nothing(sim: Bench) -> None:
    sim.world._db.execute("PRAGMA query_only = ON")
    with pytest.raises(NotSent):
        run(sim.driver.disconnect(sim.target))
    sim.world._db.execute("PRAGMA query_only = OFF")

    assert sim.received() == []
    assert sim.is_really() == (Relay.CONNECTED, None)


@pytest.mark.parametrize("bad", [{"zones": 4}, {"zones": 1, "initial_wh": (1, 2)}])
def test_a_meter_with_wrong_zones_is_not_built(world: World, bad: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        world.add_meter(NewMeter("bad", INSTALLED, **bad))

    assert world.meters() == (SERIAL,)
