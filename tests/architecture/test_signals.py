"""What is connected to a signal takes what the signal sends, never by chance.

``clicked`` sends a bool. PySide hands it to any parameter that the slot has room for, so a slot
with an optional one is called with ``True`` where its author thought of nothing at all.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Calls that hand one of their arguments to a signal of Qt: the place of that argument.
HELPERS = {"button": 1, "action_row": 2, "_shortcut": 1, "_add_entry": 2}
OPTIONAL = "it has an optional parameter"
NOT_WRITTEN_OUT = "nobody can see what it is"
ACTION = "action"  # the parameter of a helper: judged where the helper is called


@dataclass(frozen=True)
class Slot:
    """A callable that is handed to a signal of Qt or to a helper, and the class it stands in."""

    place: str
    node: ast.expr
    owner: str


class Tree:
    """The window's code: its functions by name, its classes, and every slot."""

    def __init__(self, root: Path) -> None:
        self.functions: dict[str, list[ast.arguments]] = defaultdict(list)
        self.classes: dict[str, ast.ClassDef] = {}
        self.slots: list[Slot] = []
        trees = {path: ast.parse(path.read_text("utf-8")) for path in (root / "ui").rglob("*.py")}
        for tree in trees.values():
            for node in ast.walk(tree):
                self._learn(node)
        for path, tree in sorted(trees.items()):
            self._collect(path.relative_to(root).as_posix(), tree, "")

    def _learn(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef):
            self.functions[node.name].append(node.args)
        elif isinstance(node, ast.ClassDef):
            self.classes[node.name] = node

    def _collect(self, name: str, node: ast.AST, owner: str) -> None:
        owner = node.name if isinstance(node, ast.ClassDef) else owner
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called == "connect":
                self.slots.append(Slot(f"{name}:{node.lineno}", node.args[0], owner))
            elif called in HELPERS:
                named = [word.value for word in node.keywords if word.arg == ACTION]
                found = [*node.args[HELPERS[called] :][:1], *named]
                self.slots += [Slot(f"{name}:{node.lineno}", action, owner) for action in found]
        for child in ast.iter_child_nodes(node):
            self._collect(name, child, owner)

    def _named(self, slot: Slot) -> list[ast.arguments]:
        """What the name of a slot may mean: a method of its own class first, else any of ours."""
        name = getattr(slot.node, "attr", getattr(slot.node, "id", ""))
        owner = self.classes.get(slot.owner)
        is_own = getattr(getattr(slot.node, "value", None), "id", "") == "self"
        while is_own and owner is not None:
            for child in owner.body:
                if isinstance(child, ast.FunctionDef) and child.name == name:
                    return [child.args]
            owner = self.classes.get(getattr(owner.bases[0], "id", "")) if owner.bases else None
        return self.functions.get(name, [])

    def fault(self, slot: Slot) -> str:
        """Why a slot may be called with something that nobody meant; empty where it may not."""
        node = slot.node
        if isinstance(node, ast.Lambda):
            return OPTIONAL if node.args.defaults else ""
        if isinstance(node, ast.Call):  # PySide fills no optional parameter of a partial
            return "" if _calls(node, "partial") else NOT_WRITTEN_OUT
        if isinstance(node, ast.Name) and node.id not in {*self.functions, ACTION}:
            return NOT_WRITTEN_OUT
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return NOT_WRITTEN_OUT
        return OPTIONAL if any(args.defaults for args in self._named(slot)) else ""


def _calls(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == name


TREE = Tree(ROOT)


@pytest.mark.parametrize("slot", TREE.slots, ids=lambda slot: slot.place)
def test_a_slot_takes_only_what_its_author_thought_of(slot: Slot) -> None:
    assert TREE.fault(slot) == "", ast.unparse(slot.node)


def test_a_helper_that_connects_takes_its_action_where_the_rule_looks() -> None:
    """A slot that is a parameter of the function around it is judged where that is called."""
    for name, place in HELPERS.items():
        assert TREE.functions[name]
        for args in TREE.functions[name]:
            names = [arg.arg for arg in args.args if arg.arg != "self"]
            assert names[place] == ACTION, name


OPEN = "class A:\n def open(self{}): ...\n def b(self): x.clicked.connect(self.open)"


@pytest.mark.parametrize(
    ("code", "is_fault"),
    [
        (OPEN.format(", month=None"), True),
        (OPEN.format(""), False),
        ("def f(x): x.clicked.connect(getattr(x, 'open'))", True),
        ("def f(x): x.clicked.connect(x['open'])", True),
        ("for f in (1, 2): x.clicked.connect(f)", True),
        ("def f(x): x.triggered.connect(lambda on=1: on)", True),
        ("def f(x, y=1): ...\nx.activated.connect(f)", True),
        ("def f(x, y=1): ...\nbutton('', f)", True),
        ("def f(x, y=1): ...\nbutton('', action=f)", True),
        ("def f(x): ...\nx.said.connect(f)", False),
    ],
)
def test_the_rule_finds_what_it_is_for(code: str, tmp_path: Path, *, is_fault: bool) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text(code, encoding="utf-8")
    tree = Tree(tmp_path)
    assert any(tree.fault(slot) for slot in tree.slots) is is_fault


def test_one_place_says_that_cells_changed() -> None:
    """An empty model has no cells: what is said of them there would name an index that is none."""
    saying = {p.name for p in (ROOT / "ui").rglob("*.py") if "dataChanged.emit" in p.read_text()}
    assert saying == {"cells_model.py"}
