"""Which room may import which: the rules that keep one kind of document out of another's way."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import arrows

ROOT = Path(__file__).resolve().parents[2]
EVERY = "every room of the layer"
TOOLS = (
    "lazy_regex",
    "overriding",
    "value_class",
)  # what modules are made with; they know nothing of ours
GROUND = (
    *TOOLS,
    "cleaning",
    "clock",
    "errors",
    "json_reader",
    "months",
    "stored",
    "text",
)  # used by all, uses nothing but itself
_SCHOOL = (*GROUND, "storage", "notices")
_KIND = (*_SCHOOL, "school", "documents")
# layer -> room -> the rooms of the same layer that it may import (besides itself)
ALLOWED: dict[str, dict[str, tuple[str, ...] | str]] = {
    "models": {
        **dict.fromkeys(GROUND, GROUND),
        **dict.fromkeys(TOOLS, ()),
        "notices": GROUND,
        "notice_text": (*GROUND, "notices"),
        "storage": GROUND,
        "safekeeping": (*GROUND, "storage"),
        "school": _SCHOOL,
        "documents": (*_SCHOOL, "school"),
        "task_list": _KIND,
        "monthly_report": (*_KIND, "task_list"),  # a report rests on the plan: no other such arrow
        "interchange": (*_KIND, "task_list", "monthly_report"),
        # how a result counts is said in one place, by the report
        "bureau": (*GROUND, "notices", "monthly_report"),
    },
    "forms": {
        "form": (),
        "layout": ("form",),
        "render": ("form", "layout"),
        "documents": ("form", "layout", "render"),
        "reading": ("form", "render"),
    },
    "ui/use_cases": {
        **dict.fromkeys(("words", "dates", "times", "settings", "pasting", "manual"), ()),
        "documents": ("words", "dates", "times", "settings"),
        "data": ("words", "dates", "times", "settings", "documents"),
        "program": EVERY,
        "bureau": ("dates", "program", "documents", "data"),
    },
    "ui": {
        "use_cases": (),
        "cli": ("use_cases",),
        "kit": ("use_cases",),
        "workspace": ("kit", "use_cases"),
        "tools": ("kit", "workspace"),
        "sheet": ("kit", "workspace", "tools", "use_cases"),
        "safekeeping": ("kit", "workspace", "tools", "use_cases"),
        "help": ("kit", "use_cases"),
        **dict.fromkeys(
            ("task_list", "monthly_report"), ("kit", "workspace", "tools", "sheet", "use_cases")
        ),
        "delivery": ("kit", "workspace", "tools", "use_cases"),
        "notice": ("kit", "use_cases"),
        **dict.fromkeys(
            ("home", "settings"), ("kit", "workspace", "tools", "safekeeping", "use_cases")
        ),
        "window": EVERY,
        "start": EVERY,
    },
}
FOLDER_LIMIT = 16  # modules; beyond it a room holds more than one thing
FOUND = arrows.imports_inside(ROOT)


@pytest.mark.parametrize("layer", arrows.LAYERS)
def test_every_room_has_its_rule(layer: str) -> None:
    rooms = {
        arrows.room(layer, module)
        for module, path in arrows.modules(ROOT).items()
        if arrows.layer_of(module) == layer and path.name != "__init__.py"
    }
    named = set(ALLOWED[layer]) - ({"use_cases"} if layer == "ui" else set())
    assert rooms == named


@pytest.mark.parametrize("layer", arrows.LAYERS)
def test_a_room_imports_only_the_rooms_below_it(layer: str) -> None:
    upward = [
        f"{one.module} -> {one.imported}: {one.name}"
        for one in FOUND
        if one.layer == layer and one.arrow[1] not in _allowed(layer, one.arrow[0])
    ]
    assert upward == []


def _allowed(layer: str, room: str) -> set[str]:
    rule = ALLOWED[layer][room]
    return set(ALLOWED[layer]) if rule == EVERY else set(rule)


@pytest.mark.parametrize("layer", arrows.LAYERS)
def test_the_rooms_of_a_layer_make_no_circle(layer: str) -> None:
    assert arrows.circles({one.arrow for one in FOUND if one.layer == layer}) == set()


def test_no_folder_is_crowded() -> None:
    assert arrows.fullest(ROOT) <= FOLDER_LIMIT


def test_every_room_says_what_it_is_for() -> None:
    for module, path in arrows.modules(ROOT).items():
        if path.name == "__init__.py":
            assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), module


def test_the_rules_find_an_arrow_that_points_up(tmp_path: Path) -> None:
    """The sketch of a house with one wrong door: the rule of its room does not name the other."""
    for name, text in {
        "models/errors.py": "",
        "models/documents/versions.py": "from models.task_list.contents import Entry\n",
        "models/task_list/contents.py": "from models.documents import versions\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = arrows.imports_inside(tmp_path)
    assert {one.arrow for one in found} == {("documents", "task_list"), ("task_list", "documents")}
    assert "task_list" not in _allowed("models", "documents")
    assert arrows.circles({one.arrow for one in found}) == {"documents", "task_list"}


def test_the_window_makes_and_reads_no_change_by_its_table() -> None:
    """What an edit is and means is said in its room: ``day_change``, ``touches_rows`` …"""
    read = re.compile(r"\b(?:changes?(?:\[-?\d\])?|c)\.(?:table|key)\b|\.touches\(|\bChange\(")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if read.search(line)
    ]
    assert found == []
