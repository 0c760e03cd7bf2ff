from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.errors import Refusal
from models.text import LONG_TEXT_LIMIT, check_goals, clean_name, clean_text, parse_amount


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


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("—", None),
        (" 60 ", 60),
        ("60", 60),
        ("\uff12\uff10\uff10", 200),
        ("1,200", 1200),
        ("\uff11,\uff12\uff10\uff10", 1200),
        ("1\uff0c200", 1200),
        ("250人", 250),
        ("250 人", 250),
        ("75.0", 75),
        ("75.00人", 75),
        ("007", 7),
        ("00000000080", 80),
        ("75.\uff10", 75),
        ("1,000,000", 1_000_000),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: int | None) -> None:
    assert parse_amount(typed, "人") == amount


@pytest.mark.parametrize(
    "typed",
    ["约80", "80左右", "80个", "75.5", "1,2", "12,00", "-3", "80人次", "1.2万", "二十"],
)
def test_what_is_no_certain_amount_is_refused_with_the_unit_to_use(typed: str) -> None:
    with pytest.raises(Refusal, match="not_a_number") as refused:
        parse_amount(typed, "人")
    assert refused.value.values == {"text": typed, "unit": "人"}


def test_of_a_figure_with_decimals_the_sentence_says_that_it_may_have_them() -> None:
    with pytest.raises(Refusal, match="not_a_decimal") as refused:
        parse_amount("约80", "万元", 2)
    assert "12.5" in resources.sentence(refused.value.code, **refused.value.values)


@pytest.mark.parametrize("typed", ["1000001", "9" * 400, "1,000,001人"])
def test_an_amount_no_county_has_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="number_too_large"):
        parse_amount(typed, "人")
