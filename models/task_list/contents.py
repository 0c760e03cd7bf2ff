"""The contents of a school's year as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.notices.notice import Figure, Indicator, Kind, Pack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

YEAR_GOAL = 0  # stands where a month stands, for the goal of the whole year
MONTHS = range(1, 13)


@dataclass(frozen=True)
class School:
    """Who fills in the form; ``notice_school`` is the name under which the notice gives shares."""

    name: str = ""
    stamp_name: str = ""
    contact: str = ""
    phone: str = ""
    notice_school: str = ""

    @property
    def printed_name(self) -> str:
        """The name that stands under the seal."""
        return self.stamp_name or self.name


@dataclass(frozen=True)
class Person:
    """A member of an office; ids come from the data file."""

    id: int
    name: str


@dataclass(frozen=True)
class Office:
    """An office of the school (责任处室) with its persons."""

    id: int
    name: str
    persons: tuple[Person, ...] = ()


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
    """The contents of one version of a year's list, in the order of the pack's tasks."""

    year: int
    filled_on: date | None
    entries: tuple[Entry, ...]

    def entry(self, task: int) -> Entry:
        """Return the row of a task, an empty one where nothing was said."""
        return next((e for e in self.entries if e.task == task), Entry(task))


@dataclass(frozen=True)
class Revision:
    """The record of a correction (``reason``) or an adjustment (all of it); dates are ISO."""

    reason: str = ""
    basis: str = ""
    asked_on: str = ""
    office: str = ""
    leader: str = ""
    leader_on: str = ""
    told_how: str = ""
    reply: str = ""
    replied_by: str = ""
    replied_on: str = ""


def share_of(
    indicator: Indicator, school: School, entered: Mapping[str, int], pack: Pack
) -> Figure | None:
    """Return this school's yearly figure of an indicator, or None where nobody gave one.

    What the clerk entered comes first, then the share that the notice gives, then a range that
    the notice gives to all schools alike (阳教职函字〔2023〕4号 一（四）: 1-2个).
    """
    if indicator.key in entered:
        return entered[indicator.key]
    if school.notice_school in pack.schools and school.notice_school in indicator.share:
        return indicator.share[school.notice_school]
    return indicator.total if isinstance(indicator.total, tuple) else None
