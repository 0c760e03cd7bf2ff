"""The contents of a school's year as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.months import MONTHS
from models.notices.notice import Indicator, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True)
class MonthPlan:
    """One month of one task; ``none`` is the answer 本月无安排, an empty plan is a gap."""

    goal: str = ""
    none: bool = False
    measure: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said about the month."""
        return not (self.goal or self.none or self.measure or self.amounts)


EMPTY_MONTH = MonthPlan()


@dataclass(frozen=True)
class Entry:
    """One row of the list; ``months`` is keyed by 1–12 and ``YEAR_GOAL``."""

    task: int
    measures: str = ""
    office: str = ""
    person: str = ""
    months: Mapping[int, MonthPlan] = field(default_factory=dict)

    def month(self, month: int) -> MonthPlan:
        """Return the plan of a month, an empty one where nothing was said."""
        return self.months.get(month, EMPTY_MONTH)

    def planned(self, indicator: Indicator) -> int:
        """Return the year's planned amount: the sum for a count, the highest for a scope."""
        amounts = [self.month(m).amounts.get(indicator.key, 0) for m in MONTHS]
        return max(amounts) if indicator.kind is Kind.SCOPE else sum(amounts)


@dataclass(frozen=True)
class TaskList:
    """The contents of one version of a year's list, in the order of the notice's tasks."""

    year: int
    filled_on: date | None
    entries: tuple[Entry, ...]

    def entry(self, task: int) -> Entry:
        """Return the row of a task, an empty one where nothing was said."""
        return next((e for e in self.entries if e.task == task), Entry(task))
