"""What text from elsewhere brings along unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cleaning import Flaw, plain, telling_parts, tidy


@pytest.mark.parametrize(
    ("raw", "clean", "flaws"),
    [
        ("甲\n\n \u3000\n乙", "甲\n乙", {Flaw.BLANK_LINES: 1}),
        ("\n\n甲\n乙\n", "甲\n乙", {Flaw.BLANK_LINES: 2}),
        ("甲\n乙", "甲\n乙", {}),
        ("王\u3000明、李 四", "王明、李四", {Flaw.WIDE_NAMES: 2}),
        ("张 三丰 质量 提升", "张 三丰 质量 提升", {}),
        ("\uff12\uff10\uff12\uff13年", "2023年", {Flaw.WIDE_DIGITS: 4}),
        ("⽤⼾⻓", "用户长", {Flaw.RADICALS: 3}),
        ("\ue863\ue864", "䶮\u9fbb", {Flaw.PRIVATE: 2}),
        ("", "", {}),
    ],
)
def test_what_is_rarely_meant_goes_and_is_counted(raw: str, clean: str, flaws: dict) -> None:
    found = tidy(raw)
    assert (found.text, dict(found.flaws)) == (clean, flaws)
    assert tidy(clean).flaws == {}


def test_every_private_sign_of_gbk_and_every_radical_of_kangxi_has_a_successor() -> None:
    private = "".join(map(chr, range(0xE815, 0xE865)))
    assert len(private) == 80
    assert not any(0xE000 <= ord(sign) <= 0xF8FF for sign in tidy(private).text)
    kangxi = "".join(map(chr, range(0x2F00, 0x2FD6)))
    assert len(tidy(kangxi).text) == 214
    assert not any(0x2E80 <= ord(sign) <= 0x2FDF for sign in tidy(kangxi).text)


def test_radicals_and_old_codes_are_compared_as_what_they_stand_for() -> None:
    assert plain("3⽉⼯作、\ue863") == "3月工作、䶮"
    assert plain("3月：甲\u3000\uff13") == "3月：甲\u3000\uff13"
    assert plain("abc") == "abc"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("找不到的", ("找不到的",)),  # none of them has a radical
        ("3月张三", ("张三",)),
        ("月", ("月", "⺝", "⽉")),
        ("䶮", ("䶮", "\ue863")),
    ],
)
def test_what_tells_that_a_text_may_be_there(text: str, parts: tuple[str, ...]) -> None:
    assert telling_parts(text) == parts


@given(st.text(alphabet="3月⽉人⼈张䶮\ue863a", max_size=6), st.data())
def test_where_a_text_is_found_stands_one_of_its_telling_parts(text: str, data) -> None:
    begin = data.draw(st.integers(0, len(text)))
    sought = plain(text)[begin : data.draw(st.integers(begin, len(text)))]
    assert any(part in text for part in telling_parts(sought)) or not sought
