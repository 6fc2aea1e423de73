"""The reports' screen over a real desk: what it shows, prints and exports, the price, the chart by keys and mouse."""

from datetime import date, time
from decimal import Decimal
from math import isnan
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPushButton, QTableView, QWidget

from app.domain.desk import Role
from app.domain.kinds import RequestKind
from app.domain.requests import Completion, Visit
from app.services import requests
from app.services.ports.tables import nobody_watches
from tests.fakes.small_desk import make_small_desk
from tests.fakes.window import end, make_context, settle
from ui.qss import style_sheet
from ui.screens.reports.calls import CallsPage
from ui.screens.reports.price import PriceDialog, parse_rubles
from ui.screens.reports.printing import report_html, save_pdf
from ui.screens.reports.view import ReportsScreen
from ui.widgets.export_dialog import ExportDialog
from ui.widgets.periods import PeriodPicker, Unit, period_of, say_period, stepped
from ui.widgets.plots import day_ticks

TODAY = date(2026, 2, 16)


@pytest.fixture
def desk(tmp_path: Path):
    made = make_small_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def context(desk, qapp):
    made = make_context(desk)
    yield made
    end(made)


@pytest.fixture
def screen(context, qtbot):
    kept: list[ReportsScreen] = []

    def make() -> ReportsScreen:
        shown = ReportsScreen(context)
        kept.append(shown)
        qtbot.addWidget(shown)
        shown.setStyleSheet(style_sheet(context.theme))
        shown.resize(1400, 800)
        shown.show()
        shown.arrived()
        settle(context)
        return shown

    yield make
    kept.clear()


def visit(desk, plot: str = "33", day: date = TODAY, text: str = "мигает индикатор") -> int:
    request_id = desk.confirmed(RequestKind.ONSITE_CHECK, plot, text=text)
    requests.agree_visit(
        desk.app.unit_of_work(),
        request_id=request_id,
        seen_version=desk.card(request_id).request.version,
        visit=Visit("Петрова А. И.", "+7 900 111-22-33", day, time(10), time(12)),
        by=desk.app.operator,
        now=desk.clock.utc(),
    )
    return request_id


def false_call(desk, plot: str = "33") -> int:
    request_id = visit(desk, plot)
    requests.complete(
        desk.app.unit_of_work(),
        request_id=request_id,
        seen_version=desk.card(request_id).request.version,
        completion=Completion(result="Никого нет", false_call=True),
        by=desk.app.operator,
        now=desk.clock.utc(),
    )
    return request_id


def cells(page) -> list[list[str]]:
    model = page.table.rows
    return [[model.text(r, c) for c in range(model.columnCount())] for r in range(model.rowCount())]


def show_tab(screen, place: int, context):
    screen.tabs.setCurrentIndex(place)
    settle(context)
    return screen.page


# --- the day's visits -------------------------------------------------------------------------------------------------


def test_todays_visits_are_there_at_once(desk, context, screen) -> None:
    visit(desk)
    page = screen().page
    (line,) = cells(page)
    assert line[:4] == ["10:00–12:00", "СНТ «Ромашка»", "33", "ул. Садовая, 4"]
    assert line[4:9] == [
        "Ким Пётр Сергеевич",
        "+7 914 000-00-00",
        "Петрова А. И., +7 900 111-22-33",
        "00471193",
        "мигает индикатор",
    ]
    assert page.count.text() == "1 выезд"
    assert page.table.isColumnHidden(11)  # the signature is for the pen


def test_a_day_without_visits_says_what_will_be_here_and_leads_on(desk, context, screen) -> None:
    visit(desk, day=date(2026, 2, 17))
    page = screen().page
    assert page.empty.isVisible()
    assert not page.print_button.isEnabled()
    page.empty.button.click()
    settle(context)
    assert not page.empty.isVisible()
    assert len(cells(page)) == 1


def test_a_visit_agreed_elsewhere_appears_by_itself(desk, context, screen) -> None:
    page = screen().page
    request_id = visit(desk)
    changes = desk.app.queries.changes_since(0)[1]
    context.changes.publish(changes)
    settle(context)
    assert [line[9] for line in cells(page)] == [desk.card(request_id).request.number]


def test_the_list_is_exported_as_it_stands(desk, context, screen, tmp_path) -> None:
    visit(desk, text="=HYPERLINK(0)")
    page = screen().page
    page.export()
    (dialog,) = page.findChildren(ExportDialog)
    assert dialog.path.name.startswith("Выезды на пн 16.02.2026")
    path = tmp_path / "visits.xlsx"
    dialog.file.setText(str(path))
    dialog.primary.click()
    settle(context)
    sheet = openpyxl.load_workbook(path)["Выезды"]
    assert [cell.value for cell in sheet[1]][-2:] == ["Что установлено", "Подпись"]
    assert sheet["I2"].value == "=HYPERLINK(0)"
    assert sheet["I2"].data_type != "f"


def test_paper_has_room_for_result_and_signature_and_no_markup_from_texts(desk, context, screen, tmp_path) -> None:
    visit(desk, text="<b>щит</b> & искрит")
    page = screen().page
    html = report_html(page.report, title=page.title(), foot="Пульт")
    assert "Выезды на пн 16.02.2026" in html
    assert "Подпись" in html
    assert "&lt;b&gt;щит&lt;/b&gt; &amp; искрит" in html
    save_pdf(context, html, tmp_path / "visits.pdf")
    assert (tmp_path / "visits.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_pdf_that_cannot_be_written_is_said(desk, context, tmp_path) -> None:
    refused: list[str] = []
    context.messages.refused.connect(refused.append)
    save_pdf(context, "<p>1</p>", tmp_path / "nowhere" / "visits.pdf")
    assert "не записан" in refused[0]


def test_a_long_list_goes_over_several_pages(desk, context, tmp_path) -> None:
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(400))
    save_pdf(context, f"<table>{rows}</table>", tmp_path / "long.pdf")
    assert (tmp_path / "long.pdf").read_bytes().count(b"/Type /Page\n") > 3


# --- false calls ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R13")
def test_without_a_price_it_is_said_and_set_from_here(desk, context, screen) -> None:
    false_call(desk)
    page = show_tab(screen(), 1, context)
    assert "не задана" in page.price_words.text()
    assert page.count.text() == "1 ложный вызов"
    assert [line[5] for line in cells(page)] == ["", ""]
    page.price_button.click()
    (dialog,) = page.findChildren(PriceDialog)
    dialog.rubles.setText("1 500,5")
    assert dialog.primary.text() == "Задать 1\u00a0500,50 ₽ с 01.02.2026"
    dialog.primary.click()
    settle(context)
    assert cells(page)[0][5] == "1\u00a0500,50"
    assert cells(page)[1][0] == "Итого СНТ «Ромашка»: 1 вызов"
    assert page.count.text() == "1 ложный вызов, к оплате 1\u00a0500,50 ₽"
    assert page.price_words.text() == "Цена ложного вызова: 1\u00a0500,50 ₽"
    assert page.price_button.text() == "Изменить цену…"


@pytest.mark.rule("R13")
def test_each_client_has_its_sum_and_there_is_one_of_all(desk, context, screen) -> None:
    page = show_tab(screen(), 1, context)
    assert isinstance(page, CallsPage)
    for plot in ("33", "4/1", "12а"):
        false_call(desk, plot)
    set_price(desk, "100")
    page.refresh()
    settle(context)
    assert [(line[0], line[5]) for line in cells(page) if not line[1]] == [
        ("Итого ДПК «Берёзка-2»: 1 вызов", "100,00"),
        ("Итого СНТ «Ромашка»: 2 вызова", "200,00"),
        ("Всего: 3 вызова", "300,00"),
    ]
    assert page.table.columnSpan(1, 0) == 5


def set_price(desk, rubles: str, since: date = date(2026, 2, 1)) -> None:
    from app.services import reports

    reports.set_false_call_price(
        desk.app.unit_of_work(), rubles=Decimal(rubles), since=since, by=desk.app.operator, now=desk.clock.utc()
    )


def test_a_price_to_come_is_said_beside_the_present_one(desk, context, screen) -> None:
    set_price(desk, "1000")
    set_price(desk, "1200", date(2026, 3, 1))
    page = show_tab(screen(), 1, context)
    assert page.price_words.text() == "Цена ложного вызова: 1\u00a0000,00 ₽, с 01.03.2026: 1\u00a0200,00 ₽"


@pytest.mark.parametrize("typed", ["", "много", "0", "-5", "1,005", "99999999"])
def test_a_wrong_price_stands_with_its_reason_and_what_was_typed(desk, context, screen, typed) -> None:
    page = show_tab(screen(), 1, context)
    page.set_price()
    (dialog,) = page.findChildren(PriceDialog)
    dialog.rubles.setText(typed)
    dialog.write()
    settle(context)
    assert dialog.isVisible()
    assert dialog.problem.text()
    assert dialog.rubles.text() == typed
    assert dialog.primary.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("typed", "rubles"),
    [("1500", "1500"), (" 1 500,50 ₽", "1500.50"), ("1\u00a0500.5", "1500.5"), ("NaN", None), ("1e999999", "1e999999")],
)
def test_rubles_are_read_as_people_type_them(typed, rubles) -> None:
    assert parse_rubles(typed) == (None if rubles is None else Decimal(rubles))


def test_only_an_administrator_is_offered_the_price(desk, context, qtbot) -> None:
    object.__setattr__(desk.app.operator, "role", Role.DISPATCHER)
    page = CallsPage(context)
    qtbot.addWidget(page)
    assert not page.price_button.isEnabled()
    assert "администратор" in page.price_button.toolTip()


# --- the chart --------------------------------------------------------------------------------------------------------


def filed(desk) -> None:
    for plot, kind in (
        ("33", RequestKind.DISCONNECT),
        ("12а", RequestKind.DISCONNECT),
        ("4/1", RequestKind.REMOTE_CHECK),
    ):
        desk.confirmed(kind, plot, text="" if kind.is_control else "проверить")


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
    from app.documents.export_xlsx import write_xlsx

    filed(desk)
    page = show_tab(screen(), 2, context)
    write_xlsx(tmp_path / "l.xlsx", page.report.table, page.report.rows, watch=nobody_watches)
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx").active
    assert sheet["A2"].value.date() == TODAY
    assert sheet["H2"].value == 3


# --- periods ----------------------------------------------------------------------------------------------------------


def test_periods_begin_and_end_where_they_should() -> None:
    day = date(2026, 11, 24)
    assert period_of(day, Unit.MONTH) == (date(2026, 11, 1), date(2026, 11, 30))
    assert period_of(day, Unit.QUARTER) == (date(2026, 10, 1), date(2026, 12, 31))
    assert period_of(day, Unit.YEAR) == (date(2026, 1, 1), date(2026, 12, 31))
    assert stepped(date(2026, 3, 31), Unit.MONTH, -1) == date(2026, 2, 1)
    assert stepped(date(2026, 1, 15), Unit.QUARTER, -1) == date(2025, 10, 1)
    assert stepped(date(2026, 12, 31), Unit.DAY, 1) == date(2027, 1, 1)


def test_periods_in_words(context) -> None:
    said = [say_period(context.texts, date(2026, 2, 25), unit) for unit in Unit]
    assert said == ["ср 25.02.2026", "февраль 2026", "1 квартал 2026", "2026 год"]


def test_a_list_of_today_is_of_today_after_midnight(context, qtbot) -> None:
    picker = PeriodPicker(context.texts, (Unit.DAY,), TODAY)
    qtbot.addWidget(picker)
    picker.new_day(date(2026, 2, 17))
    assert picker.day == date(2026, 2, 17)
    picker.go(date(2026, 2, 1))
    picker.new_day(date(2026, 2, 18))
    assert picker.day == date(2026, 2, 1)


def test_a_year_is_ticked_by_its_months_and_a_month_by_its_days() -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert [at for at, _ in day_ticks(days, str)] == [(date(2026, m, 1) - date(2026, 1, 1)).days for m in range(1, 13)]
    assert len(day_ticks(days[:31], str)) == 31
    assert {
        date(2026, 1, 1).fromordinal(days[0].toordinal() + at).weekday() for at, _ in day_ticks(days[:90], str)
    } == {0}


def test_everything_on_the_screen_can_be_reached_and_has_a_name(desk, context, screen) -> None:
    filed(desk)
    visit(desk)
    false_call(desk)
    shown = screen()
    for place in range(3):
        page = show_tab(shown, place, context)
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or not isinstance(
                widget, QPushButton | QComboBox | QDateEdit | QTableView | QLineEdit
            ):
                continue
            if isinstance(widget.parent(), QDateEdit | QComboBox):
                continue
            text = widget.text() if isinstance(widget, QPushButton) else ""
            assert widget.accessibleName() or text, (place, widget)
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, (place, widget)
    assert shown.load.plot.accessibleName()
