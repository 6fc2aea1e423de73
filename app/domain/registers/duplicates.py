"""The same plot, serial or MAC address twice: none is guessed to be the right one, both are refused and named."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.registers.fields import Field
from app.domain.registers.preview import Part, Severity
from app.domain.registers.rows import Draft, RowReader

_NAMED = 5
"""Other cells that a duplicate names: where a whole column says the same, naming all of them would never end."""


def mark_duplicates(drafts: Sequence[Draft], reader: RowReader) -> list[Draft]:
    """The drafts, those that share a key with another one refused with the other cells' addresses.

    A meter that was refused for another reason still counts: its serial is in the register all the same.
    """
    marked = list(drafts)
    _mark(marked, reader, Field.PLOT, Part.ROW, reason="plot-twice", key_of=_plot_of)
    _mark(marked, reader, Field.SERIAL, Part.METER, reason="serial-twice", key_of=lambda draft: draft.serial_key)
    _mark(marked, reader, Field.MAC, Part.METER, reason="mac-twice", key_of=lambda draft: draft.mac)
    return marked


def _plot_of(draft: Draft) -> str:
    return "" if draft.row.additional else draft.row.plot_key


def _mark(
    drafts: list[Draft], reader: RowReader, field: Field, part: Part, *, reason: str, key_of: Callable[[Draft], str]
) -> None:
    first: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        if not (key := key_of(draft)):
            continue
        if key not in first:
            first[key] = index
        else:
            places.setdefault(key, [first[key]]).append(index)
    for indexes in places.values():
        cells = {index: drafts[index].row.cells[field.value] for index in indexes[: _NAMED + 1]}
        for index in indexes:
            draft = drafts[index]
            named = [cell for other, cell in cells.items() if other != index][:_NAMED]
            more = ["…"] if len(indexes) - 1 > len(named) else []
            problem = reader.problem(
                draft.line, field, reason, Severity.REFUSED, part, others=", ".join([*named, *more])
            )
            row = draft.row if part is Part.ROW else replace(draft.row, meter=None)
            drafts[index] = replace(draft, row=row, problems=(*draft.problems, problem))
