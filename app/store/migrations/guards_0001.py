"""Triggers of the first schema: what may never happen, whoever connects with whatever program.

Append-only tables, final statuses (R15), nothing deleted (R15), and protected subscribers (C5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alembic import op

_SQLITE = "CREATE TRIGGER {name} BEFORE {when} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
_FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
_POSTGRES = "CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()"
_NOT_EMPTIED = "CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
_CHECKED_FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
    "RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
)


@dataclass(frozen=True, slots=True)
class _Guard:
    name: str
    table: str
    when: str
    message: str
    condition: str = ""
    has_query: bool = False
    """PostgreSQL allows no sub-select in a trigger's WHEN: such a condition goes into its function."""


# What a final request says. Words are not among them: a person may ask for those to be erased.
_FACTS = (
    "status kind client_id subscriber_id watts source filed_at filed_by confirmed_at confirmed_by start_due started_at "
    "start_met visit_day completion_due closed_at completion_met reject_reason false_call opposite_of"
).split()


def _changed(columns: Iterable[str]) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def _guards() -> Iterator[_Guard]:
    for table in ("events", "command_steps", "deadlines"):
        yield _Guard(f"{table}_no_update", table, "UPDATE", f"{table} are append-only")
        yield _Guard(f"{table}_no_delete", table, "DELETE", f"{table} are append-only")
    for table in ("requests", "commands"):
        yield _Guard(f"{table}_no_delete", table, "DELETE", f"{table} are never deleted (R15)")
    yield _Guard(
        "requests_final",
        "requests",
        "UPDATE",
        "a done, rejected or lapsed request is final (R15)",
        f"OLD.status IN ('done', 'rejected', 'lapsed') AND ({_changed(_FACTS)})",
    )
    yield _Guard(
        "requests_number_fixed", "requests", "UPDATE", "a request keeps its number (R8)", "NEW.number <> OLD.number"
    )
    yield _Guard(
        "commands_protected",
        "commands",
        "INSERT",
        "the subscriber is protected (C5)",
        "NEW.action IN ('limit', 'disconnect') AND EXISTS (SELECT 1 FROM meters m JOIN subscribers s"
        " ON s.id = m.subscriber_id WHERE m.id = NEW.meter_id AND s.protected)",
        has_query=True,
    )


def create_guards() -> None:
    """Create all of them, in the dialect at hand."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in _guards():
        values = {"name": guard.name, "when": guard.when, "table": guard.table, "message": guard.message}
        when = f"WHEN ({guard.condition})" if guard.condition else ""
        if sqlite:
            op.execute(_SQLITE.format(**values, condition=when))
        elif guard.has_query:
            op.execute(_CHECKED_FUNCTION.format(**values, condition=guard.condition))
            op.execute(_POSTGRES.format(**values, condition=""))
        else:
            op.execute(_FUNCTION.format(**values))
            op.execute(_POSTGRES.format(**values, condition=when))
            if guard.when == "DELETE":
                op.execute(_NOT_EMPTIED.format(**values))
