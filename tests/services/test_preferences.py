"""What an operator arranges is theirs alone, survives a restart, and nothing unsound in it breaks anything."""

from collections.abc import Mapping

import pytest

from app.domain.desk import Operator, Role
from app.domain.errors import Refusal
from app.services import operators, preferences
from app.services.preferences import (
    JOURNAL_COLUMNS,
    MOST_FILTERS,
    ColumnsChoice,
    SavedFilter,
    columns_value,
    filters_value,
    read_columns,
    read_filters,
    renamed,
    with_filter,
)

KNOWN = ("status", "number", "client", "watts")


def keep(desk, value: Mapping[str, object], by: Operator | None = None):
    return preferences.keep(desk.unit_of_work(), key=JOURNAL_COLUMNS, value=value, by=by or desk.app.operator)


def test_what_was_kept_is_read_again_and_the_last_one_wins(desk):
    keep(desk, columns_value(ColumnsChoice(("client",), ("client",))))
    keep(desk, columns_value(ColumnsChoice(("number", "client"), ("number",), {"client": 21.5})))
    kept = desk.app.queries.preferences(desk.app.operator.id)
    assert read_columns(kept[JOURNAL_COLUMNS], KNOWN) == ColumnsChoice(
        ("number", "client"), ("number",), {"client": 21.5}
    )


def test_each_operator_has_their_own(desk):
    keep(desk, columns_value(ColumnsChoice(("client",), ("client",))))
    assert desk.app.queries.preferences(desk.app.operator.id + 1) == {}


def test_keeping_says_nothing_to_others_and_makes_no_event(desk):
    _seq, before = desk.app.queries.changes_since(0)
    assert keep(desk, {"order": [], "shown": []}).touched == ()
    assert desk.app.queries.changes_since(0)[1] == before


def test_a_locked_operator_keeps_nothing(desk):
    operators.add(
        desk.unit_of_work(),
        login="boris",
        name="Борис",
        role=Role.DISPATCHER,
        by=desk.app.operator,
        now=desk.clock.utc(),
    )
    with desk.unit_of_work() as uow:
        boris = uow.operators.by_login("boris")
        uow.operators.lock(boris.id)
        uow.commit()
    with pytest.raises(Refusal, match="operator-locked"):
        keep(desk, {}, by=boris)


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"order": "client", "shown": []},
        {"order": ["unheard-of"], "shown": ["unheard-of"]},
        {"order": None, "shown": None},
    ],
)
def test_unsound_columns_fall_back(kept):
    assert read_columns(kept, KNOWN) is None


def test_unknown_columns_and_impossible_widths_are_left_out():
    kept = {
        "order": ["client", "gone", "number", "client"],
        "shown": ["gone", "client"],
        "widths": {"client": -3, "number": 12, "gone": 8, "watts": "wide", "status": True},
    }
    assert read_columns(kept, KNOWN) == ColumnsChoice(("client", "number"), ("client",), {"number": 12.0})


def test_filters_that_cannot_be_understood_are_left_out():
    kept = {
        "filters": [
            7,
            {"name": " ", "choice": {}},
            {"name": "Мои", "choice": {"quick": "all"}},
            {"name": "мои", "choice": {}},
        ]
    }
    assert read_filters(kept) == (SavedFilter("Мои", {"quick": "all"}),)
    assert read_filters({"filters": "x"}) == read_filters(None) == ()


def test_saved_filters_come_back_in_their_order():
    saved = (SavedFilter("Б", {"text": "1"}), SavedFilter("А", {}))
    assert read_filters(filters_value(saved)) == saved


def test_a_name_is_taken_once_whatever_its_case():
    saved = with_filter((), SavedFilter("  Мои   открытые ", {}))
    assert saved[0].name == "Мои открытые"
    with pytest.raises(Refusal, match="saved-filter-exists"):
        with_filter(saved, SavedFilter("мои ОТКРЫТЫЕ", {"text": "1"}))
    assert with_filter(saved, SavedFilter("Мои открытые", {"text": "1"}), instead=True)[0].choice == {"text": "1"}


def test_a_name_is_not_blank_and_there_is_an_end():
    with pytest.raises(Refusal, match="saved-filter-nameless"):
        with_filter((), SavedFilter(" \n", {}))
    full = tuple(SavedFilter(str(n), {}) for n in range(MOST_FILTERS))
    with pytest.raises(Refusal, match="saved-filters-full"):
        with_filter(full, SavedFilter("ещё", {}))


def test_renaming_keeps_place_and_choice():
    saved = (SavedFilter("А", {"text": "1"}), SavedFilter("Б", {}))
    assert renamed(saved, 0, "В") == (SavedFilter("В", {"text": "1"}), saved[1])
    assert renamed(saved, 0, "а")[0].name == "а"
    with pytest.raises(Refusal, match="saved-filter-exists"):
        renamed(saved, 0, "б")
