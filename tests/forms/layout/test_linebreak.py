from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.layout import fonts
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


PARAGRAPHS = (
    (Path(__file__).parents[2] / "data" / "paragraphs.txt").read_text("utf-8").strip().split("\n")
)
PERSONS = ("王鹂帆", "范艳梅", "郝元中", "薛爱平", "任晋星", "赵雪宏")
LINES_OF_1_0 = {8: 1857, 10: 1496, 13: 1165, 18: 850, 28: 558}


@pytest.mark.parametrize("columns", LINES_OF_1_0)
def test_real_paragraphs_part_no_figure_from_its_unit_and_cut_no_name(columns: int) -> None:
    """98 paragraphs in the printing font; at ten characters 1.0 parted 26 figures."""
    song = partial(fonts.advance, chain=fonts.SONG)
    count = 0
    for paragraph in PARAGRAPHS:
        lines = break_lines(paragraph, columns, song, PERSONS)
        count += len(lines)
        for line, following in pairwise(lines):
            assert following[0] not in NO_START, (line, following)
            assert line.rstrip()[-1] not in NO_END, (line, following)
            if re.search(r"\d$", line.rstrip()):
                assert not re.match(r"[\u4e00-\u9fff\d/%.]", following), (line, following)
        whole = sum(paragraph.count(name) for name in PERSONS)
        assert sum(line.count(name) for line in lines for name in PERSONS) == whole
    assert count <= 1.02 * LINES_OF_1_0[columns]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("甲乙丙丁戊己40/600人", 9, ["甲乙丙丁戊己", "40/600人"]),
        ("甲乙丙丁戊己庚3个月", 8, ["甲乙丙丁戊己庚", "3个月"]),
        ("甲乙丙丁戊己30人次", 8, ["甲乙丙丁戊己", "30人次"]),
        ("甲乙丙丁戊己庚第12批", 9, ["甲乙丙丁戊己庚", "第12批"]),
        ("甲乙丙丁戊己2.68万人", 8, ["甲乙丙丁戊己", "2.68万人"]),
        ("甲乙丙丁戊己280余名", 8, ["甲乙丙丁戊己", "280余名"]),
        ("甲乙丙丁戊己3 月8日", 7, ["甲乙丙丁戊己", "3 月8日"]),
        ("（2021—2023年）甲", 5, ["（2021—", "2023年）甲"]),
        ("40/600人", 3, ["40/", "600人"]),
        ("鉴定 420/600人 70%", 5, ["鉴定 ", "420/600人 ", "70%"]),
        ("甲乙丙欧阳明月", 6, ["甲乙丙", "欧阳明月"]),
    ],
)
def test_figures_and_names_stay_whole(text: str, columns: float, lines: list[str]) -> None:
    assert break_lines(text, columns, em, ("欧阳明月", "明月")) == lines
