"""The desk of a million requests that the benches measure on: made once, kept under build/."""

from pathlib import Path

from app.demo_desk import kept_desk

RARE_PLOT = "731/9"
"""The plot of one household among 7,500: about 130 requests of the million."""

KEPT = Path("build/million")


def million_desk() -> Path:
    """Its SQLite file."""
    return kept_desk(KEPT)
