"""The tour works: the real console, its real worker, a shift by clicks and keys from red to green."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEN = (
    "journal",
    "overdue-blinking",
    "blinking-stopped",
    "card",
    "command",
    "verified",
    "done",
    "meter-off",
    "meter-on",
    "meter-lies",
    "rejected",
    "import-bad-cells",
    "import-taken-back",
    "import-depends",
    "million",
    "million-last",
    "million-sorted",
    "million-selected",
    "million-search",
)
PLACE = Path(__file__).parents[2] / "build" / "tour-of-tests"
"""Beside it the desk of a million requests is kept, for this test and for the benches: it takes a minute to make."""
_SMALLEST_PICTURE = 20_000
"""Bytes: a blank window of that size compresses to much less."""


@pytest.mark.timeout(300)
@pytest.mark.rule("R17")
def test_the_tour_goes_from_red_to_green_and_pictures_each_step(tmp_path: Path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    environment = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
    ended = subprocess.run(
        [sys.executable, "-m", "ui", "--tour", str(PLACE)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    pictures = {path.stem.split("-", 1)[1]: path.stat().st_size for path in PLACE.glob("*.png")}
    assert set(SEEN) <= set(pictures)
    assert min(pictures.values()) > _SMALLEST_PICTURE
    assert len(ended.stdout.splitlines()) == len(pictures)
