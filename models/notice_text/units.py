"""责任单位 in the closing bracket of a task, with their roles: 牵头单位：甲；配合单位：乙、丙."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.value_class import value_class

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

LEAD, JOINT, SUPPORT, LEADER, NONE = "lead", "joint", "support", "leader", ""
_ROLES = (
    (LEADER, lazy_regex(r"分管领导|责任领导|包联领导|负责人")),
    (LEAD, lazy_regex(r"牵头|主办|主要责任")),
    (SUPPORT, lazy_regex(r"配合|协办|协助|参与")),
    (JOINT, lazy_regex(r"共同责任|联合")),
)
_LABEL = lazy_regex(
    r"(?:责任|牵头|配合|协办|主办|参与|承办|实施|完成|落实)(?:责任)?(?:单位|部门|科室|处室|股室|机构)"
    r"|责任人|分管领导|责任领导"
)
LABELLED = lazy_regex(rf"(?:{_LABEL.pattern})[:：]\s*")
_OPENING = lazy_regex(rf"[（(]\s*(?=(?:{_LABEL.pattern})[:：])")
_BETWEEN = "、，,；;\n "


@value_class
class UnitFind:
    """A 责任单位 with its role and its place in the text."""

    name: str
    role: str
    start: int
    end: int


def units(text: str, start: int, end: int) -> list[UnitFind]:
    """Return the units of a paragraph, in its order."""
    bracket = _bracket(text, start, end)
    return list(_listed(text, *bracket)) if bracket else []


def _bracket(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return what stands inside the last bracket that names units, or behind such words."""
    openings = list(_OPENING.finditer(text, start, end))
    if openings:
        inner = openings[-1].end()
        return inner, _closing(text, inner, end)
    labels = [found for found in LABELLED.finditer(text, start, end) if _begins(text, found)]
    if labels:
        return labels[0].start(), end
    return None


def _begins(text: str, found: re.Match[str]) -> bool:
    """Whether words that name units begin a sentence."""
    return found.start() == 0 or text[found.start() - 1] in "。；;\n　 "


def _closing(text: str, start: int, end: int) -> int:
    """Return where the bracket closes; brackets inside it are counted."""
    depth = 1
    for at in range(start, end):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth == 0:
            return at
    return end


def _listed(text: str, start: int, end: int) -> Iterator[UnitFind]:
    role, at = NONE, start
    while at < end:
        label = LABELLED.match(text, at, end)
        if label:
            role = next((word for word, known in _ROLES if known.search(label[0])), NONE)
            at = label.end()
            continue
        stop = at
        depth = 0
        while stop < end and (depth or text[stop] not in _BETWEEN):
            depth += (text[stop] in "（(") - (text[stop] in "）)")
            stop += 1
        name = text[at:stop].strip(" 。.")
        if name:
            lead = at + len(text[at:stop]) - len(text[at:stop].lstrip(" "))
            yield UnitFind(name.removesuffix("等"), role, lead, lead + len(name))
        at = stop + 1


def cell_units(text: str, start: int, role: str) -> list[UnitFind]:
    """Return the units of a table's cell, all of one role."""
    return [
        UnitFind(unit.name, unit.role or role, unit.start, unit.end)
        for unit in _listed(text, start, start + _cell_length(text, start))
    ]


def _cell_length(text: str, start: int) -> int:
    found = lazy_regex(r"[\t\n]|\Z").search(text, start)
    return (found.start() if found else len(text)) - start
