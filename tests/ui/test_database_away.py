"""The console over a shared desk whose server stops and comes back: red words, nothing typed lost, nothing twice."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app import bootstrap
from app.domain.changes import Changes, Subject, Touched
from app.domain.errors import Refusal, Unavailable
from app.domain.kinds import RequestKind
from app.texts import Texts
from tests.fakes.postgres import Cluster, private_cluster
from tests.fakes.small_desk import SmallDesk, make_small_desk
from tests.ui.dialogs.hands import choose, fill_in_who, named, note, opened, type_in
from ui.background.changes import RETRY_MS
from ui.composition import build_console
from ui.shell import waiting
from ui.shell.waiting import WaitingDialog, wait_for
from ui.theme import make_theme

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with private_cluster() as made:
        yield made


@pytest.fixture
def desk(cluster: Cluster, tmp_path, request) -> Iterator[SmallDesk]:
    name = f"desk_{abs(hash(request.node.name))}"
    made = make_small_desk(tmp_path, shared=cluster.create(name))
    yield made
    cluster.start_if_stopped()
    made.close()
    cluster.drop(name)


@pytest.fixture
def console(desk: SmallDesk, qapp: QApplication, private_settings):
    made = build_console(desk.app, texts=Texts("ru"), theme=make_theme(dark=False), database="общая", catch=False)
    made.window.resize(1600, 900)
    made.window.show()
    made.window.start()
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()
    QApplication.processEvents()


def shown_rows(console) -> list[str]:
    model = console.window.screens[0].model
    return [row.number for row in map(model.row_at, range(model.rowCount())) if row is not None]


def test_away_in_the_middle_and_back(console, desk: SmallDesk, cluster: Cluster, qtbot):
    desk.confirmed(RequestKind.DISCONNECT, "12а")
    qtbot.waitUntil(lambda: shown_rows(console) == ["2026-000001"], timeout=15_000)
    status, context = console.window.status, console.context
    dialog, closed = opened(context, "file", None, console.window), []
    dialog.finished.connect(closed.append)
    fill_in_who(context, dialog, "33")
    choose(dialog, "kind", RequestKind.DISCONNECT)
    type_in(context, dialog, "caller", "Петрова, председатель")
    cluster.stop(mode="immediate")
    qtbot.waitUntil(status.away.isVisible, timeout=15_000)
    assert status.away.text().startswith("Нет связи с базой")
    assert status.away.property("alarm") == "true"

    submit = named(dialog, QPushButton, "primary")
    QTest.mouseClick(submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: note(dialog, "error").startswith("Нет связи с базой"), timeout=15_000)
    assert dialog.isVisible()
    assert named(dialog, QLineEdit, "caller").text() == "Петрова, председатель"

    cluster.start()
    # Another console was quicker to be back, and its request must show here although the reads of this one failed.
    other = bootstrap.open_desk(desk.app.database, login="anna", console="desk-2", clock=desk.clock)
    replace(desk, whole=replace(desk.whole, app=other)).confirmed(RequestKind.RECONNECT, "12а")
    other.close()
    qtbot.waitUntil(lambda: len(shown_rows(console)) == 2, timeout=10 * RETRY_MS)
    qtbot.waitUntil(lambda: not status.away.isVisible(), timeout=10 * RETRY_MS)
    assert named(dialog, QLineEdit, "caller").text() == "Петрова, председатель"
    QTest.mouseClick(submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(closed), timeout=15_000)
    with desk.app.unit_of_work().reading() as uow:
        filed = uow.requests.open_of_subscriber(desk.plots["33"])
    assert [r.caller for r in filed] == ["Петрова, председатель"]


def test_what_was_not_heard_is_read_anew_when_it_is_back(console, desk: SmallDesk, cluster: Cluster, qtbot):
    status = console.window.status
    qtbot.waitUntil(lambda: console.context.changes._seq is not None, timeout=15_000)
    told: list[Changes] = []
    cluster.stop(mode="immediate")
    qtbot.waitUntil(status.away.isVisible, timeout=15_000)
    console.context.changes.changed.connect(told.append)
    cluster.start()
    qtbot.waitUntil(lambda: not status.away.isVisible(), timeout=10 * RETRY_MS)
    assert Touched(Subject.CLIENT, 0) in told[0].touched
    desk.confirmed(RequestKind.DISCONNECT, "12а")
    qtbot.waitUntil(lambda: shown_rows(console) == ["2026-000001"], timeout=15_000)


# --- at the start --------------------------------------------------------------------------------------------------------


def test_a_window_waits_for_a_desk_that_is_away_and_opens_it_when_it_is_back(
    desk: SmallDesk, cluster: Cluster, qtbot, monkeypatch
):
    monkeypatch.setattr(waiting, "PAUSE_MS", 50)
    cluster.stop(mode="immediate")

    def attempt():
        return bootstrap.open_desk(desk.app.database, login="anna", clock=desk.clock)

    with pytest.raises(Unavailable) as away:
        attempt()
    dialog = WaitingDialog(attempt, away.value, texts=Texts("ru"))
    dialog.show()
    assert dialog.sentence.text().startswith("Нет связи с базой")
    dialog.try_again()
    qtbot.waitUntil(dialog._pause.isActive, timeout=15_000)
    assert not dialog.found
    cluster.start()
    qtbot.waitUntil(lambda: bool(dialog.found), timeout=15_000)
    assert dialog.error is None
    assert not dialog.isVisible()
    dialog.found[0].close()
    dialog.deleteLater()


def test_whoever_closes_the_waiting_window_has_the_reason(qtbot):
    def attempt():
        raise Unavailable("database-away", path="x")

    dialog = WaitingDialog(attempt, Unavailable("database-away", path="x"), texts=Texts("en"))
    dialog.show()
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert dialog.error.code == "database-away"
    assert not dialog._pause.isActive()
    dialog.deleteLater()


def test_what_no_waiting_mends_ends_it(qtbot, monkeypatch):
    monkeypatch.setattr(waiting, "PAUSE_MS", 10)

    def attempt():
        raise Refusal("operator-unknown", login="anna")

    found, failure = wait_for(attempt, Unavailable("database-away", path="x"), texts=Texts("ru"))
    assert (found, failure.code) == (None, "operator-unknown")
