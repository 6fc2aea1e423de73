"""The journal's search: whatever is typed is harmless, and what requests are searched by follows later changes."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from app.domain.kinds import RequestKind
from app.services.ports.views import JournalFilter
from app.store.queries import search
from app.store.queries.search import MOST_CHARACTERS, MOST_WORDS, words_of

FILED = ("filed",)


def found(desk, text):
    return desk.app.queries.journal_count(JournalFilter(statuses=FILED, text=text))


@pytest.fixture
def one(desk):
    """A desk with a request for plot 12а of «Ромашка»; `place` is its subscriber."""
    desk.place = desk.subscriber(desk.client("Ромашка"), "12а")
    desk.file(RequestKind.REMOTE_CHECK, desk.place, text="Ёлка: 100% «искрит» под крышей")
    desk.file(RequestKind.REMOTE_CHECK, desk.subscriber(desk.client("Заря"), "7"), text="нет связи")
    return desk


HARMLESS = (
    "%", "_", '"', "'", "*", "-", "^", "(", ")", "\\", "\0", "\x00\x01", '"""', "%%%", "AND", "OR NOT", "NEAR(", "a*b",
    "search_text:x", "' OR 1=1 --", '" OR "', "«»", "…", "\ud800", "😀😀😀", "x" * 10_000, "% " * 5_000, "ё " * 10_000,
    "\u0300\u0301", "№", "\u202eabc", "{}", "NULL", "[1,2]", "12" * 3_000, 'рома"шка', 'ромашка"*', "рома'шка", "%ромашка%",
)  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS, ids=range(len(HARMLESS)))
def test_whatever_is_typed_finds_nothing_and_breaks_nothing(one, text):
    where = JournalFilter(statuses=FILED, text=text)
    assert found(one, text) == 0
    assert one.app.queries.journal_page(where, first=0, count=50, total=0).rows == ()
    assert list(one.app.queries.journal_stream(where)) == []


@pytest.mark.parametrize(
    "text",
    ["ромашка", "РОМАШКА", "ром", "ро", "омаш", "ёлка", "елка", "ЁЛКА", "«искрит»", "12а", "12A", "12 А ромашка"[0:2] + "а",
     "ромашка - 12а", "ромашка % 12А", "искрит крышей", "2026-000001", "2026-00000", "000001", "1", "100%", "иванов ромашка"],
)  # fmt: skip
def test_what_is_there_is_found_however_it_is_typed(one, text):
    assert found(one, text) == (2 if text == "2026-00000" else 1)


def test_every_word_must_be_found(one):
    assert found(one, "ромашка связи") == 0
    assert found(one, "иванов") == 2


def test_a_longer_text_than_the_bounds_is_cut_not_refused(one):
    assert len(words_of("аб " * 1000)) == MOST_WORDS
    assert found(one, "ромашка " * MOST_WORDS + "небывалое") == 1
    assert found(one, "ромашка" + " " * MOST_CHARACTERS + "небывалое") == 1


def test_more_than_is_gathered_is_walked_to_the_same_answer(one, monkeypatch):
    texts = ("ромашка", "иванов", "ро", "12а", "иванов 12а", "нет связи", "%")
    gathered = [found(one, text) for text in texts]
    monkeypatch.setattr(search, "MOST_FOUND", 0)
    monkeypatch.setattr(search, "_MOST_FOUND_POSTGRES", 0)
    one.app.queries._journal.__init__()
    assert [found(one, text) for text in texts] == gathered
    for text, count in zip(texts, gathered, strict=True):
        where = JournalFilter(statuses=FILED, text=text)
        page = one.app.queries.journal_page(where, first=0, count=50, total=count)
        assert len(page.rows) == count == sum(map(len, one.app.queries.journal_stream(where)))
        for place, row in enumerate(page.rows):
            assert one.app.queries.journal_place(where, row.id) == place


# --- later changes --------------------------------------------------------------------------------------------------


def change(desk, work):
    with desk.unit_of_work() as uow:
        work(uow.clients)
        uow.commit()
    desk.app.queries._journal.__init__()


def test_a_renamed_client_is_found_by_the_new_name_and_not_by_the_old(one):
    change(one, lambda c: c.update_client(replace(c.find_client("Ромашка"), name="Василёк")))
    assert (found(one, "ромашка"), found(one, "василек"), found(one, "заря")) == (0, 1, 1)


def test_a_new_owner_and_a_new_plot_are_found(one):
    change(one, lambda c: c.update_subscriber(replace(c.subscriber(one.place.id), name="Петрова", plot="815/б")))
    assert [found(one, text) for text in ("петрова", "815/Б", "12а", "иванов")] == [1, 1, 0, 1]


def test_a_new_meter_is_found_and_the_old_number_is_not(one):
    meter = one.meters(one.place)[0]
    change(one, lambda c: c.update_meter(replace(c.meter(meter.id), serial="НЕВА-998877", mac="0080E1100099")))
    assert [found(one, text) for text in ("998877", "00:80:e1:10:00:99", meter.serial)] == [1, 1, 0]
    one.meter(one.place, serial="55443322")
    one.app.queries._journal.__init__()
    assert found(one, "55443322") == 1


def test_a_meter_that_is_moved_leaves_its_number_at_the_new_place(one):
    meter = one.meters(one.place)[0]
    other = one.subscriber(one.client("Дальняя"), "900", meter=False)
    one.file(RequestKind.DISCONNECT, other)
    change(one, lambda c: c.update_meters([replace(c.meter(meter.id), subscriber_id=other.id)]))
    assert found(one, f"дальняя {meter.serial}") == 1
    assert found(one, f"ромашка {meter.serial}") == 0


def test_many_changed_at_once_are_all_found(one):
    change(one, lambda c: c.update_subscribers([replace(s, name="Сидоров") for s in c.subscribers_with([1, 2])]))
    assert (found(one, "сидоров"), found(one, "иванов")) == (2, 0)


def test_what_is_not_kept_changes_no_text(one):
    with one.unit_of_work() as uow:
        uow.clients.update_client(replace(uow.clients.find_client("Ромашка"), name="Василёк"))
    assert (found(one, "ромашка"), found(one, "василек")) == (1, 0)


def test_a_change_of_something_else_writes_no_text_anew(one):
    seen = []
    engine = one.app.store._engine
    event.listen(engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    change(one, lambda c: c.update_meter(replace(c.meter(1), limit_w=3000)))
    change(one, lambda c: c.update_client(replace(c.find_client("Заря"), phone="+7 1")))
    assert [s for s in seen if s.startswith("UPDATE requests")] == []
