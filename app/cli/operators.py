"""`pultctl operator …`: who may act at the desk."""

from typing import Annotated

import typer

from app.cli.call import Call, command
from app.domain.desk import Role
from app.services import operators

group = typer.Typer(name="operator")

_Login = Annotated[str, typer.Argument(metavar="LOGIN", help="cli-argument-login")]


@command(group, "add")
def add(
    call: Call,
    login: _Login,
    name: Annotated[str, typer.Option("--name", help="cli-option-name")] = "",
    role: Annotated[Role, typer.Option("--role", help="cli-option-role")] = Role.DISPATCHER,
) -> None:
    """A further operator."""
    with call.desk() as app:
        operators.add(
            app.unit_of_work(), login=login, name=name or login, role=role, by=app.operator, now=app.clock.utc()
        )
    call.say({"added": login, "name": name or login, "role": role.value}, call.texts("cli-operator-added", login=login))


@command(group, "list")
def list_(call: Call) -> None:
    """All operators."""
    with call.desk() as app:
        found = app.queries.operators()
    call.say(
        [{"login": o.login, "name": o.name, "role": o.role.value, "locked": o.locked} for o in found],
        [
            call.texts(
                "cli-operator-line",
                login=o.login,
                name=o.name,
                role=call.texts(f"role-{o.role.value}"),
                locked="yes" if o.locked else "no",
            )
            for o in found
        ],
    )


@command(group, "lock")
def lock(call: Call, login: _Login) -> None:
    """From now on that operator may do nothing."""
    with call.desk() as app:
        operators.lock(app.unit_of_work(), login=login, by=app.operator, now=app.clock.utc())
    call.say({"locked": login}, call.texts("cli-operator-locked", login=login))
