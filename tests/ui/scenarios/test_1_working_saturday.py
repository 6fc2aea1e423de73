"""Scenario 1 through the window: the start deadline around the working Saturday 01.11.2025 (R9, A11)."""

from collections.abc import Callable

import pytest

from app.domain.kinds import RequestKind
from tests.ui.dialogs.hands import note
from tests.ui.scenarios.dispatcher import Dispatcher

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")

SATURDAY = "рабочая суббота"
DAY_OFF = "нерабочий день (перенос)"

TABLE = [
    # confirmed at, said as, in full, why
    ("2025-10-31 11:59:59", "18:00", "пт 31.10.2025 18:00", "рабочий день"),
    ("2025-10-31 12:07", "сб 18:00", "сб 01.11.2025 18:00", SATURDAY),
    ("2025-11-01 11:59:59", "18:00", "сб 01.11.2025 18:00", SATURDAY),
    ("2025-11-01 12:00:00", "ср 18:00", "ср 05.11.2025 18:00", DAY_OFF),
    ("2025-11-02 10:00", "ср 18:00", "ср 05.11.2025 18:00", DAY_OFF),
    ("2025-11-03 09:00", "ср 18:00", "ср 05.11.2025 18:00", DAY_OFF),
]


@pytest.mark.rule("R9")
@pytest.mark.rule("A11")
@pytest.mark.parametrize(("confirmed", "said", "due", "why"), TABLE)
def test_filed_and_confirmed_at_that_moment(
    sit_down: Callable[[str], Dispatcher], confirmed: str, said: str, due: str, why: str
):
    her = sit_down(confirmed)
    her.file(RequestKind.DISCONNECT, "12а")
    dialog = her.step("confirm")
    assert note(dialog, "preview") == f"Начать до {said}"
    assert note(dialog, "preview-why").startswith("Откуда срок: ")
    assert why in note(dialog, "preview-why")
    her.press(dialog)
    assert her.status() == "Подтверждена"
    assert f"Начать до {said}" in her.lines("due")
    assert her.exact("Начать до").startswith(f"{due} (МСК")
    (steps,) = [line for line in her.lines("due") if line.startswith("Откуда срок: ")]
    assert why in steps


@pytest.mark.rule("R9")
@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("typed", "due", "why"),
    [
        ("311020251159", "пт 31.10.2025 18:00", "рабочий день"),
        ("311020251207", "сб 01.11.2025 18:00", SATURDAY),
        ("011120251159", "сб 01.11.2025 18:00", SATURDAY),
        ("011120251200", "ср 05.11.2025 18:00", DAY_OFF),
        ("021120251000", "ср 05.11.2025 18:00", DAY_OFF),
        ("031120250900", "ср 05.11.2025 18:00", DAY_OFF),
    ],
)
def test_a_moment_of_receipt_that_is_typed_afterwards_counts(
    sit_down: Callable[[str], Dispatcher], typed: str, due: str, why: str
):
    her = sit_down("2025-10-31 10:00")
    her.file(RequestKind.DISCONNECT, "12а")
    her.at("2025-11-03 09:30")
    dialog = her.step("confirm")
    her.type_over(dialog, "received", typed)
    assert note(dialog, "preview").startswith("Начать до ")
    assert why in note(dialog, "preview-why")
    her.press(dialog)
    assert her.exact("Начать до").startswith(f"{due} (МСК")
    (steps,) = [line for line in her.lines("due") if line.startswith("Откуда срок: ")]
    assert why in steps
