"""One private thread with an event loop, so that drivers stay asynchronous and services stay plain calls."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

T = TypeVar("T")


class Overrun(Exception):
    """The coroutine did not end in time; it was cancelled."""


class LoopThread:
    """Starts at the first call; several threads may call at once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def started(self) -> bool:
        """True once something was run and until `close`."""
        return self._loop is not None

    def run(self, work: Coroutine[Any, Any, T], *, timeout_s: float) -> T:
        """The coroutine's result, from another thread. Raises what it raises, or Overrun after `timeout_s`."""
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._running())
        try:
            return future.result(timeout_s)
        except CancelledError as error:
            raise Overrun("cancelled: the loop was closed") from error
        except TimeoutError:
            if future.done():  # its own TimeoutError, not ours
                raise
            future.cancel()
            raise Overrun(f"not finished within {timeout_s:g} s") from None

    def close(self) -> None:
        """Cancel what still runs, end the thread. May be called twice; a later `run` starts anew."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name=self._name, daemon=True)
                self._thread.start()
            return self._loop


async def _cancel_all() -> None:
    """Cancel every other task and wait for its end, so that none is destroyed while pending."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
