"""The one door to the user: each kind of failure has one way, and none of them is silent."""

import sys

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.domain.errors import Conflict, FieldConflict, Refusal, Unavailable
from app.texts import Texts
from ui.shell.messages import Messages, bug_report, catch_everything
from ui.shell.popups import BugDialog, ConflictDialog


def fail(text: str) -> None:
    raise ValueError(text)


def fault(text: str) -> Exception:
    with pytest.raises(ValueError) as caught:
        fail(text)
    return caught.value


def test_a_refusal_is_a_sentence_in_the_window(console):
    console.context.messages.error(Refusal("request-unknown", number="2026-000007"))
    assert "2026-000007" in console.window.message.sentence
    assert "request-unknown" not in console.window.message.sentence
    console.window.message.button.click()
    assert console.window.message.sentence == ""


def test_a_refusal_nobody_worded_is_still_said(console):
    console.context.messages.error(Refusal("never-heard-of"))
    assert console.window.message.sentence == "Действие отклонено: never-heard-of. Ничего не изменилось."


@pytest.mark.rule("A10")
def test_a_conflict_shows_was_theirs_and_mine(console):
    fields = (FieldConflict("status", "Подтверждена", "Выполнена", "Отклонена"),)
    console.context.messages.error(Conflict(who="Ольга", when="14:05", fields=fields, version=3))
    dialog = console.window.findChild(ConflictDialog)
    said = [label.text() for label in dialog.findChildren(type(console.journal.found))]
    assert (
        "Пока Вы правили, Ольга в 14:05 изменил(а) эту заявку. Ваше действие не выполнено, введённое сохранено." in said
    )
    assert said[-3:] == ["Подтверждена", "Выполнена", "Отклонена"]
    dialog.close()


def test_what_is_away_is_said_once_down_and_once_up():
    messages, told = Messages(Texts("ru")), []
    messages.went_away.connect(lambda code, _sentence: told.append(f"-{code}"))
    messages.came_back.connect(lambda code: told.append(f"+{code}"))
    for _ in range(3):
        messages.error(Unavailable("database-locked", path="x"))
    messages.available()
    messages.available()
    assert told == ["-database-locked", "+database-locked"]


def test_a_bug_opens_a_report_to_copy_without_values_in_it(console):
    console.context.messages.error(fault("Иванов Иван, +7 900 000-00-00"))
    dialog = console.window.findChild(BugDialog)
    report = dialog.findChild(QPlainTextEdit).toPlainText()
    assert "ValueError" in report
    assert "test_messages.py" in report
    assert "Иванов" not in report
    next(button for button in dialog.buttons.buttons() if button.text() == "Скопировать отчёт").click()
    assert QApplication.clipboard().text() == report
    dialog.close()


def test_the_same_bug_is_told_once():
    messages, told = Messages(Texts("ru")), []
    messages.broke.connect(told.append)
    error = fault("x")
    messages.error(error)
    messages.error(error)
    assert len(told) == 1


def test_the_report_names_causes():
    error = RuntimeError("secret")
    error.__cause__ = fault("secret")
    report = bug_report(error)
    assert "caused by\nValueError" in report
    assert "secret" not in report


def test_what_nobody_caught_goes_through_the_door_too():
    messages, told = Messages(Texts("ru")), []
    messages.broke.connect(told.append)
    former = sys.excepthook
    release = catch_everything(messages)
    error = fault("x")
    sys.excepthook(ValueError, error, error.__traceback__)
    release()
    assert len(told) == 1
    assert sys.excepthook is former
