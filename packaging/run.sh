#!/bin/sh
# Opens the console on the demo desk; where no screen can be reached does the tour instead. `run.sh tour` always tours.
set -eu
cd "$(dirname "$0")/.."

desk=build/demo/desk.sqlite

tour() {
    mkdir -p build/tour
    QT_QPA_PLATFORM=offscreen exec .venv/bin/pult --tour build/tour
}

screen_reachable() {
    [ "$(uname)" = Darwin ] && return 0
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 1
    # Qt aborts where it cannot connect, so a process of its own has to try.
    .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' >/dev/null 2>&1
}

# The desk appears under its name only when it is whole: a seed that was interrupted starts afresh.
seed_demo() {
    [ ! -f "$desk" ] || return 0
    echo "Making the demo desk in build/demo"
    mkdir -p build/demo
    rm -f build/demo/unfinished.sqlite* build/demo/simulator.sqlite*
    .venv/bin/pultctl demo seed --database sqlite:///build/demo/unfinished.sqlite
    for part in "" -wal -shm; do
        [ ! -f "build/demo/unfinished.sqlite$part" ] || mv "build/demo/unfinished.sqlite$part" "$desk$part"
    done
}

[ "${1:-}" = tour ] && tour
if ! screen_reachable; then
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then echo "The display ${DISPLAY:-$WAYLAND_DISPLAY} cannot be reached."; fi
    echo "No screen: doing the tour instead; its pictures go to build/tour."
    tour
fi
seed_demo
exec .venv/bin/pult --database "sqlite:///$desk"
