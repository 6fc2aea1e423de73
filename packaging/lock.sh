#!/bin/sh
# Rewrites requirements.lock from pyproject.toml: one lock with hashes for Python 3.11 to 3.13, the program's packages
# and the developers'. `sh packaging/lock.sh --upgrade` takes newer releases; without it what is locked stays.
set -eu
cd "$(dirname "$0")/.."

# uv makes the lock and is needed for nothing else, so it lives in a place of its own outside .venv.
tool=build/lock-tool
[ -x $tool/bin/uv ] || { "${PYTHON:-python3}" -m venv $tool && $tool/bin/pip install -q --disable-pip-version-check uv; }

draft=build/requirements.draft
if [ -f requirements.lock ]; then cp requirements.lock $draft; else rm -f $draft; fi
# Nothing of this machine may get in: no index, no find-links, no header with the command line.
$tool/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --all-extras \
    --no-emit-index-url --no-emit-find-links --no-header "$@" pyproject.toml -o $draft
{
    echo "# One lock for Python 3.11 to 3.13: what Pult runs on and, with it, what it is developed with (extra dev)."
    echo "# Made by \`make lock\` from pyproject.toml; not edited by hand."
    cat $draft
} | awk 'NR <= 2 || !/^# (One lock|Made by)/' >requirements.lock
rm -f $draft
grep -c == requirements.lock | sed 's/$/ packages locked/'
