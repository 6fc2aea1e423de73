"""200,000 rows: nothing is walked through that is not in view, nothing is made on the window's thread, all can stop."""

import threading
from dataclasses import dataclass, field

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.domain.errors import Refusal
from app.domain.registers.preview import RegisterKind
from app.services.import_orders import Outcome
from app.services.import_views import CellView, ColumnView, Place, RowView
from tests.ui.imports.test_preview import REGISTER
from ui.screens.imports import work
from ui.screens.imports.prepared import Keep, Prepared

ROWS = 200_000
COLUMNS = 8


@dataclass
class FakeSheet:
    name: str = "Лист1"
    rows: tuple = ()


@dataclass
class FakeOrder:
    kind: RegisterKind = RegisterKind.METERS
    file_name: str = "большой.xlsx"


@dataclass
class FakeReview:
    """A review of 200,000 rows that counts which of them were made."""

    made: set[int] = field(default_factory=set)
    order: FakeOrder = field(default_factory=FakeOrder)
    sheet: FakeSheet = field(default_factory=FakeSheet)
    result: object = None
    fields = ("plot", "serial")
    choices = ("plot", "serial", "ignore", "guess")
    width = COLUMNS
    last_row = ROWS

    @property
    def columns(self):
        return tuple(
            ColumnView(n, chr(64 + n), f"Столбец {n}", "", "plot", "guessed", 1.0, 1.0, "", "", "", False, ROWS, True)
            for n in range(1, COLUMNS + 1)
        )

    def rows(self, numbers):
        self.made.update(numbers)
        return tuple(
            RowView(n, Place.LINE, {c: CellView(f"{n}.{c}") for c in range(1, COLUMNS + 1)}, outcome=Outcome.NEW)
            for n in numbers
        )


def show_large(worked):
    review = FakeReview()
    places = {Keep.ALL: range(1, ROWS + 1), Keep.LOOK: (), Keep.REFUSED: ()}
    prepared = Prepared(review, places, {}, (), ("plot",), {}, {})
    worked.page._body.setCurrentWidget(worked.pair)
    worked.pair.show_prepared(prepared)
    QApplication.processEvents()
    return review


def test_only_rows_in_view_are_made_however_long_the_sheet_is(worked):
    review = show_large(worked)
    assert worked.pair.sheet_model.rowCount() == ROWS
    assert len(review.made) < 100
    review.made.clear()
    bar = worked.pair.right.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert max(review.made) == ROWS
    assert len(review.made) < 100
    model = worked.pair.sheet_model
    assert model.data(model.index(ROWS - 1, 0)) == f"{ROWS}.1"


def test_going_to_a_row_and_typing_letters_walk_through_nothing(worked):
    review = show_large(worked)
    review.made.clear()
    worked.pair.go("C150000")
    QApplication.processEvents()
    assert worked.pair.left.currentIndex().row() == 149_999
    worked.pair.left.keyboardSearch("199999")
    assert len(review.made) < 150


def test_reading_and_previewing_happen_beside_the_window(worked, monkeypatch):
    threads = []
    real = worked.page.work._read

    def read(path, **more):
        threads.append(threading.current_thread())
        return real(path, **more)

    monkeypatch.setattr(worked.page.work, "_read", read)
    worked.open(worked.write("реестр.csv", REGISTER))
    assert threads
    assert threading.main_thread() not in threads


def test_long_work_shows_how_far_it_is_and_can_be_stopped_and_begun_again(worked, monkeypatch):
    monkeypatch.setattr(work, "_TELL_EVERY", 0.0)
    goes_on, told = threading.Event(), []
    real = worked.page.work._read

    def slow(path, *, encoding="", steps=None, **more):
        steps.at(1, 10)
        goes_on.wait(60)
        steps.at(2, 10)
        return real(path, encoding=encoding, steps=steps, **more)

    monkeypatch.setattr(worked.page.work, "_read", slow)
    worked.page.work.progressed.connect(lambda *how: told.append(how))
    worked.page.open_file(worked.write("реестр.csv", REGISTER))
    loop = QEventLoop()
    worked.page.work.progressed.connect(loop.quit)
    QTimer.singleShot(30_000, loop, loop.quit)
    loop.exec()
    assert told[0] == ("read", 1, 10)
    assert worked.page.cancel.isVisible()
    assert worked.page.progress.maximum() == 10
    worked.page.cancel.click()
    goes_on.set()
    worked.settle()
    assert worked.page.fault.sentence == "Чтение остановлено. Ничего не изменилось."
    assert not worked.page.cancel.isVisible()
    worked.page.fault.button.click()
    worked.settle()
    assert worked.page.take.text() == "Взять 1 абонента и 1 счётчик"


def test_closing_the_window_calls_a_reading_off(worked, monkeypatch):
    seen = []

    def endless(path, *, encoding="", steps=None, **more):
        try:
            for done in range(10_000):
                steps.at(done, 10_000)
                threading.Event().wait(0.001)
        except Refusal as refusal:
            seen.append(refusal.code)
            raise

    monkeypatch.setattr(worked.page.work, "_read", endless)
    worked.page.open_file(worked.write("реестр.csv", REGISTER))
    worked.screen.keep()
    worked.settle()
    assert seen == ["cancelled"]


def test_a_newer_wish_wins_over_the_older_one(worked):
    worked.page.open_file(worked.sample("snt-romashka.xlsx"))
    worked.page.open_file(worked.sample("snp-severny.csv"))
    worked.settle()
    assert worked.page.files.name.text() == "snp-severny.csv"
    assert worked.pair.rows.prepared.review.order.file_name == "snp-severny.csv"
    assert worked.page.fault.sentence == ""


def test_a_preview_that_is_shown_no_more_is_freed(worked):
    import weakref

    worked.open(worked.write("реестр.csv", REGISTER))
    former = weakref.ref(worked.page.prepared.review)
    worked.page.options.overwrite.click()
    worked.settle()
    assert former() is None
