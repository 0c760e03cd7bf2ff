"""The faults that ``make mutants`` puts into the program: each gives another program."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from tests.mutants.operators import mutants

FOLDER = Path(__file__).parents[1] / "mutants"


def faults(source: str) -> list[str]:
    return [one.applied(source.encode()).decode() for one in mutants(source.encode())]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("x = a < b", ["x = (a <= b)", "x = (a >= b)"]),
        ("x = a is None", ["x = (a is not None)"]),
        ("x = a and b", ["x = (a or b)"]),
        ("x = not a", ["x = a"]),
        ("x = 甲 + b", ["x = (甲 - b)"]),
        ("x = '序号'", ["x = ''"]),
        ("x = 2", ["x = 3"]),
        ("x = True", ["x = False"]),
        ("x = f'{a}月'", ["x = ''"]),
        ("if a:\n    b()", ["if (not a):\n    b()", "if a:\n    pass"]),
        ("x = [a for a in b if a]", ["x = [a for a in b if (not a)]"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("for a in b:\n    break", ["for a in b:\n    continue"]),
        ("x += a", ["pass"]),
    ],
)
def test_what_is_put_in(source: str, wanted: list[str]) -> None:
    assert sorted(faults(source)) == sorted(wanted)


@pytest.mark.parametrize(
    "source",
    [
        '"""What it is for."""',
        "from a import b",
        "x: int = 3",
        "def f(a: int = 3) -> str:\n    ...",
        "if TYPE_CHECKING:\n    x = 3",
        "def f():\n    return None",
    ],
)
def test_what_no_test_could_notice_is_left_alone(source: str) -> None:
    assert faults(source) == []


def test_every_fault_of_a_module_can_be_read_by_python() -> None:
    source = (FOLDER / "operators.py").read_bytes()
    found = [one.applied(source) for one in mutants(source)]
    assert len(found) > 50
    assert all(fault != source and ast.parse(fault) for fault in found)


def test_faults_that_change_nothing_have_their_reasons() -> None:
    listed = tomllib.loads((FOLDER / "equivalent.toml").read_text("utf-8")).get("equivalent", [])
    assert all(one["fault"].count(" → ") == 1 and len(one["why"]) > 20 for one in listed)
