"""What a figure lacks: offered as 差多少, carried by the open item, asked for at 销号."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents.findings import Severity
from models.monthly_report import edits, wording
from models.monthly_report.findings import ReportFacts, check_report
from models.monthly_report.report import Plans, Report, build
from models.monthly_report.results import Result, RowKind
from models.monthly_report.rows import ReportContents, ReportRow
from models.school.people import School
from models.task_list.contents import Entry, MonthPlan, TaskList

if TYPE_CHECKING:
    from models.notices.notice import Notice

TASK, KEY = 5, "5.skill_assessment"
PLANNED = {3: 75, 4: 60, 5: 60}
ENTRY = Entry(TASK, months={m: MonthPlan("组织鉴定", amounts={KEY: n}) for m, n in PLANNED.items()})


def goal(month: int, done: int | None, result: Result = Result.LATE) -> ReportRow:
    amounts = {} if done is None else {KEY: done}
    return ReportRow(RowKind.GOAL, TASK, month, result, amounts=amounts)


def item(origin: int, done: int | None, result: Result = Result.PARTIAL) -> ReportRow:
    return replace(goal(origin, done, result), kind=RowKind.OPEN_ITEM)


def year(notice: Notice, *months: tuple[ReportRow, ...]) -> Report:
    """The report of the last of some months from March on."""
    found = {
        month: ReportContents(month, date(2023, month, 24), None, {row.key: row for row in rows})
        for month, rows in enumerate(months, start=3)
    }
    last = max(found)
    plans = Plans(dict.fromkeys(range(1, 13), TaskList(2023, None, (ENTRY,))))
    return build(found[last], found, notice, plans, {})


def missing(report: Report, origin: int, kind: RowKind = RowKind.OPEN_ITEM) -> int:
    return report.line((kind, TASK, origin)).missing.get(KEY, 0)


def to_make_good(report: Report, origin: int) -> int:
    return report.line((RowKind.OPEN_ITEM, TASK, origin)).to_make_good.get(KEY, 0)


def test_what_a_month_lacks_is_offered_as_gap(notice: Notice) -> None:
    line = year(notice, (goal(3, 40),)).line((RowKind.GOAL, TASK, 3))
    assert wording.gap_text(line) == "职业技能鉴定差35人"
    assert wording.gap_text(year(notice, (goal(3, None),)).line(line.row.key)) == ""
    assert wording.gap_text(year(notice, (goal(3, 75),)).line(line.row.key)) == ""


def test_what_earlier_months_did_beyond_their_plan_counts_where_it_is_enough(
    notice: Notice,
) -> None:
    """The paper says 差15人 where the clerk says so: 60 less 45, whatever March had to spare."""
    report = year(notice, (goal(3, 85, Result.ON_TIME),), (goal(4, 45),))
    assert missing(report, 4, RowKind.GOAL) == 15
    after = year(notice, (goal(3, 85, Result.ON_TIME),), (goal(4, 45),), ())
    assert missing(after, 4) == 15
    report = year(notice, (goal(3, 95, Result.ON_TIME),), (goal(4, 45, Result.ON_TIME),))
    assert missing(report, 4, RowKind.GOAL) == 0


def test_an_open_item_carries_what_is_still_missing(notice: Notice) -> None:
    report = year(notice, (goal(3, 40),), (goal(4, 60, Result.ON_TIME),))
    line = report.line((RowKind.OPEN_ITEM, TASK, 3))
    assert wording.goal_text(line) == "组织鉴定，职业技能鉴定还差35人"
    report = year(notice, (goal(3, 40),), (goal(4, 60), item(3, 20)), (goal(5, 60),))
    assert missing(report, 3) == 15
    line = report.line((RowKind.OPEN_ITEM, TASK, 3))
    assert wording.gap_text(replace(line, row=item(3, 5))) == "职业技能鉴定还差10人"


def test_what_later_months_made_good_is_missing_no_more_the_oldest_first(notice: Notice) -> None:
    caught_up = year(notice, (goal(3, 40),), (goal(4, 95, Result.ON_TIME),), (goal(5, 60),))
    assert missing(caught_up, 3) == 0
    two = year(notice, (goal(3, 40),), (goal(4, 30),), (goal(5, 60),))
    assert (missing(two, 3), missing(two, 4)) == (35, 30)
    partly = year(notice, (goal(3, 75 - 35),), (goal(4, 30),), (goal(5, 80),), ())
    assert (missing(partly, 3), missing(partly, 4)) == (15, 30)


def test_what_this_month_made_good_in_another_row_is_not_asked_for_again(notice: Notice) -> None:
    late = replace(goal(3, 35), kind=RowKind.LATE, result=None)
    for now, left in (
        ((goal(4, 60), late), 0),
        ((goal(4, 95, Result.ON_TIME),), 0),
        ((goal(4, 80, Result.ON_TIME),), 35),  # what it did beyond may be something else
        ((goal(4, 30),), 35),
        ((), 35),
    ):
        report = year(notice, (goal(3, 40),), now)
        assert to_make_good(report, 3) == left
        assert missing(report, 3) == 35  # what the sheet says was left to this month


def test_a_scope_lacks_what_is_left_to_its_own_level(notice: Notice) -> None:
    key = "3.double_high_tasks"
    entry = Entry(3, months={m: MonthPlan("建设", amounts={key: n}) for m, n in ((3, 5), (4, 10))})

    def row(month: int, done: int) -> ReportRow:
        return ReportRow(RowKind.GOAL, 3, month, Result.PARTIAL, amounts={key: done})

    found = {
        month: ReportContents(month, None, None, {r.key: r for r in rows})
        for month, rows in ((3, [row(3, 3)]), (4, [row(4, 1)]), (5, []))
    }
    plans = Plans(dict.fromkeys(range(1, 13), TaskList(2023, None, (entry,))))
    lines = [
        build(found[month], found, notice, plans, {}).line((kind, 3, origin))
        for month, kind, origin in (
            *((4, RowKind.GOAL, 4), (5, RowKind.OPEN_ITEM, 3), (5, RowKind.OPEN_ITEM, 4)),
        )
    ]
    assert [line.missing.get(key) for line in lines] == [6, 1, 6]


def codes(notice: Notice, report: Report) -> dict[str, Severity]:
    found = check_report(report, ReportFacts(School("某校"), {}, notice), {})
    return {f.code: f.severity for f in found if f.code.startswith("closing")}


@pytest.mark.parametrize(
    ("done", "found"),
    [
        (None, {"closing_amount_missing": Severity.HARD}),
        (35, {}),
        (40, {}),
        (20, {"closing_amount_short": Severity.SOFT}),
        (0, {"closing_amount_short": Severity.SOFT}),
    ],
)
def test_striking_off_without_its_figure_is_hard(
    notice: Notice, done: int | None, found: dict[str, Severity]
) -> None:
    report = year(notice, (goal(3, 40),), (goal(4, 60), item(3, done, Result.CLOSED)))
    assert codes(notice, report) == found


def test_what_is_short_is_told_less_what_this_month_did_beyond_its_plan(notice: Notice) -> None:
    report = year(notice, (goal(3, 40),), (goal(4, 80), item(3, 10, Result.CLOSED)))
    found = check_report(report, ReportFacts(School("某校"), {}, notice), {})
    (short,) = [finding.values for finding in found if finding.code == "closing_amount_short"]
    assert (short["missing"], short["done"], short["left"]) == ("15", "10", "5")


def test_striking_off_puts_the_figure_in_and_taking_it_back_takes_it_out(notice: Notice) -> None:
    line = year(notice, (goal(3, 40),), (goal(4, 60),)).line((RowKind.OPEN_ITEM, TASK, 3))

    def amounts(of: ReportRow, result: Result | None) -> list[object]:
        changes = edits.decide_changes(1, replace(line, row=of), result)
        return [change.value for change in changes if change.table == "report_amount"]

    assert amounts(line.row, Result.CLOSED) == [35]
    assert amounts(item(3, 20, Result.PARTIAL), Result.CLOSED) == []  # what was typed stays
    assert amounts(item(3, 35, Result.CLOSED), None) == [None]
    assert amounts(item(3, 20, Result.CLOSED), None) == []
    assert amounts(line.row, Result.NOT_DUE) == []


DONE = st.none() | st.integers(0, 120)


@settings(max_examples=150, deadline=None)
@given(st.tuples(DONE, DONE, DONE, DONE))
def test_nobody_vanishes(notice: Notice, done: tuple[int | None, ...]) -> None:
    """Whatever was done: with every item struck off by its figure, the plan is met, not passed."""
    months = [(goal(3, done[0]),), (goal(4, done[1]), item(3, done[3])), (goal(5, done[2]),), ()]
    before = year(notice, *months)
    standing = before.standings[KEY]
    lacking = {o: missing(before, o) for o in (3, 4, 5)} if before.open_items == 3 else {}
    if not lacking:
        return
    deficit = max(0, standing.planned_before - standing.before)
    assert sum(lacking.values()) <= deficit
    struck = tuple(item(o, n, Result.CLOSED) for o, n in lacking.items())
    after = year(notice, *months[:3], struck)
    assert after.standings[KEY].cumulative == standing.before + sum(lacking.values())
    assert "closing_amount_missing" not in codes(notice, after)
    if all(n is None or n <= most for n, most in zip(done[:3], (75, 60, 60), strict=True)):
        assert sum(lacking.values()) == deficit or done[3]
