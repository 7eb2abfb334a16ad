"""The house's rules as functions over source text, so that a test can also show each of them catching a breach."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOORS = frozenset({"actions", "queries", "events", "types"})
FILES = frozenset({"types", "events", "rules", "models", "queries", "actions", "jobs", "apps"})
FORBIDDEN_ATTRIBUTES = frozenset({"objects", "_base_manager", "_default_manager"})
FORBIDDEN_CALLS = frozenset({"bulk_create", "bulk_update", "get_or_create", "update_or_create"})
# Read before anybody is known, or on behalf of the installation itself; each says so in its docstring.
QUERIES_WITHOUT_VIEWER = frozenset(
    {
        "people.actor_of",
        "people.persons_of_account",
        "people.provider",
        "people.has_provider",
        "people.brand",
        "people.actor_of_token",
        # The calendar is nobody's secret: anybody is told when the desk is open.
        "promises.default_calendar",
        "promises.is_open",
        "promises.next_opening",
        "promises.working_calendar",
        "promises.working_minutes",
    }
)


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of ours below the folders, without tests and migrations, parsed."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/tests/" not in name and "/migrations/" not in name:
                yield name, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each dotted name a module imports, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def doors(name: str, tree: ast.AST) -> list[str]:
    """Outside its folder a domain is entered only through actions, queries, events and types."""
    home = _domain_of(name)
    found = []
    for line, target in imported(tree):
        parts = target.split(".")
        if parts[:2] != ["rapport", "domains"] or len(parts) < 3 or parts[2] == home:
            continue
        if len(parts) < 4 or parts[3] not in DOORS:
            found.append(f"{name}:{line} enters {target} beside its doors")
    return found


def carriers(name: str, tree: ast.AST) -> list[str]:
    """Interfaces and reactions neither query nor save: they call queries and actions."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_ATTRIBUTES:
            found.append(f"{name}:{node.lineno} uses .{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            bare = called.attr in {"save", "delete"} and not node.args and _is_row(called.value)
            if called.attr in FORBIDDEN_CALLS or bare:
                found.append(f"{name}:{node.lineno} calls .{called.attr}()")
    return found


def _is_row(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Attribute) and value.attr in {"session", "cache", "COOKIES"})


def actions(name: str, tree: ast.Module) -> list[str]:
    """A public action takes keywords only, among them `actor` and `at`."""
    found = []
    for function in _public_functions(tree):
        keywords = {a.arg for a in function.args.kwonlyargs}
        missing = {"actor", "at"} - keywords
        if missing:
            found.append(f"{name}:{function.lineno} {function.name} lacks {' and '.join(sorted(missing))}")
    return found


def queries(name: str, tree: ast.Module) -> list[str]:
    """A public query asks first who is looking."""
    found = []
    for function in _public_functions(tree):
        first = function.args.args[0].arg if function.args.args else ""
        if first != "viewer" and f"{_domain_of(name)}.{function.name}" not in QUERIES_WITHOUT_VIEWER:
            found.append(f"{name}:{function.lineno} {function.name} does not ask who is looking")
    return found


def pure(name: str, tree: ast.AST) -> list[str]:
    """Rules import no Django, no models and no clock."""
    bad = ("django", "rapport.foundation.jobs", "rapport.foundation.events")
    return [
        f"{name}:{line} imports {target}"
        for line, target in imported(tree)
        if target.startswith(bad) or ".models" in target
    ]


def names_of_files(name: str) -> list[str]:
    """Inside a domain there are only the agreed file names (or folders of these names)."""
    parts = name.removeprefix("rapport/domains/").split("/")
    if len(parts) < 2 or (parts[-1] == "__init__.py" and len(parts) == 2):
        return []
    inside = parts[1].removesuffix(".py")
    return [] if inside in FILES or inside == "__init__" else [f"{name} is not one of the agreed files"]


def lines(name: str) -> list[str]:
    """No file is longer than 400 lines."""
    count = len((ROOT / name).read_text(encoding="utf-8").splitlines())
    return [f"{name} has {count} lines"] if count > 400 else []


def opening(name: str, tree: ast.Module) -> list[str]:
    """Each module opens with one sentence."""
    return [] if ast.get_docstring(tree) or not tree.body else [f"{name} opens without a sentence"]


def annotated(name: str, tree: ast.AST) -> list[str]:
    """Each function says what it returns."""
    return [
        f"{name}:{node.lineno} {node.name} does not say what it returns"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is None
    ]


def _public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _domain_of(name: str) -> str:
    parts = name.split("/")
    return parts[2] if parts[:2] == ["rapport", "domains"] and len(parts) > 2 else ""
