"""No layout of the window is asked for its items."""

import re
from pathlib import Path

ASKED = re.compile(r"\.(itemAt|takeAt)\(")


def test_no_layout_is_asked_for_its_items():
    """PySide wraps each item that is asked for, and is not told when Qt deletes it with its widget: the wrapper stays

    registered at an address that Qt uses again. When what then lives there is deleted, PySide 6.11 works on freed
    memory (`Shiboken::Object::destroy`), and the console crashes now and then. Keep the widgets, not the items.
    """
    asked = [
        f"{path}:{number}"
        for path in sorted(Path("ui").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ASKED.search(line)
    ]
    assert asked == []
