"""A private PostgreSQL that tests start and stop: one cluster a run, a database a test; Debian's own is left alone.

Everything is in a temporary folder, reached by a socket in it and by a loopback port. It is owned by the process whose
number stands in the folder's name: the first to need it starts it (xdist's workers agree by a file lock), the owner
stops it, and what a killed run left is stopped and removed by the next one.
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from app import bootstrap

OWNER = "PULT_TESTS_OWNER"
"""Environment: the process that stops the run's cluster; xdist's workers inherit it."""

PASSWORD = "loopback-s3cret"
"""Of the role `pult` where it comes by the loopback port; by the socket nobody asks."""

_OLDEST = 15
_PREFIX = "pult-tests-pg-"
_TEMPLATE = "desk_template"
_GOODBYE_S = 20.0
# Nothing of it has to survive a loss of power. A crash of the server alone must lose nothing: so synchronous_commit stays on.
_SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
full_page_writes = off
shared_buffers = 64MB
max_connections = 200
autovacuum = off
wal_level = minimal
max_wal_senders = 0
log_min_messages = warning
lc_messages = 'C'
"""
_WHO_MAY = """
local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""


@cache
def programs() -> Path:
    """Where PostgreSQL's programs are: the newest of Debian's folders, else beside the `pg_ctl` that the shell finds."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/pg_ctl") if _major(p.parent) >= _OLDEST]
    elsewhere = shutil.which("pg_ctl")
    if elsewhere and not found:
        found = [Path(elsewhere).resolve().parent]
    if not found:
        raise FileNotFoundError(
            f"PostgreSQL {_OLDEST} or newer is needed (Debian: postgresql); `make setup` installs it"
        )
    return max(found, key=_major)


def _major(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


@dataclass(frozen=True)
class Cluster:
    """A private server in `folder`, whether it runs or not."""

    folder: Path
    port: int

    @property
    def data(self) -> Path:
        """Its data directory."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """The address that Pult is given: by the socket, without a password."""
        return f"postgresql+psycopg://pult@/{database}?host={self.folder}&port={self.port}"

    def loopback_url(self, database: str, *, password: str = PASSWORD) -> str:
        """The same by TCP, with a password in it."""
        return f"postgresql+psycopg://pult:{password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A plain connection that commits each statement at once."""
        return psycopg.connect(host=str(self.folder), port=self.port, user="pult", dbname=database, autocommit=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        _run(self.folder, "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "server.log", "start")

    def start_if_stopped(self) -> None:
        """Start it unless it runs."""
        if not _running(self.data):
            self.start()

    def stop(self, *, mode: str = "fast") -> None:
        """Stop it: `fast`, or `immediate` as a crash."""
        _run(self.folder, "pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def create(self, name: str, *, template: str = "") -> str:
        """A database, a copy of the migrated template unless told otherwise; returns its address."""
        with self.connect() as connection:
            # Twice as fast as writing the copy to the log, which nobody reads here.
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template or _TEMPLATE} STRATEGY file_copy".encode())
        return self.url(name)

    def drop(self, name: str) -> None:
        """Throw it away, whoever is still connected."""
        with self.connect() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def remove(self) -> None:
        """Stop it if it runs, by its process id, and remove its folder."""
        pid = _running(self.data)
        if pid:
            os.kill(pid, signal.SIGINT)  # the server's word for a fast end
            late = time.monotonic() + _GOODBYE_S
            while _running(self.data) and time.monotonic() < late:
                time.sleep(0.02)
            if _running(self.data):
                os.kill(pid, signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


def make_cluster(folder: Path) -> Cluster:
    """Make one in an empty folder, start it, give it its role and the template of desks."""
    user = _server_user()
    if user:
        shutil.chown(folder, user)
    _run(
        folder,
        *("initdb", "-D", folder / "data", "-U", "pult", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8"),
        *("-N", "--no-instructions"),
    )
    port = _free_port()
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"{_SETTINGS}port = {port}\nunix_socket_directories = '{folder}'\n")
    (folder / "data" / "pg_hba.conf").write_text(_WHO_MAY, encoding="utf-8")
    cluster = Cluster(folder, port)
    cluster.start()
    with cluster.connect() as connection:
        connection.execute(f"ALTER ROLE pult PASSWORD '{PASSWORD}'".encode())
        connection.execute(f"CREATE DATABASE {_TEMPLATE}".encode())
    bootstrap.make_desk(cluster.url(_TEMPLATE))
    return cluster


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """One of one's own, for whoever stops the server in the middle of things or measures it."""
    remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-own-", dir=_base()))
    try:
        yield make_cluster(folder)
    finally:
        Cluster(folder, 0).remove()


def shared_cluster() -> Cluster:
    """The run's own, started by the first to ask."""
    owner = os.environ.get(OWNER) or str(os.getpid())
    folder = _base() / f"{_PREFIX}{owner}"
    with _base().joinpath(f"{_PREFIX}{owner}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = folder / "ready"
        if not ready.exists():
            remove_abandoned()
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            ready.write_text(str(make_cluster(folder).port), encoding="utf-8")
        return Cluster(folder, int(ready.read_text(encoding="utf-8")))


def stop_own() -> None:
    """End what this process owns, if it owns any."""
    folder = _base() / f"{_PREFIX}{os.getpid()}"
    if folder.exists():
        Cluster(folder, 0).remove()
    folder.with_name(f"{folder.name}.lock").unlink(missing_ok=True)


def remove_abandoned() -> None:
    """Stop and remove the clusters of runs that were killed: their owner is gone."""
    for found in _base().glob(f"{_PREFIX}*"):
        owner = found.name.removeprefix(_PREFIX).removesuffix(".lock").partition("-")[0]
        if not owner.isdecimal() or _is_alive(int(owner)):
            continue
        if found.is_dir():
            with suppress(PermissionError):  # another user's
                Cluster(found, 0).remove()
        else:
            with suppress(OSError):
                found.unlink()


def _base() -> Path:
    """Not under pytest's own folder: that is closed to the user who runs the server. Sockets need a short path, too."""
    return Path(tempfile.gettempdir())


def _server_user() -> str:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return ""
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return pwd.getpwnam("nobody").pw_name


def _run(folder: Path, program: str, *arguments: str | Path) -> None:
    words = [str(programs() / program), *map(str, arguments)]
    user = _server_user()
    if user:
        words = ["runuser", "-u", user, "--", *words]
    # Its output goes to a file: the server inherits it, and a pipe would never end.
    with (folder / "programs.log").open("a+", encoding="utf-8") as said:
        done = subprocess.run(
            words, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=60, check=False
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{program} failed: {said.read()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _running(data: Path) -> int:
    """The server's process id where it is alive and really that of this folder, else 0."""
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return 0
    return pid if str(data).encode() in words else 0


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
