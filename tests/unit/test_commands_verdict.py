"""C3, C4: what a reading proves. C8: what a plan's hash covers."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.commands import Action, CommandState, MeterState, Plan, PlanLine, Relay, Verdict, state_line, verdict
from app.domain.kinds import RequestKind

AT = datetime(2026, 1, 12, 7, 17, tzinfo=UTC)
RELAYS = st.sampled_from(list(Relay))
OUTPUTS = st.sampled_from([True, False, None])
WATTS = st.none() | st.integers(1, 15000)
POWERS = st.none() | st.integers(0, 9000)
STATES = st.builds(MeterState, st.just(AT), RELAYS, OUTPUTS, WATTS, POWERS)


def judge(action, state, watts=None, restored=None):
    return verdict(action, watts=watts, restored_w=restored, state=state)


@pytest.mark.rule("C3")
@pytest.mark.parametrize("relay", list(Relay))
@pytest.mark.parametrize("output", [True, False, None])
@pytest.mark.parametrize("power", [None, 0, 1, 700])
def test_disconnected_means_an_open_relay_and_no_current(relay, output, power):
    state = MeterState(AT, relay, output, None, power)
    off = relay is Relay.DISCONNECTED and output is not True and power in (None, 0)
    assert judge(Action.DISCONNECT, state) is (Verdict.MATCHES if off else Verdict.DIFFERS)


@pytest.mark.rule("C3")
@pytest.mark.parametrize(("relay", "output"), list(product(Relay, [True, False, None])))
def test_ready_for_reconnection_is_neither_connected_nor_disconnected(relay, output):
    state = MeterState(AT, relay, output, None, 0)
    found = judge(Action.RECONNECT, state)
    if relay is Relay.READY:
        assert found is Verdict.READY
        assert judge(Action.DISCONNECT, state) is Verdict.DIFFERS
    else:
        assert (found is Verdict.MATCHES) is (relay is Relay.CONNECTED and output is not False)


@pytest.mark.rule("C3")
def test_a_reconnected_household_that_uses_nothing_is_connected():
    assert judge(Action.RECONNECT, MeterState(AT, Relay.CONNECTED, True, None, 0)) is Verdict.MATCHES


@pytest.mark.rule("C3")
@given(STATES, st.integers(1, 15000))
def test_a_limit_is_the_threshold_that_was_asked(state, watts):
    assert (judge(Action.LIMIT, state, watts) is Verdict.MATCHES) is (state.limit_w == watts)


@pytest.mark.rule("C4")
@given(STATES, WATTS)
def test_a_lifted_limit_is_the_old_threshold_and_a_relay_still_closed(state, restored):
    lifted = state.limit_w == restored and state.relay is Relay.CONNECTED and state.output_on is not False
    assert judge(Action.LIFT, state, restored=restored) is (Verdict.MATCHES if lifted else Verdict.DIFFERS)


@pytest.mark.rule("C4")
def test_a_meter_that_opens_its_relay_on_lifting_is_found_out():
    assert judge(Action.LIFT, MeterState(AT, Relay.DISCONNECTED, False, None, 0)) is Verdict.DIFFERS


@given(STATES)
def test_disconnected_and_reconnected_never_both(state):
    both = {judge(Action.DISCONNECT, state), judge(Action.RECONNECT, state)}
    assert both != {Verdict.MATCHES}


@given(STATES)
def test_a_reading_alone_always_matches(state):
    assert judge(Action.READ, state) is Verdict.MATCHES


@pytest.mark.rule("C1")
def test_the_three_outcomes():
    assert {s for s in CommandState if not s.is_pending} == {
        CommandState.VERIFIED,
        CommandState.REFUSED,
        CommandState.UNKNOWN,
    }


def test_checks_send_no_command():
    assert [Action.of(kind).value for kind in RequestKind if kind.is_control] == [
        kind.value for kind in RequestKind if kind.is_control
    ]
    with pytest.raises(ValueError, match="remote-check"):
        Action.of(RequestKind.REMOTE_CHECK)


@pytest.mark.rule("R12")
def test_a_state_kept_as_evidence_says_what_was_read():
    state = MeterState(AT, Relay.DISCONNECTED, False, 3000, 0)
    assert state_line(state) == "2026-01-12T07:17:00+00:00 relay=disconnected limit=3000 power=0"


# --- the plan -------------------------------------------------------------------------------------------------------

LINE = PlanLine(
    request_id=1,
    number="2026-000001",
    request_version=2,
    client="СНТ «Ромашка»",
    plot="12а",
    address="ул. Садовая, 4",
    meter_id=1,
    serial="00471112",
    system="ТПП Smart Metering",
    action=Action.LIMIT,
    watts=3000,
    last_state=MeterState(AT, Relay.CONNECTED, True, None, 400),
)


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    "change",
    [
        {"request_id": 2},
        {"request_version": 3},
        {"client": "СНТ «Берёзка»"},
        {"plot": "12"},
        {"address": "ул. Лесная, 4"},
        {"meter_id": 2},
        {"serial": "00471113"},
        {"system": "СУП-04"},
        {"action": Action.DISCONNECT},
        {"watts": 3001},
        {"blocked": ("protected",)},
        {"last_state": MeterState(AT, Relay.DISCONNECTED, False, None, 0)},
        {"last_state": MeterState(AT, Relay.CONNECTED, True, 5000, 400)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_plan_that_changed_has_another_hash(change):
    assert Plan((replace(LINE, **change),)).hash != Plan((LINE,)).hash


@pytest.mark.rule("C8")
def test_the_same_plan_has_the_same_hash_and_a_longer_one_another():
    assert Plan((LINE,)).hash == Plan((replace(LINE),)).hash
    assert len({Plan(()).hash, Plan((LINE,)).hash, Plan((LINE, LINE)).hash}) == 3


@pytest.mark.rule("C8")
def test_reading_the_same_state_once_more_changes_no_plan():
    later = replace(LINE.last_state, read_at=datetime(2026, 1, 12, 8, tzinfo=UTC), power_w=650, raw="0a")
    assert Plan((replace(LINE, last_state=later),)).hash == Plan((LINE,)).hash


@pytest.mark.rule("C8")
def test_a_plan_says_all_that_stands_against_it():
    blocked = replace(LINE, blocked=("protected", "no-driver"))
    assert Plan((LINE, blocked)).blocked == ("protected", "no-driver")
    assert Plan((LINE,)).blocked == ()


@pytest.mark.rule("C1", "C4")
def test_a_limit_that_the_meter_does_not_tell_is_not_a_lifted_one():
    state = MeterState(AT, Relay.CONNECTED, output_on=True, limit_told=False)
    assert judge(Action.LIFT, state) is Verdict.DIFFERS
    assert judge(Action.LIFT, replace(state, limit_told=True)) is Verdict.MATCHES
    assert judge(Action.LIMIT, state, 3000) is Verdict.DIFFERS
    assert "limit=?" in state_line(state)
