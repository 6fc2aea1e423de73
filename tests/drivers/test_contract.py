"""What every driver owes (drivers/base.py), run for each bench of conftest.py."""

import asyncio
from datetime import datetime, timedelta

import pytest

from drivers.base import Acknowledged, Capabilities, NoAnswer, NotSent, RefusedByMeter, Relay
from tests.drivers.conftest import NOON, SERIAL, Bench


def run(work):
    return asyncio.run(work)


def test_it_says_what_it_can_do(bench: Bench) -> None:
    assert Capabilities.COMMANDS | Capabilities.READ_STATE | Capabilities.READ_REGISTERS in bench.driver.capabilities


def test_a_limit_stands_in_the_meter_and_is_read_back(bench: Bench) -> None:
    answer = run(bench.driver.limit(bench.target, 3000))
    state = run(bench.driver.read_state(bench.target))

    assert isinstance(answer, Acknowledged)
    assert bench.is_really() == (Relay.CONNECTED, 3000)
    assert (state.limit_w, state.relay, state.output_state) == (3000, Relay.CONNECTED, True)


def test_a_second_limit_replaces_the_first(bench: Bench) -> None:
    run(bench.driver.limit(bench.target, 3000))
    run(bench.driver.limit(bench.target, 500))

    assert bench.is_really() == (Relay.CONNECTED, 500)


@pytest.mark.rule("C4")
@pytest.mark.parametrize("stood_before", [None, 5000])
def test_lifting_restores_the_threshold_that_stood_before(bench: Bench, stood_before: int | None) -> None:
    if stood_before:
        run(bench.driver.limit(bench.target, stood_before))
    before = run(bench.driver.read_state(bench.target)).limit_w
    run(bench.driver.limit(bench.target, 500))

    run(bench.driver.lift(bench.target, before))

    assert before == stood_before
    assert bench.is_really() == (Relay.CONNECTED, stood_before)


def test_a_disconnected_meter_shows_an_open_relay_no_output_and_no_power(bench: Bench) -> None:
    run(bench.driver.disconnect(bench.target))
    state = run(bench.driver.read_state(bench.target))

    assert bench.is_really() == (Relay.DISCONNECTED, None)
    assert (state.relay, state.output_state, state.active_power_w) == (Relay.DISCONNECTED, False, 0)


def test_disconnecting_twice_is_acknowledged_twice(bench: Bench) -> None:
    run(bench.driver.disconnect(bench.target))

    assert isinstance(run(bench.driver.disconnect(bench.target)), Acknowledged)
    assert bench.is_really() == (Relay.DISCONNECTED, None)


def test_a_reconnected_meter_is_on_again_with_its_limit(bench: Bench) -> None:
    run(bench.driver.limit(bench.target, 3000))
    run(bench.driver.disconnect(bench.target))
    run(bench.driver.reconnect(bench.target))
    state = run(bench.driver.read_state(bench.target))

    assert bench.is_really() == (Relay.CONNECTED, 3000)
    assert (state.relay, state.output_state, state.limit_w) == (Relay.CONNECTED, True, 3000)


def test_a_reading_says_when_whose_and_what_was_seen(bench: Bench) -> None:
    state = run(bench.driver.read_state(bench.target))

    assert state.read_at == NOON
    assert state.read_at.utcoffset() == timedelta(0)
    assert state.serial == SERIAL
    assert state.raw


@pytest.mark.parametrize("watts", [0, -1])
def test_a_limit_of_nothing_is_a_bug_of_the_caller_and_reaches_no_meter(bench: Bench, watts: int) -> None:
    with pytest.raises(ValueError):
        run(bench.driver.limit(bench.target, watts))

    assert bench.received() == []


def test_reading_sends_no_command(bench: Bench) -> None:
    run(bench.driver.read_state(bench.target))
    run(bench.driver.read_registers(bench.target))

    assert bench.received() == []


def test_reading_a_profile_sends_no_command(profiling: Bench) -> None:
    run(profiling.driver.read_profile(profiling.target, NOON - timedelta(days=1), NOON))

    assert profiling.received() == []


def test_registers_grow_with_the_load_and_add_up(bench: Bench) -> None:
    first = run(bench.driver.read_registers(bench.target))
    bench.time.now += timedelta(days=1)
    second = run(bench.driver.read_registers(bench.target))

    assert first.as_of == NOON
    assert first.total_wh == sum(first.tariffs_wh)
    assert all(later > earlier for later, earlier in zip(second.tariffs_wh, first.tariffs_wh, strict=True))


def test_the_profile_has_every_finished_interval_of_the_period_once(profiling: Bench) -> None:
    since, until = NOON - timedelta(days=1), NOON + timedelta(days=1)

    profile = run(profiling.driver.read_profile(profiling.target, since, until))

    starts = [value.start for value in profile.values]
    assert starts == [since + i * profile.interval for i in range(timedelta(days=1) // profile.interval)]
    assert all(value.energy_wh is not None for value in profile.values)


def test_naive_times_are_a_bug_of_the_caller(bench: Bench) -> None:
    with pytest.raises(ValueError):
        run(bench.driver.read_profile(bench.target, datetime(2026, 3, 9), NOON))  # noqa: DTZ001 - the point


def test_an_unreachable_meter_received_nothing_and_the_driver_says_so(bench: Bench) -> None:
    bench.break_with(unreachable=True)

    for call in (bench.driver.disconnect, bench.driver.read_state, bench.driver.read_registers):
        with pytest.raises(NotSent):
            run(call(bench.target))
    assert bench.received() == []


def test_no_time_left_means_not_sent(bench: Bench) -> None:
    with pytest.raises(NotSent):
        run(bench.driver.disconnect(bench.target, timeout_s=0))

    assert bench.received() == []


def test_a_refusal_carries_the_meters_code(bench: Bench) -> None:
    bench.break_with(refusing="3")

    with pytest.raises(RefusedByMeter) as refused:
        run(bench.driver.disconnect(bench.target))

    assert refused.value.code == "3"
    assert bench.is_really() == (Relay.CONNECTED, None)


@pytest.mark.rule("C1")
@pytest.mark.parametrize(("fault", "really"), [("silent", Relay.CONNECTED), ("lost_answer", Relay.DISCONNECTED)])
def test_without_an_answer_only_a_reading_could_tell_what_happened(bench: Bench, fault: str, really: Relay) -> None:
    bench.break_with(**{fault: True})

    with pytest.raises(NoAnswer):
        run(bench.driver.disconnect(bench.target, timeout_s=3))

    assert bench.received() == ["disconnect"]
    assert bench.is_really()[0] is really


def test_a_driver_never_repeats_a_command_by_itself(bench: Bench) -> None:
    bench.break_with(silent=True)

    with pytest.raises(NoAnswer):
        run(bench.driver.limit(bench.target, 500))

    assert bench.received() == ["limit"]


@pytest.mark.rule("C3")
def test_an_acknowledgement_proves_nothing_the_reading_tells_the_truth(bench: Bench) -> None:
    bench.break_with(lying=True)

    answer = run(bench.driver.disconnect(bench.target))
    state = run(bench.driver.read_state(bench.target))

    assert isinstance(answer, Acknowledged)
    assert (state.relay, state.output_state) == (Relay.CONNECTED, True)
    assert state.active_power_w


@pytest.mark.rule("C3")
def test_ready_for_reconnection_is_a_state_of_its_own(bench: Bench) -> None:
    run(bench.driver.disconnect(bench.target))
    bench.break_with(needs_button=True)

    run(bench.driver.reconnect(bench.target))
    state = run(bench.driver.read_state(bench.target))

    assert (state.relay, state.output_state) == (Relay.READY_FOR_RECONNECTION, False)
    assert state.active_power_w == 0


@pytest.mark.rule("C4")
def test_after_lifting_a_limit_the_relay_may_stand_open_and_the_reading_shows_it(bench: Bench) -> None:
    run(bench.driver.limit(bench.target, 500))
    bench.break_with(opens_on_lift=True)

    answer = run(bench.driver.lift(bench.target, None))
    state = run(bench.driver.read_state(bench.target))

    assert isinstance(answer, Acknowledged)
    assert (state.limit_w, state.relay, state.output_state) == (None, Relay.DISCONNECTED, False)


def test_the_reading_says_when_another_meter_hangs_there(bench: Bench) -> None:
    bench.break_with(answers_as="00999999")

    assert run(bench.driver.read_state(bench.target)).serial == "00999999"
    assert run(bench.driver.read_registers(bench.target)).serial == "00999999"


def test_closing_twice_is_fine(bench: Bench) -> None:
    run(bench.driver.close())
    run(bench.driver.close())
