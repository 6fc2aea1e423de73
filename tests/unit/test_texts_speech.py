"""How times, spans, watts, deadlines and refusals are said; every code that is raised has its sentence."""

import ast
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import base_year
from app.domain.calendar import WorkingCalendar
from app.domain.commands import MeterState, Relay
from app.domain.deadlines import completion_deadline, start_deadline
from app.domain.errors import Refusal
from app.domain.kinds import RequestKind
from app.domain.regulation import Regulation
from app.domain.times import Office
from app.texts import LANGUAGES, Texts
from app.texts.catalogue import system_language
from app.texts.speech import (
    NBSP,
    say_day,
    say_due,
    say_error,
    say_exact,
    say_exact_due,
    say_moment,
    say_number,
    say_short_day,
    say_span,
    say_state,
    say_steps,
    say_watts,
)
from tests.fakes.clock import MOSCOW, msk

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 2, 20)
RU = Texts("ru")
EN = Texts("en")
TERMS = {"calendar": WorkingCalendar(base_year), "regulation": Regulation(), "office": Office()}


def civil(text):
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-02-20 18:00", "18:00"),
        ("2026-02-22 17:40", "вс 17:40"),
        ("2026-02-26 09:05", "чт 09:05"),
        ("2026-02-27 09:05", "27.02 09:05"),
        ("2026-02-19 18:00", "19.02 18:00"),
        ("2025-11-24 18:00", "24.11.2025 18:00"),
        ("2027-01-11 18:00", "11.01.2027 18:00"),
    ],
)
def test_a_moment_as_people_say_it(moment, said):
    assert say_moment(RU, civil(moment), TODAY) == said


@pytest.mark.rule("R11")
@pytest.mark.parametrize(
    ("due", "near", "exact"),
    [
        ("2026-02-21 00:00", "24:00", "пт 20.02.2026 24:00"),
        ("2026-02-23 00:00", "вс 24:00", "вс 22.02.2026 24:00"),
        ("2026-03-01 00:00", "28.02 24:00", "сб 28.02.2026 24:00"),
        ("2027-01-01 00:00", "31.12 24:00", "чт 31.12.2026 24:00"),
        ("2026-02-20 18:00", "18:00", "пт 20.02.2026 18:00"),
        ("2026-02-22 17:40:13", "вс 17:40", "вс 22.02.2026 17:40:13"),
    ],
)
def test_midnight_is_24_o_clock_of_the_day_before(due, near, exact):
    assert say_due(RU, civil(due), TODAY) == near
    assert say_exact_due(RU, civil(due)) == exact


def test_days_and_exact_moments():
    assert say_day(RU, date(2025, 10, 31)) == "пт 31.10.2025"
    assert say_short_day(RU, date(2025, 10, 31)) == "пт 31.10"
    assert say_exact(RU, civil("2025-10-31 12:07")) == "пт 31.10.2025 12:07"
    assert say_exact(RU, civil("2025-10-31 11:59:59")) == "пт 31.10.2025 11:59:59"


@pytest.mark.rule("A1")
@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(minutes=12, seconds=59), "0:12"),
        (timedelta(minutes=-12), "0:12"),
        (timedelta(hours=23, minutes=59), "23:59"),
        (timedelta(days=2, hours=3, minutes=30), "2 сут. 3 ч"),
        (timedelta(0), "0:00"),
    ],
)
def test_how_long_something_is_overdue(span, said):
    assert say_span(RU, span) == said


def test_numbers_as_russian_texts_have_them():
    assert say_number(5000) == f"5{NBSP}000"
    assert say_number(Decimal("1234.56")) == f"1{NBSP}234,56"
    assert say_number(999) == "999"
    assert say_watts(RU, 5000).replace(NBSP, " ") == "5 000 Вт"


def test_a_meters_state_in_words():
    state = MeterState(datetime(2026, 1, 12, tzinfo=UTC), Relay.DISCONNECTED, False, 3000, 0)
    said = say_state(RU, state).replace(NBSP, " ")
    assert said == "реле отключено, ограничение 3 000 Вт, мощность 0 Вт"
    unlimited = MeterState(datetime(2026, 1, 12, tzinfo=UTC), Relay.READY)
    assert say_state(RU, unlimited) == "разрешено включение, ждёт кнопки на счётчике, без ограничения"


@pytest.mark.rule("A11")
def test_a_working_saturday_is_named_in_the_explanation():
    said = say_steps(RU, start_deadline(msk("2025-10-31 12:07"), **TERMS).steps)
    assert said[0] == "подтверждена пт 31.10.2025 12:07"
    assert any("рабочая суббота" in line for line in said)
    assert said[-1] == "срок: сб 01.11.2025 18:00"


@pytest.mark.rule("A11")
def test_a_moved_day_off_is_named_in_the_explanation():
    said = " | ".join(say_steps(RU, start_deadline(msk("2025-11-01 12:00"), **TERMS).steps))
    assert "03.11.2025: нерабочий день (перенос)" in said


@pytest.mark.rule("A11")
@pytest.mark.parametrize("language", LANGUAGES)
@given(
    st.datetimes(datetime.fromisoformat("2023-01-01"), datetime.fromisoformat("2028-06-01"), timezones=st.just(UTC)),
    st.sampled_from(RequestKind),
)
def test_every_explanation_can_be_said(language, moment, kind):
    texts = Texts(language)
    agreed = TERMS["office"].day_of(moment) + timedelta(days=5)
    for deadline in (
        start_deadline(moment, **TERMS),
        completion_deadline(kind, started=moment, agreed=agreed, **TERMS),
    ):
        said = say_steps(texts, deadline.steps)
        assert len(said) == len(deadline.steps)
        assert all(line.strip() and "{" not in line for line in said)


@pytest.mark.rule("R4")
def test_the_refusal_of_the_eleventh_says_from_when_and_to_which_day():
    refusal = Refusal(
        "quota-full",
        quota=10,
        day=date(2026, 3, 6),
        opens=date(2026, 3, 7),
        counted=date(2026, 3, 10),
        moved="yes",
        rule="R4",
    )
    said = say_error(RU, refusal)
    assert "с 00:00 сб 07.03, засчитается за вт 10.03." in said
    assert "пт 06.03 уже подано 10 заявок" in said
    assert "R4" in said
    moved = Refusal(
        "quota-full",
        quota=10,
        day=date(2026, 3, 10),
        opens=date(2026, 3, 11),
        counted=date(2026, 3, 11),
        moved="no",
        rule="R4",
    )
    assert "с 00:00 ср 11.03." in say_error(RU, moved)


@pytest.mark.rule("R12")
def test_a_check_without_a_result_is_refused_in_the_scenarios_words():
    assert "Укажите результат проверки" in say_error(RU, Refusal("result-missing"))


def test_times_and_days_in_a_refusal_are_said_too():
    said = say_error(RU, Refusal("visit-window", since=time(14), until=time(12)))
    assert "14:00" in said
    assert "12:00" in said


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "C.UTF-8"}, "ru"),
        ({}, "ru"),
    ],
)
def test_the_language_of_the_system(environment, language):
    assert system_language(environment) == language


def test_an_unknown_language_or_key_is_a_bug():
    with pytest.raises(ValueError, match="de"):
        Texts("de")
    with pytest.raises(KeyError):
        RU("no-such-key")
    with pytest.raises(KeyError):
        RU("watts", nothing=1)


# --- the catalogues -------------------------------------------------------------------------------------------------


def catalogue(language):
    """Each message's key with the names it is filled with."""
    found = {}
    for path in sorted((ROOT / "resources" / "texts" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{path.name}: {entry.content[:60]}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                found[entry.id.name] = set(re.findall(r"\{\s*\$([a-z_]+)", path_text(path, entry)))
    return found


def path_text(path, entry):
    return path.read_text(encoding="utf-8")[entry.span.start : entry.span.end]


def test_both_languages_say_the_same_things_with_the_same_data():
    russian, english = catalogue("ru"), catalogue("en")
    assert sorted(russian.keys() ^ english.keys()) == []
    assert {key: (russian[key], english[key]) for key in russian if russian[key] != english[key]} == {}


def raised_codes():
    """Every literal code given to Refusal or Unavailable anywhere in the program."""
    for folder in ("app", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refusal", "Unavailable")
                if is_error and node.args and isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value, path.relative_to(ROOT)


def test_every_code_that_is_raised_has_its_sentence():
    missing = {code: str(path) for code, path in raised_codes() if not RU.has(f"refusal-{code}")}
    assert missing == {}
