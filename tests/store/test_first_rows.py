"""A console's way to its first rows imports nothing that maps whole rows, nor the base calendar."""

import subprocess
import sys
from pathlib import Path

from app.bootstrap import make_desk, open_desk

_START = """
import sys
from datetime import UTC, datetime
from app.bootstrap import open_desk
from app.services.ports.views import JournalFilter

now = datetime(2026, 3, 2, 9, tzinfo=UTC)
desk = open_desk(sys.argv[1], login="anna")
desk.queries.journal_page(JournalFilter(), first=0, count=10, total=0)
desk.queries.journal_count(JournalFilter())
desk.queries.counters(now)
desk.queries.preferences(desk.operator.id)
desk.queries.status(now)
print(sorted({"sqlalchemy.orm", "app.store.session", "holidays"} & set(sys.modules)))
desk.unit_of_work()
print("app.store.session" in sys.modules)
"""


def test_first_rows_need_neither_mapped_rows_nor_the_base_calendar(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    make_desk(address)
    open_desk(address, login="anna").close()
    done = subprocess.run([sys.executable, "-c", _START, address], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "True"]
