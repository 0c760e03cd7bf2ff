"""The monthly report as plain values: its rows, what earlier months left, cumulative figures.

Amounts are signed increments of one month; a cumulative figure is the opening figure plus all
increments up to the month, 补报 and open items included.
"""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from models.monthly_report import missing
from models.monthly_report.fields import SHORTFALL_NAMES
from models.monthly_report.results import CLOSING, SHORTFALLS, Counts, Result, RowKind, count
from models.months import MONTHS, YEAR_GOAL
from models.notices.notice import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.notices.notice import Indicator, Notice, NoticeTask
    from models.task_list.contents import Entry, MonthPlan, TaskList

Lacking = dict[tuple[int, int], dict[str, int]]  # task and month → indicator → what is missing
RowKey = tuple[RowKind, int, int]  # kind, task, origin month


def sheet_order(key: RowKey) -> tuple[int, int, int]:
    """Return what sorts rows as the sheet has them: goals, open items, 补报, each by month."""
    kind, task, origin_month = key
    return list(RowKind).index(kind), origin_month, task


@dataclass(frozen=True)
class ReportRow:
    """What the clerk entered in one row; ``pending`` names fields taken over, not yet touched."""

    kind: RowKind
    task: int
    origin_month: int
    result: Result | None = None
    progress: str = ""
    category: str = ""
    gap: str = ""
    reason: str = ""
    remedy: str = ""
    expected_on: date | None = None
    person: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()

    @property
    def key(self) -> RowKey:
        """What names the row inside its report."""
        return self.kind, self.task, self.origin_month

    @property
    def is_shortfall(self) -> bool:
        """Whether it needs gap, reason, remedy, date, person and category."""
        return self.result in SHORTFALLS


@dataclass(frozen=True)
class ReportContents:
    """One version of a month's report as it is stored."""

    month: int
    as_of: date | None
    filled_on: date | None
    rows: Mapping[RowKey, ReportRow]


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Line:
    """A row with what stands around it."""

    row: ReportRow
    task: NoticeTask
    entry: Entry  # the plan in force in the row's origin month
    before: ReportRow | None  # what was written about it last month
    proposal: Result | None
    was: MonthPlan | None = None  # the month's plan before an adjustment changed it
    # What figures lack by indicator: of a goal after this month, of an open item before it.
    missing: Mapping[str, int] = field(default_factory=dict)
    # What of that 销号 proposes (补报 of this month taken off), and the least that must be made
    # good: less what this month did beyond its own plan.
    to_make_good: Mapping[str, int] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)

    @property
    def goal(self) -> MonthPlan:
        """The goal that the row answers to."""
        return self.entry.in_month(self.row.origin_month)

    @property
    def has_plan(self) -> bool:
        """Whether anything was planned for the row's month."""
        return self.goal.has_goal

    @property
    def is_due(self) -> bool:
        """Whether something planned is to be done by the end of the row's month.

        A goal of several months is due in its last one, until then it goes on.
        """
        goal, month = self.goal, self.row.origin_month
        return bool(goal.goal or goal.amounts) or any(span.is_due(month) for span in goal.spans)

    @property
    def result(self) -> Result | None:
        """What the clerk decided."""
        return self.row.result


@dataclass(frozen=True)
class Standing:
    """How an indicator stands: before this month, this month (None: nothing entered), planned."""

    before: int
    now: int | None
    planned_now: int | None
    planned_so_far: int
    planned_year: int
    opening: int = 0  # what was done before the first month kept here
    planned_before: int = 0  # up to last month

    @property
    def planned_then(self) -> int:
        """What the plan asks for by now: of a month that says nothing yet, only up to the last."""
        return self.planned_before if self.now is None else self.planned_so_far

    @property
    def cumulative(self) -> int:
        """What is done up to and with this month."""
        return self.before + (self.now or 0)


@dataclass(frozen=True)
class Report:
    """A month's report with everything that is shown, checked and printed of it."""

    year: int
    month: int
    as_of: date | None
    filled_on: date | None
    lines: tuple[Line, ...]
    standings: Mapping[str, Standing]

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


def open_items(earlier: Iterable[ReportContents]) -> dict[tuple[int, int], ReportRow]:
    """Return what is not struck off after the given reports, in order: (task, month) → last row.

    What a later month left empty of a shortfall stays as it was last said.
    """
    found: dict[tuple[int, int], ReportRow] = {}
    for report in sorted(earlier, key=lambda report: report.month):
        for row in report.rows.values():
            place = (row.task, row.origin_month)
            if row.kind is RowKind.GOAL and row.is_shortfall:
                found[place] = row
            elif row.kind is RowKind.OPEN_ITEM and place in found:
                if row.result in CLOSING:
                    del found[place]
                elif row.result is not None:
                    found[place] = _filled_from(row, found[place], SHORTFALL_NAMES)
    return dict(sorted(found.items(), key=lambda item: (item[0][1], item[0][0])))


def _filled_from(row: ReportRow, last: ReportRow, fields: Iterable[str]) -> ReportRow:
    """Return a row whose empty fields are those of the row before."""
    return replace(row, **{f: getattr(last, f) for f in fields if not getattr(row, f)})


def _counted(
    contents: ReportContents, left: Mapping[tuple[int, int], ReportRow]
) -> Iterable[ReportRow]:
    """Return the rows that stand on a report: open items only where there is one."""
    for row in contents.rows.values():
        if row.kind is not RowKind.OPEN_ITEM or (row.task, row.origin_month) in left:
            yield row


def build(
    contents: ReportContents,
    earlier: Mapping[int, ReportContents],
    notice: Notice,
    plans: Plans,
    opening: Mapping[str, int],
) -> Report:
    """Put a report together from what is stored of it and of the months before."""
    past = [report for report in earlier.values() if report.month < contents.month]
    around = _Around(contents, sorted(past, key=lambda report: report.month), notice, plans)
    standings = _standings(around, opening)
    lines = (*_goal_lines(around, standings), *_open_lines(around, standings), *_late_lines(around))
    return Report(notice.year, contents.month, contents.as_of, contents.filled_on, lines, standings)


@dataclass(frozen=True)
class _Around:
    """A report's own contents, those of the months before in their order, and what was planned."""

    own: ReportContents
    past: Sequence[ReportContents]
    notice: Notice
    plans: Plans

    def row(self, key: RowKey) -> ReportRow:
        """Return what the clerk entered in a row, an empty one where nothing was."""
        return self.own.rows.get(key) or ReportRow(*key)


def _goal_lines(around: _Around, standings: Mapping[str, Standing]) -> Iterable[Line]:
    month, plans = around.own.month, around.plans
    last = next((report for report in around.past if report.month == month - 1), None)
    for task in around.notice.tasks:
        row = around.row((RowKind.GOAL, task.id, month))
        before = last.rows.get((RowKind.GOAL, task.id, month - 1)) if last else None
        was = plans.was.get(task.id)
        line = Line(row, task, plans.entry(month, task.id), before, None, was)
        if was is not None and not line.has_plan:
            proposal: Result | None = _propose_moved(in_time=plans.asked_in_time)
        else:
            proposal = _propose(line, standings)
        kinds = {indicator.key: indicator.kind for indicator in task.indicators}
        lacking = missing.of_goal(row, line.goal, standings, kinds)
        yield replace(line, proposal=proposal, missing=lacking)


def _open_lines(around: _Around, standings: Mapping[str, Standing]) -> Iterable[Line]:
    plans, left = around.plans, open_items(around.past)
    items = {(task, month): plans.entry(month, task).month(month) for task, month in left}
    indicators = {key: indicator for key, (_, indicator) in around.notice.indicators().items()}
    opening = {key: standing.opening for key, standing in standings.items()}
    past = [row for report in around.past for row in report.rows.values()]
    now = [row for row in around.own.rows.values() if row.kind is not RowKind.OPEN_ITEM]

    def lacking(rows: Sequence[ReportRow], *, is_now: bool) -> Lacking:
        asked = partial(_asked, around, standings, is_now=is_now)
        return missing.of_open_items(items, rows, indicators, opening, asked)

    before = lacking(past, is_now=False)
    late = [row for row in now if row.kind is RowKind.LATE]
    proposed = lacking([*past, *late], is_now=False)
    still = lacking([*past, *now], is_now=True)
    for (task, month), last in left.items():
        own = around.row((RowKind.OPEN_ITEM, task, month))
        row = _filled_from(own, last, ("category", "person"))
        proposal = _propose_open(last, around.own)
        place, entry = (task, month), plans.entry(month, task)
        least = still[place]
        more = {key: n for key, n in proposed[place].items() if key in least}
        line = Line(row, around.notice.task(task), entry, last, proposal, missing=before[place])
        yield replace(line, to_make_good=more, least=least)


def _asked(
    around: _Around, standings: Mapping[str, Standing], key: str, first: int, *, is_now: bool
) -> int:
    """Return what the plan asks for from a month on: until now, or until last month."""
    task, indicator = around.notice.indicators()[key]
    entry = around.plans.entry(around.own.month, task.id)
    until = standings[key].planned_then if is_now else standings[key].planned_before
    return until - planned_so_far(entry, indicator, first - 1)


def _late_lines(around: _Around) -> Iterable[Line]:
    late = [row for row in around.own.rows.values() if row.kind is RowKind.LATE]
    for row in sorted(late, key=lambda row: (row.origin_month, row.task)):
        entry = around.plans.entry(around.own.month, row.task)
        yield Line(row, around.notice.task(row.task), entry, None, None)


# -- figures -------------------------------------------------------------------------------------


def _standings(around: _Around, opening: Mapping[str, int]) -> dict[str, Standing]:
    contents, plans = around.own, around.plans
    before = Counter(opening)
    for place, report in enumerate(around.past):
        before.update(_increments(report, around.past[:place]))
    now = _increments(contents, around.past)
    found = {}
    for key, (task, indicator) in around.notice.indicators().items():
        if indicator.has_amounts:
            entry = plans.entry(contents.month, task.id)
            found[key] = Standing(
                before[key],
                now.get(key),
                entry.month(contents.month).amounts.get(key),
                planned_so_far(entry, indicator, contents.month),
                entry.planned(indicator),
                opening.get(key, 0),
                planned_so_far(entry, indicator, contents.month - 1),
            )
    return found


def _increments(report: ReportContents, past: Iterable[ReportContents]) -> Counter[str]:
    """Return the signed sums of a report's rows, by indicator; without those not entered."""
    found: Counter[str] = Counter()
    for row in _counted(report, open_items(past)):
        found.update(row.amounts)
    return found


def planned_so_far(entry: Entry, indicator: Indicator, month: int) -> int:
    """Return what the plan has done by the end of a month: a sum, of a scope the highest."""
    amounts = [entry.month(m).amounts.get(indicator.key, 0) for m in MONTHS if m <= month]
    return max(amounts, default=0) if indicator.kind is Kind.SCOPE else sum(amounts)


# -- proposals -----------------------------------------------------------------------------------


def _propose(line: Line, standings: Mapping[str, Standing]) -> Result | None:
    """Return the result that figures and texts suggest; None where the clerk has to say."""
    if not line.has_plan:
        has_year_goal = bool(line.entry.month(YEAR_GOAL).goal)
        return Result.NOT_DUE if has_year_goal and line.row.progress else Result.NONE
    if not line.is_due:
        return Result.NOT_DUE
    planned = [standings[key] for key in line.goal.amounts if key in standings]
    if not planned:
        return Result.ON_TIME if line.row.progress.strip() else None
    if all(s.now is None for s in planned):
        return None
    short = [s for s in planned if s.cumulative < s.planned_so_far]
    if short:
        return Result.PARTIAL if any(s.now for s in planned) else Result.LATE
    early = all(s.planned_so_far < s.planned_year <= s.cumulative for s in planned)
    return Result.EARLY if early else Result.ON_TIME


def _propose_moved(*, in_time: bool) -> Result:
    """An adjustment asked for in time is judged by the new date, a late one by the old."""
    return Result.ADJUSTED if in_time else Result.LATE


def _propose_open(last: ReportRow, contents: ReportContents) -> Result | None:
    """An open item is not late again before the day it was promised for."""
    if last.expected_on is None or contents.as_of is None:
        return None
    return Result.NOT_DUE if contents.as_of < last.expected_on else Result.LATE


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
