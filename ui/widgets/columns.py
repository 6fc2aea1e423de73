"""Columns declared as data: what a table shows of a row, in which width, and what its tooltip says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of rows `R`: `text` and `tip` say a row; `samples` are the widest texts it must hold uncut.

    `stretch` takes the room that is left; `fixed` columns cannot be hidden.
    """

    key: str
    text: Callable[[R], str]
    tip: Callable[[R], str]
    samples: tuple[str, ...]
    title: str
    stretch: bool = False
    fixed: bool = False
    least: int = 0
    """The least width in characters where it stretches."""
    drop: int = 0
    """Where room is short the column with the lowest number above 0 goes first; 0 never goes."""
    usual: bool = True
    """Shown until somebody chooses."""
    sorts: str = ""
    """The order that a click on its heading asks for; "" where it asks for none."""
    name: str = ""
    """What it is called in lists of columns, where the heading is short or empty."""
