from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.documents.findings import AMOUNT, Severity
from models.monthly_report.findings import ReportFacts, check_report
from models.monthly_report.report import Plans, build
from models.monthly_report.results import Result, RowKind
from models.monthly_report.rows import ReportContents, ReportRow
from models.monthly_report.wording import says_nothing
from models.school.people import School
from models.task_list.contents import Entry, MonthPlan, TaskList

KEY = "5.skill_assessment"
GOOD = ReportRow(
    RowKind.GOAL,
    5,
    4,
    Result.PARTIAL,
    "完成一批",
    "经费设备",
    "还差20人",
    "考点配电室检修停电两天",
    "4月11日补考",
    date(2023, 5, 10),
    "孙立新",
    {KEY: 40},
)
BEFORE = replace(GOOD, origin_month=3, reason="供货方推迟到货一个月", progress="上月的话")


def codes(
    notice,
    row: ReportRow = GOOD,
    *,
    before: ReportRow = BEFORE,
    explained=None,
    as_of=24,
    today=None,
):
    """The findings of a report in which only one row is not plain."""
    others = [
        ReportRow(RowKind.GOAL, task.id, 4, Result.NONE)
        for task in notice.tasks
        if task.id != row.task
    ]
    rows = {r.key: r for r in (*others, row)}
    plan = TaskList(2023, None, (Entry(5, months={4: MonthPlan("鉴定", amounts={KEY: 100})}),))
    as_of_day = date(2023, 4, as_of) if as_of else None
    earlier = {3: ReportContents(3, None, None, {before.key: before})}
    closed = ReportRow(RowKind.OPEN_ITEM, 5, 3, Result.CLOSED, "补上了")
    rows[closed.key] = closed
    report = build(
        ReportContents(4, as_of_day, None, rows), earlier, notice, Plans({3: plan, 4: plan}), {}
    )
    school = School("校", "", "王", "0356-1234567", "县职业高中")
    facts = ReportFacts(school, {}, notice, today)
    return [(f.severity, f.code) for f in check_report(report, facts, explained or {})], report


def test_a_complete_shortfall_has_no_finding(notice) -> None:
    assert codes(notice)[0] == []


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"category": ""}, "shortfall_missing", "category"),
        ({"gap": " "}, "shortfall_missing", "gap"),
        ({"reason": ""}, "shortfall_missing", "reason"),
        ({"remedy": ""}, "shortfall_missing", "remedy"),
        ({"expected_on": None}, "shortfall_missing", "expected_on"),
        ({"person": ""}, "shortfall_missing", "person"),
        ({"progress": "", "amounts": {}}, "progress_missing", "progress"),
        ({"amounts": {}}, "amount_missing", AMOUNT),
        ({"result": None}, "result_undecided", "result"),
        ({"result": None, "amounts": {}}, "result_missing", "result"),
        ({"pending": frozenset({"reason"})}, "text_pending", "reason"),
        ({"reason": "正在推进"}, "reason_empty", "reason"),
        ({"reason": BEFORE.reason + "。"}, "reason_repeated", "reason"),
        ({"amounts": {KEY: -90}}, "cumulative_negative", AMOUNT),
    ],
)
def test_what_is_missing_or_empty_blocks_and_leads_to_its_field(
    notice, change: dict, code: str, column: str
) -> None:
    found, report = codes(notice, replace(GOOD, **change))
    assert (Severity.HARD, code) in found
    facts = ReportFacts(School("校", "", "王", "0356-1234567", "县职业高中"), {}, notice)
    first = next(f for f in check_report(report, facts, {}) if f.code == code)
    assert (first.place.task, first.place.column) == (5, column)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"result": Result.ON_TIME, "amounts": {KEY: 80}}, "reason_on_time"),
        ({"result": Result.ON_TIME, "gap": "", "reason": ""}, "on_time_but_short"),
        ({"amounts": {KEY: -5}}, "cumulative_falls"),
        ({"amounts": {KEY: 999}}, "over_target"),
        ({"progress": BEFORE.progress}, "progress_repeated"),
        ({"result": Result.NONE, "gap": "", "reason": ""}, "none_with_goal"),
        ({"expected_on": date(2023, 4, 24)}, "expected_past"),
    ],
)
def test_what_is_odd_asks_and_is_quiet_once_explained(notice, change: dict, code: str) -> None:
    row = replace(GOOD, **change)
    found, report = codes(notice, row)
    assert (Severity.SOFT, code) in found
    facts = ReportFacts(School("校", "", "王", "0356-1234567", "县职业高中"), {}, notice)
    finding = next(f for f in check_report(report, facts, {}) if f.code == code)
    again, _ = codes(notice, row, explained={finding.key: finding.value})
    assert (Severity.SOFT, code) not in again
    other, _ = codes(notice, row, explained={finding.key: "another value"})
    assert (Severity.SOFT, code) in other


def test_more_than_planned_is_no_fault(notice) -> None:
    row = replace(GOOD, result=Result.ON_TIME, gap="", reason="", amounts={KEY: 300})
    assert codes(notice, row)[0] == []


def test_zero_is_an_answer(notice) -> None:
    found, _ = codes(notice, replace(GOOD, result=Result.LATE, amounts={KEY: 0}, gap="还差60人"))
    assert found == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"gap": "还差10人"}, "gap_differs"),  # taken, and the figure changed after it
        ({"progress": "鉴定合格64人"}, "progress_differs"),
    ],
)
def test_words_that_say_other_figures_than_the_fields_are_asked_about(
    notice, more: dict, code: str
) -> None:
    found, _ = codes(notice, replace(GOOD, **more))
    assert found == [(Severity.SOFT, code)]


def test_a_report_needs_its_day(notice) -> None:
    assert (Severity.HARD, "as_of_missing") in codes(notice, as_of=0)[0]


def test_a_day_that_is_still_to_come_is_asked_about(notice) -> None:
    assert codes(notice, today=date(2023, 4, 23))[0] == [(Severity.SOFT, "as_of_to_come")]
    assert codes(notice, today=date(2023, 4, 24))[0] == []


@pytest.mark.parametrize(
    "reason",
    [
        "正在推进",
        "核实无误。",
        "同上",
        "同上月",
        "按计划进行中……",
        "时间紧、任务重",
        "客观原因",
        "无",
        "停电",
    ],
)
def test_empty_phrases_are_no_reason(reason: str) -> None:
    assert says_nothing(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "考点配电室检修停电两天",
        "疫情封控，学生未返校",
        "正在推进，卡在消防验收未通过",
        "供货方推迟交货",
    ],
)
def test_what_says_something_is_a_reason(reason: str) -> None:
    assert not says_nothing(reason)
