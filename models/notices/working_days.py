"""Deadlines of the notice and the working days around them; 调休 counts.

The holiday tables are data, one file a year. For a year without one Monday to Friday are taken
as working days, and whoever shows the date says so.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from models.errors import Refusal
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

SATURDAY = 5
DOTS_LIMIT = 50  # in a line
TABLE_LIMIT = 2**18  # bytes of a table from outside; ours have some kilobytes


class Rule(StrEnum):
    """What happens to a deadline on a rest day."""

    ADVANCE = "advance"  # 提前: the last working day on or before it
    KEEP = "keep"  # 不变
    POSTPONE = "postpone"  # 顺延: the first working day on or after it


@value_class
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

    def workday_before(self, day: date) -> date:
        """Return the last working day before a day."""
        return self.due_on(day - timedelta(days=1), Rule.ADVANCE)

    def workdays_until(self, today: date, due: date) -> int:
        """Return how many working days are left after ``today`` up to and with ``due``."""
        days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
        return sum(map(self.is_workday, days))


@lru_cache(maxsize=8)  # a page asks for its year's by the dozen
def parse_holidays(content: bytes) -> HolidayYear:
    """Read a year's table from outside: ours (TOML), or the usual JSON with ``isOffDay``.

    Raises:
        Refusal: it is neither, is too large, names a day twice or one of another year.
    """
    if len(content) > TABLE_LIMIT:
        raise Refusal("holidays.unreadable")
    try:
        text = content.decode("utf-8-sig")
        found = _from_json(text) if text.lstrip().startswith("{") else _from_toml(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal("holidays.unreadable") from error
    days_named = found.rest_days | found.work_days
    if any(abs(day.year - found.year) > 1 for day in days_named):
        raise Refusal("holidays.other_year", year=found.year)
    return found


def _from_json(text: str) -> HolidayYear:
    import json

    raw = json.loads(text)
    days = [(_json_day(d["date"]), _flag(d["isOffDay"])) for d in raw["days"]]
    rest, work = ([day for day, off in days if off is wanted] for wanted in (True, False))
    return _table(raw["year"], rest, work)


def _json_day(text: str) -> date:
    """Return the day of the one form that is written: 2023-10-01."""
    day = date.fromisoformat(text)
    if text != day.isoformat():
        raise ValueError(text)
    return day


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _from_toml(text: str) -> HolidayYear:
    import tomllib

    # The parser takes quadratic time for a key of very many parts; a table needs none at all.
    if any(line.count(".") > DOTS_LIMIT for line in text.splitlines()):
        raise ValueError("a key of many parts")
    return _holiday_year(tomllib.loads(text))


def to_json(table: HolidayYear) -> str:
    """Return a table as it is kept in the data file, in the shape that is read back."""
    import json

    days = [(day, True) for day in table.rest_days] + [(day, False) for day in table.work_days]
    return json.dumps(
        {
            "year": table.year,
            "days": [{"date": day.isoformat(), "isOffDay": off} for day, off in sorted(days)],
        }
    )


@cache
def read_holidays(path: Path) -> HolidayYear:
    """Read a year's table, once in the life of the program: a page asks for it by the dozen.

    Raises:
        KeyError, ValueError: it is none (shipped tables are tested).
    """
    import tomllib  # the start needs no holidays

    return _holiday_year(tomllib.loads(path.read_text(encoding="utf-8")))


def _holiday_year(raw: Mapping[str, Any]) -> HolidayYear:
    return _table(raw["year"], raw["rest_days"], raw["work_days"])


def _table(year: Any, rest_days: Sequence[Any], work_days: Sequence[Any]) -> HolidayYear:
    """Return a table of a year whose days are days without a time, each of them once.

    Raises:
        ValueError, TypeError: they are not, or there are none.
    """
    days = [*rest_days, *work_days]
    if type(year) is not int or not MINYEAR < year < MAXYEAR:
        raise ValueError(year)
    if not days or any(type(day) is not date for day in days) or len(set(days)) != len(days):
        raise ValueError(days)
    return HolidayYear(year, frozenset(rest_days), frozenset(work_days))
