"""The 25th and 8 March of 2021–2026 under all three rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import resources
from models.notices.working_days import Calendar, Rule, read_holidays

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
