"""`pultctl` in a home folder of its own, as a process or within this one; and a small desk to try it on."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.cli.tree import run
from drivers.simulator import Faults, NewMeter, World

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


@dataclass(frozen=True)
class Answer:
    """How a call ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON answer."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """A folder with a desk, its simulated meters, and a home for the program's own files.

    `shared`: the address of a PostgreSQL desk; its simulated meters are then in the home.
    """

    folder: Path
    shared: str = ""

    @property
    def file(self) -> Path:
        return self.folder / "desk.sqlite"

    @property
    def url(self) -> str:
        return self.shared or f"sqlite:///{self.file}"

    @property
    def world(self) -> Path:
        if self.shared:
            return self.folder / "home" / "data" / "pult" / "simulator.sqlite"
        return self.folder / "simulator.sqlite"

    def environment(self) -> Mapping[str, str]:
        home = self.folder / "home"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "LC_", "LANG"))}
        return kept | {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "LANG": "en_US.UTF-8",
        }

    def command(self, *words: str, database: bool = True) -> list[str]:
        """What is run: `python -m app …`, with this desk's address at the end."""
        return [sys.executable, "-m", "app", *words, *(["--database", self.url] if database else [])]

    def run(
        self,
        *words: str,
        database: bool = True,
        wrapper: Sequence[str] = (),
        before: Callable[[], None] | None = None,
        **environment: str,
    ) -> Answer:
        """Run it to its end; whatever happens, no traceback is shown."""
        done = subprocess.run(
            [*wrapper, *self.command(*words, database=database)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**self.environment(), **environment},
            timeout=PATIENCE_S,
            check=False,
            preexec_fn=before,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    def call(self, *words: str, database: bool = True) -> Answer:
        """The same within this process, which saves a second of starting; for what does not end or replace a process."""
        out, err = io.StringIO(), io.StringIO()
        arguments = [*words, *(["--database", self.url] if database else [])]
        with (
            patch.dict(os.environ, self.environment(), clear=True),
            patch.object(sys, "argv", ["pultctl", *arguments]),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = run(arguments)
        assert "Traceback" not in out.getvalue() + err.getvalue(), err.getvalue()
        return Answer(code, out.getvalue(), err.getvalue())

    def ok(self, *words: str) -> Any:
        """The JSON of a call that has to succeed."""
        answer = self.call(*words, "--json")
        assert answer.code == 0, answer
        return answer.data

    def refused(self, *words: str) -> str:
        """The code of a call that has to be refused, with a sentence beside it."""
        answer = self.call(*words, "--json")
        assert answer.code == 1, answer
        assert answer.data["message"], answer
        return str(answer.data["refused"])

    def break_meter(self, serial: str, faults: str) -> None:
        with World(self.world) as world:
            world.set_faults(serial, Faults.parse(faults))


CLIENTS = "Вид;Наименование;Эл. почта;Система учёта;Дата регистрации\nСНТ;Ромашка;r@romashka.example;ТПП;01.02.2024\n"
PLOTS = "Участок;Владелец;Мощность, Вт;Зав. № счётчика\n" + "".join(
    f"{plot};Владелец {plot};5000;77000{plot:03d}\n" for plot in range(1, 31)
)


def make_small_desk(folder: Path, *, shared: str = "") -> Desk:
    """СНТ «Ромашка» with plots 1 … 30, each with a simulated meter 77000001 … 77000030, all through the import."""
    desk = Desk(folder, shared)
    (folder / "clients.csv").write_text(CLIENTS, encoding="utf-8")
    (folder / "plots.csv").write_text(PLOTS, encoding="utf-8")
    desk.ok("db", "init")
    desk.ok("import", "clients", str(folder / "clients.csv"), "--apply")
    taken = desk.ok(
        "import", "subscribers", str(folder / "plots.csv"), "--client", "Ромашка", "--driver", "simulator", "--apply"
    )
    assert taken["taken"] == 30, taken
    desk.world.parent.mkdir(parents=True, exist_ok=True)
    with World(desk.world) as world:
        world.add_meters(NewMeter(f"77000{n:03d}", datetime(2026, 1, 1, tzinfo=UTC)) for n in range(1, 31))
    return desk
