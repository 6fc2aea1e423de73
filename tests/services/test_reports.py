"""False calls and their price (R13), visits of the day, requests by day with their terms, on the desk's database."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from app.domain.changes import Subject
from app.domain.desk import Role
from app.domain.errors import Refusal
from app.domain.kinds import RejectReason, RequestKind
from app.domain.regulation import Regulations
from app.domain.requests import Completion, Visit
from app.services import reports
from tests.fakes.clock import msk
from tests.fakes.desk import desk_on

VISIT = Visit("Петрова А. И.", "+7 900 111-22-33", date(2026, 2, 25), time(10), time(12))


def set_price(desk, rubles: str, since: date, by=None) -> None:
    reports.set_false_call_price(
        desk.unit_of_work(), rubles=Decimal(rubles), since=since, by=by or desk.app.operator, now=desk.clock.utc()
    )


def regulations(desk) -> Regulations:
    with desk.unit_of_work() as uow:
        return uow.regulations


def price(desk, moment: str) -> Decimal | None:
    return reports.price_at(regulations(desk), msk(moment))


def called_falsely(desk, plot, closed: str):
    check = desk.confirmed(RequestKind.ONSITE_CHECK, plot)
    visit = replace(VISIT, day=max(VISIT.day, desk.app.office.day_of(desk.clock.utc())))
    agreed = desk.agree(check, visit)
    desk.clock.set(closed)
    desk.complete(agreed, Completion(result="Никого нет", false_call=True))
    return agreed


def month(desk, number: int):
    calls = desk.app.queries.false_calls(2026, number, desk.app.office)
    return reports.priced(calls, regulations(desk))


# --- the price --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R13")
def test_without_a_price_the_list_says_so(desk, plot):
    called_falsely(desk, plot, "2026-02-25 15:00")
    (total,) = month(desk, 2)
    assert (total.rubles, total.unpriced, total.calls[0].price) == (Decimal(0), 1, None)


@pytest.mark.rule("R13")
def test_a_visit_costs_what_was_in_force_when_it_was_closed(desk, plot):
    other = desk.subscriber(desk.client("Берёзка-2", form="ДПК"), "4/1")
    set_price(desk, "1500", date(2026, 2, 1))
    set_price(desk, "1800.50", date(2026, 2, 26))
    called_falsely(desk, plot, "2026-02-25 23:59")
    called_falsely(desk, plot, "2026-02-26 00:00")
    called_falsely(desk, other, "2026-02-27 12:00")
    totals = {total.client: (total.rubles, [one.price for one in total.calls]) for total in month(desk, 2)}
    assert totals == {
        "ДПК «Берёзка-2»": (Decimal("1800.50"), [Decimal("1800.50")]),
        "СНТ «Ромашка»": (Decimal("3300.50"), [Decimal(1500), Decimal("1800.50")]),
    }


def test_a_price_holds_from_the_offices_midnight_and_not_before(desk):
    set_price(desk, "1500", date(2026, 3, 1))
    assert price(desk, "2026-02-28 23:59:59") is None
    assert price(desk, "2026-03-01 00:00") == Decimal(1500)


def test_a_corrected_price_of_the_same_day_stands(desk):
    set_price(desk, "15000", date(2026, 3, 1))
    set_price(desk, "1500", date(2026, 3, 1))
    assert price(desk, "2026-03-01 00:00") == Decimal(1500)


def test_an_earlier_price_does_not_take_back_a_later_one(desk):
    set_price(desk, "2000", date(2026, 5, 1))
    set_price(desk, "1500", date(2026, 3, 1))
    assert [price(desk, f"2026-0{m}-02 10:00") for m in (2, 3, 4, 5)] == [
        None,
        Decimal(1500),
        Decimal(1500),
        Decimal(2000),
    ]


def test_a_price_reaches_past_a_change_of_other_figures(desk):
    set_price(desk, "1000", date(2026, 2, 1))
    with desk.unit_of_work() as uow:
        standing = uow.regulations.at(desk.clock.utc())
        uow.reference.add_regulation(
            replace(standing, version=9, quota=12, effective_from=msk("2026-04-01 00:00")),
            now=desk.clock.utc(),
            by=desk.app.operator.id,
        )
        uow.commit()
    set_price(desk, "1500", date(2026, 3, 1))
    assert price(desk, "2026-04-02 10:00") == Decimal(1500)
    assert [regulations(desk).at(msk(f"2026-0{m}-02 10:00")).quota for m in (2, 3, 4)] == [10, 10, 12]


def test_a_new_price_moves_no_other_figure(desk):
    before = regulations(desk).at(desk.clock.utc())
    set_price(desk, "1500", date(2026, 2, 1))
    after = regulations(desk).at(desk.clock.utc())
    assert replace(after, version=1, effective_from=before.effective_from, false_call_kopecks=None) == before


@pytest.mark.parametrize(
    ("rubles", "code"),
    [
        ("0", "price-not-positive"),
        ("-1", "price-not-positive"),
        ("1000000.01", "price-too-high"),
        ("1.005", "price-in-kopecks"),
    ],
)
def test_a_price_that_is_none_is_refused(desk, rubles, code):
    with pytest.raises(Refusal) as refused:
        set_price(desk, rubles, date(2026, 3, 1))
    assert refused.value.code == code
    assert price(desk, "2026-03-02 10:00") is None


def test_only_an_administrator_sets_it(desk):
    with pytest.raises(Refusal) as refused:
        set_price(desk, "1500", date(2026, 3, 1), by=desk.operator(role=Role.DISPATCHER))
    assert refused.value.code == "administrator-only"


def test_who_set_it_is_kept_and_told(desk):
    changes = reports.set_false_call_price(
        desk.unit_of_work(),
        rubles=Decimal("1500.50"),
        since=date(2026, 3, 1),
        by=desk.app.operator,
        now=desk.clock.utc(),
    )
    (version,) = changes.ids(Subject.REGULATION)
    with desk.unit_of_work() as uow:
        (event,) = uow.events.of("regulation", version)
    assert (event.entry.action, event.entry.operator_id) == ("set-price", desk.app.operator.id)
    assert event.entry.data == {"since": "2026-03-01", "kopecks": 150050, "former": None}


# --- visits of the day ------------------------------------------------------------------------------------------------


def test_the_days_list_has_what_a_fitter_needs(desk, plot):
    check = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    (visit,) = desk.app.queries.visits(date(2026, 2, 25))
    assert (visit.number, visit.client, visit.plot) == (check.number, "СНТ «Ромашка»", "12а")
    assert (visit.street, visit.subscriber, visit.phone) == (
        "ул. Садовая, 4",
        "Иванов Иван Иванович",
        "+7 900 000-00-00",
    )
    assert (visit.agreed_with, visit.agreed_phone) == ("Петрова А. И.", "+7 900 111-22-33")
    assert (visit.since, visit.until, visit.text) == (time(10), time(12), "Счётчик не показывает")
    assert visit.meters == tuple(meter.serial for meter in desk.meters(plot))
    assert desk.app.queries.visits(date(2026, 2, 24)) == []


def test_a_visit_agreed_anew_stands_on_its_new_day_only(desk, plot):
    check = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    desk.agree(check, replace(VISIT, day=date(2026, 2, 27)))
    assert [len(desk.app.queries.visits(date(2026, 2, day))) for day in (25, 26, 27)] == [0, 0, 1]


def test_a_rejected_visit_is_nobodys_way_and_a_done_one_stays(desk, plot):
    off = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    desk.reject(off, RejectReason.OTHER, words="передумали")
    done = desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, plot), VISIT)
    desk.complete(done, Completion(result="Исправен"))
    (visit,) = desk.app.queries.visits(date(2026, 2, 25))
    assert (visit.number, visit.status, visit.result) == (done.number, "done", "Исправен")


def test_visits_go_by_client_and_hour(desk, plot):
    berezka = desk.subscriber(desk.client("Берёзка-2", form="ДПК"), "4/1")
    for subscriber, since in ((plot, time(14)), (berezka, time(9)), (plot, time(9))):
        desk.agree(desk.confirmed(RequestKind.ONSITE_CHECK, subscriber), replace(VISIT, since=since, until=time(18)))
    listed = [(visit.plot, visit.since) for visit in desk.app.queries.visits(VISIT.day)]
    assert listed == [("4/1", time(9)), ("12а", time(9)), ("12а", time(14))]


# --- load and terms by day --------------------------------------------------------------------------------------------


def load(desk, since: date, until: date, client_id: int | None = None):
    found = desk.app.queries.load(since, until, client_id=client_id, now=desk.clock.utc())
    return [(one.day.day, one.kind, one.filed, one.judged, one.in_term) for one in found]


def test_requests_are_counted_by_the_offices_day_and_by_kind(desk, plot):
    for at in ("2026-02-19 23:59", "2026-02-20 00:00", "2026-02-20 02:59", "2026-02-20 23:59"):
        desk.confirm(desk.file(RequestKind.DISCONNECT, plot, at=at))
    desk.confirm(desk.file(RequestKind.LIMIT, plot, at="2026-02-20 23:59:30"))
    desk.file(RequestKind.LIMIT, plot)  # never confirmed: no work of ours
    assert [row[:3] for row in load(desk, date(2026, 2, 19), date(2026, 2, 20))] == [
        (19, RequestKind.DISCONNECT, 1),
        (20, RequestKind.LIMIT, 1),
        (20, RequestKind.DISCONNECT, 3),
    ]
    assert [row[:3] for row in load(desk, date(2026, 2, 20), date(2026, 2, 20))] == [
        (20, RequestKind.LIMIT, 1),
        (20, RequestKind.DISCONNECT, 3),
    ]


def test_terms_are_judged_once_met_missed_or_passed(desk, plot):
    day = date(2026, 2, 20)
    kept = desk.confirmed(RequestKind.REMOTE_CHECK, plot)
    missed = desk.confirmed(RequestKind.REMOTE_CHECK, plot)
    desk.confirmed(RequestKind.REMOTE_CHECK, plot)
    assert load(desk, day, day) == [(20, RequestKind.REMOTE_CHECK, 3, 0, 0)]
    desk.begin_check(kept)
    assert load(desk, day, day) == [(20, RequestKind.REMOTE_CHECK, 3, 1, 1)]
    desk.clock.set("2026-02-20 18:00")  # two start deadlines pass
    assert load(desk, day, day) == [(20, RequestKind.REMOTE_CHECK, 3, 3, 1)]
    desk.complete(desk.begin_check(missed), Completion(result="Исправен"))  # done in time, but begun late
    assert load(desk, day, day) == [(20, RequestKind.REMOTE_CHECK, 3, 3, 1)]


def test_one_clients_load_is_its_own(desk, plot):
    other = desk.subscriber(desk.client("Берёзка-2", form="ДПК"), "4/1")
    desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.confirmed(RequestKind.RECONNECT, other)
    day = date(2026, 2, 20)
    assert [row[1] for row in load(desk, day, day, other.client_id)] == [RequestKind.RECONNECT]


def test_days_on_which_the_clocks_change_keep_their_hours():
    from zoneinfo import ZoneInfo

    from app.domain.times import Office
    from app.store.queries.reports import _spans_of_one_offset

    berlin = Office(ZoneInfo("Europe/Berlin"))
    spans = list(_spans_of_one_offset(date(2026, 3, 1), date(2026, 10, 31), berlin))
    assert spans == [
        (date(2026, 3, 1), date(2026, 3, 28)),
        (date(2026, 3, 29), date(2026, 3, 29)),
        (date(2026, 3, 30), date(2026, 10, 24)),
        (date(2026, 10, 25), date(2026, 10, 25)),
        (date(2026, 10, 26), date(2026, 10, 31)),
    ]
    days = [first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)]
    assert days == [date(2026, 3, 1) + timedelta(days=n) for n in range(245)]


@pytest.mark.parametrize(
    ("index", "ask"),
    [
        ("ix_requests_false_calls", lambda queries, office: queries.false_calls(2026, 2, office)),
        ("ix_requests_visit_day", lambda queries, office: queries.visits(date(2026, 2, 25))),
        (
            "ix_requests_filed_order",
            lambda queries, office: queries.load(
                date(2026, 2, 1), date(2026, 2, 28), client_id=None, now=msk("2026-02-20 11:00")
            ),
        ),
    ],
)
def test_a_report_reads_only_its_own_rows(tmp_path, clock, index, ask):
    from sqlalchemy import event

    with desk_on("sqlite", tmp_path, clock) as desk:
        engine = desk.app.store._engine
        asked: list[tuple[str, object]] = []
        event.listen(engine, "before_cursor_execute", lambda _c, _cur, words, values, *_: asked.append((words, values)))
        ask(desk.app.queries, desk.app.office)
        words, values = next(one for one in asked if one[0].startswith("SELECT"))
        with engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
    assert any(index in str(line) for line in plan), plan
