from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from forms.form.check_code import ALPHABET, check_character, code_of, normalise
from forms.form.filled import canonical

BODY = st.text(alphabet=ALPHABET, min_size=12, max_size=12)


def test_the_code_of_a_text_never_changes() -> None:
    assert code_of("") == "WERC-8GMR-ZGE1-T"
    assert code_of("甲") != code_of("乙")


@given(st.text())
def test_a_code_is_read_back_however_it_was_typed(text: str) -> None:
    code = code_of(text)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]", code)
    assert normalise(code.lower().replace("-", " ")) == code
    assert normalise(code.replace("0", "O").replace("1", "l")) == code


@given(BODY, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, other: str) -> None:
    wrong = body[:place] + other + body[place + 1 :]
    noticed = normalise(wrong + check_character(body)) is None
    assert noticed == (wrong != body)


@given(BODY, st.integers(0, 10))
def test_two_neighbours_changed_about_are_noticed(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    pair = {body[place], body[place + 1]}
    if len(pair) == 2 and pair != {"0", "Z"}:  # the one pair that Luhn cannot tell apart
        assert normalise(swapped + check_character(body)) is None


def test_what_is_no_code_is_none() -> None:
    assert [normalise(t) for t in ("", "abc", "1234-5678-90AB-U", "甲" * 13)] == [None] * 4


def test_layout_does_not_change_the_code(form) -> None:
    code = code_of(canonical(form))
    assert code_of(canonical(form.at_size("六号"))) == code
