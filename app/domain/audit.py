"""The chain of events: every row carries the hash of the row before it, so a change, insertion or deletion shows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What the first row carries as the hash before it."""


@dataclass(frozen=True, slots=True)
class EventEntry:
    """Who did what, when, from where (R15). `subject` and `subject_id` name the thing; data holds ids, no persons."""

    at: datetime
    operator_id: int | None
    console: str
    subject: str
    subject_id: int
    action: str
    from_state: str = ""
    to_state: str = ""
    why: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChainedEvent:
    """An entry in its place of the chain."""

    seq: int
    entry: EventEntry
    previous: str
    hash: str


def event_hash(seq: int, entry: EventEntry, previous: str) -> str:
    """SHA-256 over the row in canonical JSON and the hash before it."""
    body = [
        seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.operator_id,
        entry.console,
        entry.subject,
        entry.subject_id,
        entry.action,
        entry.from_state,
        entry.to_state,
        entry.why,
        dict(entry.data),
        previous,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk over the chain found: `first_break` is the first row that does not hold, or None."""

    rows: int
    head: str
    first_break: int | None

    @property
    def intact(self) -> bool:
        """True where every row holds."""
        return self.first_break is None


def verify_chain(events: Iterable[ChainedEvent], *, expected_head: str | None = None) -> ChainReport:
    """Walk the rows in order; any change, gap or insertion breaks it.

    With `expected_head` (kept off the machine) a truncation shows too: some row must bear that hash, else the break
    is named as the row after the last.
    """
    previous, rows, first_break = GENESIS, 0, None
    head_seen = expected_head is None or expected_head == GENESIS
    for event in events:
        rows += 1
        whole = (
            event.seq == rows
            and event.previous == previous
            and event.hash == event_hash(event.seq, event.entry, event.previous)
        )
        if first_break is None and not whole:
            first_break = event.seq
        head_seen = head_seen or event.hash == expected_head
        previous = event.hash
    if first_break is None and not head_seen:
        first_break = rows + 1
    return ChainReport(rows=rows, head=previous, first_break=first_break)
