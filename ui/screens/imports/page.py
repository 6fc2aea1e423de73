"""Taking a register: a file, how it is read, what becomes of each row, and the button that says what will be taken."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.documents.sheets import read_workbook
from app.domain.desk import Client
from app.domain.errors import PultError
from app.services.import_orders import ImportResult
from ui.context import ScreenContext
from ui.screens.imports.files import FileBar, dropped_file, remember_file
from ui.screens.imports.options import OptionsBar
from ui.screens.imports.pair_view import PairView
from ui.screens.imports.prepared import Prepared
from ui.screens.imports.questions import QuestionBar
from ui.screens.imports.words import ImportWords
from ui.screens.imports.work import ImportWork, Wish
from ui.theme import SPACE_L, SPACE_M
from ui.widgets.bars import Bar
from ui.widgets.empty import EmptyState

_ENCODING_CODES: Final = ("sheet-encoding", "sheet-format")
_KILOBYTE: Final = 1024


class ImportPage(QWidget):
    """`taken(import_id)`: an import was carried out; `journal_asked`: it is to be shown in the journal of imports."""

    taken = Signal(int)
    journal_asked = Signal(int)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._texts = texts = context.texts
        self.words = ImportWords(texts)
        self.wish = Wish()
        self.prepared: Prepared | None = None
        self._clients: tuple[Client, ...] = ()
        self._stale = False
        self._took: int | None = None
        self.work = ImportWork(context, read_workbook, self)
        self.files = FileBar(texts, context.theme)
        """Stands beside the screen's tabs, to leave the height to the tables."""
        self.options = OptionsBar(texts)
        self.fault, self.notice = Bar("warning"), Bar("notice")
        self.fault.setObjectName("fault")
        self.fault.label.setObjectName("fault-words")
        self.notice.button.setObjectName("show-import")
        self.questions = QuestionBar(self.words)
        self.pair = PairView(context, self.words)
        self.empty = EmptyState(context.theme, self)
        self.empty.say(texts("imports-empty-title"), texts("imports-empty-hint"), texts("imports-choose"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(texts("imports-progress-name"))
        self.progress_words = QLabel()
        self.cancel = QPushButton(texts("imports-stop"))
        self.cancel.setObjectName("stop")
        self.take = QPushButton(texts("imports-take-nothing"))
        self.take.setObjectName("take")
        self.take.setProperty("primary", "true")
        self.take.setFont(context.theme.bold)
        self.why_not = QLabel()
        self.why_not.setWordWrap(True)
        self.why_not.setProperty("muted", "true")
        self.why_not.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._build()
        self._connect()
        self.setObjectName("imports-page")
        self.setAcceptDrops(True)
        self._busy(busy=False)
        self.read_clients()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_M)
        foot.addWidget(self.progress_words)
        foot.addWidget(self.progress)
        foot.addWidget(self.cancel)
        foot.addWidget(self.why_not, 1)
        foot.addWidget(self.take)
        self._body = QStackedLayout()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        for widget in (self.options, self.fault, self.notice, self.questions):
            column.addWidget(widget)
        column.addLayout(self._body, 1)
        column.addLayout(foot)
        self.options.hide()

    def _connect(self) -> None:
        self.files.chosen.connect(self.open_file)
        self.files.again.connect(self.reread)
        self.empty.pressed.connect(self.files.ask)
        self.options.changed.connect(self._wished)
        self.questions.answered.connect(self._answered)
        self.questions.shown.connect(self.pair.go)
        self.pair.told.connect(self._told)
        self.fault.pressed.connect(self.reread)
        self.notice.pressed.connect(self._show_in_journal)
        self.cancel.clicked.connect(self.work.stop)
        self.take.clicked.connect(self.take_all)
        work = self.work
        work.began.connect(lambda: self._busy(busy=True))
        work.progressed.connect(self._progressed)
        work.ready.connect(self._ready)
        work.failed.connect(self._failed)
        work.stopped.connect(self._stopped)
        work.taken.connect(self._taken)
        work.not_taken.connect(self._not_taken)
        for key, slot in (("Ctrl+O", self.files.ask), ("Ctrl+Return", self.take_all)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what is wished -------------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Begin with a file; how files are read (kind, driver, gateway) stays, what was said of another file does not."""
        former = self.wish
        self.wish = Wish(path=path, kind=former.kind, driver=former.driver, gateway=former.gateway)
        self.work.forget_file()
        shown, self.prepared, self._took = self.prepared, None, None
        self.pair.clear()
        if shown is not None:
            self.work.let_go(shown)
        self.notice.hide()
        self.questions.show_questions(())
        self._body.setCurrentWidget(self.empty)
        self.empty.hide()
        self.files.show_file(path, "")
        self.options.show_wish(self.wish)
        self._look()

    def reread(self) -> None:
        """The file may have changed: read it again; everything that was told and answered stays."""
        if self.wish.has_file:
            self.work.forget_file()
            self._look()

    def _wished(self, wish: Wish) -> None:
        self.wish = replace(
            self.wish,
            kind=wish.kind,
            client=wish.client,
            sheet=wish.sheet,
            encoding=wish.encoding,
            overwrite=wish.overwrite,
            driver=wish.driver,
            gateway=wish.gateway,
        )
        self.options.show_wish(self.wish)
        self._look()

    def _told(self, letter: str, said: str) -> None:
        if self.prepared is None:
            return
        sheet = self.prepared.review.sheet.name
        self.wish = replace(self.wish, sheet=sheet).telling(sheet, letter, said)
        self.options.show_wish(self.wish)
        self._look()

    def _answered(self, cell: str, answer: str) -> None:
        self.wish = replace(self.wish, answers={**self.wish.answers, cell: answer})
        self._look()

    def _look(self) -> None:
        self._took = None
        self.notice.hide()
        if self.wish.has_file:
            self.work.preview(self.wish)

    # --- what came ------------------------------------------------------------------------------------------------

    def _ready(self, prepared: Prepared) -> None:
        workbook = self.work.workbook
        if workbook is None:
            return
        former, self.prepared = self.prepared, prepared
        if former is None:
            remember_file(self.wish.path)
        self.fault.hide()
        self.options.show()
        self.options.show_prepared(prepared, workbook)
        self._show_clients()
        self.files.show_file(self.wish.path, self._facts())
        self.questions.show_questions(prepared.questions)
        self._body.setCurrentWidget(self.pair)
        self.pair.show_prepared(prepared)
        if prepared.review.refusal is not None:
            self.fault.say(self._sentence(prepared.review.refusal))
        elif other := next((remark for remark in prepared.remarks if remark.reason == "other-client"), None):
            self.fault.say(self.words.problem(other))
        self._busy(busy=False)
        if former is not None:
            self.work.let_go(former)

    def _facts(self) -> str:
        workbook = self.work.workbook
        try:
            size = self.wish.path.stat().st_size
        except OSError:
            size = 0
        macros = "yes" if workbook is not None and workbook.macros else "no"
        kind = workbook.kind if workbook is not None else ""
        return self._texts("imports-facts", kind=kind, kilobytes=max(1, round(size / _KILOBYTE)), macros=macros)

    def _show_clients(self) -> None:
        result = self.prepared.result if self.prepared else None
        guessed = result.client.full_name if result and result.client and not self.wish.client else ""
        self.options.show_clients(self._clients, guessed)

    def _failed(self, error: PultError) -> None:
        self.fault.say(self._sentence(error), button=self._texts("imports-reread"))
        if error.code in _ENCODING_CODES:
            self.options.show()
            self.options.allow_encoding()
        if self.prepared is None:
            self.files.show_file(self.wish.path, "")
            self.empty.show()
            self._body.setCurrentWidget(self.empty)
        self._busy(busy=False)

    def _stopped(self) -> None:
        if self.prepared is None:
            self._body.setCurrentWidget(self.empty)
            self.empty.show()
            self.fault.say(self._texts("imports-stopped"), button=self._texts("imports-reread"))
        else:
            self.fault.say(self._texts("imports-stopped-shown"), button=self._texts("imports-reread"))
        self._busy(busy=False)

    def _sentence(self, error: PultError) -> str:
        """The refusal; what the command line words by its options is worded by what one sees here."""
        key = f"imports-refusal-{error.code}"
        if self._texts.has(key):
            return self._texts(key, field=self.words.field(str(error.data.get("field", ""))))
        return self._context.messages.sentence(error)

    # --- taking ---------------------------------------------------------------------------------------------------

    def take_all(self) -> None:
        """Import for good what the preview shows."""
        if self.take.isEnabled() and self.prepared is not None:
            self.fault.hide()
            self.work.take(self.prepared, self.wish.path)

    def _taken(self, result: ImportResult) -> None:
        self.taken.emit(result.import_id or 0)
        self._busy(busy=False)
        self.work.preview(self.wish)  # what is left on the screen is what was not taken
        self._took = result.import_id
        self.notice.say(self.words.took(result), button=self._texts("imports-show-in-journal"))

    def _not_taken(self, error: PultError) -> None:
        self._busy(busy=False)
        if error.code == "imports-file-changed":
            self.reread()
            self.notice.say(self._sentence(error))
        else:
            self.fault.say(self._sentence(error), button=self._texts("imports-reread"))

    def _show_in_journal(self) -> None:
        if self._took is not None:
            self.journal_asked.emit(self._took)

    # --- while it works -------------------------------------------------------------------------------------------

    def _progressed(self, what: str, done: int, total: int) -> None:
        self.progress.setRange(0, max(0, total))
        self.progress.setValue(min(done, total))
        self.progress_words.setText(self._texts(f"imports-progress-{what}"))

    def _busy(self, *, busy: bool) -> None:
        for widget in (self.progress, self.progress_words, self.cancel):
            widget.setVisible(busy)
        if busy:
            self.progress.setRange(0, 0)
            self.progress_words.setText(self._texts("imports-progress-read"))
        self._judge(busy=busy)

    def _judge(self, *, busy: bool) -> None:
        """Whether the button may be pressed, what it says, and why it may not."""
        result = self.prepared.result if self.prepared else None
        deed = self.words.deed(result) if result else ""
        self.take.setText((deed or self._texts("imports-take-nothing")).replace("&", "&&"))
        self.take.setAccessibleName(deed or self._texts("imports-take-nothing"))
        self.take.setVisible(self.prepared is not None)
        why = "" if busy else self._why_not(result, deed)
        self.why_not.setText(why)
        self.take.setEnabled(not busy and bool(deed) and not why)

    def _why_not(self, result: ImportResult | None, deed: str) -> str:
        if self.prepared is None:
            return ""
        if self._stale:
            return self._texts("dialog-stale")
        if result is None:
            return self._texts("imports-cannot-read")
        if self.options.client.isVisibleTo(self) and result.client is None:
            return self._texts("imports-cannot-client")
        return "" if deed else self._texts("imports-cannot-nothing")

    # --- Qt and the screen ----------------------------------------------------------------------------------------

    def read_clients(self) -> None:
        """The partnerships, for the list."""
        self._context.read(self._context.app.queries.clients, self._know_clients, owner=self, key="clients")

    def _know_clients(self, clients: Sequence[Client]) -> None:
        self._clients = tuple(clients)
        self._show_clients()

    def set_stale(self, *, stale: bool) -> None:
        """A8: nothing can be taken while the database is away."""
        self._stale = stale
        self._judge(busy=self.work.is_busy)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file is welcome."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)
