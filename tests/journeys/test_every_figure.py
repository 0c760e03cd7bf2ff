"""A year of every kind of figure under a quarterly duty, against a table worked out by hand.

The table stands in ``tests/every_figure.py``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from forms.documents import kinds
from forms.render import pdf
from models.documents import document, lifecycle
from models.errors import Refusal
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.notices.indicator import Ratio
from models.task_list import plan
from models.task_list.sheet import Sheet
from tests.every_figure import (
    ACCIDENTS,
    BUILT,
    MONEY,
    TEACHERS,
    TOLD,
    WORKS,
    decide,
    goal_line,
    planned,
    sheet_of,
    tell,
)
from tests.helpers import read_pdf, text_of

if TYPE_CHECKING:
    from models.storage.store import Store

CUMULATIVE = {
    3: "双师型 38/75人（50.6%）（目标≥60%）\n设备 2.50/12.50万元 20%\n建设任务 2/10项\n事故 0起"
    "\n示范校 未完成",
    6: "双师型 39/75人（52%）（目标≥60%）\n设备 6.50/12.50万元 52%\n建设任务 3/10项\n事故 0起"
    "\n示范校 完成",
    9: "双师型 43/75人（57.3%）（目标≥60%）\n设备 10.50/12.50万元 84%\n建设任务 7/10项\n事故 0起"
    "\n示范校 完成",
    12: "双师型 45/75人（60%）（目标≥60%）\n设备 12.50/12.50万元 100%\n建设任务 10/10项\n事故 1起"
    "\n示范校 完成",
}
PROPOSED = {3: Result.ON_TIME, 6: Result.PARTIAL, 9: Result.ON_TIME, 12: Result.LATE}
MISSING = {3: {}, 6: {MONEY.key: 75, WORKS.key: 1}, 9: {}, 12: {}}


@pytest.fixture
def under(store: Store) -> int:
    """The notice with its list planned and finalised."""
    return planned(store)


def test_a_year_of_every_kind_of_figure_agrees_with_the_table(store: Store, under: int) -> None:
    for month in TOLD:
        sheet = tell(store, under, month)
        line = goal_line(sheet)
        form = kinds.of(kept.MONTHLY_REPORT).fill(sheet)
        row = form.rows[0]
        assert row["cumulative"] == CUMULATIVE[month]
        assert line.proposal is PROPOSED[month]
        assert line.missing == MISSING[month]
        pages = read_pdf(pdf.render(form))
        printed = bare("".join(text_of(page.chars) for page in pages))
        for text in CUMULATIVE[month].split("\n"):
            assert all(part in printed for part in bare(text).split("（"))
        decide(store, under, month)


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_quarter_s_goals_stand_each_with_its_month(store: Store, under: int) -> None:
    tell(store, under, 3)
    decide(store, under, 3)
    sheet = tell(store, under, 6)
    form = kinds.of(kept.MONTHLY_REPORT).fill(sheet)
    goal = form.rows[0]["goal"]
    assert goal == (
        "4月：公开招聘教师，“双师型”教师比例40/75人（53.3%），实训设备投入4.75万元，"
        "高水平学校建设任务：第3项建设、第4项建设，建成示范校（完成）"
    )
    assert form.title == "2022年第二季度教育重点工作任务完成情况"
    assert form.spec.column("goal").heading == "本季度目标"
    assert form.foot["counts"].startswith("本季度应完成")
    assert form.rows[0]["progress"].endswith(
        "本季度“双师型”教师比例39/75人（52%），实训设备投入4.00万元，"
        "高水平学校建设任务完成1项（第3项建设），实习安全事故0起，建成示范校（完成）。"
    )
    assert sheet.version.word == "第二季度报告"
    assert sheet.report.as_of == date(2022, 6, 19)  # asked for by the 20th


def test_what_a_quarter_left_open_is_asked_for_in_the_next(store: Store, under: int) -> None:
    for month in (3, 6):
        tell(store, under, month)
        decide(store, under, month)
    sheet = tell(store, under, 9)
    (item,) = [line for line in sheet.report.lines if line.row.kind is RowKind.OPEN_ITEM]
    assert (item.row.origin_month, item.months) == (6, range(4, 7))
    assert item.missing == {MONEY.key: 75, WORKS.key: 1}


def test_an_accident_is_no_success_and_is_asked_about(store: Store, under: int) -> None:
    for month in (3, 6, 9):
        tell(store, under, month)
        decide(store, under, month)
    sheet = tell(store, under, 12)
    line = goal_line(sheet)
    store.edit(report_edits.decide_changes(sheet.version.id, line, Result.ON_TIME))
    found = {finding.code for finding in sheet_of(store, under, 12).rule_findings()}
    assert "on_time_but_incident" in found


def test_every_figure_must_be_answered_and_a_low_ratio_is_asked_about(
    store: Store, under: int
) -> None:
    tell(store, under, 3)
    decide(store, under, 3)
    version = lifecycle.begin(store, kept.document(under, 6))
    line = goal_line(sheet_of(store, under, 6))
    changes = report_edits.row_change(version.id, line.row, "progress", "做了一些")
    store.edit([*changes, *report_edits.decide_changes(version.id, line, Result.ON_TIME)])
    found = sheet_of(store, under, 6).rule_findings()
    hard = {(f.code, f.place.indicator) for f in found}
    assert hard >= {
        ("ratio_missing", TEACHERS.key),
        ("amount_missing", MONEY.key),
        ("nil_missing", ACCIDENTS.key),
        ("milestone_missing", BUILT.key),
    }
    told = report_edits.figure_changes(version.id, line, TEACHERS.key, Ratio(39, 75))
    store.edit(told)
    codes = {finding.code for finding in sheet_of(store, under, 6).rule_findings()}
    assert "on_time_but_low" in codes
    assert "ratio_missing" not in codes


def test_a_list_s_plan_is_printed_with_every_kind(store: Store, under: int) -> None:
    sheet = document.as_kind(document.newest(store, plan.document(under)), Sheet)
    goals = kinds.of(plan.TASK_LIST).fill(sheet).rows[0]["goals"]
    assert (
        "2月：实训设备投入1.25万元（累计1.25万元），高水平学校建设任务：第2项建设（共2项）" in goals
    )
    assert "6月：“双师型”教师比例40/75人（53.3%），建成示范校（完成）" in goals
    assert "11月：实训设备投入2.00万元（累计12.50万元）" in goals


def test_reports_of_other_months_there_are_none(store: Store, under: int) -> None:
    with pytest.raises(Refusal, match=r"report.not_kept"):
        lifecycle.begin(store, kept.document(under, 4))
