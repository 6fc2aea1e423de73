"""What happened before a report is looked at, and looking at it."""

from datetime import date, time
from decimal import Decimal

from app.domain.kinds import RequestKind
from app.domain.requests import Completion, Visit
from app.services import reports
from tests.fakes.window import settle

TODAY = date(2026, 2, 16)


def visit(desk, plot: str = "33", day: date = TODAY, text: str = "мигает индикатор") -> int:
    request_id = desk.confirmed(RequestKind.ONSITE_CHECK, plot, text=text)
    desk.agree(request_id, Visit("Петрова А. И.", "+7 900 111-22-33", day, time(10), time(12)))
    return request_id


def false_call(desk, plot: str = "33") -> int:
    request_id = visit(desk, plot)
    desk.complete(request_id, Completion(result="Никого нет", false_call=True))
    return request_id


def cells(page) -> list[list[str]]:
    model = page.table.rows
    return [[model.text(r, c) for c in range(model.columnCount())] for r in range(model.rowCount())]


def show_tab(screen, place: int, context):
    screen.tabs.setCurrentIndex(place)
    settle(context)
    return screen.page


def set_price(desk, rubles: str, since: date = date(2026, 2, 1)) -> None:
    reports.set_false_call_price(
        desk.app.unit_of_work(), rubles=Decimal(rubles), since=since, by=desk.app.operator, now=desk.clock.utc()
    )


def filed(desk) -> None:
    for plot, kind in (
        ("33", RequestKind.DISCONNECT),
        ("12а", RequestKind.DISCONNECT),
        ("4/1", RequestKind.REMOTE_CHECK),
    ):
        desk.confirmed(kind, plot, text="" if kind.is_control else "проверить")
