from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.layout.linebreak import NO_END, NO_START, break_lines
from tests.helpers import prose


def em(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def width(line: str) -> float:
    return sum(map(em, line.rstrip("\n ")))


@pytest.mark.parametrize("columns", [8, 9, 12.5, 18, 18.7, 25])
@pytest.mark.parametrize("seed", range(6))
def test_prose_breaks_as_a_person_would_write(columns: float, seed: int) -> None:
    text = prose(4000, seed)
    lines = break_lines(text, columns, em)
    assert "".join(lines) == text
    for line, following in pairwise(lines):
        assert width(line) <= columns + 1e-6
        if line.endswith("\n"):
            continue
        assert following[0] not in NO_START, (line, following)
        assert line[-1] not in NO_END, (line, following)
        around = line[-2:] + following[:2]
        assert "——" not in line[-1] + following[0]
        assert not re.search(r"\d[\d,.]?$", line) or not re.match(r"[\d,.%]", following), around


@given(st.text(max_size=300), st.floats(1, 30))
def test_the_joined_lines_are_the_text(text: str, columns: float) -> None:
    lines = break_lines(text, columns, em)
    assert "".join(lines) == text
    assert all("\n" not in line[:-1] for line in lines)


@given(st.text(alphabet="甲乙，。（）“”——……123,.% ab\n", max_size=200), st.floats(1, 20))
def test_no_line_is_wider_than_its_column(text: str, columns: float) -> None:
    for line in break_lines(text, columns, em):
        assert width(line) <= max(columns, 1) + 1e-6 or len(line.rstrip("\n ")) == 1


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 5, []),
        ("\n", 5, ["\n"]),
        ("甲\n\n乙", 5, ["甲\n", "\n", "乙"]),
        ("甲乙丙丁戊，己", 5, ["甲乙丙丁", "戊，己"]),
        ("甲乙丙丁（戊）", 5, ["甲乙丙丁", "（戊）"]),
        ("甲乙丙1,200人", 4, ["甲乙丙", "1,200人"]),
        ("甲乙丙丁——戊", 5, ["甲乙丙", "丁——戊"]),
        ("甲乙 Excel文件", 4, ["甲乙 ", "Excel文", "件"]),
        ("ABCDEFGHIJKL", 4, ["ABCDEFGH", "IJKL"]),
        ("，，，，，，", 4, ["，，，，", "，，"]),
    ],
)
def test_single_rules(text: str, columns: float, lines: list[str]) -> None:
    assert break_lines(text, columns, em) == lines
