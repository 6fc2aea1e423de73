"""Another console, as far as the first is concerned: a line "id code" in, that request's command code and the feed's
line committed, the monotonic moment of the commit out."""

import sqlite3
import sys
from time import monotonic


def main(file: str) -> int:
    """Until the input ends."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA busy_timeout=5000")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        request, code = line.split()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "UPDATE requests SET command='failed', command_code=?, version=version+1 WHERE id=?", (code, int(request))
        )
        connection.execute(
            "INSERT INTO feed SELECT coalesce(max(seq), 0) + 1, 'request', ?, 'bench' FROM feed", (int(request),)
        )
        connection.execute("COMMIT")
        sys.stdout.write(f"{monotonic()}\n")
        sys.stdout.flush()
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
