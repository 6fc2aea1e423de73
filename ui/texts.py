"""The words of the window: the current `Texts`, and the moments and spans that screens say with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.times import Office
from app.texts import Texts
from app.texts.speech import say_due, say_exact, say_exact_due, say_moment, say_span

__all__ = ["Said", "Texts"]


@dataclass(frozen=True, slots=True)
class Said:
    """Moments (UTC in) said in the office's civil time, in the current language."""

    texts: Texts
    office: Office

    def moment(self, moment: datetime | None, now: datetime) -> str:
        """`18:00`, `ср 18:00`, `24.11 18:00`; empty for None."""
        return "" if moment is None else say_moment(self.texts, self.office.civil(moment), self.office.day_of(now))

    def due(self, moment: datetime | None, now: datetime) -> str:
        """The same for a deadline: 00:00 is 24:00 of the day before."""
        return "" if moment is None else say_due(self.texts, self.office.civil(moment), self.office.day_of(now))

    def exact(self, moment: datetime | None) -> str:
        """`пт 31.10.2025 12:07 (Europe/Moscow, UTC+03:00)`; empty for None."""
        return "" if moment is None else f"{say_exact(self.texts, self.office.civil(moment))} {self.zone(moment)}"

    def exact_due(self, moment: datetime | None) -> str:
        """The same for a deadline."""
        return "" if moment is None else f"{say_exact_due(self.texts, self.office.civil(moment))} {self.zone(moment)}"

    def zone(self, moment: datetime) -> str:
        """`(МСК, UTC+3)`, as the tooltips have it."""
        return self.texts("shell-zone", name=self.zone_name(moment), offset=f"{self.office.civil(moment):%z}"[:3])

    def zone_name(self, moment: datetime) -> str:
        """The zone's short name: `МСК`."""
        name = f"{self.office.civil(moment):%Z}"
        key = f"shell-zone-{name.lower()}"
        return self.texts(key) if self.texts.has(key) else name

    def span(self, span: timedelta) -> str:
        """`0:12`, `2 сут. 3 ч`."""
        return say_span(self.texts, span)
