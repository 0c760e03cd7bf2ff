"""Small faults put into a source, one at a time: what a test that means what it says must notice.

Each replaces a piece of the text and leaves the rest as it is, so that a report shows both.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SKIPPED = (ast.Import, ast.ImportFrom, ast.AnnAssign, ast.arguments)
_TYPES_ONLY = frozenset({"annotation", "returns", "decorator_list"})


@dataclass(frozen=True)
class Mutant:
    """A piece of a source (UTF-8 bytes from ``start`` to ``end``) and what takes its place."""

    line: int
    start: int
    end: int
    text: str

    def applied(self, source: bytes) -> bytes:
        """Return the source with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants(source: bytes) -> list[Mutant]:
    """Return every fault that is put into a source, in the order of its text.

    Docstrings, annotations, imports and what only type checkers see are left alone.
    """
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = (_at(starts, old, new) for old, new in _in(ast.parse(source)))
    return sorted(found, key=lambda one: (one.start, one.end, one.text))


def _at(starts: list[int], old: Any, new: ast.AST) -> Mutant:
    text = ast.unparse(ast.fix_missing_locations(new))
    if isinstance(new, ast.expr) and not isinstance(new, ast.Constant | ast.Name):
        text = f"({text})"
    start = starts[old.lineno - 1] + old.col_offset
    return Mutant(old.lineno, start, starts[old.end_lineno - 1] + old.end_col_offset, text)


Pair = tuple[ast.AST, ast.AST]


def _in(node: ast.AST) -> Iterator[Pair]:
    """Yield what stands in a tree with what may stand in its place."""
    if isinstance(node, _SKIPPED) or _is_for_types(node):
        return
    for kinds, change in _CHANGES.items():
        if isinstance(node, kinds):
            yield from change(node)
    if isinstance(node, ast.JoinedStr):  # Python 3.11 does not tell the places inside it
        return
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in _TYPES_ONLY and not _is_docstring(child):
                yield from _in(child)


def _compare(node: ast.Compare) -> Iterator[Pair]:
    if len(node.ops) == 1:
        for other in _COMPARED[type(node.ops[0])]:
            yield node, ast.Compare(node.left, [other()], node.comparators)


def _bool_op(node: ast.BoolOp) -> Iterator[Pair]:
    yield node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _unary(node: ast.UnaryOp) -> Iterator[Pair]:
    if isinstance(node.op, ast.Not):
        yield node, node.operand


def _bin_op(node: ast.BinOp) -> Iterator[Pair]:
    if type(node.op) in _COUNTED:
        yield node, ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)


def _constant(node: ast.Constant) -> Iterator[Pair]:
    if isinstance(node.value, bool):
        yield node, ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield node, ast.Constant(node.value + 1)
    elif isinstance(node.value, str) and node.value:
        yield node, ast.Constant("")


def _joined(node: ast.JoinedStr) -> Iterator[Pair]:
    yield node, ast.Constant("")


def _branch(node: ast.If | ast.While | ast.IfExp) -> Iterator[Pair]:
    yield node.test, ast.UnaryOp(ast.Not(), node.test)


def _filter(node: ast.comprehension) -> Iterator[Pair]:
    for test in node.ifs:
        yield test, ast.UnaryOp(ast.Not(), test)


def _return(node: ast.Return) -> Iterator[Pair]:
    is_none = isinstance(node.value, ast.Constant) and node.value.value is None
    if node.value is not None and not is_none:
        yield node.value, ast.Constant(None)


def _leave(node: ast.Break | ast.Continue) -> Iterator[Pair]:
    yield node, ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def _statement(node: ast.Expr | ast.AugAssign) -> Iterator[Pair]:
    if not isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Constant):
        yield node, ast.Pass()


_CHANGES: dict[Any, Callable[[Any], Iterator[Pair]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary,
    ast.BinOp: _bin_op,
    ast.Constant: _constant,
    ast.JoinedStr: _joined,
    (ast.If, ast.While, ast.IfExp): _branch,
    ast.comprehension: _filter,
    ast.Return: _return,
    (ast.Break, ast.Continue): _leave,
    (ast.Expr, ast.AugAssign): _statement,
}


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
