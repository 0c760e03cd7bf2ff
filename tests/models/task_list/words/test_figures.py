"""Figures in the text of a goal, and where text and figures of the months disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.task_list.contents import Entry, MonthPlan
from models.task_list.words.figures import figure_findings, figures_in, stated

if TYPE_CHECKING:
    from models.documents.findings import Finding
    from models.notices.notice import Notice

STUDIO, BRAND, LESSON = "1.ideology_studio", "1.culture_brand", "1.ideology_micro_lesson"
EXAMS = "5.skill_assessment"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("鉴定75人", {EXAMS: 75}),
        ("完成\uff17\uff15 人的鉴定", {EXAMS: 75}),
        ("组织职业技能鉴定75人，赴企业30人", {EXAMS: 75}),
        ("鉴定75人（累计150人）", {EXAMS: 75}),
        ("累计鉴定150人", {}),
        ("全年鉴定600人", {}),
        ("鉴定75人次", {}),
        ("鉴定60—75人", {}),
        ("对照鉴定600人的任务数，完成鉴定75人", {EXAMS: 75}),
        ("鉴定和1+X考核75人", {}),
        ("鉴定：铣工30人，车工45人", {}),
        ("鉴定考评员培训5人", {}),
        ("取消鉴定75人", {}),
        ("年内鉴定600人", {}),
        ("75人的鉴定", {EXAMS: 75}),
        ("鉴定两批，75人", {}),  # the figure's own clause does not say of what
        ("鉴定75人和30人", {}),
        ("鉴定75人；再鉴定75人", {EXAMS: 75}),
        ("鉴定75人；再鉴定30人", {}),
        ("鉴定1.5人", {}),
        ("", {}),
    ],
)
def test_a_figure_is_read_where_it_is_sure(
    notice: Notice, text: str, found: dict[str, int]
) -> None:
    assert figures_in(text, notice.task(5).indicators) == found


def told(notice: Notice, task: int, months: dict[int, MonthPlan]) -> list[Finding]:
    entry = Entry(task, months=months)
    return list(figure_findings(entry, str(task), notice.task(task).indicators))


def test_a_figure_that_stayed_where_its_text_was_is_told_and_moved(notice: Notice) -> None:
    (found,) = told(
        notice, 1, {6: MonthPlan(amounts={STUDIO: 1}), 7: MonthPlan("思政大师工作室挂牌")}
    )
    assert (found.code, found.place.month) == ("figure_left_behind", 6)
    assert found.fix is not None
    assert found.fix.amounts == ((6, STUDIO, None), (7, STUDIO, 1))
    assert (found.values["from_month"], found.values["month"]) == (6, 7)


def test_a_figure_with_its_words_or_one_of_several_is_left_alone(notice: Notice) -> None:
    held = MonthPlan("工作室挂牌", amounts={STUDIO: 1})
    assert told(notice, 1, {6: held, 4: MonthPlan("工作室场地到位")}) == []
    other = MonthPlan("新生报到", amounts={"8.enrolment": 700})
    assert told(notice, 8, {3: MonthPlan("制定招生方案"), 9: other}) == []
    lesson = MonthPlan(amounts={LESSON: 2})
    assert told(notice, 1, {4: lesson, 5: lesson, 10: MonthPlan("微课上线")}) == []


@pytest.mark.parametrize(
    ("amounts", "code"), [({}, "figure_not_entered"), ({EXAMS: 60}, "figure_differs")]
)
def test_a_figure_of_the_text_is_offered(
    notice: Notice, amounts: dict[str, int], code: str
) -> None:
    found = told(notice, 5, {5: MonthPlan("组织鉴定75人", amounts=amounts)})
    assert [finding.code for finding in found] == [code]
    assert found[0].fix is not None
    assert found[0].fix.amounts == ((5, EXAMS, 75),)


def test_what_several_months_say_alike_is_no_figure_of_each(notice: Notice) -> None:
    shared = MonthPlan("组织鉴定150人")
    assert told(notice, 5, {4: shared, 5: shared, 6: shared}) == []
    assert stated(Entry(5, months={4: shared, 5: shared}), 4, notice.task(5).indicators) == {}


def test_text_and_figure_that_agree_are_quiet(notice: Notice) -> None:
    assert told(notice, 5, {5: MonthPlan("组织鉴定75人", amounts={EXAMS: 75})}) == []
