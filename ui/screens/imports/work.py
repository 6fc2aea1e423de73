"""Reading, previewing and taking a register beside the window: one job at a time, the newest wish wins, all can stop."""

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.domain.errors import PultError, Refusal, unreadable
from app.domain.progress import Steps
from app.domain.registers.preview import RegisterKind
from app.domain.registers.sheet import Workbook
from app.services import imports
from app.services.import_orders import ImportOrder, ImportResult
from app.services.import_review import ImportReview
from ui.background.collector import resting
from ui.background.runner import WRITE
from ui.context import ScreenContext
from ui.screens.imports.memory import dissolve, settle
from ui.screens.imports.prepared import Prepared, prepare

LANE: Final = "imports"
"""A thread of its own: a long file must not keep the journal's pages waiting."""
_TELL_EVERY: Final = 0.1
"""Seconds between two messages about progress."""

Told = Mapping[str, str]


@dataclass(frozen=True)
class Wish:
    """What a person asks for. `told` and `answers` survive every change; what does not apply now is left aside."""

    path: Path = field(default_factory=Path)
    kind: RegisterKind = RegisterKind.SUBSCRIBERS
    client: str = ""
    sheet: str = ""
    encoding: str = ""
    told: Mapping[tuple[str, str], Told] = field(default_factory=dict)
    """By kind and sheet: letter → field."""
    answers: Mapping[str, str] = field(default_factory=dict)
    overwrite: bool = False
    driver: str = ""
    gateway: str = ""

    @property
    def has_file(self) -> bool:
        """A file was chosen."""
        return bool(self.path.name)

    def told_here(self, sheet: str) -> Told:
        """What was said of the columns of that sheet, read as this kind."""
        return self.told.get((self.kind.value, sheet), {})

    def telling(self, sheet: str, letter: str, said: str) -> "Wish":
        """With one column said otherwise; a field is taken from the column that had been told it."""
        kept = {name: word for name, word in self.told_here(sheet).items() if word != said or said in _MANY}
        here = {**kept, letter: said}
        return replace(self, told={**self.told, (self.kind.value, sheet): here})

    def order(self, workbook: Workbook, sheet: str, answers: Mapping[str, str]) -> ImportOrder:
        """The service's order for what is wished."""
        return ImportOrder(
            workbook,
            self.kind,
            self.path.name,
            client=self.client or None,
            sheet=self.sheet or None,
            told=dict(self.told_here(sheet)),
            answers=dict(answers),
            overwrite=self.overwrite,
            driver=self.driver.strip(),
            gateway=self.gateway.strip(),
        )


_MANY: Final = frozenset({"ignore", "guess"})
"""What may be said of several columns at once."""


class _Token:
    """Told to stop, and when progress was last told."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.told_at = 0.0
        self.writes = False


class ImportWork(QObject):
    """`began`, then `progressed(what, done, total)` and one of `ready(Prepared)`, `failed(PultError)`, `stopped`.

    `taken(ImportResult)` after an import for good; `not_taken(PultError)` where it was refused.
    """

    began = Signal()
    progressed = Signal(str, int, int)
    ready = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    taken = Signal(object)
    not_taken = Signal(object)

    def __init__(self, context: ScreenContext, read: Callable[..., Workbook], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._read = context, read
        self._token: _Token | None = None
        self._workbook: tuple[Path, str, Workbook] | None = None

    @property
    def is_busy(self) -> bool:
        """A job runs or waits."""
        return self._token is not None

    @property
    def workbook(self) -> Workbook | None:
        """The file as it was read last."""
        return self._workbook[2] if self._workbook else None

    def forget_file(self) -> None:
        """The file is to be read anew."""
        self._workbook = None

    def stop(self) -> None:
        """Nobody wants the result any more."""
        if self._token is not None:
            self._token.stop.set()
            self._token = None
            self.stopped.emit()

    def leave(self) -> None:
        """The window closes: a reading is called off, what is being written is finished."""
        if self._token is not None and not self._token.writes:
            self._token.stop.set()

    # --- preview --------------------------------------------------------------------------------------------------

    def preview(self, wish: Wish) -> None:
        """Read the file where it is not read yet, and run the preview; an older job is stopped."""
        token = self._begin()
        known = self._workbook
        self._context.runner.submit(
            LANE,
            lambda: self._look(wish, known, token),
            owner=self,
            key="preview",
            on_done=lambda found: self._found(wish, token, found),
            on_error=lambda error: self._failed(token, error, self.failed),
        )

    def _begin(self) -> _Token:
        if self._token is not None:
            self._token.stop.set()
        self._token = _Token()
        self.began.emit()
        return self._token

    def _steps(self, what: str, token: _Token) -> Steps:
        def tell(done: int, total: int) -> None:
            now = time.monotonic()
            if now - token.told_at > _TELL_EVERY:
                token.told_at = now
                self.progressed.emit(what, done, total)

        return Steps(tell, token.stop.is_set)

    def _look(self, wish: Wish, known: tuple[Path, str, Workbook] | None, token: _Token) -> tuple[Workbook, Prepared]:
        """In the lane."""
        with resting():
            workbook = self._open(wish, known, token)
            prepared = prepare(self._review(wish, workbook, token))
            settle(len(prepared.review.sheet.rows))
            return workbook, prepared

    def _open(self, wish: Wish, known: tuple[Path, str, Workbook] | None, token: _Token) -> Workbook:
        if known is not None and known[:2] == (wish.path, wish.encoding):
            return known[2]
        return self._read(wish.path, encoding=wish.encoding, steps=self._steps("read", token))

    def _review(self, wish: Wish, workbook: Workbook, token: _Token) -> ImportReview:
        """An answer to a question that another sheet or kind does not ask is left aside, not lost."""
        app, now = self._context.app, self._context.now()
        steps = self._steps("preview", token)
        answers = dict(wish.answers)
        while True:
            order = wish.order(workbook, wish.sheet, answers)
            found = imports.review(
                app.unit_of_work(),
                order=order,
                by=app.operator,
                now=now,
                progress=steps.progress,
                is_cancelled=steps.is_cancelled,
            )
            refusal = found.refusal
            if refusal is None or refusal.code not in _ANSWER_CODES or str(refusal.data.get("cell")) not in answers:
                return found
            del answers[str(refusal.data["cell"])]

    def _found(self, wish: Wish, token: _Token, found: tuple[Workbook, Prepared]) -> None:
        if token is not self._token:
            return
        self._token = None
        self._workbook = (wish.path, wish.encoding, found[0])
        self.ready.emit(found[1])

    def _failed(self, token: _Token, error: BaseException, signal: object) -> None:
        if token is not self._token:
            return
        self._token = None
        if isinstance(error, PultError):
            if error.code == "cancelled":
                self.stopped.emit()
            else:
                signal.emit(error)  # type: ignore[attr-defined]  # PySide's SignalInstance has no common type
        else:
            self.stopped.emit()
            self._context.messages.error(error)

    def let_go(self, former: Prepared) -> None:
        """Nobody shows that preview any more: free it beside the window."""
        holder = [former]
        self._context.runner.submit(LANE, lambda: dissolve(holder), owner=self)

    # --- for good -------------------------------------------------------------------------------------------------

    def take(self, prepared: Prepared, path: Path) -> None:
        """Import what the preview showed; refused where the file is another one by now."""
        token = self._begin()
        token.writes = True
        order, app, now = prepared.review.order, self._context.app, self._context.now()
        steps = self._steps("take", token)

        def work() -> ImportResult:
            if _hash_of(path) != order.workbook.sha256:
                raise Refusal("imports-file-changed", file=path.name)
            with resting():
                return imports.apply(
                    app.unit_of_work(),
                    order=order,
                    by=app.operator,
                    now=now,
                    progress=steps.progress,
                    is_cancelled=steps.is_cancelled,
                )

        def done(result: ImportResult) -> None:
            self._token = None
            self._context.changes.publish(result.changes)
            self.taken.emit(result)

        self._context.runner.submit(
            WRITE,
            work,
            owner=self,
            on_done=done,
            on_error=lambda error: self._failed(token, error, self.not_taken),
        )


_ANSWER_CODES: Final = ("import-answer-unknown", "import-answer-invalid")


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise unreadable(path.name, error) from error
