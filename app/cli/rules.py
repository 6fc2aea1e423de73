"""`pultctl rules`: each rule of the desk with the tests that show it, read from the tests' own marks."""

import ast
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import typer

import app
from app.cli.call import Call, command
from app.domain.errors import Unavailable

group = typer.Typer()


@command(group, "rules")
def rules(call: Call) -> None:
    """Every rule with its tests; exit 3 where the tests are not installed."""
    folder = Path(app.__file__).resolve().parent.parent / "tests"
    if not (folder / "conftest.py").is_file():
        raise Unavailable("tests-not-installed")
    shown = marked_tests(folder)
    titles = rule_titles()
    lines = []
    for rule, title in titles.items():
        lines.append(call.texts("cli-rules-line", rule=rule, title=title, n=len(shown.get(rule, []))))
        lines += [f"    {test}" for test in shown.get(rule, [])]
    call.say([{"rule": r, "title": t, "tests": shown.get(r, [])} for r, t in titles.items()], lines)


def rule_titles() -> dict[str, str]:
    """Every rule's number and title, in the order of the list that ships."""
    found = json.loads((files("resources") / "rules.json").read_text(encoding="utf-8"))
    return {entry["rule"]: entry["title"] for entry in found}


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """Rule → tests (`tests/unit/test_x.py::test_y`) that carry `@pytest.mark.rule(…)`, by themselves or by their module or class."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        place = path.relative_to(folder.parent).as_posix()
        for name, rule in _marked(tree, (), _module_rules(tree)):
            tests = found.setdefault(rule, [])
            if f"{place}::{name}" not in tests:
                tests.append(f"{place}::{name}")
    return found


def _marked(node: ast.Module | ast.ClassDef, path: tuple[str, ...], given: list[str]) -> Iterator[tuple[str, str]]:
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            yield from _marked(child, (*path, child.name), [*given, *_rules_in(child.decorator_list)])
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) and child.name.startswith("test"):
            for rule in [*given, *_rules_in(child.decorator_list)]:
                yield "::".join((*path, child.name)), rule


def _module_rules(tree: ast.Module) -> list[str]:
    return [
        rule
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets)
        for rule in _rules_in([node.value])
    ]


def _rules_in(nodes: list[ast.expr]) -> list[str]:
    """The numbers in `….mark.rule("R9")` calls, wherever they stand in a decorator."""
    return [
        argument.value
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "rule"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
