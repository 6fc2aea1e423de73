"""Exporting from the window: the dialog, the progress with its way out, the finished file, closing over a half one."""

import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.services.ports.tables import Holds, Table, TableColumn
from ui.widgets.export_dialog import Choice, ExportDialog, Offer, open_export

TABLE = Table("Журнал", (TableColumn("n", Holds.NUMBER),))


class Source:
    """Rows that wait for a test's sign once `until` of them were taken."""

    def __init__(self, total: int, until: int | None = None) -> None:
        self.total, self.until = total, until
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.every_column: bool | None = None

    def rows(self) -> Iterator[tuple[int]]:
        for n in range(self.total):
            if n == self.until:
                self.reached.set()
                assert self.go_on.wait(10)
            yield (n,)

    def work(self, path, write, every_column, watch) -> int:
        self.every_column = every_column
        return write(path, TABLE, self.rows(), watch=watch)

    def offer(self, *, has_columns: bool = False) -> Offer:
        words = [f"Всё: {self.total}", "Выбранное: 1"]
        one = Choice(words[1], 1, lambda path, write, _every, watch: write(path, TABLE, [(7,)], watch=watch))
        return Offer("Журнал", (Choice(words[0], self.total, self.work), one), has_columns=has_columns)


@pytest.fixture
def opened(console, tmp_path):
    """Open the dialog on a source, its file in a folder of its own."""
    folder = tmp_path / "out"
    folder.mkdir()
    QSettings().setValue("export/folder", str(folder))

    def make(source: Source, **options: bool) -> ExportDialog:
        return open_export(console.context, source.offer(**options), console.window)

    yield make
    for source in SOURCES:
        source.go_on.set()
    SOURCES.clear()
    console.settle()


SOURCES: list[Source] = []


def waiting(total: int = 5000, until: int = 2000) -> Source:
    source = Source(total, until)
    SOURCES.append(source)
    return source


def left(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def begun(console, opened, source: Source) -> Path:
    dialog = opened(source)
    path = dialog.path
    dialog.primary.click()
    assert source.reached.wait(10)
    console.window.export_progress._exports.progressed.emit(1500, source.total)
    return path


def test_the_dialog_names_the_file_and_says_how_many_rows(console, opened) -> None:
    dialog = opened(Source(1_048_576))
    assert dialog.path.name == "Журнал 2026-11-24 1546.xlsx"
    assert dialog.primary.text() == "Выгрузить 1\u00a0048\u00a0576 строк"
    assert "2 листа" in dialog.hint.text()
    dialog.what.setCurrentIndex(1)
    assert dialog.primary.text() == "Выгрузить 1 строку"
    assert not dialog.hint.isVisible()
    dialog.reject()


def test_another_form_changes_the_ending_and_warns_of_csv(console, opened) -> None:
    dialog = opened(Source(3))
    dialog.form.setCurrentIndex(dialog.form.findData("csv"))
    assert dialog.path.suffix == ".csv"
    assert "4/1" in dialog.hint.text()
    dialog.reject()


def test_the_typed_ending_decides_the_form(console, opened, tmp_path) -> None:
    dialog = opened(Source(3))
    dialog.form.setCurrentIndex(dialog.form.findData("csv"))
    dialog.file.setText(str(tmp_path / "j.xlsx"))
    assert dialog.form.currentData() == "xlsx"
    assert dialog.path.name == "j.xlsx"
    dialog.reject()


def test_a_device_is_never_replaced(console, opened) -> None:
    dialog = opened(Source(3))
    dialog.file.setText("/dev/null")
    assert not dialog.primary.isEnabled()
    dialog.reject()


def test_a_folder_that_is_not_there_is_said_before_anything_is_written(console, opened, tmp_path) -> None:
    dialog = opened(Source(3))
    dialog.file.setText(str(tmp_path / "nowhere" / "j.xlsx"))
    assert "nowhere" in dialog.problem.text()
    assert not dialog.primary.isEnabled()
    dialog.file.setText(str(tmp_path))
    assert not dialog.primary.isEnabled()
    (tmp_path / "old.xlsx").touch()
    dialog.file.setText(str(tmp_path / "old.xlsx"))
    assert dialog.primary.isEnabled()
    assert "заменён" in dialog.hint.text()
    dialog.reject()


def test_the_file_is_written_and_its_folder_opens(console, opened, monkeypatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    dialog = opened(Source(1200), has_columns=True)
    path = dialog.path
    dialog.primary.click()
    console.settle()
    assert openpyxl.load_workbook(path).active.max_row == 1201
    done = console.window.export_done
    assert done.isVisible()
    assert "Выгружено 1\u00a0200 строк" in done.words.text()
    done.folder.click()
    assert shown == [str(path.parent)]
    done.away.click()
    assert not done.isVisible()


@pytest.mark.parametrize("wanted", [True, False])
def test_every_column_or_those_shown(console, opened, wanted) -> None:
    source = Source(3)
    dialog = opened(source, has_columns=True)
    dialog.columns.setChecked(wanted)
    dialog.primary.click()
    console.settle()
    assert source.every_column is wanted


def test_progress_is_said_and_cancel_leaves_no_file(console, opened) -> None:
    source = waiting()
    path = begun(console, opened, source)
    progress = console.window.export_progress
    assert progress.isVisible()
    assert progress.words.text() == "Выгрузка: 1\u00a0500 из 5\u00a0000"
    assert progress.bar.value() == 300
    progress.button.click()
    assert not progress.button.isEnabled()
    source.go_on.set()
    console.settle()
    assert not progress.isVisible()
    assert left(path) == []
    assert console.window.message.sentence == "Выгрузка отменена, файла нет"
    assert not console.window.export_done.isVisible()


def test_the_journal_goes_on_while_a_file_is_written(console, opened) -> None:
    source = waiting()
    begun(console, opened, source)
    console.queries.change(412, plot="999")
    console.context.changes.poll()
    console.wait_until(lambda: any(r is not None and r.plot == "999" for r in rows_shown(console)), timeout=5000)
    source.go_on.set()
    console.settle()


def rows_shown(console):
    model = console.journal.model
    return [model.row_at(place) for place in range(model.rowCount())]


def test_a_second_export_is_refused_while_one_runs(console, opened) -> None:
    source = waiting()
    path = begun(console, opened, source)
    second = opened(Source(3))
    second.file.setText(str(path.with_name("second.xlsx")))
    second.primary.click()
    assert "ещё идёт" in console.window.message.sentence
    assert second.isVisible()
    second.reject()
    source.go_on.set()
    console.settle()
    assert left(path) == [path.name]


def test_a_disk_that_refuses_is_said_and_the_next_try_works(console, opened) -> None:
    dialog = opened(Source(3))
    path = dialog.path
    dialog.file.setText(str(path.parent / ("я" * 200 + ".xlsx")))  # longer than a name may be
    dialog.primary.click()
    console.settle()
    assert "не записан" in console.window.message.sentence
    assert not console.window.export_progress.isVisible()
    again = opened(Source(3))
    again.primary.click()
    console.settle()
    assert again is not dialog
    assert console.window.export_done.isVisible()


def closed_by_a_person(console) -> QCloseEvent:
    class Spontaneous(QCloseEvent):
        def spontaneous(self) -> bool:
            return True

    event = Spontaneous()
    console.window.closeEvent(event)
    return event


def question(console) -> QDialog:
    (dialog,) = [d for d in console.window.findChildren(QDialog, "dialog-export-leave") if d.isVisible()]
    return dialog


def test_closing_over_a_half_written_file_asks_first(console, opened) -> None:
    source = waiting()
    path = begun(console, opened, source)
    assert not closed_by_a_person(console).isAccepted()
    asked = question(console)
    assert asked.focusWidget() is not None
    assert asked.focusWidget().text() == "Продолжить выгрузку"
    asked.reject()
    source.go_on.set()
    console.settle()
    assert left(path) == [path.name]
    assert closed_by_a_person(console).isAccepted()


def test_leaving_all_the_same_leaves_no_file(console, opened) -> None:
    source = waiting()
    path = begun(console, opened, source)
    closed_by_a_person(console)
    question(console).findChild(QPushButton, "export-leave").click()
    QApplication.processEvents()
    assert not console.window.isVisible()
    source.go_on.set()
    console.console.close()
    assert left(path) == []


def test_a_system_that_ends_the_program_is_not_kept_waiting(console, opened) -> None:
    source = waiting()
    path = begun(console, opened, source)
    source.go_on.set()
    console.window.close()
    console.console.close()
    assert not console.window.isVisible()
    assert left(path) in ([], [path.name])  # whole, or not there


def test_every_field_of_the_dialog_has_a_name(console, opened) -> None:
    dialog = opened(Source(3), has_columns=True)
    for widget in (dialog.what, dialog.form, dialog.file, dialog.choose, dialog.primary, dialog.columns):
        assert widget.accessibleName() or widget.text()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    dialog.reject()
