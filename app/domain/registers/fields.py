"""What a column of a register may be, and the words by which partnerships head it.

Headings are compared folded: small letters, `ё` as `е`, punctuation as single blanks. The weights are how sure a heading
alone makes us, 0 … 1; the cells below it decide the rest.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """The names by which `--column "Heading=field"` tells what a column is."""

    PLOT = "plot"
    OWNER = "owner"
    PHONE = "phone"
    EMAIL = "email"
    CONTRACT = "contract"
    STREET = "street"
    POWER = "power"
    SERIAL = "serial"
    MAC = "mac"
    MODEL = "model"
    INSTALLED = "installed"
    GATEWAY = "gateway"
    ADDRESS = "address"
    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    READING = "reading"
    COMMENT = "comment"
    SYSTEM = "system"
    ROW_NUMBER = "row-number"
    NAME = "name"
    FORM = "form"
    STATEMENT_DAY = "statement-day"
    REGISTERED = "registered"
    IGNORE = "ignore"


READINGS = (Field.T1, Field.T2, Field.T3, Field.READING)
SUBSCRIBER_FIELDS = frozenset(
    {Field.PLOT, Field.OWNER, Field.PHONE, Field.CONTRACT, Field.STREET, Field.POWER, Field.COMMENT}
)
METER_FIELDS = frozenset({Field.SERIAL, Field.MAC, Field.MODEL, Field.INSTALLED, Field.GATEWAY, Field.ADDRESS})
REGISTER_FIELDS = SUBSCRIBER_FIELDS | METER_FIELDS | {*READINGS, Field.ROW_NUMBER, Field.SYSTEM}
CLIENT_FIELDS = frozenset(
    {
        Field.NAME,
        Field.FORM,
        Field.EMAIL,
        Field.PHONE,
        Field.CONTRACT,
        Field.SYSTEM,
        Field.STATEMENT_DAY,
        Field.REGISTERED,
        Field.COMMENT,
        Field.ROW_NUMBER,
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    field: Field
    weight: float
    pattern: re.Pattern[str]


def _word(field: Field, weight: float, pattern: str) -> Word:
    return Word(field, weight, re.compile(pattern))


_METER = r"(?:эл(?:ектро)? ?)?(?:счетчик\w*|сч|прибор\w*(?: учета)?|пу|ипу|эсч)"
_NUMBER = r"(?:№|номер\w*|ном|n|no)"
_PLOT = r"(?:участ\w*|уч ?к\w*|уч|надел\w*)"

NO_USE = re.compile(
    r"предыдущ|прошл|начальн|\bнач\b|\bпред\b|долг|задолж|площад|кадастр|тариф|подпис|пломб|повер|выпуск|расход|потреблен|сумм|оплат|оплач"
    r"|фаз[аы]|фазност|коэфф|стар(?:ый|ого|ые)|паспорт|дат[аы] договор|договор\w* от|электронн\w* подпис|льгот|рожден"
    r"|количеств|кол во|баланс|сальдо|взнос|член\w* книж"
)
"""Headings of what a register has and this import has no use for; a synonym inside such a heading does not count."""

WORDS: tuple[Word, ...] = (
    _word(Field.ROW_NUMBER, 1.0, rf"^(?:{_NUMBER} )?п ?п$|^порядков\w* номер$|^{_NUMBER} по порядку$"),
    _word(Field.ROW_NUMBER, 0.55, rf"^{_NUMBER}$"),
    _word(
        Field.PLOT,
        1.0,
        rf"^{_NUMBER}? ?{_PLOT}$|^{_PLOT} {_NUMBER}$|^{_NUMBER} (?:садов\w* |земельн\w* |дачн\w* )*{_PLOT}$",
    ),
    _word(Field.PLOT, 0.95, rf"^(?:садов\w*|земельн\w*|дачн\w*) {_PLOT}(?: {_NUMBER})?$|^plot(?: (?:no|number))?$"),
    _word(Field.PLOT, 0.75, rf"\b{_PLOT}\b"),
    _word(Field.PLOT, 0.6, rf"^(?:{_NUMBER} )?(?:дом\w*|дач\w*|д)(?: {_NUMBER})?$|^{_NUMBER}$|^объект$|^точка учета$"),
    _word(Field.OWNER, 1.0, r"^(?:ф ?и ?о|фио)\b|\bфио\b|^владел\w*|^собственник\w*|^фамилия|^хозяин\w*|^owner\b"),
    _word(Field.OWNER, 0.95, r"^абонент\w*|^потребител\w*|^садовод\w*|^дачник\w*|^правообладател\w*|^дольщик\w*"),
    _word(Field.OWNER, 0.8, r"\b(?:владел\w*|собственник\w*|абонент\w*|член\w* (?:снт|товариществ\w*|кооператив\w*))"),
    _word(Field.PHONE, 1.0, r"\bтел(?:ефон\w*)?\b|\bмоб(?:ильн\w*)?\b|\bсотов\w*|^phone\b"),
    _word(Field.PHONE, 0.7, r"^контакт\w*"),
    _word(Field.EMAIL, 1.0, r"^e ?mail\b|\bэл(?:ектронн\w*)? ?(?:почт\w*|адрес\w*)|^почта$|\be ?mail$"),
    _word(Field.CONTRACT, 1.0, r"\bдоговор\w*|^дог\b|\bлиц(?:евой|евого)? ?сч(?:ет\w*)?\b|^л ?с$|\bл сч\b|^лицев\w*"),
    _word(Field.STREET, 1.0, r"^(?:улиц\w*|ул|лини\w*|алле\w*|проезд|переул\w*|квартал|street)\b"),
    _word(Field.STREET, 0.6, r"^адрес(?: участк\w*| объект\w*)?$|^местоположен\w*"),
    _word(Field.POWER, 1.0, r"\bмощност\w*|^[рp] ?(?:макс|max|разр|уст)\b|\bлимит\w*|^p max\b"),
    _word(Field.POWER, 0.8, r"\bограничен\w* мощн|^макс\w* нагрузк\w*|^нагрузка\b|^power\b"),
    _word(Field.POWER, 0.9, r"^[рp] (?:квт|вт)$"),
    _word(Field.POWER, 0.6, r"^(?:квт|вт|kw|w)$"),
    _word(
        Field.SERIAL, 1.0, rf"\bзав(?:од\w*)? ?{_NUMBER}|\bзаводск\w*|\bсери(?:йн\w*|я) ?{_NUMBER}?|^s ?n$|\bserial\b"
    ),
    _word(Field.SERIAL, 0.95, rf"^{_NUMBER} (?:\w+ )?{_METER}$|^{_METER} {_NUMBER}$|\b{_NUMBER} {_METER}\b"),
    _word(Field.SERIAL, 0.6, rf"^{_METER}$|^meter\b"),
    _word(Field.SERIAL, 0.52, rf"^{_NUMBER}$"),
    _word(Field.MAC, 1.0, r"^mac\b|\bmac ?(?:адрес\w*|address)?\b|\bмак ?адрес\w*|\bфизическ\w* адрес"),
    _word(Field.MODEL, 1.0, rf"^(?:тип|марка|модель|модификация)(?: {_METER})?$|^model\b|\bмодель\b"),
    _word(Field.MODEL, 0.55, rf"^{_METER}$"),
    _word(Field.MODEL, 0.9, rf"^{_METER} (?:тип|марка|модель)$|\b(?:тип|марка)\b(?: \w+)?$"),
    _word(Field.INSTALLED, 1.0, r"\bдат[аы] (?:установк\w*|монтаж\w*|ввод\w*|подключен\w*)|^установлен\w*|^введен\w*"),
    _word(
        Field.GATEWAY, 1.0, r"^(?:ip\b.*|шлюз\w*|успд|концентратор\w*|gateway|адрес шлюз\w*|устройство сбора.*|хост)$"
    ),
    _word(
        Field.ADDRESS, 1.0, rf"^(?:сетев\w* адрес\w*|адрес {_METER}|{_NUMBER} в сети|адрес в сети|логическ\w* адрес)$"
    ),
    _word(Field.T1, 1.0, r"(?:^| )[тt] ?1\b|\bдень\b|\bдневн\w*|\bтариф 1$|\bпик\b"),
    _word(Field.T2, 1.0, r"(?:^| )[тt] ?2\b|\bночь\b|\bночн\w*"),
    _word(Field.T3, 1.0, r"(?:^| )[тt] ?3\b|\bполупик\w*"),
    _word(Field.READING, 0.95, r"\bпоказан\w*|^reading\b"),
    _word(
        Field.COMMENT,
        1.0,
        r"^примеч\w*|^комментар\w*|^заметк\w*|^отметк\w*|^особ\w* отметк\w*|^прим$|^comment\b|^note\b",
    ),
    _word(Field.COMMENT, 0.8, r"\bпримечан\w*|^доп(?:олнит\w*)? ?(?:информац\w*|сведен\w*)"),
    _word(Field.SYSTEM, 1.0, r"^система(?: учета)?$|^(?:асу ?э|аскуэ|асуэ)$|^метод сбора"),
    _word(
        Field.NAME,
        1.0,
        r"^(?:наименован\w*|назван\w*)\b|^клиент\w*|^товарищество\b|^партнерство\b|^организац\w*|^client\b|^name\b",
    ),
    _word(
        Field.FORM,
        1.0,
        r"^(?:вид|форма|опф|тип)(?: (?:клиент\w*|собственности|товариществ\w*|объединен\w*|организац\w*))?$",
    ),
    _word(
        Field.STATEMENT_DAY,
        1.0,
        r"\bведомост\w*|\bдень (?:снятия|показан\w*|отчет\w*)|\bрасчетн\w* (?:день|дата)|^statement day\b",
    ),
    _word(Field.REGISTERED, 1.0, r"\bдата регистрац\w*|^зарегистрирован\w*|^registered\b"),
)

_LONGEST = 300
"""Characters of a heading that are looked at."""
_LATIN_MAC = str.maketrans("мас", "mac")


@lru_cache(maxsize=16_384)
def fold_heading(text: str) -> str:
    """A heading for comparing: `Зав.№ счётчика` → `зав № счетчика`, `МАС-адрес` → `mac адрес`."""
    folded = text.casefold().replace("ё", "е").replace("№", " № ").replace("-\n", "").replace("\u00ad", "")
    folded = " ".join(re.sub(r"[^\w№]+", " ", folded).replace("_", " ").split())
    return re.sub(r"\bмас\b", lambda found: found.group().translate(_LATIN_MAC), folded)


@lru_cache(maxsize=16_384)
def is_of_no_use(heading: str) -> bool:
    """Whether the heading names something that a register has and an import does not take."""
    return bool(NO_USE.search(fold_heading(heading)))


def heading_weights(text: str) -> dict[Field, float]:
    """How sure the heading makes us of each field it may head."""
    return dict(_weights(text[:_LONGEST]))


@lru_cache(maxsize=4096)
def _weights(text: str) -> dict[Field, float]:
    folded = fold_heading(text)
    if not folded or NO_USE.search(folded):
        return {}
    weights: dict[Field, float] = {}
    for word in WORDS:
        if word.pattern.search(folded):
            weights[word.field] = max(weights.get(word.field, 0.0), word.weight)
    if re.search(r"квт ?ч|kwh", folded):
        weights.pop(Field.POWER, None)  # kilowatt-hours are energy, not power
    return weights


def unit_of(heading: str) -> str:
    """`kW`, `W` or nothing, as a heading says it."""
    folded = fold_heading(heading)
    if re.search(r"(?:^|\d|\b)(?:квт|kw)\b", folded):
        return "kW"
    return "W" if re.search(r"\b(?:вт|w|ватт\w*)\b", folded) else ""
