"""The archive of a demo desk: years of requests that are long over, and the open ones that those years left behind.

Too many to be played through the services one by one: they are made up whole, by the same rules of deadlines, numbers
and words, and laid by `app.store.archive` in one piece. The same arguments give the same requests.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from app.domain.deadlines import completion_due, start_due
from app.domain.desk import Subscriber
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source, Status
from app.domain.numbers import RequestNumber
from app.domain.requests import Request, Terms, Visit
from app.services.demo import DemoWords

T = TypeVar("T")

MOST_OPEN = 2_000
"""However large the archive, it leaves no more than about this many open requests."""

_LONGEST = timedelta(days=6 * 365)
_SHORTEST = timedelta(days=90)
_A_DAY = 450
"""About so many requests a day, while the archive is longer than the shortest and shorter than the longest."""

_OPENS_AT = time(8)
_DAY_SECONDS = 11 * 3600
_REST_DAYS = 0.15
"""The part of an ordinary day's requests that comes on a day off."""

_LEFT_OPEN = timedelta(days=21)
"""Open ones are of the archive's last days."""

_MINUTE = timedelta(minutes=1)
_EXTRA = (Source.LETTER, Source.MESSAGE, Source.PHONE)
_PAIRS = {RequestKind.LIMIT: RequestKind.LIFT, RequestKind.DISCONNECT: RequestKind.RECONNECT}
_WATTS = (1_000, 1_500, 2_000, 3_000, 3_500, 5_000)
_REASONS = tuple(RejectReason)


@dataclass(frozen=True)
class ArchivePlan:
    """What the archive is about. Filing moments lie before `until`; `now` is the desk's present.

    `operators` are ids. No request before this archive: the years' numbers begin at 1 (R8).
    """

    count: int
    places: Sequence[Subscriber]
    operators: Sequence[int]
    until: datetime
    now: datetime
    terms: Terms
    words: DemoWords
    seed: int


@dataclass
class Archive:
    """Iterate once; `busy` then holds the subscribers whose request it left open."""

    plan: ArchivePlan
    busy: set[int] = field(default_factory=set)

    def __iter__(self) -> Iterator[Request]:
        """The requests in the order of their filing and numbers, with ids of 0."""
        return _Making(self.plan, self.busy).all()


@dataclass(frozen=True, slots=True)
class _Day:
    """One civil day: its moments in UTC, and the start deadlines (R9) of its two halves."""

    day: date
    opens: datetime
    noon: datetime
    ends: datetime
    early_due: datetime
    late_due: datetime

    def due(self, confirmed: datetime) -> datetime:
        return self.early_due if confirmed < self.noon else self.late_due


class _Making:
    def __init__(self, plan: ArchivePlan, busy: set[int]) -> None:
        self.plan = plan
        self.busy = busy
        self.chance = random.Random(plan.seed)  # noqa: S311 - made-up stories, not secrets
        self.restricted: dict[int, RequestKind] = {}
        self.days: dict[date, _Day] = {}
        self.open_part = 0.0

    def all(self) -> Iterator[Request]:
        plan, chance = self.plan, self.chance
        office = plan.terms.office
        span = min(max(timedelta(days=plan.count / _A_DAY), _SHORTEST), _LONGEST)
        days = self._days(office.day_of(plan.until - span), office.day_of(plan.until))
        last_days = plan.until - _LEFT_OPEN
        late = sum(count for day, count in days if self._day(day).opens >= last_days)
        wanted = min(MOST_OPEN, plan.count // 20, len(plan.places) // 3)
        self.open_part = min(1.0, wanted / late) if late else 0.0
        ordinals: dict[int, int] = {}
        for day, count in days:
            today = self._day(day)
            year = day.year
            seconds = sorted(int(chance.random() * _DAY_SECONDS) for _ in range(count))
            for second in seconds:
                ordinal = ordinals[year] = ordinals.get(year, 0) + 1
                filed = today.opens + timedelta(seconds=second)
                yield self._request(str(RequestNumber(year, ordinal)), today, filed, recent=filed >= last_days)

    def _days(self, first: date, last: date) -> list[tuple[date, int]]:
        """Each day before `last` with its count; the counts make up the plan's."""
        calendar = self.plan.terms.calendar
        days = [first + timedelta(days=n) for n in range((last - first).days)]
        weights = [1.0 if calendar.is_working(day) else _REST_DAYS for day in days]
        whole, found, sofar, given = sum(weights), [], 0.0, 0
        for day, weight in zip(days, weights, strict=True):
            sofar += weight
            upto = round(self.plan.count * sofar / whole)
            found.append((day, upto - given))
            given = upto
        return found

    def _day(self, day: date) -> _Day:
        known = self.days.get(day)
        if known is None:
            terms = self.plan.terms
            office = terms.office
            rest: dict[str, Any] = {"calendar": terms.calendar, "regulation": terms.regulation, "office": office}
            opens, noon = office.at(day, _OPENS_AT), office.at(day, terms.regulation.noon)
            known = self.days[day] = _Day(
                day=day,
                opens=opens,
                noon=noon,
                ends=office.end_of(day),
                early_due=start_due(opens, **rest),
                late_due=start_due(noon, **rest),
            )
        return known

    def _request(self, number: str, today: _Day, filed: datetime, *, recent: bool) -> Request:
        chance, words = self.chance.random, self.plan.words
        place = self.plan.places[int(chance() * len(self.plan.places))]
        if recent and chance() < self.open_part and place.id not in self.busy:
            self.busy.add(place.id)
            return self._open(number, today, filed, place)
        kind = self._kind(place)
        source = _EXTRA[int(chance() * 3)]
        common: dict[str, Any] = {
            "id": 0,
            "uid": self._uid(filed),
            "number": number,
            "kind": kind,
            "client_id": place.client_id,
            "subscriber_id": place.id,
            "filed_at": filed,
            "filed_by": self._any(self.plan.operators),
            "source": source,
            "watts": self._watts(place) if kind is RequestKind.LIMIT else None,
            "text": self._text(kind),
            "caller": self._any(words.letters if source is Source.LETTER else words.callers),
            "quota_day": today.day if kind.is_control else None,
        }
        fate = chance()
        if fate < 0.05:
            closed = filed + self.plan.terms.regulation.link_term
            return Request(status=Status.LAPSED, version=2, closed_at=closed, **common)
        if fate < 0.06:
            closed = filed + timedelta(minutes=20 + int(chance() * 280))
            return self._rejected(common, closed, RejectReason.WITHDRAWN, version=2)
        confirmed = min(filed + timedelta(seconds=240 + int(chance() * 7000)), today.ends - _MINUTE)
        due = today.due(confirmed)
        by = ConfirmedBy.SIGNED_LETTER if source is Source.LETTER else ConfirmedBy.MESSAGE
        common |= {"confirmed_at": confirmed, "confirmed_by": by, "start_due": due}
        if fate < 0.12:
            closed = confirmed + timedelta(minutes=30 + int(chance() * 210))
            return self._rejected(common, closed, self._any(_REASONS), version=3)
        return self._done(common, kind, due, confirmed)

    def _done(self, common: dict[str, Any], kind: RequestKind, due: datetime, confirmed: datetime) -> Request:
        chance, words = self.chance.random, self.plan.words
        late = chance() < 0.08
        started = due + timedelta(minutes=5 + int(chance() * 90)) if late else _between(confirmed, due, chance())
        visit = self._visit(started) if kind is RequestKind.ONSITE_CHECK else None
        completion = self._completion(kind, started, visit)
        late_again = chance() < 0.06
        closed = completion + timedelta(minutes=3 + int(chance() * 600)) if late_again else None
        closed = closed or _between(started, completion, 0.02 + 0.9 * chance())
        result = ""
        false_call = False
        if not kind.is_control:
            false_call = kind is RequestKind.ONSITE_CHECK and chance() < 0.12
            results = words.visit_results if kind is RequestKind.ONSITE_CHECK else words.remote_results
            result = self._any(words.false_calls if false_call else results)
        return Request(
            status=Status.DONE,
            version=4,
            started_at=started,
            start_met=not late,
            visit=visit,
            completion_due=completion,
            closed_at=closed,
            completion_met=not late_again,
            result=result,
            evidence=self._any(words.seen_by) if kind.is_control else "",
            false_call=false_call,
            **common,
        )

    def _rejected(self, common: dict[str, Any], closed: datetime, reason: RejectReason, *, version: int) -> Request:
        words = self._any(self.plan.words.other_reasons) if reason is RejectReason.OTHER else ""
        return Request(
            status=Status.REJECTED,
            version=version,
            closed_at=closed,
            reject_reason=reason,
            reason=words,
            **common,
        )

    def _open(self, number: str, today: _Day, filed: datetime, place: Subscriber) -> Request:
        """Mostly visits agreed for days to come; a fifth is overdue: never started, begun and never closed."""
        chance = self.chance.random
        fate = chance()
        confirmed = min(filed + timedelta(seconds=240 + int(chance() * 7000)), today.ends - _MINUTE)
        kind = RequestKind.ONSITE_CHECK
        if fate < 0.14:
            kind = (RequestKind.LIMIT, RequestKind.DISCONNECT)[fate < 0.07]
        common: dict[str, Any] = {
            "id": 0,
            "uid": self._uid(filed),
            "number": number,
            "kind": kind,
            "client_id": place.client_id,
            "subscriber_id": place.id,
            "filed_at": filed,
            "filed_by": self._any(self.plan.operators),
            "source": Source.MESSAGE,
            "watts": self._watts(place) if kind is RequestKind.LIMIT else None,
            "text": self._text(kind),
            "caller": self._any(self.plan.words.callers),
            "quota_day": today.day if kind.is_control else None,
            "confirmed_at": confirmed,
            "confirmed_by": ConfirmedBy.MESSAGE,
            "start_due": today.due(confirmed),
        }
        if 0.1 <= fate < 0.14 or fate >= 0.95:
            return Request(status=Status.CONFIRMED, version=2, **common)
        started = confirmed + timedelta(minutes=20 + int(chance() * 200))
        visit = None
        if kind is RequestKind.ONSITE_CHECK:
            ahead = -3 + int(chance() * 4) if fate > 0.9 else 1 + int(chance() * 30)
            day = self.plan.terms.office.day_of(self.plan.now) + timedelta(days=ahead)
            visit = self._visit(started, max(day, self.plan.terms.office.day_of(started)))
        return Request(
            status=Status.IN_PROGRESS,
            version=3,
            started_at=started,
            start_met=started < today.due(confirmed),
            visit=visit,
            completion_due=self._completion(kind, started, visit),
            **common,
        )

    def _completion(self, kind: RequestKind, started: datetime, visit: Visit | None) -> datetime:
        terms = self.plan.terms
        return completion_due(
            kind,
            started=started,
            agreed=visit.day if visit else None,
            regulation=terms.regulation,
            office=terms.office,
        )

    def _visit(self, started: datetime, day: date | None = None) -> Visit:
        day = day or self.plan.terms.office.day_of(started) + timedelta(days=1 + int(self.chance.random() * 4))
        since = 9 + int(self.chance.random() * 8)
        return Visit(self._any(self.plan.words.callers), "+7 900 000-00-00", day, time(since), time(since + 2))

    def _kind(self, place: Subscriber) -> RequestKind:
        """What was limited or disconnected is freed next."""
        fate = self.chance.random()
        if fate < 0.15:
            return RequestKind.REMOTE_CHECK
        if fate < 0.3:
            return RequestKind.ONSITE_CHECK
        freed = self.restricted.pop(place.id, None)
        if freed is not None:
            return _PAIRS[freed]
        kind = RequestKind.LIMIT if fate < 0.65 else RequestKind.DISCONNECT
        self.restricted[place.id] = kind
        return kind

    def _text(self, kind: RequestKind) -> str:
        if kind is RequestKind.REMOTE_CHECK:
            return self._any(self.plan.words.remote_texts)
        return self._any(self.plan.words.visit_texts) if kind is RequestKind.ONSITE_CHECK else ""

    def _watts(self, place: Subscriber) -> int:
        watts = self._any(_WATTS)
        return watts if place.max_w is None else min(watts, place.max_w)

    def _uid(self, filed: datetime) -> str:
        """Unique as any; in the order of time, so that a million of them fill their index from one end."""
        digits = f"{int(filed.timestamp() * 1000):012x}{self.chance.getrandbits(80):020x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def _any(self, among: Sequence[T]) -> T:
        return among[int(self.chance.random() * len(among))]


def _between(first: datetime, last: datetime, part: float) -> datetime:
    """A whole second somewhere between the two."""
    return first + timedelta(seconds=int((last - first).total_seconds() * part))
