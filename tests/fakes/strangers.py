"""Starting a stranger's meter in a process of its own; see tests/strangers/README.md."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STRANGERS = Path(__file__).parents[1] / "strangers"
KEY, AUTH_KEY = bytes(range(16)), bytes(range(16, 32))


@contextmanager
def stranger(*arguments: str, key: bytes = KEY, auth_key: bytes = AUTH_KEY) -> Iterator[str]:
    """A stranger's household meter; gives its address. Ends with the block."""
    command = [sys.executable, str(STRANGERS / "meter.py"), "--key", key.hex(), "--auth-key", auth_key.hex()]
    with subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("listening on "), line
            yield line.split()[-1]
        finally:
            process.terminate()
            process.communicate()
