"""What the journal of imports says of one import, in sentences; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.changes import Subject
from app.services.ports.imports import Dependence, ImportDetails, ImportLine
from ui.screens.imports.words import ImportWords
from ui.texts import Said

COLUMNS: Final = ("at", "who", "file", "kind", "client", "taken", "refused", "back")
NOT_TAKEN_SHOWN: Final = 100
CHANGES_SHOWN: Final = 200


@dataclass(frozen=True)
class HistoryWords:
    """Sentences about imports as of `now`."""

    said: Said
    words: ImportWords
    now: datetime

    def cell(self, line: ImportLine, key: str) -> str:
        """One cell of the list."""
        texts, record = self.said.texts, line.record
        if key == "at":
            return self.said.moment(record.at, self.now)
        if key == "kind":
            return texts(f"imports-kind-{record.what}")
        if key == "back":
            back = line.taken_back
            return texts("imports-back-at", at=self.said.moment(back.at, self.now)) if back else ""
        values: dict[str, object] = {
            "who": line.who,
            "file": record.file_name,
            "client": line.client,
            "taken": record.taken,
            "refused": record.refused,
        }
        return str(values[key])

    def title(self, line: ImportLine) -> str:
        """The heading of the details."""
        return self.said.texts("imports-import-title", id=line.record.id, file=line.record.file_name)

    def details(self, found: ImportDetails) -> list[tuple[str, str]]:
        """Headings and paragraphs."""
        texts, line = self.said.texts, found.line
        record = line.record
        kind = texts(f"imports-kind-{record.what}")
        at = self.said.exact(record.at)
        facts = [
            texts("imports-when", at=at, who=line.who),
            texts("imports-what", kind=kind, client=line.client or "none"),
        ]
        facts += [self._tally(name, counts) for name, counts in line.tallies.items()]
        facts.append(texts("imports-file-hash", sha256=record.sha256))
        parts = []
        if line.taken_back is not None:
            back = line.taken_back
            words = texts("imports-taken-back", at=self.said.exact(back.at), who=back.who, why=back.why)
            parts.append((texts("imports-part-back"), words))
        parts.append((texts("imports-part-facts"), "\n".join(facts)))
        if line.taken_back is None and found.dependences:
            parts.append((texts("imports-part-depends"), self.dependences(found.dependences)))
        if found.not_taken:
            parts.append((texts("imports-part-refused", n=record.refused), self._refused(found)))
        if line.taken_back is None and found.changes_total:
            parts.append((texts("imports-part-changes", n=found.changes_total), self._changes(found)))
        return parts

    def dependences(self, found: Sequence[Dependence]) -> str:
        """What stands on an import, a line each."""
        return "\n".join(f"• {self._dependence(one)}" for one in found)

    def _dependence(self, one: Dependence) -> str:
        key = f"import-depends-{one.kind}"
        if not self.said.texts.has(key):
            return self.said.texts("imports-depends-unworded", kind=one.kind, n=one.n)
        return self.said.texts(key, n=one.n, **{name: _plain(value) for name, value in one.data.items()})

    def _tally(self, name: str, counts: tuple[int, int, int]) -> str:
        texts = self.said.texts
        pairs = zip(("added", "updated", "same"), counts, strict=True)
        kept = [(key, n) for key, n in pairs if n]
        parts = [texts(f"imports-was-{key}", n=n) for key, n in kept]
        what = texts(f"import-taken-{name}", n=sum(counts))
        if len(kept) == 1:
            parts = [texts(f"imports-were-{kept[0][0]}", n=kept[0][1])]
        return texts("imports-counted", what=what, parts=", ".join(parts)) if parts else what

    def _refused(self, found: ImportDetails) -> str:
        texts = self.said.texts
        lines = [
            texts(
                "imports-problem",
                cell=cell.cell,
                heading=cell.heading or "none",
                value="none",
                reason=self.words.reason(cell.reason, dict(cell.data)),
            )
            for cell in found.not_taken[:NOT_TAKEN_SHOWN]
        ]
        more = len(found.not_taken) - NOT_TAKEN_SHOWN
        return "\n".join([*lines, texts("imports-more", n=more)] if more > 0 else lines)

    def _changes(self, found: ImportDetails) -> str:
        """What was added in a line of each kind; what was changed, a line each."""
        texts, lines = self.said.texts, []
        for subject in (Subject.CLIENT, Subject.SUBSCRIBER, Subject.METER):
            added = [row.label for row in found.changes if row.added and row.subject is subject and row.label]
            if added:
                lines.append(texts("imports-added-rows", subject=subject.value, labels=", ".join(added)))
        for row in found.changes:
            if row.added and row.is_as_left:
                continue
            changes = "; ".join(self.words.change(change) for change in row.changes)
            since = "" if row.is_as_left else texts("imports-changed-since")
            said = "; ".join(part for part in (changes, since) if part)
            label = row.label or "none"
            lines.append(texts("imports-changed-row", subject=row.subject.value, label=label, changes=said))
        more = found.changes_total - len(found.changes)
        return "\n".join([*lines, texts("imports-more", n=more)] if more > 0 else lines)


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return value if isinstance(value, int) else str(value)
