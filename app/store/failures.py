"""What the databases' failures are called. Nothing of another module of the store: everything may use it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError

from app.domain.errors import Refusal, Unavailable
from app.services.ports.unit_of_work import Collided


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Turn the drivers' failures into `Unavailable` with a code a user can act on; text-unusable is a `Refusal`."""
    try:
        yield
    except UnicodeEncodeError as error:  # half a sign, as from bytes of another encoding on a command line
        raise Refusal("text-unusable") from error
    except DBAPIError as error:
        raise named(error, url) from error
    except sqlite3.DatabaseError as error:
        raise Unavailable(_code(str(error)), path=place(make_url(url)), detail=str(error)) from error


def named(error: DBAPIError, url: str) -> Exception:
    """The failure as users hear of it, or itself where it is a bug."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgres(error, parsed)
    code = _code(str(error.orig))
    if isinstance(error, OperationalError) or (code != "database-failed" and not isinstance(error, IntegrityError)):
        return Unavailable(code, path=place(parsed), detail=str(error.orig)[:200])
    return error


def place(url: URL) -> str:
    """The file, or server and database without password and options."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    host = url.host or str(url.query.get("host") or "")
    who = f"{url.username}@" if url.username else ""
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{who}{'' if host.startswith('/') else host}{port}/{url.database or ''}"


# --- SQLite tells by words ---------------------------------------------------------------------------------------------

_WORDS = (
    ("locked", "database-locked"),
    ("readonly", "database-read-only"),
    ("read-only", "database-read-only"),
    ("unable to open", "database-cannot-open"),
    ("full", "database-disk-full"),
    ("disk i/o error", "database-disk-full"),
    ("malformed", "database-corrupt"),
    ("not a database", "database-corrupt"),
    ("no such table", "database-not-a-desk"),
)


def _code(message: str) -> str:
    lowered = message.lower()
    return next((code for sign, code in _WORDS if sign in lowered), "database-failed")


# --- PostgreSQL by SQLSTATE, except where nobody was let in -----------------------------------------------------------

_STATES = (
    ("25006", "database-read-only"),
    ("42501", "database-may-not"),
    ("42P01", "database-not-a-desk"),
    ("3D000", "database-missing-there"),
    ("28", "database-sign-in"),
    ("53100", "database-disk-full"),
    ("55P03", "database-locked"),
    ("08", "database-away"),
    ("53", "database-away"),
    ("57P", "database-away"),
    ("25P03", "database-away"),
    ("XX001", "database-corrupt"),
    ("XX002", "database-corrupt"),
)
_AT_THE_DOOR = (
    ("authentication failed", "database-sign-in"),
    ("не прошёл проверку подлинности", "database-sign-in"),
    ("no password supplied", "database-sign-in"),
    ("no pg_hba.conf entry", "database-sign-in"),
    ('role "', "database-sign-in"),
    ('database "', "database-missing-there"),
)
_COLLISIONS = ("40001", "40P01")
_TEXT_STATES = ("22021", "22P05")
"""Not in the database's encoding; NUL within JSON. In a plain text the driver itself refuses it, without a state."""
UNIQUE_VIOLATION = "23505"


def sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's five signs; empty where the server said nothing, as when it cannot be reached."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def _postgres(error: DBAPIError, url: URL) -> Exception:
    state = sqlstate(error)
    if state in _COLLISIONS:
        return Collided("database-busy", path=place(url))
    if state in _TEXT_STATES or (not state and isinstance(error, DataError) and "NUL" in str(error.orig)):
        return Refusal("text-unusable")
    if state == UNIQUE_VIOLATION:
        # Another may have been quicker by a moment; where it is so again, it is a bug of ours.
        collided = Collided("database-busy", path=place(url))
        collided.bug = error
        return collided
    code = next((code for sign, code in _STATES if state.startswith(sign)), "")
    if (
        not code
        and not state
        and (error.connection_invalidated or isinstance(error, OperationalError | InterfaceError))
    ):
        words = str(error.orig)
        code = next((code for sign, code in _AT_THE_DOOR if sign in words), "database-away")
    if not code:
        return error
    return Unavailable(code, path=place(url), database=url.database or "", detail=str(error.orig)[:200])
