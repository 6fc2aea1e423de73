"""Whether less motion is wanted (A4): by the environment, the setting, or the desktop."""

import os

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QStyle

SETTING = "reduce_motion"


def wants_less_motion() -> bool:
    """`PULT_REDUCE_MOTION=1`, the setting, or a style whose animations the system has switched off."""
    told = os.environ.get("PULT_REDUCE_MOTION")
    if told is not None:
        return told not in ("", "0")
    kept = QSettings().value(SETTING)
    if kept is not None:
        return str(kept).lower() in ("true", "1")
    style = QApplication.style()
    # Qt's platform themes answer this hint from the desktop's accessibility setting.
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animate) == 0
