"""Meaning → colour, letter, shape, font and distance (A1, A3, R16). Nothing else in ui names a colour.

The four status colours are the same in the light and the dark theme, and what stands on them is always dark.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette

from app.domain.kinds import RequestKind, Status


class Shape(StrEnum):
    """What a status is drawn as, beside its letter (A3)."""

    NONE = "none"
    SQUARE = "square"
    TRIANGLE = "triangle"
    CIRCLE = "circle"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status looks: its colour, its shape, and that shape as a character for texts."""

    colour: str
    shape: Shape
    sign: str


STATUS: Final[dict[Status, StatusLook]] = {
    Status.CONFIRMED: StatusLook("#D98880", Shape.SQUARE, "■"),
    Status.IN_PROGRESS: StatusLook("#FFF3B0", Shape.TRIANGLE, "▲"),
    Status.DONE: StatusLook("#9FD8CB", Shape.CIRCLE, "●"),
    Status.REJECTED: StatusLook("#A0A0C4", Shape.CROSS, "✕"),
    Status.FILED: StatusLook("#FFFFFF", Shape.NONE, "…"),
    Status.LAPSED: StatusLook("#FFFFFF", Shape.NONE, "–"),
}
"""The letters П В Г О live in the catalogues: they are words' initials."""

KINDS: Final[dict[RequestKind, str]] = {
    RequestKind.LIMIT: "#A18412",
    RequestKind.LIFT: "#B0D775",
    RequestKind.DISCONNECT: "#B2344D",
    RequestKind.RECONNECT: "#F28C8C",
    RequestKind.REMOTE_CHECK: "#17AACF",
    RequestKind.ONSITE_CHECK: "#28638A",
}
"""Areas of charts, in both themes: each pair differs by ΔE ≥ 20 in the visions of A3, a kind and its opposite are kin."""

ON_STATUS: Final = "#0E0E0E"
"""Text on every status colour, in both themes."""
BLINK_WHITE: Final = "#FFFFFF"
OVERDUE_BAR: Final = "#5E0F0C"
"""The bar and icon of an overdue row; never the red of a status (A1)."""

SPACE_S, SPACE_M, SPACE_L = 4, 8, 12
ROW_AT_100: Final = 28
"""px at 100 %, as SCREENS.md asks."""
_FAMILIES: Final = {"Segoe UI": 1.0, "Noto Sans": 0.95, "DejaVu Sans": 0.92}
"""In order of liking; the figure makes them equally large to the eye, since DejaVu is drawn wide and high."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that are not statuses."""

    window: str
    panel: str
    base: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    nav: str
    nav_current: str
    nav_text: str
    notice: str
    on_notice: str
    alarm: str
    warning: str
    on_warning: str


LIGHT: Final = Palette(
    window="#EEF0F3",
    panel="#F8F9FB",
    base="#FFFFFF",
    text="#1A1F26",
    muted="#4E5966",
    line="#C9CED6",
    accent="#1F4E79",
    on_accent="#FFFFFF",
    nav="#22303F",
    nav_current="#34495E",
    nav_text="#F2F5F8",
    notice="#DDEBF7",
    on_notice="#12314D",
    alarm="#A11212",
    warning="#FFF4DC",
    on_warning="#3D2A00",
)
DARK: Final = Palette(
    window="#1E2329",
    panel="#262C34",
    base="#2B323B",
    text="#E9EDF2",
    muted="#B4BEC9",
    line="#46505C",
    accent="#8FC1EE",
    on_accent="#10202E",
    nav="#15191E",
    nav_current="#2F3B48",
    nav_text="#F2F5F8",
    notice="#23425E",
    on_notice="#E8F2FB",
    alarm="#FF9C94",
    warning="#4A3B14",
    on_warning="#FFF1CC",
)


@dataclass(frozen=True)
class Theme:
    """Fonts, colours and measures of one window. Made once, after the application object."""

    dark: bool
    colours: Palette
    font: QFont
    bold: QFont
    small: QFont
    title: QFont
    row_height: int

    def status_colour(self, status: Status) -> QColor:
        """The background of a status."""
        return QColor(STATUS[status].colour)

    def on_status(self) -> QColor:
        """Text on it."""
        return QColor(ON_STATUS)

    def colour(self, name: str) -> QColor:
        """A colour of the palette by its field's name."""
        return QColor(str(getattr(self.colours, name)))

    def palette(self) -> QPalette:
        """For QApplication: every role that standard widgets read."""
        c = self.colours
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, value in (
            (roles.Window, c.window),
            (roles.WindowText, c.text),
            (roles.Base, c.base),
            (roles.AlternateBase, c.panel),
            (roles.Text, c.text),
            (roles.PlaceholderText, c.muted),
            (roles.Button, c.panel),
            (roles.ButtonText, c.text),
            (roles.BrightText, c.alarm),
            (roles.Highlight, c.accent),
            (roles.HighlightedText, c.on_accent),
            (roles.ToolTipBase, c.base),
            (roles.ToolTipText, c.text),
            (roles.Link, c.accent),
            (roles.Mid, c.line),
            (roles.Dark, c.muted),
            (roles.Light, c.base),
            (roles.Midlight, c.panel),
            (roles.Shadow, c.line),
        ):
            palette.setColor(role, QColor(value))
        disabled = QColor(c.muted)
        disabled.setAlpha(150)
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, disabled)
        return palette


def make_theme(*, dark: bool | None = None, points: float = 10.0) -> Theme:
    """The theme of this system: dark where the system asks for it unless told; fonts of `points`."""
    if dark is None:
        dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    known = set(QFontDatabase.families())
    family = next((name for name in _FAMILIES if name in known), QFont().family())
    points *= _FAMILIES.get(family, 1.0)
    font = _font(family, points)
    metrics = QFontMetrics(font)
    return Theme(
        dark=dark,
        colours=DARK if dark else LIGHT,
        font=font,
        bold=_font(family, points, bold=True),
        small=_font(family, points * 0.9),
        title=_font(family, points * 1.5, bold=True),
        row_height=max(ROW_AT_100, metrics.height() + SPACE_L),
    )


def _font(family: str, points: float, *, bold: bool = False) -> QFont:
    font = QFont(family)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font
