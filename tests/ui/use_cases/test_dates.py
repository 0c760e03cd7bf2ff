from __future__ import annotations

from datetime import date

import pytest

from models.errors import Refusal
from ui.use_cases.dates import days_left, parse_date, with_weekday
from ui.use_cases.times import local_time


@pytest.mark.parametrize(
    "text", ["2023年3月6日", "2023-3-6", "2023.03.06", "3月6日", "3/6", " 2023 年 3 月 6 日 "]
)
def test_dates_as_clerks_write_them(text: str) -> None:
    assert parse_date(text, 2023) == date(2023, 3, 6)


@pytest.mark.parametrize("text", ["", "  ", "2023年　月　日", "年月日"])
def test_no_date_is_left_for_the_pen(text: str) -> None:
    assert parse_date(text, 2023) is None


@pytest.mark.parametrize("text", ["2023年2月30日", "13月1日", "明天", "20230306", "0023年3月6日"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"sheet.not_a_date"):
        parse_date(text, 2023)


def test_deadlines_in_words() -> None:
    due = date(2023, 3, 8)
    assert with_weekday(due, date(2023, 12, 31)) == "3月8日（三）"
    assert with_weekday(due, date(2024, 1, 1)) == "2023年3月8日（三）"
    assert days_left(due, date(2023, 3, 6)) == "还有 2 天"
    assert days_left(due, due) == "就是今天"
    assert days_left(due, date(2023, 3, 10)) == "已过 2 天"
    assert days_left(due, date(2026, 1, 1)) == "已过"


def test_stored_times_are_shown_in_the_clerk_s_zone(monkeypatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    assert local_time("2023-03-06T07:20:00Z") == "3月6日 15:20"
    monkeypatch.undo()
    time.tzset()
