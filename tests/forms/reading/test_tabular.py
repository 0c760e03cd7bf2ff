from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.reading.tabular import parse_block
from forms.render.cells import as_text

CELL = st.text(alphabet='甲乙 "\n\t,=1，“”', max_size=12)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("甲", [["甲"]]),
        ("甲\t乙\n丙\t丁\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\r\n乙\r\n", [["甲"], ["乙"]]),
        ('"第一行\n第二行"\t乙\n', [["第一行\n第二行", "乙"]]),
        ('"说""好"""\t1\n', [['说"好"', "1"]]),
        ("甲\t\n\t丁\n", [["甲", ""], ["", "丁"]]),
        ("甲\0乙", [["甲乙"]]),
        ('"双师型"教师队伍', [['"双师型"教师队伍']]),
        ('"1+X"证书\t张三', [['"1+X"证书', "张三"]]),
        ('"没有关上\t乙\n丙\t丁', [['"没有关上', "乙"], ["丙", "丁"]]),
        ("", [[""]]),
    ],
)
def test_blocks_from_spreadsheets(text: str, block: list[list[str]]) -> None:
    assert parse_block(text) == block


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_copied_pastes_back_the_same(block: list[list[str]]) -> None:
    assert parse_block(as_text(block)) == block


def test_a_lone_cell_with_line_breaks_pastes_back_as_one() -> None:
    assert parse_block(as_text([["3月：甲\n4月：乙"]])) == [["3月：甲\n4月：乙"]]
