"""The chart of requests and kept terms by day: its numbers, by keys, by mouse."""

from math import isnan

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.documents.export_xlsx import write_xlsx
from app.services.ports.tables import nobody_watches
from tests.fakes.window import settle
from tests.ui.reports.hands import TODAY, cells, filed, show_tab


def test_the_chart_and_the_list_have_the_same_numbers(desk, context, screen) -> None:
    filed(desk)
    page = show_tab(screen(), 2, context)
    chart = page.plot.chart
    assert (len(chart.days), chart.days[-1]) == (16, TODAY)
    assert {s.name: s.values[-1] for s in chart.series if s.values[-1]} == {"Отключение": 2, "Проверка счётчика": 1}
    assert cells(page)[0][:7] == ["16.02.2026", "0", "0", "2", "0", "1", "0"]
    assert cells(page)[-1][0] == "Итого"
    assert page.plot.words.text() == ("пн 16.02: 3 заявки: отключение 2, проверка счётчика 1; сроки ещё не наступили")


def test_the_share_is_a_line_with_gaps(desk, context, screen) -> None:
    filed(desk)
    desk.clock.move(days=3)
    page = show_tab(screen(), 2, context)
    days, shares = page.plot.line_points()
    assert days == [float(n) for n in range(19)]
    assert shares[15] == 0.0  # three start deadlines have passed
    assert sum(not isnan(share) for share in shares) == 1
    assert "в срок 0 из 3 (0,0 %)" in page.plot.words.text() or page.plot.words.text().startswith("чт 19.02")


def test_a_day_is_chosen_by_keys_and_said(desk, context, screen) -> None:
    filed(desk)
    plot = show_tab(screen(), 2, context).plot
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.words.text() == "вс 15.02: заявок нет"
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.place == 0
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.place == 0
    QTest.keyClick(plot, Qt.Key.Key_PageDown)
    assert plot.place == 7
    QTest.keyClick(plot, Qt.Key.Key_End)
    assert plot.accessibleDescription() == plot.words.text()
    assert "3 заявки" in plot.words.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a tooltip shows: offscreen raises nothing
def test_the_mouse_over_a_day_chooses_it(desk, context, screen, qtbot) -> None:
    filed(desk)
    plot = show_tab(screen(), 2, context).plot
    qtbot.waitUntil(lambda: plot.place_on_screen(3).x() > 0)
    point = plot.place_on_screen(3)
    QTest.mouseMove(plot.surface, QPoint(round(point.x()), round(point.y()) - 40))
    qtbot.waitUntil(lambda: plot.place == 3)
    assert plot.words.text().startswith("ср 04.02")


def test_one_client_alone(desk, context, screen) -> None:
    filed(desk)
    page = show_tab(screen(), 2, context)
    page.clients.setCurrentIndex(page.clients.findText("ДПК «Берёзка-2»"))
    settle(context)
    assert page.count.text() == "1 заявка"
    assert page.title() == "Заявки и сроки: февраль 2026, ДПК «Берёзка-2»"


@pytest.mark.parametrize(("unit", "days", "words"), [(1, 47, "1 квартал 2026"), (2, 47, "2026 год")])
def test_a_quarter_and_a_year(desk, context, screen, unit, days, words) -> None:
    filed(desk)
    page = show_tab(screen(), 2, context)
    page.picker.units.setCurrentIndex(unit)
    settle(context)
    assert (len(page.plot.chart.days), page.picker.said) == (days, words)
    assert page.count.text() == "3 заявки"


def test_a_period_without_requests_teaches(desk, context, screen) -> None:
    page = show_tab(screen(), 2, context)
    assert page.empty.isVisible()
    assert not page._upper.isVisible()
    assert not page.export_button.isEnabled()


def test_the_charts_numbers_are_written_with_their_kinds(desk, context, screen, tmp_path) -> None:
    filed(desk)
    page = show_tab(screen(), 2, context)
    write_xlsx(tmp_path / "l.xlsx", page.report.table, page.report.rows, watch=nobody_watches)
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx").active
    assert sheet["A2"].value.date() == TODAY
    assert sheet["H2"].value == 3
