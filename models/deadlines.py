"""Deadlines of the notice and the working days around them; 调休 counts.

The holiday tables are data, one file a year. For a year without one Monday to Friday are taken
as working days, and whoever shows the date says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SATURDAY = 5


class Rule(StrEnum):
    """What happens to a deadline on a rest day."""

    ADVANCE = "advance"  # 提前: the last working day on or before it
    KEEP = "keep"  # 不变
    POSTPONE = "postpone"  # 顺延: the first working day on or after it


@dataclass(frozen=True)
class HolidayYear:
    """A year's arrangement: weekdays off, weekend days worked."""

    year: int
    rest_days: frozenset[date]
    work_days: frozenset[date]


class Calendar:
    """Working days of the years it has tables for."""

    def __init__(self, years: Iterable[HolidayYear]) -> None:
        self._years: Mapping[int, HolidayYear] = {year.year: year for year in years}

    def knows(self, year: int) -> bool:
        """Whether there is a table for the year."""
        return year in self._years

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked; Monday to Friday in a year without a table."""
        table = self._years.get(day.year)
        if table is not None and day in table.rest_days | table.work_days:
            return day in table.work_days
        return day.weekday() < SATURDAY

    def due_on(self, stated: date, rule: Rule) -> date:
        """Return the day on which a deadline stated for ``stated`` is really due."""
        if rule is Rule.KEEP:
            return stated
        step = timedelta(days=-1 if rule is Rule.ADVANCE else 1)
        day = stated
        while not self.is_workday(day):
            day += step
        return day


def read_holidays(path: Path) -> HolidayYear:
    """Read a year's table.

    Raises:
        KeyError, ValueError: it is none (shipped tables are tested).
    """
    import tomllib  # the start needs no holidays

    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return HolidayYear(raw["year"], frozenset(raw["rest_days"]), frozenset(raw["work_days"]))
