"""Which calls open the window, and which are commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.use_cases.program import calls


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], (None, None)),
        (["--data-dir", "D"], (Path("D"), None)),
        (["--data-dir=D"], (Path("D"), None)),
        (["a/数据.zjqd"], (None, Path("a/数据.zjqd"))),
        (["通知.zjtz"], (None, Path("通知.zjtz"))),
        (["X.ZJJB"], (None, Path("X.ZJJB"))),
        (["--data-dir", "D", "x.zjjb"], (Path("D"), Path("x.zjjb"))),
        (["--data-dir=D", "x.zjjb"], (Path("D"), Path("x.zjjb"))),
        (["self-test"], None),
        (["--self-test"], None),
        (["--data-dir", "D", "dump"], None),
        (["--data-dir=D", "dump"], None),
        (["verify", "x.xlsx"], None),
        (["backup", "x.zjqd"], None),
        (["x.zip"], None),
    ],
)
def test_the_window_opens_without_words_or_with_one_of_its_own_files(words, wanted) -> None:
    assert calls.for_window(words) == wanted


def test_the_built_program_s_word_for_the_self_test_is_the_command() -> None:
    assert calls.for_command(["--self-test"]) == ["self-test"]
    assert calls.for_command(["--data-dir", "D", "dump"]) == ["--data-dir", "D", "dump"]
