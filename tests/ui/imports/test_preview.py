"""A register on the screen: the sheet beside what it becomes, columns by hand, questions, counts, the deed."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.services.import_views import Mark, Place
from ui.screens.imports.files import dropped_file, recent_files
from ui.screens.imports.prepared import Keep

REGISTER = """СНТ «Ромашка»
Участок;Владелец;Зав. №;Мощность, кВт;Телефон
33;Ким Пётр Сергеевич;00471193;5;+7 914 111-22-33
101;Новый Пётр;00500101;7,5;+7 900 000-00-01
102;Новая Анна;00500102;абв;
"""


def test_an_empty_screen_teaches_and_nothing_can_be_taken(worked):
    assert worked.page.empty.isVisible()
    assert worked.page.empty.title.text() == "Загрузите реестр товарищества"
    assert "Взять" in worked.page.empty.hint.text()
    assert not worked.page.take.isVisible()


def test_the_counts_and_the_button_say_what_will_happen_and_nothing_happens_before(worked):
    before = worked.count("subscribers")
    worked.open(worked.sample("snt-romashka.xlsx"))
    assert worked.pair.counts.text() == (
        "205 абонентов: все новые; 201 счётчик: все новые; не взято 5 строк; ещё в 5 строках взято не всё."
    )
    assert worked.page.take.text() == "Взять 205 абонентов и 201 счётчик"
    assert worked.count("subscribers") == before
    worked.press("take")
    assert worked.count("subscribers") == before + 205
    assert worked.page.notice.sentence == "Взято: 205 абонентов и 201 счётчик. Загрузка № 1."
    assert "205 абонентов: все как есть" in worked.pair.counts.text()
    assert not worked.page.take.isEnabled()
    assert worked.page.why_not.text() == "Брать нечего: в базе уже всё так, как в файле."
    assert (worked.refused, worked.broke) == ([], [])


def test_the_sheet_stands_as_it_is_with_titles_heading_and_bad_cells_marked(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    model = worked.pair.sheet_model

    def look(number, letter):
        return model.look(worked.pair.rows.place_of(number), ord(letter) - ord("A"))

    assert look(1, "A").place is Place.TITLE
    assert look(4, "B").place is Place.HEADING
    assert look(6, "A").place is Place.LEFT_OUT
    assert (look(40, "E").mark, look(18, "K").mark, look(19, "D").mark) == (Mark.REFUSED, Mark.QUESTION, Mark.WARNING)
    tip = model.data(model.index(worked.pair.rows.place_of(40), 4), Qt.ItemDataRole.ToolTipRole)
    assert "буква «О» в MAC-адресе русская" in tip
    assert worked.right(7)["outcome"] == "новый"
    assert worked.right(40)["meter"] == "не взят"
    assert "буква «О»" in worked.right(40)["why"]


def test_both_sides_scroll_together_and_share_the_current_row_which_is_explained(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    worked.pair.left.verticalScrollBar().setValue(900)
    assert worked.pair.right.verticalScrollBar().value() == 900
    worked.pair.right.setFocus()
    worked.pair.right.selectRow(39)
    assert worked.pair.left.currentIndex().row() == 39
    assert worked.pair.explanation.toPlainText().startswith("Строка 40, участок 34а: новый. Счётчик: не взят.\nE40 ")
    QTest.keyClick(worked.pair.right, Qt.Key.Key_Down)
    assert worked.pair.left.currentIndex().row() == 40


def test_changes_are_said_old_and_new_and_the_file_wins_only_when_told(worked):
    path = worked.write("реестр.csv", REGISTER.replace("Ким Пётр Сергеевич", "Ким Пётр Семёнович"))
    worked.open(path)
    assert worked.right(3)["outcome"] == "не взят"
    assert "в базе другое: Ким Пётр Сергеевич" in worked.right(3)["why"]
    worked.page.options.overwrite.click()
    worked.settle()
    assert worked.right(3)["outcome"] == "изменится"
    assert worked.right(3)["owner"] == "Ким Пётр Сергеевич → Ким Пётр Семёнович"
    assert "Взять" in worked.page.take.text()


def test_a_filter_leaves_the_rows_to_look_at_and_those_not_taken(worked):
    worked.open(worked.write("реестр.csv", REGISTER))
    worked.press("keep-refused")
    assert [worked.pair.rows.at(at).number for at in range(len(worked.pair.rows.places))] == [3, 5]
    worked.press("keep-all")
    assert worked.pair.sheet_model.rowCount() == 5
    assert worked.pair.keep is Keep.ALL


@pytest.mark.rule("C5")
def test_a_held_question_is_answered_in_place_and_survives_everything(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    assert worked.page.questions.label.text() == "K18: Участок 12: «аппарат ИВЛ, не отключать!». Абонент под защитой?"
    worked.press("imports-question-show")
    assert worked.pair.left.currentIndex().row() == 17
    worked.press("answer-protected")
    assert "206 абонентов" in worked.pair.counts.text()
    assert worked.right(18)["outcome"] == "новый"
    worked.choose(worked.page.options.kind, "meters")  # asks nothing about people
    assert not worked.page.questions.isVisible()
    assert worked.page.fault.sentence == ""  # the answer is left aside, not held against the file
    worked.choose(worked.page.options.kind, "subscribers")
    worked.press("reread")
    assert "206 абонентов" in worked.pair.counts.text()
    worked.press("take")
    card = [s for s in worked.desk.app.queries.subscribers(worked.desk.romashka) if s.plot == "12"]
    assert card[0].protected


def test_a_column_is_matched_by_hand_and_remembered_once_it_was_taken(worked):
    odd = REGISTER.replace("Участок;", "Обозначение;").replace("СНТ «Ромашка»\n", "")
    worked.open(worked.write("первый.csv", odd))
    assert worked.page.fault.sentence == (
        "Не найден столбец «участок». Назовите его над таблицей: выберите в списке над нужным столбцом."
    )
    assert not worked.page.take.isEnabled()
    assert worked.pair.sheet_model.rowCount() == 4  # the sheet stands there to be matched
    worked.choose(worked.head("A"), "plot")
    assert worked.page.fault.sentence == ""
    assert "указано вами" in worked.head("A").accessibleName()
    worked.choose(worked.page.options.client, "СНТ «Ромашка»")
    worked.press("take")
    assert "Загрузка № 1" in worked.page.notice.sentence
    worked.open(worked.write("второй.csv", odd.replace("101;", "201;")))
    assert "вспомнено" in worked.head("A").accessibleName()
    worked.choose(worked.head("A"), "guess")
    assert "Не найден столбец" in worked.page.fault.sentence


def test_a_field_told_of_another_column_is_taken_from_the_first(worked):
    worked.open(worked.write("реестр.csv", REGISTER))
    worked.choose(worked.head("E"), "serial")
    worked.choose(worked.head("C"), "serial")
    assert worked.page.fault.sentence == ""
    assert worked.head("C").currentData() == "serial"
    assert worked.head("E").currentData() == "phone"


def test_every_list_above_a_column_is_reached_by_tab_and_brings_its_column_into_view(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    worked.screen.activateWindow()
    worked.head("A").setFocus(Qt.FocusReason.TabFocusReason)
    for letter in "BCDEFGHIJK":
        QTest.keyClick(worked.screen.focusWidget(), Qt.Key.Key_Tab)
        assert worked.screen.focusWidget() is worked.head(letter)
    right = worked.head("K").geometry().right()
    assert right <= worked.pair.left.viewport().width()


def test_the_partnership_is_guessed_and_another_one_in_the_title_is_warned_of(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    assert worked.page.options.client.currentText() == "СНТ «Ромашка» (по заголовку файла)"
    worked.choose(worked.page.options.client, "ДПК «Берёзка-2»")
    assert "в файле назван «Ромашка», а загружается для ДПК «Берёзка-2»" in worked.page.fault.sentence
    assert worked.page.take.isEnabled()


def test_without_a_partnership_it_says_so_and_takes_nothing(worked):
    worked.open(worked.write("чужой.csv", REGISTER.replace("Ромашка", "Неизвестная")))
    assert worked.page.why_not.text() == "Выберите товарищество, чей это реестр."
    assert not worked.page.take.isEnabled()


def test_another_sheet_of_the_workbook_can_be_chosen(worked):
    worked.open(worked.sample("snt-romashka.xlsx"))
    worked.choose(worked.page.options.sheet, "Старые")
    assert worked.pair.counts.text().startswith("1 абонент: новый")


def test_an_encoding_guessed_wrongly_is_mended_at_once(worked):
    worked.open(worked.write("реестр.csv", REGISTER, "cp1251"))
    assert worked.page.options.encoding.currentText() == "cp1251 (угадана)"
    worked.choose(worked.page.options.encoding, "koi8-r")
    assert "заголовков" in worked.page.fault.sentence
    worked.choose(worked.page.options.encoding, "cp1251")
    assert worked.page.fault.sentence == ""
    assert worked.right(4)["owner"] == "Новый Пётр"


def test_driver_and_gateway_are_given_to_new_meters(worked):
    worked.open(worked.write("реестр.csv", REGISTER))
    for line, text in ((worked.page.options.driver, "simulator"), (worked.page.options.gateway, "10.0.0.7:4059")):
        line.setFocus()
        QTest.keyClicks(line, text)
        line.editingFinished.emit()
        worked.settle()
    worked.press("take")
    with worked.desk.app.unit_of_work() as uow:
        meter = uow.clients.meter_by_serial("00500101")
        assert (meter.driver, meter.gateway) == ("simulator", "10.0.0.7:4059")


def test_one_dropped_file_is_welcome_and_kept_among_the_recent_ones(worked):
    path = worked.sample("snp-severny.csv")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert dropped_file(data) == path
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(path))])
    assert dropped_file(data) is None
    worked.open(path)
    assert recent_files() == [path]


def test_clients_are_taken_without_a_partnership(worked):
    worked.page.options.kind.setFocus()
    table = "Название;Форма;Электронная почта\nЗаря;СНТ;zarya@example.org\n"
    worked.open(worked.write("клиенты.csv", table))
    worked.choose(worked.page.options.kind, "clients")
    assert not worked.page.options.client.isVisible()
    assert worked.page.take.text() == "Взять 1 клиента"
    worked.press("take")
    assert "Заря" in [client.name for client in worked.desk.app.queries.clients()]
    assert worked.page.options.client.findData("СНТ «Заря»") > 0


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_it_speaks_both_languages_in_both_themes_with_a_name_for_everything(show, language, dark):
    worked = show(language=language, dark=dark)
    worked.open(worked.sample("snt-romashka.xlsx"))
    for button in worked.screen.findChildren(QPushButton):
        assert not button.isVisible() or button.accessibleName() or button.text()
    for combo in worked.pair.header.combos:
        assert combo.accessibleName()
    assert worked.broke == []
