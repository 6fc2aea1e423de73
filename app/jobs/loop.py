"""The loop of a worker: runs each job when it is due, and goes on after failures, said once down and once up."""

import logging
from collections.abc import Callable, Sequence

from app.domain.errors import Unavailable
from app.jobs.catalogue import Job
from app.services.ports.repositories import Clock

logger = logging.getLogger(__name__)

_LONGEST_PAUSE_S = 0.3


class Loop:
    """Runs jobs until `stop` says so."""

    def __init__(self, jobs: Sequence[Job], *, clock: Clock, wait: Callable[[float], None]) -> None:
        self._jobs = jobs
        self._clock = clock
        self._wait = wait
        self._due = {job.name: 0.0 for job in jobs}
        self._down: set[str] = set()

    def run_once(self) -> None:
        """Every job until it finds no more work: what `pultctl worker --once` does."""
        for job in self._jobs:
            while self._run(job):
                pass

    def run(self, *, stop: Callable[[], bool]) -> None:
        """Until told to stop; a job under way is finished first."""
        while not stop():
            for job in self._jobs:
                now = self._clock.monotonic()
                if now < self._due[job.name]:
                    continue
                more = self._run(job)
                self._due[job.name] = now if more else now + job.every.total_seconds()
                if stop():
                    return
            pause = min(self._due.values()) - self._clock.monotonic()
            if pause > 0:
                self._wait(min(pause, _LONGEST_PAUSE_S))

    def _run(self, job: Job) -> bool:
        try:
            more = job.run()
        except Unavailable as error:
            if job.name not in self._down:
                logger.warning("job %s: %s", job.name, error)
                self._down.add(job.name)
            return False
        except Exception:
            # A bug in one job must not take the others down; the lease of what it held runs out by itself.
            logger.exception("job %s failed", job.name)
            return False
        if job.name in self._down:
            logger.warning("job %s: well again", job.name)
            self._down.discard(job.name)
        return more
