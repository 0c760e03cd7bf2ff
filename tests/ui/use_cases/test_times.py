"""Stored times are UTC; the clerk reads the day and hour of the office."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ui.use_cases.times import local_day, local_time

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE_EIGHT = "2023-03-06T23:40:00Z"  # 07:40 on the 7th in China


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "CST-8")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_china")
def test_a_time_before_eight_is_of_the_day_on_the_wall() -> None:
    assert local_day(BEFORE_EIGHT) == date(2023, 3, 7)
    assert local_time(BEFORE_EIGHT) == "3月7日 07:40"
