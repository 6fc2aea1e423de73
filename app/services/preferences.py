"""What an operator arranged for themselves: the journal's columns and the saved filters. Kept as JSON, read with care.

What is stored may come from an older or a newer program, or from a hand: whatever cannot be understood is left out,
never an error. Saving makes no event: it is nobody's business but the operator's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.changes import Changes
from app.domain.desk import Operator
from app.domain.errors import Refusal
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

JOURNAL_COLUMNS: Final = "journal.columns"
JOURNAL_FILTERS: Final = "journal.filters"
_KEYS: Final = frozenset({JOURNAL_COLUMNS, JOURNAL_FILTERS})
MOST_FILTERS: Final = 30
LONGEST_NAME: Final = 40
NARROWEST, WIDEST = 2.0, 200.0
"""Widths in average characters of the list's bold font."""


@dataclass(frozen=True, slots=True)
class ColumnsChoice:
    """The order, which of them are shown, and the widths set by hand, in average characters of the bold font.

    A column that `order` does not name is new since it was saved: it stands and shows as it usually does.
    """

    order: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A named choice; what `choice` means is the journal's."""

    name: str
    choice: Mapping[str, object]


def read_columns(kept: Mapping[str, object] | None, known: Sequence[str]) -> ColumnsChoice | None:
    """What was saved of the `known` columns; None where nothing sound was."""
    if kept is None:
        return None
    order, shown, widths = kept.get("order"), kept.get("shown"), kept.get("widths", {})
    if not isinstance(order, list) or not isinstance(shown, list):
        return None
    ordered = tuple(dict.fromkeys(key for key in order if key in known))
    if not ordered:
        return None
    sound = widths.items() if isinstance(widths, dict) else ()
    return ColumnsChoice(
        ordered,
        tuple(key for key in ordered if key in shown),
        {str(key): float(wide) for key, wide in sound if key in known and _is_width(wide)},
    )


def columns_value(choice: ColumnsChoice) -> Mapping[str, object]:
    """As JSON."""
    return {"order": list(choice.order), "shown": list(choice.shown), "widths": dict(choice.widths)}


def read_filters(kept: Mapping[str, object] | None) -> tuple[SavedFilter, ...]:
    """The saved filters that can be understood, in their order."""
    items = (kept or {}).get("filters")
    found: dict[str, SavedFilter] = {}
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        name, choice = item.get("name"), item.get("choice")
        if isinstance(name, str) and name.strip() and isinstance(choice, dict):
            found.setdefault(name.strip().casefold(), SavedFilter(name.strip()[:LONGEST_NAME], choice))
    return tuple(found.values())[:MOST_FILTERS]


def filters_value(saved: Sequence[SavedFilter]) -> Mapping[str, object]:
    """As JSON."""
    return {"filters": [{"name": one.name, "choice": dict(one.choice)} for one in saved]}


def with_filter(saved: Sequence[SavedFilter], new: SavedFilter, *, instead: bool = False) -> tuple[SavedFilter, ...]:
    """One more; with `instead` it replaces the one of that name in its place.

    Raises:
        Refusal: saved-filter-nameless, saved-filter-exists, saved-filters-full.
    """
    new = replace(new, name=_sound_name(new.name))
    names = [one.name.casefold() for one in saved]
    if new.name.casefold() in names:
        if not instead:
            raise Refusal("saved-filter-exists", name=new.name)
        at = names.index(new.name.casefold())
        return (*saved[:at], new, *saved[at + 1 :])
    if len(saved) >= MOST_FILTERS:
        raise Refusal("saved-filters-full", n=MOST_FILTERS)
    return (*saved, new)


def renamed(saved: Sequence[SavedFilter], at: int, name: str) -> tuple[SavedFilter, ...]:
    """The same with another name for the one at `at`.

    Raises:
        Refusal: saved-filter-nameless, saved-filter-exists.
    """
    name = _sound_name(name)
    if any(one.name.casefold() == name.casefold() for place, one in enumerate(saved) if place != at):
        raise Refusal("saved-filter-exists", name=name)
    return tuple(replace(one, name=name) if place == at else one for place, one in enumerate(saved))


@transaction
def keep(uow: UnitOfWork, *, key: str, value: Mapping[str, object], by: Operator) -> Changes:
    """Keep what `by` arranged under `key`; touches nothing that others see.

    Raises:
        Refusal: operator-locked, operator-unknown.
    """
    if key not in _KEYS:
        raise ValueError(key)
    with uow:
        if uow.operators.get(by.id).locked:
            raise Refusal("operator-locked", login=by.login)
        if uow.preferences.get(by.id, key) != value:
            uow.preferences.put(by.id, key, value)
            return uow.commit()
    return Changes()


def _sound_name(name: str) -> str:
    words = " ".join(name.split())[:LONGEST_NAME].strip()
    if not words:
        raise Refusal("saved-filter-nameless")
    return words


def _is_width(wide: object) -> bool:
    return isinstance(wide, int | float) and not isinstance(wide, bool) and NARROWEST <= wide <= WIDEST
