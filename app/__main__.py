"""`pultctl`: the entry point of everything that needs no window."""

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from app.cli.tree import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
