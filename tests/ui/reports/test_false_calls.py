"""The month's false calls, what they cost, and the dialog of the price."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.desk import Role
from tests.fakes.window import settle
from tests.ui.reports.hands import cells, false_call, set_price, show_tab
from ui.screens.reports.calls import CallsPage
from ui.screens.reports.price import PriceDialog, parse_rubles


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
