"""The 25th and 8 March of 2021–2026 under all three rules."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta

import pytest

import resources
from models.errors import Refusal
from models.notices.working_days import (
    Calendar,
    Rule,
    parse_holidays,
    read_holidays,
    to_json,
)

# (year, month) -> day under 提前 and under 顺延, (month, day) where it leaves the month
MOVED = {
    (2021, 7): (23, 26),
    (2021, 9): (24, 26),
    (2021, 12): (24, 27),
    (2022, 6): (24, 27),
    (2022, 9): (23, 26),
    (2022, 12): (23, 26),
    (2023, 1): (20, 28),
    (2023, 2): (24, 27),
    (2023, 3): (24, 27),
    (2023, 11): (24, 27),
    (2024, 2): (23, 26),
    (2024, 5): (24, 27),
    (2024, 8): (23, 26),
    (2025, 1): (24, 26),
    (2025, 5): (23, 26),
    (2025, 10): (24, 27),
    (2026, 1): (23, 26),
    (2026, 4): (24, 27),
    (2026, 7): (24, 27),
    (2026, 9): (24, 28),
    (2026, 10): (23, 26),
}
EIGHTH_OF_MARCH = {
    2021: (8, 8),
    2022: (8, 8),
    2023: (8, 8),
    2024: (8, 8),
    2025: (7, 10),
    2026: (6, 9),
}


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(read_holidays(path) for path in resources.holiday_paths())


@pytest.mark.parametrize("year", range(2021, 2027))
@pytest.mark.parametrize("month", range(1, 13))
def test_the_25th(calendar: Calendar, year: int, month: int) -> None:
    stated = date(year, month, 25)
    advance, postpone = MOVED.get((year, month), (25, 25))
    assert calendar.due_on(stated, Rule.ADVANCE) == date(year, month, advance)
    assert calendar.due_on(stated, Rule.KEEP) == stated
    assert calendar.due_on(stated, Rule.POSTPONE) == date(year, month, postpone)


@pytest.mark.parametrize(("year", "days"), EIGHTH_OF_MARCH.items())
def test_the_8th_of_march(calendar: Calendar, year: int, days: tuple[int, int]) -> None:
    stated = date(year, 3, 8)
    assert calendar.due_on(stated, Rule.ADVANCE) == date(year, 3, days[0])
    assert calendar.due_on(stated, Rule.POSTPONE) == date(year, 3, days[1])


def test_a_make_up_workday_is_worked(calendar: Calendar) -> None:
    assert calendar.is_workday(date(2023, 6, 25))
    assert calendar.is_workday(date(2021, 4, 25))


def test_a_year_without_a_table_says_so_and_counts_weekdays(calendar: Calendar) -> None:
    assert not calendar.knows(2027)
    assert calendar.knows(2026)
    assert not calendar.is_workday(date(2027, 10, 2))
    assert calendar.is_workday(date(2027, 10, 1))


@pytest.mark.parametrize("path", resources.holiday_paths(), ids=lambda p: p.stem)
def test_a_shipped_table_is_consistent(path) -> None:
    table = read_holidays(path)
    assert path.stem == str(table.year)
    for day in table.rest_days | table.work_days:
        assert day.year == table.year
    assert all(day.weekday() < 5 for day in table.rest_days)
    assert all(day.weekday() >= 5 for day in table.work_days)
    assert timedelta(days=15) < timedelta(days=len(table.rest_days)) < timedelta(days=30)


GOOD = {"year": 2024, "days": [{"date": "2024-10-01", "isOffDay": True}]}
HOSTILE = {
    "a time of day": b"year = 2024\nrest_days = [2024-10-01T08:00:00]\nwork_days = []",
    "the same day twice": b"year = 2024\nrest_days = [2024-10-01]\nwork_days = [2024-10-01]",
    "no days": b"year = 2024\nrest_days = []\nwork_days = []",
    "the year 0": b"year = 0\nrest_days = [0001-01-01]\nwork_days = []",
    "a year that is a truth": b"year = true\nrest_days = [2024-10-01]\nwork_days = []",
    "a key of 100,000 parts": b"a" + b".a" * 100_000 + b" = 1",
    "a quoted key of 100,000 parts": b'"#"' + b".a" * 100_000 + b" = 1",
    "a table of 100,000 parts": b"[a" + b".a" * 100_000 + b"]",
    "a deep list": b"year = " + b"[" * 50_000,
    "a flag that is a word": json.dumps(
        {"year": 2024, "days": [{"date": "2024-10-01", "isOffDay": "false"}]}
    ).encode(),
    "a date in another form": json.dumps(
        {"year": 2024, "days": [{"date": "20241001", "isOffDay": True}]}
    ).encode(),
    "a week date": json.dumps(
        {"year": 2024, "days": [{"date": "2024-W40-2", "isOffDay": True}]}
    ).encode(),
    "days that are a word": json.dumps({"year": 2024, "days": "2024-10-01"}).encode(),
    "a list": b"[1]",
    "GBK": "year = 2024 # 放假".encode("gbk"),
    "a quarter of a megabyte": b"#" * 2**18 + b"\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_table_that_could_not_be_read_back_is_refused_at_once(content: bytes) -> None:
    before = time.process_time()
    with pytest.raises(Refusal, match=r"holidays.unreadable"):
        parse_holidays(content)
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(GOOD).encode(),
        b"# made by hand. It has a comment.\nyear = 2024\nrest_days = [2024-10-01]\nwork_days = []",
    ],
)
def test_a_sound_table_is_read_and_read_back(content: bytes) -> None:
    table = parse_holidays(content)
    assert parse_holidays(to_json(table).encode()) == table
