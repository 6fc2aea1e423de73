"""What happens on a demo desk: each story is one request's life, a generator that yields the moment it goes on at."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.kinds import RejectReason, RequestKind
from app.services import requests
from app.services.demo import DemoStage
from app.services.demo_player import Player, company

Story = Iterator[datetime]

CONTROL_OUTCOMES = ("", "", "", "", "lying", "needs_button", "lost_answer", "slow=4.0", "refusing=3")
"""Faults that a meter shows while a command of the past runs; mostly none."""

STANDING_FAULTS = ("silent", "lying", "refusing=locked", "needs_button", "slow=6.0", "opens_on_lift")
"""Faults that stay switched on: each on a meter whose confirmed request waits for the dispatcher to try."""

_KEEPS_FRESH = 24
"""However many requests a desk is made with, no more than this many of one sort are fresh."""

_LATE = 0.08
"""The part of starts, and of completions, that miss their deadline."""

_SWEEP = timedelta(hours=2)
"""How often unconfirmed requests are looked through for lapsed ones."""

_SPARED_BY_FAULTS = 1
"""Places of a day's quota that even the broken meters' stories leave free: whoever tries the desk can file (R4)."""


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was made, for the one who asked for it."""

    since: datetime
    until: datetime
    requests: int
    faulty: tuple[tuple[str, str], ...]
    """Serial number and fault of the meters that stay broken."""


class Stories:
    """The stories over one player. Moments of the past lie in [since, until]."""

    def __init__(self, player: Player, *, since: datetime, until: datetime) -> None:
        self.player = player
        self.chance = player.chance
        self.since = since
        self.until = until
        self.faulty: list[tuple[str, str]] = []

    def done(self) -> Story:
        """From red to green; now and then late, or on somebody's word."""
        p = self.player
        request_id, place, kind = p.file(self._any_kind())
        yield p.later(5, 150)
        p.confirm(request_id)
        yield self._when_begun(request_id)
        if kind.is_control:
            p.command(request_id, place, fault=self.chance.choice((*CONTROL_OUTCOMES, "", "", "")))
            yield self._by_day(p.later(3, 60) if self.chance.random() > _LATE else p.later(60 * 48, 60 * 51))
            if not p.is_verified(request_id) and place.meter is not None:
                p.read_again(request_id, place.meter)
                yield self._by_day(p.later(10, 90))
        else:
            days = self.chance.choice((1, 1, 2))
            if kind is RequestKind.ONSITE_CHECK and self.chance.random() < 0.3:
                p.call(request_id)
                yield p.later(20, 90)
            p.begin(request_id, kind, days=days)
            yield self._by_day(p.later(60, 60 * 24 * days))
        p.complete(request_id, place, false_call=kind is RequestKind.ONSITE_CHECK and self.chance.random() < 0.25)

    def rejected(self) -> Story:
        """With a reason, before or after the command was sent; once the desk takes the command back."""
        p = self.player
        request_id, place, kind = p.file(self._any_kind())
        yield p.later(5, 120)
        p.confirm(request_id)
        yield p.later(30, 240)
        reasons = [RejectReason.UNCLEAR, RejectReason.WITHDRAWN, RejectReason.OTHER, RejectReason.SUBSCRIBER_NOT_FOUND]
        if not kind.is_control or self.chance.random() < 0.6:
            p.reject(request_id, place, self.chance.choice(reasons))
            return
        p.command(request_id, place, fault="refusing=9")
        yield p.later(20, 120)
        p.reject(request_id, place, RejectReason.NO_CONNECTION)

    def filed(self) -> Story:
        """Filed, and not confirmed yet; after 72 hours the next sweep lets it lapse (R7)."""
        self.player.file(self._any_kind())
        yield from ()

    def withdrawn(self) -> Story:
        """Taken back before it was confirmed."""
        request_id, place, _ = self.player.file(self._any_kind())
        yield self.player.later(20, 300)
        self.player.reject(request_id, place, RejectReason.WITHDRAWN)

    def confirmed(self, confirmed_at: datetime, fault: str = "") -> Story:
        """Red: it waits for a dispatcher. With a fault: on a meter that stays broken."""
        p = self.player
        kind = self.chance.choice((RequestKind.LIMIT, RequestKind.DISCONNECT)) if fault else self._any_kind()
        kind = RequestKind.RECONNECT if fault == "needs_button" else kind
        kind = RequestKind.LIFT if fault == "opens_on_lift" else kind
        request_id, place, filed = p.file(kind, spared=_SPARED_BY_FAULTS) if fault else p.file(kind)
        yield confirmed_at
        p.confirm(request_id)
        if fault and place.meter is not None and filed.is_control:
            p.stage.break_meter(place.meter.serial, fault)
            self.faulty.append((place.meter.serial, fault))
        if filed is RequestKind.ONSITE_CHECK and self.chance.random() < 0.5:
            yield p.later(10, 60)
            p.call(request_id)

    def running(self, kind: RequestKind | None, started_at: datetime, fault: str = "", *, days: int = 0) -> Story:
        """Yellow: begun at `started_at`, and not closed."""
        p = self.player
        request_id, place, filed = p.file(kind)
        yield p.later(4, 30)
        p.confirm(request_id)
        yield max(started_at, p.later(1, 2))
        if filed.is_control:
            p.command(request_id, place, fault=fault)
        else:
            p.begin(request_id, filed, days=days)
            if days > 1 and filed is RequestKind.ONSITE_CHECK and self.chance.random() < 0.3:
                yield p.later(30, 120)
                p.begin(request_id, filed, days=days + 1)

    def sweeps(self) -> Story:
        """The clock's own work: what was not confirmed in time lapses."""
        moment = self.since
        while moment < self.until:
            moment += _SWEEP
            yield min(moment, self.until)
            changes = requests.lapse_due(self.player.stage.unit_of_work(), now=self.player.now())
            for touched in changes.touched:
                self.player.cast.busy.discard(self.player.request(touched.id).subscriber_id)

    def _any_kind(self) -> RequestKind | None:
        """None: the control kind that fits the plot."""
        return self.chance.choices((None, RequestKind.REMOTE_CHECK, RequestKind.ONSITE_CHECK), (70, 15, 15))[0]

    def _when_begun(self, request_id: int) -> datetime:
        """Mostly well before the deadline."""
        due = self.player.request(request_id).start_due
        now = self.player.now()
        if due is None or self.chance.random() < _LATE:
            return (due or now) + timedelta(minutes=self.chance.uniform(5, 90))
        return self._by_day(now + (due - now) * self.chance.uniform(0.05, 0.7))

    def _by_day(self, moment: datetime) -> datetime:
        """What would be done at night is done in the morning."""
        civil = self.player.stage.office.civil(moment)
        if 8 <= civil.hour < 20:
            return moment
        morning = civil.date() + timedelta(days=civil.hour >= 20)
        return self.player.stage.office.at(morning, time(8)) + timedelta(minutes=self.chance.uniform(2, 110))


def play(
    stage: DemoStage, *, requests: int, since: datetime, until: datetime, busy: Collection[int] = ()
) -> DemoSummary:
    """Make so many requests between the two moments; the desk must have its registers (`app.services.demo.take_in`).

    Subscribers that are `busy` have an open request already: no story is about them.
    """
    cast = company(stage)
    cast.busy.update(busy)
    player = Player(stage, cast)
    stories = Stories(player, since=since, until=until)
    plan = _Plan(stories, requests)
    player.play([(since, stories.sweeps()), *plan.all()], until=until)
    return DemoSummary(since, until, len(plan.made), tuple(stories.faulty))


class _Plan:
    """Which stories there are and when each begins."""

    def __init__(self, stories: Stories, count: int) -> None:
        self.stories = stories
        self.chance = stories.chance
        self.until = stories.until
        self.count = count
        self.made: list[tuple[datetime, Story]] = []

    def all(self) -> list[tuple[datetime, Story]]:
        """Every story with its beginning; the open ones first, the rest of the count is past."""
        self._fresh()
        self._late()
        past = [self.stories.filed] * self._share(0.05) + [self.stories.withdrawn] * self._share(0.01)
        past += [self.stories.rejected] * self._share(0.1)
        for story in past:
            self._add(self._past(), story())
        while len(self.made) < self.count:
            self._add(self._past(), self.stories.done())
        return self.made

    def _share(self, part: float) -> int:
        return min(round(self.count * part), self.count - len(self.made))

    def _fresh_share(self, part: float) -> int:
        return min(self._share(part), _KEEPS_FRESH)

    def _add(self, moment: datetime, story: Story) -> None:
        if len(self.made) < self.count:
            self.made.append((max(moment, self.stories.since), story))

    def _fresh(self) -> None:
        s, hours = self.stories, self._hours_ago
        first = self._last_cut()
        for number in range(self._fresh_share(0.08)):
            fault = STANDING_FAULTS[number] if number < len(STANDING_FAULTS) else ""
            at = first + (self.until - first) * self.chance.uniform(0.02, 0.97)
            self._add(at - timedelta(minutes=self.chance.uniform(5, 45)), s.confirmed(at, fault))
        for fault, part in (
            ("", 0.04),
            ("falls-silent", 0.015),
            ("lying", 0.01),
            ("needs_button", 0.01),
            ("refusing=3", 0.01),
        ):
            for _ in range(self._fresh_share(part)):
                at = hours(1, 40)
                kind = RequestKind.RECONNECT if fault == "needs_button" else None
                self._add(at - timedelta(minutes=45), s.running(kind, at, fault))
        for _ in range(self._fresh_share(0.02)):
            at = hours(1, 22)
            self._add(at - timedelta(minutes=45), s.running(RequestKind.REMOTE_CHECK, at))
        for _ in range(self._fresh_share(0.03)):
            at = hours(2, 22)
            self._add(
                at - timedelta(minutes=45), s.running(RequestKind.ONSITE_CHECK, at, days=self.chance.choice((2, 3, 4)))
            )
        for _ in range(self._fresh_share(0.05)):
            self._add(hours(0.3, 55), s.filed())

    def _late(self) -> None:
        """Overdue: one confirmed just in time to be late by minutes, the others by hours and days."""
        s, hours = self.stories, self._hours_ago
        for _ in range(self._fresh_share(0.02)):
            at = self._last_cut() - timedelta(minutes=self.chance.uniform(5, 170))
            self._add(at - timedelta(minutes=20), s.confirmed(at))
        for minutes in (4, 9)[: self._fresh_share(0.01)]:
            at = self.until - timedelta(hours=48) + timedelta(minutes=minutes)  # turns late before the viewer's eyes
            self._add(at - timedelta(minutes=45), s.running(None, at))
        for fault in ("falls-silent", "lying", "")[: self._fresh_share(0.02)]:
            at = hours(48.2, 56)
            self._add(at - timedelta(minutes=45), s.running(None, at, fault))
        for kind, days in ((RequestKind.REMOTE_CHECK, 0), (RequestKind.ONSITE_CHECK, 1))[: self._fresh_share(0.015)]:
            at = hours(74, 90)
            self._add(at - timedelta(minutes=45), s.running(kind, at, days=days))

    def _hours_ago(self, least: float, most: float) -> datetime:
        return self.until - timedelta(hours=self.chance.uniform(least, most))

    def _past(self) -> datetime:
        """A moment of a day's work, at least three and a half days ago; one in ten falls on any hour of any day."""
        office = self.stories.player.stage.office
        last = max(self.until - timedelta(days=3, hours=12), self.stories.since + timedelta(hours=1))
        for _ in range(50):
            moment = self.stories.since + (last - self.stories.since) * self.chance.random()
            at_work = self._works(office.day_of(moment)) and 8 <= office.civil(moment).hour < 19
            if at_work or self.chance.random() < 0.02:
                return moment
        return last

    def _last_cut(self) -> datetime:
        """The moment since which a confirmation's start deadline has not passed yet (R9), counted back from `until`."""
        office = self.stories.player.stage.office
        today = office.day_of(self.until)
        if self._works(today) and self.until < office.at(today, time(18)):
            today -= timedelta(days=1)
        return self._cut_before(office.end_of(today))

    def _cut_before(self, moment: datetime) -> datetime:
        """The noon of the last working day before `moment`."""
        office = self.stories.player.stage.office
        day: date = office.day_of(moment - timedelta(seconds=1))
        while not self._works(day) or office.at(day, time(12)) >= moment:
            day -= timedelta(days=1)
        return office.at(day, time(12))

    def _works(self, day: date) -> bool:
        return self.stories.player.works(day)
