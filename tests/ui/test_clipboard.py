"""What was copied stays on the clipboard, and the program ends without a crash."""

import subprocess
import sys

COPY_AND_END = """
from PySide6.QtWidgets import QApplication
from ui.widgets.clipboard import copy_table, leave_as_text
application = QApplication([])
copy_table("a\\tb", "<table><tr><td>a</td><td>b</td></tr></table>")
clipboard = application.clipboard()
assert clipboard.mimeData().hasHtml()
{leave}
print(clipboard.text())
"""


def ended(leave: str) -> subprocess.CompletedProcess[str]:
    program = COPY_AND_END.format(leave=leave)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


def test_a_program_that_has_copied_a_table_ends_well_and_leaves_the_text():
    end = ended("leave_as_text()")
    assert (end.returncode, end.stdout) == (0, "a\tb\n"), end.stderr


def test_without_leaving_text_qt_would_crash_at_the_end():
    """Why `leave_as_text` is there: once this fails, it may go."""
    assert ended("").returncode != 0
