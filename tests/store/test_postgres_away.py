"""A shared desk whose server stops and comes back: said in a sentence, nothing half done, and well again by itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import open_desk
from app.domain.changes import Subject
from app.domain.errors import Unavailable
from app.domain.kinds import RequestKind
from app.jobs.catalogue import catalogue
from app.jobs.loop import Loop
from app.services import audit
from app.texts import Texts
from app.texts.speech import say_error
from tests.fakes.desk import WORKER, close_desk, make_desk
from tests.fakes.postgres import private_cluster

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cluster():
    with private_cluster() as made:
        yield made


@pytest.fixture
def desk(cluster, tmp_path, clock, request):
    """A desk on a server that a test may stop; it runs again afterwards."""
    name = f"desk_{abs(hash(request.node.name))}"
    made = make_desk(tmp_path, clock, url=cluster.create(name))
    yield made
    cluster.start_if_stopped()
    close_desk(made)
    cluster.drop(name)


def away(call):
    with pytest.raises(Unavailable) as error:
        call()
    assert error.value.code == "database-away"
    for language in ("ru", "en"):
        assert say_error(Texts(language), error.value)


def test_away_at_the_start_is_said(desk, cluster):
    cluster.stop()
    away(lambda: open_desk(desk.app.database, login="anna"))


@pytest.mark.parametrize(
    "words",
    [["-m", "app", "request", "list"], ["-m", "app", "db", "info"], ["-m", "app", "worker", "--once"], ["-m", "ui"]],
)
def test_programs_say_it_and_end_with_three(desk, cluster, words):
    cluster.stop()
    child = subprocess.run(
        [sys.executable, *words, "--database", desk.app.database, "--lang", "ru"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert child.returncode == 3, child.stderr
    assert "Нет связи с базой" in child.stderr
    assert "Traceback" not in child.stderr


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_away_in_the_middle_and_back_by_itself(desk, cluster, mode):
    """Pooled connections are dead: each is noticed and replaced, and nobody has to open anything anew."""
    plot = desk.subscriber(desk.client())
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    uow = desk.unit_of_work()

    def interrupted():
        with desk.unit_of_work().reading() as open_now:
            assert open_now.clients.client(plot.client_id)
            cluster.stop(mode=mode)
            open_now.clients.subscriber(plot.id)

    away(interrupted)
    away(lambda: desk.card(request.id))
    away(lambda: desk.app.queries.counters(desk.clock.utc()))
    away(lambda: desk.file(RequestKind.REMOTE_CHECK, plot))
    away(uow.__enter__)
    cluster.start()
    assert desk.card(request.id).request == request
    assert desk.file(RequestKind.REMOTE_CHECK, plot).number == "2026-000002"
    with uow:
        assert uow.requests.get(request.id) == request
    assert audit.verify(desk.unit_of_work()).intact


def test_what_was_not_committed_is_not_there_afterwards(desk, cluster):
    plot = desk.subscriber(desk.client())

    def half():
        with desk.unit_of_work() as uow:
            uow.requests.next_number(2026)
            cluster.stop(mode="immediate")
            uow.commit()

    with pytest.raises(Unavailable):
        half()
    cluster.start()
    assert desk.file(RequestKind.REMOTE_CHECK, plot).number == "2026-000001"


def test_the_watch_comes_back_and_catches_up(desk, cluster):
    """What others did while nothing was heard is told by the feed's numbers."""
    queries = desk.app.queries
    version, (seq, _) = queries.data_version(), queries.changes_since(0)
    cluster.stop(mode="immediate")
    away(queries.data_version)
    away(queries.data_version)
    cluster.start()
    other = open_desk(desk.app.database, login="anna", console="desk-2", clock=desk.clock)
    with other.unit_of_work() as uow:
        uow.touch(Subject.CLIENT, 77)
        uow.commit()
    other.close()
    assert queries.data_version() != version
    assert queries.changes_since(seq)[1].ids(Subject.CLIENT) == (77,)


def test_a_watch_whose_server_says_nothing_more_is_not_believed(desk, cluster, monkeypatch):
    """Now and then the server has to answer a question; a socket that is merely quiet proves nothing."""
    from app.store import listening

    monkeypatch.setattr(listening, "PROOF_S", 0.0)
    queries = desk.app.queries
    queries.data_version()
    asked = []
    watch = queries._watch
    ask = watch._ask
    monkeypatch.setattr(watch, "_ask", lambda connection: asked.append(ask(connection)))
    queries.data_version()
    assert len(asked) == 1


@pytest.mark.rule("C2")
def test_a_worker_says_it_once_and_goes_on_when_it_is_back(desk, cluster, caplog):
    plot = desk.subscriber(desk.client())
    request = desk.confirmed(RequestKind.DISCONNECT, plot)
    desk.order(request)
    jobs = catalogue(desk.carrier(worker=WORKER), unit_of_work=desk.unit_of_work, clock=desk.clock)
    loop = Loop(jobs, clock=desk.clock, wait=desk.clock.pass_seconds)
    cluster.stop(mode="immediate")
    for _ in range(3):
        loop.run_once()
    assert [r.getMessage().count("database-away") for r in caplog.records if "job commands" in r.getMessage()] == [1]
    cluster.start()
    loop.run_once()
    assert desk.commands(request)[0].state == "verified"
    assert len(desk.received(plot)) == 1
