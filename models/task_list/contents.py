"""The contents of a school's year as plain values."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, NamedTuple

from models.months import EVERY_MONTH, MONTHS
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.notices.indicator import Indicator, Ratio


class Period(NamedTuple):
    """Several months, by the words that were written for them."""

    first: int
    last: int
    words: str


@value_class
class Span:
    """One goal for the months ``first`` to ``last``, with the words that were written for them.

    It stands in the report of each of its months, and is due in its last one; 每月 in each.
    """

    first: int
    last: int
    words: str
    goal: str

    @property
    def period(self) -> Period:
        """What names it among the goals of a task."""
        return Period(self.first, self.last, self.words)

    def holds(self, month: int) -> bool:
        """Whether it stands in a month."""
        return self.first <= month <= self.last

    def is_due(self, month: int) -> bool:
        """Whether it is to be done by the end of a month that it stands in."""
        return month == self.last or any(word in self.words for word in EVERY_MONTH)


@value_class
class MonthPlan:
    """One month of one task; ``none`` is the answer 本月无安排, an empty plan is a gap.

    ``spans`` are the goals of several months that stand in it (see ``Entry.in_month``).
    """

    goal: str = ""
    none: bool = False
    measure: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    ratios: Mapping[str, Ratio] = field(default_factory=dict)  # the level to be reached by then
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # names, by their scope

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said about the month."""
        said = self.goal or self.none or self.measure
        return not (said or self.amounts or self.spans or self.ratios)

    @property
    def has_goal(self) -> bool:
        """Whether anything is planned: a text, a figure, a goal of several months."""
        return bool(self.goal or self.amounts or self.spans or self.ratios)


EMPTY_MONTH = MonthPlan()


@value_class
class Entry:
    """One row of the list; ``months`` is keyed by 1–12 and ``YEAR_GOAL``.

    ``spans`` come in the order of time, the longer first; ``cells`` hold the texts of columns that
    the form alone has, by the column's key; ``pending`` names the fields that were taken over from
    an earlier list and not touched since.
    """

    task: int
    measures: str = ""
    office: str = ""
    person: str = ""
    months: Mapping[int, MonthPlan] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()

    def month(self, month: int) -> MonthPlan:
        """Return the plan of a month alone, an empty one where nothing was said."""
        return self.months.get(month, EMPTY_MONTH)

    def in_month(self, month: int) -> MonthPlan:
        """Return all that is planned for a month (1–12): with the spans that it stands in."""
        spans = tuple(span for span in self.spans if span.holds(month))
        return replace(self.month(month), spans=spans) if spans else self.month(month)

    def planned(self, indicator: Indicator) -> int:
        """Return the year's planned amount: the sum for a count, the highest for a scope."""
        return self.planned_by(indicator, MONTHS[-1])

    def planned_by(self, indicator: Indicator, month: int) -> int:
        """Return what is planned to be done by the end of a month; 0 for none of them."""
        amounts = [self.month(m).amounts.get(indicator.key, 0) for m in MONTHS if m <= month]
        return sum(amounts) if indicator.adds_up else max(amounts, default=0)

    def ratio_by(self, key: str, month: int) -> Ratio | None:
        """Return the ratio that is planned to be reached by a month: the newest counts."""
        said = (self.month(m).ratios.get(key) for m in reversed(MONTHS) if m <= month)
        return next((ratio for ratio in said if ratio is not None), None)


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as they stand on the sheet: in the order of time, the longer first."""
    return tuple(sorted(spans, key=lambda span: (span.first, -span.last)))


class Item(NamedTuple):
    """One of the named items of a scope (ten 建设任务): who sees to it, and by which month (1–12).

    In a report's version ``month`` is the month in which it was done. ``serial`` counts from 1.
    """

    serial: int
    name: str
    office: str = ""
    person: str = ""
    month: int | None = None


@value_class
class TaskList:
    """The contents of one version of a year's list, in the order of the notice's tasks."""

    year: int
    filled_on: date | None
    entries: tuple[Entry, ...]
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)  # by indicator

    def entry(self, task: int) -> Entry:
        """Return the row of a task, an empty one where nothing was said."""
        return next((e for e in self.entries if e.task == task), Entry(task))
