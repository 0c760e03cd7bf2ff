"""Rooms and the arrows between them: ``python tests/architecture/arrows.py [TREE]`` counts them.

A room is a folder inside a layer, or a module that lies loose in it. An arrow goes from a room to
another of the same layer that it imports, imports for type checking among them. ``ui/use_cases`` is
a layer of its own here: it knows no Qt.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LAYERS = ("ui", "ui/use_cases", "forms", "models")


@dataclass(frozen=True)
class Import:
    """One import inside a layer: the importing module, what it imports, and their rooms."""

    layer: str
    module: str
    imported: str
    name: str

    @property
    def arrow(self) -> tuple[str, str]:
        """The rooms at its two ends."""
        return room(self.layer, self.module), room(self.layer, self.imported)


def modules(tree: Path) -> dict[str, Path]:
    """Every module of the product by its dotted name, that of a package with ``__init__``."""
    return {
        path.relative_to(tree).with_suffix("").as_posix().replace("/", "."): path
        for layer in ("main.py", "ui", "forms", "models", "resources")
        for path in ([tree / layer] if layer.endswith(".py") else (tree / layer).rglob("*.py"))
    }


def layer_of(module: str) -> str:
    """The layer of a module; use cases apart from the window."""
    parts = module.split(".")
    return "ui/use_cases" if parts[:2] == ["ui", "use_cases"] else parts[0]


def room(layer: str, module: str) -> str:
    """The room of a module: its folder inside the layer, or the module itself."""
    return module.split(".")[layer.count("/") + 1]


def imported(tree: ast.AST, known: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield what a module imports of ours: the module, and the name taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if full in known or node.module in known:
                    yield (full if full in known else node.module), alias.name


def imports_inside(tree: Path) -> list[Import]:
    """Every import of a layer's module from another room of the same layer."""
    known = modules(tree)
    found = []
    for module, path in known.items():
        layer = layer_of(module)
        if layer not in LAYERS or path.name == "__init__.py":
            continue
        for target, name in imported(ast.parse(path.read_text(encoding="utf-8")), known):
            one = Import(layer, module, target, name)
            if layer_of(target) == layer and one.arrow[0] != one.arrow[1]:
                found.append(one)
    return found


def circles(arrows: set[tuple[str, str]]) -> set[str]:
    """The rooms that can be reached from themselves."""
    onward = defaultdict(set)
    for start, end in arrows:
        onward[start].add(end)
    found = set()
    for start in list(onward):
        seen: set[str] = set()
        waiting = list(onward[start])
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                waiting += onward[here]
        if start in seen:
            found.add(start)
    return found


def fullest(tree: Path) -> int:
    """The number of modules in the fullest folder."""
    folders: dict[Path, int] = defaultdict(int)
    for path in modules(tree).values():
        folders[path.parent] += path.name != "__init__.py"
    return max(folders.values())


def main(tree: Path) -> None:
    """Print a line a layer."""
    found, known = imports_inside(tree), modules(tree)
    for layer in LAYERS:
        mine = [m for m, p in known.items() if layer_of(m) == layer and p.name != "__init__.py"]
        arrows = {one.arrow for one in found if one.layer == layer}
        sys.stdout.write(
            f"{layer}: modules {len(mine)}, rooms {len({room(layer, m) for m in mine})},"
            f" arrows {len(arrows)}, rooms in circles {len(circles(arrows))}\n"
        )
    sys.stdout.write(f"fullest folder: {fullest(tree)} modules\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd())
