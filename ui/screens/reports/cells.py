"""How the cells of a report are said on the screen and on paper."""

from datetime import datetime
from decimal import Decimal

from app.services.ports.tables import Cell, Holds
from app.texts.speech import NBSP, say_number


def say_cell(cell: Cell, holds: Holds) -> str:
    """`1 500,00`, `99,5`, `24.11.2026`, `24.11.2026 18:00`, texts as they are."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, (int, Decimal)):
        if holds is Holds.SHARE:
            return f"{cell:.1f}".replace(".", ",")
        return say_rubles(Decimal(cell)) if holds is Holds.MONEY else say_number(cell)
    return f"{cell:%d.%m.%Y %H:%M}" if isinstance(cell, datetime) else f"{cell:%d.%m.%Y}"


def say_rubles(rubles: Decimal) -> str:
    """`1 500,00`."""
    return f"{rubles:,.2f}".replace(",", NBSP).replace(".", ",")
