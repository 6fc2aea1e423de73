"""What stood before a limit, protected subscribers, plans, rejections after sending, single meters."""

from dataclasses import replace

import pytest

from app.domain.changes import Subject
from app.domain.commands import Action, CommandState, Relay
from app.domain.kinds import RejectReason, RequestKind, Status
from app.services import audit, commands, ledger, requests
from drivers.simulator import Faults
from tests.services.commands_help import CONTROL, code_of, kinds, last, outcome

# --- limits and what stood before them (C4) -------------------------------------------------------------------------


def limit_at(desk, plot):
    return desk.world.history(desk.meters(plot)[0].serial)[-1].limit_w


@pytest.mark.rule("C4")
@pytest.mark.parametrize("before", [None, 7000])
def test_lifting_restores_what_stood_before_the_limit(desk, before):
    plot = desk.subscriber(desk.client(), limit_w=before)
    desk.complete(desk.started(RequestKind.LIMIT, plot, watts=3000))
    assert (limit_at(desk, plot), desk.meters(plot)[0].limit_before_w) == (3000, before)
    request = desk.started(RequestKind.LIFT, plot)
    assert (outcome(desk, request), limit_at(desk, plot)) == ((CommandState.VERIFIED, "read-back"), before)
    assert desk.meters(plot)[0].limit_w is None


@pytest.mark.rule("C4")
def test_a_second_limit_over_our_own_keeps_what_stood_before_the_first(desk):
    plot = desk.subscriber(desk.client(), limit_w=7000)
    for watts in (3000, 2000):
        desk.complete(desk.started(RequestKind.LIMIT, plot, watts=watts))
    desk.complete(desk.started(RequestKind.LIFT, plot))
    assert limit_at(desk, plot) == 7000


@pytest.mark.rule("C4")
@pytest.mark.parametrize("fault", [{"refusing": "no"}, {"lying": True}])
@pytest.mark.parametrize("before", [None, 7000])
def test_a_limit_that_did_not_take_leaves_what_is_to_be_restored(desk, fault, before):
    plot = desk.subscriber(desk.client(), limit_w=before)
    desk.complete(desk.started(RequestKind.LIMIT, plot, watts=3000))
    desk.break_meter(plot, **fault)
    desk.reject(desk.started(RequestKind.LIMIT, plot, watts=1000))
    desk.break_meter(plot)
    desk.complete(desk.started(RequestKind.LIMIT, plot, watts=2000))
    desk.complete(desk.started(RequestKind.LIFT, plot))
    assert limit_at(desk, plot) == before


@pytest.mark.rule("C4")
def test_a_relay_that_opens_on_lifting_is_not_done(desk, plot):
    desk.complete(desk.started(RequestKind.LIMIT, plot))
    desk.break_meter(plot, opens_on_lift=True)
    request = desk.started(RequestKind.LIFT, plot)
    assert outcome(desk, request) == (CommandState.UNKNOWN, "state-differs")
    assert last(desk, request).after.relay is not Relay.CONNECTED


# --- protected (C5) and the plan (C8) -------------------------------------------------------------------------------


@pytest.mark.rule("C5")
@pytest.mark.parametrize("kind", CONTROL)
def test_a_protected_subscriber_is_neither_limited_nor_disconnected(desk, kind):
    plot = desk.subscriber(desk.client(), protected="справка № 5")
    request = desk.confirmed(kind, plot)
    plan = commands.plan(desk.unit_of_work(), request_ids=[request.id], now=desk.clock.utc())
    if kind in (RequestKind.LIMIT, RequestKind.DISCONNECT):
        assert plan.blocked == ("protected",)
        assert code_of(desk.order, request) == "plan-blocked"
        assert desk.commands(request) == []
    else:
        assert plan.blocked == ()
        desk.order(request)


@pytest.mark.rule("C5")
def test_a_subscriber_protected_since_the_plan_is_left_alone(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    with desk.unit_of_work() as uow:
        uow.clients.update_subscriber(replace(plot, protected=True, protected_by="справка"))
        uow.commit()
    desk.work()
    assert outcome(desk, request) == (CommandState.REFUSED, "protected")
    assert kinds(desk, plot) == []
    assert desk.request(request.id).status is Status.CONFIRMED


@pytest.mark.rule("C8")
def test_a_plan_that_changed_since_is_refused(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    plan = commands.plan(desk.unit_of_work(), request_ids=[request.id], now=desk.clock.utc())
    desk.meter(plot)  # a second meter on the plot
    shown = {"request_id": request.id, "seen_version": request.version, "plan_hash": plan.hash}
    start = {**shown, "by": desk.app.operator, "now": desk.clock.utc()}
    assert code_of(commands.start, desk.unit_of_work(), **start) == "plan-changed"
    assert desk.commands(request) == []


@pytest.mark.rule("C8")
def test_a_dry_run_changes_nothing_and_says_what_is_blocked(desk, plot):
    bare = desk.subscriber(desk.client("Берёзка"), meter=False)
    silent = desk.subscriber(desk.client("Вишня"), meter=False)
    desk.meter(silent, driver="")
    requests = [desk.confirmed(RequestKind.DISCONNECT, p) for p in (plot, bare, silent)]
    version, rows = desk.app.queries.data_version(), desk.sql("SELECT count(*) FROM events")
    plan = commands.plan(desk.unit_of_work(), request_ids=[r.id for r in requests], now=desk.clock.utc())
    assert [(line.number, line.plot, line.blocked) for line in plan.lines] == [
        ("2026-000001", "12а", ()),
        ("2026-000002", "12а", ("no-meter",)),
        ("2026-000003", "12а", ("no-driver",)),
    ]
    assert (desk.app.queries.data_version(), desk.sql("SELECT count(*) FROM events")) == (version, rows)
    assert code_of(desk.order, requests[1]) == "plan-blocked"


def test_every_meter_of_a_plot_must_prove_it(desk, plot):
    second = desk.meter(plot)
    desk.world.set_faults(second.serial, Faults(lying=True))
    request = desk.started(RequestKind.DISCONNECT, plot)
    states = sorted(c.state.value for c in desk.commands(request))
    assert states == ["unknown", "verified"]
    assert code_of(desk.complete, request) == "evidence-missing"
    assert desk.app.queries.journal_rows([request.id])[request.id].command == "unknown"


# --- rejecting after sending (R14) ----------------------------------------------------------------------------------


@pytest.mark.rule("R14")
def test_a_rejection_undoes_nothing_and_the_opposite_is_filed_outside_the_quota(desk, plot):
    from app.domain.changes import Subject
    from app.services import requests

    request = desk.reject(desk.started(RequestKind.DISCONNECT, plot))
    assert kinds(desk, plot) == ["disconnect"]
    for _ in range(9):
        desk.file(RequestKind.LIMIT, plot)
    assert code_of(desk.file, RequestKind.LIMIT, plot) == "quota-full"
    changes = requests.file_opposite(
        desk.unit_of_work(), request_id=request.id, by=desk.app.operator, now=desk.clock.utc()
    )
    opposite = desk.request(changes.one(Subject.REQUEST))
    assert (opposite.kind, opposite.status, opposite.opposite_of) == (
        RequestKind.RECONNECT,
        Status.CONFIRMED,
        request.id,
    )
    assert opposite.quota_day is None
    assert requests.quota(desk.unit_of_work(), client_id=plot.client_id, now=desk.clock.utc()).used == 10
    desk.order(opposite)
    desk.work()
    assert kinds(desk, plot) == ["disconnect", "reconnect"]
    assert desk.complete(desk.request(opposite.id)).status is Status.DONE


@pytest.mark.rule("R14")
def test_there_is_no_opposite_of_what_was_never_sent(desk, plot):
    from app.services import requests

    def opposite(request):
        return code_of(
            requests.file_opposite,
            desk.unit_of_work(),
            request_id=request.id,
            by=desk.app.operator,
            now=desk.clock.utc(),
        )

    assert opposite(desk.reject(desk.confirmed(RequestKind.DISCONNECT, plot))) == "nothing-was-sent"
    assert opposite(desk.started(RequestKind.LIMIT, plot)) == "nothing-was-sent"
    check = desk.begin_check(desk.confirmed(RequestKind.REMOTE_CHECK, plot))
    assert opposite(desk.reject(check)) == "no-opposite"


@pytest.mark.rule("R14")
def test_nothing_is_rejected_or_done_while_a_command_is_under_way(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    assert ledger.lease(desk.unit_of_work(), worker="w", now=desk.clock.utc()) is not None
    assert code_of(desk.reject, request) == "command-pending"
    assert code_of(desk.complete, request) == "command-pending"


@pytest.mark.rule("R14")
def test_what_still_waits_in_the_queue_is_called_off_and_never_sent(desk, plot):
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    assert desk.reject(request).status is Status.REJECTED
    desk.work()
    command = last(desk, request)
    assert (command.state.value, command.code, command.sent_at) == ("refused", "dropped", None)
    assert desk.world.log(desk.meters(plot)[0].serial) == ()


@pytest.mark.rule("C3")
@pytest.mark.rule("R12")
def test_a_later_reading_that_contradicts_takes_the_proof_away(desk, plot):
    started = desk.started(RequestKind.DISCONNECT, plot)
    desk.clock.move(minutes=5)
    desk.world.set_faults(desk.meters(plot)[0].serial, Faults(needs_button=True))
    other = desk.confirmed(RequestKind.RECONNECT, plot)
    desk.order(other)
    desk.work()
    assert code_of(desk.complete, started) == "evidence-missing"


@pytest.mark.rule("C1")
def test_another_meter_s_reading_settles_nothing(desk, plot):
    desk.break_meter(plot, lying=True)
    started = desk.started(RequestKind.DISCONNECT, plot)
    desk.break_meter(plot, answers_as="99999999")
    desk.clock.move(minutes=5)
    desk.read_again(started)
    desk.work()
    assert last(desk, started).state.value == "unknown"


# --- commands without a request -------------------------------------------------------------------------------------


@pytest.mark.rule("C5")
def test_a_command_to_one_meter_goes_through_the_same_safeguards(desk):
    client = desk.client()
    guarded = desk.meters(desk.subscriber(client, "87", protected="справка"))[0]
    plot = desk.subscriber(client, "12а")
    meter = desk.meters(plot)[0]

    def order(meter, action, watts=None):
        return commands.order_for_meter(
            desk.unit_of_work(),
            meter_id=meter.id,
            action=action,
            watts=watts,
            by=desk.app.operator,
            now=desk.clock.utc(),
        )

    assert code_of(order, guarded, Action.DISCONNECT) == "protected"
    assert code_of(order, meter, Action.LIMIT) == "watts-missing"
    assert code_of(order, meter, Action.LIMIT, 0) == "watts-not-positive"
    order(meter, Action.LIMIT, 2000)
    assert code_of(order, meter, Action.LIMIT, 2500) == "command-pending-meter"
    desk.work()
    assert limit_at(desk, plot) == 2000
    assert audit.verify(desk.unit_of_work()).intact


@pytest.mark.rule("R14")
def test_a_rejection_that_cannot_file_its_opposite_rejects_nothing(desk):
    request = desk.started(RequestKind.LIFT, desk.subscriber(desk.client()))

    def reject(watts=None):
        return requests.reject(
            desk.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            reason=RejectReason.UNCLEAR,
            opposite=True,
            watts=watts,
            by=desk.app.operator,
            now=desk.clock.utc(),
        )

    assert code_of(reject) == "watts-missing"
    assert desk.request(request.id) == request
    opposite = desk.request(reject(watts=3000).one(Subject.REQUEST))
    assert (desk.request(request.id).status, opposite.status) == (Status.REJECTED, Status.CONFIRMED)
    assert (opposite.opposite_of, opposite.watts) == (request.id, 3000)
