"""The journal of imports: what was taken, and one import taken back as a whole, or in words why not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from app.domain.kinds import RequestKind
from ui.screens.imports.history_words import COLUMNS
from ui.screens.imports.view import HISTORY

REGISTER = """СНТ «Ромашка»
Участок;Владелец;Зав. №;Телефон
33;Ким Пётр Сергеевич;00471193;
101;Новый Пётр;00500101;+7 900 000-00-01
102;Новая Анна;00500102;
"""


@pytest.fixture
def taken(worked):
    worked.open(worked.write("реестр.csv", REGISTER))
    worked.press("take")
    worked.page.notice.button.click()
    worked.settle()
    return worked


def cells(worked, row=0):
    model = worked.history.model
    return {key: model.data(model.index(row, at)) for at, key in enumerate(COLUMNS)}


def test_an_empty_journal_teaches_and_its_button_begins(worked):
    worked.screen.show_page(HISTORY)
    worked.settle()
    assert worked.history.empty.isVisible()
    assert worked.history.empty.title.text() == "Загрузок ещё не было"
    assert not worked.history.back.isEnabled()


def test_it_says_who_took_what_from_which_file_for_whom(taken):
    assert cells(taken) == {
        "at": "10:30",
        "who": "anna",
        "file": "реестр.csv",
        "kind": "Абоненты и счётчики",
        "client": "СНТ «Ромашка»",
        "taken": "3",
        "refused": "0",
        "back": "",
    }
    said = taken.history.details.toPlainText()
    assert "3 абонента: 2 новых, 1 как было" in said
    assert "Новые участки: 101, 102" in said
    assert "Новые счётчики: 00500101, 00500102" in said


def test_what_was_not_taken_is_said_cell_by_cell(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    worked.press("take")
    worked.page.notice.button.click()
    worked.settle()
    said = worked.history.details.toPlainText()
    assert "E40 Счётчик / MAC-адрес: буква «О» в MAC-адресе русская (знак 1); нужна латинская" in said
    assert "Савельева" not in said  # no personal data is kept with the record


def test_an_import_is_taken_back_as_a_whole_with_a_reason_and_the_focus_on_cancel(taken):
    before = taken.count("subscribers")
    taken.press("take-back")
    dialog = taken.dialog()
    assert dialog.focusWidget() is dialog.cancel
    assert "исчезнет всё, что она добавила: 2 абонента и 2 счётчика" in dialog.says.text()
    assert not dialog.primary.isEnabled()
    words = dialog.findChild(QPlainTextEdit, "reason")
    words.setPlainText("  \n ")
    assert not dialog.primary.isEnabled()
    words.setPlainText("Не тот реестр")
    QTest.mouseClick(dialog.findChild(QPushButton, "primary"), Qt.MouseButton.LeftButton)
    taken.settle()
    assert taken.count("subscribers") == before - 2
    assert cells(taken)["back"] == "10:30"
    assert "Причина: Не тот реестр" in taken.history.details.toPlainText()
    assert not taken.history.back.isEnabled()


def test_enter_in_the_open_dialog_cancels(taken):
    before = taken.count("subscribers")
    taken.press("take-back")
    QTest.keyClick(taken.dialog(), Qt.Key.Key_Return)
    taken.settle()
    assert taken.count("subscribers") == before
    assert cells(taken)["back"] == ""


def test_what_depends_on_an_import_is_said_and_nothing_can_be_taken_back(taken):
    desk = taken.desk
    desk.plots["101"] = next(s.id for s in desk.app.queries.subscribers(desk.romashka) if s.plot == "101")
    desk.file(RequestKind.DISCONNECT, "101")
    taken.press("take-back")
    dialog = taken.dialog()
    assert "Отменить эту загрузку нельзя" in dialog.says.text()
    assert "1 заявка" in dialog.says.text()
    assert not dialog.primary.isVisible()
    assert not dialog.reason.isVisible()
    assert dialog.cancel.text() == "Закрыть"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    taken.settle()
    assert taken.count("import_reversals") == 0


def test_what_came_to_depend_on_it_while_the_reason_was_typed_stops_it(taken):
    taken.press("take-back")
    dialog = taken.dialog()
    dialog.reason.setPlainText("Ошибка")
    desk = taken.desk
    desk.plots["101"] = next(s.id for s in desk.app.queries.subscribers(desk.romashka) if s.plot == "101")
    desk.file(RequestKind.DISCONNECT, "101")
    dialog.submit()
    taken.settle()
    assert "Отменить эту загрузку нельзя" in dialog.says.text()
    assert taken.count("import_reversals") == 0
    dialog.reject()


def test_f1_lists_the_keys_of_this_screen(worked):
    QTest.keyClick(worked.screen, Qt.Key.Key_F1)
    dialog = worked.dialog()
    assert dialog.windowTitle() == "Клавиши загрузки реестров"
    dialog.reject()
