"""What people write beside a plot: hints at protected subscribers (C5), which are asked about, and replaced meters."""

import re

from app.domain.registers.sheet import Cell

_PROTECTED = re.compile(
    r"\bивл\b|искусственн\w* вентил|кислород|жизнеобеспеч|жизненно|аппарат\b|диализ|медицинск|больниц|поликлин|\bфап\b|инвалид"
    r"|не\s+(?:от|вы)ключ|не\s+огранич|нельзя\s+(?:от|вы)ключ|отключать\s+(?:нельзя|запрещ)|запрещен\w*\s+отключ"
    r"|котельн|\bлифт\w*|насосн|водонапорн|водокач|скважин|водоснабжен|пожарн|сигнализац|\bкнс\b|очистн"
    r"|аварийн\w*\s+брон|технологическ\w*\s+брон|\bбронь\b|детск\w*\s+сад|охран\w*\s+(?:систем|сигнал)"
)
_REPLACED = re.compile(r"\bзамен|поменя|\bстар(?:ый|ого|ому)\b|\bнов(?:ый|ого)\s+(?:сч|пу|прибор)|\bснят\b")
_SERIAL_INSIDE = re.compile(r"\d{5,16}")


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


_WORD = re.compile(r"[а-яё]{3}", re.IGNORECASE)


def may_hint(text: str) -> bool:
    """Whether the text has a word at all: a quick look before the long one."""
    return _WORD.search(text) is not None


def hints_at_protection(text: str) -> bool:
    """Whether the remark may mean a subscriber under C5; it is never more than a question."""
    return bool(_PROTECTED.search(_folded(text)))


def tells_of_replacement(text: str) -> bool:
    """Whether the remark is about another meter that stood here."""
    return bool(_REPLACED.search(_folded(text)))


def old_serials(text: str) -> tuple[str, ...]:
    """Serial numbers named in a remark."""
    return tuple(_SERIAL_INSIDE.findall(text))


def remarks_in(cell: Cell, *, is_comment: bool) -> tuple[str, ...]:
    """The texts of a cell that may be remarks: its note, and what is written in it where that is free text."""
    return tuple(text.strip() for text in (cell.text if is_comment else "", cell.note) if text.strip())
