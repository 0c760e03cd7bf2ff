"""A goal of several months stands in the report of each of them, and is due in its last one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.monthly_report import wording
from models.monthly_report.report import Plans, build
from models.monthly_report.results import Result, RowKind
from models.monthly_report.rows import ReportContents, ReportRow
from models.task_list.contents import Entry, MonthPlan, Span, TaskList, in_order
from models.task_list.words.wording import compose_goals, goals_text, parse_goals

if TYPE_CHECKING:
    from models.monthly_report.report import Line, Report
    from models.notices.notice import Notice

YEAR, TASK = 2023, 5
QUARTER = Span(4, 6, "二季度", "走访企业")
EVERY = Span(1, 12, "每月", "开一次例会")


def report_of(notice: Notice, entry: Entry, month: int, progress: str = "已做") -> Report:
    """The report of a month in which every row says what was done."""
    plan = TaskList(YEAR, None, (entry,))
    rows = [ReportRow(RowKind.GOAL, t.id, month, progress=progress) for t in notice.tasks]
    contents = ReportContents(month, date(YEAR, month, 24), None, {row.key: row for row in rows})
    return build(contents, {}, notice, Plans(dict.fromkeys(range(1, 13), plan)), {})


def line_of(notice: Notice, entry: Entry, month: int) -> Line:
    return report_of(notice, entry, month).line((RowKind.GOAL, TASK, month))


@pytest.mark.parametrize(
    ("month", "goal", "proposal"),
    [
        (3, "本月无安排", Result.NONE),
        (4, "二季度：走访企业", Result.NOT_DUE),
        (5, "二季度：走访企业", Result.NOT_DUE),
        (6, "二季度：走访企业", Result.ON_TIME),
        (7, "本月无安排", Result.NONE),
    ],
)
def test_a_quarter_goes_on_until_its_last_month(
    notice: Notice, month: int, goal: str, proposal: Result
) -> None:
    line = line_of(notice, Entry(TASK, spans=(QUARTER,)), month)
    assert wording.goal_text(line) == goal
    assert line.proposal is proposal


def test_what_is_planned_each_month_is_due_in_each(notice: Notice) -> None:
    lines = [line_of(notice, Entry(TASK, spans=(EVERY,)), month) for month in range(3, 13)]
    assert {line.proposal for line in lines} == {Result.ON_TIME}
    assert {wording.goal_text(line) for line in lines} == {"每月：开一次例会"}


def test_a_month_s_own_goal_stands_below_and_makes_the_row_due(notice: Notice) -> None:
    entry = Entry(TASK, months={5: MonthPlan("组织比赛")}, spans=(QUARTER,))
    line = line_of(notice, entry, 5)
    assert wording.goal_text(line) == "二季度：走访企业\n组织比赛"
    assert line.proposal is Result.ON_TIME


WORDS = st.text(alphabet="甲乙丙“”2人", min_size=1, max_size=12)
PERIODS = st.sampled_from(
    [(1, 3, "一季度"), (4, 6, "二季度"), (1, 6, "上半年"), (1, 12, "每月"), (9, 12, "秋季学期")]
)
AMOUNTS = st.dictionaries(st.just("5.skill_assessment"), st.integers(1, 90))


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.integers(1, 12), st.tuples(WORDS | st.just(""), AMOUNTS), max_size=12),
    st.dictionaries(PERIODS, WORDS, max_size=4),
)
def test_foot_figures_and_print_of_any_plan_agree(
    notice: Notice,
    months: dict[int, tuple[str, dict[str, int]]],
    spans: dict[tuple[int, int, str], str],
) -> None:
    entry = Entry(
        TASK,
        months={m: MonthPlan(goal, amounts=amounts) for m, (goal, amounts) in months.items()},
        spans=in_order(Span(*period, goal) for period, goal in spans.items()),
    )
    indicators = notice.task(TASK).indicators
    printed = compose_goals(entry, indicators, YEAR)
    for month in range(3, 13):
        plan = entry.in_month(month)
        report = report_of(notice, entry, month)
        line = report.line((RowKind.GOAL, TASK, month))
        shown = wording.goal_text(line)
        for span in entry.spans:
            assert (f"{span.words}：{span.goal}" in shown) == span.holds(month)
            assert f"{span.words}：{span.goal}" in printed
        assert (plan.goal in shown) or not plan.goal
        is_due = bool(plan.goal or plan.amounts) or any(s.is_due(month) for s in plan.spans)
        assert line.is_due == is_due
        if not plan.amounts:
            wanted = Result.ON_TIME if is_due else Result.NOT_DUE if plan.spans else Result.NONE
            assert line.proposal is wanted
        standing = report.standings["5.skill_assessment"]
        assert standing.planned_now == plan.amounts.get("5.skill_assessment")
        assert f"（累计{standing.planned_so_far}人）" in printed or not plan.amounts
    read = parse_goals(goals_text(entry, YEAR), YEAR)
    assert read.spans == entry.spans
    assert read.months == {m: goal for m, (goal, _) in months.items() if goal}
