"""One cell into one value, or a `Bad` with the reason: nothing is mended by guessing."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from app.domain.errors import Refusal
from app.domain.keys import mac_key, plot_key, serial_key
from app.domain.registers.sheet import Cell

_NOTHING = re.compile(
    r"[-–—_.?]*|нет|н/?д|отсутств\w*|не установлен\w*|нет счетчика|нет счётчика|без счетчика", re.IGNORECASE
)
_PLOT_WORD = re.compile(r"^(?:участок|уч-к|уч)\b\.?\s*№?\s*|^№\s*", re.IGNORECASE)
_PLOT_INSIDE = re.compile(r"[\s,;](?:участок|уч-к|уч)\b\.?\s*№?\s*(\d[^\s,;]*(?:\s[а-яa-z])?)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[ '][0-9]{3})+(?:[.,]\d+)?")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_POWER = re.compile(r"(?P<number>[\d][\d '.,]*?)\s*(?P<unit>квт|вт|kw|w)?\.?", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d+[.,]?\d*[eе][+-]?\d+", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9A-ZА-ЯЁ][0-9A-ZА-ЯЁ /.\-]*", re.IGNORECASE)
_WORD = re.compile(r"[A-ZА-ЯЁ]{4,}", re.IGNORECASE)
_MAC_PREFIX = re.compile(r"^\s*m\s*a\s*c\b\s*[:=-]?\s*", re.IGNORECASE)
_DATE_FORMS = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y.%m.%d")
_EXACT_DIGITS = 15
"""Significant digits that a spreadsheet's number holds; a longer one was rounded when it was typed."""

MIN_SERIAL_DIGITS = 4
HIGHEST_KW, HIGHEST_W = Decimal(150), Decimal(150_000)
LOWEST_W = Decimal(100)
"""Below 100 W kilowatts are meant (R5); above 150 kW no plot, so watts are."""


class Bad(Exception):
    """A cell says something else than it should: `reason` with `data`."""

    def __init__(self, reason: str, **data: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.data = data


def is_nothing(text: str) -> bool:
    """Blank, a dash, «нет», «н/д»."""
    return bool(_NOTHING.fullmatch(text.strip()))


def clean(text: str) -> str:
    """Single blanks; no-break ones are blanks too."""
    return " ".join(text.split())


def check_fault(cell: Cell) -> None:
    """An error value or a formula without a result is no value of anything."""
    if cell.fault:
        raise Bad(cell.fault)


def parse_plot(cell: Cell) -> tuple[str, str]:
    """The plot as written (without the word `уч.`, and without an address before it) and its key."""
    check_fault(cell)
    if isinstance(cell.value, (date, datetime)):
        raise Bad("plot-date", shown=cell.text)
    text = clean(cell.text)
    inside = _PLOT_INSIDE.search(text)
    plot = inside.group(1) if inside else _PLOT_WORD.sub("", text) or text
    key = plot_key(plot)
    if not key:
        raise Bad("plot-missing")
    if len(plot) > 40 or not re.search(r"\w", plot):
        raise Bad("plot-unreadable")
    return plot, key


def parse_serial(cell: Cell) -> tuple[str, str]:
    """The serial as shown, zeros kept, and its key without them."""
    check_fault(cell)
    text = clean(cell.text)
    if isinstance(cell.value, (date, datetime)) or _SCIENTIFIC.fullmatch(text):
        raise Bad("serial-scientific")
    if isinstance(cell.value, (int, float)) and len(str(int(cell.value))) > _EXACT_DIGITS:
        raise Bad("serial-rounded", digits=_EXACT_DIGITS)
    if isinstance(cell.value, float) and not cell.value.is_integer():
        raise Bad("serial-unreadable")
    serial = re.sub(r"^№\s*", "", text)
    digits = sum(letter.isdigit() for letter in serial)
    if (
        re.fullmatch(r"\d+[.,]\d+", serial)
        or not _SERIAL.fullmatch(serial)
        or _WORD.search(serial)
        or digits < MIN_SERIAL_DIGITS
        or len(serial) > 24
    ):
        raise Bad("serial-unreadable")
    if not serial_key(serial).strip("0"):
        raise Bad("serial-zeros")
    return serial, serial_key(serial)


def parse_mac(cell: Cell) -> str:
    """Twelve capital hexadecimal digits."""
    check_fault(cell)
    try:
        mac = mac_key(_MAC_PREFIX.sub("", clean(cell.text)))
    except Refusal as refusal:
        raise Bad(refusal.code, **refusal.data) from refusal
    if mac in {"0" * 12, "F" * 12}:
        raise Bad("mac-placeholder")
    return mac


_MOST_POWER = 10**9
"""W or kW: a figure beyond it is a number of another sort in the wrong column."""


def parse_number(text: str) -> Decimal | None:
    """`7,5`, `7.5`, `7 500`, `15 000,0`; None for anything else (a thousand's point too: `15.000,5`)."""
    plain = clean(text).replace("’", "'")
    if not (_PLAIN_NUMBER.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        return None
    try:
        return Decimal(plain.replace(" ", "").replace("'", "").replace(",", "."))
    except InvalidOperation:
        return None


def power_number(cell: Cell) -> tuple[Decimal, str]:
    """The figure and the unit that stands in the cell itself, if any."""
    check_fault(cell)
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        if not 0 <= cell.value <= _MOST_POWER:
            raise Bad("power-unreadable")
        return round(Decimal(str(cell.value)), 6), ""
    found = _POWER.fullmatch(clean(cell.text))
    number = parse_number(found["number"].strip()) if found else None
    if found is None or number is None or number > _MOST_POWER:
        raise Bad("power-unreadable")
    unit = (found["unit"] or "").lower()
    return number, {"квт": "kW", "kw": "kW", "вт": "W", "w": "W"}.get(unit, "")


def parse_power(cell: Cell, unit: str) -> int:
    """Whole watts. A unit in the cell wins over the column's and then may be any size; else it must be plausible.

    While nobody has said what unit the column has, a bare figure is `unit-unanswered`.
    """
    number, own = power_number(cell)
    if number <= 0:
        raise Bad("power-zero")
    if not own and not unit:
        raise Bad("unit-unanswered")
    if not own and unit == "kW" and number > HIGHEST_KW:
        raise Bad("power-looks-watts", unit=unit)
    if not own and unit == "W" and number < LOWEST_W:
        raise Bad("power-looks-kilowatts", unit=unit)
    if not own and unit == "W" and number > HIGHEST_W:
        raise Bad("power-too-large")
    watts = number * 1000 if (own or unit) == "kW" else number
    if watts != watts.to_integral_value():
        raise Bad("power-fraction")
    return int(watts)


def parse_reading(cell: Cell) -> int:
    """Whole watt-hours of a reading in kWh."""
    check_fault(cell)
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        number: Decimal | None = Decimal(str(cell.value))
    else:
        number = parse_number(cell.text)
    if number is None or number < 0:
        raise Bad("reading-unreadable")
    return int((number * 1000).to_integral_value())


def parse_date(cell: Cell, today: date) -> date:
    """A civil date; two-digit years are of this century unless that is in the future."""
    check_fault(cell)
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    text = re.sub(r"\s*г(?:ода|\.)?$", "", clean(cell.text))
    if re.fullmatch(
        r"[23456]\d{4}(?:[.,]0+)?", text
    ):  # days since 1900, as a spreadsheet counts without a date's format
        shown = date(1899, 12, 30) + timedelta(days=int(text[:5]))
        raise Bad("date-serial", shown=shown.strftime("%d.%m.%Y"))
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a civil date has no zone
        except ValueError:
            continue
    if short := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2})", text):
        day, month, year = map(int, short.groups())
        century = 2000 if 2000 + year <= today.year + 1 else 1900
        try:
            return date(century + year, month, day)
        except ValueError:
            pass
    raise Bad("date-unreadable")
