#!/bin/sh
# Makes this checkout ready: Debian packages that Qt and the tests need, then .venv with exactly what requirements.lock
# names.
# Safe to call each time: when nothing changed it returns in a fraction of a second.
#
# Environment: PYTHON=… chooses the interpreter; PULT_NO_APT=1 never installs system packages, only names them.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
stamp=$venv/pult-setup.stamp

# What Qt's libraries are linked to even without a screen, and one font with Cyrillic.
core_packages="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core"
# What its X11 and Wayland platform plugins are linked to besides.
window_packages="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0"
window_packages="$window_packages libxkbcommon-x11-0 libwayland-cursor0 libwayland-egl1"
# The tests of the shared desk start and stop a server of their own.
oldest_postgres=15

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Prints the interpreter to use: the first of 3.11 or newer that can make a venv by itself, else the first of 3.11.
find_python() {
    fallback=
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        new_enough "$candidate" || continue
        makes_venvs "$candidate" && { say "$candidate"; return; }
        [ -n "$fallback" ] || fallback=$candidate
    done
    say "$fallback"
}

# Prints those of the named packages that are not installed. Newer Debian and Ubuntu carry some under a name with t64.
missing_of() {
    installed=$(dpkg-query -W -f '${Package}=${db:Status-Status} ')
    for package in "$@"; do
        case " $installed" in
            *" $package=installed "* | *" ${package}t64=installed "*) ;;
            *) printf ' %s' "$package" ;;
        esac
    done
}

# True where a PostgreSQL server new enough is installed: no process is started, so it costs nothing.
has_postgres() {
    for control in /usr/lib/postgresql/*/bin/pg_ctl; do
        [ -x "$control" ] || continue
        major=${control#/usr/lib/postgresql/}
        [ "${major%%/*}" -ge "$oldest_postgres" ] 2>/dev/null && return 0
    done
    command -v pg_ctl >/dev/null
}

# Debian's package makes and starts a cluster of its own on installation; nobody here needs one, and it would run on.
# `false` while our installation runs, then as it was: an administrator's own installation later is not our business.
own_cluster() {
    wish=/etc/postgresql-common/createcluster.d/pult-setup.conf
    $as_root mkdir -p "${wish%/*}"
    case $1 in
        false) echo "create_main_cluster = false" | $as_root tee "$wish" >/dev/null ;;
        *) $as_root rm -f "$wish" ;;
    esac
}

# Installs by apt-get as root or by sudo; where neither is possible says the command and gives up.
install_packages() {
    if [ -z "${PULT_NO_APT:-}" ]; then
        if [ "$(id -u)" = 0 ]; then
            as_root="env DEBIAN_FRONTEND=noninteractive"
        elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root="sudo env DEBIAN_FRONTEND=noninteractive"
        else
            as_root=
        fi
        if [ -n "$as_root" ]; then
            say "Installing the Debian packages that are missing:$*"
            # A list that cannot be refreshed may still be good enough: the installation itself decides.
            $as_root apt-get update -qq || true
            own_cluster false
            # shellcheck disable=SC2086,SC2048
            if $as_root apt-get install -y -qq --no-install-recommends $* >build/apt.log 2>&1; then
                own_cluster "as it was"
                return
            fi
            own_cluster "as it was"
            tail -n 5 build/apt.log >&2
        fi
    fi
    fail "These Debian packages are needed and missing:$*
Please install them, then try again:

    sudo apt-get update && sudo apt-get install --no-install-recommends$*
"
}

ensure_system() {
    python=$(find_python)
    [ -n "$python" ] || fail "Python 3.11 or newer is needed (PYTHON=/path/to/python3 names one)."
    if ! command -v dpkg-query >/dev/null; then
        makes_venvs "$python" || fail "$python cannot make virtual environments (modules venv and ensurepip)."
        has_postgres || say "The tests need PostgreSQL $oldest_postgres or newer (its programs initdb and pg_ctl), which is not found."
        return 0  # not a Debian: Qt says itself what it misses
    fi
    # shellcheck disable=SC2086
    needed=$(missing_of $core_packages)
    # shellcheck disable=SC2086
    window=$(missing_of $window_packages)
    [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || needed="$needed$window"
    if ! makes_venvs "$python"; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        case $(readlink -f "$(command -v "$python")") in
            /usr/bin/*) needed="$needed python3-venv python$version-venv" ;;
            *) fail "$python cannot make virtual environments (modules venv and ensurepip)." ;;
        esac
    fi
    has_postgres || needed="$needed postgresql"
    [ -n "$needed" ] || return 0
    # Once something is installed, what a window would need later comes with it.
    case $needed in *"$window"*) ;; *) needed="$needed$window" ;; esac
    install_packages "$needed"
    makes_venvs "$python" || fail "$python still cannot make virtual environments."
}

# One line that changes whenever the installation has to: lock, project file, this script, and the folder's own path
# (a virtual environment does not survive being moved).
fingerprint() {
    pwd
    cat requirements.lock pyproject.toml packaging/setup.sh | sha256sum
}

ensure_venv() {
    if [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ] && "$venv/bin/python" -c '' 2>/dev/null; then
        return 0
    fi
    made_for=$(sed -n 1p "$stamp" 2>/dev/null || true)
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 || [ "${made_for:-$(pwd)}" != "$(pwd)" ]; then
        say "Making $venv with $("$python" --version)"
        "$python" -m venv --clear "$venv"
    fi
    rm -f "$stamp"
    say "Installing what requirements.lock names (some 150 MB the first time)"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --root-user-action=ignore \
        --require-hashes -r requirements.lock
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --root-user-action=ignore \
        --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
    # Where PYTHONDONTWRITEBYTECODE is set nothing would ever be cached, and the console would start twice as slowly.
    "$venv/bin/python" -m compileall -q app drivers ui
    fingerprint >"$stamp"
    say "Ready."
}

mkdir -p build
ensure_system
ensure_venv
