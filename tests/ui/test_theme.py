"""A3: status colours that can be read and told apart, by everybody; the sums are written out here."""

from itertools import combinations

import pytest

from app.domain.kinds import RequestKind, Status
from app.texts import Texts
from ui.theme import BLINK_WHITE, DARK, KINDS, LIGHT, ON_STATUS, OVERDUE_BAR, STATUS, Shape, make_theme

COLOURED = (Status.CONFIRMED, Status.IN_PROGRESS, Status.DONE, Status.REJECTED)

# Viénot, Brettel, Mollon (1999) and Brettel (1997) as matrices over linear sRGB; None is normal vision.
VISIONS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritanopia": ((1.0, 0.1462, -0.1462), (0.0, 0.85924, 0.14076), (0.0, 0.85924, 0.14076)),
}


def linear(colour: str) -> tuple[float, float, float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(k * c for k, c in zip(line, rgb, strict=True)))) for line in VISIONS[vision]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, vision: str) -> float:
    """CIE76."""
    pairs = zip(lab(one, vision), lab(other, vision), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("vision", VISIONS)
def test_the_kinds_in_a_chart_are_told_apart_by_everybody(vision):
    assert set(KINDS) == set(RequestKind)
    assert min(difference(one, other, vision) for one, other in combinations(KINDS.values(), 2)) >= 20
    assert min(contrast(colour, theme.base) for colour in KINDS.values() for theme in (LIGHT, DARK)) >= 1.6


@pytest.mark.rule("A3")
@pytest.mark.rule("R16")
def test_the_status_colours_are_those_of_the_rule():
    assert [STATUS[status].colour for status in COLOURED] == ["#D98880", "#FFF3B0", "#9FD8CB", "#A0A0C4"]


@pytest.mark.rule("A3")
@pytest.mark.parametrize("background", [*(STATUS[status].colour for status in STATUS), BLINK_WHITE])
def test_text_keeps_seven_to_one_on_every_background_of_a_row(background):
    theme = make_theme(dark=True)
    assert theme.on_status().name().upper() == ON_STATUS.upper()
    assert contrast(ON_STATUS, background) >= 7


@pytest.mark.rule("A3")
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("pair", list(combinations([STATUS[s].colour for s in COLOURED], 2)))
def test_each_pair_of_statuses_differs_in_every_kind_of_vision(pair, vision):
    assert difference(*pair, vision) >= 20


@pytest.mark.rule("A3")
def test_each_status_has_a_shape_and_a_letter_of_its_own():
    shapes = [STATUS[status].shape for status in COLOURED]
    assert shapes == [Shape.SQUARE, Shape.TRIANGLE, Shape.CIRCLE, Shape.CROSS]
    assert [Texts("ru")(f"letter-{status.value}") for status in COLOURED] == ["П", "В", "Г", "О"]
    assert len({Texts("en")(f"letter-{status.value}") for status in COLOURED}) == 4


@pytest.mark.rule("A1")
@pytest.mark.parametrize(
    "background", [STATUS[Status.CONFIRMED].colour, STATUS[Status.IN_PROGRESS].colour, BLINK_WHITE]
)
def test_the_overdue_bar_stands_out_from_the_row_itself(background):
    assert contrast(OVERDUE_BAR, background) >= 4.5
    assert OVERDUE_BAR not in {look.colour for look in STATUS.values()}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_all_other_text_is_readable_too(palette):
    for text, ground in (
        (palette.text, palette.window),
        (palette.text, palette.base),
        (palette.nav_text, palette.nav),
        (palette.nav_text, palette.nav_current),
        (palette.on_accent, palette.accent),
        (palette.on_notice, palette.notice),
        (palette.on_warning, palette.warning),
    ):
        assert contrast(text, ground) >= 7
    assert contrast(palette.muted, palette.window) >= 5.5
    assert contrast(palette.alarm, palette.panel) >= 6


@pytest.mark.rule("A3")
def test_both_themes_have_the_same_status_colours():
    light, dark = make_theme(dark=False), make_theme(dark=True)
    assert [light.status_colour(s) for s in Status] == [dark.status_colour(s) for s in Status]


def test_rows_are_28_pixels_and_grow_with_the_text():
    assert make_theme(dark=False).row_height == 28
    assert make_theme(dark=False, points=20).row_height > 40
