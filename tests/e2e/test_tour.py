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
)
_SMALLEST_PICTURE = 20_000
"""Bytes: a blank window of that size compresses to much less."""


@pytest.mark.timeout(300)
@pytest.mark.rule("R17")
def test_the_tour_goes_from_red_to_green_and_pictures_each_step(tmp_path: Path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    environment = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
    desk = f"sqlite:///{tmp_path / 'demo' / 'desk.sqlite'}"
    (tmp_path / "demo").mkdir()
    # Of a copy of a desk the tour shows the shift alone: the desk of a million requests takes minutes to make.
    subprocess.run([sys.executable, "-m", "app", "demo", "seed", "--database", desk], env=environment, check=True)
    ended = subprocess.run(
        [sys.executable, "-m", "ui", "--database", desk, "--tour", str(tmp_path / "tour")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    pictures = {path.stem.split("-", 1)[1]: path.stat().st_size for path in (tmp_path / "tour").glob("*.png")}
    assert set(SEEN) <= set(pictures)
    assert min(pictures.values()) > _SMALLEST_PICTURE
    assert len(ended.stdout.splitlines()) == len(pictures)
