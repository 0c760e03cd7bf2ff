"""Whatever is typed into or pasted from goes through one place: ui/kit/fields/clipboard.py."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ONE_PLACE = ROOT / "ui" / "kit" / "fields" / "clipboard.py"
STOCK = {"QLineEdit", "QPlainTextEdit", "QTextEdit"}
# Stock editors in which nothing is typed: their texts are only read and copied.
READ_ONLY = {"ui/delivery/web_mail_dialog.py", "ui/start/error_dialog.py"}


def calls(tree: ast.Module) -> set[str]:
    """Return the last names of everything that a module calls or derives from."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func).rpartition(".")[2])
        if isinstance(node, ast.ClassDef):
            found |= {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    return found


def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in (ROOT / "ui").rglob("*.py")
        if path != ONE_PLACE
    }


def test_no_other_module_makes_a_stock_editor() -> None:
    found = {name for name, tree in modules().items() if calls(tree) & STOCK}
    assert found == READ_ONLY


def test_no_other_module_reads_the_clipboard() -> None:
    asks = ("clipboard().mimeData", "clipboard().text()")
    sources = {name: ast.unparse(tree) for name, tree in modules().items()}
    readers = {name for name, source in sources.items() if any(ask in source for ask in asks)}
    assert readers == {"ui/kit/pasting.py"}  # asks what lies there, and has it read
    taken = {name for name, tree in modules().items() if "read_mime" in calls(tree)}
    assert taken == {"ui/kit/pasting.py"}
