from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.text import LONG_TEXT_LIMIT, check_goals, clean_name, clean_text


@pytest.mark.parametrize(
    ("raw", "clean", "removed"),
    [
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁", 0),
        ("甲\t乙\u00a0丙", "甲 乙 丙", 0),
        ("甲\x00\x07乙", "甲乙", 2),
        ("甲\ud800乙", "甲乙", 1),
        ("甲\ufffe\uffff乙", "甲乙", 2),
        ("甲\u202e乙\u200b", "甲乙", 2),
        ("60\u2009人\u202f、5\u2007%", "60人、5%", 3),  # thin blanks of other programs
        ("葛\ufe0f某\U000e0100", "葛某", 2),  # selectors of variants
        ("实\u00ad训", "实训", 1),
        ("<b>张三</b> =1+1 #N/A", "<b>张三</b> =1+1 #N/A", 0),
        ("李𬱖 𠀀", "李𬱖 𠀀", 0),
    ],
)
def test_only_what_cannot_be_printed_is_taken_out(raw: str, clean: str, removed: int) -> None:
    cleaned = clean_text(raw)
    assert (cleaned.text, cleaned.removed) == (clean, removed)


def test_a_text_over_the_limit_is_refused_whole() -> None:
    assert clean_text("好" * LONG_TEXT_LIMIT).text == "好" * LONG_TEXT_LIMIT
    with pytest.raises(Refusal, match=r"text.too_long"):
        clean_text("好" * (LONG_TEXT_LIMIT + 1))


def test_ten_megabytes_are_refused() -> None:
    with pytest.raises(Refusal, match=r"text.too_long"):
        clean_text("好" * 10_000_000)


@given(st.text())
def test_clean_text_stays_clean_and_can_be_encoded(raw: str) -> None:
    once = clean_text(raw).text
    assert clean_text(once).text == once
    once.encode("utf-8")


def test_a_name_is_one_line() -> None:
    assert clean_name("  王\n 某 ").text == "王 某"


def test_all_goals_together_stay_under_the_limit_of_a_spreadsheet_cell() -> None:
    check_goals({0: "年" * 20_000, 1: "月" * 2_000})
    with pytest.raises(Refusal):
        check_goals({1: "月" * 2_001})
    with pytest.raises(Refusal):
        check_goals({0: "年" * 20_000, **dict.fromkeys(range(1, 13), "月" * 1500)})
