from __future__ import annotations

import re

import pytest

from models.lazy_regex import lazy_regex


def test_nothing_is_compiled_before_the_first_use_and_once_from_then_on(monkeypatch) -> None:
    compiled = []

    def noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return re.compile(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    month = lazy_regex(r"(\d+)月")
    assert compiled == []
    monkeypatch.undo()
    assert month.findall("3月、4月") == ["3", "4"]
    found = month.findall
    assert month.findall is found


def test_it_is_used_like_a_compiled_one() -> None:
    word = lazy_regex("^a", re.IGNORECASE | re.MULTILINE)
    assert word.sub("x", "A\na") == "x\nx"
    assert word.match("b") is None
    assert word.pattern == "^a"


def test_a_mistake_is_raised_at_the_first_use() -> None:
    wrong = lazy_regex("(")
    with pytest.raises(re.error):
        wrong.match("")
