"""`pultctl` as people and other programs call it: words in, JSON or sentences out, exit codes as promised."""

import json
import signal
import subprocess
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.simulator import World
from tests.fakes.pultctl import ROOT, Desk

METER_OF_PLOT_7 = "77000007"


def file_and_confirm(desk: Desk, kind: str, plot: str, *more: str) -> str:
    filed = desk.ok("request", "file", "--client", "ромашка", "--plot", plot, "--kind", kind, "--caller", "Ким", *more)
    assert filed["status"] == "filed"
    desk.ok("request", "confirm", filed["number"], "--how", "message")
    return str(filed["number"])


@pytest.mark.rule("R9")
def test_explain_answers_for_a_working_saturday_without_any_database(nowhere: Desk) -> None:
    answer = nowhere.run("explain", "limit", "--confirmed", "2025-11-01T11:59:00+03:00", "--json", database=False)

    assert answer.code == 0
    assert answer.data["start_due"] == "2025-11-01T18:00:00+03:00"
    assert answer.data["completion_due"] is None
    assert answer.data["rules"] == ["R9"]
    assert answer.data["calendar"] == "official"
    assert any("working Saturday" in step for step in answer.data["steps"])


@pytest.mark.rule("R11")
@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("disconnect", "--started", "2026-03-06T17:00"), "2026-03-08T17:00:00+03:00"),
        (("remote-check", "--started", "2026-03-06T17:00"), "2026-03-09T00:00:00+03:00"),
        (("on-site-check", "--agreed", "2026-03-10"), "2026-03-11T00:00:00+03:00"),
    ],
)
def test_explain_gives_the_completion_deadline_of_each_sort_in_the_offices_time(
    nowhere: Desk, words: tuple[str, ...], due: str
) -> None:
    answer = nowhere.run("explain", *words, "--confirmed", "2026-03-06T09:00", "--json", database=False)

    assert answer.data["completion_due"] == due
    assert answer.data["rules"] == ["R9", "R11"]


@pytest.mark.rule("V2")
@pytest.mark.rule("V3")
def test_gates_close_by_khabarovsk_time_without_any_database(nowhere: Desk) -> None:
    hourly = nowhere.run("gate", "hourly", "2026-03-09", "--json", database=False).data
    monthly = nowhere.run("gate", "monthly", "2026-12", "--json", database=False).data

    assert datetime.fromisoformat(hourly["closes_at"]) == datetime(2026, 3, 7, 23, tzinfo=UTC)
    assert (hourly["rule"], hourly["khabarovsk"]) == ("V2", "2026-03-08T09:00:00+10:00")
    assert datetime.fromisoformat(monthly["closes_at"]) == datetime(2026, 11, 16, 14, tzinfo=UTC)
    assert monthly["rule"] == "V3"


def test_the_calendar_shows_only_weekdays_as_days_off_and_an_import_changes_what_explain_says(pult: Desk) -> None:
    shown = pult.ok("calendar", "show", "2026")
    assert shown["status"] == "official"
    assert "2026-03-09" in shown["days_off"]
    assert "2026-03-08" not in shown["days_off"]  # a Sunday

    file = pult.folder / "2026.xml"
    days = "".join(f'<day d="01.{n:02d}" t="1"/>' for n in range(1, 12))
    file.write_text(f'<calendar year="2026" country="ru"><days>{days}</days></calendar>', encoding="utf-8")
    seen = pult.ok("calendar", "import", str(file))
    assert not seen["applied"]
    assert "2026-03-09" in seen["becomes_working"]
    assert pult.ok("calendar", "show", "2026") == shown

    assert pult.ok("calendar", "import", str(file), "--apply")["applied"]
    explained = pult.ok("explain", "limit", "--confirmed", "2026-03-06T13:00")
    assert explained["start_due"] == "2026-03-09T18:00:00+03:00"


@pytest.mark.rule("C8")
@pytest.mark.rule("R12")
def test_a_request_goes_from_red_to_green_by_words_alone(pult: Desk) -> None:
    number = file_and_confirm(pult, "limit", "7", "--watts", "1500")

    plan = pult.ok("request", "start", number)
    assert (plan["started"], plan["lines"][0]["meter"]) == (False, METER_OF_PLOT_7)
    assert pult.ok("request", "show", number)["status"] == "confirmed"  # the dry run did nothing
    assert pult.refused("request", "start", number, "--plan", "0000000000000000") == "plan-changed"

    sent = pult.ok("request", "start", number, "--plan", plan["plan"], "--wait")
    assert sent["status"] == "in-progress"
    assert sent["commands"][0]["outcome"] == "verified"
    with World(pult.world) as world:
        assert [c.args for c in world.log(METER_OF_PLOT_7)] == [{"watts": 1500}]

    assert pult.ok("request", "done", number)["status"] == "done"
    (row,) = pult.ok("request", "list", "--status", "done")
    assert row["number"] == number
    assert {"kind", "client", "plot", "filed_at", "confirmed_at", "start_due", "completion_due", "overdue"} <= set(row)
    assert (row["client"], row["plot"], row["overdue"]) == ("СНТ «Ромашка»", "7", False)
    assert pult.ok("audit", "verify")["intact"]


def test_the_same_by_processes_ends_with_their_exit_codes(pult: Desk) -> None:
    words = ("request", "file", "--client", "Ромашка", "--plot", "21", "--kind", "disconnect")
    refused = pult.run(*words, "--json")
    assert (refused.code, refused.data["refused"]) == (1, "caller-missing")
    assert pult.run(*words, "--caller", "Ким").code == 0
    assert pult.run("request", "list", "--json").data[0]["status"] == "filed"
    assert pult.run("request", "file").code == 2


@pytest.mark.rule("R15")
def test_wrong_changes_are_refused_with_their_reason(pult: Desk) -> None:
    number = file_and_confirm(pult, "disconnect", "8")

    assert pult.refused("request", "done", number) == "wrong-status"  # done from confirmed
    plan = pult.ok("request", "start", number)["plan"]
    pult.ok("request", "start", number, "--plan", plan, "--wait")
    assert pult.refused("request", "start", number, "--plan", plan) == "wrong-status"  # a second start
    pult.ok("request", "done", number)
    assert pult.refused("request", "reject", number, "--reason", "withdrawn") == "wrong-status"  # reject of a done one
    assert pult.refused("request", "show", "2026-999999") == "request-unknown"
    assert pult.refused("request", "show", "nonsense") == "number-form"


@pytest.mark.rule("R5")
def test_three_watts_are_asked_about_and_a_similar_open_request_is_warned_of(pult: Desk) -> None:
    words = [
        "request",
        "file",
        "--client",
        "Ромашка",
        "--plot",
        "9",
        "--kind",
        "limit",
        "--watts",
        "3",
        "--caller",
        "Ким",
    ]

    assert pult.refused(*words) == "watts-doubted"
    first = pult.ok(*words, "--yes-watts")["number"]
    second = pult.call(*words, "--yes-watts", "--json")
    assert second.data["similar"] == [{"number": first, "contradicts": False}]
    assert first in second.err


@pytest.mark.rule("R10")
def test_checks_begin_by_word_and_by_an_agreed_day(pult: Desk) -> None:
    remote = file_and_confirm(pult, "remote-check", "10", "--text", "нет связи")
    onsite = file_and_confirm(pult, "on-site-check", "11", "--text", "не горит")

    assert pult.ok("request", "start", remote)["status"] == "in-progress"
    assert pult.refused("request", "start", onsite) == "visit-missing"
    day = f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}"
    begun = pult.ok("request", "start", onsite, "--agree", day, "--with", "Ким", "--phone", "+7 900 0000000")
    assert begun["status"] == "in-progress"
    assert pult.refused("request", "done", remote) == "result-missing"
    assert pult.ok("request", "done", onsite, "--result", "всё цело", "--false-call")["status"] == "done"


@pytest.mark.rule("C1")
def test_a_meter_that_lies_ends_as_unknown_and_one_that_refuses_as_refused(pult: Desk) -> None:
    pult.break_meter("77000012", "lying")
    pult.break_meter("77000013", "refusing=5")

    lying = pult.call("meter", "disconnect", "77000012", "--json")
    refusing = pult.call("meter", "disconnect", "77000013", "--json")

    assert (lying.code, lying.data["outcome"], lying.data["attempts"]) == (3, "unknown", 1)
    assert "relay=connected" in lying.data["evidence"]
    assert (refusing.code, refusing.data["outcome"], refusing.data["code"]) == (1, "refused", "5")
    assert pult.ok("meter", "read", "77000012")["state"]["relay"] == "connected"


def test_a_meter_is_limited_lifted_and_planned_without_a_request(pult: Desk) -> None:
    assert pult.ok("meter", "limit", "77000014", "--watts", "700")["state"]["limit_w"] == 700
    plan = pult.ok("meter", "plan", "77000014", "--action", "lift")
    assert (plan["plot"], plan["last_state"]["limit_w"], plan["blocked"]) == ("14", 700, [])
    assert pult.ok("meter", "lift", "77000014")["state"]["limit_w"] is None
    assert pult.refused("meter", "read", "12345") == "meter-unknown"


def test_a_worker_carries_out_what_waits_and_ends_cleanly_when_told_to(pult: Desk) -> None:
    number = file_and_confirm(pult, "disconnect", "15")
    plan = pult.ok("request", "start", number)["plan"]
    assert pult.ok("request", "start", number, "--plan", plan)["status"] == "confirmed"  # stored, not yet sent
    pult.run("worker", "--once")
    assert pult.ok("request", "show", number)["commands"][0]["outcome"] == "verified"

    worker = subprocess.Popen(
        pult.command("worker"), cwd=ROOT, env=pult.environment(), stderr=subprocess.PIPE, text=True
    )
    wait_for_the_words(worker, "began")
    worker.send_signal(signal.SIGTERM)
    said = ended(worker)
    assert worker.returncode == 0, said
    assert "ended" in said
    assert (pult.folder / "home" / "state" / "pult" / "log" / "worker.log").read_text("utf-8").count("began") == 1


def test_a_worker_does_not_outlive_a_console_that_was_killed(pult: Desk) -> None:
    worker = subprocess.Popen(
        pult.command("worker", "--until-input-ends"),
        cwd=ROOT,
        env=pult.environment(),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_the_words(worker, "began")
    assert worker.stdin is not None
    worker.stdin.close()  # what the system does to the pipe of a process that is gone
    worker.stdin = None
    assert "ended" in ended(worker)
    assert worker.returncode == 0


def ended(worker: subprocess.Popen[str]) -> str:
    """What it said to its end; one that does not end is killed, and that is a failure."""
    try:
        return worker.communicate(timeout=20)[1]
    finally:
        worker.kill()
        worker.wait()


def wait_for_the_words(worker: subprocess.Popen[str], words: str) -> None:
    assert worker.stderr is not None
    for line in worker.stderr:
        if words in line:
            return
    raise AssertionError("the worker ended before")


@pytest.mark.rule("C2")
def test_a_worker_killed_while_sending_leaves_unknown_and_nothing_is_sent_twice(pult: Desk) -> None:
    number = file_and_confirm(pult, "disconnect", "16")
    plan = pult.ok("request", "start", number)["plan"]
    pult.ok("request", "start", number, "--plan", plan)
    pult.break_meter("77000016", "slow=3")  # it obeys at once and answers late: the kill falls between the two
    worker = subprocess.Popen(pult.command("worker"), cwd=ROOT, env=pult.environment(), stderr=subprocess.DEVNULL)
    give_up = time.monotonic() + 30
    with World(pult.world) as world:
        while not world.log("77000016") and time.monotonic() < give_up:
            with suppress(subprocess.TimeoutExpired):
                worker.wait(0.05)
    worker.kill()
    worker.wait(timeout=20)
    pult.break_meter("77000016", "")

    pult.run("worker", "--once")
    card = pult.ok("request", "show", number)
    assert card["status"] == "in-progress"
    assert (card["commands"][0]["outcome"], card["commands"][0]["code"]) == ("unknown", "worker-lost")
    assert pult.ok("request", "read", number, "--wait")["commands"][0]["outcome"] == "verified"
    assert pult.ok("request", "show", number)["commands"][0]["outcome"] == "verified"
    with World(pult.world) as world:
        assert len(world.log("77000016")) == 1


def test_operators_are_added_listed_and_locked(pult: Desk) -> None:
    pult.ok("operator", "add", "kim", "--name", "Ким О. П.", "--role", "viewer")
    assert pult.refused("operator", "add", "kim") == "operator-exists"
    assert {o["login"] for o in pult.ok("operator", "list")} >= {"kim"}
    assert pult.refused("operator", "list", "--as", "nobody") == "operator-unknown"
    words = [
        "request",
        "file",
        "--client",
        "Ромашка",
        "--plot",
        "1",
        "--kind",
        "lift",
        "--caller",
        "Ким",
        "--as",
        "kim",
    ]
    assert pult.refused(*words) == "operator-may-not"
    pult.ok("operator", "lock", "kim")
    assert pult.refused("operator", "list", "--as", "kim") == "operator-locked"


def test_answers_are_in_russian_or_english_as_asked(nowhere: Desk) -> None:
    words = ["explain", "limit", "--confirmed", "2025-11-01T11:59:00+03:00"]
    assert "Начать до" in nowhere.call(*words, "--lang", "ru", database=False).out
    assert "Start by" in nowhere.call(*words, "--lang", "en", database=False).out
    assert "Начать до" in nowhere.run(*words, database=False, LANG="ru_RU.UTF-8").out
    assert "Заявки" in nowhere.run("--help", database=False, LANG="ru_RU.UTF-8").out


@pytest.mark.parametrize(
    "words",
    [
        "frobnicate",
        "explain",
        "explain registration --confirmed 2026-01-12",
        "explain limit --confirmed yesterday",
        "explain limit --confirmed 2026-01-12T09:00 --started 2026-01-11T09:00",
        "explain limit --confirmed 0001-01-01T00:00",
        "gate hourly 2026-02-30",
        "gate monthly 2026-13",
        "calendar show 12",
        "request confirm 2026-000001 --how cabinet",
        "request list --nope",
        "meter limit 77000001",
    ],
)
def test_wrong_usage_ends_with_2_and_says_where_to_read_more(nowhere: Desk, words: str) -> None:
    answer = nowhere.call(*words.split(), database=False)
    assert (answer.code, answer.out) == (2, "")
    assert "Help: pultctl" in answer.err


def test_rules_name_their_tests_in_a_checkout(nowhere: Desk) -> None:
    answer = nowhere.run("rules", "--json", database=False)
    found = {entry["rule"]: entry["tests"] for entry in json.loads(answer.out)}
    assert f"tests/e2e/{Path(__file__).name}::test_a_request_goes_from_red_to_green_by_words_alone" in found["C8"]
    assert len(found) == 66


def test_a_truncated_chain_shows_by_the_head_that_was_kept(pult: Desk) -> None:
    head = pult.ok("audit", "head")["head"]
    assert pult.ok("audit", "verify", "--head", head)["intact"]
    answer = pult.call("audit", "verify", "--head", "f" * 64, "--json")
    assert (answer.code, answer.data["intact"]) == (1, False)
    assert answer.data["first_break"] == answer.data["rows"] + 1
