"""The players of a demo desk: who acts, on which plots, and the steps of which stories are made."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.domain.changes import Subject
from app.domain.commands import Action, CommandState
from app.domain.desk import Meter, Operator, Role, Subscriber
from app.domain.errors import Refusal
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source
from app.domain.requests import Completion, Draft, Request, Visit
from app.services import commands, filing, requests
from app.services.demo import DemoStage

_PATIENCE = 12
"""How often a command that was put back into the queue is waited for before the story goes on."""

_SPARED = 3
"""How many places of each day's quota (R4) the stories leave free: whoever tries the desk wants to file, too."""

_FREES = 0.4
"""The part of the control requests that free a plot, where any is limited or disconnected."""


@dataclass(frozen=True, slots=True)
class Place:
    """A plot on which stories are played."""

    subscriber: Subscriber
    meter: Meter | None


@dataclass
class Company:
    """The people and plots of the stories, and what their plots have been told so far."""

    people: list[Operator]
    places: dict[int, list[Place]]
    busy: set[int] = field(default_factory=set)
    """Subscribers with an open story: no second request for them meanwhile."""
    restricted: dict[int, RequestKind] = field(default_factory=dict)
    """Subscribers that were limited or disconnected: the next request for them frees them."""


def company(stage: DemoStage) -> Company:
    """Everybody and everything that the import brought."""
    with stage.unit_of_work() as uow:
        people = [o for o in uow.operators.all() if not o.locked and o.role is not Role.WORKER]
        places: dict[int, list[Place]] = {}
        for client in uow.clients.clients():
            for subscriber in uow.clients.subscribers(client.id):
                meters = uow.clients.meters_of(subscriber.id)
                places.setdefault(client.id, []).append(Place(subscriber, meters[0] if meters else None))
    return Company(people, places)


class Player:
    """The steps of which stories are made, each a call of a service by some operator at the clock's moment."""

    def __init__(self, stage: DemoStage, cast: Company) -> None:
        self.stage = stage
        self.cast = cast
        self.chance = stage.chance
        self._working: dict[date, bool] = {}

    def play(self, stories: Sequence[tuple[datetime, Iterator[datetime]]], *, until: datetime) -> None:
        """Let every story go on at the moments that it yields, all in the order of time; what comes later stays open."""
        queue = [(moment, number, story) for number, (moment, story) in enumerate(stories)]
        heapq.heapify(queue)
        while queue:
            moment, number, story = heapq.heappop(queue)
            self.stage.clock.move_to(moment)
            following = next(story, None)
            if following is not None and following <= until:
                heapq.heappush(queue, (following, number, story))

    def now(self) -> datetime:
        """The clock's moment."""
        return self.stage.clock.utc()

    def later(self, least: float, most: float) -> datetime:
        """So many minutes from now."""
        return self.now() + timedelta(minutes=self.chance.uniform(least, most))

    def works(self, day: date) -> bool:
        """Whether the desk works on that day."""
        if day not in self._working:
            with self.stage.unit_of_work() as uow:
                self._working[day] = uow.calendar.is_working(day)
        return self._working[day]

    def request(self, request_id: int) -> Request:
        """As it stands."""
        with self.stage.unit_of_work() as uow:
            return uow.requests.get(request_id)

    def somebody(self) -> Operator:
        """Who happens to be on shift."""
        return self.chance.choice(self.cast.people)

    def file(self, kind: RequestKind | None, *, spared: int = _SPARED) -> tuple[int, Place, RequestKind]:
        """File for some free plot; a control request only where its client's quota leaves room (R4), else a check.

        `kind` None: what fits the plot. `spared` places of the day's quota are left free.
        """
        place, room = self._free_place(kind, spared)
        if kind is None:
            kind = self._fitting(place)
        if kind.is_control and not room:
            kind = self.chance.choice((RequestKind.REMOTE_CHECK, RequestKind.ONSITE_CHECK))
        source = self.chance.choice((Source.LETTER, Source.MESSAGE, Source.PHONE))
        words = self.stage.words
        now = self.now()
        draft = Draft(
            kind,
            place.subscriber.client_id,
            place.subscriber.id,
            watts=self._watts(place) if kind is RequestKind.LIMIT else None,
            text=self._text(kind),
            source=source,
            caller=self.chance.choice(words.letters if source is Source.LETTER else words.callers),
            reported_at=now - timedelta(minutes=self.chance.randrange(2, 40)),
        )
        changes = filing.file(self.stage.unit_of_work(), draft=draft, by=self.somebody(), now=now)
        self.cast.busy.add(place.subscriber.id)
        return changes.one(Subject.REQUEST), place, kind

    def _free_place(self, kind: RequestKind | None, spared: int) -> tuple[Place, bool]:
        """A plot with no open story, and whether its client's quota has room: such a client first, for control kinds."""
        control = kind is None or kind.is_control
        clients = list(self.cast.places)
        self.chance.shuffle(clients)
        full = []
        for client_id in clients:
            if control and self._quota_left(client_id) <= spared:
                full.append(client_id)
            elif place := self._free_plot(client_id, kind, control=control):
                return place, True
        for client_id in full:
            if place := self._free_plot(client_id, kind, control=control):
                return place, False
        raise Refusal("demo-too-few-plots")

    def _free_plot(self, client_id: int, kind: RequestKind | None, *, control: bool) -> Place | None:
        for place in self._likely(self.cast.places[client_id], kind):
            barred = control and (place.meter is None or place.subscriber.protected)
            if place.subscriber.id not in self.cast.busy and not barred:
                return place
        return None

    def _likely(self, places: list[Place], kind: RequestKind | None) -> list[Place]:
        """Plots in the order in which they are tried: to free a plot, first those that are restricted so."""
        some = self.chance.sample(places, k=min(40, len(places)))
        standing = self.cast.restricted
        if kind in (RequestKind.LIFT, RequestKind.RECONNECT):
            return [p for p in places if standing.get(p.subscriber.id) is kind.opposite] + some
        if kind is None and self.chance.random() < _FREES:
            return [p for p in places if p.subscriber.id in standing] + some
        return some

    def _fitting(self, place: Place) -> RequestKind:
        standing = self.cast.restricted.get(place.subscriber.id)
        if standing is not None and standing.opposite is not None:
            return standing.opposite
        return self.chance.choice((RequestKind.LIMIT, RequestKind.DISCONNECT, RequestKind.DISCONNECT))

    def _quota_left(self, client_id: int) -> int:
        return filing.quota(self.stage.unit_of_work(), client_id=client_id, now=self.now()).left

    def _watts(self, place: Place) -> int:
        most = place.subscriber.max_w or 5000
        return self.chance.choice([w for w in (500, 1000, 1500, 2500, 3000) if w <= most])

    def _text(self, kind: RequestKind) -> str:
        if kind.is_control:
            return ""
        words = self.stage.words
        return self.chance.choice(words.remote_texts if kind is RequestKind.REMOTE_CHECK else words.visit_texts)

    def confirm(self, request_id: int) -> None:
        """By a message or a signed letter; a check also by a call (R2)."""
        request = self.request(request_id)
        ways = [ConfirmedBy.MESSAGE, ConfirmedBy.SIGNED_LETTER] + (
            [] if request.kind.is_control else [ConfirmedBy.CALL]
        )
        requests.confirm(
            self.stage.unit_of_work(),
            request_id=request_id,
            seen_version=request.version,
            how=self.chance.choice(ways),
            by=self.somebody(),
            now=self.now(),
        )

    def command(self, request_id: int, place: Place, *, fault: str = "") -> None:
        """Plan, start, and let the worker carry it out; `fault` is on for this one command."""
        meter = place.meter
        if meter is None:
            return
        if fault:
            self.stage.break_meter(meter.serial, fault)
        plan = commands.plan(self.stage.unit_of_work(), request_ids=[request_id], now=self.now())
        commands.start(
            self.stage.unit_of_work(),
            request_id=request_id,
            seen_version=self.request(request_id).version,
            plan_hash=plan.hash,
            by=self.somebody(),
            now=self.now(),
        )
        self.carry(meter)
        if fault:
            self.stage.break_meter(meter.serial, "")

    def read_again(self, request_id: int, meter: Meter) -> None:
        """Ask the meter once more."""
        commands.read_again(self.stage.unit_of_work(), request_id=request_id, by=self.somebody(), now=self.now())
        self.carry(meter)

    def carry(self, meter: Meter) -> None:
        """Everything that waits for the meter, also what was put back for later."""
        for _ in range(_PATIENCE):
            while self.stage.carrier.carry_next() is not None:
                pass
            with self.stage.unit_of_work() as uow:
                if not uow.commands.pending_of_meter(meter.id):
                    return
            self.stage.clock.wait(10)

    def is_verified(self, request_id: int) -> bool:
        """Whether a reading proves the request's last command."""
        with self.stage.unit_of_work() as uow:
            found = [c for c in uow.commands.of_request(request_id) if c.action is not Action.READ]
        return bool(found) and found[-1].state is CommandState.VERIFIED

    def begin(self, request_id: int, kind: RequestKind, *, days: int = 0) -> None:
        """A remote check begins; a visit is agreed, `days` from today."""
        request = self.request(request_id)
        if kind is RequestKind.REMOTE_CHECK:
            requests.begin_check(
                self.stage.unit_of_work(),
                request_id=request_id,
                seen_version=request.version,
                by=self.somebody(),
                now=self.now(),
            )
            return
        now = self.now()
        since = self.chance.choice((9, 10, 11, 14, 15))
        requests.agree_visit(
            self.stage.unit_of_work(),
            request_id=request_id,
            seen_version=request.version,
            visit=Visit(
                with_whom=self.chance.choice(self.stage.words.callers),
                phone=f"+7 9{self.chance.randrange(10**9):09d}",
                day=self.stage.office.day_of(now) + timedelta(days=days),
                since=time(since),
                until=time(since + 2),
            ),
            by=self.somebody(),
            now=now,
        )

    def call(self, request_id: int) -> None:
        """A call that reached nobody (R10)."""
        requests.log_call(
            self.stage.unit_of_work(),
            request_id=request_id,
            with_whom="",
            phone=f"+7 9{self.chance.randrange(10**9):09d}",
            note=self.chance.choice(self.stage.words.call_notes),
            by=self.somebody(),
            now=self.now(),
        )

    def complete(self, request_id: int, place: Place, *, false_call: bool = False) -> None:
        """With the reading, or with words where no reading proves it; a check with its result."""
        request = self.request(request_id)
        words = self.stage.words
        result, seen_by = "", ""
        if request.kind.is_control:
            seen_by = "" if self.is_verified(request_id) else self.chance.choice(words.seen_by)
        elif false_call:
            result = self.chance.choice(words.false_calls)
        else:
            remote = request.kind is RequestKind.REMOTE_CHECK
            result = self.chance.choice(words.remote_results if remote else words.visit_results)
        requests.complete(
            self.stage.unit_of_work(),
            request_id=request_id,
            seen_version=request.version,
            completion=Completion(result=result, seen_by=seen_by, false_call=false_call),
            by=self.somebody(),
            now=self.now(),
        )
        self._settle(place, request.kind)

    def _settle(self, place: Place, kind: RequestKind) -> None:
        self.cast.busy.discard(place.subscriber.id)
        if kind in (RequestKind.LIMIT, RequestKind.DISCONNECT):
            self.cast.restricted[place.subscriber.id] = kind
        elif kind.is_control:
            self.cast.restricted.pop(place.subscriber.id, None)

    def reject(self, request_id: int, place: Place, reason: RejectReason) -> None:
        """With a standard reason, or own words."""
        words = self.stage.words
        requests.reject(
            self.stage.unit_of_work(),
            request_id=request_id,
            seen_version=self.request(request_id).version,
            reason=reason,
            words={
                RejectReason.OTHER: self.chance.choice(words.other_reasons),
                RejectReason.UNCLEAR: words.unclear,
            }.get(reason, ""),
            by=self.somebody(),
            now=self.now(),
        )
        self.cast.busy.discard(place.subscriber.id)
