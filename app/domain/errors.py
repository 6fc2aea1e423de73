"""The two kinds of failure a user may meet; everything else is a bug.

A `Refusal` is something the user can mend: it carries a code and data, never a sentence, since
the wording (ru, en) lives with the texts. `Unavailable` says that a thing outside is away.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass


class PultError(Exception):
    """Base of the failures that are worded for a user: `code` plus the `data` of its sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data: Mapping[str, object] = data

    def __str__(self) -> str:
        return f"{self.code} {dict(self.data)}" if self.data else self.code


class Refusal(PultError):
    """What was asked is against a rule or impossible now; nothing was changed."""


class Unavailable(PultError):
    """Something outside (database, meter, file) cannot be reached or used; try again later."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field in a conflict of two people (A10)."""

    field: str
    was: str
    theirs: str
    mine: str


class Conflict(Refusal):
    """Somebody changed the same thing since it was read (A10): was / theirs / mine."""

    def __init__(self, *, who: str, when: str, fields: tuple[FieldConflict, ...], version: int) -> None:
        super().__init__("conflict", who=who, when=when, version=version)
        self.fields = fields
        self.version = version


def unreadable(name: str, error: OSError) -> Unavailable:
    """A file that cannot be read, with the reason as a word that the catalogues know: the system's own are English."""
    causes = {
        errno.ENOENT: "missing",
        errno.ENOTDIR: "missing",
        errno.EACCES: "rights",
        errno.EPERM: "rights",
        errno.EISDIR: "folder",
    }
    return Unavailable("file-unreadable", file=name, cause=causes.get(error.errno or 0, "other"))
