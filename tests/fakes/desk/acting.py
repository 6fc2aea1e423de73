"""What is done at a desk: by a dispatcher, and by a worker."""

from collections.abc import Callable
from datetime import datetime

from app.domain.changes import Changes, Subject
from app.domain.desk import Subscriber
from app.domain.kinds import ConfirmedBy, RejectReason, RequestKind, Source
from app.domain.requests import Completion, Draft, Request, Visit
from app.jobs.catalogue import catalogue
from app.jobs.loop import Loop
from app.services import commands, filing, requests
from app.services.carrying import Carrier
from app.services.ports.metering import Metering
from drivers.simulator import Faults
from tests.fakes.desk.peopled import Peopled

WORKER = "desk-1:1"


class Desk(Peopled):
    """An opened desk with short words for what tests do to it. Every call acts as `app.operator`, at the clock's now."""

    # --- what a dispatcher does -----------------------------------------------------------------------------------

    def file(
        self,
        kind: RequestKind,
        subscriber: Subscriber,
        *,
        watts: int | None = None,
        text: str | None = None,
        source: Source = Source.PHONE,
        caller: str = "Петрова, председатель",
        at: datetime | str | None = None,
    ) -> Request:
        """File one, by phone; a limit asks for 3000 W and a check has its reason unless said otherwise."""
        if at is not None:
            self.clock.set(at)
        if kind is RequestKind.LIMIT and watts is None:
            watts = 3000
        if text is None:
            text = "" if kind.is_control else "Счётчик не показывает"
        draft = Draft(
            kind,
            subscriber.client_id,
            subscriber.id,
            watts=watts,
            text=text,
            source=source,
            caller=caller,
        )
        changes = filing.file(self.unit_of_work(), draft=draft, by=self.app.operator, now=self.clock.utc())
        return self.request(changes.one(Subject.REQUEST))

    def confirm(
        self,
        request: Request,
        *,
        at: datetime | str | None = None,
        how: ConfirmedBy = ConfirmedBy.MESSAGE,
        received_at: datetime | None = None,
    ) -> Request:
        """Confirm it; returns it as it stands then."""
        if at is not None:
            self.clock.set(at)
        requests.confirm(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            how=how,
            received_at=received_at,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def confirmed(self, kind: RequestKind, subscriber: Subscriber, *, watts: int | None = None) -> Request:
        """Filed and confirmed in one breath."""
        return self.confirm(self.file(kind, subscriber, watts=watts))

    def order(self, request: Request) -> Changes:
        """Confirm the plan: the command is stored, not sent."""
        return self._by_plan(commands.start, request)

    def send_again(self, request: Request) -> Changes:
        """Confirm a fresh plan for one in progress."""
        return self._by_plan(commands.send_again, request)

    def _by_plan(self, work: Callable[..., Changes], request: Request) -> Changes:
        now = self.clock.utc()
        plan = commands.plan(self.unit_of_work(), request_ids=[request.id], now=now)
        seen = request.version
        by = self.app.operator
        return work(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=seen,
            plan_hash=plan.hash,
            by=by,
            now=self.clock.utc(),
        )

    def read_again(self, request: Request) -> Changes:
        """Ask for a fresh reading."""
        return commands.read_again(
            self.unit_of_work(), request_id=request.id, by=self.app.operator, now=self.clock.utc()
        )

    def started(self, kind: RequestKind, subscriber: Subscriber, *, watts: int | None = None) -> Request:
        """A control request whose command a worker carried out, however that ended."""
        request = self.confirmed(kind, subscriber, watts=watts)
        self.order(request)
        self.work()
        return self.request(request.id)

    def begin_check(self, request: Request) -> Request:
        """Begin a remote check."""
        requests.begin_check(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def agree(self, request: Request, visit: Visit) -> Request:
        """Agree a date for an on-site check, the first or another."""
        requests.agree_visit(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            visit=visit,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def complete(self, request: Request, completion: Completion | None = None) -> Request:
        """Set it done."""
        requests.complete(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            completion=completion or Completion(),
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    def reject(
        self, request: Request, reason: RejectReason = RejectReason.NO_CONNECTION, *, words: str = ""
    ) -> Request:
        """Reject it."""
        requests.reject(
            self.unit_of_work(),
            request_id=request.id,
            seen_version=request.version,
            reason=reason,
            words=words,
            by=self.app.operator,
            now=self.clock.utc(),
        )
        return self.request(request.id)

    # --- what a worker does ---------------------------------------------------------------------------------------

    def carrier(self, *, worker: str = WORKER, metering: Metering | None = None) -> Carrier:
        """A worker's hands."""
        return Carrier(
            unit_of_work=self.unit_of_work,
            metering=metering or self.app.metering,
            clock=self.clock,
            wait=self.wait,
            worker=worker,
        )

    def work(self, *, worker: str = WORKER) -> None:
        """Every job until none finds more: what `pultctl worker --once` does."""
        jobs = catalogue(self.carrier(worker=worker), unit_of_work=self.unit_of_work, clock=self.clock)
        Loop(jobs, clock=self.clock, wait=self.wait).run_once()

    def break_meter(self, subscriber: Subscriber, **faults: object) -> None:
        """From now on exactly these faults are on at the household's meters; none: they are well again."""
        for meter in self.meters(subscriber):
            self.world.set_faults(meter.serial, Faults(**faults))  # type: ignore[arg-type]  # by name, as Faults has them
