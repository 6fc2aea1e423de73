"""Scenario 4 through the window: ten requests over the 8th of March; the day that counts is Tue 10.03.2026 (R4)."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.kinds import RejectReason, RequestKind
from tests.fakes.small_desk import SmallDesk
from tests.ui.dialogs.hands import choose, note, press, type_in
from tests.ui.scenarios.dispatcher import Dispatcher
from ui.screens.requests.filters import Quick

# A completer's list is a popup, which the offscreen platform can neither raise nor give the keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")

FRIDAY_FULL = (
    "На пт 06.03 уже подано 10 заявок. Следующую можно подать с 00:00 сб 07.03, засчитается за вт 10.03. "
    "Заявки на проверку счётчика подаются без ограничения. (R4)"
)
TUESDAY_FULL = (
    "На вт 10.03 уже подано 10 заявок. Следующую можно подать с 00:00 ср 11.03. "
    "Заявки на проверку счётчика подаются без ограничения. (R4)"
)


def already_filed(desk: SmallDesk, kind: RequestKind, count: int) -> list[int]:
    """What was filed before anybody sat down here."""
    text = "" if kind.is_control else "показания не меняются"
    return [desk.file(kind, "33", text=text) for _ in range(count)]


def refused(her: Dispatcher, said_before: str) -> str:
    """Try to file one more: what the dialog says before, and the words of the refusal; nothing is filed."""
    dialog = her.new()
    her.fill_in(dialog, RequestKind.DISCONNECT, "33")
    assert note(dialog, "quota") == said_before
    press(her.context, dialog)
    words = note(dialog, "error")
    assert dialog.isVisible()
    her.escape(dialog)
    return words


@pytest.mark.rule("R4")
def test_ten_requests_over_the_8th_of_march(sit_down: Callable[[str], Dispatcher], desk: SmallDesk):
    desk.clock.come_to("2026-03-06 15:00")
    already_filed(desk, RequestKind.DISCONNECT, 9)
    her = sit_down("2026-03-06 23:59:59")
    her.file(RequestKind.DISCONNECT, "33")
    before = "Подано 10 из 10; свободно с 00:00 сб 07.03, засчитается за вт 10.03."
    assert refused(her, before) == FRIDAY_FULL

    her.at("2026-03-07 00:00:00")
    days = {desk.card(her.file(RequestKind.DISCONNECT, "33")).request.quota_day}
    already_filed(desk, RequestKind.DISCONNECT, 3)
    checks = already_filed(desk, RequestKind.REMOTE_CHECK, 9) + already_filed(desk, RequestKind.ONSITE_CHECK, 9)
    checks.append(her.file(RequestKind.REMOTE_CHECK, "33", text="показания не меняются"))
    checks.append(her.file(RequestKind.ONSITE_CHECK, "33", text="счётчик щёлкает"))

    her.at("2026-03-09 12:00")
    already_filed(desk, RequestKind.DISCONNECT, 3)
    dialog = her.new()
    her.fill_in(dialog, RequestKind.DISCONNECT, "33")
    assert note(dialog, "quota").startswith("Заявки засчитаются за вторник 10.03, осталось 3 из 10")
    choose(dialog, "kind", RequestKind.REMOTE_CHECK)
    assert note(dialog, "quota") == "Проверки подаются без ограничения."
    her.escape(dialog)

    her.at("2026-03-10 10:00")
    tuesday = [her.file(RequestKind.DISCONNECT, "33") for _ in range(3)]
    days |= {desk.card(one).request.quota_day for one in tuesday}
    full = "Подано 10 из 10; свободно с 00:00 ср 11.03."
    assert refused(her, full) == TUESDAY_FULL
    assert days == {date(2026, 3, 10)}
    assert len(set(checks)) == 20
    assert {desk.card(one).request.quota_day for one in checks} == {None}

    for request_id in tuesday[:2]:
        her.show_only(Quick.FILED)
        her.open(request_id)
        her.confirm()
        dialog = her.step("reject")
        choose(dialog, "reason", RejectReason.SUBSCRIBER_NOT_FOUND)
        type_in(her.context, dialog, "words", "участок не найден")
        her.press(dialog)
        assert her.status() == "Отклонена"
    assert refused(her, full) == TUESDAY_FULL

    her.at("2026-03-11 00:00:00")
    wednesday = her.file(RequestKind.DISCONNECT, "33")
    assert desk.card(wednesday).request.quota_day == date(2026, 3, 11)
