"""What is stored, read again: sound values as they are, the rest tamed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import stored
from models.text import NAME_LIMIT, clean_name, clean_text


@given(st.text().map(lambda raw: clean_text(raw).text))
def test_what_was_typed_is_read_as_it_is(text: str) -> None:
    assert stored.text(text) == text


@given(st.text(max_size=NAME_LIMIT).map(lambda raw: clean_name(raw).text))
def test_a_name_that_was_typed_is_read_as_it_is(text: str) -> None:
    assert stored.name(text) == text


def test_characters_that_earlier_versions_kept_stay() -> None:
    assert stored.text("60\u2009人") == "60\u2009人"


def test_a_text_that_nobody_typed_is_cut_and_cleaned() -> None:
    assert stored.text("a\x07b\r\nc") == "ab\nc"
    assert stored.text("x" * 3_000_000, 2_000) == "x" * 2_000
    assert stored.name("a\nb") == "a b"
    assert stored.text(None) == stored.name(None) == stored.text("") == ""


def test_a_day_has_one_form() -> None:
    assert stored.day("2023-03-06") == date(2023, 3, 6)
    for odd in (None, "", "20230306", "2023-13-45", "2023-03-06T00:00", "x"):
        assert stored.day(odd) is None


def test_a_time_has_one_form() -> None:
    assert stored.moment("2023-03-06T07:20:00Z") == datetime(2023, 3, 6, 7, 20, tzinfo=UTC)
    assert stored.moment("noon") is None


@pytest.mark.parametrize("odd", ["x", "1", "{}", "[[1]]", "[null]", "[" * 100_000, "[1.5]"])
def test_a_key_that_is_none_is_empty(odd: str) -> None:
    assert stored.key('[1,"goal",3]') == (1, "goal", 3)
    assert stored.key(odd) == ()
