"""The project's own promises: one lock for what is declared, commands that explain themselves, contracts that bite."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = {
    canonicalize_name(name): (version, block.count("--hash=sha256:"))
    for name, version, block in re.findall(r"^([\w.-]+)==(\S+)(.*?)(?=^[\w.-]+==|\Z)", LOCK, re.MULTILINE | re.DOTALL)
}
DECLARED = [
    Requirement(text)
    for text in PYPROJECT["project"]["dependencies"]
    + [text for extra in PYPROJECT["project"]["optional-dependencies"].values() for text in extra]
]


@pytest.mark.parametrize("requirement", DECLARED, ids=lambda r: r.name)
def test_what_is_declared_is_locked_in_a_version_it_allows(requirement: Requirement) -> None:
    version, _ = LOCKED[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version), f"run `make lock`: {requirement} against {version}"


def test_every_locked_package_has_a_hash() -> None:
    assert [name for name, (_, hashes) in LOCKED.items() if not hashes] == []


def test_the_lock_names_no_index_and_no_folder() -> None:
    for mark in ("://", "--index-url", "--extra-index-url", "--find-links", " @ ", "file:"):
        assert mark not in LOCK


def test_qt_stays_below_the_release_that_corrupts_nones_reference_count() -> None:
    (qt,) = (requirement for requirement in DECLARED if requirement.name == "PySide6-Essentials")
    assert not qt.specifier.contains("6.12.0")


def make(*arguments: str) -> str:
    return subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory", *arguments], check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "torture", "tour", "package", "help"])
def test_help_explains_every_command(target: str) -> None:
    assert re.search(rf"^  make {target} +\w.+", make("help"), re.MULTILINE)


def test_every_lint_opt_out_has_its_reason_beside_it() -> None:
    lint = PYPROJECT_TEXT.partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.mccabe]")[0]
    codes = re.findall(r'^ {4}"[A-Z]+\d*",.*$', lint, re.MULTILINE)
    assert len(codes) > 20
    assert [line for line in codes if not re.search(r"# \w+", line)] == []


def test_a_file_is_short_enough_to_hold_one_thing() -> None:
    sources = [path for folder in ("app", "drivers", "ui", "tests") for path in (ROOT / folder).rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in sources}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


PACKAGES = (
    "app app/domain app/services app/store app/documents app/calendars app/metering app/secrets app/jobs app/texts "
    "app/cli "
    "drivers drivers/simulator ui ui/screens ui/screens/journal ui/screens/card"
).split()


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("app/domain/requests.py", "import sqlalchemy"),
        ("app/domain/requests.py", "from app import services"),
        ("app/services/requests.py", "from app import store"),
        ("app/services/requests.py", "from app import jobs"),
        ("app/jobs/clock.py", "from app import store"),
        ("app/store/rows.py", "from app import metering"),
        ("app/calendars/base.py", "import ui"),
        ("app/services/requests.py", "import PySide6.QtCore"),
        ("app/bootstrap.py", "import sqlalchemy"),
        ("app/bootstrap.py", "from app import cli"),
        ("app/services/calendar.py", "import holidays"),
        ("app/jobs/meters.py", "import drivers.simulator"),
        ("drivers/simulator/meter.py", "import app.domain"),
        ("ui/screens/journal/view.py", "import ui.screens.card"),
        ("ui/screens/journal/table.py", "import sqlalchemy"),
        ("ui/screens/journal/view.py", "import app.cli"),
    ],
)
def test_an_import_against_the_layers_is_refused(tmp_path: Path, module: str, line: str) -> None:
    assert contracts_hold(tmp_path, module, line) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("app/store/rows.py", "import sqlalchemy"),
        ("app/calendars/base.py", "import holidays"),
        ("app/metering/gateway.py", "import drivers.simulator"),
        ("app/bootstrap.py", "import drivers.simulator, app.store, app.jobs"),
        ("ui/screens/journal/view.py", "import PySide6.QtWidgets, app.domain, app.services, app.bootstrap"),
        ("app/cli/main.py", "import app.bootstrap"),
    ],
)
def test_an_import_along_the_layers_is_allowed(tmp_path: Path, module: str, line: str) -> None:
    assert contracts_hold(tmp_path, module, line) == 0


def contracts_hold(folder: Path, module: str, line: str) -> int:
    """Judge a tree of empty packages, one import in it, by this project's contracts: lint-imports' exit code."""
    for package in PACKAGES:
        (folder / package).mkdir()
        (folder / package / "__init__.py").touch()
    (folder / "pyproject.toml").write_text(PYPROJECT_TEXT, "utf-8")
    (folder / module).write_text(line + "\n", "utf-8")
    judged = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert "Contracts:" in judged.stdout, judged.stdout + judged.stderr
    return judged.returncode


class Checkout:
    """A folder with setup.sh in it, where dpkg-query and the virtual environment's Python are stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls.log"
        (folder / "packaging").mkdir()
        for name in ("packaging/setup.sh", "requirements.lock", "pyproject.toml"):
            (folder / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
        self.debian_has(re.findall(r"\b(?:lib|fonts-)[a-z0-9.+-]+", (ROOT / "packaging/setup.sh").read_text("utf-8")))
        self.script(".venv/bin/python", 'echo "$*" >>calls.log')

    def script(self, name: str, body: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o755)

    def debian_has(self, packages: list[str]) -> None:
        self.script("bin/dpkg-query", f"printf '%s=installed ' {' '.join(packages)}")

    def setup(self, **environment: str) -> tuple[int, str, list[str]]:
        """Run it: exit code, all that it said, and how the environment's Python was called for pip install."""
        self.calls.write_text("", "utf-8")
        run = subprocess.run(
            ["sh", "packaging/setup.sh"],
            check=False,
            cwd=self.folder,
            env={"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "PYTHON": sys.executable, "PULT_NO_APT": "1"}
            | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        calls = [call for call in self.calls.read_text("utf-8").splitlines() if "pip install" in call]
        return run.returncode, run.stdout + run.stderr, calls


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_setup_installs_by_hash_once_and_then_has_nothing_to_do(checkout: Checkout) -> None:
    code, _, calls = checkout.setup()
    assert code == 0
    assert "--require-hashes -r requirements.lock" in calls[0]
    assert checkout.setup() == (0, "", [])


def test_setup_installs_again_when_the_lock_has_changed(checkout: Checkout) -> None:
    checkout.setup()
    with (checkout.folder / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# another package\n")
    assert checkout.setup()[2]


def test_setup_that_failed_halfway_is_not_taken_for_done(checkout: Checkout) -> None:
    checkout.script(".venv/bin/python", 'echo "$*" >>calls.log; case $* in *"-e ."*) exit 1 ;; esac')
    assert checkout.setup()[0] != 0
    assert checkout.setup()[2]


def test_setup_that_may_not_install_says_exactly_what_is_missing(checkout: Checkout) -> None:
    checkout.debian_has(["libgl1", "libglib2.0-0t64", "libdbus-1-3", "fonts-dejavu-core", "libxkbcommon0"])
    code, said, calls = checkout.setup()
    assert code != 0
    assert "apt-get install --no-install-recommends libegl1 libfontconfig1 libxcb-cursor0" in said
    assert "libgl1" not in said
    assert "libglib2.0-0" not in said
    assert not calls


def test_setup_asks_for_x11_libraries_only_where_there_is_a_display(checkout: Checkout) -> None:
    checkout.debian_has(
        "libgl1 libegl1 libxkbcommon0 libglib2.0-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core".split()
    )
    assert checkout.setup()[0] == 0
    code, said, _ = checkout.setup(DISPLAY=":0")
    assert code != 0
    assert "libxcb-cursor0" in said
