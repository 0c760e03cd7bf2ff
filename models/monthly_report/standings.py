"""How figures stand in a report: before it, in it, and what the plan asks for by its end.

A cumulative figure is the opening figure plus all increments up to the report, 补报 and open items
included; of a ratio the newest counts, and nothing is added.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from models.monthly_report.results import RowKind
from models.monthly_report.rows import counted, open_items
from models.notices.indicator import Kind
from models.task_list.contents import MonthPlan
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.monthly_report.rows import ReportContents
    from models.notices.indicator import Indicator, Ratio
    from models.notices.notice import NoticeTask
    from models.task_list.contents import Entry


@value_class
class Standing:
    """How an indicator stands: before this report, in it (None: nothing entered), planned."""

    before: int
    now: int | None
    planned_now: int | None
    planned_so_far: int
    planned_year: int
    opening: int = 0  # what was done before the first month kept here
    planned_before: int = 0  # up to the last report

    @property
    def planned_then(self) -> int:
        """What the plan asks for by now: of a report that says nothing yet, only up to the last."""
        return self.planned_before if self.now is None else self.planned_so_far

    @property
    def cumulative(self) -> int:
        """What is done up to and with this report."""
        return self.before + (self.now or 0)


@value_class
class RatioStanding:
    """How a ratio stands: as last told, as told now, as planned for now and by now."""

    before: Ratio | None
    now: Ratio | None
    planned_now: Ratio | None
    planned_so_far: Ratio | None

    @property
    def newest(self) -> Ratio | None:
        """What counts: the newest that was told."""
        return self.now if self.now is not None else self.before

    @property
    def is_short(self) -> bool:
        """Whether what was told is less than the plan asks for by now."""
        if self.planned_so_far is None or self.newest is None:
            return False
        return not self.newest.reaches(self.planned_so_far)


def standings(
    now: ReportContents,
    past: Sequence[ReportContents],
    opening: Mapping[str, int],
    planned: Iterable[tuple[NoticeTask, Entry, MonthPlan]],
    months: range,
) -> dict[str, Standing]:
    """Return how every figure stands that is not a ratio, by indicator.

    ``past`` are the earlier reports in order, ``planned`` gives by task the plan in force and what
    it has for the ``months`` (1–12) that the report covers.
    """
    before = Counter(opening)
    for place, report in enumerate(past):
        before.update(_increments(report, past[:place]))
    own = _increments(now, past)
    found = {}
    for task, entry, goal in planned:
        for indicator in task.indicators:
            key = indicator.key
            if indicator.has_amounts:
                found[key] = Standing(
                    before[key],
                    own.get(key),
                    goal.amounts.get(key),
                    entry.planned_by(indicator, months[-1]),
                    entry.planned(indicator),
                    opening.get(key, 0),
                    entry.planned_by(indicator, months[0] - 1),
                )
    return found


def _increments(report: ReportContents, past: Iterable[ReportContents]) -> Counter[str]:
    """Return the signed sums of a report's rows, by indicator; without those not entered."""
    found: Counter[str] = Counter()
    for row in counted(report, open_items(past)):
        found.update(row.amounts)
    return found


def ratio_standings(
    now: ReportContents,
    past: Sequence[ReportContents],
    planned: Iterable[tuple[NoticeTask, Entry, MonthPlan]],
    months: range,
) -> dict[str, RatioStanding]:
    """Return how every ratio stands, by indicator; arguments as of ``standings``."""
    earlier = [told for place, report in enumerate(past) for told in _told(report, past[:place])]
    own = _told(now, past)
    before, newest = _newest(earlier), _newest([*earlier, *own])
    found = {}
    for task, entry, goal in planned:
        for key in (one.key for one in task.indicators if one.kind is Kind.RATIO):
            is_told = any(one.key == key for one in own)
            found[key] = RatioStanding(
                before.get(key),
                newest.get(key) if is_told else None,
                goal.ratios.get(key),
                entry.ratio_by(key, months[-1]),
            )
    return found


class _Told(NamedTuple):
    """A ratio of a row: since when it holds (1–12), whether a goal row tells it, its report."""

    since: int
    is_goal: bool
    report: int
    key: str
    ratio: Ratio


def _told(report: ReportContents, past: Iterable[ReportContents]) -> list[_Told]:
    """Return the ratios of the rows that stand on a report; a 补报 tells of its own month."""
    return [
        _Told(
            row.origin_month if row.kind is RowKind.LATE else report.month,
            row.kind is RowKind.GOAL,
            report.month,
            key,
            ratio,
        )
        for row in counted(report, open_items(past))
        for key, ratio in row.ratios.items()
    ]


def _newest(told: Iterable[_Told]) -> dict[str, Ratio]:
    """Return by indicator what holds: the newest month, a goal row before others."""
    return {one.key: one.ratio for one in sorted(told, key=lambda one: one[:3])}


def goal_over(entries: Mapping[int, Entry], task: NoticeTask) -> MonthPlan:
    """Return what the plans of several months (1–12) ask for together, each goal with its month.

    ``entries`` hold the plan in force by month. Counts are summed, of a scope the highest level, of
    a ratio the newest counts.
    """
    plans = {month: entry.in_month(month) for month, entry in entries.items()}
    if len(plans) == 1:
        return next(iter(plans.values()))
    goals = (f"{month}月：{plan.goal}" for month, plan in plans.items() if plan.goal)
    measures = (f"{month}月：{plan.measure}" for month, plan in plans.items() if plan.measure)
    ratios: dict[str, Ratio] = {}
    items: dict[str, tuple[str, ...]] = {}
    for plan in plans.values():
        ratios |= plan.ratios
        for key, names in plan.items.items():
            items[key] = (*items.get(key, ()), *names)
    return MonthPlan(
        "\n".join(goals),
        none=all(plan.none for plan in plans.values()),
        measure="\n".join(measures),
        amounts=_together(plans.values(), task.indicators),
        spans=tuple(dict.fromkeys(span for plan in plans.values() for span in plan.spans)),
        ratios=ratios,
        items=items,
    )


def _together(plans: Iterable[MonthPlan], indicators: Iterable[Indicator]) -> dict[str, int]:
    plans, found = list(plans), {}
    for indicator in indicators:
        said = [plan.amounts[indicator.key] for plan in plans if indicator.key in plan.amounts]
        if said:
            found[indicator.key] = sum(said) if indicator.adds_up else max(said)
    return found
