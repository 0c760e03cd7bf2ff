"""What text from elsewhere brings along unseen."""

from __future__ import annotations

import pytest

from models.cleaning import Flaw, plain, tidy


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
