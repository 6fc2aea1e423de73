"""The chain of events: any change, insertion, deletion or swap shows; a truncation by the head kept elsewhere."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.audit import GENESIS, ChainedEvent, EventEntry, event_hash, verify_chain

TEXTS = st.text(max_size=8)
DATA = st.dictionaries(TEXTS, st.none() | st.booleans() | st.integers() | TEXTS, max_size=3)
ENTRIES = st.builds(
    EventEntry,
    at=st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01"), timezones=st.just(UTC)),
    operator_id=st.none() | st.integers(1, 9),
    console=TEXTS,
    subject=TEXTS,
    subject_id=st.integers(1, 99),
    action=TEXTS,
    from_state=TEXTS,
    to_state=TEXTS,
    why=TEXTS,
    data=DATA,
)
ENTRY_LISTS = st.lists(ENTRIES, min_size=2, max_size=5)


def chained(entries):
    previous, rows = GENESIS, []
    for seq, entry in enumerate(entries, 1):
        digest = event_hash(seq, entry, previous)
        rows.append(ChainedEvent(seq, entry, previous, digest))
        previous = digest
    return rows


@pytest.mark.rule("R15")
@given(ENTRY_LISTS)
def test_a_whole_chain_holds_whatever_its_moments(entries):
    rows = chained(entries)
    report = verify_chain(rows, expected_head=rows[-1].hash)
    assert (report.intact, report.rows, report.head) == (True, len(rows), rows[-1].hash)


def test_an_empty_chain_holds_until_a_head_is_expected():
    assert verify_chain([]).intact
    assert verify_chain([], expected_head=GENESIS).intact
    assert verify_chain([], expected_head="a" * 64).first_break == 1


@pytest.mark.rule("R15")
@given(ENTRY_LISTS, st.data())
def test_any_change_of_any_field_shows_at_its_row(entries, data):
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from([f.name for f in fields(EventEntry)]))
    other = data.draw(ENTRIES)
    changed = replace(rows[place].entry, **{name: getattr(other, name)})
    assume(changed != rows[place].entry)
    rows[place] = replace(rows[place], entry=changed)
    assert verify_chain(rows).first_break == place + 1


@pytest.mark.rule("R15")
@pytest.mark.parametrize("name", [f.name for f in fields(EventEntry)])
def test_the_hash_covers_every_field(name):
    entry = EventEntry(datetime(2026, 2, 20, tzinfo=UTC), 1, "desk-1", "request", 1, "file", "a", "b", "c", {"w": 1})
    other = EventEntry(datetime(2026, 2, 21, tzinfo=UTC), 2, "desk-2", "meter", 2, "start", "d", "e", "f", {"w": 2})
    changed = replace(entry, **{name: getattr(other, name)})
    assert event_hash(1, changed, GENESIS) != event_hash(1, entry, GENESIS)
    assert event_hash(2, entry, GENESIS) != event_hash(1, entry, GENESIS) != event_hash(1, entry, "1" * 64)


@pytest.mark.rule("R15")
@given(ENTRY_LISTS, st.data())
def test_a_change_whose_hash_was_made_anew_shows_at_the_next_row(entries, data):
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows) - 2))
    changed = replace(rows[place].entry, why=rows[place].entry.why + "!")
    rows[place] = replace(rows[place], entry=changed, hash=event_hash(place + 1, changed, rows[place].previous))
    assert verify_chain(rows).first_break == place + 2


@pytest.mark.rule("R15")
@given(ENTRY_LISTS, st.data())
def test_a_deleted_row_shows(entries, data):
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows) - 2))
    assert not verify_chain(rows[:place] + rows[place + 1 :]).intact


@pytest.mark.rule("R15")
@given(ENTRY_LISTS, ENTRIES, st.data())
def test_an_inserted_row_shows(entries, new, data):
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows) - 1))
    previous = rows[place].previous
    forged = ChainedEvent(place + 1, new, previous, event_hash(place + 1, new, previous))
    assert not verify_chain([*rows[:place], forged, *rows[place:]]).intact


@pytest.mark.rule("R15")
@given(ENTRY_LISTS, st.data())
def test_two_swapped_rows_show(entries, data):
    rows = chained(entries)
    one, other = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=2, max_size=2)))
    rows[one], rows[other] = rows[other], rows[one]
    assert verify_chain(rows).first_break is not None


@pytest.mark.rule("R15")
@given(ENTRY_LISTS, st.data())
def test_a_truncation_shows_by_the_head_that_was_kept(entries, data):
    rows = chained(entries)
    head = rows[-1].hash
    left = rows[: data.draw(st.integers(0, len(rows) - 1))]
    assert verify_chain(left).intact  # this is why a head is kept off the machine
    assert verify_chain(left, expected_head=head).first_break == len(left) + 1
    assert verify_chain(rows, expected_head=rows[0].hash).intact  # an older head still holds after more work


def test_the_zone_in_which_a_moment_is_given_does_not_matter():
    entry = EventEntry(datetime(2026, 2, 20, 8, tzinfo=UTC), 1, "desk-1", "request", 1, "file")
    from zoneinfo import ZoneInfo

    moscow = replace(entry, at=entry.at.astimezone(ZoneInfo("Europe/Moscow")))
    assert event_hash(1, entry, GENESIS) == event_hash(1, moscow, GENESIS)
    later = replace(entry, at=entry.at + timedelta(microseconds=1))
    assert event_hash(1, entry, GENESIS) != event_hash(1, later, GENESIS)
