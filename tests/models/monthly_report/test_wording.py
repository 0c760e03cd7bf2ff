"""The words of a report's columns, each under its condition: compared whole, as they print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.monthly_report import wording
from models.monthly_report.report import Line
from models.monthly_report.results import Result, RowKind
from models.monthly_report.rows import ReportRow
from models.notices.indicator import Kind
from models.task_list.contents import Entry, MonthPlan, Span

KEY = "5.skill_assessment"


@pytest.fixture
def line(notice) -> Line:
    """What was done in April for task 5, of which 60 persons were planned."""
    plan = MonthPlan("组织鉴定", amounts={KEY: 60})
    row = ReportRow(RowKind.GOAL, 5, 4, Result.ON_TIME, "鉴定已办完。", amounts={KEY: 64})
    entry = Entry(5, "举措", "实训处", "孙立新", {4: plan})
    return Line(row, notice.task(5), entry, plan, None, None, range(4, 5))


def told(line: Line, **changes: Any) -> Line:
    """The line with another row."""
    return replace(line, row=replace(line.row, **changes))


# -- column 4: what was done ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "鉴定已办完。\n本月职业技能鉴定64人。"),
        ({"progress": ""}, "本月职业技能鉴定64人。"),
        ({"amounts": {}}, "鉴定已办完。"),
        ({"progress": "完成职业技能鉴定64人。"}, "完成职业技能鉴定64人。"),  # said already
        ({"progress": "完成职业技能鉴定60人。"}, "完成职业技能鉴定60人。\n本月职业技能鉴定64人。"),
        ({"amounts": {KEY: -5}}, "鉴定已办完。\n本月核减职业技能鉴定5人。"),
        ({"amounts": {KEY: 0}}, "鉴定已办完。\n本月职业技能鉴定0人。"),  # 60 were planned
        ({"amounts": {}, "progress": ""}, ""),  # still to be written
        ({"kind": RowKind.LATE}, "鉴定已办完。\n补报职业技能鉴定64人。"),
    ],
)
def test_what_was_done(line: Line, changes: dict[str, object], text: str) -> None:
    assert wording.progress_text(told(line, **changes)) == text


def test_none_of_what_nobody_planned_is_not_said(line: Line) -> None:
    unplanned = told(replace(line, goal=MonthPlan("组织鉴定")), amounts={KEY: 0})
    assert wording.progress_text(unplanned) == "鉴定已办完。"
    assert wording.progress_text(told(unplanned, progress="")) == "本月职业技能鉴定0人。"


def test_no_accident_is_an_answer_and_is_said(line: Line, notice) -> None:
    task = notice.task(5)
    nil = replace(task.indicators[0], key="5.accident", name="安全事故", kind=Kind.NIL, unit="起")
    safe = replace(
        told(line, amounts={"5.accident": 0}),
        task=replace(task, indicators=(nil,)),
        goal=MonthPlan("检查"),
    )
    assert wording.progress_text(safe) == "鉴定已办完。\n本月安全事故0起。"


def test_nothing_planned_and_nothing_written_is_a_dash(line: Line) -> None:
    idle = replace(told(line, amounts={}, progress="", result=Result.NONE), goal=MonthPlan())
    assert wording.progress_text(idle) == "—"
    assert wording.progress_text(told(idle, result=None)) == ""


def test_several_months_speak_of_their_period(line: Line) -> None:
    quarter = replace(line, months=range(4, 7))
    assert wording.progress_text(quarter) == "鉴定已办完。\n本季度职业技能鉴定64人。"


# -- column 7: why it was not done ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "—"),
        ({"result": None}, ""),
        ({"result": Result.LATE}, ""),  # to be explained
        ({"gap": "还差12人", "reason": ""}, "差距：还差12人。"),
        ({"gap": "", "reason": "考点停电"}, "考点停电。"),
        ({"gap": "", "reason": "考点停电", "category": "经费设备"}, "考点停电。"),
        ({"gap": "还差12人", "reason": "考点停电"}, "差距：还差12人。\n原因：考点停电。"),
        (
            {"gap": "还差12人。", "reason": "考点停电！", "category": "经费设备"},
            "差距：还差12人。\n原因（经费设备）：考点停电！",
        ),
    ],
)
def test_why_it_was_not_done(line: Line, changes: dict[str, object], text: str) -> None:
    assert wording.reason_text(told(line, **changes)) == text


# -- column 8: what comes next --------------------------------------------------------------------


DAY = date(2023, 5, 20)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "—"),
        ({"result": Result.LATE}, ""),
        ({"remedy": "换考点补考"}, "换考点补考。"),
        ({"remedy": "换考点补考。", "expected_on": DAY}, "换考点补考。（2023年5月20日前补上）"),
        (
            {"remedy": "换考点补考", "expected_on": DAY, "person": "孙立新"},
            "换考点补考。（2023年5月20日前补上，责任人孙立新）",
        ),
        ({"remedy": "换考点补考", "person": "孙立新"}, "换考点补考。（责任人孙立新）"),
        ({"expected_on": DAY, "person": "孙立新"}, "（2023年5月20日前补上，责任人孙立新）"),
        ({"person": "孙立新"}, "—"),  # nothing is promised that he could see to
    ],
)
def test_what_comes_next(line: Line, changes: dict[str, object], text: str) -> None:
    assert wording.next_steps_text(told(line, **changes)) == text


# -- columns 2, 3 and 9 ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (RowKind.GOAL, "全力提升技能水平"),
        (RowKind.OPEN_ITEM, "全力提升技能水平（4月未完成项）"),
        (RowKind.LATE, "全力提升技能水平（补报4月）"),
    ],
)
def test_which_task(line: Line, kind: RowKind, text: str) -> None:
    assert wording.task_text(told(line, kind=kind)) == text


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (MonthPlan("组织鉴定", amounts={KEY: 60}), "组织鉴定，职业技能鉴定60人"),
        (MonthPlan("组织鉴定；"), "组织鉴定"),
        (MonthPlan("组织职业技能鉴定60人", amounts={KEY: 60}), "组织职业技能鉴定60人"),
        (MonthPlan(amounts={KEY: 60}), "职业技能鉴定60人"),
        (MonthPlan(spans=(Span(4, 6, "二季度", "走访企业"),)), "二季度：走访企业"),
        (
            MonthPlan("组织鉴定", spans=(Span(4, 6, "二季度", "走访企业"),)),
            "二季度：走访企业\n组织鉴定",
        ),
        (MonthPlan(none=True), "本月无安排"),
        (MonthPlan(), "本月无安排"),
    ],
)
def test_what_was_planned(line: Line, goal: MonthPlan, text: str) -> None:
    assert wording.goal_text(replace(line, goal=goal)) == text


def test_a_goal_of_the_year_stands_in_for_a_month_without_one(line: Line) -> None:
    yearly = replace(
        line, goal=MonthPlan(), entry=replace(line.entry, months={0: MonthPlan("练兵")})
    )
    assert wording.goal_text(yearly) == "全年：练兵"
    named = replace(yearly, entry=replace(line.entry, months={0: MonthPlan("6月前练兵")}))
    assert wording.goal_text(named) == "6月前练兵"
    assert wording.goal_text(replace(yearly, goal=MonthPlan(none=True))) == "本月无安排"


def test_a_changed_plan_stands_beside_the_old_one(line: Line) -> None:
    changed = replace(line, was=MonthPlan("选拔选手"))
    assert wording.goal_text(changed) == "原计划：选拔选手\n调整后：组织鉴定，职业技能鉴定60人"
    dropped = replace(changed, goal=MonthPlan())
    assert wording.goal_text(dropped) == "原计划：选拔选手\n调整后：本月无安排"


def test_what_an_open_item_still_lacks(line: Line) -> None:
    left = replace(told(line, kind=RowKind.OPEN_ITEM), missing={KEY: 12})
    assert wording.goal_text(left) == "组织鉴定，职业技能鉴定还差12人"
    assert wording.goal_text(told(line, kind=RowKind.LATE)) == "—"


def test_who_sees_to_it(line: Line) -> None:
    assert wording.owner_text(line) == "实训处\n孙立新"
    assert wording.owner_text(replace(line, entry=replace(line.entry, office=""))) == "孙立新"


@pytest.mark.parametrize(
    ("done", "of", "text"),
    [
        (0, 600, "0%"),
        (1, 600, "0.2%"),
        (57, 600, "9.5%"),
        (60, 600, "10%"),
        (63, 600, "11%"),  # half up
        (599, 600, "99.8%"),
        (600, 600, "100%"),
        (705, 700, "101%"),
        (12, 600, "2%"),
    ],
)
def test_a_percentage(done: int, of: int, text: str) -> None:
    assert wording.per_cent_text(done, of) == text


@pytest.mark.parametrize(
    "reason", ["正在推进", "时间紧，任务重", "因故未完成。", "同上月", "  原因："]
)
def test_a_reason_that_gives_none(reason: str) -> None:
    assert wording.says_nothing(reason)


@pytest.mark.parametrize("reason", ["考点停电三天", "正在推进，但招标流标一次"])
def test_a_reason_that_gives_one(reason: str) -> None:
    assert not wording.says_nothing(reason)
