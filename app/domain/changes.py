"""What a service call touched: the shell broadcasts it, each screen refreshes by it."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """The kinds of things that change."""

    REQUEST = "request"
    COMMAND = "command"
    CLIENT = "client"
    SUBSCRIBER = "subscriber"
    METER = "meter"
    CALENDAR = "calendar"
    REGULATION = "regulation"
    OPERATOR = "operator"
    IMPORT = "import"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Touched:
    """One thing that changed."""

    subject: Subject
    id: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one transaction touched, in the order it was touched."""

    touched: tuple[Touched, ...] = ()

    def ids(self, subject: Subject) -> tuple[int, ...]:
        """The ids of one kind."""
        return tuple(t.id for t in self.touched if t.subject is subject)

    def one(self, subject: Subject) -> int:
        """The first id of that kind: what a filing or planning call has made."""
        return self.ids(subject)[0]


EVERYTHING = Changes(tuple(Touched(subject, 0) for subject in Subject if subject is not Subject.REQUEST))
"""After a time when nothing was heard: anything may have changed, and everything that is shown is to be looked up anew.

No request is named: a number 0 would be looked for in the journal, and whatever is named besides refreshes it as well.
"""
