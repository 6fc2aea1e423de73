"""Which rows are chosen, as ranges of places: a million chosen rows are one range. No Qt, no database.

A few chosen rows are kept by their ids, each. Of more only the ends are known by id, since nobody reads a million ids:
a long range goes on reaching from the one request to the other, and all rows stay all rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

EXACT: Final = 1000
"""Up to this many chosen rows each is kept by its id."""


@dataclass(frozen=True, slots=True)
class Span:
    """Places `first` … `last`."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, place: int) -> bool:
        return self.first <= place <= self.last


def merged(ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The same places in order, without overlaps."""
    found: list[Span] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1].last + 1:
            found[-1] = Span(found[-1].first, max(found[-1].last, last))
        else:
            found.append(Span(first, last))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen places, the ids of those that are known, and ids that are chosen but whose place is not known now."""

    spans: tuple[Span, ...] = ()
    ids: Mapping[int, int] = field(default_factory=dict)
    adrift: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return sum(len(span) for span in self.spans) + len(self.adrift)

    @property
    def is_exact(self) -> bool:
        """True where every chosen row is known by its id."""
        return sum(len(span) for span in self.spans) == len(self.ids)

    def with_spans(self, spans: tuple[Span, ...], id_at: Callable[[int], int | None]) -> "Chosen":
        """Other places are chosen; what was adrift is let go unless nothing else changed."""
        return Chosen(spans, self.ids, self.adrift if spans == self.spans else frozenset()).noted(id_at)

    def noted(self, id_at: Callable[[int], int | None]) -> "Chosen":
        """With the ids of chosen places that can be known now."""
        if sum(len(span) for span in self.spans) <= EXACT:
            wanted: Iterable[int] = (p for span in self.spans for p in range(span.first, span.last + 1))
        else:
            wanted = (place for span in self.spans for place in (span.first, span.last))
        known = {}
        for place in wanted:
            request_id = self.ids.get(place)
            if request_id is None:
                request_id = id_at(place)
            if request_id is not None:
                known[place] = request_id
        return Chosen(self.spans, known, self.adrift)

    def moved(self, now: Mapping[int, int], *, gone: frozenset[int], before: int, count: int) -> "Chosen":
        """The same rows after a rearrangement of `before` rows into `count`: `now` gives the places that are known."""
        if not self.spans and not self.adrift:
            return self
        if self.is_exact:
            ids = {*self.ids.values(), *self.adrift} - gone
            places = {now[i]: i for i in ids if i in now and now[i] < count}
            return Chosen(merged((p, p) for p in places), places, frozenset(ids - set(places.values())))
        if self.spans == (Span(0, before - 1),):
            return Chosen((Span(0, count - 1),) if count else (), {}, frozenset())
        return Chosen(merged(self._stretched(now, count)), {}, frozenset())

    def _stretched(self, now: Mapping[int, int], count: int) -> Iterator[tuple[int, int]]:
        for span in self.spans:
            first, last = (min(self._now(place, now), count - 1) for place in (span.first, span.last))
            if count and first <= last:
                yield first, last

    def _now(self, place: int, now: Mapping[int, int]) -> int:
        request_id = self.ids.get(place)
        return place if request_id is None else now.get(request_id, place)

    def tracked(self, most: int) -> tuple[int, ...]:
        """Whose places the next look should find: the ends of ranges, then others, `most` in all."""
        ends = [self.ids.get(place) for span in self.spans for place in (span.first, span.last)]
        wanted = dict.fromkeys(i for i in (*ends, *self.ids.values(), *self.adrift) if i is not None)
        return tuple(wanted)[:most]
