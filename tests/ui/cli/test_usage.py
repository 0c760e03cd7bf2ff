"""A command that was typed wrongly is told in Chinese, with what would be right."""

from __future__ import annotations

import re

import pytest

ENGLISH = re.compile(r"\b(?:No|such|Missing|Invalid|Got|requires|argument|option|value|not)\b")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "没有“nonsense”这个命令；有哪些命令，见 --help。"),
        (("check",), "还缺 task-list 或 monthly-report。"),
        (("check", "task-list"), "还缺 --year。"),
        (("check", "task-list", "--yaer", "2023"), "没有 --yaer 这个选项；是不是 --year？"),
        (("check", "task-list", "--year"), "--year 后面没有写内容。"),
        (("check", "task-list", "--year", "x"), "--year 要写 1900 到 9999 的整数，写的是“x”。"),
        (("check", "task-list", "--year", "5"), "--year 要写 1900 到 9999 的整数，写的是“5”。"),
        (("check", "list", "--year", "2023"), "“list”不对，只能写 task-list、monthly-report。"),
        (("check", "monthly-report", "--year", "2023"), "月度报告要写 --month，年度清单不写"),
        (("dump", "one", "two"), "多写了：one two。"),
        (("backup",), "还缺 TARGET。"),
        (("notice", "reed", "x"), "没有“reed”这个命令；有哪些命令，见 --help。"),
    ],
)
def test_it_is_said_in_chinese(loaded, words, said: str) -> None:
    status, _, err = loaded(*words)
    assert (status, err.strip()) == (2, f"命令写法不对：{said}")
    assert not ENGLISH.search(err)
