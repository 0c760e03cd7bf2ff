"""Code that tests run in another process stands in strings, where no tool follows a move."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.architecture import arrows

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MODULES = arrows.modules(ROOT)


def programs() -> Iterator[tuple[str, ast.Module]]:
    """Yield each string of tests and packaging that is a program importing ours, and its place."""
    for folder in ("tests", "packaging"):
        for path in sorted(set((ROOT / folder).rglob("*.py")) - {Path(__file__).resolve()}):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Constant):
                    continue
                text = node.value
                if isinstance(text, str) and "import" in text and "\n" in text:
                    try:
                        tree = ast.parse(text)
                    except SyntaxError:
                        continue  # prose
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", tree


def names_in(module: str) -> set[str]:
    """What a module defines or imports at its top."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def unknown(tree: ast.Module) -> list[str]:
    """What a program names of ours that is not there."""
    modules, missing = {}, []
    for name, module, called in imported(tree):
        full = f"{module}.{name}"
        if full in MODULES:
            modules[called] = full
        elif module not in MODULES or name not in names_in(module):
            missing.append(full)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            called = node.value.id
            if called in modules and node.attr not in names_in(modules[called]):
                missing.append(f"{modules[called]}.{node.attr}")
    return missing


def imported(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Yield what a program imports of ours: the name, the package or module, what it is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                package, _, name = alias.name.rpartition(".")
                if package.partition(".")[0] in arrows.LAYERS:
                    yield name, package, alias.asname or alias.name
        elif isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in arrows.LAYERS:
            yield from ((a.name, str(node.module), a.asname or a.name) for a in node.names)


PROGRAMS = list(programs())


@pytest.mark.parametrize(("place", "tree"), PROGRAMS, ids=[place for place, _ in PROGRAMS])
def test_a_program_in_a_string_names_only_what_is_there(place: str, tree: ast.Module) -> None:
    assert unknown(tree) == [], place


def test_the_rule_finds_what_moved_away() -> None:
    moved = "from models.task_list import reading as register\nregister.school_change('a', 'b')\n"
    assert unknown(ast.parse(moved)) == ["models.task_list.reading.school_change"]
    gone = "from models.store import Store\n"
    assert unknown(ast.parse(gone)) == ["models.store.Store"]
