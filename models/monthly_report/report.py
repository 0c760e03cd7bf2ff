"""The monthly report as plain values: its rows, what earlier months left, cumulative figures.

A report covers its month, or the months since the last one (a quarter). Amounts are signed
increments of one report; a cumulative figure is the opening figure plus all increments up to it,
补报 and open items included.
"""

from __future__ import annotations

import calendar
from dataclasses import field, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from models.monthly_report import missing
from models.monthly_report.proposals import propose, propose_moved, propose_open
from models.monthly_report.results import Counts, Result, RowKind, count
from models.monthly_report.rows import ReportContents, ReportRow, filled_from, open_items
from models.monthly_report.standings import (
    RatioStanding,
    Standing,
    goal_over,
    ratio_standings,
    standings,
)
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from models.monthly_report.rows import RowKey
    from models.notices.notice import Notice, NoticeTask
    from models.task_list.contents import Entry, Item, MonthPlan, TaskList

Lacking = dict[tuple[int, int], dict[str, int]]  # task and month → indicator → what is missing


@value_class
class Plans:
    """The plan in force for each month, and what an adjustment changed in the report's month.

    ``was`` holds by task the plan of the month before the adjustment. ``asked_in_time`` tells
    whether it was asked for before the old date and not refused: then a goal that it took away
    is 经调整, otherwise the row stays 未按期完成.
    """

    by_month: Mapping[int, TaskList]
    was: Mapping[int, MonthPlan] = field(default_factory=dict)
    asked_in_time: bool = True

    def entry(self, month: int, task: int) -> Entry:
        """Return the plan of a task as it was in force in a month."""
        return self.by_month[month].entry(task)

    def goal(self, months: range, task: NoticeTask) -> MonthPlan:
        """Return what was planned for months together, each by the plan then in force."""
        kept = [month for month in months if month in self.by_month] or months[-1:]
        return goal_over({month: self.entry(month, task.id) for month in kept}, task)


@value_class
class Line:
    """A row with what stands around it."""

    row: ReportRow
    task: NoticeTask
    entry: Entry  # the plan in force in the row's origin month
    goal: MonthPlan  # what the row answers to: the plan of the months that its report covers
    before: ReportRow | None  # what was written about it last month
    proposal: Result | None
    months: range  # 1–12; of the report that the row is from
    was: MonthPlan | None = None  # the months' plan before an adjustment changed it
    # What figures lack by indicator: of a goal after this report, of an open item before it.
    missing: Mapping[str, int] = field(default_factory=dict)
    # What of that 销号 proposes (补报 of this report taken off), and the least that must be made
    # good: less what this report did beyond its own plan.
    to_make_good: Mapping[str, int] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    # The named items of a scope that are not done before this report, and those done in it.
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    done_items: Mapping[str, frozenset[int]] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()  # scopes whose figure is ticked, never typed

    @property
    def has_plan(self) -> bool:
        """Whether anything was planned for the row's months."""
        return self.goal.has_goal

    @property
    def is_due(self) -> bool:
        """Whether something planned is to be done by the end of the row's months.

        A goal of several months is due in its last one, until then it goes on.
        """
        goal = self.goal
        own = goal.goal or goal.amounts or goal.ratios
        return bool(own) or any(span.is_due(month) for span in goal.spans for month in self.months)

    @property
    def result(self) -> Result | None:
        """What the clerk decided."""
        return self.row.result


@value_class
class Standings:
    """How the figures of a report stand, by indicator: amounts, ratios."""

    amounts: Mapping[str, Standing]
    ratios: Mapping[str, RatioStanding]


@value_class
class Report:
    """A month's report with everything that is shown, checked and printed of it."""

    year: int
    month: int
    as_of: date | None
    filled_on: date | None
    lines: tuple[Line, ...]
    standings: Mapping[str, Standing]
    ratios: Mapping[str, RatioStanding]
    months: range  # that it covers

    @property
    def counts(self) -> Counts:
        """The figures at the foot."""
        return count((line.row.kind, line.result) for line in self.lines)

    def line(self, key: RowKey) -> Line:
        """Return the line of a row.

        Raises:
            KeyError: the report has no such row.
        """
        for line in self.lines:
            if line.row.key == key:
                return line
        raise KeyError(key)

    @property
    def open_items(self) -> int:
        """How many items of earlier months stand on it."""
        return sum(line.row.kind is RowKind.OPEN_ITEM for line in self.lines)


def build(
    contents: ReportContents,
    earlier: Mapping[int, ReportContents],
    notice: Notice,
    plans: Plans,
    opening: Mapping[str, int],
) -> Report:
    """Put a report together from what is stored of it and of the months before."""
    past = [report for report in earlier.values() if report.month < contents.month]
    past.sort(key=lambda report: report.month)
    # What earlier reports typed before the items were named is kept as it was told.
    counted = [_with_items(report, notice, ()) for report in past]
    counted.append(_with_items(contents, notice, plans.by_month[contents.month].items))
    around = _Around(counted[-1], counted[:-1], notice, plans, opening)
    lines = (*_goal_lines(around), *_open_lines(around), *_late_lines(around))
    return Report(
        *(notice.year, contents.month, contents.as_of, contents.filled_on),
        lines,
        around.standings.amounts,
        around.standings.ratios,
        around.months,
    )


def _with_items(report: ReportContents, notice: Notice, named: Collection[str]) -> ReportContents:
    """Return a report whose scopes with named items are counted; nobody types their figure.

    ``named`` are the scopes whose figure is counted in it even where nothing is ticked.
    """
    rows, known = dict(report.rows), notice.indicators()
    for key in {*named, *report.items} & known.keys():
        place = (RowKind.GOAL, known[key][0].id, report.month)
        row, done = rows.get(place, ReportRow(*place)), len(report.items.get(key, ()))
        others = {name: amount for name, amount in row.amounts.items() if name != key}
        is_told = done or row.result is not None
        rows[place] = replace(row, amounts={**others, key: done} if is_told else others)
        # A figure in another row would count what is ticked a second time.
        for other in [at for at in rows if at[:2] != place[:2] and key in rows[at].amounts]:
            kept = {name: n for name, n in rows[other].amounts.items() if name != key}
            rows[other] = replace(rows[other], amounts=kept)
    return replace(report, rows=rows)


@value_class
class _Around:
    """A report's own contents, those of the reports before in order, and what was planned."""

    own: ReportContents
    past: Sequence[ReportContents]
    notice: Notice
    plans: Plans
    opening: Mapping[str, int]

    def row(self, key: RowKey) -> ReportRow:
        """Return what the clerk entered in a row, an empty one where nothing was."""
        return self.own.rows.get(key) or ReportRow(*key)

    @property
    def months(self) -> range:
        """The months that the report covers."""
        return self.notice.months_of(self.own.month)

    @property
    def counted_keys(self) -> frozenset[str]:
        """The scopes whose figure is counted from named items."""
        return frozenset(self.plans.by_month[self.own.month].items)

    @cached_property
    def standings(self) -> Standings:
        """How every figure stands."""
        month = self.own.month
        planned = [
            (task, self.plans.entry(month, task.id), self.plans.goal(self.months, task))
            for task in self.notice.tasks
        ]
        amounts = standings(self.own, self.past, self.opening, planned, self.months)
        return Standings(amounts, ratio_standings(self.own, self.past, planned, self.months))


def _goal_lines(around: _Around) -> Iterable[Line]:
    month, plans, notice = around.own.month, around.plans, around.notice
    last = around.past[-1] if around.past else None
    follows = last is not None and last.month == around.months[0] - 1
    for task in notice.tasks:
        row = around.row((RowKind.GOAL, task.id, month))
        before = None
        if last is not None and follows:
            before = last.rows.get((RowKind.GOAL, task.id, last.month))
        was, goal = plans.was.get(task.id), plans.goal(around.months, task)
        line = Line(row, task, plans.entry(month, task.id), goal, before, None, around.months, was)
        if was is not None and not line.has_plan:
            proposal: Result | None = propose_moved(in_time=plans.asked_in_time)
        else:
            proposal = propose(line, around.standings)
        indicators = {indicator.key: indicator for indicator in task.indicators}
        lacking = missing.of_goal(row, line.goal, around.standings.amounts, indicators)
        items, done = _items(around, task)
        line = replace(line, proposal=proposal, missing=lacking, counted=around.counted_keys)
        yield replace(line, items=items, done_items=done)


def _items(
    around: _Around, task: NoticeTask
) -> tuple[dict[str, tuple[Item, ...]], dict[str, frozenset[int]]]:
    """Return the named items of a task's scopes that are not done before, and those done now."""
    named = around.plans.by_month[around.own.month].items
    items: dict[str, tuple[Item, ...]] = {}
    done: dict[str, frozenset[int]] = {}
    for key in (one.key for one in task.indicators if one.key in named):
        before = {item.serial for report in around.past for item in report.items.get(key, ())}
        items[key] = tuple(item for item in named[key] if item.serial not in before)
        done[key] = frozenset(item.serial for item in around.own.items.get(key, ()))
    return items, done


def _open_lines(around: _Around) -> Iterable[Line]:
    plans, left, notice = around.plans, open_items(around.past), around.notice
    goals = {
        (task, month): plans.goal(notice.months_of(month), notice.task(task))
        for task, month in left
    }
    indicators = {key: indicator for key, (_, indicator) in notice.indicators().items()}
    past = [row for report in around.past for row in report.rows.values()]
    now = [row for row in around.own.rows.values() if row.kind is not RowKind.OPEN_ITEM]

    def lacking(rows: Sequence[ReportRow], *, is_now: bool) -> Lacking:
        asked = partial(_asked, around, is_now=is_now)
        return missing.of_open_items(goals, rows, indicators, around.opening, asked)

    before = lacking(past, is_now=False)
    late = [row for row in now if row.kind is RowKind.LATE]
    proposed = lacking([*past, *late], is_now=False)
    still = lacking([*past, *now], is_now=True)
    for (task, month), last in left.items():
        own = around.row((RowKind.OPEN_ITEM, task, month))
        row = filled_from(own, last, ("category", "person"))
        place, least = (task, month), still[task, month]
        ticked = around.counted_keys
        yield Line(
            *(row, notice.task(task), plans.entry(month, task), goals[place], last),
            propose_open(last, around.own),
            notice.months_of(month),
            missing=before[place],
            to_make_good={
                key: n for key, n in proposed[place].items() if key in least and key not in ticked
            },
            least={key: n for key, n in least.items() if key not in ticked},
            counted=ticked,
        )


def _asked(around: _Around, key: str, first: int, *, is_now: bool) -> int:
    """Return what the plan asks for from a report on: until now, or until the last one."""
    task, indicator = around.notice.indicators()[key]
    entry, standing = around.plans.entry(around.own.month, task.id), around.standings.amounts[key]
    until = standing.planned_then if is_now else standing.planned_before
    return until - entry.planned_by(indicator, around.notice.months_of(first)[0] - 1)


def _late_lines(around: _Around) -> Iterable[Line]:
    late = [row for row in around.own.rows.values() if row.kind is RowKind.LATE]
    for row in sorted(late, key=lambda row: (row.origin_month, row.task)):
        task, months = around.notice.task(row.task), around.notice.months_of(row.origin_month)
        entry = around.plans.entry(around.own.month, row.task)
        goal = goal_over({row.origin_month: entry}, task)
        line = Line(row, task, entry, goal, None, None, months)
        yield replace(line, counted=around.counted_keys)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
