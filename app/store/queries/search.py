"""The journal's search by text: what each typed word can mean, and how the requests that it means are found.

All words must be found (at most `MOST_WORDS`, of the first `MOST_CHARACTERS` characters; signs alone say nothing):
- a word of three characters and more anywhere in number, client, subscriber, serial number, MAC address and text, by the
  index of trigrams; or as a plot, by the plot's key;
- `2026-0001` as a request's number by its beginning, `47` as a plot or as the last digits of a number;
- one or two letters as a plot, or as the beginning of a client's name.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Select,
    SQLColumnExpression,
    String,
    and_,
    any_,
    bindparam,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.sql.elements import BindParameter, ColumnElement

from app.domain.errors import Refusal
from app.domain.keys import mac_key, plot_key, search_key, serial_key
from app.store.engine import is_postgres
from app.store.rows import ClientRow, NumberRow, RequestRow, SubscriberRow

MOST_CHARACTERS = 200
MOST_WORDS = 8
MOST_FOUND = 20_000
"""What finds more than this is not found by keys: the journal's order is walked, where every so many rows is one."""

_MOST_FOUND_POSTGRES = 2_000
"""There the planner has statistics, and knows best which way to go for what is not rare."""

_TRIGRAM = 3
_MOST_PLACES = 5_000
_NUMBER = re.compile(r"20\d\d-\d*")
_INDEX = table("request_search", column("rowid"))

_R = RequestRow


@dataclass(frozen=True, slots=True)
class Word:
    """What one word can mean; what is empty, it cannot. `shapes` are looked for anywhere."""

    shapes: tuple[str, ...] = ()
    plot: str = ""
    name: str = ""
    number: str = ""
    ordinal: int | None = None


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, whatever somebody has put into it; signs without a letter or digit are left out."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:MOST_CHARACTERS])
    typed = [word for word in shown.split() if any(sign.isalnum() for sign in word)]
    return tuple(_word(word) for word in typed[:MOST_WORDS])


def _word(word: str) -> Word:
    if _NUMBER.fullmatch(word):
        return Word(number=word)
    plot = plot_key(word)
    if len(word) <= _TRIGRAM and any(sign.isdigit() for sign in word):
        return Word(plot=plot, ordinal=int(word) if word.isdecimal() else None)
    shapes = {search_key(word), serial_key(word).lower()}
    with suppress(Refusal):  # not a whole MAC address: it is searched as the text it is
        shapes.add(mac_key(word).lower())
    long = tuple(sorted(shape for shape in shapes if len(shape) >= _TRIGRAM))
    return Word(shapes=long, plot=plot) if long else Word(plot=plot, name=search_key(word))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A word with the places and clients that it is the key of."""

    word: Word
    places: tuple[int, ...]
    clients: tuple[int, ...]

    def by_key(self, *, postgres: bool) -> list[ColumnElement[bool]]:
        """Each a condition that an index of requests answers."""
        found: list[ColumnElement[bool]] = []
        if self.places:
            found.append(_among(_R.subscriber_id, self.places, postgres=postgres))
        if self.clients:
            found.append(_among(_R.client_id, self.clients, postgres=postgres))
        if self.word.number:
            found.append(and_(_R.number >= self.word.number, _R.number < f"{self.word.number}~"))
        if self.word.ordinal is not None:
            ends = literal(f"-{self.word.ordinal:06d}", String)
            found.append(_R.number.in_(select(cast(NumberRow.year, String) + ends)))
        return found

    def anywhere(self, *, postgres: bool) -> list[ColumnElement[bool]]:
        """Conditions on the text of a row that is at hand."""
        if postgres:
            return [_R.search_text.contains(shape, autoescape=True) for shape in self.word.shapes]
        return [func.instr(_R.search_text, shape) > 0 for shape in self.word.shapes]

    def of_row(self, *, postgres: bool) -> ColumnElement[bool]:
        """Whether a row that is at hand is meant."""
        return or_(false(), *self.by_key(postgres=postgres), *self.anywhere(postgres=postgres))


class Search:
    """A text made out: its words, and the plots and clients that they name on this desk."""

    def __init__(self, connection: Connection, text: str) -> None:
        self._postgres = is_postgres(connection)
        words = words_of(text)
        self._nothing = not words
        places = _places(connection, {word.plot for word in words if word.plot})
        self._meanings = [_Meaning(word, places.get(word.plot, ()), _clients(connection, word.name)) for word in words]

    @property
    def has_shapes(self) -> bool:
        """True where any word is looked for in the text."""
        return any(meaning.word.shapes for meaning in self._meanings)

    def of_row(self) -> ColumnElement[bool]:
        """The whole search as a condition on a row that is at hand, for walking."""
        if self._nothing:
            return false()
        return and_(*(meaning.of_row(postgres=self._postgres) for meaning in self._meanings))

    def find(self, connection: Connection) -> Sequence[int] | None:
        """The ids of all that it finds, in no order; None where they are more than `MOST_FOUND`."""
        most = _MOST_FOUND_POSTGRES if self._postgres else MOST_FOUND
        arms = self._arms()
        if self._nothing or not arms:
            return ()
        limited = [select(arm.limit(most + 1).subquery().c.id) for arm in arms]
        rows = connection.execute(limited[0] if len(limited) == 1 else union_all(*limited))
        found = dict.fromkeys(row.id for row in rows)
        return None if len(found) > most else tuple(found)

    def count_by_index(self) -> Select[int] | None:
        """How many rows of any sort it finds; None where the index of trigrams alone does not tell."""
        if self._nothing or self._postgres:
            return None
        if any(meaning.by_key(postgres=self._postgres) or not meaning.word.shapes for meaning in self._meanings):
            return None
        return select(func.count()).select_from(_INDEX).where(self._in_index())

    def _arms(self) -> list[Select[int]]:
        """Ways that together lead to all that is meant, each beginning at an index, the rest looked at by row."""
        everywhere = all(meaning.word.shapes for meaning in self._meanings)
        arms = [self._by_text()] if everywhere else []
        for meaning in self._meanings:
            keys = meaning.by_key(postgres=self._postgres)
            if keys:
                others = [other.of_row(postgres=self._postgres) for other in self._meanings if other is not meaning]
                arms += [select(_R.id).where(key, *others) for key in keys]
            if not meaning.word.shapes:
                return arms[-len(keys) :] if keys else []  # what it means by its key is all there can be
        return arms

    def _by_text(self) -> Select[int]:
        if self._postgres:
            found = [or_(*meaning.anywhere(postgres=self._postgres)) for meaning in self._meanings]
            return select(_R.id).where(*found)
        return select(_INDEX.c.rowid.label("id")).where(self._in_index())

    def _in_index(self) -> ColumnElement[bool]:
        asked = " AND ".join(f"({' OR '.join(map(_quoted, meaning.word.shapes))})" for meaning in self._meanings)
        return literal_column("request_search").op("MATCH")(asked)


def _quoted(shape: str) -> str:
    return '"' + shape.replace('"', '""') + '"'


def _places(connection: Connection, plots: Iterable[str]) -> dict[str, tuple[int, ...]]:
    wanted = sorted(plots)
    found: dict[str, list[int]] = {}
    if wanted:
        query = select(SubscriberRow.plot_key, SubscriberRow.id).where(SubscriberRow.plot_key.in_(wanted))
        for row in connection.execute(query.limit(_MOST_PLACES)):
            found.setdefault(row.plot_key, []).append(row.id)
    return {plot: tuple(ids) for plot, ids in found.items()}


def _clients(connection: Connection, name: str) -> tuple[int, ...]:
    if not name:
        return ()
    query = select(ClientRow.id).where(ClientRow.name_key.startswith(name, autoescape=True))
    return tuple(connection.scalars(query.limit(_MOST_PLACES)))


def among(where: SQLColumnExpression[int], ids: BindParameter[Any], *, postgres: bool) -> ColumnElement[bool]:
    """One of many ids, `listed` in one parameter: the statement is the same however many they are."""
    if postgres:
        return where == any_(cast(ids, ARRAY(BigInteger)))
    parts = func.json_each(ids).table_valued("value")
    return where.in_(select(parts.c.value))


def listed(ids: Sequence[int], *, postgres: bool) -> Any:
    """Ids as the one parameter of `among`."""
    return list(ids) if postgres else f"[{','.join(map(str, ids))}]"


def _among(where: SQLColumnExpression[int], ids: Sequence[int], *, postgres: bool) -> ColumnElement[bool]:
    return among(where, bindparam(None, listed(ids, postgres=postgres), unique=True), postgres=postgres)


__all__ = ["MOST_FOUND", "Search", "Word", "among", "listed", "words_of"]
