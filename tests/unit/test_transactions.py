"""A service that another transaction came between is done once more; that every writing service is made so."""

import ast
from pathlib import Path

import pytest

from app import services
from app.domain.errors import Refusal
from app.services.ports.unit_of_work import Collided
from app.services.transactions import MOST_TRIES, transaction

SERVICES = sorted(Path(services.__file__).parent.glob("*.py"))


def colliding(times, *, then="done", bug=None):
    """A service that collides so often; `tries` counts."""
    tries = []

    @transaction
    def service(uow, *, value):
        tries.append(value)
        if len(tries) <= times:
            collided = Collided("database-busy", path="x")
            collided.bug = bug
            raise collided
        if isinstance(then, Exception):
            raise then
        return then

    return service, tries


@pytest.mark.parametrize("times", [0, 1, MOST_TRIES - 1])
def test_what_collided_is_done_once_more_with_the_same_words(times):
    service, tries = colliding(times)
    assert service(object(), value=7) == "done"
    assert tries == [7] * (times + 1)


def test_it_is_not_tried_for_ever_and_the_end_is_a_sentence():
    service, tries = colliding(10**6)
    with pytest.raises(Collided) as busy:
        service(object(), value=1)
    assert busy.value.code == "database-busy"
    assert len(tries) == MOST_TRIES


def test_what_never_helps_is_told_as_the_bug_it_is():
    service, _ = colliding(10**6, bug=KeyError("unique"))
    with pytest.raises(KeyError, match="unique"):
        service(object(), value=1)


def test_a_refusal_found_the_second_time_stands():
    service, tries = colliding(1, then=Refusal("quota-full"))
    with pytest.raises(Refusal, match="quota-full"):
        service(object(), value=1)
    assert len(tries) == 2


def writing(path):
    """The public functions of a module that begin a writing transaction themselves."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            begun = [
                ast.unparse(item.context_expr)
                for with_ in ast.walk(node)
                if isinstance(with_, ast.With)
                for item in with_.items
            ]
            if any(words in ("uow", "uow.leasing()") or words.startswith("acting(") for words in begun):
                yield node


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_every_service_that_writes_is_done_once_more(path):
    bare = {
        node.name
        for node in writing(path)
        if "transaction" not in [ast.unparse(decorator) for decorator in node.decorator_list]
    }
    assert bare - {"acting"} == set()


def test_that_test_finds_any():
    assert sum(1 for path in SERVICES for _ in writing(path)) > 20
