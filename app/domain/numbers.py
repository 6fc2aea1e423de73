"""R8: request numbers, consecutive within a civil year of the office: `2026-000123`."""

import re
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import Refusal
from app.domain.times import Office

_FORM = re.compile(r"(\d{4})-(\d{6,})")


@dataclass(frozen=True, slots=True, order=True)
class RequestNumber:
    """Year and running number; its text sorts as it does while there are fewer than a million a year."""

    year: int
    ordinal: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.ordinal:06d}"

    @classmethod
    def parse(cls, text: str) -> "RequestNumber":
        """Read `2026-000123`.

        Raises:
            Refusal: "number-form", it is not a request's number.
        """
        found = _FORM.fullmatch(text.strip())
        if not found:
            raise Refusal("number-form", text=text[:40])
        return cls(int(found[1]), int(found[2]))


def number_year(filed: datetime, office: Office) -> int:
    """The year a request filed at `filed` is numbered in: the office's civil year, not UTC's."""
    return office.civil(filed).year
