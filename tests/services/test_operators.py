"""Who acts: the first to come administers the desk, others are added, a locked one may do nothing."""

import pytest

from app.bootstrap import open_desk
from app.domain.desk import Role
from app.domain.errors import Refusal
from app.domain.kinds import RequestKind
from app.services import audit, operators


def code_of(call, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        call(*args, **kwargs)
    return refused.value.code


def sign_in(desk, login):
    return operators.sign_in(desk.unit_of_work(), login=login, name=login, now=desk.clock.utc())


def test_the_first_to_come_administers_and_a_stranger_is_refused(desk):
    assert desk.app.operator.role is Role.ADMINISTRATOR
    assert sign_in(desk, "anna") == desk.app.operator
    assert code_of(sign_in, desk, "boris") == "operator-unknown"
    assert code_of(open_desk, desk.app.database, login="boris") == "operator-unknown"


def test_an_added_operator_may_act_until_locked(desk):
    boris = desk.operator("boris")
    assert sign_in(desk, "boris") == boris
    operators.lock(desk.unit_of_work(), login="boris", by=desk.app.operator, now=desk.clock.utc())
    assert code_of(sign_in, desk, "boris") == "operator-locked"


def test_only_an_administrator_adds_and_locks_and_never_itself(desk):
    boris, now = desk.operator("boris"), desk.clock.utc()
    add = {"login": "clara", "name": "Clara", "role": Role.ADMINISTRATOR, "now": now}
    assert code_of(operators.add, desk.unit_of_work(), by=boris, **add) == "operator-may-not"
    assert code_of(operators.lock, desk.unit_of_work(), login="anna", by=boris, now=now) == "operator-may-not"
    assert (
        code_of(operators.lock, desk.unit_of_work(), login="anna", by=desk.app.operator, now=now)
        == "operator-locks-self"
    )
    assert code_of(operators.lock, desk.unit_of_work(), login="none", by=desk.app.operator, now=now) == (
        "operator-unknown"
    )
    assert code_of(operators.add, desk.unit_of_work(), by=desk.app.operator, **{**add, "login": "boris"}) == (
        "operator-exists"
    )


@pytest.mark.rule("R15")
def test_whoever_acted_stands_in_the_history(desk):
    boris = desk.operator("boris")
    request = desk.file(RequestKind.DISCONNECT, desk.subscriber(desk.client()))
    desk.app = desk.app.__class__(**{**vars(desk.app), "operator": boris})
    desk.confirm(request)
    assert [(line.action, line.who) for line in desk.card(request.id).history] == [
        ("file", "anna"),
        ("confirm", "Boris"),
    ]
    assert audit.verify(desk.unit_of_work()).intact
