"""The day's visits: the list, its export, its paper."""

from datetime import date

import openpyxl

from tests.fakes.window import settle
from tests.ui.reports.hands import cells, visit
from ui.screens.reports.printing import report_html, save_pdf
from ui.widgets.export_dialog import ExportDialog


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
